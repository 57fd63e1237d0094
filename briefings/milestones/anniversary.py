"""Anniversaries: the day of an origin comes back every year."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from briefings.milestones.rule import Rule, scheduled
from briefings.milestones.wording import ending, name, span, titled, years
from briefings.model import Entry, Kind, Milestone, Precision

NAME = "anniversary"
LEADS = (30, 7, 0)


def days(entry: Entry, first: date, last: date) -> Iterator[Milestone]:
    """One a year for origins whose day is known; 29 February is told on the 28th in common years."""
    base = entry.fact.when.start
    if base is None or not scheduled(base) or not _origin(entry):
        return
    for year in range(max(first.year, base.year + 1), last.year + 1):
        day = _in(year, base)
        if first <= day <= last and scheduled(day):
            yield Milestone(entry, day, NAME, _label(entry, base, day), LEADS, year - base.year)


def _origin(entry: Entry) -> bool:
    """Whether the entry began on one known day, be it the first of several such as a session's."""
    when = entry.fact.when
    if when.end is None or ending(when) is not Precision.DAY or when.edtf.startswith(".."):
        return False
    return any(fact.kind is Kind.ORIGIN for fact in (entry.fact, *entry.also))


def _in(year: int, base: date) -> date:
    """The day of `year` on which `base` is remembered."""
    try:
        return base.replace(year=year)
    except ValueError:
        return date(year, 2, 28)


def _label(entry: Entry, base: date, day: date) -> str:
    """How the anniversary is told, with its base day and what a leap day makes of it."""
    label = f"{years(day.year - base.year)} since {titled(name(entry))} ({span(entry.fact.when)})"
    return label if day.day == base.day else f"{label}; {day.year} has no 29 Feb, so it is told on 28 Feb"


ANNIVERSARY = Rule(NAME, LEADS, days)
