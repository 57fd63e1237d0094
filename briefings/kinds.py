"""The kind of fact that an expression makes in its sentence: event, period, deadline, target, origin."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from functools import lru_cache

from briefings.aims import in_a_plan
from briefings.beginnings import FOUNDED
from briefings.chinese import kinds as han
from briefings.clauses import clause
from briefings.dates import values
from briefings.dates.hung import Counted, Ended, Fiscal, FiscalTerm, MonthPart, Same, Since, Then
from briefings.dates.mention import (
    Between,
    Length,
    Months,
    Plan,
    Point,
    Repeat,
    Spec,
    Stretch,
    Upto,
    Vague,
    Within,
)
from briefings.model import Basis, Clock, Kind, Precision, When
from briefings.script import chinese
from briefings.tails import Tail
from briefings.telling import Told

_BY = Tail(
    r"(?i)\b(?:by|before|until|till|no\slater\sthan|not\slater\sthan|prior\sto|through|up\sto|"
    r"deadline(?:\sis|\sof|\swas)?|due(?:\son|\sby|\sin)?|expires?(?:\son|\sin)?|closes?(?:\sat\s\w{2,9})?(?:\son|\sin|\sat)|ends?(?:\son|\sin|\sat)|runs?\s(?:to|through|until))"
    r"\s{1,3}(?:(?:the|around|about|as\slate\sas)\s{1,3})?$"
)
# What is due in a month or season is so on some day of it, not by its last.
_SOME_DAY = Tail(r"(?i)\b(?:due|expires?|closes?|ends?)\s(?:in|at)\s{1,3}(?:the\s{1,3})?$")
_SINCE = Tail(r"(?i)\b(?:since|starting\sfrom|as\sof|from)\s{1,3}(?:the\s)?$")
_EVER_SINCE = Tail(r"(?i)\bsince\s{1,3}(?:the\s{1,3})?$")
# "the busiest night since August 2019" tells of that night.
_EXTREME = Tail(
    r"(?i)\b(?:\w{3,12}est|most|least|first|last|only|worst|best|unchanged|again)\b[^,;.]{0,60}\bsince\s{1,3}(?:the\s)?$"
)
_NOT = Tail(r"(?i)(?:\bnot|n['’]t|\bnever)\b[^.;]{0,60}\b(?:until|before)\s{1,3}(?:the\s)?$")
_AIM = re.compile(
    r"(?i)\b(?:reach\w*|achiev\w*|build|attract\w*|increas\w*|target\w*|goals?|aim\w*|expand\w*|cultivat\w*|form|form\w*\sa|"
    r"plan\w*|exceed\w*|double|realiz\w*|realis\w*|arrangements?|tasks?|rais(?:e|ing)|cut|reduc\w*|lower|halve|lift|bring|wants?|strive\w*|grow\w*|develop\w*|introduc\w*)\b"
)
# What is only expected by a day is an aim; nobody is bound by it.
_HOPE = re.compile(
    r"(?i)\b(?:may|might|could|likely|possible|expects?|expected|estimat\w+|forecasts?|hopes?|hoped|projected)\b"
)
_WOULD = re.compile(
    r"(?i)\b(?:would|(?:was|were|is|are)\s(?:to|due|required|expected|meant)|must|had\sto|shall|should|will)\b"
)
_LIMIT = re.compile(r"(?i)\b(?:within|in\sthe\sspace\sof)\s{1,3}$")
_SHORT = 14
_HALVES = 6
_NEAR = 160
_SO_LONG_BEFORE = Tail(
    r"(?i)\b(?:years?|months?|weeks?|days?|decades?)\s{1,3}(?:before|prior\sto|ahead\sof)\s{1,3}(?:the\s{1,3})?$"
)
_BEFORE = Tail(r"(?i)\b(?:before|prior\sto|ahead\sof)\s{1,3}(?:the\s{1,3})?$")
# "Vessels built before 2010 are exempt" names the day that divides them.
_CUT_OFF = re.compile(
    r"(?i)\s{1,3}(?:\w{2,12}\s){0,2}?(?:is|are|was|were|shall|will|would|may|must|can|need|have|has)\b"
)
_STRETCHES = Months | Plan | Fiscal | Ended | Same | MonthPart | Then
# What opens only to close again has no anniversaries.
_PASSING = re.compile(
    r"(?i)\b(?:exhibitions?|fairs?|expos?|conferences?|forums?|meetings?|events?|ceremon(?:y|ies)|festivals?|"
    r"auctions?|sessions?|hearings?|courses?|contests?|competitions?|seminars?|summits?|shows?|concerts?|"
    r"applications?|bids?|tenders?|consultations?|investigations?|trials?|talks?)\b"
)


def kind_of(told: Told, when: When, clock: Clock) -> tuple[Kind, When]:
    """The kind of a fact, and its value where the kind changes it.

    A deadline or target told by its last day runs from the time of writing.
    """
    match told.mention.spec:
        case Repeat() | FiscalTerm():
            kind = Kind.RECURRING
        case Vague():
            kind = Kind.VAGUE
        case Within(rest=rest):
            kind = Kind.PERIOD if rest else _within(told)
        case Counted(way="within", before=False):
            kind = Kind.DEADLINE
        case Upto():
            kind = Kind.PERIOD
        case Stretch(ahead=True):
            kind = _within(told) if within(told) else Kind.TARGET
        case Stretch() | Length() | Since() | Counted(way="for" | "of"):
            kind = Kind.PERIOD
        case Fiscal() | Ended() | Same() if when.start is None:
            kind = Kind.PERIOD
        case _ if when.start is None:
            kind = Kind.EVENT if when.edtf else Kind.VAGUE
        case _:
            return _dated(told, when, clock)
    return kind, when


def within(told: Told) -> bool:
    """Whether English makes a stretch to come a time limit: "within six months"."""
    return not chinese(told.sentence) and bool(_LIMIT.search(told.lead))


def _within(told: Told) -> Kind:
    return Kind.TARGET if _aims(told) else Kind.DEADLINE


def _dated(told: Told, when: When, clock: Clock) -> tuple[Kind, When]:
    if _before(told) and not _ahead(told, when, clock) and not _NOT.search(told.lead):
        if _CUT_OFF.match(told.after):
            return Kind.EVENT, when
        return Kind.VAGUE, When(None, None, Precision.RANGE, when.basis, f"../{when.edtf}")
    if _by(told):
        return _ending(told, _over_by(told, when, clock), clock)
    if (
        _since(told)
        and not _EXTREME.search(told.lead)
        and told.tense != "future"
        and isinstance(told.mention.spec, Point | Then)
    ):
        return _beginning(told, when, clock)
    return _standing(told, when, clock), when


def _before(told: Told) -> bool:
    if chinese(told.sentence):
        return han.before(told.after)
    return bool(_BEFORE.search(told.lead)) and not _SO_LONG_BEFORE.search(told.lead)


def _by(told: Told) -> bool:
    if chinese(told.sentence):
        return not isinstance(told.mention.spec, Between) and han.by(told.lead, told.after)
    return bool(_BY.search(told.lead)) and not (_NOT.search(told.lead) or _SO_LONG_BEFORE.search(told.lead))


def _since(told: Told) -> bool:
    return han.since(told.lead, told.after) if chinese(told.sentence) else bool(_SINCE.search(told.lead))


def _standing(told: Told, when: When, clock: Clock) -> Kind:
    """The kind of a date that no preposition makes an end or a beginning."""
    spec = told.mention.spec
    if isinstance(spec, Between):
        short = when.start and when.end and (when.end - when.start).days <= _SHORT
        return Kind.EVENT if short else Kind.PERIOD
    if isinstance(spec, _STRETCHES) and not _parted(spec):
        return Kind.PERIOD
    if isinstance(spec, Point) and spec.named:
        return Kind.EVENT
    if _aimed(told, when, clock):
        return Kind.TARGET
    coming = chinese(told.sentence) and _ahead(told, when, clock) and told.tense != "past"
    return Kind.ORIGIN if _founded(told, when) and not coming else _happening(told, when, clock)


def _aimed(told: Told, when: When, clock: Clock) -> bool:
    """Whether a time to come is only aimed at: the year of a plan's name, a month beside words of aiming."""
    if not _ahead(told, when, clock):
        return False
    coming = told.tense == "future" or _surely_ahead(when, clock) or chinese(told.sentence)
    plain = coming and told.tense != "past" and when.precision is not Precision.DAY
    return in_a_plan(told) or (plain and _aims(told))


