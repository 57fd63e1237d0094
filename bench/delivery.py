"""How fast digests leave through the real client, on both databases, beside plain loops over it."""

from __future__ import annotations

import asyncio
import tempfile
import time
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from statistics import median

from sqlalchemy import insert, select
from telegram import Bot

from bench.platform import TOKEN, platform
from bench.table import Row
from bot.delivery import materialise, tick
from bot.platforms.telegram import Telegram
from briefings.model import Address
from storage.ingest import ship
from storage.store import Store
from storage.traffic import CHAT
from tests.postgres import server

CHATS = 3000
THEIRS = 1000
IN_FLIGHT = 30
MILLION = 1_000_000
TIMES = 3
AT = datetime.fromisoformat("2026-07-15T09:00+08:00")
DAY = timedelta(days=1)
WORDS = "5 years since the Leading Zone Opinions (15 Jul 2021)"


def rows() -> list[Row]:
    """Messages a second that the platform took: a whole tick, and loops that send one text each."""
    found = []
    with platform(0.0) as root, _databases() as urls:
        in_turn = median(asyncio.run(_loop(root, 1)) for _ in range(TIMES))
        side_by_side = median(asyncio.run(_loop(root, IN_FLIGHT)) for _ in range(TIMES))
        for name, make in urls.items():
            ours = median(_tick(make(), root) for _ in range(TIMES))
            what = f"a digest to {CHATS} Telegram chats, planned, sent and settled, on {name}"
            found.append(Row(what, ours, "python-telegram-bot, one after the other", in_turn, "messages/s"))
            peer = f"python-telegram-bot, {IN_FLIGHT} in flight"
            found.append(Row("the same", ours, peer, side_by_side, "messages/s"))
        for name, make in urls.items():
            taken, grown = _plan(make())
            found.append(Row(f"planning a million deliveries on {name}", taken, "–", None, "s", more=False))
            found.append(Row("the same, Python's memory", grown, "–", None, "MB", more=False))
    return found


@contextmanager
def _databases() -> Iterator[dict[str, Callable[[], str]]]:
    """Makers of empty databases, by name."""
    with tempfile.TemporaryDirectory() as folder, server() as postgres:
        numbers = iter(range(1000))
        yield {
            "SQLite": lambda: f"sqlite:///{folder}/milepost-{next(numbers)}.db",
            "PostgreSQL": lambda: postgres.make(f"bench_{next(numbers)}"),
        }


def stocked(url: str, chats: int) -> Store:
    """A store with the shipped corpus and that many chats which want the Leading Zone."""
    store = Store.open(url)
    ship(store, at=AT)
    store.lanes.set_rate("telegram", 1e6)
    first = Address("telegram", "1")
    store.subscriptions.add(first, ("leading zone",), AT.time(), "Asia/Shanghai", (0,), "en", "bench", AT)
    with store._database.writing() as connection:
        like = connection.execute(select(CHAT)).mappings().one()
        for start in range(2, chats + 1, 50_000):
            many = range(start, min(start + 50_000, chats + 1))
            rows = [{**like, "id": n, "channel": str(n), "name": f"telegram:{n}"} for n in many]
            connection.execute(insert(CHAT), rows)
    return store


def _tick(url: str, root: str) -> float:
    """Plan, send and settle a digest for every chat; messages a second."""
    store = stocked(url, CHATS)

    async def run() -> float:
        telegram = Telegram(TOKEN, root)
        await telegram.open()
        start = time.perf_counter()
        counts = await tick(AT, store, {"telegram": telegram})
        taken = time.perf_counter() - start
        await telegram.close()
        if counts.sent != CHATS:
            raise RuntimeError(f"the tick sent {counts.sent} of {CHATS}: {counts.troubles}")
        return CHATS / taken

    try:
        return asyncio.run(run())
    finally:
        store.close()


def _plan(url: str) -> tuple[float, float]:
    """Seconds to give a million chats their delivery, and the megabytes that Python took for it."""
    store = stocked(url, MILLION)
    for one in materialise(AT - DAY, store):  # from now on they are told as far as each other
        store.occurrences.plan(one)
    tracemalloc.start()
    start = time.perf_counter()
    planned = sum(store.occurrences.plan(one) for one in materialise(AT, store))
    taken = time.perf_counter() - start
    grown = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    store.close()
    if planned != MILLION:
        raise RuntimeError(f"planned {planned} of a million")
    return taken, grown


async def _loop(root: str, width: int) -> float:
    """Messages a second of a first script, with that many messages under way."""
    chats = iter(range(1, THEIRS + 1))

    async def sender(bot: Bot) -> None:
        for chat in chats:
            await bot.send_message(chat, WORDS)

    async with Bot(TOKEN, base_url=f"{root}/bot") as bot:
        start = time.perf_counter()
        await asyncio.gather(*(sender(bot) for _ in range(width)))
        return THEIRS / (time.perf_counter() - start)
