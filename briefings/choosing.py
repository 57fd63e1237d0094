"""Which sentences of some documents tell the most: of the whole, of the topic, and nothing twice."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from briefings.coverage import Candidate, greedy, likeness, worths
from briefings.model import Document, Evidence, Passage
from briefings.summary import HALVED, OPENING, THRIFT, length, relevance, telling, told_by
from briefings.words import analyse

FEWEST, LONGEST = 4, 420
"""Terms that a sentence needs, and characters that it may have, to stand as a line."""
SAME = 0.85
"""How alike two sentences are that say one thing; only one of them is told."""
MOST = 600
"""Sentences that are looked at; a store of long documents gives its first ones."""
ASKED = 1.0
"""What a sentence on the topic has over others: the documents are about it already."""
HELD = 0.15
"""What a sentence has over others for a dated fact."""
LATER = 0.04
"""What each document loses to the one before it, which is more about the topic."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence that may become a line: where it stands, what it counts for, and what for opening a text."""

    document: Document
    passage: Passage
    candidate: Candidate
    opening: float

    @property
    def evidence(self) -> Evidence:
        """Its own proof."""
        return proof(self.document, self.passage)


def proof(document: Document, passage: Passage) -> Evidence:
    """A sentence as the evidence of what it says."""
    return Evidence(passage.ref, document.sha256, passage.start, passage.end)


class Choice:
    """The sentences of some documents, out of which lines are chosen."""

    def __init__(self, documents: Sequence[Document], topic: str) -> None:
        """`documents` stand best first. What is told word for word twice is told by the first one."""
        self.sentences = tuple(islice(_once(_sentences(documents, analyse(topic))), MOST))
        named = frozenset(term for document in documents for term in analyse(document.title))
        self._anywhere = [sentence.candidate for sentence in self.sentences]
        self._worth = worths(self._anywhere, named)
        self._opening = [
            replace(one.candidate, bias=one.candidate.bias + one.opening) for one in self.sentences
        ]

    def choose(
        self,
        count: int,
        said: Sequence[Sentence] = (),
        fits: Callable[[Sentence], bool] = lambda _: True,
    ) -> tuple[Sentence, ...]:
        """The `count` best sentences that fit and differ from each other and from what was `said` before.

        The first ones to be told lean on how their texts open.
        """
        told = [sentence.candidate.terms for sentence in said]
        refs = {sentence.passage.ref for sentence in said}

        def takes(at: int) -> bool:
            one = self.sentences[at]
            terms = one.candidate.terms
            if one.passage.ref in refs or not fits(one):
                return False
            if any(likeness(terms, other) >= SAME for other in told):
                return False
            told.append(terms)
            return True

        before = tuple(told)
        candidates = self._anywhere if said else self._opening
        chosen = greedy(candidates, self._worth, takes, most=count, said=before, thrift=THRIFT)
        return tuple(self.sentences[at] for at in chosen)


def _once(sentences: Iterator[Sentence]) -> Iterator[Sentence]:
    seen: set[tuple[str, ...]] = set()
    for sentence in sentences:
        if sentence.candidate.terms not in seen:
            seen.add(sentence.candidate.terms)
            yield sentence


def _sentences(documents: Sequence[Document], asked: Sequence[str]) -> Iterator[Sentence]:
    for rank, document in enumerate(documents):
        passages = list(told_by(document))
        terms = [analyse(passage.text) for passage in passages]
        near = relevance(terms, asked)
        for at, (passage, words) in enumerate(zip(passages, terms, strict=True)):
            if len(words) >= FEWEST and len(passage.text) <= LONGEST:
                about = ASKED * near[at]
                bias = telling(passage.text) + about + HELD * _dated(document, passage)
                bias *= max(0.5, 1 - LATER * rank)
                size = length(passage.text)
                candidate = Candidate(words, size, 1 + about, bias, document.id)
                yield Sentence(document, passage, candidate, OPENING * 0.5 ** (at / HALVED))


def _dated(document: Document, passage: Passage) -> bool:
    """Whether a dated fact stands in a sentence."""
    return any(passage.start <= fact.start < passage.end for fact in document.facts)
