"""Calendar points to values: which year a day or month without one belongs to, and what a part of it covers."""

from __future__ import annotations

from datetime import date

from briefings.dates import values
from briefings.dates.mention import Point, Tense
from briefings.dates.timex import point_value
from briefings.model import Basis, Precision, When

_WRAP = 8


def resolve_point(
    spec: Point, start: date | None, end: date | None, year: int | None, told: date | None, tense: Tense
) -> tuple[When, str, str]:
    """The value, the TIMEX3 value (empty for what no calendar has) and how the year was found.

    `start` to `end` is the time of writing, `year` its year, `told` the date told last before where
    that one gives the year.
    """
    found, derivation = _year(spec, start, end, year, told, tense)
    if found is not None and not values.FIRST <= abs(found) <= values.LAST:
        return values.unknown(), "", ""
    if (
        found is not None
        and found > 0
        and spec.month
        and spec.day
        and not values.exists(found, spec.month, spec.day)
    ):
        return values.unknown(), "", ""
    value = point_value(spec, found)
    if found is None or found < 0:
        precision = Precision.DAY if spec.day else Precision.MONTH if spec.month else Precision.YEAR
        return values.unknown(_open(spec, found), precision), value, derivation
    basis = Basis.STATED if spec.year is not None else Basis.DERIVED
    return _value(spec, found, basis), value, derivation


def _open(spec: Point, year: int | None) -> str:
    if year is not None:
        return f"-{-year - 1:04}" + (f"-{spec.month:02}" if spec.month else "")
    if spec.month is None:
        return ""
    return f"XXXX-{spec.month:02}" + (f"-{spec.day:02}" if spec.day else "")


def _year(
    spec: Point, start: date | None, end: date | None, year: int | None, told: date | None, tense: Tense
) -> tuple[int | None, str]:
    if spec.year is not None:
        return spec.year, ""
    if spec.near is not None and spec.month and (near := told or start):
        return _closest(spec.month, near, spec.near), f"the one closest to {near.isoformat()}"
    if told is not None:
        return _told_year(spec, told), f"the year told before, {told.year}"
    if year is None or spec.same:
        return None, ""
    if spec.turn is not None:
        return year + spec.turn, _sum(year, spec.turn)
    if spec.month is None:
        return _unnamed(spec, end, year, tense)
    shift = _shift(spec, start, end, year, tense)
    why = f", moved by {shift:+}: told as {tense}" if shift else ""
    return year + shift, _sum(year, 0) + why


def _unnamed(spec: Point, end: date | None, year: int, tense: Tense) -> tuple[int | None, str]:
    """A quarter or half of no named year; one told as past that has not begun is the year before's."""
    if spec.nth is None or spec.nth >= 21:
        return (None, "") if spec.nth else (year, _sum(year, 0))
    begins = values.nth(year, spec.nth).start
    if tense == "past" and end is not None and begins is not None and begins > end:
        return year - 1, _sum(year, -1)
    return year, _sum(year, 0)


def _sum(year: int, turn: int) -> str:
    if not turn:
        return f"the year of writing, {year}"
    return f"{year} {'-' if turn < 0 else '+'} {abs(turn)} = {year + turn}"


def _closest(month: int, near: date, direction: int) -> int:
    if direction < 0:
        return near.year if month < near.month else near.year - 1
    return near.year if month > near.month else near.year + 1


def _told_year(spec: Point, told: date) -> int:
    """A tale goes on: January behind December is the next year's."""
    if spec.turn is not None:
        return told.year + spec.turn
    if spec.month and not spec.same and told.month - spec.month >= _WRAP:
        return told.year + 1
    return told.year


def _shift(spec: Point, start: date | None, end: date | None, year: int, tense: Tense) -> int:
    """A year back or on where the tense contradicts the year of writing by months."""
    if start is None or end is None or spec.month is None:
        return 0
    months = (year * 12 + spec.month) - (end.year * 12 + end.month)
    if tense == "past" and months > 1:
        return -1
    ahead = (year * 12 + spec.month) - (start.year * 12 + start.month)
    return 1 if tense == "future" and ahead < -3 else 0


def _value(spec: Point, year: int, basis: Basis) -> When:
    if spec.month and spec.day:
        return values.day(date(year, spec.month, spec.day), basis)
    if spec.decade:
        return values.decade(year, basis)
    if spec.month:
        when = values.month(year, spec.month, basis)
        return _near(when) if spec.part else when
    if spec.nth:
        return values.nth(year, spec.nth, basis)
    return _part_of_year(spec, year, basis) if spec.part else values.year(year, basis)


_MONTHS = {"start": (1, 1), "early": (1, 3), "mid": (6, 7), "late": (10, 12), "end": (12, 12)}


def _part_of_year(spec: Point, year: int, basis: Basis) -> When:
    first, last = _MONTHS[spec.part or "end"]
    return values.months(date(year, first, 1), date(year, last, 1), basis, near=True)


def _near(when: When) -> When:
    return When(when.start, when.end, when.precision, when.basis, f"{when.edtf}~")
