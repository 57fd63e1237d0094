"""The queue: jobs entered in the caller's own transaction, which some living process then carries."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

import psycopg
from sqlalchemy import Connection, Engine, column, create_engine, event, func, or_, select, table
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import StaticPool

from storage.chatter import hush
from storage.engine import BUSY_SECONDS, Database, told
from storage.tables import COUNTER
from storage.upserts import insert_or_change

if TYPE_CHECKING:  # it takes most of a second to import, and most commands never queue anything
    from dbos import DBOSClient, DBOSConfig, EnqueueOptions

NAMES = ("plan", "send")
"""The queues, and the jobs in them."""

APPLICATION = "milepost"
VERSION = "1"
"""What a job means. It stays while new code can carry old jobs, so that a deploy goes on with them."""

URGENT, USUAL = 1, 10
"""Priorities: the smaller goes first."""

_ENDED = ["SUCCESS", "ERROR", "CANCELLED", "MAX_RECOVERY_ATTEMPTS_EXCEEDED"]
_ALIVE = ["ENQUEUED", "PENDING", "DELAYED"]
_PAGE = 1000


@dataclass(frozen=True)
class Job:
    """Something to be done once: `key` names it for good, `argument` is what its function is given.

    `delay` is how many seconds it waits before anybody takes it.
    """

    name: str
    key: str
    argument: Mapping[str, int | str]
    priority: int = USUAL
    delay: float = 0.0


def enqueue(connection: Connection, job: Job) -> None:
    """Enter a job in the caller's transaction; nothing where its key was ever entered.

    Callers that enter several sort them by key: two of them may otherwise wait for each other.
    """
    if job.name not in NAMES:
        raise ValueError(f"there is no queue for {job.name}")
    options: EnqueueOptions = {
        "workflow_name": job.name,
        "queue_name": job.name,
        "workflow_id": job.key,
        "app_version": VERSION,
        "priority": job.priority,
        "application_name": APPLICATION,
    }
    if job.delay > 0:
        options["delay_seconds"] = job.delay
    _entering(connection).enqueue_in_transaction(connection, options, dict(job.argument))


def waiting(connection: Connection, name: str) -> bool:
    """Whether a job is still to be done whose key is this name, or goes on after it with `:` or `@`.

    Asked in the caller's own transaction, which the engine's client can't do.
    """
    schema = None if connection.dialect.name == "sqlite" else "dbos"
    jobs = table("workflow_status", column("workflow_uuid"), column("status"), schema=schema)
    key = jobs.c.workflow_uuid
    named = or_(key == name, *(key.startswith(f"{name}{end}", autoescape=True) for end in ":@"))
    asked = select(key).where(jobs.c.status.in_(_ALIVE), named).limit(1)
    return connection.execute(asked).first() is not None


def standing(connection: Connection) -> dict[tuple[str, str], int]:
    """How many jobs of each queue wait, are delayed or under way: by queue, and by status in lower case."""
    schema = None if connection.dialect.name == "sqlite" else "dbos"
    jobs = table("workflow_status", column("queue_name"), column("status"), schema=schema)
    place = (jobs.c.queue_name, jobs.c.status)
    asked = select(*place, func.count()).where(jobs.c.status.in_(_ALIVE), jobs.c.queue_name.in_(NAMES))
    return {(name, state.lower()): count for name, state, count in connection.execute(asked.group_by(*place))}


def _entering(connection: Connection) -> DBOSClient:
    """A client that writes on the connections of others; it lives as long as this one, and learns from it."""
    if "queue" not in connection.info:
        connection.info["queue"] = _client(connection.engine)
    client: DBOSClient = connection.info["queue"]
    return client


def _client(engine: Engine) -> DBOSClient:
    """The engine's client on a database, which it neither opens nor closes."""
    hush()
    from dbos import DBOSClient, DBOSPortableJSONSerializer

    return DBOSClient(
        system_database_engine=engine,
        application_name=APPLICATION,
        # its usual one is pickle, which runs what it reads
        serializer=DBOSPortableJSONSerializer(),
        lazy=True,
        retry_connection_errors=False,
    )


def prepare(database: Database) -> None:
    """Make the engine's own tables, or bring them up to date; once for each version of it.

    Any number of processes may do so at once. Raises a `StoreError` where it can't be done.
    """
    number = _number(version("dbos"))
    with database.reading() as connection:
        asked = select(COUNTER.c.value).where(COUNTER.c.name == "queue")
        if connection.execute(asked).scalar() == number:
            return
    with _faults_told(database.where), _lent(database) as engine:
        _client(engine)._sys_db.run_migrations()
    with database.writing() as connection:
        insert_or_change(connection, COUNTER, ["name"], {"name": "queue", "value": number})


