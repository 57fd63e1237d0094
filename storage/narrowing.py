"""Which documents and chunks a narrowed query leaves: nothing that fits is lost to the search's budget."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence, Set
from datetime import date
from functools import reduce
from typing import Any

from sqlalchemy import JSON, ColumnElement, Connection, Select, cast, func, select

from briefings.query import KINDS, Holding, Meant, Query, Run, lone, overlaps
from storage.assembling import CALENDAR, standing
from storage.batches import parts
from storage.codec import storable
from storage.index.finding import Choose
from storage.index.many import fetched
from storage.index.plan import Match, chosen, planned
from storage.index.spelling import holding
from storage.index.terms import frequencies
from storage.tables import CHUNK, DOCUMENT, FACT, VERSION

ALL = 10_000_000
"""More chunks than any store has."""
LOOKED = 5000
"""Chunks that are looked at whatever their terms are, and for the rare words of a narrowed query."""
FEW = 2000
"""Documents whose chunks are listed; of more, the chunks that were found are tested."""

_OWNED = {
    "sqlite": "SELECT id, owner FROM chunk WHERE id IN (SELECT value FROM json_each(?))",
    "postgresql": "SELECT id, owner FROM chunk WHERE id = ANY(CAST(? AS integer[]))",
}


def versions(connection: Connection, query: Query, about: Set[int] | None) -> tuple[int, ...] | None:
    """The current versions that a query leaves, the newest first; None where it leaves all.

    `about` are those that its topic is about.
    """
    left = [set(about)] if about is not None else []
    if query.document:
        left.append(_called(connection, query.document))
    if query.since or query.until:
        left.append(_written(connection, query.since, query.until))
    if not left:
        return None
    return newest(connection, reduce(set.intersection, left))


def newest(connection: Connection, wanted: Set[int] | None = None) -> tuple[int, ...]:
    """These versions, or every current one but the calendar, in the order of `latest`."""
    order = (VERSION.c.written.is_(None), VERSION.c.written.desc(), VERSION.c.kind == "story", VERSION.c.id)
    asked = _now().order_by(*order)
    if wanted is None:
        asked = asked.where(VERSION.c.kind != CALENDAR)
    return tuple(row.id for row in connection.execute(asked) if wanted is None or row.id in wanted)


def _now(*columns: ColumnElement[Any]) -> Select[Any]:
    joined = DOCUMENT.join(VERSION, VERSION.c.id == DOCUMENT.c.version_id)
    return select(VERSION.c.id, *columns).select_from(joined).where(standing())


def _called(connection: Connection, name: str) -> set[int]:
    """The document with this id; else those with titles or ids that begin so."""
    asked = _now(DOCUMENT.c.name, VERSION.c.title)
    exact = connection.execute(asked.where(DOCUMENT.c.name == storable(name))).all()
    if exact:
        return {row.id for row in exact}
    start = name.casefold()
    rows = connection.execute(asked).all()
    return {r.id for r in rows if r.title.casefold().startswith(start) or r.name.casefold().startswith(start)}


def _written(connection: Connection, since: date | None, until: date | None) -> set[int]:
    """The documents that may have been written in a time; those that do not tell are none of them."""
    start = (
        func.json_extract(VERSION.c.clock, "$.start")
        if connection.dialect.name == "sqlite"
        else cast(VERSION.c.clock, JSON)["start"].as_string()
    )
    asked = _now(VERSION.c.written.label("end"), start.label("start")).where(VERSION.c.written.is_not(None))
    if since:
        asked = asked.where(VERSION.c.written >= since)
    found = connection.execute(asked)
    return {
        row.id
        for row in found
        if row.start and overlaps(date.fromisoformat(row.start), row.end, since, until)
    }


class Chooser:
    """Which chunks are scored for a narrowed query: all that fit, as far as that is affordable."""

    def __init__(
        self, connection: Connection, meant: Meant, left: Sequence[int] | None, types: Set[Holding]
    ) -> None:
        self._connection = connection
        self._left = left
        self._types = types
        self._required = [self._numbered(forms) for forms in meant.required]

    def _numbered(self, forms: Iterable[Run]) -> list[list[int]]:
        """Each form as the numbers of terms that its chunks have; forms that stand nowhere are left out."""
        found: list[list[int]] = []
        for run in forms:
            if lone(run):
                found += ([number] for _, number, _ in holding(self._connection, run[0]))
                continue
            held = frequencies(self._connection, run)
            if len(held) == len(set(run)):
                found.append(sorted({number for number, _ in held.values()}))
        return found

    def __call__(self, frequencies: Mapping[int, int], rows: int, match: Match) -> list[int]:
        """Ids of chunks, lowest first."""
        pool = self._pool(match) if frequencies else set()
        if pool is not None and len(pool) <= LOOKED:
            return sorted(pool)
        found = {term: self._fitting(match([term], False, ALL), pool) for term in frequencies}
        every = set().union(*found.values())
        if self._types and len(every) > LOOKED:
            every = self._owned(every, _holders(self._connection, self._types))
            found = {term: ids & every for term, ids in found.items()}
        held = {term: ids for term, ids in found.items() if ids}
        rows = rows if pool is None else len(pool)
        return chosen(planned({term: len(ids) for term, ids in held.items()}, rows, LOOKED), held)

    def _pool(self, match: Match) -> set[int] | None:
        """The chunks that have what is required and belong to the documents left; None for any."""
        pool: set[int] | None = None
        for forms in self._required:
            some: set[int] = set()
            for numbers in forms:
                some.update(match(numbers, True, ALL))
            pool = some if pool is None else pool & some
        if self._left is not None and len(self._left) <= FEW:
            own = {id for part in parts(self._left) for id in self._chunks(part)}
            pool = own if pool is None else pool & own
        elif pool is not None:
            pool = self._fitting(pool, None)
        return pool

    def _chunks(self, owners: Sequence[int]) -> Sequence[int]:
        return self._connection.execute(select(CHUNK.c.id).where(CHUNK.c.owner.in_(owners))).scalars().all()

    def _fitting(self, ids: Iterable[int], pool: Set[int] | None) -> set[int]:
        """Those of these chunks that are in the pool; without one, those of the documents left."""
        found = set(ids)
        if pool is not None:
            return found & pool
        return found if self._left is None else self._owned(found, set(self._left))

    def _owned(self, ids: Set[int], owners: Set[int]) -> set[int]:
        """Those of these chunks that belong to these documents."""
        kind = self._connection.dialect.name
        asked = json.dumps(sorted(ids)) if kind == "sqlite" else sorted(ids)
        return {id for id, owner in fetched(self._connection, _OWNED[kind], asked) if owner in owners}


def _holders(connection: Connection, types: Set[Holding]) -> set[int]:
    """The current versions in which a fact or a figure of these types was read."""
    kind = (
        func.json_extract(FACT.c.value, "$.kind")
        if connection.dialect.name == "sqlite"
        else cast(FACT.c.value, JSON)["kind"].as_string()
    )
    wanted = [each.value for each, held in KINDS.items() if held & types]
    told = _now().join(FACT, FACT.c.version_id == VERSION.c.id).where(kind.in_(wanted))
    found = set(connection.execute(told).scalars())
    if Holding.FIGURE in types:
        found.update(connection.execute(_now().where(VERSION.c.figures != "[]")).scalars())
    return found


def chooser(connection: Connection, query: Query, meant: Meant, left: Sequence[int] | None) -> Choose | None:
    """What chooses the chunks for this query; the usual budget does where nothing narrows it."""
    return Chooser(connection, meant, left, query.types) if query.narrowed else None
