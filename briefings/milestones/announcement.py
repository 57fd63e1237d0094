"""Announcements: an origin known to its month or year is remembered in that month or year, without a day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from briefings.milestones.rule import USUAL, Reckoning, Rule, originates, scheduled
from briefings.milestones.wording import full_month, name, titled, years
from briefings.milestones.wording import year as one_year
from briefings.model import Entry, Kind, Milestone, Precision, When
from briefings.tongue import _, ngettext

NAME = "announcement"
LEADS = (0,)
_COARSE = frozenset({Precision.MONTH, Precision.YEAR})


def days(entry: Entry, first: date, last: date, reckoning: Reckoning = USUAL) -> Iterator[Milestone]:
    """One a year, told on the first day of the month or year; quarters, seasons and decades earn none."""
    when = entry.fact.when
    base = when.start
    if when.precision not in _COARSE or when.end is None or base is None:
        return
    if not scheduled(base) or not scheduled(when.end) or not originates(entry):
        return
    for year in range(max(first.year, base.year + 1), last.year + 1):
        day = date(year, base.month if when.precision is Precision.MONTH else 1, 1)
        if first <= day <= last and scheduled(day):
            number = year - base.year
            yield Milestone(entry, day, NAME, _label(entry, number), LEADS, number, when.precision)


def label(milestone: Milestone) -> str:
    """How the return of a month or year is told, with its base."""
    return _label(milestone.entry, milestone.number or 0)


def _label(entry: Entry, number: int) -> str:
    sentence = ngettext(
        "{number} year since {thing} ({base})", "{number} years since {thing} ({base})", number
    )
    return sentence.format(number=number, thing=titled(name(entry)), base=_base(entry.fact.when))


def _base(when: When) -> str:
    """The origin's time in words: July 2013, 2013."""
    assert when.start is not None
    return full_month(when.start) if when.precision is Precision.MONTH else one_year(when.start.year)


def reason(milestone: Milestone, reckoning: Reckoning) -> str:
    """Base month or year plus years, and that no day is known."""
    monthly = milestone.precision is Precision.MONTH
    then = full_month(milestone.day) if monthly else one_year(milestone.day.year)
    sentence = (
        _("{base} + {years} = {time}; no day is known, so the month is told")
        if monthly
        else _("{base} + {years} = {time}; no day is known, so the year is told")
    )
    base = _base(milestone.entry.fact.when)
    return sentence.format(base=base, years=years(milestone.number or 0), time=then)


ANNOUNCEMENT = Rule(NAME, Kind.ORIGIN, LEADS, days, label, reason)
