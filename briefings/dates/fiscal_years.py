"""Fiscal, academic and marketing years to their days, by what the text says of when they begin."""

from __future__ import annotations

from datetime import date, timedelta

from briefings.dates import values
from briefings.dates.anchor import Anchor, Reading, Term
from briefings.dates.hung import Fiscal
from briefings.model import Basis, Precision, Timex, When

_MONTHS = {1: (0, 3), 2: (3, 3), 3: (6, 3), 4: (9, 3), 5: (0, 6), 6: (6, 6)}
_MIDYEAR = 7


def stretch(first: date, last: date, *, days: bool) -> When:
    """A derived stretch from one day to another; written in months where no day is told."""
    if days:
        text = f"{first.isoformat()}/{last.isoformat()}"
        return When(first, last, Precision.RANGE, Basis.DERIVED, text)
    return values.months(first, last, Basis.DERIVED)


def resolve_fiscal(spec: Fiscal, anchor: Anchor) -> Reading:
    """The days of a year, where the text says when such years begin; else its value alone."""
    term = anchor.said.terms.get(spec.sort)
    first = _first(spec, term, anchor)
    if first is None:
        return _nameless(spec, anchor)
    named = first if spec.split or term is None or term.shift is None else first - term.shift
    timex = Timex("DATE", _value(spec, spec.year if spec.year is not None else named))
    if term is None:
        return _calendar(spec, timex)
    if not values.FIRST < first < values.LAST - 2:
        return Reading(values.unknown(), timex)
    count = 1 + (spec.until - spec.year if spec.until is not None and spec.year is not None else 0)
    start = date(first, term.month, min(term.day or 1, values.month_end(first, term.month).day))
    when = _cut(spec, start, 12 * count, term)
    return Reading(when or values.unknown(), timex, term.why if when else "")


def _first(spec: Fiscal, term: Term | None, anchor: Anchor) -> int | None:
    """The year in which it begins; None where nobody can tell."""
    if spec.year is not None:
        if spec.split or term is None:
            return spec.year
        shift = _shift(term)
        return None if shift is None else spec.year + shift
    if term is None or spec.turn is None:
        return None
    base = anchor.said.year if spec.told else None
    if base is not None and base.start is not None:
        return base.start.year + spec.turn
    years = {_within(day, term) for day in (anchor.start, anchor.end) if day}
    return years.pop() + spec.turn if len(years) == 1 else None


def _shift(term: Term) -> int | None:
    """A year that begins in the second half is called by the one it ends in; one from January by its own."""
    if term.shift is not None:
        return term.shift
    if (term.month, term.day or 1) == (1, 1):
        return 0
    return -1 if term.month >= _MIDYEAR else None


def _within(day: date, term: Term) -> int:
    """The year in which the one that holds a day began."""
    return day.year - ((day.month, day.day) < (term.month, term.day or 1))


def _nameless(spec: Fiscal, anchor: Anchor) -> Reading:
    if spec.year is not None:
        return Reading(values.unknown(), Timex("DATE", _value(spec, spec.year)))
    if spec.turn is None or anchor.year is None or spec.told:
        return Reading(values.unknown(), None)
    return Reading(values.unknown(), Timex("DATE", _value(spec, anchor.year + spec.turn)))


def _value(spec: Fiscal, year: int) -> str:
    if spec.nth is None:
        return f"{year:04}"
    return f"{year:04}-Q{spec.nth}" if spec.nth <= 4 else f"{year:04}-H{spec.nth - 4}"


def _calendar(spec: Fiscal, timex: Timex) -> Reading:
    """Two years with a dash between them are two of the calendar, unless the text speaks of others."""
    if not spec.dashed or spec.year is None or spec.part:
        return Reading(values.unknown(), timex)
    when = values.between(values.year(spec.year), values.year(spec.year + 1))
    return Reading(when or values.unknown(), timex)


def _cut(spec: Fiscal, start: date, months: int, term: Term) -> When | None:
    """The whole of the years, or the quarter, half or last month that is meant."""
    skip, width = _MONTHS[spec.nth] if spec.nth else (0, months)
    first, after = values.add_months(start, skip), values.add_months(start, skip + width)
    if first is None or after is None:
        return None
    last = after - timedelta(days=1)
    if spec.part in {"end", "late"}:
        return values.near(values.month(last.year, last.month, Basis.DERIVED))
    if spec.part in {"start", "early"}:
        return values.near(values.month(first.year, first.month, Basis.DERIVED))
    when = stretch(first, last, days=term.day is not None)
    return When(when.start, when.end, Precision.RANGE, when.basis, when.edtf)
