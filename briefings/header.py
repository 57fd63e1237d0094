"""The date line above a text: its value, or why it has none, and what the text says of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from briefings.dates import mentions
from briefings.dates.mention import Point
from briefings.model import Header, Witness

_SOON = timedelta(days=45)
_TIME = re.compile(r"(?<![0-9:])([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?\s{0,2}([AaPp]\.?[Mm]\.?)?")


@dataclass(frozen=True, slots=True)
class Stamp:
    """A date line as written, where it stands, the day it names, and why it is malformed (if it is)."""

    raw: str
    start: int
    end: int
    value: date | None
    fault: str

    @property
    def sound(self) -> date | None:
        """The day, where the line is well formed."""
        return None if self.fault else self.value


def stamp(raw: str, start: int = 0, end: int = 0) -> Stamp:
    """A date line, read."""
    value = _day(raw)
    return Stamp(raw, start, end, value, _fault(raw) or ("" if value else "it names no day that exists"))


def unchecked(line: Stamp | None) -> Header | None:
    """The verdict where the time of writing was given from outside."""
    return Header(line.raw, line.value, "unchecked", "the time of writing was given") if line else None


def lost(line: Stamp | None) -> Header | None:
    """The verdict where no year is left."""
    if line is None:
        return None
    if line.fault:
        return Header(line.raw, line.value, "malformed", line.fault)
    why = "the text's own dates rule it out, and name no other year"
    return Header(line.raw, line.value, "rejected", why)


def verdict(line: Stamp | None, start: date, end: date, heard: Sequence[Witness]) -> Header | None:
    """What the time of writing, found from `heard`, says of the date line."""
    if line is None:
        return None
    value = line.sound
    if value is None:
        return Header(line.raw, line.value, "malformed", line.fault)
    said = [w for w in heard if w.kind != "header"]
    if start <= value <= end:
        if not said and (start.month, start.day) == (1, 1):
            return Header(line.raw, value, "unchecked", "nothing in the text says when it was written")
        return Header(
            line.raw, value, "accepted", f"it lies between {start.isoformat()} and {end.isoformat()}"
        )
    if (end.month, end.day) == (12, 31) and timedelta(0) <= value - start <= _SOON:
        return Header(line.raw, value, "accepted", f"the newest event is of {start.isoformat()}")
    return Header(line.raw, value, "rejected", _why(value, start, end, said))


def _why(value: date, start: date, end: date, said: Sequence[Witness]) -> str:
    kinds = tuple(dict.fromkeys(w.kind for w in said if w.says == str(start.year) and w.weight > 1))
    named = f" ({start.year} by: {'; '.join(kinds[:4])})" if kinds else ""
    return f"the text was written {start.isoformat()} to {end.isoformat()}{named}, not on {value.isoformat()}"


def _day(raw: str) -> date | None:
    for mention in mentions(raw[:400]):
        spec = mention.spec
        if isinstance(spec, Point) and spec.year and spec.month and spec.day and spec.year > 0:
            return date(spec.year, spec.month, spec.day)
    return None


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
