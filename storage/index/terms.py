"""The index's terms: each has a number that it keeps for ever, and how many chunks it stands in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from sqlalchemy import Connection, select

from storage.index.many import many
from storage.tables import TERM

BATCH = 500
"""Values in one IN (…)."""

T = TypeVar("T")
_ADDED = "INSERT INTO term (id, term, frequency) VALUES (?, ?, 0)"
_MOVED = "UPDATE term SET frequency = frequency + ? WHERE id = ?"


class Numbering:
    """The numbers of terms as one writer knows them; what it numbers is there once its transaction is."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.numbers: dict[str, int] = {}
        self._next: int | None = None
        self._moved: Counter[int] = Counter()

    def learn(self, terms: Iterable[str]) -> dict[str, int]:
        """Every number known by now, those of these terms among them; new terms are given one."""
        wanted = [term for term in dict.fromkeys(terms) if term not in self.numbers]
        for part in parts(wanted):
            asked = select(TERM.c.term, TERM.c.id).where(TERM.c.term.in_(part))
            self.numbers.update(self._connection.execute(asked).all())
        if new := [term for term in wanted if term not in self.numbers]:
            self._add(new)
        return self.numbers

    def _add(self, terms: Sequence[str]) -> None:
        if self._next is None:
            last = select(TERM.c.id).order_by(TERM.c.id.desc()).limit(1)
            self._next = int(self._connection.execute(last).scalar() or 0) + 1
        rows = list(enumerate(terms, self._next))
        many(self._connection, _ADDED, rows)
        self._next += len(rows)
        self.numbers.update({term: number for number, term in rows})

    def count(self, numbers: Iterable[int], *, gone: bool = False) -> None:
        """Chunks with these terms come or go; a term is named once for each of them."""
        if gone:
            self._moved.subtract(numbers)
        else:
            self._moved.update(numbers)

    def apply(self) -> None:
        """Write the frequencies, in one order, so that two writers can't wait for each other."""
        moved = [(times, number) for number, times in sorted(self._moved.items()) if times]
        many(self._connection, _MOVED, moved)
        self._moved.clear()


def frequencies(connection: Connection, terms: Sequence[str]) -> dict[str, tuple[int, int]]:
    """The number and frequency of those of these terms that stand anywhere."""
    found: dict[str, tuple[int, int]] = {}
    for part in parts(sorted(set(terms))):
        asked = select(TERM.c.term, TERM.c.id, TERM.c.frequency).where(TERM.c.term.in_(part))
        found.update({term: (id, times) for term, id, times in connection.execute(asked) if times > 0})
    return found


def by_number(connection: Connection, numbers: Sequence[int]) -> dict[int, int]:
    """The frequencies of terms by their numbers."""
    found: dict[int, int] = {}
    for part in parts(numbers):
        asked = select(TERM.c.id, TERM.c.frequency).where(TERM.c.id.in_(part))
        found.update(connection.execute(asked).all())
    return found


def parts(values: Sequence[T]) -> Iterator[Sequence[T]]:
    """The values, so many at a time."""
    return (values[start : start + BATCH] for start in range(0, len(values), BATCH))
