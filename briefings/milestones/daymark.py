"""Day marks: the 100th, 500th, 1000th and 2000th day after a young origin."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from briefings.milestones.rule import USUAL, Reckoning, Rule, originates, scheduled
from briefings.milestones.wording import day as said
from briefings.milestones.wording import ending, name, span, titled
from briefings.model import Entry, Kind, Milestone, Precision
from briefings.tongue import _, ngettext

NAME = "daymark"
LEADS = (7, 0)
MARKS = (100, 500, 1000, 2000)
"""The last mark is the bound: an origin older than that is remembered by its years alone."""


def days(entry: Entry, first: date, last: date, reckoning: Reckoning = USUAL) -> Iterator[Milestone]:
    """The marks of an origin that happened on one known day."""
    when = entry.fact.when
    base = when.start
    if base is None or when.end != base or ending(when) is not Precision.DAY or when.edtf.startswith(".."):
        return
    if not scheduled(base) or (first - base).days > MARKS[-1] or not originates(entry):
        return
    for number in MARKS:
        day = base + timedelta(days=number - reckoning.first)
        if first <= day <= last and scheduled(day):
            yield Milestone(entry, day, NAME, _label(entry, number, reckoning.first), LEADS, number)


def label(milestone: Milestone) -> str:
    """How the mark is told; where the origin counts as day 1, the label says so."""
    number, base = milestone.number or 0, milestone.entry.fact.when.start
    first = number - (milestone.day - base).days if base else 0
    return _label(milestone.entry, number, first)


def _label(entry: Entry, number: int, first: int) -> str:
    sentence = (
        _("Day {number:,} of {thing} ({base} counted as day 1)")
        if first
        else ngettext(
            "{number:,} day since {thing} ({base})", "{number:,} days since {thing} ({base})", number
        )
    )
    return sentence.format(number=number, thing=titled(name(entry)), base=span(entry.fact.when))


def reason(milestone: Milestone, reckoning: Reckoning) -> str:
    """Base day plus days, and which number the base day has."""
    base = milestone.entry.fact.when.start
    assert base is not None
    sentence = _("{base} + {count:,} days = {day}; {base} is day {first}")
    count = (milestone.day - base).days
    return sentence.format(base=said(base), count=count, day=said(milestone.day), first=reckoning.first)


DAYMARK = Rule(NAME, Kind.ORIGIN, LEADS, days, label, reason, chosen=True)
