"""Matching in PostgreSQL: a GIN index over the numbers of terms."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, text

from storage.index.entry import Entry
from storage.index.many import fetched, many

_EVERY = "SELECT id FROM chunk WHERE found_by @> CAST(? AS integer[]) ORDER BY id LIMIT ?"
_ANY = "SELECT id FROM chunk WHERE found_by && CAST(? AS integer[]) ORDER BY id LIMIT ?"
_ROWS = "SELECT id, owner, titled, whole, terms FROM chunk WHERE id = ANY(CAST(? AS integer[])) ORDER BY id"
_TIMES = "SELECT id, frequency FROM term WHERE id = ANY(CAST(? AS integer[]))"
_ADD = (
    "INSERT INTO chunk (id, owner, first, last, titled, whole, terms, found_by) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
)

_TIDY = text("SELECT gin_clean_pending_list('chunk_found_by')")
_COUNTED = text("ANALYZE chunk")


class _Postgres:
    def match(self, connection: Connection, terms: Sequence[int], every: bool, limit: int) -> list[int]:
        asked = _EVERY if every else _ANY
        return [id for (id,) in fetched(connection, asked, list(terms), limit)]

    def rows(self, connection: Connection, ids: Sequence[int]) -> list[tuple[Any, ...]]:
        return fetched(connection, _ROWS, list(ids))

    def times(self, connection: Connection, terms: Sequence[int]) -> dict[int, int]:
        return dict(fetched(connection, _TIMES, list(terms)))

    def add(self, connection: Connection, entries: Sequence[Entry]) -> None:
        rows = [(*entry[:-1], sorted(map(int, entry.different))) for entry in entries]
        many(connection, _ADD, rows)

    def remove(self, connection: Connection, rows: Sequence[tuple[int, bytes]]) -> None:
        """What a chunk is found by goes with its row."""

    def clear(self, connection: Connection) -> None:
        """What chunks are found by goes with their rows."""

    def tidy(self, connection: Connection) -> None:
        connection.execute(_TIDY)
        connection.execute(_COUNTED)


MATCHER = _Postgres()
