"""What the library is asked: searches, questions, and what a topic or a title stands for.

What finds is imported where it is asked: it needs room that a process which only sends does without.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from briefings.model import Document, Hit
from briefings.query import Meant, Query
from briefings.words import analyse
from storage.assembling import CALENDAR, assembled, current
from storage.batches import BATCH
from storage.engine import Database
from storage.tables import VERSION

if TYPE_CHECKING:
    from briefings.answering import Answer, Question
    from briefings.answering.place import Line
    from briefings.ranking import Weights
    from storage.answers import Results
    from storage.index.finding import Candidate

TITLED = 20
"""Documents among which the one with a given title is looked for."""


class Enquiries:
    """The part of the library that is asked in words."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def search(self, query: Query | str, limit: int = 10) -> tuple[Hit, ...]:
        """The documents that answer any query best, each with its best sentence; none for odd ones."""
        return self.searched(query, limit).hits

    def searched(self, query: Query | str, limit: int = 10) -> Results:
        """The same, with how the query was understood here."""
        from storage import answers

        with self._database.reading() as connection:
            return answers.documents(connection, answers.asked(query), limit)

    def sentences(self, query: Query | str, limit: int = 10, offset: int = 0) -> tuple[Hit, ...]:
        """The sentences that answer a query best, best first; pages neither overlap nor leave any out."""
        return self.told(query, limit, offset).hits

    def told(self, query: Query | str, limit: int = 10, offset: int = 0) -> Results:
        """The same, with how the query was understood here."""
        from storage import answers

        with self._database.reading() as connection:
            return answers.sentences(connection, answers.asked(query), limit, offset)

    def understood(self, query: Query | str) -> Meant:
        """What a query means here: what stands in for words that nothing has, and which words are missing."""
        from storage.answers import asked
        from storage.meaning import meant

        with self._database.reading() as connection:
            return meant(connection, asked(query))

    def answer(self, query: str, limit: int = 10) -> Answer:
        """The sentences that answer a question, or a refusal with the nearest; never raises for odd ones."""
        from storage.questions import answer

        with self._database.reading() as connection:
            return answer(connection, query, limit)

    def read(self, query: str) -> Question:
        """A question as the library reads it, with the spellings that it has."""
        from storage.questions import read

        with self._database.reading() as connection:
            return read(connection, query)

    def places(self, asked: Question) -> tuple[Weights, tuple[Line, ...], int]:
        """What the words of a question are worth, the sentences to judge, and the size of the index."""
        from storage.answering import places

        with self._database.reading() as connection:
            return places(connection, asked)

    def topic(self, topic: str, limit: int = 6) -> tuple[Document, ...]:
        """The documents that a topic is about, best first; the calendar is none. Empty when nothing is."""
        from storage import answers

        with self._database.reading() as connection:
            chosen = answers.about(connection, topic)
            least = chosen[min(max(0, limit), len(chosen) - 1)].score if chosen else 0.0
            told = _scored(connection, [c for c in chosen if c.score >= least])
            # what scores alike stands by its name, not by when it came in
            best = sorted(told, key=lambda pair: (-pair[1], pair[0].id))
            return tuple(d for d, _ in best if d.kind != CALENDAR)[: max(0, limit)]

    def titled(self, title: str) -> Document | None:
        """The document with this title, whatever its case; of several the first by id. None for others."""
        from storage.index.finding import find

        wanted = title.casefold()
        with self._database.reading() as connection:
            found = find(connection, analyse(title)).versions[:TITLED]
            documents = [document for document, _ in _scored(connection, found)]
        named = [d for d in documents if d.title.casefold() == wanted and d.kind != CALENDAR]
        return min(named, key=lambda document: document.id, default=None)


def _scored(connection: Connection, chosen: Sequence[Candidate]) -> list[tuple[Document, float]]:
    """Documents by the version that was found, with their scores, in that order."""
    scores = {candidate.version: candidate.score for candidate in chosen[:BATCH]}
    rows = connection.execute(current().where(VERSION.c.id.in_(scores))).all()
    ordered = sorted(rows, key=lambda row: list(scores).index(row.id))
    return list(zip(assembled(connection, ordered), (scores[row.id] for row in ordered), strict=True))
