"""Documents as a list tells of them: their dates and the sentences that prove those, not their text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Integer, Row, TextClause, bindparam, func, text

from briefings.model import Clock, Evidence, Passage
from storage.assembling import CALENDAR, current
from storage.codec import unpacked
from storage.tables import DOCUMENT, VERSION


@dataclass(frozen=True, slots=True)
class Listing:
    """A document by its public id, with its title and what its own evidence tells of when it was written.

    `opening` is its first sentence, None where it has none; `dating` the one that tells best when it was
    written, the first where none tells.
    """

    id: str
    title: str
    clock: Clock
    opening: Evidence | None
    dating: Evidence | None


_NEWEST = (
    VERSION.c.written.is_(None),
    VERSION.c.written.desc(),
    VERSION.c.kind == "story",
    DOCUMENT.c.name,
)
NEWEST = current().where(VERSION.c.kind != CALENDAR).order_by(*_NEWEST)
"""Whole versions, newest first, the undated at the end; articles before their stories."""
COUNT = current().with_only_columns(func.count()).where(VERSION.c.kind != CALENDAR)
_LISTED = (
    NEWEST.with_only_columns(
        VERSION.c.id, DOCUMENT.c.name.label("public"), VERSION.c.title, VERSION.c.sha256, VERSION.c.clock
    )
    .limit(bindparam("most", type_=Integer))
    .offset(bindparam("before", type_=Integer))
)
_Said = dict[tuple[int, int], Row[Any]]
"""Sentences by version and offset."""
_FIRST = -1
"""In place of an offset: only the first sentence is looked up."""


def listings(connection: Connection, limit: int, offset: int) -> tuple[Listing, ...]:
    """Documents written last, newest first."""
    rows = connection.execute(_LISTED, {"most": limit, "before": offset}).all()
    clocks = [unpacked(Clock, row.clock) for row in rows]
    told = {row.id: _witnesses(clock) for row, clock in zip(rows, clocks, strict=True)}
    best = [(id, starts[0]) for id, starts in told.items() if starts]
    said = _sentences(connection, [*((id, _FIRST) for id in told), *best])
    # a witness that no sentence has is rare, so that the others are looked up only then
    others = [(id, start) for id, first in best if (id, first) not in said for start in told[id][1:]]
    said |= _sentences(connection, others)
    return tuple(_listing(row, clock, told[row.id], said) for row, clock in zip(rows, clocks, strict=True))


def _witnesses(clock: Clock) -> list[int]:
    """Where in the text something speaks for a time of writing, best first."""
    inside = (one for one in clock.witnesses if one.start > _FIRST)
    return [one.start for one in sorted(inside, key=lambda one: (-one.weight, one.start))]


def _listing(row: Any, clock: Clock, witnesses: Sequence[int], said: _Said) -> Listing:
    opening = said.get((row.id, _FIRST))
    dating = next((said[row.id, start] for start in witnesses if (row.id, start) in said), opening)
    return Listing(row.public, row.title, clock, _evidence(row, opening), _evidence(row, dating))


def _evidence(row: Any, said: Row[Any] | None) -> Evidence | None:
    if said is None:
        return None
    passage = Passage(row.public, said.paragraph, said.sentence, said.start, said.end, "")
    return Evidence(passage.ref, row.sha256, said.start, said.end)


def _sentences(connection: Connection, places: Sequence[tuple[int, int]]) -> _Said:
    """The sentences at these places, each a version and an offset, and the first ones of versions."""
    found: _Said = {}
    for some in _some(places):
        values: dict[str, int] = {}
        for at, (version, place) in enumerate(some):
            values |= {f"v{at}": version, f"p{at}": place}
        for row in connection.execute(_at(len(some)), values):
            found.setdefault((row.version_id, row.place), row)
    return found


def _some(places: Sequence[tuple[int, int]]) -> Iterator[Sequence[tuple[int, int]]]:
    return (places[start : start + PLACES] for start in range(0, len(places), PLACES))


PLACES = 60
"""Places in one statement."""


@lru_cache(maxsize=PLACES)
def _at(count: int) -> TextClause:
    """The sentences at so many places, in reading order."""
    values = ", ".join(f"(CAST(:v{at} AS INTEGER), CAST(:p{at} AS INTEGER))" for at in range(count))
    return text(
        f"WITH asked(version, place) AS (VALUES {values}) "  # noqa: S608 numbers of ours
        "SELECT passage.version_id, asked.place, passage.paragraph, passage.sentence, passage.start, "
        'passage."end" FROM asked JOIN passage ON passage.version_id = asked.version AND '
        "CASE WHEN asked.place < 0 THEN passage.number = 0 "
        'ELSE passage.start <= asked.place AND asked.place < passage."end" END '
        "ORDER BY passage.number"
    )
