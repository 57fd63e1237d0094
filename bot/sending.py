"""A slice of deliveries goes out: a sliding window of messages under way, every outcome settled."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import random
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.composing import Composer
from bot.outcomes import Judge
from bot.ports import DeliveryError, Platform
from bot.tally import Tally
from briefings.errors import MilepostError
from briefings.model import Digest
from storage.notices import NOTICE
from storage.settling import Outcome, Taken
from storage.slices import Slice
from storage.store import Store
from storage.windows import Window

LEASE = timedelta(minutes=2)
"""How long a delivery may be in flight before its process counts as dead."""
WIDTH = 100
"""Messages that are under way at a time."""
LATE = timedelta(milliseconds=250)
"""How late a message may leave that has its place in a lane, before no more places are taken."""
GATHERED = 0.02
"""Seconds in which outcomes are gathered before they are written: what a kill then makes a repeat."""
CROWD = 4
"""Outcomes at a time from which on they are gathered; fewer are written at once."""

_TROUBLES = 5
_LONGEST = 5.0
_LOG = logging.getLogger(__name__)


@dataclass(slots=True)
class Sending:
    """Sends slices: through these platforms, as this process, by this clock.

    `chance` gives the jitter of retries, from 0 to 1; `hold` keeps what may have arrived instead of sending
    it again; `gone` says which owners are dead; `patience` is how long a slice waits for what can't go
    out yet; `steady` keeps outcomes however long the store is away; `got_on` is called, in a thread, when
    outcomes were written; once `stopping` is set nothing more is taken.
    """

    store: Store
    platforms: Mapping[str, Platform]
    owner: str
    clock: Callable[[], datetime]
    tally: Tally = field(default_factory=Tally)
    chance: Callable[[], float] = random.random
    hold: bool = False
    gone: Callable[[Collection[str]], Collection[str]] = lambda _: ()
    patience: timedelta = timedelta(0)
    steady: bool = False
    got_on: Callable[[], None] = lambda: None
    width: int = WIDTH
    stopping: asyncio.Event = field(default_factory=asyncio.Event)
    strangers: tuple[str, ...] = field(default=(), init=False)
    """Platforms that are not set up here and that something of the last slice waits for."""
    _missed: set[tuple[int, str]] = field(default_factory=set, init=False)

    async def send(self, part: Slice) -> datetime | None:
        """Send what may be sent of a slice; when to come again for the rest, None where there is none."""
        digest = await asyncio.to_thread(self.store.ledger.digest, part.occurrence)
        if digest is None:
            return None
        await self._reclaim(part)
        again = await _Run(self, part, digest).go()
        await self._strangers(part)
        if again is None:
            flying = await asyncio.to_thread(self.store.windows.owners, part)
            # somebody has some of it in flight, or died with it: whoever it was, their lease ends
            again = self.clock() + LEASE if flying else None
        return again

    async def _reclaim(self, part: Slice) -> None:
        """Take back what dead processes left in flight."""

        def reclaim() -> int:
            windows = self.store.windows
            owners = windows.owners(part)
            if not owners:
                return 0
            gone = tuple(self.gone([o for o in owners if o != self.owner]))
            return windows.reclaim(part, self.clock(), LEASE, gone=gone, hold=self.hold)

        for _ in range(await asyncio.to_thread(reclaim)):
            self.tally.count("reclaimed")

    async def _strangers(self, part: Slice) -> None:
        """Say what waits for a platform that is not set up here."""
        waiting = await asyncio.to_thread(self.store.windows.elsewhere, part, tuple(self.platforms))
        self.strangers = tuple(waiting)
        for name in waiting:
            if (part.occurrence, name) not in self._missed:
                self._missed.add((part.occurrence, name))
                self.tally.fail(f"{name} is not set up here, so its messages wait.")


class _Run:
    """One slice under way."""

    def __init__(self, sending: Sending, part: Slice, digest: Digest) -> None:
        self._by = sending
        self._part = part
        self._anyway = digest.kind == NOTICE
        self._composer = Composer(sending.store, digest)
        self._judge = Judge(sending.tally, sending.chance, sending.hold)
        self._flying: set[asyncio.Task[None]] = set()
        self._waiting: dict[int, datetime] = {}
        self._outcomes: list[Outcome] = []
        self._landed = asyncio.Event()
        self._crowded = False
        self._parts = 1
        self._name = f"{digest.kind}/{digest.slot}"

    async def go(self) -> datetime | None:
        """Look, send, settle, until nothing more can go out now."""
        try:
            while True:
                window = await self._look()
                for taken in window.taken:
                    self._launch(taken)
                idle = not (window.taken or self._flying or self._outcomes)
                if idle and not self._worth(window):
                    return window.again
                await self._pause(window)
        finally:
            await self._abandon()

    def _worth(self, window: Window) -> bool:
        """Whether what can't go out yet is waited for here."""
        if window.again is None or self._by.stopping.is_set():
            return False
        return window.paced or window.again - self._by.clock() <= self._by.patience

    async def _look(self) -> Window:
        """Write what came back and take what is next; a store that fails for a while loses no outcome."""
        troubles = 0
        while True:
            written, self._outcomes = self._outcomes, []
            self._crowded = len(written) >= CROWD
            self._landed.clear()
            try:
                window = await asyncio.to_thread(self._window, written, self._room())
            except MilepostError as fault:
                self._outcomes = written + self._outcomes
                troubles += 1
                if troubles >= _TROUBLES and not self._holding():
                    raise
                _LOG.warning("delivery: %s", fault)
                pause = min(0.2 * 2**troubles, _LONGEST)
                await asyncio.sleep(pause * (0.5 + self._by.chance()))
                continue
            for _ in range(window.skipped):
                self._by.tally.count("skipped")
            return window

    def _holding(self) -> bool:
        """Whether there are outcomes that would be lost with us, and time to wait for the store."""
        held = bool(self._outcomes or self._flying)
        return self._by.steady and held and not self._by.stopping.is_set()

    def _window(self, written: list[Outcome], room: int) -> Window:
        self._composer.refresh()
        window = self._by.store.windows.look(
            self._part,
            self._by.clock(),
            self._by.owner,
            room,
            written,
            platforms=tuple(self._by.platforms),
            parts=self._parts,
            anyway=self._anyway,
        )
        if written:
            self._by.got_on()
        return window

    async def _pause(self, window: Window) -> None:
        """Wait until an outcome has landed and its neighbours were gathered, or there is more to take."""
        wait: float | None = None
        if self._flying and not self._room():
            wait = LATE.total_seconds()
        elif not window.taken and window.again is not None:
            wait = max(0.0, (window.again - self._by.clock()).total_seconds())
        elif window.taken and len(self._flying) < self._by.width:
            wait = GATHERED
        if self._flying or wait is not None:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._landed.wait(), wait)
        if self._crowded and self._outcomes and self._flying:
            await asyncio.sleep(GATHERED)

    def _launch(self, taken: Taken) -> None:
        self._waiting[taken.id] = taken.at
        task = asyncio.create_task(self._one(taken))
        self._flying.add(task)
        task.add_done_callback(self._flying.discard)

    async def _one(self, taken: Taken) -> None:
        """Send one delivery in its time, and note what came of it; one that broke is waited for no longer."""
        try:
            outcome = await self._sent(taken, self._by.clock())
            self._outcomes.append(outcome)  # the list may have been changed for another in the meantime
        finally:
            self._waiting.pop(taken.id, None)
            self._landed.set()

    async def _sent(self, taken: Taken, since: datetime) -> Outcome:
        platform = self._by.platforms[taken.address.platform]
        try:
            if (until := self._composer.quiet(taken, since)) is not None:
                return self._judge.hushed(taken, until)
            card = await self._composer.card(taken, since)
            if isinstance(card, str):
                return self._judge.skipped(taken, card)
            self._parts = await platform.parts(card)
            if not await self._in_time(taken, since):
                return self._judge.late(taken, self._by.clock())
            sent = await platform.send(taken.address, card, name=self._named(taken))
        except DeliveryError as fault:
            return self._judge.failed(taken, fault, self._by.clock())
        except Exception as fault:
            _LOG.exception("delivery: sending on %s broke", taken.address.platform)
            broken = DeliveryError(type(fault).__name__, ambiguous=True)
            return self._judge.failed(taken, broken, self._by.clock())
        return self._judge.sent(taken, sent, tuple(card.numbers))

    async def _in_time(self, taken: Taken, since: datetime) -> bool:
        """Wait for a delivery's place in its lane; False where we were frozen since it was taken."""
        early = (taken.at - self._by.clock()).total_seconds()
        if early > 0:
            await asyncio.sleep(early)
        self._waiting.pop(taken.id, None)
        # if so, somebody else has it by now, or will
        return self._by.clock() - since <= LEASE / 2

    def _room(self) -> int:
        """How many more may be taken: none while we are late, or all would leave at once in the end."""
        late = self._by.clock() - LATE
        if self._by.stopping.is_set() or any(at < late for at in self._waiting.values()):
            return 0
        return self._by.width - len(self._flying)

    def _named(self, taken: Taken) -> str:
        """The same name however often this delivery is tried."""
        return f"{taken.address}/{self._name}"

    async def _abandon(self) -> None:
        """Where we are cut off: stop what is under way; it stays in flight, for it may have arrived."""
        for task in tuple(self._flying):
            task.cancel()
        await asyncio.gather(*self._flying, return_exceptions=True)
