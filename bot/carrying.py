"""The jobs that a process carries: planning what is owed, and sending slices of it."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Awaitable, Callable, Collection, Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import structlog

from bot.ports import Platform
from bot.sending import Sending
from bot.tally import Tally
from bot.trials import ASIDE, got_on
from storage.errors import StoreError
from storage.executors import LEAVING
from storage.slices import Slice
from storage.store import Store

log = structlog.get_logger(__name__)

PAUSES = (0.5, 1, 2, 5)
"""Seconds between tries where the store is away."""
TROUBLES = 3
"""Troubles of a slice that are told one by one."""
PATIENCE = timedelta(seconds=2)
"""How long a slice waits by itself for what can't go out yet, before another job comes for it."""
ELSEWHERE = timedelta(minutes=1)
"""After what time a slice is looked at again that waits for a platform which is not set up here."""


class Carrying:
    """Does jobs as the process `owner`; `platforms` makes those that it sends through, not yet open."""

    def __init__(
        self,
        store: Store,
        platforms: Callable[[], Mapping[str, Platform]],
        owner: str,
        clock: Callable[[], datetime],
        *,
        hold: bool = False,
    ) -> None:
        self.stopping = asyncio.Event()
        """Set by whoever runs the jobs when no more may be begun."""
        self._store = store
        self._make = platforms
        self._owner = owner
        self._clock = clock
        self._hold = hold
        self._platforms: Mapping[str, Platform] = {}

    @property
    def jobs(self) -> dict[str, Callable[[dict[str, Any]], Any]]:
        """The jobs by name."""
        return {"plan": self.plan, "send": self.send}

    async def setup(self) -> None:
        """Make the platforms, on the loop that the jobs run on."""
        self._platforms = self._make()

    async def teardown(self) -> None:
        """Let go of them."""
        for platform in self._platforms.values():
            await platform.close()

    async def plan(self, argument: Mapping[str, Any]) -> None:
        """Give each chat of an occurrence its delivery."""
        id = int(argument["occurrence"])
        await self._steadily(partial(asyncio.to_thread, self._store.occurrences.plan, id, got_on))

    async def send(self, argument: Mapping[str, Any]) -> None:
        """Send a slice, and see to it that somebody comes again for what is left."""
        await self._steadily(partial(self._send, _slice(argument)))

    async def aside(self, name: str, key: str, argument: Mapping[str, Any], whole: bool) -> bool:
        """Set aside what a job had in hand that killed process after process; whether it goes on with a rest.

        A plan can't be done in part. Of a slice it is what was in flight; all of it where that was nothing
        or it is to be the `whole`.
        """
        if name == "plan":
            await asyncio.to_thread(self._store.tolls.set_aside, key)
            return False
        part, windows = _slice(argument), self._store.windows

        def give_up() -> bool:
            gone, now = tuple(self._gone(windows.owners(part))), self._clock()
            if not whole and (count := windows.set_aside(part, now, ASIDE, gone=gone)):
                log.error("deliveries set aside", occurrence=part.occurrence, dead=count)
                return True
            count = windows.set_aside(part, now, ASIDE, gone=gone, whole=True)
            log.error("deliveries set aside", occurrence=part.occurrence, dead=count)
            self._store.occurrences.settled(part.occurrence, small=True)
            return False

        return await asyncio.to_thread(give_up)

    async def _steadily(self, deed: Callable[[], Awaitable[object]]) -> None:
        """Begin anew for as long as the store is away: a job that gave up would leave nobody to do it."""
        attempt = 0
        while not self.stopping.is_set():
            try:
                await deed()
                return
            except StoreError as fault:
                pause = PAUSES[min(attempt, len(PAUSES) - 1)]
                log.warning("job waits", why=str(fault), next_try_in_seconds=pause)
                attempt += 1
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self.stopping.wait(), pause)

    async def _send(self, part: Slice) -> None:
        tally, began = Tally(), time.monotonic()
        sending = Sending(
            self._store,
            self._platforms,
            self._owner,
            self._clock,
            tally,
            hold=self._hold,
            gone=self._gone,
            patience=PATIENCE,
            steady=True,
            got_on=got_on,
            stopping=self.stopping,
        )
        try:
            again = await sending.send(part)
        finally:
            _tell(part, tally, time.monotonic() - began)
        if again is None and sending.strangers:
            again = self._clock() + ELSEWHERE
        if again is not None:
            await asyncio.to_thread(self._store.occurrences.come_again, part, again, self._clock())
        else:
            await asyncio.to_thread(self._store.occurrences.settled, part.occurrence, small=True)

    def _gone(self, owners: Collection[str]) -> Collection[str]:
        """Which of these processes are no more; a single tick's is told by its lease alone."""
        living = {one.id for one in self._store.executors.all() if one.role != LEAVING}
        return [owner for owner in owners if owner not in living and not owner.startswith("tick-")]


def _slice(argument: Mapping[str, Any]) -> Slice:
    return Slice(*(int(argument[name]) for name in ("occurrence", "first", "last")))


def _tell(part: Slice, tally: Tally, seconds: float) -> None:
    """One line on what came of a slice, and its first few troubles; nothing where nothing was done."""
    done = {name: tally[name] for name in ("sent", "skipped", "failed", "dead", "reclaimed")}
    if any(done.values()):
        log.info("slice", occurrence=part.occurrence, **done, seconds=round(seconds, 3))
    for trouble in tally.counts().troubles[:TROUBLES]:
        log.warning("delivery", why=trouble)
