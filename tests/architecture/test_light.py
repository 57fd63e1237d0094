"""A process that only sends or keeps time stays small: it imports nothing for listening and reading."""

from __future__ import annotations

import random
import subprocess
import sys
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from bench.soak.debts import Debts
from bench.soak.platform import TOKEN
from storage.engine import Database
from storage.store import Store
from tests.command import ROOT, Milepost
from tests.fleet import site
from tests.postgres import Server

HEAVY = {"telegram.ext", "slack_bolt", "numpy", "starlette", "uvicorn", "opencc", "briefings.reading"}
OPENED = """
import asyncio, sys
from datetime import UTC, datetime
from bot.platforms.slack import Slack
from bot.platforms.telegram import Telegram
from bot.card import Card, Heading
from bot.ports import DeliveryError
from briefings.model import Address

async def both():
    chats = (
        (Telegram("1:a", "http://127.0.0.1:9"), Address("telegram", "77")),
        (Slack("x", "y", clock=lambda: datetime(2026, 7, 15, tzinfo=UTC), base_url="http://127.0.0.1:9/api/"),
         Address("slack", "C1")),
    )
    for chat, address in chats:
        try:
            await chat.send(address, Card((Heading("Hello"),)))
        except DeliveryError:
            pass
        await chat.close()

asyncio.run(both())
print(*sys.modules)
"""


IMPORTED = "import bot.platforms.telegram, bot.platforms.slack, sys; print(*sys.modules)"


@pytest.mark.parametrize("source", [IMPORTED, OPENED], ids=["imported", "sent"])
def test_sending_imports_nothing_of_listening(source: str) -> None:
    command = [sys.executable, "-c", source]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert not sorted(HEAVY & set(done.stdout.split()))


ANSWERING = {"bot.commands", "briefings.answering", "storage.answering", "storage.searching", "slack_sdk"}
WRITING = {"briefings.study", "storage.index.building", "storage.shelving", "alembic"}
UNNEEDED = HEAVY - {"opencc"} | ANSWERING | WRITING
RUN = """
import atexit, sys
from bot.__main__ import main
atexit.register(lambda: print("imported:", *sys.modules))
sys.argv = ["milepost", "run", "--role", sys.argv[1]]
main()
"""


def test_a_clock_and_a_worker_bring_a_digest_out_and_import_nothing_of_answering(
    postgres: Server, tmp_path: Path
) -> None:
    with ExitStack() as ends:
        url = ends.enter_context(postgres.fresh())
        here = ends.enter_context(site(tmp_path, url))
        store = ends.enter_context(closing(Store.open(url)))
        database = ends.enter_context(closing(Database(url)))
        debts = Debts(store, database, random.Random(1))
        debts.stock()
        debts.subscribe(3)
        settings = {"DATABASE_URL": url, "TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_BASE_URL": here.root}
        place = Milepost(tmp_path, tuple(settings.items()))
        running = {role: ends.enter_context(_started(place, role)) for role in ("clock", "worker")}
        for each in running.values():
            ends.callback(each.kill)
        here.accepted(3)
        for role, each in running.items():
            each.terminate()
            told, _ = each.communicate(timeout=60)
            imported = set(told.rpartition("imported:")[2].split())
            assert {"storage.library", "bot.service"} <= imported, told
            assert (role, sorted(UNNEEDED & imported)) == (role, [])


def _started(place: Milepost, role: str) -> subprocess.Popen[str]:
    """`milepost run --role`, which says in the end what it has imported."""
    return subprocess.Popen(
        [sys.executable, "-c", RUN, role],
        cwd=place.folder,
        env=place.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
