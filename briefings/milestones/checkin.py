"""Check-ins: a target is looked at half-way and when it is due."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date

from briefings.milestones.rule import Rule, scheduled
from briefings.milestones.wording import end, ending, subject
from briefings.model import Entry, Kind, Milestone, Precision, When

LEADS = (0,)


def half(entry: Entry, first: date, last: date) -> Iterator[Milestone]:
    """The middle of a target's time, where the text gives both ends; a month or year is told at its end."""
    when = entry.fact.when
    if entry.fact.kind is not Kind.TARGET or when.precision is not Precision.RANGE or when.edtf[:2] == "..":
        return
    if when.start is None or when.end is None or not scheduled(when.end) or not scheduled(when.start):
        return
    day = _told(when.start + (when.end - when.start) / 2, ending(when))
    if first <= day <= last and day < when.end:
        yield Milestone(entry, day, "halfway", f"Half-way to {_due(entry, when)}", LEADS)


def due(entry: Entry, first: date, last: date) -> Iterator[Milestone]:
    """The last day of a target's time, said at the target's own precision."""
    when = entry.fact.when
    if entry.fact.kind is Kind.TARGET and when.end and scheduled(when.end) and first <= when.end <= last:
        yield Milestone(entry, when.end, "checkin", f"Due {_due(entry, when)}", LEADS)


def _told(day: date, precision: Precision) -> date:
    """The last day of the month or year that `day` lies in, unless the day itself is known."""
    match precision:
        case Precision.DAY:
            return day
        case Precision.YEAR | Precision.DECADE | Precision.RANGE:
            return date(day.year, 12, 31)
        case Precision.MONTH | Precision.QUARTER | Precision.HALF | Precision.SEASON:
            return day.replace(day=monthrange(day.year, day.month)[1])


def _due(entry: Entry, when: When) -> str:
    """The target with its end and how firm it is."""
    return f"{end(when)}: {subject(entry.fact)} ({entry.fact.grade})"


HALFWAY = Rule("halfway", LEADS, half)
CHECKIN = Rule("checkin", LEADS, due)
