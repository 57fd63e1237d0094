"""TIMEX3 values, as the field's corpora write them."""

from __future__ import annotations

from datetime import date

from briefings.dates.mention import Point, Step, Unit
from briefings.model import Timex

_LETTER = {
    "second": "S",
    "minute": "M",
    "hour": "H",
    "day": "D",
    "weekend": "WE",
    "week": "W",
    "month": "M",
    "quarter": "Q",
    "year": "Y",
    "decade": "DE",
    "century": "CE",
}
_CLOCK = frozenset({"second", "minute", "hour"})
_SEASON = {21: "SP", 22: "SU", 23: "FA", 24: "WI"}


def duration(unit: Unit, amount: float | None) -> str:
    """A duration such as P3Y, PT2H or, where the count is open, PXM."""
    count = "X" if amount is None else f"{amount:g}"
    return f"P{'T' if unit in _CLOCK else ''}{count}{_LETTER[unit]}"


def on_day(value: str, time: str) -> Timex:
    """A day, or a time of it: "T09:30", "TMO"."""
    return Timex("TIME" if time else "DATE", value + time)


def step_value(spec: Step, day: date) -> str:
    """The value of a step that lands on a day, in its own unit."""
    iso = day.isocalendar()
    week = f"{iso.year:04}-W{iso.week:02}"
    return {
        "day": day.isoformat(),
        "weekend": f"{week}-WE",
        "week": week,
        "month": day.isoformat()[:7],
        "quarter": f"{day.year:04}-Q{(day.month + 2) // 3}",
        "decade": f"{day.year // 10:03}",
        "century": f"{day.year // 100:02}",
    }.get(spec.unit, f"{day.year:04}")


def point_value(spec: Point, year: int | None) -> str:
    """The value of a calendar point in a year that may be unknown."""
    head = "XXXX" if year is None else f"{year:04}" if year > 0 else f"BC{-year:04}"
    if spec.decade and year is not None:
        return f"{year // 10:03}"
    if spec.nth is not None:
        tail = _SEASON.get(spec.nth) or (f"Q{spec.nth}" if spec.nth <= 4 else f"H{spec.nth - 4}")
        return f"{head}-{tail}"
    if spec.month is None:
        return head
    return f"{head}-{spec.month:02}" + (f"-{spec.day:02}" if spec.day else "")
