"""The index made anew from the sentences that are kept: whole or not at all."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Connection, delete, func, select, text

from briefings.rules import ANALYSER
from storage.assembling import standing
from storage.engine import Database
from storage.index.entries import Changes, titled
from storage.index.matching import matcher
from storage.index.state import current_rules
from storage.tables import CHUNK, COUNTER, DOCUMENT, PASSAGE, TERM, VERSION

Progress = Callable[[int, int, str], None]
TOTALS = ("rows", "length", "documents", "whole", "chunk", "analyser")
LOCK = text("SELECT pg_advisory_xact_lock(:lock)")
LIBRARY = 0x4D696C66
"""PostgreSQL's advisory lock for changing the library: one writer at a time, as on SQLite."""


def rebuild(database: Database, *, always: bool = True, progress: Progress | None = None) -> int:
    """Make the index anew in one transaction, or only where older rules made it; how many documents it took.

    Killed in the middle, the old one stands. Searches go on meanwhile. `progress` is told
    (done, total, document).
    """
    if not always:
        with database.reading() as connection:
            if current_rules(connection):
                return 0
    with database.writing() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(LOCK, {"lock": LIBRARY})
        # another process may have done it while this one waited
        if not always and current_rules(connection):
            return 0
        _clear(connection)
        return _fill(connection, progress)


def _clear(connection: Connection) -> None:
    """Forget every chunk, term and total."""
    matcher(connection).clear(connection)
    for table in (CHUNK, TERM):
        connection.execute(delete(table))
    connection.execute(delete(COUNTER).where(COUNTER.c.name.in_(TOTALS)))


def _fill(connection: Connection, progress: Progress | None) -> int:
    """Index every current document, in the order in which they were stored."""
    asked = (
        select(VERSION.c.id, VERSION.c.title, DOCUMENT.c.name)
        .join(DOCUMENT, DOCUMENT.c.version_id == VERSION.c.id)
        .where(standing())
        .order_by(VERSION.c.id)
    )
    total = int(connection.execute(select(func.count()).select_from(asked.subquery())).scalar_one())
    changes = Changes(connection)
    for done, row in enumerate(connection.execute(asked).all()):
        if progress:
            progress(done, total, row.name)
        said = select(PASSAGE.c.paragraph, PASSAGE.c.text).where(PASSAGE.c.version_id == row.id)
        sentences = [
            (each.paragraph, each.text) for each in connection.execute(said.order_by(PASSAGE.c.number))
        ]
        changes.add(row.id, titled(row.title, sentences), sentences)
    changes.apply()
    connection.execute(COUNTER.insert().values(name="analyser", value=ANALYSER))
    if progress and total:
        progress(total, total, "")
    return total


def tidy(database: Database) -> None:
    """After much was added: merge what was written piece by piece, and have the database count it."""
    with database.writing() as connection:
        matcher(connection).tidy(connection)
