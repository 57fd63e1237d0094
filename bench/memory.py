"""How much memory running programs hold: all in one process, and those that only send or keep time."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from bench.soak.debts import Debts
from bench.soak.platform import TOKEN
from bench.table import Row
from storage.engine import Database
from storage.ingest import ship
from storage.store import Store
from tests.fleet import Site, site
from tests.postgres import server

CHATS = 300
MEMORY = "VmRSS:"


def rows() -> list[Row]:
    """Resident memory of each process, what it shares with others counted in full."""
    if not Path("/proc/self/status").exists():
        return []
    found = []
    with tempfile.TemporaryDirectory() as folder, server() as postgres:
        for name, url, roles in (
            ("everything in one process, on SQLite", f"sqlite:///{folder}/milepost.db", ("all",)),
            ("everything in one process, on PostgreSQL", postgres.make("memory_one"), ("all",)),
            ("a process that only works", postgres.make("memory_many"), ("worker", "clock")),
        ):
            held = _held(Path(folder), url, roles)
            found.append(Row(f"{name}, after {CHATS} messages", held[0], "–", None, "MB", more=False))
        found.append(Row("a process that only keeps time", held[1], "–", None, "MB", more=False))
    return found


def _held(folder: Path, url: str, roles: tuple[str, ...]) -> list[float]:
    """What the processes of these roles hold together after a digest to many chats, in MB each."""
    with ExitStack() as ends:
        here = ends.enter_context(
            site(Path(ends.enter_context(tempfile.TemporaryDirectory(dir=folder))), url)
        )
        with closing(Store.open(url)) as store, closing(Database(url)) as database:
            ship(store, at=datetime.now(UTC))
            debts = Debts(store, database, random.Random(1))
            debts.stock()
            debts.subscribe(CHATS)
        running = [ends.enter_context(_started(here, role)) for role in roles]
        here.accepted(CHATS)
        return [_memory(each.pid) for each in running]


@contextmanager
def _started(here: Site, role: str) -> Iterator[subprocess.Popen[bytes]]:
    """`milepost run --role`, which is ended afterwards."""
    settings = {
        "DATABASE_URL": here.url,
        "TELEGRAM_BOT_TOKEN": TOKEN,
        "TELEGRAM_API_BASE_URL": here.root,
        "PORT": "0",
    }
    command = [sys.executable, "-m", "bot", "run", "--role", role]
    root = str(Path(__file__).parents[1])
    environment = {**os.environ, **settings, "PYTHONPATH": root}
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, cwd=here.folder, env=environment, stdout=quiet, stderr=quiet) as process:
        try:
            yield process
        finally:
            process.terminate()


def _memory(process: int) -> float:
    """What a process holds now, in MB."""
    for line in Path(f"/proc/{process}/status").read_text().splitlines():
        if line.startswith(MEMORY):
            return int(line.split()[1]) / 1024
    raise ValueError(f"process {process} does not say what it holds")
