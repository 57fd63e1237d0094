"""Calendar points to values: the year of a day or month without one, and what a part of it covers."""

from __future__ import annotations

from datetime import date

from briefings.dates import values
from briefings.dates.anchor import Anchor, Reading
from briefings.dates.feasts import day_in
from briefings.dates.mention import Feast, Point, Tense
from briefings.dates.timex import on_day, point_value
from briefings.model import Basis, Precision, When

_WRAP = 8
_WINTER, _FEBRUARY = 24, 2
_SEASONS_FROM = 21
_SEASONS = {21: 3, 22: 6, 23: 9, 24: 12}
_NEAR, _LONG, _HALF_YEAR = 45, 100, 183
_PASSED, _FORESEEN = 100, 1
_MONTHS = {"start": (1, 1), "early": (1, 3), "mid": (6, 7), "late": (10, 12), "end": (12, 12)}


def resolve_point(spec: Point, anchor: Anchor) -> Reading:
    """The reading of a calendar point; without a TIMEX3 where the calendar has no such day."""
    year, derivation = _year(spec, anchor)
    if year is not None and not _possible(spec, year):
        return Reading(values.unknown(), None)
    timex = on_day(point_value(spec, year), spec.time)
    if year is None or year < 0:
        precision = Precision.DAY if spec.day else Precision.MONTH if spec.month else Precision.YEAR
        return Reading(values.unknown(_open(spec, year), precision), timex, derivation)
    basis = Basis.STATED if spec.year is not None else Basis.DERIVED
    return Reading(_value(spec, year, basis), timex, derivation)


def resolve_feast(spec: Feast, anchor: Anchor) -> Reading:
    """The day of a holiday, in the year that its place in the calendar and the tense speak for."""
    usual = day_in(spec.name, 2001)
    point = Point(spec.year, spec.turn, usual.month, usual.day)
    year, derivation = _year(point, anchor)
    if year is None or not values.FIRST <= year <= values.LAST:
        return Reading(values.unknown(), None)
    day = day_in(spec.name, year)
    basis = Basis.STATED if spec.year is not None else Basis.DERIVED
    return Reading(values.day(day, basis), on_day(day.isoformat(), spec.time), derivation)


def _possible(spec: Point, year: int) -> bool:
    if not values.FIRST <= abs(year) <= values.LAST:
        return False
    return year < 0 or not (spec.month and spec.day) or values.exists(year, spec.month, spec.day)


def _open(spec: Point, year: int | None) -> str:
    """The EDTF text of a point in no known year, or before Christ (1 BC is year 0)."""
    month = f"-{spec.month:02}" if spec.month else ""
    if year is not None:
        return f"{year + 1:05}{month}" if year < -1 else f"0000{month}"
    if spec.month is None:
        return ""
    return f"XXXX{month}" + (f"-{spec.day:02}" if spec.day else "")


def _year(spec: Point, anchor: Anchor) -> tuple[int | None, str]:
    """The year of a point and how it was found."""
    told = anchor.told if anchor.narrative or spec.same else None
    near = told or anchor.start
    if told is not None and spec.near is not None and spec.near > 0:
        near = anchor.told_end or told
    if spec.year is not None:
        return spec.year, ""
    if anchor.era is not None:
        return min(-1, anchor.era + (spec.turn or 0)), f"the year told before, {-anchor.era} BC"
    if spec.near is not None and near and (spec.month or spec.nth):
        return _closest(spec, near, spec.near), f"the one closest to {near.isoformat()}"
    if told is not None:
        on = anchor.line if anchor.line and not spec.same and spec.turn is None else told
        return _told_year(spec, on, anchor.yearly), f"the year told before, {on.year}"
    return (None, "") if anchor.year is None or spec.same else _counted(spec, anchor.year, anchor)


def _counted(spec: Point, year: int, anchor: Anchor) -> tuple[int | None, str]:
    """The year of a point, counted from the year of writing."""
    if spec.turn is not None:
        begun = spec.nth == _WINTER and anchor.end is not None and anchor.end.month <= _FEBRUARY
        return year + spec.turn - begun, _sum(year, spec.turn - begun)
    if spec.loose:
        return None, ""
    shift = _shift(spec, year, anchor)
    if spec.weekday is not None:
        shift = next((by for by in (shift, 0, 1, -1) if _falls(spec, year + by)), shift)
    return year + shift, _sum(year, shift) + (f" (told as {anchor.tense})" if shift else "")


