"""Killed at any moment: every update is answered, and again only where a kill cut the answering."""

from __future__ import annotations

import asyncio
import os
import random
from collections import Counter

from bot import clock
from storage.store import Store
from tests.fakes.telegram import FakeTelegram
from tests.integration.inbox_home import child, said

KILLS, EACH = int(os.environ.get("MILEPOST_KILLS", "3")), 8


async def test_killed_at_any_moment_every_update_is_answered(store_url: str) -> None:
    dice = random.Random(11)
    Store.open(store_url).close()
    chats = iter(range(1, 100_000))
    async with FakeTelegram(now=int(clock.now().timestamp()), latency=0.01) as server:
        for _ in range(KILLS):
            with child(store_url, "telegram", server.root) as running:
                assert await said(running)
                for _ in range(EACH):
                    server.say(next(chats), "/help")
                    await asyncio.sleep(dice.uniform(0, 0.03))
                await asyncio.sleep(dice.uniform(0, 0.2))
                running.kill()
        asked = next(chats) - 1
        with child(store_url, "telegram", server.root) as running:
            assert await said(running)
            await server.until(lambda: len({sent.chat for sent in server.sent}) == asked)
            store = Store.open(store_url)
            await server.until(lambda: not store.inbox.waiting())
            store.close()
    times = Counter(sent.chat for sent in server.sent)
    print("updates", asked, "kills", KILLS, "answered twice", sum(n > 1 for n in times.values()))
    assert max(times.values()) <= 1 + KILLS
    assert sum(times.values()) - asked <= KILLS * EACH
