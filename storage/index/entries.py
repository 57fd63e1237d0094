"""What the index holds of a document: its chunks, as the numbers of their terms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import count
from typing import NamedTuple

import numpy as np
from sqlalchemy import Connection, delete, select, text

from storage.index.entry import Entry, Terms
from storage.index.matching import matcher
from storage.index.terms import Numbering
from storage.index.texts import Texts, once
from storage.tables import CHUNK

FEW, MANY = 3, 6
"""Sentences of a chunk."""
ENOUGH = 60
"""Terms with which a chunk of `FEW` sentences is full."""
LARGEST = 2000
"""Terms that a chunk holds at most; a longer sentence is cut into several chunks."""
AT_ONCE = 2_000_000
"""Characters that are taken apart and written at once."""
TITLE_TERMS = 200
"""Terms of a title that count."""

_ADD_COUNT = text(
    "INSERT INTO counter (name, value) VALUES (:name, :value) "
    "ON CONFLICT (name) DO UPDATE SET value = counter.value + excluded.value"
)
_COUNT = text("SELECT value FROM counter WHERE name = :name")

Sentence = tuple[int, str]
"""A sentence's paragraph (0 is the title) and its text."""


class Span(NamedTuple):
    """Sentences `first` to `last` of a document, by their places in it, and where their terms stand."""

    first: int
    last: int
    start: int
    end: int


class _Head(NamedTuple):
    """A chunk's columns but for its id and terms."""

    owner: int
    first: int
    last: int
    titled: int
    whole: int


def spans(ends: Iterable[int], start: int = 0) -> Iterator[Span]:
    """The sentences, a few at a time, in order; each sentence is in exactly one span, or cut.

    `ends` tells where the terms of each sentence end; those of the first begin at `start`.
    """
    first, place, last = 0, -1, start
    for place, end in enumerate(ends):
        if last > start and end - start > LARGEST:
            yield from _cut(first, place - 1, start, last)
            first, start = place, last
        size, held, last = place - first + 1, end - start, end
        if size >= MANY or (size >= FEW and held >= ENOUGH) or held > LARGEST:
            yield from _cut(first, place, start, end)
            first, start = place + 1, end
    if first <= place:
        yield from _cut(first, place, start, last)


def _cut(first: int, last: int, start: int, end: int) -> Iterator[Span]:
    """One span, or several where a single sentence holds too much."""
    for at in range(start, max(start + 1, end), LARGEST):
        yield Span(first, last, at, min(at + LARGEST, end))


def titled(title: str, sentences: Sequence[Sentence]) -> str:
    """The title as far as it counts: not at all where it is only the opening of the text."""
    opening = next((said for paragraph, said in sentences if paragraph), "")
    return "" if opening.startswith(title.rstrip("… ")) else title


class Changes:
    """What a transaction adds to and takes from the index; `apply` writes the totals once.

    It needs no documents: an owner is any number, and has a title and sentences.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._matcher = matcher(connection)
        self._texts = Texts()
        self._numbering = Numbering(connection, self._texts.terms)
        self._totals: Counter[str] = Counter()
        self._last: int | None = None
        self._waiting: list[tuple[int, int]] = []

    def add(self, owner: int, title: str, sentences: Sequence[Sentence]) -> None:
        """Index an owner's sentences; each chunk of them can also be found by the terms of the title."""
        if not sentences:
            return
        self._texts.add(title)
        for paragraph, said in sentences:
            self._texts.add(said if paragraph else "")
        self._waiting.append((owner, len(sentences)))
        if self._texts.size >= AT_ONCE:
            self._write()

    def remove(self, owner: int) -> None:
        """Take an owner's chunks out again."""
        self._write()
        mine = select(CHUNK.c.id, CHUNK.c.whole, CHUNK.c.terms).where(CHUNK.c.owner == owner)
        gone = self._connection.execute(mine).all()
        if not gone:
            return
        different = once([np.frombuffer(row.terms, "<u4") for row in gone])
        self._numbering.move(different, -1)
        self._total("length", -sum(len(row.terms) // 4 for row in gone))
        self._total("rows", -len(gone))
        self._total("documents", -1)
        self._total("whole", -gone[0].whole)
        self._matcher.remove(self._connection, list(zip((row.id for row in gone), different, strict=True)))
        self._connection.execute(delete(CHUNK).where(CHUNK.c.owner == owner))

    def _write(self) -> None:
        """Write the rows that wait, with the numbers that the store knows their terms by."""
        waiting, self._waiting = self._waiting, []
        if not waiting:
            return
        marks, ends = self._texts.taken()
        heads, said = _laid_out(waiting, self._numbering.numbers(marks), ends)
        different = once(said)
        self._numbering.move(different, 1)
        first = self._taken(len(said))
        rows = zip(count(first), heads, said, different)
        self._matcher.add(
            self._connection, [Entry(id, *head, held.tobytes(), own) for id, head, held, own in rows]
        )
        self._total("rows", len(said))
        self._total("length", sum(map(len, said)))
        self._total("documents", len(waiting))
        self._total("whole", sum({head.owner: head.whole for head in heads}.values()))

    def _total(self, name: str, value: int) -> None:
        self._totals[name] += value

    def _taken(self, size: int) -> int:
        """The first of so many chunks' numbers, which none ever had: both databases order them alike."""
        if self._last is None:
            self._last = int(self._connection.execute(_COUNT, {"name": "chunk"}).scalar() or 0)
        self._last += size
        self._total("chunk", size)
        return self._last - size + 1

    def apply(self) -> None:
        """Write what waits, and bring the totals up to date."""
        self._write()
        self._numbering.apply()
        for name, value in sorted(self._totals.items()):
            if value:
                add_count(self._connection, name, value)
        self._totals.clear()


def _laid_out(
    waiting: Sequence[tuple[int, int]], numbers: Terms, ends: Sequence[int]
) -> tuple[list[_Head], list[Terms]]:
    """The chunks of owners with so many sentences each: their columns but for id and terms, and the terms."""
    heads, said = [], []
    place = start = 0
    for owner, size in waiting:
        after = ends[place]
        title = numbers[start:after][:TITLE_TERMS]
        found = list(spans(ends[place + 1 : place + 1 + size], after))
        whole = len(title) + found[-1].end - after
        heads += [_Head(owner, first, last, len(title), whole) for first, last, _, _ in found]
        own = [numbers[span.start : span.end] for span in found]
        said += [np.concatenate((title, each)) for each in own] if len(title) else own
        place += 1 + size
        start = ends[place - 1]
    return heads, said


def add_count(connection: Connection, name: str, value: int) -> None:
    """Add to a running total."""
    connection.execute(_ADD_COUNT, {"name": name, "value": value})
