"""Expressions to values: a mention and the time it is counted from give an interval and a TIMEX3."""

from __future__ import annotations

from typing import assert_never

from briefings.dates import values
from briefings.dates.anchor import Anchor, Reading
from briefings.dates.hanging import resolve_hanging
from briefings.dates.hung import Counted, Ended, Fiscal, FiscalTerm, MonthPart, Same, Since, Then
from briefings.dates.mention import (
    Between,
    Century,
    DayOf,
    Feast,
    Jubilee,
    Length,
    Months,
    Nothing,
    Plan,
    Point,
    Repeat,
    Spec,
    Step,
    Stretch,
    Upto,
    Vague,
    Weekday,
    Within,
)
from briefings.dates.monthdays import resolve_day_of
from briefings.dates.points import resolve_feast, resolve_point
from briefings.dates.steps import resolve_step, resolve_weekday
from briefings.dates.stretches import (
    resolve_between,
    resolve_century,
    resolve_months,
    resolve_plan,
    resolve_stretch,
    resolve_upto,
    resolve_within,
)
from briefings.dates.timex import duration
from briefings.model import Timex

_Undated = Length | Repeat | Vague | Jubilee | Nothing


def resolve(spec: Spec, anchor: Anchor) -> Reading | None:
    """The reading of an expression.

    None for what dates nothing by itself: a day that does not exist, a bare count, an event's name.
    """
    match spec:
        case Point():
            reading = resolve_point(spec, anchor)
        case Step():
            reading = resolve_step(spec, anchor)
        case Weekday() | Feast() | DayOf():
            reading = _day(spec, anchor)
        case Century() | Plan():
            reading = _named(spec, anchor)
        case Stretch():
            reading = resolve_stretch(spec, anchor)
        case Between() | Upto():
            reading = _joined(spec, anchor)
        case Months():
            reading = resolve_months(spec, anchor)
        case Within():
            reading = resolve_within(spec, anchor)
        case Fiscal() | FiscalTerm() | Ended() | Counted() | Same() | Then() | MonthPart() | Since():
            return _dated(resolve_hanging(spec, anchor))
        case _:
            return _undated(spec)
    return _dated(reading)


def _dated(reading: Reading | None) -> Reading | None:
    return reading if reading and (reading.timex or reading.when.start) else None


def _joined(spec: Between | Upto, anchor: Anchor) -> Reading:
    return resolve_upto(spec, anchor) if isinstance(spec, Upto) else resolve_between(spec, anchor)


def _day(spec: Weekday | Feast | DayOf, anchor: Anchor) -> Reading:
    match spec:
        case Weekday():
            return resolve_weekday(spec, anchor)
        case Feast():
            return resolve_feast(spec, anchor)
        case DayOf():
            return resolve_day_of(spec, anchor)
        case _:
            assert_never(spec)


def _named(spec: Century | Plan, anchor: Anchor) -> Reading:
    match spec:
        case Century():
            return resolve_century(spec)
        case Plan():
            return resolve_plan(spec)
        case _:
            assert_never(spec)


def _undated(spec: _Undated) -> Reading | None:
    match spec:
        case Length():
            timex = Timex("DURATION", duration(spec.unit, spec.amount))
        case Repeat():
            timex = Timex("SET", spec.value)
        case Vague():
            timex = Timex("DATE", spec.value)
        case Jubilee() | Nothing():
            return None
        case _:
            assert_never(spec)
    return Reading(values.unknown(), timex)
