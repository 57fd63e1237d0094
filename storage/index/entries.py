"""What the index holds of a version: its chunks, and how often each term stands anywhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select, text

from briefings.model import Document
from briefings.ranking import packed, unpacked
from briefings.words import analyse
from storage.tables import CHUNK, TERM

FEW, MANY = 3, 6
"""Sentences of a chunk."""
ENOUGH = 60
"""Terms with which a chunk of `FEW` sentences is full."""
LARGEST = 2000
"""Terms that a chunk holds at most; a longer sentence is cut into several chunks."""

_ADD_TERM = text(
    "INSERT INTO term (term, frequency) VALUES (:term, :frequency) "
    "ON CONFLICT (term) DO UPDATE SET frequency = term.frequency + excluded.frequency"
)
_ADD_COUNT = text(
    "INSERT INTO counter (name, value) VALUES (:name, :value) "
    "ON CONFLICT (name) DO UPDATE SET value = counter.value + excluded.value"
)


@dataclass(frozen=True, slots=True)
class Chunk:
    """Sentences `first` to `last` of a document (their places in its passages) and their terms."""

    first: int
    last: int
    terms: tuple[str, ...]


def chunks(document: Document) -> Iterator[Chunk]:
    """The document's sentences, a few at a time, in order; each sentence is in exactly one chunk, or cut."""
    held: list[str] = []
    first = 0
    for place, passage in enumerate(document.passages):
        terms = analyse(passage.text) if passage.paragraph else ()
        if held and len(held) + len(terms) > LARGEST:
            yield from _cut(first, place - 1, held)
            held, first = [], place
        held += terms
        sentences = place - first + 1
        if sentences >= MANY or (sentences >= FEW and len(held) >= ENOUGH) or len(held) > LARGEST:
            yield from _cut(first, place, held)
            held, first = [], place + 1
    if first < len(document.passages):
        yield from _cut(first, len(document.passages) - 1, held)


def _cut(first: int, last: int, terms: Sequence[str]) -> Iterator[Chunk]:
    """One chunk, or several where a single sentence holds too much."""
    for start in range(0, max(1, len(terms)), LARGEST):
        yield Chunk(first, last, tuple(terms[start : start + LARGEST]))


class Changes:
    """What a transaction adds to and takes from the index; `apply` writes the totals once."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._terms: Counter[str] = Counter()
        self._rows = 0
        self._length = 0

    def add(self, version: int, document: Document, title: Sequence[str]) -> None:
        """Index a version's chunks; each can also be found by the terms of the title."""
        rows = []
        for chunk in chunks(document):
            terms = (*title, *chunk.terms)
            self._count(terms, 1)
            rows.append(
                {
                    "version_id": version,
                    "first": chunk.first,
                    "last": chunk.last,
                    "length": len(terms),
                    "terms": packed(terms),
                    "title": packed(title),
                }
            )
        if rows:
            self._connection.execute(insert(CHUNK), rows)

    def remove(self, version: int) -> None:
        """Take a version's chunks out again."""
        of = CHUNK.c.version_id == version
        for terms in self._connection.execute(select(CHUNK.c.terms).where(of)).scalars():
            self._count(unpacked(terms), -1)
        self._connection.execute(delete(CHUNK).where(of))

    def _count(self, terms: Sequence[str], sign: int) -> None:
        self._rows += sign
        self._length += sign * len(terms)
        self._terms.update(dict.fromkeys(set(terms), sign))

    def apply(self) -> None:
        """Bring the totals up to date, in one order, so that two writers can't wait for each other."""
        changed = [(term, times) for term, times in sorted(self._terms.items()) if times]
        if changed:
            rows = [{"term": term, "frequency": times} for term, times in changed]
            self._connection.execute(_ADD_TERM, rows)
        if any(times < 0 for _, times in changed):
            self._connection.execute(delete(TERM).where(TERM.c.frequency <= 0))
        for name, value in (("length", self._length), ("rows", self._rows)):
            add_count(self._connection, name, value)


def add_count(connection: Connection, name: str, value: int) -> None:
    """Add to a running total."""
    connection.execute(_ADD_COUNT, {"name": name, "value": value})
