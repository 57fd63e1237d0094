"""Matching in PostgreSQL: a GIN index over the numbers of terms."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from sqlalchemy import Connection, text

from storage.index.entry import Entry, Held, Numbers, Terms, held
from storage.index.many import fetched, many
from storage.index.plan import Plan

_EVERY = "SELECT id FROM chunk WHERE found_by @> CAST(? AS integer[]) ORDER BY id LIMIT ?"
_ANY = "SELECT id FROM chunk WHERE found_by && CAST(? AS integer[]) ORDER BY id LIMIT ?"
_TIMES = "SELECT id, frequency FROM term WHERE id = ANY(CAST(? AS integer[]))"
_ADD = (
    "INSERT INTO chunk (id, owner, first, last, titled, whole, terms, found_by) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
)

# a column comes as one value: a value of each row would cost more than all the rest
_PACKED = (
    "SELECT string_agg(int4send(id), ''), string_agg(int4send(owner), ''), string_agg(int4send(titled), ''), "
    "string_agg(int4send(whole), ''), string_agg(int4send(octet_length(terms)), ''), "
    "string_agg(terms, '') FROM ({}) AS held"
)
_BY_ID = "SELECT id, owner, titled, whole, terms FROM chunk WHERE id = ANY(CAST(? AS integer[]))"
_RARE = "SELECT id, owner, titled, whole, terms FROM chunk WHERE found_by && CAST(? AS integer[])"
_GROUP = "found_by @> CAST(? AS integer[])"
# OFFSET 0 keeps the planner from walking through the ids, and testing every row, to have them in order
_FIRST = (
    "(SELECT * FROM (SELECT id, owner, titled, whole, terms FROM chunk "
    "WHERE ({}) AND NOT found_by && CAST(? AS integer[]) OFFSET 0) AS found ORDER BY id LIMIT ?)"
)

_TIDY = text("SELECT gin_clean_pending_list('chunk_found_by')")
_COUNTED = text("ANALYZE chunk")


class _Postgres:
    def match(self, connection: Connection, terms: Sequence[int], every: bool, limit: int) -> list[int]:
        asked = _EVERY if every else _ANY
        return [id for (id,) in fetched(connection, asked, list(terms), limit)]

    def chosen(self, connection: Connection, plan: Plan) -> Held:
        rare = list(plan.rare)
        groups = [list(group) for group in plan.groups]
        first = _FIRST.format(" OR ".join([_GROUP] * len(groups)))
        parts = ([_RARE] if rare else []) + ([first] if groups else [])
        values = ([rare] if rare else []) + ([*groups, rare, plan.rest] if groups else [])
        found = _packed(connection, " UNION ALL ".join(parts), *values) if parts else held(())
        if not len(found.ids) and plan.last is not None:
            found = self.rows(connection, self.match(connection, [plan.last], False, plan.rest))
        return found

    def rows(self, connection: Connection, ids: Sequence[int]) -> Held:
        return _packed(connection, _BY_ID, list(ids))

    def times(self, connection: Connection, terms: Sequence[int]) -> dict[int, int]:
        return dict(fetched(connection, _TIMES, list(terms)))

    def add(self, connection: Connection, entries: Sequence[Entry]) -> None:
        rows = [(*entry[:-1], entry.different.tolist()) for entry in entries]
        many(connection, _ADD, rows)

    def remove(self, connection: Connection, rows: Sequence[tuple[int, Terms]]) -> None:
        """What a chunk is found by goes with its row."""

    def clear(self, connection: Connection) -> None:
        """What chunks are found by goes with their rows."""

    def tidy(self, connection: Connection) -> None:
        connection.execute(_TIDY)
        connection.execute(_COUNTED)


def _packed(connection: Connection, asked: str, *values: object) -> Held:
    """The chunks that a statement gives."""
    ((*columns, terms),) = fetched(connection, _PACKED.format(asked), *values)
    ids, owners, titled, whole, sizes = (_numbers(column or b"") for column in columns)
    return Held(ids, owners, titled, whole, sizes // 4, terms or b"")


def _numbers(sent: bytes) -> Numbers:
    """Integers as PostgreSQL sends them."""
    return np.frombuffer(sent, ">i4").astype(np.int64)


MATCHER = _Postgres()
