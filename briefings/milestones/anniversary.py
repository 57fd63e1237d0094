"""Anniversaries: the day of an origin comes back every year."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from briefings.milestones.rule import USUAL, Reckoning, Rule, originates, scheduled
from briefings.milestones.wording import day as said
from briefings.milestones.wording import day_month, ending, name, span, titled, years
from briefings.model import Entry, Kind, Milestone, Precision
from briefings.tongue import _, ngettext

NAME = "anniversary"
LEADS = (30, 7, 0)
EARLY = (90, *LEADS)
"""Leads of round numbers, which take a chat longer to prepare for."""


def is_round(number: int) -> bool:
    """Whether a count of years is a round one: 5, 10, 15 … 50, and then every 10 and every 25."""
    return number > 0 and (number % 5 == 0 if number <= 50 else number % 10 == 0 or number % 25 == 0)


def days(entry: Entry, first: date, last: date, reckoning: Reckoning = USUAL) -> Iterator[Milestone]:
    """One a year for origins whose day is known; 29 February is told on the 28th in common years."""
    base = entry.fact.when.start
    if base is None or not scheduled(base) or not _known(entry) or not originates(entry):
        return
    for year in range(max(first.year, base.year + 1), last.year + 1):
        day = _in(year, base, reckoning)
        if first <= day <= last and scheduled(day):
            number = year - base.year
            leads = EARLY if is_round(number) else LEADS
            yield Milestone(entry, day, NAME, _label(entry, day, number), leads, number)


def _known(entry: Entry) -> bool:
    """Whether the entry began on one known day, be it the first of several such as a session's."""
    when = entry.fact.when
    return when.end is not None and ending(when) is Precision.DAY and not when.edtf.startswith("..")


def _in(year: int, base: date, reckoning: Reckoning) -> date:
    """The day of `year` on which `base` is remembered."""
    try:
        return base.replace(year=year)
    except ValueError:
        return date(year, 3, 1) if reckoning.march else date(year, 2, 28)


def label(milestone: Milestone) -> str:
    """How the anniversary is told, with its base day and what a leap day makes of it."""
    return _label(milestone.entry, milestone.day, milestone.number or 0)


def _label(entry: Entry, day: date, number: int) -> str:
    when = entry.fact.when
    sentence = ngettext(
        "{number} year since {thing} ({base})", "{number} years since {thing} ({base})", number
    )
    words = sentence.format(number=number, thing=titled(name(entry)), base=span(when))
    if when.start is None or day.day == when.start.day:
        return words
    sentence = _("{label}; {year} has no 29 Feb, so it is told on {day}")
    return sentence.format(label=words, year=day.year, day=day_month(day))


def reason(milestone: Milestone, reckoning: Reckoning) -> str:
    """Base day plus years."""
    base = milestone.entry.fact.when.start
    assert base is not None
    sentence = (
        _("{base} + {years} = {day}")
        if (base.month, base.day) == _date(milestone.day)
        else _("{base} + {years} = {day}, which has no 29 Feb")
    )
    return sentence.format(base=said(base), years=years(milestone.number or 0), day=said(milestone.day))


def _date(day: date) -> tuple[int, int]:
    return day.month, day.day


ANNIVERSARY = Rule(NAME, Kind.ORIGIN, EARLY, days, label, reason, chosen=True)
