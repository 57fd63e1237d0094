"""What the index holds of a document: its chunks, as the numbers of their terms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain
from typing import Generic, NamedTuple, TypeVar

import numpy as np
from sqlalchemy import Connection, delete, select, text

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

T = TypeVar("T")
Sentence = tuple[int, str]
"""A sentence's paragraph (0 is the title) and its text."""


Analyse = Callable[[str], Sequence[T]]
"""A text to its terms, or to what stands for them."""


@dataclass(frozen=True, slots=True)
class Chunk(Generic[T]):
    """Sentences `first` to `last` of a document (their places among its sentences) and their terms."""

    first: int
    last: int
    terms: Sequence[T]


def chunks(sentences: Iterable[Sentence], terms_of: Analyse[T]) -> Iterator[Chunk[T]]:
    """The sentences, a few at a time, in order; each sentence is in exactly one chunk, or cut."""
    held: list[T] = []
    first, place = 0, -1
    for place, (paragraph, said) in enumerate(sentences):
        terms = terms_of(said) if paragraph else ()
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


def _cut(first: int, last: int, terms: Sequence[T]) -> Iterator[Chunk[T]]:
    """One chunk, or several where a single sentence holds too much."""
    for start in range(0, max(1, len(terms)), LARGEST):
        yield Chunk(first, last, terms[start : start + LARGEST])


def titled(title: str, sentences: Sequence[Sentence]) -> str:
    """The title as far as it counts: not at all where it is only the opening of the text."""
    opening = next((said for paragraph, said in sentences if paragraph), "")
    return "" if opening.startswith(title.rstrip("… ")) else title


class _Waiting(NamedTuple):
    """An owner whose chunks are not written yet; terms are the marks of `Numbering`."""

    owner: int
    title: Sequence[int]
    chunks: Sequence[Chunk[int]]


class Changes:
    """What a transaction adds to and takes from the index; `apply` writes the totals once.

    It needs no documents: an owner is any number, and has a title and sentences.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._matcher = matcher(connection)
        self._numbering = Numbering(connection)
        self._totals: Counter[str] = Counter()
        self._last: int | None = None
        self._waiting: list[_Waiting] = []
        self._rows = 0

    def add(self, owner: int, title: str, sentences: Sequence[Sentence]) -> None:
        """Index an owner's sentences; each chunk of them can also be found by the terms of the title."""
        marks = self._numbering.marks
        held = list(chunks(sentences, marks))
        self._waiting.append(_Waiting(owner, marks(title)[:TITLE_TERMS], held))
        self._rows += len(held)
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
            self._numbering.forget(set(terms.tolist()))
            self._total("length", -len(terms))
        self._total("rows", -len(gone))
        self._total("documents", -1)
        self._total("whole", -gone[0].whole)
        self._matcher.remove(self._connection, [(row.id, row.terms) for row in gone])
        self._connection.execute(delete(CHUNK).where(CHUNK.c.owner == owner))

    def _write(self) -> None:
        """Write the rows that wait, with the numbers that the store knows their terms by."""
        waiting, self._waiting, self._rows = [each for each in self._waiting if each.chunks], [], 0
        if not waiting:
            return
        said = [[*one.title, *chunk.terms] for one in waiting for chunk in one.chunks]
        lengths = list(map(len, said))
        numbers = self._numbering.numbers(chain.from_iterable(said), sum(lengths))
        packed, ends = numbers.tobytes(), accumulate(lengths)
        terms = (packed[4 * (end - length) : 4 * end] for end, length in zip(ends, lengths, strict=True))
        different = map(self._numbering.different, said)
        heads = (head for one in waiting for head in self._heads(one))
        entries = [Entry(*head, held, once) for head, held, once in zip(heads, terms, different, strict=True)]
        self._total("length", sum(lengths))
        self._matcher.add(self._connection, entries)

    def _heads(self, one: _Waiting) -> Iterator[tuple[int, int, int, int, int, int]]:
        """An owner's chunks but for their terms."""
        whole = len(one.title) + sum(len(chunk.terms) for chunk in one.chunks)
        self._total("rows", len(one.chunks))
        self._total("documents", 1)
        self._total("whole", whole)
        for chunk in one.chunks:
            yield self._number(), one.owner, chunk.first, chunk.last, len(one.title), whole

    def _total(self, name: str, value: int) -> None:
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
