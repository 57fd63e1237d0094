"""How a clause is told: past, present or future, and how firmly."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from briefings.dates.mention import Tense
from briefings.model import Grade

_FUTURE = (
    r"will|shall|would|is\sto\sbe|are\sto\sbe|to\sbe|is\sto|are\sto|is\sdue|are\sdue|plans?\sto|intends?\sto|"
    r"aims?\sto|scheduled|slated|expected|upcoming|going\sto|set\sto|strives?\sto|seeks?\sto|must|should"
)
_PAST = (
    r"was|were|had|did|held|took|began|came|became|made|saw|went|gave|built|brought|led|set\sup|got|won|lost|met|"
    r"said|told|rose|fell|grew|kept|sent|left|known|drawn|put|broke|spoke|wrote|chose|understood|"
    r"(?<!\bof\s)(?<!\bthe\s)(?<!\ba\s)(?<!\ban\s)(?<!\bfor\s)(?<!\bwith\s)[a-z]{2,20}(?<!ne)(?<!exc)(?<!proc)(?<!succ)(?<!spe)(?<!fe)(?<!bre)ed"
)
_PRESENT = (
    r"(?:is|are)\s(?:closed|suspended|reserved|shut)|is|are|has|have|marks?|does|do|enters?|comes?|takes?|begins?|starts?|opens?|ends?|closes?|expires?|"
    r"[a-z]{3,20}(?:kes|ves|ses|ces|nds|ngs|ies|ins|ows)"
)
_VERB = re.compile(rf"(?i:\b(?:(?P<f>{_FUTURE})|(?<!\bto\s)(?P<p>{_PAST})|(?P<n>{_PRESENT}))\b)")
_REACH = 160
_CLOSE = 20
_AUXILIARY = 30

_ESTIMATED = re.compile(
    r"(?i)\b(?:estimat\w*|expected|forecast\w*|projected|predict\w*|preliminary|possible|(?-i:may)|might|could|likely|approximately)\b"
)
_HOPED = re.compile(
    r"(?i)\b(?:hopes?|hoping|hoped|wish\w*|looking\sforward|strives?|striving|aspir\w*|aims?|aiming|dream\w*)\b"
)
_PLANNED = re.compile(
    r"(?i)\b(?:plans?\sto|planned|proposed|proposes|intends?|will|shall|to\sbe|scheduled|target\w*|goals?|in\sthe\snext|by\sthe\send)\b"
)
_DECIDED = re.compile(
    r"(?i)\b(?:approved|decided|announced|adopted|issued|released|signed|agreed|clarified|launched|established|set\sup|endowed|published|made\spublic|announces|unveiled)\b"
)


def tense(sentence: str, start: int, end: int) -> Tense:
    """The tense in which the expression at `start:end` of a sentence is told: the nearest verb rules.

    A verb right before ("was held on") comes first, then the first one behind, then the last before.
    """
    verbs = _verbs(sentence)
    index = bisect_left(verbs, start, key=_start)
    before = verbs[index - 1] if index and start - verbs[index - 1].end <= _REACH else None
    if before and start - before.end <= _CLOSE and not _breaks(sentence[before.end : start]):
        return _told_by(verbs, index - 1)
    index = bisect_left(verbs, end, key=_start)
    if index < len(verbs) and verbs[index].start - end <= _REACH:
        return verbs[index].tense
    return before.tense if before else "unknown"


class _Verb(NamedTuple):
    start: int
    end: int
    tense: Tense


_TENSES: dict[str, Tense] = {"f": "future", "p": "past", "n": "present"}


@lru_cache(maxsize=64)
def _verbs(sentence: str) -> tuple[_Verb, ...]:
    return tuple(_Verb(m.start(), m.end(), _TENSES[m.lastgroup or "n"]) for m in _VERB.finditer(sentence))


def _start(verb: _Verb) -> int:
    return verb.start


def _breaks(between: str) -> bool:
    return any(mark in between for mark in ",;:")


def _told_by(verbs: Sequence[_Verb], index: int) -> Tense:
    """A participle takes the tense of the auxiliary close before it: "will be held", "is to be opened"."""
    for verb in reversed(verbs[max(0, index - 4) : index]):
        if verbs[index].start - verb.end > _AUXILIARY:
            break
        if verb.tense == "future":
            return "future"
    return verbs[index].tense


@lru_cache(maxsize=64)
def grade(sentence: str) -> Grade:
    """How firm a sentence is; the weakest of its words rules."""
    if _ESTIMATED.search(sentence):
        return Grade.ESTIMATED
    if _HOPED.search(sentence):
        return Grade.HOPED
    if _PLANNED.search(sentence):
        return Grade.PLANNED
    return Grade.DECIDED if _DECIDED.search(sentence) else Grade.IN_FORCE


_AHEAD = re.compile(rf"(?i)\b(?:{_FUTURE}|plans?|targets?|goals?|strive|aim)\b")


@lru_cache(maxsize=64)
def looks_ahead(sentence: str) -> bool:
    """Whether a sentence tells of anything still to come."""
    return bool(_AHEAD.search(sentence))
