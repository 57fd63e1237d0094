"""Finding in the library: the sentences of the chunks that the index found."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Row, and_, select

from briefings.model import Evidence, Hit, Kind, Passage
from briefings.query import KINDS, Holding, Meant, Query
from briefings.ranking import Weights, bm25
from briefings.words import analyse
from storage.batches import parts
from storage.index.finding import Candidate, Found
from storage.tables import CHUNK, DOCUMENT, FACT, PASSAGE, VERSION

SENTENCE = 20.0
"""Terms of a usual sentence."""
BLOCK = 24
"""Chunks whose sentences are ranked together; pages are cut from one block after the other."""


class Sieve:
    """Which sentences a query lets through: by their words, and by the facts and figures read in them."""

    def __init__(self, connection: Connection, query: Query, meant: Meant) -> None:
        self._connection = connection
        self._types = query.types
        self._meant = meant
        self._held: dict[int, list[int]] = {}

    @property
    def open(self) -> bool:
        """Whether every sentence passes."""
        return not (self._types or self._meant.required or self._meant.barred)

    def learn(self, versions: Iterable[int]) -> None:
        """Look up what these documents hold, all at once; it must be done before `holds` is asked."""
        wanted = sorted(set(versions) - self._held.keys()) if self._types else []
        if wanted:
            self._held |= {version: [] for version in wanted}
            for version, start, held in _holdings(self._connection, wanted):
                if held & self._types:
                    self._held[version].append(start)

    def holds(self, row: Row[Any]) -> bool:
        """Whether facts or figures of the types asked for stand in this sentence."""
        return not self._types or any(row.start <= at < row.end for at in self._held[row.version_id])

    def fits(self, terms: Sequence[str]) -> bool:
        """Whether a sentence of these terms has the words that it must have, and no others."""
        return self._meant.fits(terms)


def _holdings(
    connection: Connection, versions: Sequence[int]
) -> Iterator[tuple[int, int, frozenset[Holding]]]:
    """Where the facts and figures of these versions stand, and what they are."""
    told = select(FACT.c.version_id, FACT.c.value).where(FACT.c.version_id.in_(versions))
    for row in connection.execute(told):
        fact = json.loads(row.value)
        for start in (fact["start"], *(start for start, _ in fact["again"])):
            yield row.version_id, start, KINDS[Kind(fact["kind"])]
    counted = select(VERSION.c.id, VERSION.c.figures).where(VERSION.c.id.in_(versions))
    for row in connection.execute(counted):
        for figure in json.loads(row.figures):
            yield row.id, figure["start"], frozenset({Holding.FIGURE})


def best_sentences(
    connection: Connection, found: Found, chosen: Sequence[Candidate], sieve: Sieve | None = None
) -> tuple[tuple[Hit, ...], ...]:
    """For each chunk its sentences that have words of the question, best first, as far as they pass."""
    sentences = _sentences(connection, [candidate.chunk for candidate in chosen])
    if sieve:
        sieve.learn(candidate.version for candidate in chosen)
    return tuple(_ranked(found.known, each, sentences[each.chunk], sieve) for each in chosen)


def ranked_sentences(
    connection: Connection, found: Found, chosen: Iterable[Candidate], sieve: Sieve
) -> Iterator[Hit]:
    """The sentences of these chunks, best first within each `BLOCK` of them; each sentence once."""
    waiting = iter(chosen)
    told: set[str] = set()
    while block := list(islice(waiting, BLOCK)):
        hits = [hit for best in best_sentences(connection, found, block, sieve) for hit in best]
        for hit in sorted(hits, key=lambda hit: -hit.score):
            if hit.passage.ref not in told:
                told.add(hit.passage.ref)
                yield hit


def ranked_documents(
    connection: Connection, found: Found, chosen: Sequence[Candidate], sieve: Sieve
) -> Iterator[Hit]:
    """The best sentence of each of these documents that has one which passes, in their order."""
    chunks: dict[int, list[Candidate]] = defaultdict(list)
    for candidate in found.candidates:
        chunks[candidate.version].append(candidate)
    for start in range(0, len(chosen), BLOCK):
        block = chosen[start : start + BLOCK]
        looked = [[of] if sieve.open else chunks[of.version] for of in block]
        best = iter(best_sentences(connection, found, [each for some in looked for each in some], sieve))
        for of, some in zip(block, looked, strict=True):
            hits = [hit for hits in islice(best, len(some)) for hit in hits]
            if hits:
                yield replace(max(hits, key=lambda hit: hit.score), score=round(of.score, 4))


def plain_sentences(connection: Connection, versions: Iterable[int], sieve: Sieve) -> Iterator[Hit]:
    """The sentences of these documents that pass, in reading order, without titles."""
    waiting = iter(versions)
    while block := list(islice(waiting, BLOCK)):
        rows: dict[int, list[Row[Any]]] = defaultdict(list)
        said = _SAID.where(PASSAGE.c.version_id.in_(block), PASSAGE.c.paragraph > 0)
        for row in connection.execute(said.order_by(PASSAGE.c.version_id, PASSAGE.c.number)):
            rows[row.version_id].append(row)
        sieve.learn(block)
        for row in (row for version in block for row in rows[version]):
            if sieve.holds(row) and sieve.fits(analyse(row.text)):
                yield _hit(row, 0.0)


def _ranked(
    known: Weights, candidate: Candidate, rows: Sequence[Row[Any]], sieve: Sieve | None
) -> tuple[Hit, ...]:
    """The sentences of a chunk by their own worth, added to the chunk's; one where only the title has it."""
    near = replace(known, mean=SENTENCE)
    # titles stand for themselves only where there is nothing else
    rows = [row for row in rows if row.paragraph] or rows
    held = [row for row in rows if sieve is None or sieve.holds(row)]
    if not held:
        return ()
    read = [(row, analyse(row.text)) for row in rows]
    scored = [(bm25(near, terms), row, terms) for row, terms in read]
    scored.sort(key=lambda each: -each[0])
    telling = [each for each in scored if each[0]]
    passing = [
        (own, row)
        for own, row, terms in telling or scored
        if sieve is None or (row in held and sieve.fits(terms))
    ]
    return tuple(_hit(row, candidate.score + own) for own, row in (passing if telling else passing[:1]))


_SAID = (
    select(PASSAGE, VERSION.c.title, VERSION.c.sha256, DOCUMENT.c.name)
    .join(VERSION, VERSION.c.id == PASSAGE.c.version_id)
    .join(DOCUMENT, DOCUMENT.c.version_id == VERSION.c.id)
)


def _sentences(connection: Connection, chunks: Sequence[int]) -> dict[int, list[Row[Any]]]:
    """The sentences of each chunk, in reading order."""
    within = and_(
        PASSAGE.c.version_id == CHUNK.c.owner, PASSAGE.c.number.between(CHUNK.c.first, CHUNK.c.last)
    )
    asked = _SAID.add_columns(CHUNK.c.id).join(CHUNK, within).order_by(PASSAGE.c.number)
    found: dict[int, list[Row[Any]]] = defaultdict(list)
    for part in parts(chunks):
        for row in connection.execute(asked.where(CHUNK.c.id.in_(part))):
            found[row.id].append(row)
    return found


def _hit(row: Row[Any], score: float) -> Hit:
    passage = Passage(row.name, row.paragraph, row.sentence, row.start, row.end, row.text)
    return Hit(passage, Evidence(passage.ref, row.sha256, row.start, row.end), row.title, round(score, 4))
