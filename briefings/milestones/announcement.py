"""Announcements: an origin known to its month or year is remembered in that month or year, without a day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from briefings.milestones.rule import USUAL, Reckoning, Rule, originates, scheduled
from briefings.milestones.wording import full_month, name, titled, years
from briefings.model import Entry, Kind, Milestone, Precision, When

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
            label = f"{years(number)} since {titled(name(entry))} ({_base(when)})"
            yield Milestone(entry, day, NAME, label, LEADS, number, when.precision)


def _base(when: When) -> str:
    """The origin's time in words: July 2013, 2013."""
    assert when.start is not None
    return full_month(when.start) if when.precision is Precision.MONTH else str(when.start.year)


def reason(milestone: Milestone, reckoning: Reckoning) -> str:
    """Base month or year plus years, and that no day is known."""
    monthly = milestone.precision is Precision.MONTH
    then = full_month(milestone.day) if monthly else str(milestone.day.year)
    part = "month" if monthly else "year"
    base = _base(milestone.entry.fact.when)
    return f"{base} + {years(milestone.number or 0)} = {then}; no day is known, so the {part} is told"


ANNOUNCEMENT = Rule(NAME, Kind.ORIGIN, LEADS, days, reason)