def _happening(told: Told, when: When, clock: Clock) -> Kind:
    """An event, or a period: a quarter, a half, a year that is not over."""
    spec = told.mention.spec
    if isinstance(spec, Point) and spec.nth is not None and spec.nth <= _HALVES:
        return Kind.PERIOD
    plain = when.precision in {Precision.DAY, Precision.MONTH} or _happened(told)
    before = when.end is not None and clock.start is not None and when.end < clock.start
    return Kind.EVENT if plain or before else Kind.PERIOD


def _happened(told: Told) -> bool:
    """Whether Chinese tells a year or another long time as that of a thing that happened."""
    return told.tense == "past" and han.happens(told.sentence, told.at)


def _aims(told: Told) -> bool:
    return han.aims(told.sentence, told.at) if chinese(told.sentence) else _aim(told.sentence)


def _parted(spec: Spec) -> bool:
    """Whether only the beginning or end of a year is meant, or a single date told before."""
    return (isinstance(spec, Fiscal) and spec.part is not None) or (isinstance(spec, Then) and not spec.unit)


@lru_cache(maxsize=64)
def _aim(sentence: str) -> bool:
    return bool(_AIM.search(sentence) or _HOPE.search(sentence))


def _ahead(told: Told, when: When, clock: Clock) -> bool:
    """Whether a value ends behind the time of writing, or closes it where it is told as coming."""
    if when.end is None or clock.end is None:
        return False
    inside = clock.start is not None and clock.start < when.end <= clock.end
    return when.end > clock.end or (told.tense == "future" and (inside or when.end == clock.end))


