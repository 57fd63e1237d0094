"""Processes die, stand still and are replaced in the middle of it, and every chat gets its message."""

from __future__ import annotations

import random
import signal
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from bench.soak.debts import Debts, states
from briefings.model import Address
from storage.engine import Database
from storage.store import Store
from tests.command import Milepost
from tests.fleet import Site, site, until
from tests.postgres import Server

RATE = 27.0
BEGINNING = 30
"""Messages before the first is laid out and all run at the lane's pace."""
Book = dict[int, list[dict[str, Any]]]


class Town(Site):
    """A site with people who subscribe."""

    debts: Debts
    database: Database

    def settle(self) -> Book:
        """Wait until all that is owed is settled; what was accepted."""
        owed = self.debts.owed

        def settled() -> bool:
            known = states(self.database)
            return all(known.get(chat, ("none", ""))[0] == "sent" for chat in owed)

        until(settled, self.logs)
        return self.book()


@pytest.fixture
def town(postgres: Server, tmp_path: Path) -> Iterator[Town]:
    with postgres.fresh() as url, site(tmp_path, url) as here:
        yield from _inhabited(here)


@pytest.fixture
def village(tmp_path: Path) -> Iterator[Town]:
    """The same on SQLite."""
    with site(tmp_path, f"sqlite:///{tmp_path}/milepost.db") as here:
        yield from _inhabited(here)


def _inhabited(here: Site) -> Iterator[Town]:
    town = Town(here.folder, here.url, here.root, here.ends)
    with closing(Store.open(here.url)) as store, closing(Database(here.url)) as database:
        town.database, town.debts = database, Debts(store, database, random.Random(1))
        town.debts.stock()
        yield town
        here.ends.close()


def assert_each_once(book: Book, owed: dict[int, float], repeats: int = 0) -> None:
    """Everybody got it, nobody twice without a word, and no more than so many repeats."""
    assert set(book) == set(owed)
    assert [chat for chat, got in book.items() if sum(not one["repeat"] for one in got) > 1] == []
    assert sum(len(got) - 1 for got in book.values()) <= repeats


def test_a_worker_that_is_killed_in_the_middle_costs_no_message(town: Town) -> None:
    town.debts.subscribe(120)
    workers = [town.start("worker").up(), town.start("worker").up()]
    town.start("clock")
    town.accepted(30)
    workers[0].kill()
    assert_each_once(town.settle(), town.debts.owed, repeats=20)


def test_a_worker_that_stood_still_and_wakes_up_doubles_nothing_silently(town: Town) -> None:
    town.debts.subscribe(120)
    frozen, _ = town.start("worker").up(), town.start("worker").up()
    town.start("clock")
    town.accepted(30)
    frozen.signal(signal.SIGSTOP)  # maybe in a transaction that the other waits for
    town.settle()
    frozen.signal(signal.SIGCONT)
    assert frozen.stop() < 20
    assert_each_once(town.book(), town.debts.owed, repeats=20)


def test_a_deploy_in_the_middle_costs_nothing_and_repeats_nothing(town: Town) -> None:
    town.debts.subscribe(120)
    old = [town.start("worker").up(), town.start("clock").up()]
    town.accepted(30)
    assert max(each.stop() for each in old) < 10
    town.start("worker")
    assert_each_once(town.settle(), town.debts.owed)


def test_a_clock_that_is_killed_leaves_what_it_wrote_to_whoever_comes(town: Town) -> None:
    town.debts.subscribe(20)
    clock = town.start("clock").up()
    until(town.debts.store.occurrences.due, town.logs)
    clock.kill()
    town.start("worker")
    assert_each_once(town.settle(), town.debts.owed)


def test_two_clocks_and_three_workers_send_each_thing_once_at_the_lane_s_pace(town: Town) -> None:
    town.debts.subscribe(150)
    for role in ("worker", "worker", "worker"):
        town.start(role).up()
    for role in ("clock", "clock"):
        town.start(role)
    book = town.settle()
    assert_each_once(book, town.debts.owed)
    times = sorted(got[0]["at"] for got in book.values())[BEGINNING:]
    rate = (len(times) - 1) / (times[-1] - times[0])
    assert 0.7 * RATE < rate < 1.05 * RATE
    assert town.too_fast() == 0


