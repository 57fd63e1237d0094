"""The alarm clock: it ticks at once, again and again, one at a time, and stops when told."""

from __future__ import annotations

import asyncio
from datetime import UTC

from bot import clock
from bot.scheduler import Scheduler


async def test_it_ticks_at_once_and_again() -> None:
    ticked = asyncio.Semaphore(0)

    async def tick() -> None:
        ticked.release()

    scheduler = Scheduler(tick, seconds=0.01)
    scheduler.start()
    scheduler.start()
    for _ in range(3):
        await asyncio.wait_for(ticked.acquire(), 10)
    await scheduler.stop()
    await scheduler.stop()


async def test_a_slow_tick_is_never_joined_by_another_and_is_waited_for() -> None:
    started, may_end = asyncio.Event(), asyncio.Event()
    under_way = most = ended = 0

    async def tick() -> None:
        nonlocal under_way, most, ended
        under_way += 1
        most = max(most, under_way)
        started.set()
        await may_end.wait()
        under_way -= 1
        ended += 1

    scheduler = Scheduler(tick, seconds=0.01)
    scheduler.start()
    await asyncio.wait_for(started.wait(), 10)
    stopping = asyncio.create_task(scheduler.stop())
    await asyncio.sleep(0)
    assert not stopping.done()
    may_end.set()
    await asyncio.wait_for(stopping, 10)
    assert (most, ended) == (1, 1)


async def test_a_tick_that_breaks_does_not_stop_the_clock() -> None:
    calls = asyncio.Semaphore(0)

    async def tick() -> None:
        calls.release()
        raise RuntimeError("broken")

    scheduler = Scheduler(tick, seconds=0.01)
    scheduler.start()
    for _ in range(2):
        await asyncio.wait_for(calls.acquire(), 10)
    await scheduler.stop()


async def test_a_stopped_clock_can_start_again() -> None:
    ticked = asyncio.Event()

    async def tick() -> None:
        ticked.set()

    scheduler = Scheduler(tick, seconds=60)
    for _ in range(2):
        ticked.clear()
        scheduler.start()
        await asyncio.wait_for(ticked.wait(), 10)
        await scheduler.stop()


def test_the_clock_knows_its_zone() -> None:
    assert clock.now().tzinfo is UTC
