"""Deadlines: the last day for something to be done."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from briefings.milestones.rule import USUAL, Reckoning, Rule, scheduled
from briefings.milestones.wording import end, ending, subject
from briefings.model import Entry, Kind, Milestone, Precision

NAME = "deadline"
LEADS = (30, 7, 1, 0)


def days(entry: Entry, first: date, last: date, reckoning: Reckoning = USUAL) -> Iterator[Milestone]:
    """The last day of a deadline, said at its own precision."""
    when = entry.fact.when
    if entry.fact.kind is Kind.DEADLINE and when.end and scheduled(when.end) and first <= when.end <= last:
        label = f"Deadline {end(when)}: {subject(entry.fact)}"
        yield Milestone(entry, when.end, NAME, label, LEADS, precision=ending(when))


def reason(milestone: Milestone, reckoning: Reckoning) -> str:
    """The end that the text gives."""
    when = milestone.entry.fact.when
    exact = ending(when) is Precision.DAY
    return f"the text gives {end(when)} as the end" + ("" if exact else "; its last day is when it is told")


DEADLINE = Rule(NAME, Kind.DEADLINE, LEADS, days, reason)
