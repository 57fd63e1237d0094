"""Finding: SQL matches within a budget, the scores are worked out here, the same for both databases."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from sqlalchemy import Connection, Row, and_, select

from briefings.model import Evidence, Hit, Passage
from briefings.ranking import Weights, bm25, judged, packed, weights
from briefings.words import analyse
from storage.index import match
from storage.tables import CHUNK, COUNTER, DOCUMENT, PASSAGE, TERM, VERSION

BUDGET = 3000
"""Rows that a search looks at for any of its words, and again for all of them."""
ASKED = 64
"""Different terms of a question that count, the rarest ones."""
SENTENCE = 20.0
"""Terms of a usual sentence."""
BATCH = 500
"""Values in one IN (…)."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A chunk that was found: whose it is, its score, and the share of the question that it covers."""

    chunk: int
    version: int
    score: float
    covers: float


@dataclass(frozen=True, slots=True)
class Found:
    """A question's terms and worth, and the chunks found for it, best first."""

    known: Weights
    candidates: tuple[Candidate, ...]

    def versions(self) -> tuple[Candidate, ...]:
        """The best chunk of each document."""
        best: dict[int, Candidate] = {}
        for candidate in self.candidates:
            best.setdefault(candidate.version, candidate)
        return tuple(best.values())


def find(connection: Connection, query: str) -> Found:
    """The chunks that any text, however odd, finds."""
    known = _weigh(connection, analyse(query))
    ids = _matching(connection, known)
    columns = (CHUNK.c.id, CHUNK.c.version_id, CHUNK.c.length, CHUNK.c.terms, CHUNK.c.title)
    asked = select(*columns)
    rows = (row for part in parts(ids) for row in connection.execute(asked.where(CHUNK.c.id.in_(part))))
    candidates = [
        Candidate(row.id, row.version_id, *judged(known, row.terms, row.length, row.title)) for row in rows
    ]
    candidates.sort(key=lambda c: (-c.score, c.version, c.chunk))
    return Found(known, tuple(candidates))


def _weigh(connection: Connection, terms: Sequence[str]) -> Weights:
    """What the terms are worth in this store; terms it never saw are worth nothing."""
    counters = dict(connection.execute(select(COUNTER.c.name, COUNTER.c.value)).all())
    frequencies: dict[str, int] = {}
    for part in parts(sorted(set(terms))):
        asked = select(TERM.c.term, TERM.c.frequency).where(TERM.c.term.in_(part))
        frequencies.update(connection.execute(asked).all())
    rarest = sorted(frequencies.items(), key=lambda item: (item[1], item[0]))[:ASKED]
    rows = counters.get("rows", 0)
    return weights(terms, dict(rarest), rows, counters.get("length", 0) / max(rows, 1))


def _matching(connection: Connection, known: Weights) -> list[int]:
    """Chunks with every term, then those with any of the rarest terms, within the budget."""
    terms = tuple(known.terms)
    every = match(connection, terms, True, BUDGET) if len(terms) > 1 else []
    affordable: list[str] = []
    spent = 0
    for term, frequency in sorted(known.frequencies.items(), key=lambda item: item[1]):
        spent += frequency
        if affordable and spent > BUDGET:
            break
        affordable.append(term)
    some = match(connection, affordable, False, BUDGET)
    return list(dict.fromkeys((*every, *some)))


def best_sentences(
    connection: Connection, found: Found, chosen: Sequence[Candidate]
) -> tuple[tuple[Hit, ...], ...]:
    """For each chunk its sentences that have words of the question, best first."""
    sentences = _sentences(connection, [candidate.chunk for candidate in chosen])
    return tuple(_ranked(found.known, candidate, sentences[candidate.chunk]) for candidate in chosen)


def _ranked(known: Weights, candidate: Candidate, rows: Sequence[Row[Any]]) -> tuple[Hit, ...]:
    """The sentences of a chunk by their own worth, added to the chunk's; one where only the title has it."""
    near = replace(known, mean=SENTENCE)
    # titles stand for themselves only where there is nothing else
    scored = []
    for row in [row for row in rows if row.paragraph] or rows:
        terms = analyse(row.text)
        scored.append((bm25(near, packed(terms), len(terms)), row))
    scored.sort(key=lambda pair: -pair[0])
    telling = [pair for pair in scored if pair[0]] or scored[:1]
    return tuple(_hit(row, candidate.score + own) for own, row in telling)


def _sentences(connection: Connection, chunks: Sequence[int]) -> dict[int, list[Row[Any]]]:
    """The sentences of each chunk, in reading order."""
    within = and_(
        PASSAGE.c.version_id == CHUNK.c.version_id,
        PASSAGE.c.number.between(CHUNK.c.first, CHUNK.c.last),
    )
    joined = (
        CHUNK.join(PASSAGE, within)
        .join(VERSION, VERSION.c.id == CHUNK.c.version_id)
        .join(DOCUMENT, DOCUMENT.c.version_id == VERSION.c.id)
    )
    columns = (CHUNK.c.id, PASSAGE, VERSION.c.title, VERSION.c.sha256, DOCUMENT.c.name)
    asked = select(*columns).select_from(joined).order_by(PASSAGE.c.number)
    found: dict[int, list[Row[Any]]] = defaultdict(list)
    for part in parts(chunks):
        for row in connection.execute(asked.where(CHUNK.c.id.in_(part))):
            found[row.id].append(row)
    return found


def _hit(row: Row[Any], score: float) -> Hit:
    passage = Passage(row.name, row.paragraph, row.sentence, row.start, row.end, row.text)
    return Hit(passage, Evidence(passage.ref, row.sha256, row.start, row.end), row.title, round(score, 4))


def parts(values: Sequence[T]) -> Iterator[Sequence[T]]:
    """The values, so many at a time."""
    return (values[start : start + BATCH] for start in range(0, len(values), BATCH))
