"""Where a question is looked for: sentences with what stands around them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from briefings.model import Clock, Evidence, Fact, Figure, Passage
from briefings.words import analyse

_PIECE = re.compile(r"\S+")
_LATIN = re.compile(r"[A-Za-z]+")
_SMALL = frozenset({"of", "the", "and", "for", "on", "in", "to", "a", "an"})


@dataclass(frozen=True)
class Home:
    """The document that sentences stand in.

    `held` are the terms of the question that any looked-at place of it has; `headings` are (offset, heading)
    pairs; `score` is the document's.
    """

    id: str
    title: str
    sha256: str
    clock: Clock
    headings: tuple[tuple[int, str], ...]
    held: frozenset[str]
    score: float
    facts: tuple[Fact, ...] = ()
    figures: tuple[Figure, ...] = ()


@dataclass(frozen=True)
class Line:
    """A sentence between its neighbours, in its document, with the score of its chunk."""

    passage: Passage
    home: Home
    score: float
    before: str = ""
    after: str = ""

    @cached_property
    def terms(self) -> tuple[str, ...]:
        """Its own terms, in order."""
        return analyse(self.passage.text)

    @cached_property
    def own(self) -> frozenset[str]:
        """Its different terms."""
        return frozenset(self.terms)

    @cached_property
    def spots(self) -> tuple[tuple[str, int], ...]:
        """Its terms with the place of the piece between blanks that each stands in."""
        return tuple((term, m.start()) for m in _PIECE.finditer(self.passage.text) for term in analyse(m[0]))

    @cached_property
    def initials(self) -> str:
        """The first letters of its words, those of small words left out."""
        words = _LATIN.findall(self.passage.text)
        return "".join(word[0].lower() for word in words if word.lower() not in _SMALL)

    @cached_property
    def near(self) -> frozenset[str]:
        """The terms of its neighbours."""
        return frozenset(analyse(self.before)) | frozenset(analyse(self.after))

    @cached_property
    def above(self) -> frozenset[str]:
        """The terms of title and heading."""
        return frozenset(analyse(self.home.title)) | frozenset(analyse(self.heading))

    @property
    def heading(self) -> str:
        """The heading that it stands under."""
        under = [words for at, words in self.home.headings if at <= self.passage.start]
        return under[-1] if under else ""

    @property
    def evidence(self) -> Evidence:
        """The proof that it stands there."""
        place = self.passage
        return Evidence(place.ref, self.home.sha256, place.start, place.end)


def lines(home: Home, passages: Sequence[Passage], wanted: range, score: float) -> list[Line]:
    """Those of a document's passages (in order) whose places are wanted, each with its neighbours."""
    found = []
    for at in wanted:
        if 0 <= at < len(passages) and passages[at].paragraph:
            before = passages[at - 1].text if at and passages[at - 1].paragraph else ""
            after = passages[at + 1].text if at + 1 < len(passages) else ""
            found.append(Line(passages[at], home, score, before, after))
    return found
