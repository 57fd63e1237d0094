"""Updates on their way in: written down before they are acknowledged, and dealt with once after that."""

from __future__ import annotations

import asyncio
import logging
import math
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import ParamSpec, Self, TypeVar

from bot import counting
from bot.counting import Counters
from bot.ports import Mail
from briefings.errors import MilepostError
from storage.inbox import Name, Settled, Update

_LOG = logging.getLogger(__name__)
P = ParamSpec("P")
T = TypeVar("T")

SWEEP = 10.0
"""Seconds between two looks at what is in hand and at what others left."""
SURE = 20.0
"""Seconds that an update is surely ours after we said so: less than a lease, after which others take it."""
MOST = 5
"""How often an update is begun anew; one that stops a process each time must not do so for ever."""
FAREWELL = 3.0
"""Seconds for the last things to be written when we close."""


@dataclass(frozen=True, slots=True)
class _Arrival:
    updates: Sequence[Update]
    new: asyncio.Future[list[bool]]


class Reception:
    """The inbox as an event loop uses it, from `async with` to its end.

    It writes in a thread of its own, so that slow answers hold up no acknowledgement; what waits to be
    written meanwhile goes into one transaction. What is not dealt with in the end stays for the next process.
    """

    def __init__(self, mail: Mail, counters: Counters) -> None:
        self._mail = mail
        self._counters = counters
        self._arriving: list[_Arrival] = []
        self._settled: dict[Name, Settled] = {}
        self._held: dict[Name, float] = {}  # until when, in the loop's time, each is surely ours
        self._news = asyncio.Event()
        self._closing = False
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="inbox")

    async def __aenter__(self) -> Self:
        self._writer = asyncio.create_task(self._write())
        return self

    async def __aexit__(self, *_: object) -> None:
        self._closing = True
        self._news.set()
        await asyncio.wait({self._writer}, timeout=FAREWELL)
        self._writer.cancel()
        left = [name for name in self._held if name not in self._settled]
        try:
            # with nothing left too: whoever closes the store next must find the thread done with it
            await asyncio.wait_for(self._run(self._mail.release, left), FAREWELL)
        except Exception as error:
            _LOG.warning("inbox: what is left could not be let go of (%s)", _why(error))
        self._thread.shutdown(wait=False, cancel_futures=True)

    async def receive(self, updates: Sequence[Update]) -> list[bool]:
        """Write updates down, all or nothing: of each whether it is new, and so ours to deal with.

        Raises where they can't be written; then they are not to be acknowledged.
        """
        if self._closing:
            raise RuntimeError("the inbox is closed")
        new: asyncio.Future[list[bool]] = asyncio.get_running_loop().create_future()
        new.add_done_callback(lambda it: it.cancelled() or it.exception())
        self._arriving.append(_Arrival(updates, new))
        self._news.set()
        return await asyncio.shield(new)

    async def deal(self, name: Name, deed: Callable[[], Awaitable[object]], *, again: bool = False) -> None:
        """Do what an update asks for, if it is still ours, and write down that it was done.

        A deed that breaks is not done again, for its answer may be out; `again` says that it may be.
        """
        if not await self._ours(name):
            return
        try:
            await deed()
        except Exception:
            self._counters.add(counting.FAILED)
            if again:
                self._held.pop(name, None)  # it is found like anything that was left
            else:
                self.settle(name)
            raise
        self.settle(name)

    def settle(self, name: Name, why: str | None = None) -> None:
        """An update was dealt with, or dropped, which `why` tells; written down soon."""
        self._settled[name] = Settled(name, why)
        self._news.set()

    async def keep(self, platform: str, take: Callable[[Update], Awaitable[None]]) -> None:
        """Look after the inbox until cancelled; what other processes left goes to `take`, first at once."""
        starting = True
        while True:
            try:
                await self._renew()
                await self._recover(platform, take, starting)
                starting = False
            except Exception as error:
                _LOG.warning("inbox: it could not be looked through (%s)", _why(error))
            self._news.set()  # what could not be written before is tried again
            await asyncio.sleep(SWEEP)

    async def _write(self) -> None:
        while not (self._closing and not self._arriving):
            await self._news.wait()
            self._news.clear()
            if not await self._flush() and self._closing:
                return
        await self._flush()

    async def _flush(self) -> bool:
        """Write what is there to write, in one transaction; False where that failed."""
        arriving, self._arriving = self._arriving, []
        settled = list(self._settled.values())
        updates = [update for each in arriving for update in each.updates]
        if not updates and not settled:
            return True
        until = self._now() + SURE
        try:
            new = await self._run(self._mail.record, updates, settled)
        except asyncio.CancelledError:
            for each in arriving:
                each.new.cancel()
            raise
        except Exception as error:
            _LOG.warning("inbox: it could not be written (%s)", _why(error))
            for each in arriving:
                each.new.set_exception(error)
            return False
        for done in settled:
            self._settled.pop(done.name, None)
            self._held.pop(done.name, None)
        self._held.update((update.name, until) for update, fresh in zip(updates, new, strict=True) if fresh)
        self._counters.add(counting.RECEIVED, len(updates))
        self._counters.add(counting.DUPLICATE, len(updates) - sum(new))
        told = iter(new)
        for each in arriving:
            each.new.set_result([next(told) for _ in each.updates])
        return True

    async def _ours(self, name: Name) -> bool:
        """Whether an update is ours to deal with now; where that is in doubt the store is asked."""
        if self._held.get(name, -math.inf) > self._now():
            return True
        until = self._now() + SURE
        try:
            times = await self._run(self._mail.begin, name)
        except Exception as error:
            _LOG.warning("inbox: an update could not be begun (%s)", _why(error))
            times = 0
        if not times:
            self._held.pop(name, None)
            return False
        self._held[name] = until
        if times > MOST:
            _LOG.error("inbox: an update was given up after %d tries", MOST)
            self._counters.add(counting.DROPPED)
            self.settle(name, f"given up after {MOST} tries")
            return False
        return True

    async def _renew(self) -> None:
        """Say what is still in hand; what nobody heard of for too long is not ours without asking."""
        now = self._now()
        mine = [name for name, until in self._held.items() if now < until < now + SURE - SWEEP / 2]
        if mine:
            await self._run(self._mail.keep, mine)
            self._held.update((name, now + SURE) for name in mine if name in self._held)

    async def _recover(
        self, platform: str, take: Callable[[Update], Awaitable[None]], starting: bool
    ) -> None:
        for update in await self._run(partial(self._mail.left, platform, starting=starting)):
            if update.name not in self._held:
                self._held[update.name] = -math.inf
                self._counters.add(counting.RECOVERED)
                await self._take(update, take)

    async def _take(self, update: Update, take: Callable[[Update], Awaitable[None]]) -> None:
        """Hand on what was left; one that can't be handed on must not stand in the way of the others."""
        try:
            await take(update)
        except Exception as error:
            _LOG.error("inbox: an update that was left can't be taken up (%s)", _why(error))
            self._counters.add(counting.DROPPED)
            self.settle(update.name, "it can't be taken up")

    async def _run(self, work: Callable[P, T], *given: P.args, **named: P.kwargs) -> T:
        """Something that blocks, in the inbox's own thread."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._thread, partial(work, *given, **named))

    def _now(self) -> float:
        return asyncio.get_running_loop().time()


def _why(error: Exception) -> str:
    """What went wrong, in words of our own or by its kind: others' words may hold anything."""
    return str(error) if isinstance(error, MilepostError) else type(error).__name__
