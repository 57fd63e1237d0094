"""How a clause is told: past, present or future, and how firmly."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from briefings.chinese import tense as han
from briefings.model import Grade
from briefings.openings import Openings
from briefings.script import chinese
from briefings.tails import Tail

if TYPE_CHECKING:
    from briefings.dates.mention import Tense

_FUTURE = (
    r"will|shall|would|is\sto\sbe|are\sto\sbe|to\sbe|is\sto|are\sto|is\sdue|are\sdue|plans?\sto|intends?\sto|['’]ll|won['’]t|"
    r"aims?\sto|scheduled|slated|expected|upcoming|going\sto|set\sto|strives?\sto|seeks?\sto|must|should"
)
_PAST = (
    r"was|were|had|did|held|took|began|came|became|made|saw|went|gave|built|brought|led|set\sup|got|won|lost|met|"
    r"said|told|rose|fell|grew|kept|sent|left|known|drawn|put|broke|spoke|wrote|chose|understood|"
    r"(?<!\bof\s)(?<!\bthe\s)(?<!\ba\s)(?<!\ban\s)(?<!\bfor\s)(?<!\bwith\s)[a-z]{2,20}ed(?<!need)(?<!exceed)(?<!proceed)(?<!succeed)(?<!speed)(?<!feed)(?<!breed)"
)
_PRESENT = (
    r"(?:is|are)\s(?:closed|suspended|reserved|shut)|is|are|has|have|marks?|does|do|enters?|comes?|takes?|begins?|starts?|opens?|ends?|closes?|expires?|"
    r"[a-z]{3,20}(?:kes|ves|ses|ces|nds|ngs|ies|ins|ows)"
)
_VERB = re.compile(rf"(?i:\b(?:(?P<f>{_FUTURE})|(?<!\bto\s)(?P<p>{_PAST})|(?P<n>{_PRESENT}))\b)")
_WORD = re.compile(r"\w+")
_FIRST_OF = "|".join(words.split(r"\s")[0] for words in _FUTURE.split("|"))
_FIRST = re.compile(rf"(?i:{_FIRST_OF}|set|{_PAST}|{_PRESENT})")
"""What the first word of a verb may be."""
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
    r"(?i)\b(?:plans?\sto|planned|proposed|proposes|intends?|will|shall|should|would|to\sbe|scheduled|target\w*|goals?|in\sthe\snext|by\sthe\send)\b"
)
_DECIDED = re.compile(
    r"(?i)\b(?:approved|decided|resolved|voted|ordered|announced|adopted|issued|released|signed|agreed|clarified|launched|established|set\sup|endowed|published|made\spublic|announces|unveiled)\b"
)
_GRADES = {
    Grade.ESTIMATED: _ESTIMATED,
    Grade.HOPED: _HOPED,
    Grade.PLANNED: _PLANNED,
    Grade.DECIDED: _DECIDED,
}
"""The words of each grade, the weakest first."""
_GRADED = Openings(tuple(_GRADES.values()), long=4)


def tense(sentence: str, start: int, end: int) -> Tense:
    """The tense in which the expression at `start:end` of a sentence is told: the nearest verb rules.

    A verb right before ("was held on") comes first, then the first one behind, then the last before.
    """
    if chinese(sentence):
        return han.tense(sentence, start, end)
    verbs = _verbs(sentence)
    index = bisect_left(verbs, start, key=_start)
    before = verbs[index - 1] if index and start - verbs[index - 1].end <= _REACH else None
    if before and start - before.end <= _CLOSE and not _breaks(sentence[before.end : start]):
        return _told_by(verbs, index - 1)
    behind = bisect_left(verbs, end, key=_start)
    if behind < len(verbs) and verbs[behind].start - end <= _REACH:
        return verbs[behind].tense
    return _told_by(verbs, index - 1) if before else "unknown"


class _Verb(NamedTuple):
    start: int
    end: int
    tense: Tense


_TENSES: dict[str, Tense] = {"f": "future", "p": "past", "n": "present"}


@lru_cache(maxsize=64)
def _verbs(sentence: str) -> tuple[_Verb, ...]:
    found = _wordwise(_VERB, _may_tell, sentence)
    return tuple(_Verb(m.start(), m.end(), _TENSES[m.lastgroup or "n"]) for m in found)


def _wordwise(pattern: re.Pattern[str], may: Callable[[str], bool], text: str) -> Iterator[re.Match[str]]:
    """What `finditer` finds of a pattern that begins with a word, tried only at words that may begin one."""
    end = 0
    for word in _WORD.finditer(text):
        at = word.start()
        if may(word[0]) and at >= end and (match := pattern.match(text, at)):
            end = match.end()
            yield match


@lru_cache(maxsize=50_000)
def _may_tell(word: str) -> bool:
    return _FIRST.fullmatch(word) is not None


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


def grade(sentence: str, at: int = 0) -> Grade:
    """How firm a sentence is; the weakest of its words rules. In Chinese the clause at `at` counts."""
    return han.grade(sentence, at) if chinese(sentence) else _grade(sentence)


@lru_cache(maxsize=64)
def _grade(sentence: str) -> Grade:
    found = _GRADED.found(sentence)
    return list(_GRADES)[min(found)] if found else Grade.IN_FORCE


def graded_by(sentence: str, value: Grade) -> tuple[str, ...]:
    """The words of a sentence that give it this grade, in order; none for what is plainly so."""
    if chinese(sentence):
        return han.graded_by(sentence, value)
    rule = _GRADES.get(value)
    return tuple(dict.fromkeys(found.group() for found in rule.finditer(sentence))) if rule else ()


_AHEAD = re.compile(rf"(?i)\b(?:{_FUTURE}|plans?|targets?|goals?|strive|aim)\b")


@lru_cache(maxsize=64)
def looks_ahead(sentence: str) -> bool:
    """Whether a sentence tells of anything still to come."""
    return han.looks_ahead(sentence) if chinese(sentence) else bool(_AHEAD.search(sentence))


_CLAUSE = re.compile(
    r"[;:]|,\s(?=(?:and|but|while|as|which|who|where|when|after|before|because|said|says)\b)"
)
_TO_COME = re.compile(
    rf"(?i)\b(?:{_FUTURE}|can|could|(?-i:may)|might|(?:planned|scheduled|slated|booked|called|due|set|billed)\s(?:for|to|on)|(?-i:(?<!\bthe\s)(?<!\bthis\s)plans?)|likely|hopes?|ready|preparing|to\sbegin|"
    r"(?:agree[ds]?|vote[ds]?|decide[ds]?|promise[ds]?|vow(?:s|ed)?|pledge[ds]?|ask(?:s|ed)?|urge[ds]?|want(?:s|ed)?|"
    r"hope[ds]?|invite[ds]?|order(?:s|ed)?|prepare[ds]?|offer(?:s|ed)?|intend(?:s|ed)?|need(?:s|ed)?|call(?:s|ed)?)\s(?:\w{1,20}\s){0,4}?to)\b"
)
_TIMETABLED = re.compile(
    r"(?i)(?<!\bthe\s)(?<!\ba\s)(?<!\bof\s)(?<!\bits\s)\b(?:opens?|begins?|starts?|ends?|expires?|meets?|takes?\seffect|takes?\splace|runs?|returns?|resumes?|arrives?|leaves?|"
    r"enters?|appl(?:ies|y)|comes?\sinto|lapses?|turns|marks|celebrates|falls\son|departs?|travels?|hosts?|visits?|closes?|matures?|votes?|retires?|faces?|plays?|goes|go|is\s\w{3,20}ing|are\s\w{3,20}ing)\b"
)
_AHEAD_OF = Openings((_TO_COME, _TIMETABLED), long=4)
_GONE = (
    rf"{_PAST}|has|have|found|hit|shot|ran|paid|sold|bought|fought|sank|flew|drew|stood|struck|shut|cut|"
    r"heard|thought|felt|fled|spent|beat|caught|drove|slept|taught|quit|hurt|read|wore|bore|threw|hung|lay|bid|shook|slid|spun|swept|"
    r"dealt|meant|dug|fed|bound|burst|cast|woke|rode|sang|swam|swore|tore|froze|stole|sought"
)
_GONE_BY = re.compile(rf"(?i)(?<!\bto\s)\b(?:{_GONE})\b")
_GONE_FIRST = re.compile(rf"(?i:set|{_GONE})")
_BESIDE = 12
_UNTIL = Tail(
    r"(?i)\b(?:until|till|(?:is|are)\s(?:closed|suspended|reserved|shut)(?:\s(?:from|on|between))?|effective|starting|beginning|scheduled\sfor|due|is|are|no\slater\sthan|(?:not|no)\s(?:before|earlier\sthan))\s{1,2}(?:on\s|the\s)?$"
)
_LASTED = Tail(
    r"(?i)\b(?:had\s(?:taken|lasted|run|stayed|been\s\w{3,15}ed)|took|lasted|ran|stayed|remained|continued)\s(?:\w{1,12}\s){0,3}"
    r"(?:until|till)\s{1,2}(?:the\s)?$"
)
_LATE_BY = Tail(r"(?i)\b(?:by|before)\s{1,2}$")
_FROM = Tail(r"(?i)\b(?:since|ended|as\sof)\s{1,2}$")


def leaning(sentence: str, start: int, end: int, told: Tense) -> Tense:
    """Whether a day or month without a year lies behind or ahead of the time of writing.

    The words right before it rule, then the last verb of its own clause, then the first one behind
    it; a timetable in the present tense ("the fair opens Monday") lies ahead.
    """
    if chinese(sentence):
        return "unknown" if told == "past" and han.unmarked(sentence, start, end) else told
    before = sentence[max(0, start - _REACH) : start]
    if _LASTED.search(before):
        return "past"
    if ends(before) or (_LATE_BY.search(before) and told != "past"):
        return "future"
    if _FROM.search(before):
        return "past"
    cuts = list(_CLAUSE.finditer(before))
    clause = before[cuts[-1].end() :] if cuts else before
    verdict = _leans(clause)
    if verdict == "unknown":
        verdict = _opens(sentence[end : end + _REACH])
    return told if verdict == "unknown" else verdict


def ends(lead: str) -> bool:
    """Whether the words right before an expression make it the end of what is told."""
    return _UNTIL.search(lead) is not None


def _leans(clause: str) -> Tense:
    """How the last verb of a clause leans; a participle behind an auxiliary takes its time."""
    ahead, timetable, gone = (spans[-1] if spans else (-1, -1) for spans in _leanings(clause))
    latest = max(ahead[1], timetable[1], gone[1])
    if latest < 0:
        return "unknown"
    if ahead[1] == latest or (ahead[1] >= 0 and 0 <= gone[0] - ahead[1] <= _BESIDE):
        return "future"
    return "past" if gone[1] == latest else "future"


def _opens(behind: str) -> Tense:
    """How the first verb behind leans."""
    told: tuple[Tense, ...] = ("future", "future", "past")
    firsts = [(spans[0][0], lean) for spans, lean in zip(_leanings(behind), told, strict=True) if spans]
    return min(firsts, default=(0, "unknown"))[1]


def _leanings(text: str) -> list[list[tuple[int, int]]]:
    """Where a text tells of what is to come, of what a timetable has, and of what is gone by."""
    spans: list[list[tuple[int, int]]] = [[], [], []]
    for number, match in _AHEAD_OF.matches({0, 1}, text, 0, len(text)):
        spans[number].append(match.span())
    spans[2].extend(match.span() for match in _wordwise(_GONE_BY, _may_be_gone, text))
    return spans


@lru_cache(maxsize=50_000)
def _may_be_gone(word: str) -> bool:
    return _GONE_FIRST.fullmatch(word) is not None
