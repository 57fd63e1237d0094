"""The courier in this process: jobs by priority, troubles that end with their job, a stop that hands on."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.clock import now
from bot.courier import Courier, identity
from storage.engine import Database
from storage.errors import InUse, Taken, Unreachable
from storage.executors import Executors
from storage.locking import FileLock
from storage.queue import URGENT, Job, enqueue
from storage.store import Store
from tests.conftest import MIGRATED
from tests.postgres import Server
from tests.unit.storage.test_queue import entered

PATIENCE = 60
Do = Callable[[dict[str, Any]], Awaitable[None]]


@pytest.fixture
def database(store_url: str) -> Iterator[Database]:
    Store.open(store_url).close()
    opened = Database(store_url)
    yield opened
    opened.close()


@pytest.fixture
def url(database: Database) -> str:
    return database.engine.url.render_as_string(hide_password=False)


class Diary:
    """What the courier's functions did, told across its loop and the test's."""

    def __init__(self) -> None:
        self.lines: list[Any] = []
        self._more = threading.Condition()

    def note(self, line: Any) -> None:
        with self._more:
            self.lines.append(line)
            self._more.notify_all()

    async def holds(self, count: int) -> list[Any]:
        """Wait until there are so many lines."""

        def wait() -> bool:
            with self._more:
                return self._more.wait_for(lambda: len(self.lines) >= count, PATIENCE)

        assert await asyncio.to_thread(wait), self.lines
        return self.lines


async def nothing(_: Mapping[str, Any]) -> None:
    """A job that is done at once."""


@asynccontextmanager
async def carried(url: str, send: Do, plan: Do = nothing, **options: Any) -> AsyncIterator[Courier]:
    courier = Courier(url, identity("test"), {"plan": plan, "send": send}, **options)
    await courier.start()
    try:
        yield courier
    finally:
        await courier.stop(0)


def put(database: Database, *jobs: Job) -> None:
    with database.writing() as connection:
        for job in jobs:
            enqueue(connection, job)


def send(n: int, priority: int = 10) -> Job:
    return Job("send", f"send:{n}", {"n": n}, priority)


async def ended(database: Database, count: int) -> None:
    """Wait until so many jobs are noted as done."""
    async with asyncio.timeout(PATIENCE):
        while sum(row[2] == "SUCCESS" for row in entered(database)) < count:  # noqa: ASYNC110
            await asyncio.sleep(0.02)


async def test_a_job_runs_once_with_its_argument_soon_after_it_is_entered(
    database: Database, url: str, capfd: pytest.CaptureFixture[str]
) -> None:
    diary = Diary()

    async def plan(argument: dict[str, Any]) -> None:
        diary.note((argument, time.monotonic()))

    async with carried(url, nothing, plan):
        began = time.monotonic()
        put(database, Job("plan", "plan:1", {"occurrence": 1, "kind": "浦东"}))
        ((argument, at),) = await diary.holds(1)
        assert argument == {"occurrence": 1, "kind": "浦东"}
        assert at - began < 2
        await ended(database, 1)
        put(database, Job("plan", "plan:1", {"occurrence": 1}), Job("plan", "plan:2", {"occurrence": 2}))
        await diary.holds(2)
    assert [argument["occurrence"] for argument, _ in diary.lines] == [1, 2]
    assert capfd.readouterr() == ("", "")


async def test_the_urgent_overtakes_those_that_wait(database: Database, url: str) -> None:
    diary = Diary()

    async def do(argument: dict[str, Any]) -> None:
        diary.note(argument["n"])

    put(database, *map(send, range(50)), send(99, URGENT))
    async with carried(url, do, sends=1, every=0.01):
        lines = await diary.holds(20)
    assert lines[:20] == [99, *range(19)]


async def test_no_more_jobs_at_once_than_it_was_told(database: Database, url: str) -> None:
    diary, under_way, most = Diary(), 0, 0

    async def do(_: dict[str, Any]) -> None:
        nonlocal under_way, most
        under_way += 1
        most = max(most, under_way)
        await asyncio.sleep(0)
        diary.note(1)
        await asyncio.sleep(0.05)
        under_way -= 1

    put(database, *map(send, range(12)))
    async with carried(url, do, sends=3, every=0.01):
        await diary.holds(12)
    assert most == 3


async def test_a_job_that_fails_is_told_and_ended_and_the_next_goes_on(
    database: Database, url: str, capfd: pytest.CaptureFixture[str]
) -> None:
    diary = Diary()

    async def do(argument: dict[str, Any]) -> None:
        diary.note(argument["n"])
        if argument["n"] == 1:
            raise ValueError("no such chat\nwith details")
        if argument["n"] == 2:
            raise Unreachable(where="here", why="nobody listens there")
        if argument["n"] == 3:
            raise asyncio.CancelledError

    async with carried(url, do):
        put(database, *map(send, range(5)))
        await ended(database, 5)
    assert sorted(diary.lines) == [0, 1, 2, 3, 4]
    told = [line for line in capfd.readouterr().out.splitlines() if "job failed" in line]
    assert len(told) == 3
    assert "ValueError: no such chat" in "".join(told)
    assert "details" not in "".join(told)


async def test_clients_live_on_the_loop_on_which_jobs_run(database: Database, url: str) -> None:
    diary = Diary()

    async def note(_: Mapping[str, Any] | None = None) -> None:
        diary.note(asyncio.get_running_loop())

    put(database, send(1))
    async with carried(url, note, setup=note, teardown=note):
        await diary.holds(2)
    assert len(diary.lines) == 3
    assert set(diary.lines) == {diary.lines[0]} != {asyncio.get_running_loop()}


async def test_a_courier_whose_clients_do_not_open_does_not_start(database: Database, url: str) -> None:
    async def setup() -> None:
        raise Unreachable(where="there", why="nobody listens there")

    courier = Courier(url, "worker-1", {"plan": nothing, "send": nothing}, setup=setup)
    with pytest.raises(Unreachable):
        await courier.start()
    assert Executors(database).all() == ()
    await courier.stop()


async def test_a_stop_cancels_after_the_grace_and_hands_on_at_once(database: Database, url: str) -> None:
    diary = Diary()

    async def do(argument: dict[str, Any]) -> None:
        diary.note(argument["n"])
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            diary.note("cancelled")
            raise

    put(database, *map(send, range(3)))
    async with carried(url, do, sends=2):
        await diary.holds(2)
    assert diary.lines[2:] == ["cancelled"] * 2
    assert [row[2] for row in entered(database)] == ["ENQUEUED"] * 3
    assert Executors(database).all() == ()

    async def again(argument: dict[str, Any]) -> None:
        diary.note(("again", argument["n"]))

    async with carried(url, again):
        await ended(database, 3)
    assert sorted(diary.lines[4:]) == [("again", 0), ("again", 1), ("again", 2)]


async def test_a_job_that_leaves_off_when_asked_is_not_waited_for_longer(
    database: Database, url: str
) -> None:
    diary = Diary()

    async def do(_: dict[str, Any]) -> None:
        diary.note("begun")
        await courier.stopping.wait()
        diary.note("left off")

    courier = Courier(url, identity("test"), {"plan": nothing, "send": do})
    await courier.start()
    put(database, send(1))
    await diary.holds(1)
    began = time.monotonic()
    await courier.stop(60)
    assert time.monotonic() - began < 20
    assert diary.lines == ["begun", "left off"]
    assert [row[2] for row in entered(database)] == ["ENQUEUED"]


async def test_a_process_has_one_courier(url: str) -> None:
    async with carried(url, nothing):
        with pytest.raises(RuntimeError):
            await Courier(url, "other", {"plan": nothing, "send": nothing}).start()
    async with carried(url, nothing):
        pass


async def test_a_name_that_is_in_use_is_refused(database: Database, url: str) -> None:
    Executors(database).join("worker-1", "worker", now(), timedelta(seconds=20))
    with pytest.raises(Taken, match="worker-1"):
        await Courier(url, "worker-1", {"plan": nothing, "send": nothing}).start()
    assert [one.id for one in Executors(database).all()] == ["worker-1"]


async def test_a_file_that_is_worked_on_is_refused_and_freed_by_a_stop(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/milepost.db"
    Store.open(url).close()
    lock = FileLock(tmp_path / "milepost.db")
    async with carried(url, nothing, alone=True):
        with pytest.raises(InUse):
            lock.take()
    lock.take()
    with pytest.raises(InUse):
        await Courier(url, "other", {"plan": nothing, "send": nothing}, alone=True).start()
    lock.free()


async def test_one_that_was_given_up_breaks_off_and_comes_back(database: Database, url: str) -> None:
    diary = Diary()

    async def do(argument: dict[str, Any]) -> None:
        diary.note("begun")
        if diary.lines.count("begun") == 1:
            try:
                await asyncio.Event().wait()
            finally:
                diary.note("broken off")

    shelf = Executors(database)
    async with carried(url, do, beat=0.1) as courier:
        put(database, send(1))
        await diary.holds(1)
        shelf.leave(courier.executor)
        await ended(database, 1)
        assert [one.id for one in shelf.all()] == [courier.executor]
    assert diary.lines == ["begun", "broken off", "begun"]


async def test_connections_that_are_cut_cost_no_job(postgres: Server) -> None:
    url = postgres.emptied(MIGRATED)
    Store.open(url).close()
    database, diary = Database(url), Diary()

    async def do(argument: dict[str, Any]) -> None:
        diary.note(argument["n"])

    cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'milepost'"
    async with carried(url, do, beat=0.1, every=0.05) as courier:
        for n in range(5):
            put(database, send(n))
            postgres.sql("postgres", cut)
        await ended(database, 5)
        assert [one.id for one in Executors(database).all()] == [courier.executor]
    assert set(diary.lines) == set(range(5))
    database.close()


async def test_a_file_that_somebody_locks_for_a_while_costs_no_job(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/milepost.db"
    Store.open(url).close()
    database, diary = Database(url), Diary()

    async def do(argument: dict[str, Any]) -> None:
        diary.note(argument["n"])

    async with carried(url, do, beat=0.1, every=0.05):
        put(database, *map(send, range(5)))
        with database.writing():
            await asyncio.sleep(1)
        await ended(database, 5)
    assert set(diary.lines) == set(range(5))
    database.close()
