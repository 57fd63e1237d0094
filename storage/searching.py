"""Finding in the library: the sentences of the chunks that the index found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Row, and_, select

from briefings.model import Evidence, Hit, Passage
from briefings.ranking import Weights, bm25
from briefings.words import analyse
from storage.index.finding import Candidate, Found
from storage.index.terms import parts
from storage.tables import CHUNK, DOCUMENT, PASSAGE, VERSION

SENTENCE = 20.0
"""Terms of a usual sentence."""


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
    scored = [(bm25(near, analyse(row.text)), row) for row in [row for row in rows if row.paragraph] or rows]
    scored.sort(key=lambda pair: -pair[0])
    telling = [pair for pair in scored if pair[0]] or scored[:1]
    return tuple(_hit(row, candidate.score + own) for own, row in telling)


def _sentences(connection: Connection, chunks: Sequence[int]) -> dict[int, list[Row[Any]]]:
    """The sentences of each chunk, in reading order."""
    within = and_(
        PASSAGE.c.version_id == CHUNK.c.owner, PASSAGE.c.number.between(CHUNK.c.first, CHUNK.c.last)
    )
    joined = (
        CHUNK.join(PASSAGE, within)
        .join(VERSION, VERSION.c.id == CHUNK.c.owner)
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
