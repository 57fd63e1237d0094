"""Which chunks hold which terms: each database has one file that says how."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from sqlalchemy import Connection

from storage.index import postgres, sqlite
from storage.index.entry import Entry, Held, Terms
from storage.index.plan import Plan


class Matcher(Protocol):
    """What a database must be able to do; terms are numbers here."""

    def match(self, connection: Connection, terms: Sequence[int], every: bool, limit: int) -> list[int]:
        """Ids of chunks with every one of the terms, or any of them, lowest first, at most `limit`."""

    def chosen(self, connection: Connection, plan: Plan) -> Held:
        """The chunks that a plan chooses."""

    def rows(self, connection: Connection, ids: Sequence[int]) -> Held:
        """The chunks with these ids."""

    def times(self, connection: Connection, terms: Sequence[int]) -> dict[int, int]:
        """In how many chunks each of these terms stands."""

    def add(self, connection: Connection, entries: Sequence[Entry]) -> None:
        """Insert chunks, so that they can be found."""

    def remove(self, connection: Connection, rows: Sequence[tuple[int, Terms]]) -> None:
        """Make chunks (id and different terms) findable no more; they are deleted next."""

    def clear(self, connection: Connection) -> None:
        """Forget every chunk."""

    def tidy(self, connection: Connection) -> None:
        """Put in order what was written piece by piece."""


MATCHERS: dict[str, Matcher] = {"sqlite": sqlite.MATCHER, "postgresql": postgres.MATCHER}


def matcher(connection: Connection) -> Matcher:
    """The one for this database."""
    return MATCHERS[connection.dialect.name]
