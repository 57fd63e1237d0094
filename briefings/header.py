"""The date line above a text: its value, or why it has none."""

from __future__ import annotations

import re
from datetime import date

from briefings.dates import mentions
from briefings.dates.mention import Point

_TIME = re.compile(r"(?<![0-9:])([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?\s{0,2}([AaPp]\.?[Mm]\.?)?")


def stamp(raw: str) -> tuple[date | None, str]:
    """The day a header names, and why it is malformed (empty where it is well formed)."""
    value = _day(raw)
    fault = _fault(raw)
    if value is None:
        return None, fault or "it names no day that exists"
    return value, fault


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
