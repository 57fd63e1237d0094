"""Lanes: each chat in its order, and none of them can keep the others waiting."""

from __future__ import annotations

import asyncio

from bot.platforms.telegram.lanes import FLOOD, Lanes


async def test_a_flooded_lane_leaves_room_for_the_others() -> None:
    lanes, done, gate = Lanes(waiting=FLOOD + 20), [], asyncio.Event()

    async def work(name: str) -> None:
        await gate.wait()
        done.append(name)

    for number in range(2 * FLOOD):
        await lanes.put("loud", lambda number=number: work(f"loud {number}"))
        await asyncio.sleep(0)
    await asyncio.wait_for(lanes.put("quiet", lambda: work("quiet")), 5)
    gate.set()
    await lanes.finish(5)
    assert "quiet" in done
    loud = [name for name in done if name != "quiet"]
    assert loud == [f"loud {number}" for number in range(FLOOD + 1)]
