"""A query answered: what it means here, what it leaves of the store, and the sentences, best first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from sqlalchemy import Connection

from briefings.model import Hit
from briefings.query import Meant, Query
from briefings.ranking import weights
from storage.index.finding import Candidate, Found, find
from storage.meaning import meant
from storage.narrowing import ALL, chooser, newest, versions
from storage.searching import BLOCK, Sieve, plain_sentences, ranked_documents, ranked_sentences

ABOUT = 0.75
"""The share of a topic's worth that a document about it covers in one place, its title counted."""
NEAR = 0.35
"""How good a document must be for a topic, measured by the best one."""

_NOTHING = weights((), {}, 1, 1.0)


@dataclass(frozen=True, slots=True)
class Results:
    """What was found for a query, and how this store understood it."""

    hits: tuple[Hit, ...]
    meant: Meant


def asked(query: Query | str) -> Query:
    """Plain words as a query."""
    return Query(query) if isinstance(query, str) else query


def documents(connection: Connection, query: Query, limit: int) -> Results:
    """The documents that answer best, each with its best sentence."""
    answer = _Answer(connection, query)
    return Results(tuple(islice(answer.documents(), max(0, limit))), answer.meant)


def sentences(connection: Connection, query: Query, limit: int, offset: int) -> Results:
    """The sentences that answer best; pages neither overlap nor leave anything out."""
    answer = _Answer(connection, query)
    first = max(0, offset)
    last = max(first, offset + limit)
    return Results(tuple(islice(answer.sentences(last), first, last)), answer.meant)


def about(connection: Connection, topic: str, most: int = 300) -> list[Candidate]:
    """The documents that a topic is about, best first."""
    read = meant(connection, Query(topic))
    found = find(connection, read.terms, aside=read.aside, most=most)
    chosen = [each for each in found.versions if each.covers >= ABOUT]
    return [each for each in chosen if each.score >= NEAR * chosen[0].score]


class _Answer:
    """One query on its way."""

    def __init__(self, connection: Connection, query: Query) -> None:
        self._connection = connection
        self._query = query
        self.meant = meant(connection, query)
        self._sieve = Sieve(connection, query, self.meant)

    @cached_property
    def _left(self) -> tuple[int, ...] | None:
        topic = self._query.topic
        on = {each.version for each in about(self._connection, topic, ALL)} if topic else None
        return versions(self._connection, self._query, on)

    def _found(self, learn: bool, most: int) -> Found:
        if self._left == ():
            return Found(_NOTHING)
        choose = chooser(self._connection, self._query, self.meant, self._left)
        return find(
            self._connection,
            self.meant.terms,
            learn=learn,
            most=most,
            aside=self.meant.aside,
            choose=choose,
        )

    def documents(self) -> Iterator[Hit]:
        """The best sentence of each document, the best document first."""
        if self._unranked:
            yield from _first_of_each(self._plain())
            return
        found = self._found(True, ALL if self._query.narrowed else 300)
        telling = [each for each in found.versions if each.score > 0]
        yield from ranked_documents(self._connection, found, telling, self._sieve)

    def sentences(self, count: int) -> Iterator[Hit]:
        """The best sentences first; `count` says how many will be looked at."""
        if self._unranked:
            yield from self._plain()
            return
        # each chunk has a sentence, unless some are left out
        found = self._found(False, ALL if self._query.narrowed else count + BLOCK)
        telling = (each for each in found.candidates if each.covers > 0)
        yield from ranked_sentences(self._connection, found, telling, self._sieve)

    @property
    def _unranked(self) -> bool:
        """Whether nothing is asked that sentences could be ranked by."""
        return not self.meant.terms and not self._query.words and not self._query.empty

    def _plain(self) -> Iterator[Hit]:
        """Every sentence that fits, the newest documents first."""
        left = newest(self._connection) if self._left is None else self._left
        yield from plain_sentences(self._connection, left, self._sieve)


def _first_of_each(hits: Iterator[Hit]) -> Iterator[Hit]:
    """One hit a document."""
    told: set[str] = set()
    for hit in hits:
        if hit.passage.document not in told:
            told.add(hit.passage.document)
            yield hit
