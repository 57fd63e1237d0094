"""Jobs that may kill their process: begun one at a time, counted, and set aside in the end."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextvars import ContextVar
from datetime import datetime
from typing import Any, ParamSpec, TypeVar

import structlog

from storage.errors import StoreError
from storage.tolls import Tolls

log = structlog.get_logger(__name__)

P = ParamSpec("P")
R = TypeVar("R")
DEATHS = 5
"""Processes in a row that a job takes with it before it is set aside."""
PAUSE = 1.0
"""Seconds between tries to set one aside where the store is away."""
ASIDE = f"{DEATHS} processes in a row died while they had it in hand, so it was set aside"

Aside = Callable[[str, str, dict[str, Any], bool], Awaitable[bool]]
"""Sets aside what a job had in hand, or all of it; told its name, key, argument and whether it is to be all.

Whether the job goes on with the rest is what it returns.
"""
_TRIAL: ContextVar[Trial | None] = ContextVar("trial", default=None)


async def nothing_left(_name: str, _key: str, _argument: dict[str, Any], _whole: bool) -> bool:
    """Set nothing aside but the job itself."""
    return False


def got_on() -> None:
    """The job in hand got something done, so it is not what kills; for its threads, since it blocks."""
    if (trial := _TRIAL.get()) is not None:
        trial.acquit()


class Trials:
    """The trials of one process, on the loop on which jobs run.

    A job that was in hand when a process died may be the reason or have been beside it. So each of them
    is begun only when no other is on trial, and charged; what it gets done acquits it and lets in the next.
    """

    def __init__(self, tolls: Tolls, aside: Aside, clock: Callable[[], datetime]) -> None:
        self._tolls, self._aside, self._clock = tolls, aside, clock
        self._turn = asyncio.Lock()

    async def hold(
        self, name: str, key: str, argument: dict[str, Any], deed: Callable[[], Awaitable[None]]
    ) -> None:
        """Do a job, on trial where a process died of it before."""
        deaths = await asyncio.to_thread(_safely, self._tolls.deaths, key) or 0
        if not deaths:
            await deed()
            return
        await self._turn.acquire()
        trial = Trial(self._tolls, key, asyncio.get_running_loop(), self._turn)
        before = _TRIAL.set(trial)
        try:
            if deaths < DEATHS or await self._set_aside(name, key, argument, deaths):
                await asyncio.to_thread(_safely, self._tolls.charge, key, self._clock())
                await deed()
            await asyncio.to_thread(trial.acquit)
        except asyncio.CancelledError:
            await asyncio.to_thread(trial.adjourn, self._clock())
            raise
        finally:
            _TRIAL.reset(before)
            trial.leave()

    async def _set_aside(self, name: str, key: str, argument: dict[str, Any], deaths: int) -> bool:
        """Set a job aside; whether it goes on with a part. The second time in a row it is all of it."""
        log.error("job set aside", job=name, key=key, deaths=deaths)
        while True:
            try:
                return await self._aside(name, key, argument, deaths > DEATHS)
            except StoreError as fault:
                log.warning("job not set aside yet", job=name, key=key, why=str(fault))
                await asyncio.sleep(PAUSE)


class Trial:
    """A job on trial."""

    def __init__(self, tolls: Tolls, key: str, loop: asyncio.AbstractEventLoop, turn: asyncio.Lock) -> None:
        self._tolls, self._key, self._loop, self._turn = tolls, key, loop, turn
        self._acquitted = self._left = False

    def acquit(self) -> None:
        """It got on: nothing is held against it any more. Blocks, and may be called from any thread."""
        if not self._acquitted:
            self._acquitted = True
            _safely(self._tolls.clear, self._key)
            self._loop.call_soon_threadsafe(self.leave)

    def adjourn(self, at: datetime) -> None:
        """It was broken off by a process that lives."""
        if not self._acquitted:
            _safely(self._tolls.refund, self._key, at)

    def leave(self) -> None:
        """Let the next one in; safe to call twice, on the loop."""
        if not self._left:
            self._left = True
            self._turn.release()


def _safely(deed: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R | None:
    """The books of a trial never stop a job: None where the store is away."""
    try:
        return deed(*args, **kwargs)
    except StoreError as fault:
        log.warning("trial", why=str(fault))
        return None