def _ending(told: Told, when: When, clock: Clock) -> tuple[Kind, When]:
    """ "by 2025": a deadline or target while it lies ahead of the time of writing, else an event."""
    over = told.tense == "past" and not _surely_ahead(when, clock) and not _open(told)
    if over or not _ahead(told, when, clock) or when.end is None:
        return (Kind.EVENT if when.precision in {Precision.DAY, Precision.MONTH} else Kind.PERIOD), when
    kind = Kind.TARGET if when.precision is not Precision.DAY and _aims(told) else Kind.DEADLINE
    start = clock.start
    inside = when.precision is not Precision.DAY and _SOME_DAY.search(told.lead)
    if start is None or start > when.end or inside:
        return kind, when
    plain = when.precision in {Precision.YEAR, Precision.MONTH} and when.edtf.replace("-", "").isdigit()
    last = when.edtf if plain else when.end.isoformat()
    return kind, replace(when, start=start, precision=Precision.RANGE, edtf=f"../{last}")


def _over_by(told: Told, when: When, clock: Clock) -> When:
    """What must be over before a month, season or year begins: by the end of the one that goes before it."""
    spec = told.mention.spec
    if chinese(told.sentence) or not _before(told) or not isinstance(spec, Point) or spec.part or spec.day:
        return when
    if when.start is None or clock.start is None or when.start <= clock.start:
        return when
    last = when.start - timedelta(days=1)
    if when.precision is Precision.YEAR:
        return values.year(last.year, when.basis)
    return values.month(last.year, last.month, when.basis)


def _surely_ahead(when: When, clock: Clock) -> bool:
    return when.start is not None and clock.end is not None and when.start > clock.end


def _open(told: Told) -> bool:
    """Whether a clause told as past still speaks of what is to come: "it would be settled by"."""
    return bool(_WOULD.search(clause(told))) or _aims(told)


def _beginning(told: Told, when: When, clock: Clock) -> tuple[Kind, When]:
    """ "since 2013": a period up to the time of writing."""
    if clock.start is None or clock.end is None or not _EVER_SINCE.search(told.lead):
        return Kind.PERIOD, when
    return Kind.PERIOD, values.between(when, values.now(clock.start, clock.end), Basis.DERIVED) or when


def _founded(told: Told, when: When) -> bool:
    """Whether a day stated in full dates a founding or a release, told as past."""
    spec = told.mention.spec
    if not isinstance(spec, Point) or spec.day is None or spec.year is None or told.tense == "future":
        return False
    if when.precision is not Precision.DAY:
        return False
    if chinese(told.sentence):
        return han.founds(told.sentence, told.at)
    if _PASSING.search(told.around):
        return False
    before = list(FOUNDED.finditer(told.lead))
    between = told.lead[before[-1].end() :] if before else ""
    if before and not re.search(r"[;:]|\sand\s|\d", between):
        return True
    behind = FOUNDED.search(told.after[:_NEAR])
    return bool(behind and not re.search(r"[;:]|\d", told.after[: behind.start()]))
