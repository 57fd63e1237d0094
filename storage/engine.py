"""One database, opened: transactions for reading and for writing, and faults in one line."""

from __future__ import annotations

import sqlite3
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

import psycopg
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError
from sqlalchemy.pool import QueuePool

from storage.errors import BadAddress, Busy, Corrupt, Failed, ReadOnly, StoreError, Unreachable
from storage.gate import Gate

BUSY_SECONDS = 10
RETRY_SECONDS = 0.002
"""Between two tries to take SQLite's write lock."""
FROZEN_SECONDS = 10
"""How long a process may say nothing in a transaction that others wait for."""
CACHE_KILOBYTES, MAPPED_BYTES = 32 * 1024, 1 << 30
"""What a connection to SQLite keeps of the file, and how much of it may be read without copying."""
SPARE = 4
"""Connections to SQLite that lie ready between transactions."""
_IN_MEMORY = (None, "", ":memory:")
_POSTGRES = {"postgres", "postgresql", "postgresql+psycopg"}


class Database:
    """An engine whose transactions raise `StoreError`s that hold no password."""

    def __init__(self, url: str) -> None:
        self._url = _checked(url)
        self.where = _place(self._url)
        self.engine: Engine = _engine(self._url)
        self._spare = SPARE if _is_file(self) else 0
        self._idle: deque[Connection] = deque()
        self._gate = _gate(self._url)

    @property
    def sqlite(self) -> bool:
        """Whether this is an SQLite file, as against a PostgreSQL server."""
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees one state of the store from its first query to its end."""
        with self._faults_told(), self._begun(_read, isolation_level="REPEATABLE READ") as connection:
            yield connection

    @contextmanager
    def writing(self, *, first: bool = False) -> Iterator[Connection]:
        """A transaction that is kept whole or not at all; on SQLite it takes the one write lock first.

        A writer that reads first could not wait for it later. `first` goes before the other writers of this
        process there.
        """
        with self._let_in(first), self._faults_told(), self._begun(_write) as connection:
            yield connection

    @contextmanager
    def _let_in(self, first: bool) -> Iterator[None]:
        if self._gate is None:
            yield
            return
        with self._gate.passing(BUSY_SECONDS, first=first) as inside:
            if not inside:
                raise Busy(where=self.where)
            yield

    @contextmanager
    def _begun(self, begin: Callable[[sqlite3.Connection], object], **options: Any) -> Iterator[Connection]:
        """A transaction that begins so on SQLite, and has these options on PostgreSQL."""
        if not self.sqlite:
            with self.engine.connect().execution_options(**options) as connection, connection.begin():
                yield connection
            return
        connection = self._taken()
        try:
            begin(_raw(connection))
            with connection.begin():
                yield connection
        except BaseException:
            connection.close()
            raise
        self._given(connection)

    def _taken(self) -> Connection:
        """A connection to SQLite; one that lies ready costs a fifth of one from the pool."""
        try:
            return self._idle.pop()
        except IndexError:
            return self.engine.connect()

    def _given(self, connection: Connection) -> None:
        if len(self._idle) < self._spare:
            self._idle.append(connection)
        else:
            connection.close()

    def close(self) -> None:
        """Let go of every connection; safe to call twice."""
        self._spare = 0
        while self._idle:
            self._idle.pop().close()
        self.engine.dispose()

    @contextmanager
    def _faults_told(self) -> Iterator[None]:
        """Turns the driver's errors into ours, without the statement, its values or the address."""
        try:
            yield
        except (SQLAlchemyError, sqlite3.Error, psycopg.Error) as fault:
            raise told(fault, self.where) from None


_GATES: dict[str, Gate] = {}


def _gate(url: URL) -> Gate | None:
    """What all of this process share that write to one SQLite file; a server and memory need none."""
    if url.get_backend_name() != "sqlite" or url.database in _IN_MEMORY:
        return None
    return _GATES.setdefault(str(Path(url.database or "").absolute()), Gate())


def lose_when_frozen(connection: Connection) -> None:
    """A process that stands still in this transaction loses it, and its locks, to the others.

    Only a server has others: on SQLite nothing is done.
    """
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SET LOCAL idle_in_transaction_session_timeout = '{FROZEN_SECONDS}s'")


def told(fault: Exception, where: str) -> StoreError:
    """The driver's error as one of ours."""
    why = str(getattr(fault, "orig", None) or fault).strip().split("\n")[0]
    low = why.lower()
    if "locked" in low or "busy" in low:
        return Busy(where=where)
    if "readonly" in low or "read-only" in low:
        return ReadOnly(where=where)
    if any(sign in low for sign in ("not a database", "malformed", "disk image", "encrypted")):
        return Corrupt(where=where)
    lost = isinstance(fault, DBAPIError) and fault.connection_invalidated
    if lost or any(sign in low for sign in ("unable to open", "connection", "could not translate", "server")):
        return Unreachable(where=where, why=_short(low, why))
    return Failed(where=where, why=why[:200])


