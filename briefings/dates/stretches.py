"""Stretches to values: the past two years, ranges, the first months of a year, five-year plans."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import assert_never

from briefings.dates import values
from briefings.dates.anchor import Anchor, Reading
from briefings.dates.hanging import resolve_hanging
from briefings.dates.hung import MonthPart
from briefings.dates.mention import (
    Between,
    Century,
    DayOf,
    End,
    Feast,
    Months,
    Plan,
    Point,
    Step,
    Stretch,
    Unit,
    Upto,
    Weekday,
    Within,
)
from briefings.dates.monthdays import resolve_day_of
from briefings.dates.points import resolve_feast, resolve_point
from briefings.dates.steps import resolve_step, resolve_weekday
from briefings.dates.timex import duration
from briefings.model import Basis, Precision, Timex, When

_THIRD_PLAN = 1966
_NOW = Step("day", 0)


def resolve_stretch(spec: Stretch, anchor: Anchor) -> Reading:
    """From so many units before the time of writing up to it, or from it so many units on."""
    timex = Timex("DURATION", duration(spec.unit, spec.amount))
    start, end = anchor.start, anchor.end
    if start is None or end is None or spec.unit in {"second", "minute", "hour"}:
        return Reading(_by_year(spec, anchor), timex)
    far = (
        values.add(start, spec.amount, spec.unit) if spec.ahead else values.add(end, -spec.amount, spec.unit)
    )
    if far is None:
        return Reading(values.unknown(), timex)
    first, last = (start, far) if spec.ahead else (far, end)
    return Reading(_whole(first, last, spec.unit), timex)


def _whole(first: date, last: date, unit: Unit) -> When:
    """Whole months, unless days or weeks were counted."""
    if unit in {"day", "week"}:
        text = f"{first.isoformat()}/{last.isoformat()}"
        return When(first, last, Precision.RANGE, Basis.DERIVED, text)
    when = values.months(first, last, Basis.DERIVED)
    return When(when.start, when.end, Precision.RANGE, when.basis, when.edtf)


def _by_year(spec: Stretch, anchor: Anchor) -> When:
    scale = {"year": 1, "decade": 10}.get(spec.unit)
    if scale is None or anchor.year is None:
        return values.unknown()
    far = anchor.year + spec.amount * scale * (1 if spec.ahead else -1)
    if not values.FIRST <= far <= values.LAST:
        return values.unknown()
    first, last = sorted((far, anchor.year))
    return values.between(values.year(first), values.year(last), Basis.DERIVED) or values.unknown()


def resolve_between(spec: Between, anchor: Anchor) -> Reading:
    """A range. TIMEX3 writes a range as its two ends: the value is that of the first."""
    coming = spec.first == _NOW
    first = _end(spec.first, anchor)
    last = _end(
        spec.last, replace(anchor, tense="future", narrative=False) if coming else _from(first, anchor, spec)
    )
    if (
        isinstance(spec.first, Point)
        and isinstance(spec.last, Point)
        and _over_new_year(spec.first, spec.last)
    ):
        first, last = _wrapped(spec.first, spec.last, anchor) or (first, last)
    elif first.when.start and last.when.start and first.when.start > last.when.start and _free(spec):
        last = _in_year(spec.last, first.when.start.year, anchor)
    elif first.when.start and _bare(spec.last) and not _bare(spec.first):
        last = _next(spec.last, first.when.start, anchor)
    text = f"{first.when.edtf}/{last.when.edtf}" if first.when.edtf and last.when.edtf else ""
    joined = values.between(first.when, last.when, first.when.basis)
    return Reading(joined or values.unknown(text), first.timex, first.derivation)


def _from(first: Reading, anchor: Anchor, spec: Between) -> Anchor:
    """Where the last end of a range is counted from, if it counts from the date told before it."""
    told = isinstance(spec.last, Weekday | Step) or (isinstance(spec.last, Point) and spec.last.same)
    if not told or first.when.start is None:
        return anchor
    said = replace(anchor.said, then=first.when, days=first.when)
    return replace(anchor, told=first.when.start, told_end=first.when.end, said=said)


def _in_year(spec: End, year: int, anchor: Anchor) -> Reading:
    return _end(replace(spec, year=year) if isinstance(spec, Point) else spec, anchor)


def _next(spec: End, start: date, anchor: Anchor) -> Reading:
    """The first such month or day that ends behind the start of a range."""
    here = _in_year(spec, start.year, anchor)
    return here if here.when.end and here.when.end > start else _in_year(spec, start.year + 1, anchor)


def _bare(end: End) -> bool:
    """Whether an end names its month, season or day, and no year."""
    if not isinstance(end, Point) or not (end.month or end.nth):
        return False
    return end.year is None and end.turn is None and end.near is None and not end.same


def _free(spec: Between) -> bool:
    """Whether neither end of a range names its year: the last one is in that of the first."""
    ends = (spec.first, spec.last)
    return all(isinstance(end, Point) and end.year is None and end.turn is None for end in ends)


def _over_new_year(first: Point, last: Point) -> bool:
    """Whether a range without years ends in an earlier month than it begins with."""
    free = first.year is None and last.year is None and first.turn is None and last.turn is None
    return free and not first.same and (first.month or 0) > (last.month or 13)


def _wrapped(one: Point, other: Point, anchor: Anchor) -> tuple[Reading, Reading] | None:
    """The last such range that has begun where it is told as past, else the first that has not ended."""
    if anchor.start is None or anchor.end is None or anchor.narrative:
        return None
    for turn in (0, -1) if anchor.tense == "past" else (-1, 0):
        first = resolve_point(replace(one, turn=turn), anchor)
        last = resolve_point(replace(other, turn=turn + 1), anchor)
        begun = first.when.start is not None and first.when.start <= anchor.end
        open_ = last.when.end is not None and last.when.end >= anchor.start
        if begun if anchor.tense == "past" else open_:
            return first, last
    return None


def _end(spec: End, anchor: Anchor) -> Reading:
    match spec:
        case Point():
            reading = resolve_point(spec, anchor)
        case DayOf():
            reading = resolve_day_of(spec, anchor)
        case Weekday():
            reading = resolve_weekday(spec, anchor)
        case Feast():
            reading = resolve_feast(spec, anchor)
        case MonthPart():
            reading = resolve_hanging(spec, anchor) or Reading(values.unknown(), None)
        case Step():
            reading = resolve_step(spec, anchor)
            if spec == _NOW:
                now = values.now(anchor.start, anchor.end) if anchor.start and anchor.end else None
                reading = Reading(now or values.unknown(), reading.timex)
        case _:
            assert_never(spec)
    return reading


def resolve_upto(spec: Upto, anchor: Anchor) -> Reading:
    """From a point up to the time of writing; its value is that of the point."""
    point = spec.first
    first = resolve_point(point, anchor) if isinstance(point, Point) else resolve_step(point, anchor)
    if anchor.start is None or anchor.end is None or first.when.start is None:
        return first
    now = values.now(anchor.start, anchor.end)
    return Reading(
        values.between(first.when, now, Basis.DERIVED) or first.when, first.timex, first.derivation
    )


def resolve_months(spec: Months, anchor: Anchor) -> Reading:
    """The first months of a year."""
    timex = Timex("DURATION", f"P{spec.count}M")
    year = resolve_point(spec.year, anchor)
    first = year.when.start
    if first is None:
        return Reading(values.unknown(), timex)
    last = first.replace(month=spec.count)
    return Reading(values.months(first, last, year.when.basis), timex, year.derivation)


def resolve_within(spec: Within, anchor: Anchor) -> Reading:
    """From the time of writing to the last day of its unit."""
    unit = _unit(spec, anchor)
    if unit is None or unit.end is None or unit.start is None:
        return Reading(values.unknown(), None)
    first = values.now(anchor.start, anchor.end) if anchor.start and anchor.end else unit
    last = (
        values.day(unit.end)
        if first.precision is Precision.DAY
        else values.month(unit.end.year, unit.end.month)
    )
    when = values.between(first, last, Basis.DERIVED) if first is not unit else unit
    return Reading(when or unit, Timex("DATE", unit.edtf))


def _unit(spec: Within, anchor: Anchor) -> When | None:
    if spec.unit == "year":
        return values.year(anchor.year) if anchor.year else None
    day = anchor.end
    if day is None:
        return None
    if spec.unit == "quarter":
        return values.nth(day.year, (day.month + 2) // 3)
    return values.month(day.year, day.month) if spec.unit == "month" else None


def resolve_century(spec: Century) -> Reading:
    """A hundred years; TIMEX3 writes the figures that all of them begin with."""
    value = abs(spec.number) - 1
    if spec.number < 0:
        return Reading(values.unknown(), Timex("DATE", f"BC{value:02}"))
    first, last = date(max(1, value * 100), 1, 1), date(value * 100 + 99, 12, 31)
    when = When(first, last, Precision.RANGE, Basis.STATED, f"{value:02}XX")
    return Reading(when, Timex("DATE", f"{value:02}"))


def resolve_plan(spec: Plan) -> Reading:
    """A five-year plan by its number: each since the third (from 1966) took five years."""
    first = _THIRD_PLAN + 5 * (spec.number - 3)
    years = values.between(values.year(first), values.year(first + 4), Basis.OUTSIDE) or values.unknown()
    timex = Timex("DURATION", f"{first}/{first + 4}")
    return Reading(
        years, timex, f"outside knowledge: five-year plan {spec.number} ran {first} to {first + 4}"
    )
