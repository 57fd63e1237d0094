"""The sign of life of a process that carries no jobs, so that an operator sees that it is there."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from datetime import datetime, timedelta

import structlog

from briefings.errors import MilepostError
from storage.executors import Executors

log = structlog.get_logger(__name__)

SILENCE = timedelta(seconds=20)


class Pulse:
    """Beats every `seconds` in the running event loop, from `start` until `stop`."""

    def __init__(
        self,
        executors: Executors,
        id: str,
        role: str,
        clock: Callable[[], datetime],
        seconds: float = 5,
    ) -> None:
        self._executors = executors
        self._me = (id, role)
        self._clock = clock
        self._seconds = seconds
        self._beating: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to beat."""
        self._beating = asyncio.create_task(self._beat(), name="pulse")

    async def stop(self) -> None:
        """Beat no more, and be struck out; safe to call twice."""
        if self._beating is None:
            return
        self._beating.cancel()
        await asyncio.gather(self._beating, return_exceptions=True)
        self._beating = None
        with contextlib.suppress(MilepostError):
            await asyncio.to_thread(self._executors.leave, self._me[0])

    async def _beat(self) -> None:
        """A store that is out of reach for a while is no reason to stop."""
        well = True
        while True:
            try:
                await asyncio.to_thread(self._once, self._clock())
                well = True
            except MilepostError as fault:
                if well:
                    log.warning("out of touch", why=str(fault))
                well = False
            await asyncio.sleep(self._seconds)

    def _once(self, now: datetime) -> None:
        if not self._executors.beat(*self._me, now):
            self._executors.rejoin(*self._me, now)