def _falls(spec: Point, year: int) -> bool:
    """Whether a day falls on the weekday that stands beside it in that year."""
    if not spec.month or not spec.day or not values.exists(year, spec.month, spec.day):
        return False
    return date(year, spec.month, spec.day).weekday() == spec.weekday


def _sum(year: int, turn: int) -> str:
    if not turn:
        return f"the year of writing, {year}"
    return f"{year} {'-' if turn < 0 else '+'} {abs(turn)} = {year + turn}"


def _closest(spec: Point, near: date, direction: int) -> int:
    """The year of the last such month or season that is over, or of the next that begins."""
    first = spec.month or _SEASONS.get(spec.nth or 0, 1)
    last = first + (2 if spec.nth else 0)
    if direction < 0:
        inside = spec.nth == _WINTER and near.month <= _FEBRUARY
        return (near.year if last < near.month else near.year - 1 - inside) + direction + 1
    return (near.year if first > near.month else near.year + 1) + direction - 1


def _told_year(spec: Point, told: date, yearly: bool) -> int:
    """A tale goes on: January behind December is the next year's."""
    if spec.turn is not None:
        return told.year + spec.turn
    if spec.month and not spec.same and not yearly and told.month - spec.month >= _WRAP:
        return told.year + 1
    return told.year


def _shift(spec: Point, year: int, anchor: Anchor) -> int:
    """A year back or on where the tense contradicts the year of writing."""
    if anchor.start is None or anchor.end is None:
        return 0
    if spec.nth is not None:
        return _shift_nth(spec.nth, year, anchor)
    if spec.month is None:
        return 0
    if anchor.exact:
        return _shift_exact(spec.month, spec.day, anchor.start, anchor.tense)
    return _shift_open(spec, year, (anchor.start, anchor.end), anchor.tense)


def _shift_open(spec: Point, year: int, writing: tuple[date, date], tense: Tense) -> int:
    """The year of a day or month where only an interval of writing is known."""
    start, end = writing
    month, day = spec.month or 1, spec.day
    if tense == "past":
        return -1 if (year * 12 + month) - (end.year * 12 + end.month) > 1 else 0
    if tense != "future":
        return 0
    if day is not None and values.exists(year, month, day):
        return int((start - date(year, month, day)).days > _PASSED)
    return int((year * 12 + month) - (start.year * 12 + start.month) < -_FORESEEN)


def _shift_nth(nth: int, year: int, anchor: Anchor) -> int:
    when = values.nth(year, nth)
    if when.start is None or when.end is None or anchor.start is None or anchor.end is None:
        return 0
    far = (when.start - anchor.end).days > _NEAR and nth < _SEASONS_FROM
    if when.start > anchor.end and (anchor.tense == "past" or (anchor.tense == "unknown" and far)):
        return -1
    over = (anchor.start - when.end).days
    if nth >= _SEASONS_FROM and anchor.tense == "future":
        return int(over > 0)
    return 1 if anchor.exact and anchor.tense == "future" and over > _LONG else 0


def _shift_exact(month: int, day: int | None, on: date, tense: Tense) -> int:
    """The year of a day or month where the day of writing is known.

    Writers leave out the year of what is near: a month told as past is the last one that has begun,
    a day told as past may still lie a few weeks ahead ("he said the 15 November vote").
    """
    months = month - on.month
    ahead = months > 0 or (months == 0 and day is not None and day > on.day)
    far = months * 30 + ((day or on.day) - on.day)
    if tense == "past":
        return -1 if ahead and ((day is None and months > 0) or far > _NEAR) else 0
    if tense == "future":
        return 1 if far < 0 and not (months == 0 and day is None) else 0
    return -1 if far > _HALF_YEAR else 1 if far < -_HALF_YEAR and tense != "present" else 0


def _value(spec: Point, year: int, basis: Basis) -> When:
    if spec.decade:
        return values.decade(year, basis)
    if spec.month and spec.day:
        return values.day(date(year, spec.month, spec.day), basis)
    if spec.month:
        when = values.month(year, spec.month, basis)
        return values.near(when) if spec.part else when
    if spec.nth:
        return values.nth(year, spec.nth, basis)
    return _part_of_year(spec, year, basis) if spec.part else values.year(year, basis)


def _part_of_year(spec: Point, year: int, basis: Basis) -> When:
    first, last = _MONTHS[spec.part or "end"]
    return values.months(date(year, first, 1), date(year, last, 1), basis, near=True)
