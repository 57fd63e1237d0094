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
        self._worth = worths([sentence.candidate for sentence in self.sentences], named)

    def choose(
        self,
        count: int,
        said: Sequence[Sentence] = (),
        fit: Callable[[Sentence], float] = lambda _: 1.0,
    ) -> tuple[Sentence, ...]:
        """The `count` best sentences that differ from each other and from what was `said` before.

        `fit` says how well a sentence fits, 0 not at all. The first ones to be told lean on how texts open.
        """
        told = [sentence.candidate.terms for sentence in said]
        refs = {sentence.passage.ref for sentence in said}
        fits = [(one, fit(one)) for one in self.sentences if one.passage.ref not in refs]
        pool = [(one, how) for one, how in fits if how > 0]
        candidates = [
            replace(one.candidate, bias=how * (one.candidate.bias + (0.0 if said else one.opening)))
            for one, how in pool
        ]

        def takes(at: int) -> bool:
            terms = candidates[at].terms
            if any(likeness(terms, other) >= SAME for other in told):
                return False
            told.append(terms)
            return True

        before = tuple(told)
        chosen = greedy(candidates, self._worth, takes, most=count, said=before, thrift=THRIFT)
        return tuple(pool[at][0] for at in chosen)


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
