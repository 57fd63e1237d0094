"""The alarm clock: it only ticks, and keeps no schedule of its own."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot import clock


class Scheduler:
    """Calls `tick` at once and then every `seconds`, one at a time; missed calls are made up by one.

    `tick` is responsible for its own failures: one that raises is logged, and the next comes all the same.
    """

    def __init__(self, tick: Callable[[], Awaitable[object]], seconds: float = 30) -> None:
        self._tick = tick
        self._seconds = seconds
        self._idle = asyncio.Event()
        self._idle.set()
        # apscheduler's own store would lose what a killed process was running, and its default grace
        # of a second skips what a busy process missed: here every tick looks at the tables itself
        defaults = {"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
        self._alarm = AsyncIOScheduler(timezone=UTC, job_defaults=defaults)

    def start(self) -> None:
        """Start ticking in the running event loop; nothing more where it ticks already."""
        if not self._alarm.running:
            self._alarm.add_job(self._once, "interval", seconds=self._seconds, next_run_time=clock.now())
            self._alarm.start()

    async def stop(self) -> None:
        """Tick no more, and wait for the tick that is under way; safe to call twice."""
        if self._alarm.running:
            self._alarm.remove_all_jobs()
            await self._idle.wait()
            self._alarm.shutdown(wait=False)
            await asyncio.sleep(0)  # it shuts down by a callback of the loop

    async def _once(self) -> None:
        """One tick, marked as under way."""
        self._idle.clear()
        try:
            await self._tick()
        finally:
            self._idle.set()
