"""What hangs on something said elsewhere to values: counted units, ended years, backward references."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import assert_never

from briefings.dates import values
from briefings.dates.anchor import Anchor, Reading
from briefings.dates.fiscal_years import resolve_fiscal, stretch
from briefings.dates.hung import Counted, Ended, Fiscal, FiscalTerm, Hanging, MonthPart, Same, Since, Then
from briefings.dates.mention import Point, Step, Unit
from briefings.dates.points import resolve_point
from briefings.dates.timex import duration, step_value
from briefings.model import Basis, Precision, Timex, When

_DAY = timedelta(days=1)


def resolve_hanging(spec: Hanging, anchor: Anchor) -> Reading | None:
    """The reading of what hangs on the rest of the text; it has no days where that is silent."""
    reading: Reading | None
    match spec:
        case Fiscal():
            reading = resolve_fiscal(spec, anchor)
        case FiscalTerm():
            day = f"-{spec.day:02}" if spec.day else ""
            reading = Reading(values.unknown(), Timex("SET", f"XXXX-{spec.month:02}{day}"))
        case Ended():
            reading = _ended(spec, anchor)
        case Counted():
            reading = _counted(spec, anchor)
        case Same():
            reading = _same(spec, anchor)
        case Then():
            reading = _then(spec, anchor)
        case MonthPart():
            reading = _month_part(spec, anchor)
        case Since():
            reading = _since(spec, anchor)
        case _:
            assert_never(spec)
    return reading


def _since(spec: Since, anchor: Anchor) -> Reading | None:
    """From an event that the text dates up to the time of writing."""
    first = resolve_point(spec.on, anchor).when if spec.on else anchor.said.event
    if first is None or anchor.start is None or anchor.end is None:
        return None
    when = values.between(first, values.now(anchor.start, anchor.end), Basis.DERIVED)
    said = f" ({anchor.said.because})" if anchor.said.because and spec.on is None else ""
    return Reading(when, None, f"since {first.edtf}{said}") if when else None


def _ended(spec: Ended, anchor: Anchor) -> Reading:
    last = resolve_point(spec.last, anchor)
    end = last.when.end
    if end is None:
        return Reading(values.unknown(), Timex("DURATION", duration(spec.unit, spec.amount)))
    first = _back(end, spec.amount, spec.unit)
    if first is None:
        return Reading(values.unknown(), None)
    when = stretch(first, end, days=last.when.precision is Precision.DAY)
    why = f"the {_plural(spec)} up to {last.when.edtf}"
    return Reading(when, _ended_value(spec, end), why)


def _ended_value(spec: Ended, end: date) -> Timex:
    if spec.amount == 1 and spec.unit in {"year", "quarter", "month", "week"}:
        return Timex("DATE", step_value(Step(spec.unit, 0), end))
    return Timex("DURATION", duration(spec.unit, spec.amount))


def _back(end: date, amount: int, unit: Unit) -> date | None:
    """The first day of so many units that end with a day; the end of a month counts as such."""
    if end == values.month_end(end.year, end.month) and unit not in {"day", "week"}:
        first = values.add(end.replace(day=1), -amount, unit)
        return values.add_months(first, 1) if first else None
    first = values.add(end, -amount, unit)
    return first + _DAY if first else None


def _counted(spec: Counted, anchor: Anchor) -> Reading:
    span = Timex("DURATION", duration(spec.unit, spec.amount))
    when = resolve_point(spec.on, anchor).when if spec.on else anchor.said.event
    if when is None or when.start is None or when.end is None or not _countable(spec, when):
        return Reading(values.unknown(), span)
    far = values.add(when.start, -spec.amount if spec.before else spec.amount, spec.unit)
    if far is None:
        return Reading(values.unknown(), span)
    said = f" ({anchor.said.because})" if anchor.said.because and spec.on is None else ""
    if spec.way == "of" and anchor.said.ends:
        return Reading(_up_to(spec, when), span, f"the {_plural(spec)} up to {when.edtf}{said}")
    why = f"{when.edtf}{said} {'-' if spec.before else '+'} {_plural(spec)}"
    exact = when.precision is Precision.DAY
    if spec.way in {"for", "of"}:
        return Reading(_lasting(spec, when.start, far, exact=exact), span, why)
    landed = values.day(far, Basis.DERIVED) if exact else values.month(far.year, far.month, Basis.DERIVED)
    at = spec.way == "at"
    reached = landed if at else _within(when, landed, before=spec.before)
    return Reading(reached, Timex("DATE", landed.edtf) if at else span, f"{why} = {landed.edtf}")


def _up_to(spec: Counted, when: When) -> When:
    first = _back(when.end, spec.amount, spec.unit) if when.end else None
    if first is None or when.end is None:
        return values.unknown()
    return stretch(first, when.end, days=when.precision is Precision.DAY)


def _countable(spec: Counted, when: When) -> bool:
    """Days and weeks are counted from a day, months and years from a month too."""
    if spec.unit in {"hour", "minute", "second"}:
        return False
    coarse = when.precision is Precision.MONTH and spec.unit not in {"day", "week"}
    return when.precision is Precision.DAY or coarse


def _plural(spec: Counted | Ended) -> str:
    return f"{spec.amount} {spec.unit}{'s' if spec.amount > 1 else ''}"


def _lasting(spec: Counted, near: date, far: date, *, exact: bool) -> When:
    """A stretch that begins on its first day and ends on the day before its far end, or the other way."""
    if spec.before:
        return stretch(far, near - _DAY, days=exact)
    return stretch(near, far - _DAY, days=exact)


def _within(when: When, landed: When, *, before: bool) -> When:
    """Up to the last day that counts, told by that day alone."""
    if before or when.start is None:
        return landed
    return When(when.start, landed.end, Precision.RANGE, Basis.DERIVED, f"../{landed.edtf}")


def _same(spec: Same, anchor: Anchor) -> Reading:
    told = anchor.said.stretch
    if spec.year is None:
        when = replace(told, basis=Basis.DERIVED) if told else values.unknown()
        return Reading(when, None, f"the stretch told before, {when.edtf}")
    year = resolve_point(spec.year, anchor)
    if year.when.start is None:
        return Reading(values.unknown(), year.timex)
    if told is None or told.start is None or told.end is None or (told.end - told.start).days > 366:
        return Reading(values.unknown(), year.timex)
    months = 12 * (year.when.start.year - told.start.year)
    first, last = values.add_months(told.start, months), values.add_months(told.end, months)
    if first is None or last is None:
        return Reading(values.unknown(), year.timex)
    if told.end == values.month_end(told.end.year, told.end.month):
        last = values.month_end(last.year, last.month)
    why = f"{told.edtf}, told before, in {year.when.start.year}"
    return Reading(stretch(first, last, days=_by_days(told)), year.timex, why)


def _by_days(when: When) -> bool:
    """Whether the ends of a value are told to the day."""
    return all(len(end.strip("~")) == 10 for end in when.edtf.split("/") if end not in {"..", ""})


def _then(spec: Then, anchor: Anchor) -> Reading:
    if spec.unit is not None:
        return _unit(spec.unit, anchor)
    told = anchor.said.then
    if told is None or told.start is None:
        return Reading(values.unknown(), None)
    if anchor.tense == "past" and anchor.end is not None and told.start > anchor.end:
        return Reading(values.unknown(), None)
    return Reading(replace(told, basis=Basis.DERIVED), None, f"then: {told.edtf}, told before")


def _unit(unit: Unit, anchor: Anchor) -> Reading:
    """That quarter, for the year: the one told of before; a year else is that of writing."""
    told = anchor.said.year if unit == "year" else anchor.said.stretch
    if told is None and unit == "year":
        return resolve_point(Point(turn=0), anchor)
    if told is None or told.start is None or (unit == "quarter" and told.precision is not Precision.QUARTER):
        return Reading(values.unknown(), None)
    value = told.edtf[:4] if unit == "year" else step_value(Step("quarter", 0), told.start)
    return Reading(told, Timex("DATE", value), f"the {unit} told before, {told.edtf}")


def _month_part(spec: MonthPart, anchor: Anchor) -> Reading:
    month = resolve_point(spec.month, anchor)
    start = month.when.start
    if start is None:
        return month
    if spec.month.day is not None:
        monday = start - start.weekday() * _DAY
        opens = monday + (spec.first if spec.unit == "weekend" else 0) * _DAY
        return Reading(
            stretch(opens, monday + 6 * _DAY, days=True), Timex("DATE", step_value(Step("week", 0), start))
        )
    end = values.month_end(start.year, start.month).day
    first = spec.first if spec.first > 0 else end + 1 + spec.first
    last = spec.last or end
    when = stretch(start.replace(day=first), start.replace(day=last), days=True)
    timex = month.timex
    if spec.unit is not None:
        days = (last - first + 1) // (7 if spec.unit == "week" else 1)
        timex = Timex("DURATION", duration(spec.unit, days))
    return Reading(
        When(when.start, when.end, when.precision, month.when.basis, when.edtf), timex, month.derivation
    )
