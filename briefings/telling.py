"""Expressions of time in their sentences: what each document tells, before its time of writing is known."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from briefings.dates import mentions
from briefings.dates.mention import Mention, Tense
from briefings.model import Passage
from briefings.tense import tense

_LEAD = 160
_RUN = re.compile(r"\s{2,}|[^\S ]")


@dataclass(frozen=True, slots=True)
class Told:
    """A mention with the sentence it stands in, on one line: `sentence[at:to]` is the expression."""

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


def _sentence(text: str, passage: Passage) -> Iterator[Told]:
    line = unwrapped(text[passage.start : passage.end])
    for found in mentions(line.words):
        start, end = line.kept[found.start] + passage.start, line.kept[found.end - 1] + 1 + passage.start
        mention = Mention(start, end, text[start:end], found.spec, found.family)
        yield Told(
            mention, passage, line.words, found.start, found.end, tense(line.words, found.start, found.end)
        )


@dataclass(frozen=True, slots=True)
class Unwrapped:
    """A sentence on one line; `kept[n]` is where the nth character of `words` stood in it."""

    words: str
    kept: Sequence[int]


def unwrapped(sentence: str) -> Unwrapped:
    """The sentence as one line, so that line ends, wraps and indents never change what is read."""
    if not _RUN.search(sentence):
        return Unwrapped(sentence, range(len(sentence)))
    words, kept, at = [], [], 0
    for run in _RUN.finditer(sentence):
        words += [sentence[at : run.start()], " "]
        kept += [*range(at, run.start()), run.start()]
        at = run.end()
    return Unwrapped("".join([*words, sentence[at:]]), [*kept, *range(at, len(sentence))])
