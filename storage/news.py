"""The shelf of news: documents that came since somebody last looked, and the alerts that tell of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, exists, func, insert, select, update

from briefings.alerts import News
from briefings.model import Digest
from briefings.rhythms import INSTANT
from briefings.schedules import Want
from storage.assembling import CALENDAR, standing
from storage.codec import unpacked
from storage.engine import Database
from storage.occurrences import enter
from storage.roster import in_reach
from storage.tables import COUNTER, DOCUMENT, FACT, VERSION
from storage.traffic import CHAT, SCHEDULE

SEEN = "alerted"
"""The counter that says up to which version documents were looked at for news."""
PAGE = 500
"""Versions that are looked at in one go."""


class NewsShelf:
    """What is new in the library, and who wants to hear of it at once."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def since(self) -> tuple[int, int, tuple[News, ...]]:
        """Up to which version was looked at, up to which it is with these, and the news among them.

        The first time, all that is there counts as looked at. Facts that an earlier version of a document
        told are no news, nor is what better reading found in the same text.
        """
        with self._database.reading() as connection:
            seen = _seen(connection)
            newest: int = connection.execute(select(func.max(VERSION.c.id))).scalar() or 0
            if seen is not None and newest > seen:
                rows = connection.execute(_fresh(seen)).all()
                upto = rows[-1].id if len(rows) == PAGE else newest
                news = [each for row in rows if row.current and (each := _news(connection, row))]
                return seen, upto, tuple(news)
        if seen is None:
            self._begin(newest)
        return newest, newest, ()

    def listeners(self) -> tuple[tuple[int, tuple[Want, ...]], ...]:
        """The schedules of chats that want to hear of news at once, with what they want."""
        mine = exists().where(CHAT.c.schedule_id == SCHEDULE.c.id, in_reach())
        at_once = SCHEDULE.c.wants.contains(f'"cadence":"{INSTANT}"', autoescape=True)
        asked = select(SCHEDULE.c.id, SCHEDULE.c.wants).where(at_once, mine).order_by(SCHEDULE.c.id)
        with self._database.reading() as connection:
            rows = connection.execute(asked).all()
        return tuple((row.id, unpacked(tuple[Want, ...], row.wants)) for row in rows)

    def tell(self, seen: int, upto: int, owed: Sequence[tuple[int, Digest]]) -> tuple[int, ...]:
        """Owe alerts to the chats of schedules, and look at these versions no more; the new occurrences.

        Where somebody else looked at them meanwhile, nothing is owed here.
        """
        here = update(COUNTER).where(COUNTER.c.name == SEEN, COUNTER.c.value == seen)
        with self._database.writing() as connection:
            if connection.execute(here.values(value=upto)).rowcount != 1:
                return ()
            return tuple(enter(connection, digest, schedule=schedule) for schedule, digest in owed)

    def _begin(self, newest: int) -> None:
        with self._database.writing() as connection:
            if _seen(connection) is None:
                connection.execute(insert(COUNTER).values(name=SEEN, value=newest))


def _seen(connection: Connection) -> int | None:
    found: int | None = connection.execute(select(COUNTER.c.value).where(COUNTER.c.name == SEEN)).scalar()
    return found


def _fresh(seen: int) -> Any:
    """Versions that came after one, oldest first, and whether each is what its document says now."""
    now = (VERSION.c.id == DOCUMENT.c.version_id) & standing()
    columns = (VERSION.c.id, VERSION.c.document_id, VERSION.c.sha256, VERSION.c.title, DOCUMENT.c.name)
    joined = VERSION.join(DOCUMENT, DOCUMENT.c.id == VERSION.c.document_id)
    asked = select(*columns, (now & (VERSION.c.kind != CALENDAR)).label("current")).select_from(joined)
    return asked.where(VERSION.c.id > seen).order_by(VERSION.c.id).limit(PAGE)


def _news(connection: Connection, row: Row[Any]) -> News | None:
    """What a version adds to what its document said before; None where that is nothing."""
    older = select(VERSION.c.id).where(VERSION.c.document_id == row.document_id, VERSION.c.id < row.id)
    if connection.execute(older.where(VERSION.c.sha256 == row.sha256).limit(1)).first() is not None:
        return None
    known = select(FACT.c.id).where(FACT.c.version_id.in_(older))
    mine = select(FACT.c.id).where(FACT.c.version_id == row.id, FACT.c.id.not_in(known))
    facts = frozenset(connection.execute(mine).scalars())
    return News(row.name, row.sha256, row.title, facts) if facts else None
