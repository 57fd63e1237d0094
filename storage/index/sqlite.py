"""Matching in SQLite: FTS5 over the numbers of terms, without ranks, positions or a copy of the text."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import numpy as np
from sqlalchemy import Connection, text

from storage.index.entry import Entry
from storage.index.many import fetched, many

_MATCH = "SELECT rowid FROM chunk_terms WHERE chunk_terms MATCH ? ORDER BY rowid LIMIT ?"
_ROWS = (
    "SELECT id, owner, titled, whole, terms FROM chunk "
    "WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id"
)
_TIMES = "SELECT id, frequency FROM term WHERE id IN (SELECT value FROM json_each(?))"
_INSERT = "INSERT INTO chunk (id, owner, first, last, titled, whole, terms) VALUES (?, ?, ?, ?, ?, ?, ?)"
_ADD = "INSERT INTO chunk_terms (rowid, terms) VALUES (?, ?)"
_REMOVE = "INSERT INTO chunk_terms (chunk_terms, rowid, terms) VALUES ('delete', ?, ?)"
_CLEAR = text("INSERT INTO chunk_terms (chunk_terms) VALUES ('delete-all')")

_TIDY = text("INSERT INTO chunk_terms (chunk_terms) VALUES ('optimize')")


class _Sqlite:
    def match(self, connection: Connection, terms: Sequence[int], every: bool, limit: int) -> list[int]:
        asked = (" AND " if every else " OR ").join(f'"{term}"' for term in terms)
        return [id for (id,) in fetched(connection, _MATCH, asked, limit)]

    def rows(self, connection: Connection, ids: Sequence[int]) -> list[tuple[Any, ...]]:
        return fetched(connection, _ROWS, json.dumps(list(ids)))

    def times(self, connection: Connection, terms: Sequence[int]) -> dict[int, int]:
        return dict(fetched(connection, _TIMES, json.dumps(list(terms))))

    def add(self, connection: Connection, entries: Sequence[Entry]) -> None:
        many(connection, _INSERT, [entry[:-1] for entry in entries])
        many(connection, _ADD, [(entry.id, " ".join(entry.different)) for entry in entries])

    def remove(self, connection: Connection, rows: Sequence[tuple[int, bytes]]) -> None:
        # a table without content has to be told again what it is to forget
        gone = [(id, " ".join(map(str, set(np.frombuffer(terms, "<u4").tolist())))) for id, terms in rows]
        many(connection, _REMOVE, gone)

    def clear(self, connection: Connection) -> None:
        connection.execute(_CLEAR)

    def tidy(self, connection: Connection) -> None:
        connection.execute(_TIDY)


MATCHER = _Sqlite()
