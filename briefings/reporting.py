"""Sentences by which a target can be judged: what they say was reached, done, missed or put off."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from briefings.model import Clock, Evidence, Figure, Passage
from briefings.tense import tense
from briefings.words import analyse

_CUES = re.compile(
    r"(?i)\b(?:reached|exceeded|surpassed|passed|hit|topped|totall?ed|amounted|stood|stands|rose|grew|grown|increased|climbed|"
    r"expanded|achieved|attained|met|completed?|finished|fulfilled|accomplished|delivered|opened|launched|established|built|"
    r"signed|issued|released|adopted|published|attracted|drew|drawn|raised|recruited|introduced|set\sup|took\seffect|"
    r"(?:came|entered|put|gone|went)\sinto|was\sspent|were\sspent|been|has|have|had|only|missed|short|failed|delayed|"
    r"postponed|behind|extended|rescheduled|pushed\sback|put\soff|brought\sforward)\b"
    r"|达到|已达|超过|突破|完成|建成|落成|实现|开放|启用|开通|印发|发布|累计|共有|共计|吸引|增至|增长|仅|尚未|未能|没有|推迟|延期|延至|提前|已"
)
_DONE = re.compile(
    r"(?i)\b(?:completed|finished|fulfilled|accomplished|delivered|opened|launched|established|built|signed|issued|released|"
    r"adopted|published|introduced|set\sup|achieved|attained|met|took\seffect|spent|submitted|approved|closed|ended|"
    r"handed\sover|(?:came|entered|gone|went|put)\sinto\s(?:force|effect|operation|use|service))\b"
    r"|已完成|完成了|全部完成|已建成|建成|落成|已印发|已发布|正式实施|已实施|已开通|启用"
)
_NOT = re.compile(
    r"(?i)\b(?:not|never|n['’]t|no|failed|fails|missed|short\sof|behind\sschedule|unfinished|incomplete|without|yet\sto|"
    r"only\spartly)\b|n['’]t\b|尚未|未能|没有|未完成|落后"
)
_UNDONE = re.compile(
    r"(?i)(?:\b(?:not|never|yet\sto|failed\sto)|n['’]t)\b(?:\s(?:yet|been|be|so\sfar|\w+ly)){0,3}\s*\Z|(?:尚未|未能|没有)\Z"
)
_NOT_UNTIL = re.compile(r"(?i)\bnot\suntil\b|直到")
_REACH = 40
_FINISHING = frozenset(
    analyse("completed finished fulfilled accomplished achieved attained met delivered 完成 建成 落成")
)
# Verbs whose stem does not tell that they are one.
_FORMS = {told: frozenset(analyse(asked)) for told, asked in (("spent", "spend"), ("built", "build"))}
_LATE = re.compile(
    r"(?i)\b(?:delayed|postponed|put\soff|pushed\sback|rescheduled|extended|brought\sforward|moved\s(?:to|from))\b"
    r"|推迟|延期|延至|延长至|提前至"
)
_PART = re.compile(
    r"(?i)\b(?:partly|partially|half\sof|part\sof|first\s(?:phase|batch|stage|section)|phase\s(?:one|i|1)|some\sof)\b"
    r"|部分|首批|一期|第一批"
)
_AHEAD = re.compile(
    r"(?i)\b(?:will|would|shall|should|(?-i:may)|might|could|plans?|planned|planning|intends?|aims?|aimed|expected|expects?|"
    r"estimat\w*|targets?|targeted|goals?|strives?|hopes?|hoped|forecasts?|proposed|seeks?|due\sto|set\sto|is\sto|are\sto|"
    r"to\sbe|out\sof)\b|将|拟|力争|计划|预计|目标|争取|到20\d\d年"
)
_COMING = re.compile(r"(?i)\b(?:in|within|over|during)\sthe\s(?:next|coming)\b|未来|今后")
_YEAR = re.compile(r"(?<!\d)(?:19|20|21)\d\d(?!\d)")
_SHRINKS = re.compile(
    r"(?i)\b(?:reduc\w+|cuts?|cutting|lower\w*|shr[iau]nk\w*|decreas\w+|declin\w+|drop\w*|falls?|fell|curb\w*|shorten\w*|"
    r"at\smost|no\smore\sthan|not\s(?:more|exceed)\w*)\b|减少|降低|下降|压减|缩短|不超过|控制在"
)
_BREAK = re.compile(r"[,;:，；：。]\s?|\s(?:and|but|while|against|compared|as against)\s")
_BELOW = re.compile(
    r"(?i)\b(?:nearly|almost|close\sto|just\sunder|less\sthan|under|below|up\sto|at\smost|fewer\sthan)\b|近|不到|不足|接近"
)
_ABOUT = re.compile(r"(?i)\b(?:about|around|approximately|some|roughly|circa)\b|约|左右|大约")


class Says(StrEnum):
    """What a sentence says of a target."""

    REACHED = "reached"
    BELOW = "below"
    DONE = "done"
    PART = "part"
    NOT_DONE = "not done"


@dataclass(frozen=True, slots=True)
class Report:
    """A sentence that tells what came of something, with its figures, its title and time of writing."""

    evidence: Evidence
    text: str
    title: str
    start: date
    end: date
    figures: tuple[Figure, ...] = ()

    @property
    def document(self) -> str:
        """The id of its document."""
        return self.evidence.ref.rpartition("#")[0]


def reported(
    passages: Iterable[Passage], figures: Iterable[Figure], *, sha256: str, title: str, clock: Clock
) -> Iterator[Report]:
    """The sentences of a document that can tell of an outcome; none where its time of writing is unknown."""
    if clock.start is None or clock.end is None:
        return
    amounts: defaultdict[str, list[Figure]] = defaultdict(list)
    for figure in figures:
        amounts[figure.ref].append(figure)
    for passage in passages:
        if _CUES.search(passage.text):
            proof = Evidence(passage.ref, sha256, passage.start, passage.end)
            yield Report(proof, passage.text, title, clock.start, clock.end, tuple(amounts[passage.ref]))


def puts_off(sentence: str) -> bool:
    """Whether a sentence says that a date was moved."""
    return _LATE.search(sentence) is not None


def shrinks(sentence: str) -> bool:
    """Whether a target is to make something less, so that a smaller amount does not fall short of it."""
    return _SHRINKS.search(sentence) is not None


def _foretells(report: Report) -> bool:
    """Whether a sentence looks ahead of its own time: to coming years, or to a year that had not come."""
    if _COMING.search(report.text):
        return True
    return any(int(year) > report.end.year for year in _YEAR.findall(report.text))


def measured(report: Report, figure: Figure, goal: Figure) -> Says | None:
    """What an amount in a report says of a goal of the same thing; None where it is a plan again."""
    at = figure.start - report.evidence.start
    if _foretells(report) or not _told_as_fact(report.text, figure, at):
        return None
    if goal.value <= 0 or (goal.hedge and _BELOW.search(goal.hedge)):
        return None
    hedge = figure.hedge or ""
    value = figure.value
    loose = bool(_ABOUT.search(hedge) or _ABOUT.search(goal.hedge or ""))
    least = goal.value * (0.97 if loose else 1.0)
    if figure.upper is not None and value < least <= figure.upper:
        return None
    if value < least or (_BELOW.search(hedge) and value <= goal.value):
        return Says.BELOW
    return Says.REACHED


def _told_as_fact(sentence: str, figure: Figure, at: int) -> bool:
    """Whether the clause of an amount tells it as having come about."""
    found = sentence.find(figure.text, max(0, at - 40)) if figure.text else at
    at = found if found >= 0 else max(0, min(at, len(sentence)))
    start = max((m.end() for m in _BREAK.finditer(sentence, 0, at)), default=0)
    stop = _BREAK.search(sentence, at + len(figure.text))
    clause = sentence[start : stop.start() if stop else len(sentence)]
    if (
        _NOT.search(clause)
        or _AHEAD.search(clause)
        or (_AHEAD.search(sentence[:at]) and not _CUES.search(clause))
    ):
        return False
    if not sentence.isascii() and re.search("[\u4e00-\u9fff]", sentence):
        return _CUES.search(sentence[:at]) is not None
    return _CUES.search(sentence) is not None and tense(sentence, at, at + len(figure.text)) != "future"


def deed(report: Report, wanted: str) -> Says | None:
    """What a report without an amount says of what was to be done, in the words `wanted`.

    None where it tells of another deed, of a plan again, or in a way that can be read two ways.
    """
    if _LATE.search(report.text):
        return Says.NOT_DONE
    asked = frozenset(analyse(wanted))
    done = [match for match in _DONE.finditer(report.text) if _same_deed(match.group(), asked)]
    if not done or _foretells(report):
        return None
    if any(_UNDONE.search(report.text, max(0, match.start() - _REACH), match.start()) for match in done):
        return None if _NOT_UNTIL.search(report.text) else Says.NOT_DONE
    if _NOT.search(report.text) or _AHEAD.search(report.text):
        return None
    return Says.PART if _PART.search(report.text) else Says.DONE


def _same_deed(told: str, asked: frozenset[str]) -> bool:
    """Whether a verb of doing is the one that was asked for, or one that finishes anything."""
    words = frozenset(analyse(told))
    return bool(
        words & (_FINISHING | asked) or frozenset().union(*(_FORMS.get(w, ()) for w in words)) & asked
    )
