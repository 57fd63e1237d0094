"""How fast digests leave, through the real client, beside a plain loop over the same client and server."""

from __future__ import annotations

import asyncio
import tempfile
import time
from datetime import datetime

from telegram import Bot

from bench.table import Row
from bot.delivery import tick
from bot.platforms.telegram import Telegram
from briefings.model import Address
from storage.ingest import ship
from storage.store import Store
from tests.fakes.telegram import FakeTelegram

CHATS = 150
ROUND_TRIP = 0.03
AT = datetime.fromisoformat("2026-07-15T09:00+08:00")


def rows() -> list[Row]:
    """Messages a second that the platform accepted: a whole tick, and a loop that sends one text each."""
    ours, theirs = asyncio.run(_both())
    what = f"one tick to {CHATS} Telegram chats, {ROUND_TRIP * 1000:.0f} ms round trip"
    return [Row(what, ours, "plain python-telegram-bot loop", theirs, "messages/s")]


async def _both() -> tuple[float, float]:
    """Ours and the loop's rate against one server."""
    async with FakeTelegram(latency=ROUND_TRIP) as server:
        for chat in range(1, CHATS + 1):
            server.chat(chat)
        return await _tick(server), await _loop(server)


async def _tick(server: FakeTelegram) -> float:
    """Plan, claim, send and settle a digest for every chat."""
    with tempfile.TemporaryDirectory() as folder:
        store = Store.open(f"sqlite:///{folder}/milepost.db")
        ship(store, at=AT)
        for chat in range(1, CHATS + 1):
            address = Address("telegram", str(chat))
            store.subscriptions.add(
                address, ("leading zone",), AT.time(), "Asia/Shanghai", (0,), "en", "bench", AT
            )
        platform = Telegram(server.token, server.root)
        await platform.open()
        start = time.perf_counter()
        counts = await tick(AT, store, {"telegram": platform})
        taken = time.perf_counter() - start
        await platform.close()
        store.close()
    if counts.sent != CHATS:
        raise RuntimeError(f"the tick sent {counts.sent} of {CHATS}")
    return CHATS / taken


async def _loop(server: FakeTelegram) -> float:
    """One message after the other, as a first script would."""
    async with Bot(server.token, base_url=f"{server.root}/bot") as bot:
        start = time.perf_counter()
        for chat in range(1, CHATS + 1):
            await bot.send_message(chat, "5 years since the Leading Zone Opinions (15 Jul 2021)")
        return CHATS / (time.perf_counter() - start)
