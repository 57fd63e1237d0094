"""The date line above a text: its value, or why it has none, and what the text says of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, timedelta

from briefings.dates import mentions
from briefings.dates.anchor import Anchor
from briefings.dates.mention import Point
from briefings.dates.points import resolve_point
from briefings.model import Header, Witness

_SOON = timedelta(days=45)
_LATE = timedelta(days=7)
_EARLY = timedelta(days=2)
_TIME = re.compile(r"(?<![0-9:])([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?\s{0,2}([AaPp]\.?[Mm]\.?)?")


@dataclass(frozen=True, slots=True)
class Stamp:
    """A date line as written, where it stands, and why it is malformed (if it is).

    `first` to `last` is the day or month that it names.
    """

    raw: str
    start: int
    end: int
    first: date | None
    last: date | None
    fault: str

    @property
    def day(self) -> date | None:
        """The day, where the line names one."""
        return self.first if self.first == self.last else None

    @property
    def sound(self) -> tuple[date, date] | None:
        """The first and last day, where the line is well formed."""
        return (self.first, self.last) if self.first and self.last and not self.fault else None


def stamp(raw: str, start: int = 0, end: int = 0) -> Stamp:
    """A date line, read."""
    first, last = _days(raw)
    return Stamp(
        raw, start, end, first, last, _fault(raw) or ("" if first else "it names no day that exists")
    )


def unchecked(line: Stamp | None) -> Header | None:
    """The verdict where the time of writing was given from outside."""
    return Header(line.raw, line.day, "unchecked", "the time of writing was given") if line else None


def lost(line: Stamp | None) -> Header | None:
    """The verdict where no year is left."""
    if line is None:
        return None
    if line.fault:
        return Header(line.raw, line.day, "malformed", line.fault)
    why = "the text's own dates rule it out, and name no other year"
    return Header(line.raw, line.day, "rejected", why)


def verdict(
    line: Stamp | None,
    start: date,
    end: date,
    heard: Sequence[Witness],
    named: AbstractSet[int] = frozenset(),
) -> Header | None:
    """What the time of writing, found from `heard`, says of the date line; `named` are the years that stand
    in the text.

    A line some days off is right, since a text comes out after it is written; one that the text has
    nothing to say of stays unchecked.
    """
    if line is None:
        return None
    if line.sound is None:
        return Header(line.raw, line.day, "malformed", line.fault)
    first, last = line.sound
    between = f"{start.isoformat()} and {end.isoformat()}"
    inside = first <= end and last >= start
    wraps = (end.month, end.day) == (12, 31) and timedelta(0) <= first - start <= _SOON
    if inside or wraps or timedelta(0) < first - end <= _LATE or timedelta(0) < start - last <= _EARLY:
        if not _spoken(first, (start, end), heard, named):
            return Header(line.raw, line.day, "unchecked", "nothing in the text says when it was written")
        return Header(
            line.raw, line.day, "accepted", f"it lies {'between' if inside else 'close to'} {between}"
        )
    return Header(line.raw, line.day, "rejected", _why(first, start, end, heard))


def _spoken(first: date, told: tuple[date, date], heard: Sequence[Witness], named: AbstractSet[int]) -> bool:
    """Whether the text itself speaks for the year of a date line: names it or one beside it, or tells of days
    just before it.
    """
    years = {str(first.year), str(first.year - 1)}
    if any(w.says in years and w.weight > 0 and w.kind != "header" for w in heard):
        return True
    days = [day for day in told if (day.month, day.day) not in {(1, 1), (12, 31)}]
    just = any(timedelta(0) <= first - day <= _LATE for day in days)
    return just or not named.isdisjoint({first.year - 1, first.year, first.year + 1})


def _why(value: date, start: date, end: date, heard: Sequence[Witness]) -> str:
    said = [w for w in heard if w.kind != "header"]
    kinds = tuple(dict.fromkeys(w.kind for w in said if w.says == str(start.year) and w.weight > 1))
    named = f" ({start.year} by: {'; '.join(kinds[:4])})" if kinds else ""
    return f"the text was written {start.isoformat()} to {end.isoformat()}{named}, not on {value.isoformat()}"


def _days(raw: str) -> tuple[date | None, date | None]:
    """The day that a line names, else its month."""
    points = [m.spec for m in mentions(raw[:400]) if isinstance(m.spec, Point)]
    dated = [p for p in points if p.year and p.year > 0 and p.month]
    for point in sorted(dated, key=lambda p: p.day is None):
        when = resolve_point(point, Anchor()).when
        return when.start, when.end
    return None, None


def _fault(raw: str) -> str:
    found = _TIME.search(raw[:400])
    if not found:
        return ""
    hour, minute = int(found[1]), int(found[2])
    if hour > 24 or minute > 59:
        return f"its time {found[0].strip()} does not exist"
    if found[4] and (hour > 12 or hour == 0):
        return f"its time {found[0].strip()} does not exist"
    return ""