def _short(low: str, why: str) -> str:
    """The driver's reason without the host's details that it repeats."""
    for sign, reason in (
        ("password authentication", "the password was refused"),
        ("refused", "nobody listens there"),
        ("translate host", "no such host"),
        ("resolve host", "no such host"),
        ("unable to open", "the file or its folder can't be opened"),
        ("does not exist", "no such database or user"),
        ("timeout", "no answer in time"),
    ):
        if sign in low:
            return reason
    return why[:200]


def _checked(url: str) -> URL:
    """The address as SQLAlchemy takes it; hosts write `postgres://`, which it does not know."""
    try:
        parsed = make_url(url.strip())
    except (ArgumentError, ValueError):
        raise BadAddress(why="it is no database address") from None
    name = parsed.drivername
    if name in _POSTGRES:
        return parsed.set(drivername="postgresql+psycopg")
    if name in {"sqlite", "sqlite+pysqlite"}:
        return parsed
    raise BadAddress(why=f"{name} is neither SQLite nor PostgreSQL")


def _place(url: URL) -> str:
    """What to call the database in a message: a file's path, or host and name, never the user or password."""
    if url.get_backend_name() == "sqlite":
        return url.database or "in memory"
    return f"{url.host or 'on this machine'}/{url.database or ''}"


def _engine(url: URL) -> Engine:
    """An engine; an SQLite database in memory has one connection, which its threads share in turn."""
    if url.get_backend_name() != "sqlite":
        # a plan kept for every question is a bad one for rare words, and poolers keep none
        settings = {"connect_timeout": BUSY_SECONDS, "prepare_threshold": None}
        return create_engine(url, pool_pre_ping=True, connect_args=settings)
    memory = url.database in _IN_MEMORY
    engine = create_engine(
        url,
        poolclass=QueuePool,
        pool_size=1 if memory else 5,
        max_overflow=0 if memory else 20 + SPARE,
        connect_args={"check_same_thread": False, "timeout": BUSY_SECONDS},
    )
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: sqlite3.Connection, _record: Any) -> None:
    """Settings of every connection; the driver's own transactions are off, ours are explicit."""
    connection.isolation_level = None
    connection.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = NORMAL")
    # what is deleted is overwritten: who asks to be forgotten is not to lie about in free pages
    connection.execute("PRAGMA secure_delete = ON")
    connection.execute(f"PRAGMA cache_size = {-CACHE_KILOBYTES}")
    connection.execute(f"PRAGMA mmap_size = {MAPPED_BYTES}")


def _begin_sqlite(connection: Connection) -> None:
    """Begin where that was not done, as by others who use the engine."""
    raw = _raw(connection)
    if not raw.in_transaction:
        raw.execute("BEGIN")


def _raw(connection: Connection) -> sqlite3.Connection:
    raw: Any = connection.connection.driver_connection
    return cast("sqlite3.Connection", raw)


def _read(raw: sqlite3.Connection) -> None:
    raw.execute("BEGIN")


def _write(raw: sqlite3.Connection) -> None:
    """Take the write lock; who has it mostly has it for a moment, and SQLite would sleep for far longer."""
    end = time.monotonic() + BUSY_SECONDS
    raw.execute("PRAGMA busy_timeout = 0")
    try:
        while True:
            try:
                raw.execute("BEGIN IMMEDIATE")
                return
            except sqlite3.OperationalError as fault:
                if fault.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > end:
                    raise
            time.sleep(RETRY_SECONDS)
    finally:
        raw.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")


def require_folder(database: Database) -> None:
    """Raises `Unreachable` where an SQLite file would lie in a folder that is not there."""
    folder = Path(database.where).parent
    if _is_file(database) and not database.where.startswith("file:") and not folder.is_dir():
        raise Unreachable(where=database.where, why=f"there is no folder {folder}")


def log_ahead(database: Database) -> None:
    """Write-ahead logging for an SQLite file: its readers and its writer do not wait for each other."""
    if not _is_file(database):
        return
    try:
        raw = database.engine.raw_connection()
        try:
            raw.cursor().execute("PRAGMA journal_mode = WAL")
        finally:
            raw.close()
    except (SQLAlchemyError, sqlite3.Error) as fault:
        raise told(fault, database.where) from None


def _is_file(database: Database) -> bool:
    return database.sqlite and database.where != "in memory"
