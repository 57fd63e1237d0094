"""How many messages a second one client brings out, over our transport and over its own."""

from __future__ import annotations

import asyncio
import time
from statistics import median

from telegram import Bot
from telegram.request import BaseRequest, HTTPXRequest

from bench.platform import TOKEN, platform
from bench.table import Row
from bot.platforms.telegram.transport import Transport

ROUND_TRIP = 0.08
IN_FLIGHT = 100
TIMES = 3
OURS, THEIRS = 3000, 300  # messages of a run: a few seconds of each
WORDS = "5 years since the Leading Zone Opinions (15 Jul 2021)"


def rows() -> list[Row]:
    """Messages a second of python-telegram-bot's `Bot`, the same but for what speaks HTTP under it."""
    with platform(ROUND_TRIP) as root:
        ours = median(asyncio.run(_rate(root, Transport(root, IN_FLIGHT), OURS)) for _ in range(TIMES))
        theirs = median(asyncio.run(_rate(root, _httpx(), THEIRS)) for _ in range(TIMES))
    what = f"one Telegram client, {ROUND_TRIP * 1000:.0f} ms round trip, {IN_FLIGHT} messages in flight"
    return [Row(what, ours, "python-telegram-bot's own httpx transport", theirs, "messages/s")]


def _httpx() -> HTTPXRequest:
    """The client's own transport, with room and time for as many."""
    return HTTPXRequest(IN_FLIGHT, read_timeout=60, connect_timeout=60, pool_timeout=60, write_timeout=60)


async def _rate(root: str, transport: BaseRequest, count: int) -> float:
    """Send that many messages to chats of their own; raises where one is not taken."""
    chats = iter(range(1, count + 1))

    async def sender(bot: Bot) -> None:
        for chat in chats:
            await bot.send_message(chat, WORDS)

    async with Bot(TOKEN, base_url=f"{root}/bot", request=transport) as bot:
        await asyncio.gather(*(bot.get_me() for _ in range(IN_FLIGHT)))  # connected, as in a long run
        start = time.perf_counter()
        await asyncio.gather(*(sender(bot) for _ in range(IN_FLIGHT)))
        return count / (time.perf_counter() - start)
