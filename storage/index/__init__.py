"""Full-text search: SQL only matches, and each database has one file that says how.

A matcher is given terms as `analyse` makes them (letters, digits and inner points, never quotes) and
returns the ids of chunks that hold all of them, or any of them, at most `limit`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sqlalchemy import Connection

from storage.index import postgres, sqlite

Match = Callable[[Connection, Sequence[str], bool, int], list[int]]

MATCHERS: dict[str, Match] = {"sqlite": sqlite.match, "postgresql": postgres.match}


def match(connection: Connection, terms: Sequence[str], every: bool, limit: int) -> list[int]:
    """Ids of chunks with every one of the terms, or any of them, in the order they were stored."""
    return MATCHERS[connection.dialect.name](connection, terms, every, limit) if terms else []
