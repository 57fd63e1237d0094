"""What was erased leaves the database's file too, not only its tables."""

from __future__ import annotations

import mmap
import sqlite3
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from sqlalchemy import Connection, select
from sqlalchemy.exc import SQLAlchemyError

from storage.engine import Database
from storage.tables import COUNTER
from storage.upserts import insert_or_change

OWED = "scrub"


def owe(connection: Connection) -> None:
    """Say in the transaction that erases that the file is to be cleaned."""
    insert_or_change(connection, COUNTER, ["name"], {"name": OWED, "value": 1})


def scrub(database: Database, names: Sequence[str]) -> bool:
    """Clean an SQLite file of what was deleted; whether none of the names stands in it any more.

    Deleted content is overwritten as it goes; what an older program left, or a page that was moved about,
    is written anew where a name is found in it. A server cleans up after itself.
    """
    if not database.sqlite or database.where == "in memory":
        _paid(database)
        return True
    clean = _logged_off(database) and not _found(database, names)
    if not clean and _rewritten(database):
        clean = _logged_off(database) and not _found(database, names)
    if clean:
        _paid(database)
    return clean


def settle_debt(database: Database) -> None:
    """Clean the file where that was owed and could not be done at the time."""
    with database.reading() as connection:
        owed = connection.execute(select(COUNTER.c.value).where(COUNTER.c.name == OWED)).scalar()
    if owed and _rewritten(database) and _logged_off(database):
        _paid(database)


def _paid(database: Database) -> None:
    with database.writing() as connection:
        insert_or_change(connection, COUNTER, ["name"], {"name": OWED, "value": 0})


def _logged_off(database: Database) -> bool:
    """Bring the write-ahead log into the file and empty it; False where a reader holds on to it."""
    return _raw(database, "PRAGMA wal_checkpoint(TRUNCATE)") == 0


def _rewritten(database: Database) -> bool:
    return _raw(database, "VACUUM") is not None


def _raw(database: Database, statement: str) -> int | None:
    """Run a statement outside of any transaction: the first number it tells, -1 for none; None: not now."""
    with suppress(SQLAlchemyError, sqlite3.Error):
        raw = database.engine.raw_connection()
        try:
            row = raw.cursor().execute(statement).fetchone()
            return int(row[0]) if row else -1
        finally:
            raw.close()
    return None


def _found(database: Database, names: Sequence[str]) -> bool:
    """Whether a name still stands in the file or beside it."""
    path = database.where.removeprefix("file:").partition("?")[0]
    for file in (Path(path), Path(path + "-wal")):
        with suppress(OSError, ValueError), file.open("rb") as held, _mapped(held) as content:
            if any(content.find(name.encode()) >= 0 for name in names):
                return True
    return False


def _mapped(held: BinaryIO) -> mmap.mmap:
    return mmap.mmap(held.fileno(), 0, access=mmap.ACCESS_READ)
