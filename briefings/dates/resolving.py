"""Expressions to values: a mention and the time it is counted from give an interval and a TIMEX3."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import assert_never

from briefings.dates import values
from briefings.dates.mention import (
    Between,
    Jubilee,
    Length,
    Months,
    Nothing,
    Plan,
    Point,
    Repeat,
    Since,
    Spec,
    Step,
    Stretch,
    Tense,
    Vague,
    Weekday,
    Within,
)
from briefings.dates.points import resolve_point
from briefings.dates.timex import duration, span_timex, step_value
from briefings.model import Basis, Precision, Timex, When


@dataclass(frozen=True, slots=True)
class Anchor:
    """The time that expressions are counted from.

    `start` to `end` is when the text was written (None where nothing tells), `year` its year. `told`
    is the date told last before the expression; in a `narrative` it gives the year of dates without
    one. `tense` is how the clause is told.
    """

    start: date | None = None
    end: date | None = None
    year: int | None = None
    told: date | None = None
    told_end: date | None = None
    narrative: bool = False
    tense: Tense = "unknown"


@dataclass(frozen=True, slots=True)
class Reading:
    """What an expression says: its interval (None where it has none), its TIMEX3, and how it was reckoned."""

    when: When
    timex: Timex | None
    derivation: str = ""


def resolve(spec: Spec, anchor: Anchor) -> Reading | None:
    """The reading of an expression; None for what dates nothing (a date that does not exist, a bare count)."""
    match spec:
        case Point():
            return _point(spec, anchor)
        case Step():
            return _step(spec, anchor)
        case Stretch():
            return _stretch(spec, anchor)
        case Between():
            return _between(spec, anchor)
        case Months():
            return _months(spec, anchor)
        case Within():
            return _within(spec, anchor)
        case Length():
            return Reading(values.unknown(), Timex("DURATION", duration(spec.unit, spec.amount)))
        case Repeat():
            return Reading(values.unknown(), Timex("SET", spec.value))
        case Vague():
            return Reading(values.unknown(), Timex("DATE", spec.value))
        case Plan():
            return _plan(spec)
        case Weekday():
            return _weekday(spec, anchor)
        case Jubilee() | Since() | Nothing():
            return None
        case _:
            assert_never(spec)


def _point(spec: Point, anchor: Anchor) -> Reading | None:
    when, value, derivation = resolve_point(
        spec, anchor.start, anchor.end, anchor.year, _told(spec, anchor), anchor.tense
    )
    return Reading(when, Timex("DATE", value), derivation) if value else None


def _told(spec: Point, anchor: Anchor) -> date | None:
    return anchor.told if anchor.narrative or spec.same else None


def _base(anchor: Anchor, *, told: bool) -> tuple[date | None, date | None]:
    if told and anchor.told is not None:
        return anchor.told, anchor.told_end or anchor.told
    return anchor.start, anchor.end


def _step(spec: Step, anchor: Anchor) -> Reading:
    start, end = _base(anchor, told=spec.told or anchor.narrative)
    if start is None or end is None:
        return _step_by_year(spec, anchor)
    first, last = values.add(start, spec.amount, spec.unit), values.add(end, spec.amount, spec.unit)
    if first is None or last is None:
        return Reading(values.unknown(), None)
    if spec.told and spec.amount == 0:
        return Reading(values.unknown(), Timex("DATE", step_value(spec, first)))
    when = _rounded(spec, first, last)
    return Reading(when, Timex("DATE", step_value(spec, first)), _counted(spec, start))


def _step_by_year(spec: Step, anchor: Anchor) -> Reading:
    if spec.unit in {"year", "decade"} and anchor.year is not None and not spec.told:
        year = anchor.year + spec.amount * (10 if spec.unit == "decade" else 1)
        if values.FIRST <= year <= values.LAST:
            return Reading(values.year(year, Basis.DERIVED), Timex("DATE", f"{year:04}"))
    return Reading(values.unknown(), None)


def _counted(spec: Step, start: date) -> str:
    if spec.unit == "year" and spec.amount:
        return (
            f"{start.year} {'-' if spec.amount < 0 else '+'} {abs(spec.amount)} = {start.year + spec.amount}"
        )
    return ""


def _rounded(spec: Step, first: date, last: date) -> When:
    """The value in whole units of what was counted: "two years ago" is a year, "yesterday" a day."""
    basis = Basis.DERIVED
    if spec.unit == "day":
        if first == last:
            return values.day(first, basis)
        text = f"{first.isoformat()}/{last.isoformat()}"
        return When(first, last, Precision.RANGE, basis, text)
    if spec.unit == "week":
        monday = first - timedelta(days=first.weekday())
        sunday = min(monday.toordinal() + 6, date.max.toordinal())
        end = date.fromordinal(max(sunday, last.toordinal()))
        return When(monday, end, Precision.RANGE, basis, f"{monday.isoformat()}/{end.isoformat()}")
    if spec.unit == "quarter":
        return values.nth(first.year, (first.month + 2) // 3, basis)
    if spec.unit == "month":
        return values.months(first, last, basis)
    if spec.unit == "year":
        return values.year(first.year, basis)
    return values.decade(first.year, basis) if spec.unit == "decade" else values.unknown()


def _stretch(spec: Stretch, anchor: Anchor) -> Reading:
    timex = span_timex(spec)
    start, end = anchor.start, anchor.end
    if start is None or end is None or spec.unit == "hour":
        return Reading(_stretch_by_year(spec, anchor), timex)
    sign = 1 if spec.ahead else -1
    far = values.add(start if spec.ahead else end, sign * spec.amount, spec.unit)
    if far is None:
        return Reading(values.unknown(), timex)
    first, last = (start, far) if spec.ahead else (far, end)
    if spec.unit in {"day", "week"}:
        text = f"{first.isoformat()}/{last.isoformat()}"
        return Reading(When(first, last, Precision.RANGE, Basis.DERIVED, text), timex)
    when = values.months(first, last, Basis.DERIVED)
    return Reading(When(when.start, when.end, Precision.RANGE, when.basis, when.edtf), timex)


def _stretch_by_year(spec: Stretch, anchor: Anchor) -> When:
    scale = {"year": 1, "decade": 10}.get(spec.unit)
    if scale is None or anchor.year is None:
        return values.unknown()
    far = anchor.year + spec.amount * scale * (1 if spec.ahead else -1)
    if not values.FIRST <= far <= values.LAST:
        return values.unknown()
    first, last = sorted((far, anchor.year))
    return values.between(values.year(first), values.year(last), Basis.DERIVED) or values.unknown()


def _between(spec: Between, anchor: Anchor) -> Reading | None:
    """TIMEX3 writes a range as its two ends: the value is that of the first."""
    first = resolve_point(
        spec.first, anchor.start, anchor.end, anchor.year, _told(spec.first, anchor), anchor.tense
    )
    last = resolve_point(
        spec.last, anchor.start, anchor.end, anchor.year, _told(spec.last, anchor), anchor.tense
    )
    joined = values.between(first[0], last[0], first[0].basis)
    timex = Timex("DATE", first[1]) if first[1] else None
    if joined is None:
        return Reading(values.unknown(f"{first[0].edtf}/{last[0].edtf}"), timex)
    return Reading(joined, timex)


def _months(spec: Months, anchor: Anchor) -> Reading:
    when, _, _ = resolve_point(spec.year, anchor.start, anchor.end, anchor.year, anchor.told, anchor.tense)
    timex = Timex("DURATION", f"P{spec.count}M")
    if when.start is None:
        return Reading(values.unknown(), timex)
    return Reading(values.months(when.start, when.start.replace(month=spec.count), when.basis), timex)


def _within(spec: Within, anchor: Anchor) -> Reading:
    """From the time of writing to the last day of its unit."""
    day = anchor.end or (date(anchor.year, 12, 31) if anchor.year else None)
    if day is None or (anchor.start is None and spec.unit != "year"):
        return Reading(values.unknown(), None)
    start = anchor.start or date(day.year, 1, 1)
    unit = _unit_of(spec, day)
    end = unit.end or day
    text = f"{start.isoformat()[:7]}/{end.isoformat()[:7]}"
    return Reading(When(start, end, Precision.RANGE, Basis.DERIVED, text), Timex("DATE", unit.edtf))


def _unit_of(spec: Within, day: date) -> When:
    if spec.unit == "year":
        return values.year(day.year)
    if spec.unit == "quarter":
        return values.nth(day.year, (day.month + 2) // 3)
    return values.month(day.year, day.month)


def _plan(spec: Plan) -> Reading:
    """The fourteenth ran from 2021 to 2025; each since the third (1966) took five years."""
    first = 1966 + 5 * (spec.number - 3)
    when = values.between(values.year(first), values.year(first + 4), Basis.OUTSIDE) or values.unknown()
    return Reading(
        when, Timex("DURATION", f"{first}/{first + 4}"), f"five-year plan {spec.number}: {first}-{first + 4}"
    )


def _weekday(spec: Weekday, anchor: Anchor) -> Reading:
    """A day only where the time of writing is known to the day."""
    if anchor.start is None or anchor.start != anchor.end:
        return Reading(values.unknown(), Timex("DATE", f"XXXX-WXX-{spec.day + 1}"))
    gap = (spec.day - anchor.start.weekday()) % 7
    if spec.turn > 0 or (spec.turn == 0 and anchor.tense == "future"):
        ahead = gap or 7
    else:
        ahead = gap - 7 if gap or spec.turn < 0 else 0
    day = values.add(anchor.start, ahead, "day")
    if day is None:
        return Reading(values.unknown(), None)
    return Reading(values.day(day, Basis.DERIVED), Timex("DATE", day.isoformat()))
