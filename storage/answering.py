"""Answering from the library: the places that a question's words lead to, and what is known of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from sqlalchemy import Connection, Row, and_, select

from briefings.answering.place import Home, Line, lines
from briefings.answering.question import Question
from briefings.model import Clock, Document, Fact, Passage
from briefings.ranking import Weights
from storage.batches import parts
from storage.codec import unpacked
from storage.index.finding import Candidate, Found, find
from storage.index.phrases import initialled
from storage.index.terms import frequencies
from storage.tables import CHUNK, COUNTER, DOCUMENT, FACT, PASSAGE, VERSION

PLACES = 24
"""Chunks whose sentences are read."""
SPELLED_OUT = 0.5
"""What a word that initials stand for counts beside a word of the question."""
WHOLE, REST = 2, 30
"""How many of the best documents are read whole, and up to how many of their chunks."""


def places(connection: Connection, asked: Question) -> tuple[Weights, tuple[Line, ...], int]:
    """What a question's terms are worth, the sentences of the best chunks, and how many chunks there are."""
    terms = asked.terms
    equals = [term for others in asked.equals.values() for term in others if term not in terms]
    found = find(connection, terms, aside=dict.fromkeys(equals, SPELLED_OUT))
    if more := _initialled(connection, asked, found.known):
        found = find(connection, terms, aside=dict.fromkeys(more, SPELLED_OUT))
    chosen = found.candidates[:PLACES]
    chosen = (*chosen, *_rest(connection, found, chosen))
    rows = _rows(connection, chosen)
    homes = _homes(connection, terms, found, chosen, bool(asked.times))
    told: list[Line] = []
    for candidate in chosen:
        home = homes.get(candidate.version)
        if home is not None and candidate.chunk in rows:
            told += _lines(home, rows[candidate.chunk], candidate.score)
    return found.known, tuple(told), _count(connection)


def read(documents: Sequence[Document]) -> dict[str, Home]:
    """What was read in these documents: their facts and figures."""
    found = {}
    for document in documents:
        found[document.id] = Home(
            document.id,
            document.title,
            document.sha256,
            document.clock,
            document.headings,
            frozenset(),
            0.0,
            document.facts,
            document.figures,
        )
    return found


def _initialled(connection: Connection, asked: Question, known: Weights) -> list[str]:
    """The words that initials stand for where the store does not have the initials themselves."""
    runs = [
        run
        for term, letters in asked.initials.items()
        if term not in known.frequencies and (run := initialled(connection, letters))
    ]
    return [word for run in runs for word in run if word not in asked.terms]


def _rest(connection: Connection, found: Found, chosen: Sequence[Candidate]) -> Iterator[Candidate]:
    """The other chunks of the best documents: what their title asks, a sentence may tell in other words."""
    taken = {candidate.chunk for candidate in chosen}
    scores = {candidate.chunk: candidate for candidate in found.candidates}
    for version in found.versions[:WHOLE]:
        asked = select(CHUNK.c.id).where(CHUNK.c.owner == version.version).order_by(CHUNK.c.id).limit(REST)
        for chunk in connection.execute(asked).scalars():
            if chunk not in taken:
                yield scores.get(chunk, Candidate(chunk, version.version, 0.0, 0.0))


def _count(connection: Connection) -> int:
    """How many chunks the index has."""
    asked = select(COUNTER.c.value).where(COUNTER.c.name == "rows")
    return max(1, int(connection.execute(asked).scalar() or 0))


def _lines(home: Home, rows: Sequence[Row[Any]], score: float) -> list[Line]:
    passages = [Passage(home.id, row.paragraph, row.sentence, row.start, row.end, row.text) for row in rows]
    first = sum(row.number < row.first for row in rows)
    last = sum(row.number <= row.last for row in rows)
    return lines(home, passages, range(first, last), score)


def _rows(connection: Connection, chosen: Sequence[Candidate]) -> dict[int, list[Row[Any]]]:
    """The sentences of each chunk with one more on either side, in reading order."""
    within = and_(
        PASSAGE.c.version_id == CHUNK.c.owner, PASSAGE.c.number.between(CHUNK.c.first - 1, CHUNK.c.last + 1)
    )
    columns = (CHUNK.c.id, CHUNK.c.first, CHUNK.c.last, PASSAGE)
    asked = select(*columns).select_from(CHUNK.join(PASSAGE, within)).order_by(PASSAGE.c.number)
    found: dict[int, list[Row[Any]]] = defaultdict(list)
    for part in parts([candidate.chunk for candidate in chosen]):
        for row in connection.execute(asked.where(CHUNK.c.id.in_(part))):
            found[row.id].append(row)
    return found


def _homes(
    connection: Connection, terms: Sequence[str], found: Found, chosen: Sequence[Candidate], timed: bool
) -> dict[int, Home]:
    """The documents of these chunks by version."""
    versions = list(dict.fromkeys(candidate.version for candidate in chosen))
    scores = {candidate.version: candidate.score for candidate in found.versions}
    held = _held(connection, terms, [c for c in found.candidates if c.version in set(versions)])
    columns = (
        VERSION.c.id,
        VERSION.c.title,
        VERSION.c.sha256,
        VERSION.c.clock,
        VERSION.c.headings,
        DOCUMENT.c.name,
    )
    asked = select(*columns).join(DOCUMENT, DOCUMENT.c.version_id == VERSION.c.id)
    rows = [
        row for part in parts(versions) for row in connection.execute(asked.where(VERSION.c.id.in_(part)))
    ]
    facts = _facts(connection, versions) if timed else {}
    return {
        row.id: Home(
            row.name,
            row.title,
            row.sha256,
            unpacked(Clock, row.clock),
            unpacked(tuple[tuple[int, str], ...], row.headings),
            held.get(row.id, frozenset()),
            scores.get(row.id, 0.0),
            tuple(facts.get(row.id, ())),
        )
        for row in rows
    }


def _held(
    connection: Connection, terms: Sequence[str], chosen: Sequence[Candidate]
) -> dict[int, frozenset[str]]:
    """Which of the terms stand anywhere in the found chunks of each version."""
    numbers = {number: term for term, (number, _) in frequencies(connection, terms).items()}
    wanted = np.asarray(sorted(numbers), np.int64)
    held: dict[int, set[str]] = defaultdict(set)
    asked = select(CHUNK.c.owner, CHUNK.c.terms)
    for part in parts([candidate.chunk for candidate in chosen]):
        for row in connection.execute(asked.where(CHUNK.c.id.in_(part))):
            there = np.intersect1d(np.frombuffer(row.terms, "<u4").astype(np.int64), wanted)
            held[row.owner].update(numbers[int(number)] for number in there)
    return {owner: frozenset(known) for owner, known in held.items()}


def _facts(connection: Connection, versions: Sequence[int]) -> dict[int, list[Fact]]:
    """The dated facts of these versions."""
    found: dict[int, list[Fact]] = defaultdict(list)
    for part in parts(versions):
        asked = select(FACT.c.version_id, FACT.c.value).where(FACT.c.version_id.in_(part))
        for row in connection.execute(asked):
            found[row.version_id].append(unpacked(Fact, row.value))
    return found
