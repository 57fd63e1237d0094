"""Expressions of time in their sentences: what each document tells, before its time of writing is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from briefings.dates import mentions
from briefings.dates.mention import Mention, Tense
from briefings.model import Passage
from briefings.tense import tense

_LEAD = 160


@dataclass(frozen=True, slots=True)
class Told:
    """A mention with the sentence it stands in: `sentence[at:to]` is the expression."""

    mention: Mention
    passage: Passage
    sentence: str
    at: int
    to: int
    tense: Tense

    @property
    def lead(self) -> str:
        """The words right before the expression."""
        return self.sentence[max(0, self.at - _LEAD) : self.at]

    @property
    def around(self) -> str:
        """The expression with the words close to it."""
        return self.sentence[max(0, self.at - _LEAD) : self.to + _LEAD]

    @property
    def before(self) -> str:
        """The sentence up to the expression."""
        return self.sentence[: self.at]

    @property
    def after(self) -> str:
        """The sentence behind the expression."""
        return self.sentence[self.to :]


def telling(text: str, passages: Sequence[Passage]) -> tuple[Told, ...]:
    """Every mention inside a passage, in the order of the text."""
    return tuple(told for passage in passages for told in _sentence(text, passage))


def _sentence(text: str, passage: Passage) -> list[Told]:
    sentence = text[passage.start : passage.end]
    return [
        Told(
            Mention(m.start + passage.start, m.end + passage.start, m.text, m.spec, m.family),
            passage,
            sentence,
            m.start,
            m.end,
            tense(sentence, m.start, m.end),
        )
        for m in mentions(sentence)
    ]