def test_a_database_that_crashes_in_the_middle_costs_no_message(town: Town, postgres: Server) -> None:
    town.debts.subscribe(120)
    for role in ("worker", "worker", "clock"):
        town.start(role).up()
    town.accepted(30)
    postgres.stop()
    postgres.start()
    assert_each_once(town.settle(), town.debts.owed, repeats=40)


def test_who_comes_and_goes_during_a_broadcast_is_heard_at_once(town: Town) -> None:
    town.debts.subscribe(120)
    for role in ("worker", "clock"):
        town.start(role).up()
    town.accepted(20)
    leaving = sorted(town.debts.owed)[-10:]
    for chat in leaving:
        address = Address("telegram", str(chat))
        (held,) = town.debts.store.subscriptions.of(address)
        assert town.debts.store.subscriptions.remove(address, held.id)
        del town.debts.owed[chat]
    town.debts.subscribe(10)
    town.start("clock")
    assert_each_once(town.settle(), town.debts.owed)
    assert {states(town.database)[chat][0] for chat in leaving} == {"skipped"}


def test_what_is_urgent_overtakes_a_broadcast(town: Town) -> None:
    town.debts.subscribe(300)
    town.start("worker").up()
    town.start("clock")
    town.accepted(20)
    town.debts.claim(1)
    (urgent,) = town.debts.single
    until(lambda: urgent in town.book(), town.logs)
    assert len(town.book()) < 250
    waited = town.book()[urgent][0]["at"] - town.debts.owed[urgent]
    assert waited < 5


def test_the_one_process_of_a_file_goes_on_where_its_killed_predecessor_was(village: Town) -> None:
    village.debts.subscribe(80)
    first = village.start("all").up()
    village.accepted(20)
    first.kill()
    village.start("all")
    assert_each_once(village.settle(), village.debts.owed, repeats=20)


def test_a_file_that_takes_nothing_for_a_while_loses_no_outcome(village: Town) -> None:
    """Full: each change of a delivery is refused as SQLite refuses it where there is no more room."""
    village.debts.subscribe(80)
    village.start("all").up()
    village.accepted(20)
    full = "SELECT RAISE(ABORT, 'database or disk is full');"
    with closing(sqlite3.connect(village.folder / "milepost.db", timeout=30)) as file:
        file.execute(f"CREATE TRIGGER no_room BEFORE UPDATE ON delivery BEGIN {full} END")
        until(lambda: village.logs().count("disk is full") > 6, village.logs)
        file.execute("DROP TRIGGER no_room")
    assert_each_once(village.settle(), village.debts.owed)


def test_a_file_that_somebody_locks_for_a_while_loses_no_outcome(village: Town) -> None:
    village.debts.subscribe(80)
    village.start("all").up()
    village.accepted(20)
    with closing(sqlite3.connect(village.folder / "milepost.db", timeout=30)) as file:
        file.execute("BEGIN EXCLUSIVE")
        until(lambda: "busy" in village.logs(), village.logs)
        file.rollback()
    assert_each_once(village.settle(), village.debts.owed)


def test_a_file_has_one_process_and_another_is_told_so_in_one_line(village: Town) -> None:
    village.start("all").up()
    command = Milepost(
        village.folder, (("DATABASE_URL", village.url), ("TELEGRAM_BOT_TOKEN", "123456:" + "A" * 35),
                         ("TELEGRAM_API_BASE_URL", village.root), ("PORT", "0"))
    )  # fmt: skip
    for words, says in ((("run",), "already works on"), (("run", "--role", "worker"), "one process")):
        ran = command(*words)
        assert ran.code == 2
        (line,) = [line for line in ran.err.splitlines() if line.startswith("milepost: ")]
        assert says in line
        assert "Traceback" not in ran.err
