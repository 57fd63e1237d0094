"""Deadlines: the last day for something to be done."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from briefings.milestones.rule import Rule, scheduled
from briefings.milestones.wording import end, subject
from briefings.model import Entry, Kind, Milestone

NAME = "deadline"
LEADS = (30, 7, 1, 0)


def days(entry: Entry, first: date, last: date) -> Iterator[Milestone]:
    """The last day of a deadline, said at its own precision."""
    when = entry.fact.when
    if entry.fact.kind is Kind.DEADLINE and when.end and scheduled(when.end) and first <= when.end <= last:
        label = f"Deadline {end(when)}: {subject(entry.fact)}"
        yield Milestone(entry, when.end, NAME, label, LEADS)


DEADLINE = Rule(NAME, LEADS, days)
