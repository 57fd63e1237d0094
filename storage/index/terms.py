"""The index's terms: each has a number that it keeps for ever, and how many chunks it stands in."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

import numpy as np
from sqlalchemy import Connection, select

from storage.index.entry import Numbers, Terms
from storage.index.many import fetched, many
from storage.index.texts import firsts
from storage.tables import TERM

_COUNTED = {
    "sqlite": (
        "SELECT term, id, frequency FROM term WHERE term IN (SELECT value FROM json_each(?)) "
        "UNION ALL SELECT name, CAST(NULL AS integer), value FROM counter"
    ),
    "postgresql": (
        "SELECT term, id, frequency FROM term WHERE term = ANY(CAST(? AS text[])) "
        "UNION ALL SELECT name, CAST(NULL AS integer), value FROM counter"
    ),
}
_KNOWN = {
    "sqlite": "SELECT term, id FROM term WHERE term IN (SELECT value FROM json_each(?))",
    "postgresql": "SELECT term, id FROM term WHERE term = ANY(CAST(? AS text[]))",
}
_ADDED = "INSERT INTO term (id, term, frequency) VALUES (?, ?, 0)"
_MOVED = "UPDATE term SET frequency = frequency + ? WHERE id = ?"


class Numbering:
    """The numbers of terms as one writer knows them; what it numbers is there once its transaction is.

    Terms come by their marks, their places among those seen; marks become numbers all at once, so that the
    store is asked for many terms and not for each.
    """

    def __init__(self, connection: Connection, terms: Mapping[str, int]) -> None:
        """`terms` are those seen, with their marks, and may grow."""
        self._connection = connection
        self._terms = terms
        self._numbers: Terms = np.zeros(0, "<u4")
        self._next: int | None = None
        self._moved: dict[int, int] = {}

    def numbers(self, marks: Numbers) -> Terms:
        """The numbers of these marks, 32 bits each; terms that the store never saw are given one."""
        self._learn(list(islice(self._terms, len(self._numbers), None)))
        return self._numbers[marks]

    def move(self, rows: Sequence[Terms], by: int) -> None:
        """Each term of a row stands in so many more rows, or fewer; rows name a term once."""
        told = np.sort(np.concatenate(rows))
        first = firsts(told)
        times = by * np.diff(first, append=len(told))
        for number, moved in zip(told[first].tolist(), times.tolist(), strict=True):
            self._moved[number] = self._moved.get(number, 0) + moved

    def _learn(self, terms: Sequence[str]) -> None:
        """Numbers for terms that have none yet."""
        if not terms:
            return
        kind = self._connection.dialect.name
        known = dict(
            fetched(self._connection, _KNOWN[kind], json.dumps(terms) if kind == "sqlite" else terms)
        )
        if new := [term for term in terms if term not in known]:
            known.update(self._add(new))
        self._numbers = np.concatenate((self._numbers, np.asarray([known[term] for term in terms], "<u4")))

    def _add(self, terms: Sequence[str]) -> Iterator[tuple[str, int]]:
        if self._next is None:
            last = select(TERM.c.id).order_by(TERM.c.id.desc()).limit(1)
            self._next = int(self._connection.execute(last).scalar() or 0) + 1
        rows = list(enumerate(terms, self._next))
        many(self._connection, _ADDED, rows)
        self._next += len(rows)
        return ((term, number) for number, term in rows)

    def apply(self) -> None:
        """Write the frequencies, in one order, so that two writers can't wait for each other."""
        moved = [(times, number) for number, times in sorted(self._moved.items()) if times]
        many(self._connection, _MOVED, moved)
        self._moved.clear()


def frequencies(connection: Connection, terms: Sequence[str]) -> dict[str, tuple[int, int]]:
    """The number and frequency of those of these terms that stand anywhere."""
    return counted(connection, terms)[1]


def counted(
    connection: Connection, terms: Sequence[str]
) -> tuple[dict[str, int], dict[str, tuple[int, int]]]:
    """The index's totals, and the number and frequency of those of these terms that stand anywhere."""
    kind, wanted = connection.dialect.name, sorted(set(terms))
    found = fetched(connection, _COUNTED[kind], json.dumps(wanted) if kind == "sqlite" else wanted)
    totals = {name: value for name, number, value in found if number is None}
    return totals, {term: (id, times) for term, id, times in found if id is not None and times > 0}
