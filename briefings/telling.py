"""Expressions of time in their sentences: what each document tells, before its time of writing is known."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from briefings.chinese.tense import unmarked
from briefings.dates import mentions
from briefings.dates.corpora import as_corpora
from briefings.dates.mention import Mention, Point, Tense
from briefings.meant import meant
from briefings.model import Passage
from briefings.script import chinese
from briefings.tense import tense

_LEAD = 160
_RUN = re.compile(r"\s{2,}|[^\S ]")


@dataclass(frozen=True, eq=False)
class Told:
    """A mention with the sentence it stands in, on one line: `sentence[at:to]` is the expression."""

    mention: Mention
    passage: Passage
    sentence: str
    at: int
    to: int
    tense: Tense

    @cached_property
    def lead(self) -> str:
        """The words right before the expression."""
        return self.sentence[max(0, self.at - _LEAD) : self.at]

    @cached_property
    def around(self) -> str:
        """The expression with the words close to it."""
        return self.sentence[max(0, self.at - _LEAD) : self.to + _LEAD]

    @cached_property
    def before(self) -> str:
        """The sentence up to the expression."""
        return self.sentence[: self.at]

    @cached_property
    def after(self) -> str:
        """The sentence behind the expression."""
        return self.sentence[self.to :]


def telling(text: str, passages: Sequence[Passage], *, corpora: bool = False) -> tuple[Told, ...]:
    """Every mention inside a passage, in the order of the text.

    With `corpora`, mentions are as the field's corpora have them.
    """
    found: list[Told] = []
    asked: Tense = "unknown"
    for passage in passages:
        found += (_answered(told, asked) for told in _joined([*_sentence(text, passage, corpora)]))
        asked = _asked(passage.text)
    return tuple(found)


_QUESTION = re.compile(r"(?i)\b(?:(?P<p>did|was|were|had)|(?P<f>will|shall))\b[^?]{0,200}\?\W{0,4}$")


def _asked(sentence: str) -> Tense:
    """How a question is told, which its answer without a verb takes over ("When did it start? On 1 May.")."""
    question = _QUESTION.search(sentence[-240:]) if "?" in sentence[-5:] else None
    return "unknown" if question is None else "past" if question["p"] else "future"


def _answered(told: Told, asked: Tense) -> Told:
    return replace(told, tense=asked) if told.tense == "unknown" and asked != "unknown" else told


def _joined(told: list[Told]) -> list[Told]:
    if len(told) < 2:
        return told
    return carried(lent(told)) if chinese(told[0].sentence) else lent(told)


def _sentence(text: str, passage: Passage, corpora: bool) -> Iterator[Told]:
    line = unwrapped(text[passage.start : passage.end])
    every = mentions(line.words)
    for found in as_corpora(line.words, every) if corpora else every:
        start, end = line.kept[found.start] + passage.start, line.kept[found.end - 1] + 1 + passage.start
        at, to = found.start, found.end
        told = tense(line.words, at, to)
        spec = found.spec if corpora else meant(found.spec, line.words, at, to, told)
        mention = Mention(start, end, text[start:end], spec, found.family)
        yield Told(mention, passage, line.words, at, to, told)


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


_AND = re.compile(
    r"(?i)\s{0,3}(?:,?\s(?:and|or|to|until|till|through)\s|[-–—/,&])\s{0,3}(?:(?:then|again|in|on|from|the)\s){0,2}"
)


def lent(told: list[Told]) -> list[Told]:
    """The expressions of a sentence, where one without a year has that of the next that it is joined to.

    "In March and April 1918", "the spring and summer of 1943".
    """
    for index in range(len(told) - 2, -1, -1):
        here, behind = told[index], told[index + 1]
        spec, lender = here.mention.spec, behind.mention.spec
        if not isinstance(spec, Point) or not isinstance(lender, Point) or not _alone(spec):
            continue
        if lender.year is None or not (lender.month or lender.nth):
            continue
        if _AND.fullmatch(here.sentence, here.to, behind.at):
            back = bool(spec.month and lender.month and spec.month > lender.month and lender.year > 0)
            given = replace(spec, year=lender.year - back)
            told[index] = replace(here, mention=replace(here.mention, spec=given))
    return told


def carried(told: list[Told]) -> list[Told]:
    """The expressions of a Chinese sentence, where a later year behind one to come comes too.

    "计划2029年首台机组投产，2030年全部投产": the second clause has no word of its own for what is to come.
    """
    coming = 0
    for index, each in enumerate(told):
        spec = each.mention.spec
        if not isinstance(spec, Point) or not spec.year or spec.named or spec.decade:
            continue
        if each.tense == "future":
            coming = coming or spec.year
        elif coming and spec.year > coming and unmarked(each.sentence, each.at, each.to):
            told[index] = replace(each, tense="future")
    return told


def _alone(spec: Point) -> bool:
    bare = spec.year is None and spec.turn is None and spec.near is None and not spec.same
    return bare and bool(spec.month or spec.nth)
