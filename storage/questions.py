"""A question answered: read with the spellings of the store, asked as it is, then in the other language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import Connection

from briefings.answering import Answer, Question, question, valued
from briefings.answering import answer as judged
from briefings.answering.signs import Measured
from briefings.script import chinese
from storage.answering import places
from storage.answering import read as homes_of
from storage.assembling import by_ids
from storage.meaning import respelled
from storage.translating import translated

Judged = tuple[Answer, Sequence[Measured]]
"""An answer and the sentence that it was judged by."""


def answer(connection: Connection, query: str, limit: int) -> Answer:
    """The sentences that answer a question, or a refusal with the nearest; never raises for odd ones."""
    asked = read(connection, query)
    given, best = _asked(connection, asked, limit)
    if not given.sentences:
        given, best = _elsewhere(connection, question(query), limit, (given, best))
    homes = homes_of(by_ids(connection, [each.line.home.id for each in best]))
    return valued(given, best, homes)


def read(connection: Connection, query: str) -> Question:
    """A question with the spellings that the store has."""
    spelled, slips = respelled(connection, query)
    return replace(question(spelled or query), spelled_as=spelled, slips=slips)


def _asked(connection: Connection, asked: Question, limit: int) -> Judged:
    """The answer to one reading of a question; a translated one is judged by sentences of its language."""
    known, told, rows = places(connection, asked)
    if asked.read_as is not None:
        told = tuple(line for line in told if chinese(line.passage.text) == asked.chinese)
    return judged(asked, known, told, rows, limit=limit)


def _elsewhere(connection: Connection, asked: Question, limit: int, own: Judged) -> Judged:
    """What the other language answers where a question's own does not, else what comes nearer."""
    best = own
    for other in translated(connection, asked):
        found = _asked(connection, other, limit)
        if found[0].sentences:
            return found
        if found[0].confidence > best[0].confidence:
            best = found
    return best
