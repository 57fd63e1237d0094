"""Check-ins: a target is looked at half-way and when it is due."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date

from briefings.called import called
from briefings.milestones.rule import USUAL, Reckoning, Rule, scheduled
from briefings.milestones.wording import day as said
from briefings.milestones.wording import end, ending, given, span, subject
from briefings.model import Entry, Kind, Milestone, Precision
from briefings.tongue import _

LEADS = (0,)


def half(entry: Entry, first: date, last: date, reckoning: Reckoning = USUAL) -> Iterator[Milestone]:
    """The middle of a target's time, where the text gives both ends; a month or year is told at its end."""
    when = entry.fact.when
    if entry.fact.kind is not Kind.TARGET or when.precision is not Precision.RANGE or when.edtf[:2] == "..":
        return
    if when.start is None or when.end is None or not scheduled(when.end) or not scheduled(when.start):
        return
    known = _known(ending(when))
    day = _told(middle(when.start, when.end), known)
    if first <= day <= last and day < when.end:
        yield Milestone(entry, day, "halfway", _half_label(entry), LEADS, precision=known)


def half_label(milestone: Milestone) -> str:
    """The target with its end and how firm it is."""
    return _half_label(milestone.entry)


def _half_label(entry: Entry) -> str:
    return _due(entry, _("Half-way to {end}: {target} ({grade})"))


def middle(start: date, end: date) -> date:
    """The day half-way between two."""
    return start + (end - start) / 2


def due(entry: Entry, first: date, last: date, reckoning: Reckoning = USUAL) -> Iterator[Milestone]:
    """The last day of a target's time, said at the target's own precision."""
    when = entry.fact.when
    if entry.fact.kind is Kind.TARGET and when.end and scheduled(when.end) and first <= when.end <= last:
        yield Milestone(entry, when.end, "checkin", _due_label(entry), LEADS, precision=ending(when))


def due_label(milestone: Milestone) -> str:
    """The target with its end and how firm it is."""
    return _due_label(milestone.entry)


def _due_label(entry: Entry) -> str:
    return _due(entry, _("Due {end}: {target} ({grade})"))


def _known(precision: Precision) -> Precision:
    """How exactly the middle of a time is known whose end is known so exactly."""
    match precision:
        case Precision.DAY:
            return Precision.DAY
        case Precision.YEAR | Precision.DECADE | Precision.RANGE:
            return Precision.YEAR
        case Precision.MONTH | Precision.QUARTER | Precision.HALF | Precision.SEASON:
            return Precision.MONTH


def _told(day: date, known: Precision) -> date:
    """The last day of the month or year that `day` lies in, unless the day itself is known."""
    if known is Precision.DAY:
        return day
    if known is Precision.YEAR:
        return date(day.year, 12, 31)
    return day.replace(day=monthrange(day.year, day.month)[1])


def _due(entry: Entry, sentence: str) -> str:
    fact = entry.fact
    return sentence.format(end=end(fact.when), target=subject(fact), grade=called(fact.grade))


def half_reason(milestone: Milestone, reckoning: Reckoning) -> str:
    """Both ends, the days between them, and half of that."""
    when = milestone.entry.fact.when
    assert when.start is not None
    assert when.end is not None
    count = (when.end - when.start).days
    at = _("{start} + {half:,} of {count:,} days = {middle}").format(
        start=said(when.start), half=count // 2, count=count, middle=said(middle(when.start, when.end))
    )
    if milestone.precision is Precision.DAY:
        return _("half of {time}: {sum}").format(time=span(when), sum=at)
    sentence = (
        _("half of the time up to {end}: {sum}; it is told at the end of that month")
        if milestone.precision is Precision.MONTH
        else _("half of the time up to {end}: {sum}; it is told at the end of that year")
    )
    return sentence.format(end=end(when), sum=at)


def due_reason(milestone: Milestone, reckoning: Reckoning) -> str:
    """The end that the text gives."""
    when = milestone.entry.fact.when
    return given(when)


HALFWAY = Rule("halfway", Kind.TARGET, LEADS, half, half_label, half_reason)
CHECKIN = Rule("checkin", Kind.TARGET, LEADS, due, due_label, due_reason)
