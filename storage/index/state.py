"""What an index says of itself: which rules made it, and how much it holds."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from briefings.rules import ANALYSER
from storage.tables import COUNTER, TERM


def current_rules(connection: Connection) -> bool:
    """Whether today's rules made this index."""
    made = connection.execute(select(COUNTER.c.value).where(COUNTER.c.name == "analyser")).scalar()
    return made == ANALYSER


@dataclass(frozen=True, slots=True)
class Size:
    """How much an index holds: documents, their chunks, and the different terms that stand in any."""

    documents: int
    chunks: int
    terms: int


def size(connection: Connection) -> Size:
    """How much this index holds."""
    totals = dict(connection.execute(select(COUNTER.c.name, COUNTER.c.value)).all())
    standing = select(func.count()).select_from(TERM).where(TERM.c.frequency > 0)
    terms = int(connection.execute(standing).scalar_one())
    return Size(totals.get("documents", 0), totals.get("rows", 0), terms)
