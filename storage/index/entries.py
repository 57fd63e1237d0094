"""What the index holds of a document: its chunks, as the numbers of their terms."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from sqlalchemy import Connection, delete, select, text

from briefings.words import analyse
from storage.index.entry import Entry
from storage.index.matching import matcher
from storage.index.terms import Numbering
from storage.tables import CHUNK

FEW, MANY = 3, 6
"""Sentences of a chunk."""
ENOUGH = 60
"""Terms with which a chunk of `FEW` sentences is full."""
LARGEST = 2000
"""Terms that a chunk holds at most; a longer sentence is cut into several chunks."""
AT_ONCE = 5000
"""Chunks that are written at once."""
TITLE_TERMS = 200
"""Terms of a title that count."""

_ADD_COUNT = text(
    "INSERT INTO counter (name, value) VALUES (:name, :value) "
    "ON CONFLICT (name) DO UPDATE SET value = counter.value + excluded.value"
)
_COUNT = text("SELECT value FROM counter WHERE name = :name")

Sentence = tuple[int, str]
"""A sentence's paragraph (0 is the title) and its text."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """Sentences `first` to `last` of a document (their places among its sentences) and their terms."""

    first: int
    last: int
    terms: tuple[str, ...]


def chunks(sentences: Iterable[Sentence]) -> Iterator[Chunk]:
    """The sentences, a few at a time, in order; each sentence is in exactly one chunk, or cut."""
    held: list[str] = []
    first, place = 0, -1
    for place, (paragraph, said) in enumerate(sentences):
        terms = analyse(said) if paragraph else ()
        if held and len(held) + len(terms) > LARGEST:
            yield from _cut(first, place - 1, held)
            held, first = [], place
        held += terms
        count = place - first + 1
        if count >= MANY or (count >= FEW and len(held) >= ENOUGH) or len(held) > LARGEST:
            yield from _cut(first, place, held)
            held, first = [], place + 1
    if first <= place:
        yield from _cut(first, place, held)


def _cut(first: int, last: int, terms: Sequence[str]) -> Iterator[Chunk]:
    """One chunk, or several where a single sentence holds too much."""
    for start in range(0, max(1, len(terms)), LARGEST):
        yield Chunk(first, last, tuple(terms[start : start + LARGEST]))


def heading(title: str, sentences: Sequence[Sentence]) -> tuple[str, ...]:
    """The terms of a title; none where it is only the opening of the text, which has them already."""
    opening = next((said for paragraph, said in sentences if paragraph), "")
    return () if opening.startswith(title.rstrip("… ")) else analyse(title)[:TITLE_TERMS]


class Changes:
    """What a transaction adds to and takes from the index; `apply` writes the totals once.

    It needs no documents: an owner is any number, a title its terms, and chunks are whatever sentences
    they were made of.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._matcher = matcher(connection)
        self._numbering = Numbering(connection)
        self._totals: Counter[str] = Counter()
        self._last: int | None = None
        self._waiting: list[tuple[int, Sequence[str], Sequence[Chunk]]] = []
        self._rows = 0

    def add(self, owner: int, title: Sequence[str], held: Iterable[Chunk]) -> None:
        """Index an owner's chunks; each can also be found by the terms of the title."""
        told = tuple(held)
        self._waiting.append((owner, title, told))
        self._rows += len(told)
        if self._rows >= AT_ONCE:
            self._write()

    def remove(self, owner: int) -> None:
        """Take an owner's chunks out again."""
        self._write()
        mine = select(CHUNK.c.id, CHUNK.c.whole, CHUNK.c.terms).where(CHUNK.c.owner == owner)
        gone = self._connection.execute(mine).all()
        if not gone:
            return
        for row in gone:
            terms = np.frombuffer(row.terms, "<u4")
            self._numbering.count(set(terms.tolist()), gone=True)
            self._total(-1, -len(terms), 0, 0)
        self._total(0, 0, -1, -gone[0].whole)
        self._matcher.remove(self._connection, [(row.id, row.terms) for row in gone])
        self._connection.execute(delete(CHUNK).where(CHUNK.c.owner == owner))

    def _write(self) -> None:
        """Number the terms of what waits, and write its rows."""
        waiting, self._waiting, self._rows = [each for each in self._waiting if each[2]], [], 0
        if not waiting:
            return
        every: set[str] = set()
        for _, title, told in waiting:
            every.update(title, *(chunk.terms for chunk in told))
        self._numbering.learn(every)
        entries = [entry for owner, title, told in waiting for entry in self._numbered(owner, title, told)]
        self._numbering.count(chain.from_iterable(entry.different for entry in entries))
        self._matcher.add(self._connection, entries)

    def _numbered(self, owner: int, title: Sequence[str], told: Sequence[Chunk]) -> Iterator[Entry]:
        """An owner's chunks as they are stored."""
        number = self._numbering.numbers.__getitem__
        named = list(map(number, title))
        said = [[*named, *map(number, chunk.terms)] for chunk in told]
        length = sum(map(len, said))
        whole = length - len(named) * (len(said) - 1)
        self._total(len(said), length, 1, whole)
        for chunk, terms in zip(told, said, strict=True):
            packed = array("I", terms).tobytes()
            yield Entry(
                self._number(), owner, chunk.first, chunk.last, len(named), whole, packed, frozenset(terms)
            )

    def _total(self, rows: int, length: int, documents: int, whole: int) -> None:
        for name, value in (("rows", rows), ("length", length), ("documents", documents), ("whole", whole)):
            self._totals[name] += value

    def _number(self) -> int:
        """The next chunk's number, which no earlier one ever had: both databases then order them alike."""
        if self._last is None:
            self._last = int(self._connection.execute(_COUNT, {"name": "chunk"}).scalar() or 0)
        self._last += 1
        self._totals["chunk"] += 1
        return self._last

    def apply(self) -> None:
        """Write what waits, and bring the totals up to date."""
        self._write()
        self._numbering.apply()
        for name, value in sorted(self._totals.items()):
            if value:
                add_count(self._connection, name, value)
        self._totals.clear()


def add_count(connection: Connection, name: str, value: int) -> None:
    """Add to a running total."""
    connection.execute(_ADD_COUNT, {"name": name, "value": value})
