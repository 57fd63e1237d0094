"""Matching in PostgreSQL: a GIN index over an array of terms that are already analysed."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, text

_MATCH = text("SELECT id FROM chunk WHERE found_by @@ CAST(:terms AS tsquery) ORDER BY id LIMIT :limit")


def match(connection: Connection, terms: Sequence[str], every: bool, limit: int) -> list[int]:
    """Ids of the chunks that hold every one of the terms, or any of them."""
    asked = (" & " if every else " | ").join(f"'{term}'" for term in terms)
    return list(connection.execute(_MATCH, {"terms": asked, "limit": limit}).scalars())
