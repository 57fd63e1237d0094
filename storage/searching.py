"""Finding: SQL matches within a budget, the scores are worked out here, the same for both databases."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from sqlalchemy import Connection, Row, Select, select

from briefings.model import Evidence, Hit, Passage
from briefings.ranking import Weights, bm25, coverage, packed, weights
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
    """A chunk that was found: where it is, its score, and the share of the question that it covers."""

    version: int
    first: int
    last: int
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
    rows = (row for part in parts(ids) for row in connection.execute(_chunk_rows(part)))
    candidates = [
        Candidate(
            row.version_id,
            row.first,
            row.last,
            bm25(known, row.terms, row.length, row.title),
            coverage(known, row.terms),
        )
        for row in rows
    ]
    candidates.sort(key=lambda c: (-c.score, c.version, c.first))
    return Found(known, tuple(candidates))


def _chunk_rows(ids: Sequence[int]) -> Select[Any]:
    """The chunks with their documents' titles."""
    columns = (CHUNK.c.version_id, CHUNK.c.first, CHUNK.c.last, CHUNK.c.length, CHUNK.c.terms)
    joined = CHUNK.join(VERSION, VERSION.c.id == CHUNK.c.version_id)
    return select(*columns, VERSION.c.terms.label("title")).select_from(joined).where(CHUNK.c.id.in_(ids))


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
    """For each chunk its sentences, best first."""
    return tuple(_ranked(found.known, candidate, _hits(connection, candidate)) for candidate in chosen)


def _ranked(known: Weights, candidate: Candidate, hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """The sentences of a chunk that have words of the question, best first; one where only the title has."""

    def worth(hit: Hit) -> float:
        terms = analyse(hit.passage.text)
        return bm25(replace(known, mean=SENTENCE), packed(terms), len(terms))

    scored = sorted(((worth(hit), hit) for hit in hits), key=lambda pair: -pair[0])
    telling = [pair for pair in scored if pair[0]] or scored[:1]
    return tuple(
        Hit(hit.passage, hit.evidence, hit.title, round(candidate.score + own, 4)) for own, hit in telling
    )


def _hits(connection: Connection, candidate: Candidate) -> list[Hit]:
    """The sentences of a chunk, as hits without a score; titles only where there is nothing else."""
    joined = PASSAGE.join(VERSION, VERSION.c.id == PASSAGE.c.version_id).join(
        DOCUMENT, DOCUMENT.c.version_id == VERSION.c.id
    )
    columns = (PASSAGE, VERSION.c.title, VERSION.c.sha256, DOCUMENT.c.name)
    within = PASSAGE.c.number.between(candidate.first, candidate.last)
    rows = connection.execute(
        select(*columns).select_from(joined).where(PASSAGE.c.version_id == candidate.version, within)
    ).all()
    body = [row for row in rows if row.paragraph] or rows
    return [_hit(row) for row in body]


def _hit(row: Row[Any]) -> Hit:
    passage = Passage(row.name, row.paragraph, row.sentence, row.start, row.end, row.text)
    return Hit(passage, Evidence(passage.ref, row.sha256, row.start, row.end), row.title, 0.0)


def parts(values: Sequence[T]) -> Iterator[Sequence[T]]:
    """The values, so many at a time."""
    return (values[start : start + BATCH] for start in range(0, len(values), BATCH))
