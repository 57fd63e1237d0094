"""Processes that carry jobs: one of a name, and one at most that hands on what a silent one left."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import text

from storage.engine import Database
from storage.errors import Taken
from storage.executors import Executors
from storage.queue import Backlog, Job, enqueue
from storage.store import Store
from storage.tolls import Tolls
from storage.watching import Watch
from tests.unit.storage.made import AT

SILENCE = timedelta(seconds=20)


def after(seconds: float) -> timedelta:
    return timedelta(seconds=seconds)


@pytest.fixture
def database(store_url: str) -> Iterator[Database]:
    Store.open(store_url).close()
    opened = Database(store_url)
    yield opened
    opened.close()


@pytest.fixture
def backlog(database: Database) -> Iterator[Backlog]:
    opened = Backlog(database)
    yield opened
    opened.close()


def under_way(database: Database, executor: str, *keys: str) -> None:
    """Jobs that this executor has begun."""
    name = "workflow_status" if database.sqlite else "dbos.workflow_status"
    begun = text(f"UPDATE {name} SET status = 'PENDING', executor_id = :who WHERE workflow_uuid = :key")
    with database.writing() as connection:
        for key in keys:
            enqueue(connection, Job("send", key, {"n": 1}))
            connection.execute(begun, {"who": executor, "key": key})


def test_a_name_that_a_living_process_has_is_refused(database: Database) -> None:
    shelf = Executors(database)
    shelf.join("worker-1", "worker", AT, SILENCE)
    shelf.beat("worker-1", "worker", AT + after(10))
    with pytest.raises(Taken, match="worker-1"):
        shelf.join("worker-1", "worker", AT + after(29), SILENCE)
    shelf.join("worker-1", "clock", AT + after(30), SILENCE)
    assert [(one.role, one.started_at) for one in shelf.all()] == [("clock", AT + after(30))]


def test_who_told_that_it_lives_is_not_silent(database: Database) -> None:
    shelf = Executors(database)
    shelf.join("a", "worker", AT, SILENCE)
    shelf.join("b", "worker", AT, SILENCE)
    assert shelf.beat("a", "worker", AT + after(15))
    assert shelf.silent(AT + after(20), SILENCE) == ("b",)
    assert [one.id for one in shelf.living(AT + after(20), SILENCE)] == ["a"]
    shelf.leave("a")
    shelf.leave("a")
    assert [one.id for one in shelf.all()] == ["b"]


def test_one_at_most_gives_a_silent_process_up_and_it_learns_so(database: Database) -> None:
    shelf = Executors(database)
    shelf.join("a", "worker", AT, SILENCE)
    assert shelf.give_up("a", AT, AT + after(20))
    assert not shelf.give_up("a", AT, AT + after(20))
    assert not shelf.beat("a", "worker", AT + after(21))
    assert not shelf.rejoin("a", "worker", AT + after(21))
    shelf.leave("a")
    assert not shelf.beat("a", "worker", AT + after(22))
    assert shelf.rejoin("a", "worker", AT + after(22))
    assert shelf.beat("a", "worker", AT + after(23))


def test_one_at_most_gives_up_a_process_that_was_never_heard_of(database: Database) -> None:
    shelf = Executors(database)
    assert shelf.give_up("ghost", None, AT)
    assert not shelf.give_up("ghost", None, AT)


def test_jobs_of_the_silent_go_on_and_those_of_the_living_stay(database: Database, backlog: Backlog) -> None:
    shelf = Executors(database)
    for name in ("me", "alive", "dead"):
        shelf.join(name, "worker", AT, SILENCE)
        under_way(database, name, f"{name}:1", f"{name}:2")
    under_way(database, "ghost", "ghost:1")
    watch = Watch(shelf, backlog, Tolls(database), "me", 20)
    for second in range(0, 20, 5):
        shelf.beat("alive", "worker", AT + after(second))
        assert watch.look(AT + after(second), second) == 0
    assert watch.look(AT + after(20), 20) == 3
    assert backlog.carriers() == {"me", "alive"}
    assert {one.id for one in shelf.all()} == {"me", "alive"}
    assert watch.look(AT + after(25), 25) == 0


def test_two_that_watch_hand_the_jobs_on_once(database: Database, backlog: Backlog) -> None:
    shelf = Executors(database)
    under_way(database, "ghost", "ghost:1")
    watches = [Watch(shelf, backlog, Tolls(database), name, 20) for name in ("a", "b")]
    handed = [watch.look(AT, second) for second in (0, 10, 20) for watch in watches]
    assert handed == [0, 0, 0, 0, 1, 0]


def test_a_clock_that_jumps_buries_nobody(database: Database, backlog: Backlog) -> None:
    shelf = Executors(database)
    shelf.join("alive", "worker", AT, SILENCE)
    watch = Watch(shelf, backlog, Tolls(database), "me", 20)
    for second in range(0, 60, 5):
        shelf.beat("alive", "worker", AT + after(second))
        watch.look(AT + timedelta(hours=(-1) ** second), second)
    assert [one.id for one in shelf.all()] == ["alive"]


def test_a_newcomer_takes_over_sooner_from_one_long_dead_but_not_from_the_living(
    database: Database, backlog: Backlog
) -> None:
    shelf = Executors(database)
    for name in ("dead", "behind"):
        shelf.join(name, "worker", AT, SILENCE)
    under_way(database, "dead", "dead:1")
    watch, now = Watch(shelf, backlog, Tolls(database), "me", 20), AT + timedelta(hours=1)
    handed = []
    for second in (0, 5, 10):
        shelf.beat("behind", "worker", AT + after(second + 1))  # its clock is an hour behind ours
        handed.append(watch.look(now + after(second), second))
    assert handed == [0, 0, 1]
    assert [one.id for one in shelf.all()] == ["behind"]


def test_who_was_cut_off_itself_does_not_judge(database: Database, backlog: Backlog) -> None:
    shelf = Executors(database)
    shelf.join("alive", "worker", AT, SILENCE)
    watch = Watch(shelf, backlog, Tolls(database), "me", 20)
    for second in (0, 5, 65, 70, 75):
        watch.look(AT, second)
    assert [one.id for one in shelf.all()] == ["alive"]
    for second in (80, 85):
        watch.look(AT, second)
    assert shelf.all() == ()


def test_one_that_dies_while_it_hands_jobs_on_leaves_them_to_the_next(
    database: Database, backlog: Backlog
) -> None:
    shelf = Executors(database)
    under_way(database, "dead", "dead:1")
    shelf.join("dead", "worker", AT, SILENCE)
    assert shelf.give_up("dead", AT, AT + after(20))
    watch = Watch(shelf, backlog, Tolls(database), "me", 20)
    assert [watch.look(AT, second) for second in (0, 10, 20)] == [0, 0, 1]
    assert shelf.all() == ()


def test_only_what_is_named_is_handed_on(database: Database, backlog: Backlog) -> None:
    under_way(database, "me", "a", "b")
    under_way(database, "other", "c")
    assert backlog.hand_on("me", []) == 0
    assert backlog.hand_on("me", ["a", "c"]) == 1
    assert backlog.hand_on("me") == 1
    assert backlog.carriers() == {"other"}
