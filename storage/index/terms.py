"""The index's terms: each has a number that it keeps for ever, and how many chunks it stands in."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, select

from briefings.words import analyse
from storage.index.many import fetched, many
from storage.tables import TERM

BATCH = 500
"""Values in one IN (…)."""
SHORT = 24
"""Characters of a piece of text whose terms are kept in mind."""

T = TypeVar("T")
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
_ADDED = "INSERT INTO term (id, term, frequency) VALUES (?, ?, 0)"
_MOVED = "UPDATE term SET frequency = frequency + ? WHERE id = ?"
_GONE = "UPDATE term SET frequency = frequency - 1 WHERE id = ?"


class Numbering:
    """The numbers of terms as one writer knows them; what it numbers is there once its transaction is.

    While texts are read, each term has a mark, its place among those seen; marks become numbers all at once,
    so that the store is asked for many terms and not for each.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._places: dict[str, int] = {}
        self._pieces = _Pieces(self._places)
        self._numbers: NDArray[np.uint32] = np.zeros(0, "<u4")
        self._said: list[str] = []
        self._next: int | None = None
        self._moved: Counter[int] = Counter()

    def marks(self, text: str) -> list[int]:
        """The marks of a text's terms, in order."""
        return list(chain.from_iterable(map(self._pieces.__getitem__, text.split())))

    def numbers(self, marks: Iterable[int], count: int) -> NDArray[np.uint32]:
        """The numbers of so many marks, 32 bits each; terms that the store never saw are given one."""
        self._learn()
        told = np.fromiter(marks, np.int64, count)
        return self._numbers[told]

    def different(self, marks: Sequence[int]) -> list[str]:
        """The different numbers of a chunk's marks, as text; the chunk counts for each of them."""
        once = set(marks)
        self._moved.update(once)
        return [self._said[mark] for mark in once]

    def forget(self, numbers: Iterable[int]) -> None:
        """A chunk with these numbers is gone."""
        many(self._connection, _GONE, [(number,) for number in sorted(numbers)])

    def _learn(self) -> None:
        """Numbers for the marks that have none yet."""
        terms = list(islice(self._places, len(self._said), None))
        known: dict[str, int] = {}
        for part in parts(terms):
            asked = select(TERM.c.term, TERM.c.id).where(TERM.c.term.in_(part))
            known.update(self._connection.execute(asked).all())
        if new := [term for term in terms if term not in known]:
            known.update(self._add(new))
        numbers = [known[term] for term in terms]
        self._numbers = np.concatenate((self._numbers, np.asarray(numbers, "<u4")))
        self._said += map(str, numbers)

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
        moved = sorted((int(self._numbers[mark]), times) for mark, times in self._moved.items())
        many(self._connection, _MOVED, [(times, number) for number, times in moved])
        self._moved.clear()


class _Pieces(dict[str, tuple[int, ...]]):
    """The marks of what stands between blanks."""

    def __init__(self, places: dict[str, int]) -> None:
        super().__init__()
        self._places = places

    def __missing__(self, piece: str) -> tuple[int, ...]:
        places = self._places
        marks = tuple(places.setdefault(term, len(places)) for term in analyse(piece))
        if len(piece) <= SHORT:
            self[piece] = marks
        return marks


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


def parts(values: Sequence[T]) -> Iterator[Sequence[T]]:
    """The values, so many at a time."""
    return (values[start : start + BATCH] for start in range(0, len(values), BATCH))
