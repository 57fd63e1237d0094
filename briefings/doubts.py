"""The doubts about amounts in chosen sentences: the text is kept, and what looks wrong is said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefings.choosing import Sentence
from briefings.model import Statement
from briefings.retelling import retold
from briefings.sentences import fold
from briefings.tongue import _

MOST = 3
"""Doubts that one briefing tells."""


def doubts(sentences: Sequence[Sentence]) -> Iterator[Statement]:
    """A warning for each odd amount of these sentences, proved by its sentence; one kind of doubt once."""
    told: set[str] = set()
    for sentence in sentences:
        for figure in sentence.document.figures:
            odd = figure.odd
            if odd and odd not in told and figure.ref == sentence.passage.ref and len(told) < MOST:
                told.add(odd)
                words = _("“{amount}” is doubtful: {why}.").format(amount=fold(figure.text), why=retold(odd))
                yield Statement(words, (sentence.evidence,))
