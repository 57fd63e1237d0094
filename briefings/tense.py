"""How a clause is told: past, present or future, and how firmly."""

from __future__ import annotations

import re

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
    r"is|are|has|have|marks?|does|do|enters?|comes?|takes?|begins?|starts?|opens?|ends?|closes?|expires?|"
    r"[a-z]{3,20}(?:kes|ves|ses|ces|nds|ngs|ies|ins|ows)"
)
_VERB = re.compile(rf"(?i:\b(?:(?P<f>{_FUTURE})|(?<!\bto\s)(?P<p>{_PAST})|(?P<n>{_PRESENT}))\b)")
_REACH = 160

_ESTIMATED = re.compile(
    r"(?i)\b(?:estimat\w*|expected|forecast\w*|projected|predict\w*|preliminary|possible|may|might|could|likely|approximately)\b"
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
    before = list(_VERB.finditer(sentence, max(0, start - _REACH), start))
    if before and start - before[-1].end() <= 20 and not _breaks(sentence[before[-1].end() : start]):
        return _strongest(sentence, before)
    after = _VERB.search(sentence, end, min(len(sentence), end + _REACH))
    if after is not None:
        return _name(after)
    return _name(before[-1]) if before else "unknown"


def _breaks(between: str) -> bool:
    return any(mark in between for mark in ",;:")


def _strongest(sentence: str, verbs: list[re.Match[str]]) -> Tense:
    """A participle takes the tense of the auxiliary close before it: "will be held", "is to be opened"."""
    last = verbs[-1]
    for verb in reversed(verbs[:-1]):
        if last.start() - verb.end() > 30:
            break
        if verb.lastgroup == "f":
            return "future"
    return _name(last)


def _name(verb: re.Match[str]) -> Tense:
    return {"f": "future", "p": "past", "n": "present"}[verb.lastgroup or "n"]  # type: ignore[return-value]


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


def looks_ahead(sentence: str) -> bool:
    """Whether a sentence tells of anything still to come."""
    return bool(_AHEAD.search(sentence))
