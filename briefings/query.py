"""A question to the library: what is looked for, and what a sentence and its document must be like."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from briefings.model import Kind
from briefings.words import analyse, wide


class Holding(StrEnum):
    """What a sentence may hold, by the facts and figures that were read in it."""

    FIGURE = "figure"
    DATE = "date"
    DEADLINE = "deadline"
    TARGET = "target"
    ANNIVERSARY = "anniversary"
    EVENT = "event"
    PERIOD = "period"
    RECURRING = "recurring"


KINDS: Mapping[Kind, frozenset[Holding]] = {
    Kind.EVENT: frozenset({Holding.DATE, Holding.EVENT}),
    Kind.ORIGIN: frozenset({Holding.DATE, Holding.ANNIVERSARY}),
    Kind.OCCURRENCE: frozenset({Holding.DATE, Holding.ANNIVERSARY}),
    Kind.PERIOD: frozenset({Holding.DATE, Holding.PERIOD}),
    Kind.DEADLINE: frozenset({Holding.DATE, Holding.DEADLINE}),
    Kind.TARGET: frozenset({Holding.DATE, Holding.TARGET}),
    Kind.RECURRING: frozenset({Holding.DATE, Holding.RECURRING}),
    Kind.VAGUE: frozenset(),
}
"""What a fact of each kind makes of its sentence."""


@dataclass(frozen=True, slots=True)
class Query:
    """What somebody looks for; the empty value of each part asks nothing.

    `words` rank sentences, as do `must` and `phrases`, which must also stand in them (the terms of each
    side by side), while `must_not` must not. `since` and `until` bound the time in which a document may have
    been written, by its clock. `types` are what a sentence must hold, any of them. `topic` leaves the
    documents about it, `document` the one with that id, else those whose titles begin so.
    """

    words: str = ""
    must: tuple[str, ...] = ()
    must_not: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    types: frozenset[Holding] = frozenset()
    topic: str = ""
    document: str = ""

    @property
    def ranked_by(self) -> str:
        """All that sentences are ranked by; a topic where nothing else is said."""
        return " ".join(filter(None, (self.words, *self.must, *self.phrases))) or self.topic

    @property
    def narrowed(self) -> bool:
        """Whether anything but words is asked."""
        return self != Query(self.words)

    @property
    def empty(self) -> bool:
        """Whether it looks for nothing at all; what must not be there is nothing to look for."""
        return self == Query(must_not=self.must_not)


def without(query: Query) -> Iterator[tuple[str, Query]]:
    """Each single thing that narrows a query, as it is typed, and the query without it.

    What must stand in a sentence is still looked for then, and need not stand there.
    """
    for at, word in enumerate(query.must):
        yield f"+{word}", replace(query, must=_less(query.must, at), words=_more(query.words, word))
    for at, word in enumerate(query.phrases):
        yield f'"{word}"', replace(query, phrases=_less(query.phrases, at), words=_more(query.words, word))
    for at, word in enumerate(query.must_not):
        yield f'-"{word}"' if " " in word else f"-{word}", replace(query, must_not=_less(query.must_not, at))
    if query.since:
        yield f"since:{query.since}", replace(query, since=None)
    if query.until:
        yield f"until:{query.until}", replace(query, until=None)
    if query.types:
        yield f"type:{','.join(sorted(query.types))}", replace(query, types=frozenset())
    if query.topic:
        yield f'topic:"{query.topic}"', replace(query, topic="", words=query.words or query.topic)
    if query.document:
        yield f'document:"{query.document}"', replace(query, document="")


def _less(words: tuple[str, ...], at: int) -> tuple[str, ...]:
    return words[:at] + words[at + 1 :]


def _more(words: str, word: str) -> str:
    return f"{words} {word}".strip()


Run = tuple[str, ...]
"""Terms that stand side by side."""


@dataclass(frozen=True, slots=True)
class Instead:
    """What was looked for in place of a word that stands nowhere, and why: alias, initials or spelling."""

    typed: str
    used: str
    why: str


@dataclass(frozen=True, slots=True)
class Meant:
    """A query as a store understands it.

    `terms` are ranked by; `aside` are terms of other names for the same, with the share of their worth that
    counts. `required` and `barred` are runs that a sentence must and must not have, each requirement
    in any of its forms. `missing` are words that stand nowhere, as folded; `did_you_mean` is the query with
    the spellings that the store has, None where it has what was typed.
    """

    terms: Run
    aside: Mapping[str, float] = field(default_factory=dict)
    required: tuple[tuple[Run, ...], ...] = ()
    barred: tuple[Run, ...] = ()
    missing: tuple[str, ...] = ()
    did_you_mean: str | None = None
    instead: tuple[Instead, ...] = ()

    def fits(self, terms: Sequence[str]) -> bool:
        """Whether a sentence of these terms has what it must have, and nothing that it must not."""
        return all(any(stands(run, terms) for run in forms) for forms in self.required) and not any(
            stands(run, terms) for run in self.barred
        )


def runs(words: Sequence[str]) -> tuple[Run, ...]:
    """The terms of each of these words or phrases; those of stop words alone ask nothing."""
    return tuple(filter(None, map(analyse, words)))


def stands(run: Run, terms: Sequence[str]) -> bool:
    """Whether these terms stand there side by side, in this order; a lone character may stand in a pair."""
    if lone(run):
        return any(run[0] in term for term in terms)
    first, length = run[0], len(run)
    return any(term == first and tuple(terms[at : at + length]) == run for at, term in enumerate(terms))


def lone(run: Run) -> bool:
    """Whether this is one character of a script whose terms are pairs."""
    return len(run) == 1 and len(run[0]) == 1 and wide(run[0])


def overlaps(start: date | None, end: date | None, since: date | None, until: date | None) -> bool:
    """Whether a time from `start` to `end` may lie within the bounds; one that is unknown can't."""
    if since is None and until is None:
        return True
    if start is None or end is None:
        return False
    return (since is None or end >= since) and (until is None or start <= until)
