"""The queue: a job is entered with the caller's transaction or not at all, and once for good."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from storage import queue
from storage.engine import Database
from storage.errors import StoreError
from storage.queue import Backlog, Job, enqueue, prepare
from storage.schema import migrate
from storage.store import Store
from tests.unit.storage.made import AT

ROOT = Path(__file__).parents[3]
JOB = Job("plan", "plan:daily:2026-07-15", {"occurrence": 7})


@pytest.fixture
def database(store_url: str) -> Iterator[Database]:
    Store.open(store_url).close()
    opened = Database(store_url)
    yield opened
    opened.close()


def rows(database: Database, table: str = "workflow_status") -> list[dict[str, object]]:
    """What the engine has noted, in its own words."""
    name = table if database.sqlite else f"dbos.{table}"
    with database.reading() as connection:
        found = connection.execute(text(f"SELECT * FROM {name} ORDER BY workflow_uuid"))
        return [dict(row._mapping) for row in found]


def entered(database: Database) -> list[tuple[object, ...]]:
    return [
        (row["workflow_uuid"], row["queue_name"], row["status"], row["priority"]) for row in rows(database)
    ]


class Change(Exception):
    """The caller changes its mind."""


def change_of_mind(database: Database) -> None:
    with database.writing() as connection:
        enqueue(connection, JOB)
        raise Change


def test_a_job_is_entered_with_the_transaction_of_its_caller(database: Database) -> None:
    with database.writing() as connection:
        enqueue(connection, JOB)
    assert entered(database) == [(JOB.key, "plan", "ENQUEUED", 10)]


def test_a_transaction_that_fails_leaves_no_job(database: Database) -> None:
    with pytest.raises(Change):
        change_of_mind(database)
    assert entered(database) == rows(database, "workflow_input") == []


def test_a_job_is_entered_once_for_good(database: Database) -> None:
    for _ in range(2):
        with database.writing() as connection:
            enqueue(connection, JOB)
            enqueue(connection, Job("plan", JOB.key, {"occurrence": 8}, queue.URGENT))
    assert entered(database) == [(JOB.key, "plan", "ENQUEUED", 10)]
    assert len(rows(database, "workflow_input")) == 1


def test_the_caller_goes_on_with_its_transaction(database: Database) -> None:
    with database.writing() as connection:
        enqueue(connection, JOB)
        connection.execute(text("INSERT INTO counter (name, value) VALUES ('mine', 1)"))
        enqueue(connection, Job("send", "send:1", {"n": 1}))
    with database.reading() as connection:
        assert connection.execute(text("SELECT value FROM counter WHERE name = 'mine'")).scalar() == 1
    assert len(entered(database)) == 2


def test_what_is_kept_of_a_job_is_text_that_runs_nothing(database: Database) -> None:
    with database.writing() as connection:
        enqueue(connection, Job("send", "send:1", {"lane": 3, "slice": "浦东"}))
    (kept,) = rows(database, "workflow_input")
    assert json.loads(str(kept["inputs"]))["positionalArgs"] == [{"lane": 3, "slice": "浦东"}]


def test_a_queue_that_nobody_carries_is_a_mistake_of_the_caller(database: Database) -> None:
    with pytest.raises(ValueError, match="no queue"), database.writing() as connection:
        enqueue(connection, Job("post", "post:1", {}))


def test_a_store_in_memory_takes_jobs_too() -> None:
    database = Database("sqlite://")
    migrate(database)
    prepare(database)
    prepare(database)
    with pytest.raises(Change):
        change_of_mind(database)
    with database.writing() as connection:
        enqueue(connection, Job("send", "send:1", {"n": 1}))
    assert [row[0] for row in entered(database)] == ["send:1"]
    database.close()


def test_a_queue_that_is_ready_costs_no_start_up(store_url: str) -> None:
    Store.open(store_url).close()
    program = (
        "import sys; from storage.store import Store; Store.open(sys.argv[1]).close(); "
        "print([name for name in sys.modules if name.startswith('dbos')])"
    )
    command = [sys.executable, "-c", program, store_url]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("[]\n", "")


def test_many_processes_may_prepare_an_empty_database_at_once(empty_url: str) -> None:
    program = (
        "import sys; from storage.store import Store; print('up', flush=True); "
        "sys.stdin.readline(); Store.open(sys.argv[1]).close()"
    )
    command = [sys.executable, "-c", program, empty_url]
    pipe = subprocess.PIPE
    children = [
        subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, stderr=pipe, text=True) for _ in range(3)
    ]
    for child in children:
        assert child.stdout is not None
        assert child.stdout.readline() == "up\n"
    told = []
    for child in children:
        assert child.stdin is not None
        child.stdin.write("\n")
        child.stdin.flush()
    for child in children:
        told.append((*child.communicate(timeout=60), child.returncode))
    assert told == [("", "", 0)] * 3


def test_a_database_that_is_gone_is_told_in_one_line_without_its_password() -> None:
    with pytest.raises(StoreError) as caught:
        prepare(Database("postgresql://pilot:hunter2@127.0.0.1:1/milepost"))
    assert "hunter2" not in str(caught.value)
    assert "\n" not in str(caught.value)


def test_jobs_that_ended_long_ago_are_taken_away(database: Database) -> None:
    with database.writing() as connection:
        for n in range(3):
            enqueue(connection, Job("send", f"send:{n}", {"n": n}))
        name = "workflow_status" if database.sqlite else "dbos.workflow_status"
        for n, day in enumerate((AT - timedelta(days=8), AT - timedelta(days=6))):
            ended = {"at": int(day.timestamp() * 1000), "id": f"send:{n}"}
            change = f"UPDATE {name} SET status = 'SUCCESS', completed_at = :at WHERE workflow_uuid = :id"
            connection.execute(text(change), ended)
    backlog = Backlog(database)
    assert backlog.tidy(AT - timedelta(days=7)) == 1
    assert backlog.tidy(AT - timedelta(days=7)) == 0
    backlog.close()
    assert [row[0] for row in entered(database)] == ["send:1", "send:2"]
    assert len(rows(database, "workflow_input")) == 2
