"""What the simulation reckons with, measured on this machine: `python -m bench.simulate.measure`."""

from __future__ import annotations

import asyncio
import json
import os
import platform as machine
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

from sqlalchemy import text

from bench.delivery import AT, DAY, stocked
from bench.platform import TOKEN, platform
from bench.simulate.costs import HERE
from bot.clock import now
from bot.delivery import materialise
from bot.platforms.telegram import Telegram
from bot.sending import Sending
from storage.settling import Outcome
from storage.slices import Slice
from storage.store import Store
from tests.postgres import Server, server

PLANNED, SENT, WINDOW = 200_000, 6_000, 100
ROUND_TRIP = 0.08


def main() -> None:
    """Measure on PostgreSQL, print each cost beside the one before, and write them down."""
    held = json.loads(HERE.read_text("utf-8"))
    load = os.getloadavg()[0]
    where = f"measured {now():%d %b %Y} on {os.cpu_count()} cores ({machine.machine()}), load {load:.1f}"
    with server() as running:
        found = {**_planned(running), **_windows(running), **_sent(running)}
    for name, (value, how) in found.items():
        print(f"{name}: {held[name]['value']:g} -> {value:g} ({how})")
        held[name] = {"value": value, "from": f"{where}: {how}"}
    _write(HERE, held)


def _write(path: Path, held: dict[str, Any]) -> None:
    lines = (f"  {json.dumps(name)}: {json.dumps(entry)}" for name, entry in held.items())
    path.write_text("{\n" + ",\n".join(lines) + "\n}\n", "utf-8")


@contextmanager
def _owing(running: Server, name: str, chats: int) -> Iterator[tuple[Store, int]]:
    """A store where so many chats are owed a digest that is not planned yet."""
    store = stocked(running.make(name), chats)
    for before in materialise(AT - DAY, store):  # from now on they are told as far as each other
        store.occurrences.plan(before)
    (one,) = materialise(AT, store)
    try:
        yield store, one
    finally:
        store.close()


def _planned(running: Server) -> dict[str, tuple[float, str]]:
    with _owing(running, "planned", PLANNED) as (store, one):
        log, began = _log(store), time.perf_counter()
        rows = store.occurrences.plan(one)
        taken, inserted = time.perf_counter() - began, (_log(store) - log) / rows
        reach = store.occurrences.range(one)
        assert reach is not None
        log = _log(store)
        count = sum(each for each, _ in _looks(store, Slice(one, *reach), 40))
        updated = (_log(store) - log) / max(1, count)
    return {
        "plan_rows_per_second": (round(rows / taken), f"{rows:,} deliveries planned"),
        "wal_bytes_per_message": (
            round(inserted + updated),
            f"insert {inserted:.0f}, both updates {updated:.0f}",
        ),
    }


def _looks(store: Store, part: Slice, many: int) -> Iterator[tuple[int, float]]:
    """Windows that are taken and settled: how many messages, and the seconds that each took."""
    done: list[Outcome] = []
    for _ in range(many):
        began = time.perf_counter()
        window = store.windows.look(part, AT, "bench", WINDOW, done, platforms=["telegram"])
        yield len(done), time.perf_counter() - began
        done = [Outcome(one, "sent", provider_id="1" * 12) for one in window.taken]


def _windows(running: Server) -> dict[str, tuple[float, str]]:
    with _owing(running, "windows", SENT) as (store, one):
        store.occurrences.plan(one)
        reach = store.occurrences.range(one)
        assert reach is not None
        theirs, mine = _server(running), time.process_time()
        seconds = [each for _, each in _looks(store, Slice(one, *reach), SENT // WINDOW)]
        theirs, mine = _server(running) - theirs, time.process_time() - mine
    each, own = 1000 * theirs / len(seconds), 1000 * mine / len(seconds)
    return {
        "window_messages": (WINDOW, "the width of a slice's window"),
        "window_transaction_ms": (round(1000 * median(seconds), 1), f"median of {len(seconds)} windows"),
        "database_cpu_ms_per_window": (
            round(each, 1),
            f"the server's processor; the worker's own {own:.1f}",
        ),
    }


def _sent(running: Server) -> dict[str, tuple[float, str]]:
    with _owing(running, "sent", SENT) as (store, one), platform(ROUND_TRIP) as root:
        store.occurrences.plan(one)
        reach = store.occurrences.range(one)
        assert reach is not None
        part = Slice(one, *reach)

        async def run() -> float:
            telegram = Telegram(TOKEN, root)
            await telegram.open()
            began = time.process_time()
            sending = Sending(store, {"telegram": telegram}, "bench", lambda: AT)
            await sending.send(part)
            spent = time.process_time() - began
            await telegram.close()
            if sending.tally["sent"] != SENT:
                raise RuntimeError(f"sent {sending.tally['sent']} of {SENT}")
            return spent

        spent = asyncio.run(run())
    return {
        "worker_cpu_ms_per_message": (
            round(1000 * spent / SENT, 2),
            f"{SENT:,} messages really sent, transactions and all",
        ),
        "round_trip_ms": (1000 * ROUND_TRIP, "the fake platform's latency"),
    }


def _log(store: Store) -> float:
    """Bytes of write-ahead log so far."""
    with store._database.reading() as connection:
        return float(connection.execute(text("SELECT pg_current_wal_lsn() - '0/0'::pg_lsn")).scalar_one())


def _server(running: Server) -> float:
    """Seconds of processor that the server's processes have used."""
    first = int((running.folder / "postmaster.pid").read_text().split()[0])
    ticks = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == first:
            ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main()
