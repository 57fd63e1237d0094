"""REGISTER of milestone rules: entries to days worth telling."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from briefings.milestones.anniversary import ANNIVERSARY
from briefings.milestones.checkin import CHECKIN, HALFWAY
from briefings.milestones.deadline import DEADLINE
from briefings.milestones.rule import EARLIEST, LATEST, Rule
from briefings.milestones.wording import exact, falls
from briefings.model import Entry, Milestone

__all__ = ["RULES", "Rule", "exact", "falls", "following", "milestones"]

RULES: tuple[Rule, ...] = (ANNIVERSARY, DEADLINE, HALFWAY, CHECKIN)


def milestones(entries: Sequence[Entry], first: date, last: date) -> tuple[Milestone, ...]:
    """Every milestone from `first` to `last`, both included, by day; the register's order decides ties."""
    first, last = max(first, EARLIEST), min(last, LATEST)
    found = (
        (one.day, rank, one.label, one.entry.fact.id, one)
        for rank, rule in enumerate(RULES)
        for entry in entries
        for one in rule.days(entry, first, last)
    )
    return tuple(row[-1] for row in sorted(found, key=lambda row: row[:-1]))


def following(entries: Sequence[Entry], after: date) -> Milestone | None:
    """The first milestone later than `after`, however far; None where nothing is ahead."""
    if after >= LATEST:
        return None
    first = max(after, EARLIEST - timedelta(days=1)) + timedelta(days=1)
    for reach in (timedelta(days=400), LATEST - first):
        found = milestones(entries, first, min(first + reach, LATEST))
        if found:
            return found[0]
    return None
