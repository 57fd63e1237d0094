"""Deadlines: the last day for something to be done."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from briefings.milestones.rule import USUAL, Reckoning, Rule, scheduled
from briefings.milestones.wording import end, ending, given, subject
from briefings.model import Entry, Kind, Milestone
from briefings.tongue import _

NAME = "deadline"
LEADS = (30, 7, 1, 0)


def days(entry: Entry, first: date, last: date, reckoning: Reckoning = USUAL) -> Iterator[Milestone]:
    """The last day of a deadline, said at its own precision."""
    when = entry.fact.when
    if entry.fact.kind is Kind.DEADLINE and when.end and scheduled(when.end) and first <= when.end <= last:
        yield Milestone(entry, when.end, NAME, _label(entry), LEADS, precision=ending(when))


def label(milestone: Milestone) -> str:
    """What is to be done, and by when."""
    return _label(milestone.entry)


def _label(entry: Entry) -> str:
    return _("Deadline {end}: {what}").format(end=end(entry.fact.when), what=subject(entry.fact))


def reason(milestone: Milestone, reckoning: Reckoning) -> str:
    """The end that the text gives."""
    return given(milestone.entry.fact.when)


DEADLINE = Rule(NAME, Kind.DEADLINE, LEADS, days, label, reason)
