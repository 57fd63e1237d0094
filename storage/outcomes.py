"""Rows as evidence of what came of targets: when each document was written, and its telling sentences."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from briefings.judging import PROMISED, Case, cases
from briefings.model import Clock, Entry, Figure, Passage
from briefings.reporting import Report, reported
from storage.assembling import CALENDAR, current
from storage.batches import parts
from storage.codec import unpacked
from storage.tables import PASSAGE


def judged(connection: Connection, entries: Sequence[Entry]) -> tuple[Case, ...]:
    """The targets and deadlines among the entries with what later documents say of them."""
    clocks = _clocks(connection)
    ends = [
        clock.end
        for entry in entries
        for fact in (entry.fact, *entry.also)
        if fact.kind in PROMISED and (clock := clocks.get(fact.document)) and clock.end
    ]
    return cases(entries, clocks, _outcomes(connection, clocks, min(ends)) if ends else ())


def _clocks(connection: Connection) -> dict[str, Clock]:
    """When each document was written, by its id; the calendar is none."""
    now = current().subquery()
    asked = select(now.c.public, now.c.clock).where(now.c.kind != CALENDAR)
    return {row.public: unpacked(Clock, row.clock) for row in connection.execute(asked)}


def _outcomes(connection: Connection, clocks: Mapping[str, Clock], after: date) -> Iterator[Report]:
    """The sentences that may tell of outcomes, of documents that may have been written after a day."""
    now = current().subquery()
    columns = (now.c.id, now.c.public, now.c.title, now.c.sha256, now.c.figures)
    asked = select(*columns).where(now.c.kind != CALENDAR, now.c.written > after)
    rows = connection.execute(asked.order_by(now.c.public)).all()
    for part in parts(rows):
        yield from _told(connection, part, clocks)


def _told(connection: Connection, rows: Sequence[Any], clocks: Mapping[str, Clock]) -> Iterator[Report]:
    """The reports of some documents."""
    public = {row.id: row.public for row in rows}
    passages: defaultdict[int, list[Passage]] = defaultdict(list)
    sentences = select(PASSAGE).where(PASSAGE.c.version_id.in_(list(public)))
    for s in connection.execute(sentences.order_by(PASSAGE.c.version_id, PASSAGE.c.number)):
        place = (s.paragraph, s.sentence, s.start, s.end, s.text)
        passages[s.version_id].append(Passage(public[s.version_id], *place))
    for row in rows:
        figures = unpacked(tuple[Figure, ...], row.figures)
        yield from reported(
            passages[row.id], figures, sha256=row.sha256, title=row.title, clock=clocks[row.public]
        )
