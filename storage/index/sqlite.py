"""Matching in SQLite: FTS5 over text that is already analysed."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, text

_MATCH = text("SELECT rowid FROM chunk_terms WHERE chunk_terms MATCH :terms ORDER BY rowid LIMIT :limit")


def match(connection: Connection, terms: Sequence[str], every: bool, limit: int) -> list[int]:
    """Ids of the chunks that hold every one of the terms, or any of them."""
    asked = (" AND " if every else " OR ").join(f'"{term}"' for term in terms)
    return list(connection.execute(_MATCH, {"terms": asked, "limit": limit}).scalars())
