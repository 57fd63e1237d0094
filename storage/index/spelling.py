"""The dictionary of the index's terms, asked for those that are like a word."""

from __future__ import annotations

import json
from collections.abc import Sequence

from sqlalchemy import Connection

from storage.index.many import fetched

_ASKED = {
    "sqlite": "SELECT term, id, frequency FROM term WHERE term IN (SELECT value FROM json_each(?))",
    "postgresql": "SELECT term, id, frequency FROM term WHERE term = ANY(CAST(? AS text[]))",
}
_BEGINS = "SELECT term, id, frequency FROM term WHERE term >= ? AND term < ? AND frequency > 0"
_HOLDS = "SELECT term, id, frequency FROM term WHERE term LIKE ? AND frequency > 0"

Known = tuple[str, int, int]
"""A term, its number and in how many chunks it stands."""


def those(connection: Connection, terms: Sequence[str]) -> list[Known]:
    """Those of these terms that stand anywhere, the most frequent first."""
    kind = connection.dialect.name
    wanted = list(dict.fromkeys(terms))
    found = fetched(connection, _ASKED[kind], json.dumps(wanted) if kind == "sqlite" else wanted)
    return _ordered([row for row in found if row[2] > 0])


def beginning(connection: Connection, start: str) -> list[Known]:
    """The terms that begin so (with a letter from a to y at its end), the most frequent first."""
    after = start[:-1] + chr(ord(start[-1]) + 1)
    # a database may order letters by its country's ways
    found = [row for row in fetched(connection, _BEGINS, start, after) if row[0].startswith(start)]
    return _ordered(found)


def holding(connection: Connection, character: str) -> list[Known]:
    """The terms that hold a character of a script without blanks, the most frequent first."""
    found = fetched(connection, _HOLDS, f"%{character}%")
    return _ordered(found)


def _ordered(found: Sequence[tuple[str, int, int]]) -> list[Known]:
    """One order in both databases."""
    return sorted((tuple(row) for row in found), key=lambda row: (-row[2], row[0]))  # type: ignore[misc]
