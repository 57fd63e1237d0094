"""Matching in SQLite: FTS5 over the numbers of terms, without ranks, positions or a copy of the text."""

from __future__ import annotations

import json
from collections.abc import Sequence

from sqlalchemy import Connection, text

from storage.index.entry import Entry, Held, Terms, held
from storage.index.many import fetched, many
from storage.index.plan import Plan

_MATCH = "SELECT rowid FROM chunk_terms WHERE chunk_terms MATCH ? ORDER BY rowid LIMIT ?"
_EVERY = -1
"""No limit."""
_ROWS = "SELECT id, owner, titled, whole, terms FROM chunk WHERE id IN (SELECT value FROM json_each(?))"
_TIMES = "SELECT id, frequency FROM term WHERE id IN (SELECT value FROM json_each(?))"
_INSERT = "INSERT INTO chunk (id, owner, first, last, titled, whole, terms) VALUES (?, ?, ?, ?, ?, ?, ?)"
_ADD = "INSERT INTO chunk_terms (rowid, terms) VALUES (?, ?)"
_REMOVE = "INSERT INTO chunk_terms (chunk_terms, rowid, terms) VALUES ('delete', ?, ?)"
_CLEAR = text("INSERT INTO chunk_terms (chunk_terms) VALUES ('delete-all')")

_TIDY = text("INSERT INTO chunk_terms (chunk_terms) VALUES ('optimize')")


class _Sqlite:
    def match(self, connection: Connection, terms: Sequence[int], every: bool, limit: int) -> list[int]:
        return _matched(connection, _all(terms) if every else _any(terms), limit)

    def chosen(self, connection: Connection, plan: Plan) -> Held:
        rare = _any(plan.rare)
        ids = _matched(connection, rare, _EVERY) if rare else []
        if plan.groups:
            grouped = " OR ".join(f"({_all(group)})" for group in plan.groups)
            ids += _matched(connection, f"({grouped}) NOT ({rare})" if rare else grouped, plan.rest)
        if not ids and plan.last is not None:
            ids = _matched(connection, _any([plan.last]), plan.rest)
        return self.rows(connection, ids)

    def rows(self, connection: Connection, ids: Sequence[int]) -> Held:
        return held(fetched(connection, _ROWS, json.dumps(list(ids))))

    def times(self, connection: Connection, terms: Sequence[int]) -> dict[int, int]:
        return dict(fetched(connection, _TIMES, json.dumps(list(terms))))

    def add(self, connection: Connection, entries: Sequence[Entry]) -> None:
        many(connection, _INSERT, [entry[:-1] for entry in entries])
        many(connection, _ADD, [(entry.id, _told(entry.different)) for entry in entries])

    def remove(self, connection: Connection, rows: Sequence[tuple[int, Terms]]) -> None:
        # a table without content has to be told again what it is to forget
        gone = [(id, _told(terms)) for id, terms in rows]
        many(connection, _REMOVE, gone)

    def clear(self, connection: Connection) -> None:
        connection.execute(_CLEAR)

    def tidy(self, connection: Connection) -> None:
        connection.execute(_TIDY)


def _matched(connection: Connection, asked: str, limit: int) -> list[int]:
    return [id for (id,) in fetched(connection, _MATCH, asked, limit)]


def _told(terms: Terms) -> str:
    # twice as quick as to join what each is as text
    return "%d " * len(terms) % tuple(terms.tolist())


def _any(terms: Sequence[int]) -> str:
    return " OR ".join(f'"{term}"' for term in terms)


def _all(terms: Sequence[int]) -> str:
    return " AND ".join(f'"{term}"' for term in terms)


MATCHER = _Sqlite()
