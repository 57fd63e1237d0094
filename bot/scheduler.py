"""The alarm clock: it only ticks, and keeps no schedule of its own."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot import clock

ALARM = "alarm"


class Scheduler:
    """Calls `tick` at once and then every `seconds`, one at a time; missed calls are made up by one.

    A tick may return an instant (aware) at which it wants to be called once more, whatever the seconds.
    It is responsible for its own failures: one that raises is logged, and the next comes all the same.
    """

    def __init__(self, tick: Callable[[], Awaitable[datetime | None]], seconds: float = 30) -> None:
        self._tick = tick
        self._seconds = seconds
        self._idle = asyncio.Event()
        self._idle.set()
        self._one = asyncio.Lock()
        # apscheduler's own store would lose what a killed process was running, and its default grace
        # of a second skips what a busy process missed: here every tick looks at the tables itself
        defaults = {"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
        self._clock = AsyncIOScheduler(timezone=UTC, job_defaults=defaults)

    def start(self) -> None:
        """Start ticking in the running event loop; nothing more where it ticks already."""
        if not self._clock.running:
            self._clock.add_job(self._once, "interval", seconds=self._seconds, next_run_time=clock.now())
            self._clock.start()

    async def stop(self) -> None:
        """Tick no more, and wait for the tick that is under way; safe to call twice."""
        if self._clock.running:
            self._clock.remove_all_jobs()
            await self._idle.wait()
            self._clock.shutdown(wait=False)
            await asyncio.sleep(0)  # it shuts down by a callback of the loop

    async def _once(self) -> None:
        """One tick, marked as under way; the alarm is set to what it asks for."""
        async with self._one:
            self._idle.clear()
            try:
                at = await self._tick()
                if at is not None and self._clock.running:
                    self._clock.add_job(self._once, "date", run_date=at, id=ALARM, replace_existing=True)
            finally:
                self._idle.set()
