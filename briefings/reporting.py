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


def measured(report: Report, figure: Figure, goal: Figure) -> Says | None:
    """What an amount in a report says of a goal of the same thing; None where it is a plan again."""
    at = figure.start - report.evidence.start
    if not _told_as_fact(report.text, figure, at):
        return None
    if goal.value <= 0 or (goal.hedge and _BELOW.search(goal.hedge)):
        return None
    hedge = figure.hedge or ""
    value = figure.upper if figure.upper is not None else figure.value
    loose = bool(_ABOUT.search(hedge) or _ABOUT.search(goal.hedge or ""))
    least = goal.value * (0.97 if loose else 1.0)
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
    if _AHEAD.search(clause) or (_AHEAD.search(sentence[:at]) and not _CUES.search(clause)):
        return False
    if not sentence.isascii() and re.search("[\u4e00-\u9fff]", sentence):
        return _CUES.search(sentence[:at]) is not None
    return _CUES.search(sentence) is not None and tense(sentence, at, at + len(figure.text)) != "future"


def deed(report: Report) -> Says | None:
    """What a report without an amount says of a thing that was to be done; None where it is a plan again."""
    if _NOT.search(report.text) or _LATE.search(report.text):
        return Says.NOT_DONE
    if _AHEAD.search(report.text) or not _DONE.search(report.text):
        return None
    return Says.PART if _PART.search(report.text) else Says.DONE