def _number(told: str) -> int:
    """A version as one number."""
    parts = [int("".join(filter(str.isdigit, part)) or 0) for part in told.split(".")[:3]]
    return sum(part * 1000**place for place, part in enumerate(reversed(parts + [0] * (3 - len(parts)))))


@contextmanager
def _lent(database: Database) -> Iterator[Engine]:
    """An engine that begins transactions as DBOS expects: on SQLite our own connection, in its ways."""
    if not database.sqlite:
        yield database.engine
        return
    lent = database.engine.raw_connection()
    raw: Any = lent.driver_connection
    raw.isolation_level = "IMMEDIATE"
    try:
        yield create_engine("sqlite://", creator=lambda: raw, poolclass=StaticPool)
    finally:
        raw.rollback()
        raw.isolation_level = None
        lent.close()


@contextmanager
def _faults_told(where: str) -> Iterator[None]:
    """Turns the driver's errors into ours, without the statement, its values or the address."""
    try:
        yield
    except (SQLAlchemyError, sqlite3.Error, psycopg.Error) as fault:
        raise told(fault, where) from None


class Backlog:
    """The jobs of a database as those see them that carry them. Methods block and raise `StoreError`s."""

    def __init__(self, database: Database) -> None:
        self._where = database.where
        self._own = database.sqlite
        self._engine = _carrying(database) if self._own else database.engine
        self._client = _client(self._engine)

    def settings(self, executor: str) -> DBOSConfig:
        """How the engine is run: it calls nobody, keeps no schedule, and migrates nothing."""
        from dbos import DBOSPortableJSONSerializer

        return {
            "name": APPLICATION,
            "system_database_engine": self._engine,
            "serializer": DBOSPortableJSONSerializer(),
            "application_version": VERSION,
            "executor_id": executor,
            "run_migrations": False,
            "use_listen_notify": False,
            "enable_otlp": False,
            "log_level": "WARNING",
            "max_executor_threads": 16,
            "scheduler_polling_interval_sec": 3600.0,
        }

    def open_queues(self, most: Mapping[str, int], every: float) -> None:
        """Say how many jobs of each queue a process carries at once, and how often it looks, in seconds."""
        with _faults_told(self._where):
            for name in NAMES:
                self._client.register_queue(name, worker_concurrency=most[name], polling_interval_sec=every)

    def carriers(self) -> frozenset[str]:
        """Who has jobs under way, or had when it died."""
        with _faults_told(self._where):
            return frozenset(one.executor_id for one in self._under_way() if one.executor_id)

    def keys(self, executor: str) -> frozenset[str]:
        """The jobs that this executor has under way."""
        with _faults_told(self._where):
            return frozenset(one.workflow_id for one in self._under_way(executor_id=executor))

    def hand_on(self, executor: str, keys: Sequence[str] | None = None) -> int:
        """Let others take what this executor has under way, or of that `keys` only; how many jobs."""
        count = 0
        if keys is not None and not keys:
            return 0
        with _faults_told(self._where):
            found = self._under_way(executor_id=executor, workflow_ids=keys and list(keys))
            for name in NAMES:
                ids = [one.workflow_id for one in found if one.queue_name == name]
                for start in range(0, len(ids), _PAGE):
                    self._client.resume_workflows(ids[start : start + _PAGE], queue_name=name)
                count += len(ids)
        return count

    def tidy(self, before: datetime) -> int:
        """Take away the rows of jobs that ended before then; how many."""
        count = 0
        with _faults_told(self._where):
            while True:
                ended = self._client.list_workflows(
                    status=_ENDED,
                    completed_before=before.isoformat(),
                    limit=_PAGE,
                    load_input=False,
                    load_output=False,
                )
                if not ended:
                    return count
                self._client.delete_workflows([one.workflow_id for one in ended])
                count += len(ended)

    def _under_way(self, **asked: Any) -> list[Any]:
        return self._client.list_workflows(
            status="PENDING", queue_name=list(NAMES), load_input=False, load_output=False, **asked
        )

    def close(self) -> None:
        """Let go of the database; safe to call twice."""
        self._client.destroy()
        if self._own:
            self._engine.dispose()


def _carrying(database: Database) -> Engine:
    """Connections of their own to an SQLite file, for an engine that expects the driver's transactions."""
    engine = create_engine(
        database.engine.url,
        pool_size=5,
        max_overflow=15,
        connect_args={"check_same_thread": False, "timeout": 3 * BUSY_SECONDS},
    )

    def ready(connection: sqlite3.Connection, _record: Any) -> None:
        connection.isolation_level = "IMMEDIATE"
        connection.execute(f"PRAGMA busy_timeout = {3 * BUSY_SECONDS * 1000}")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = NORMAL")

    event.listen(engine, "connect", ready)
    return engine
