"""Calendar arithmetic: intervals with their precision and their EDTF text."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import replace
from datetime import date

from briefings.dates.mention import Unit
from briefings.model import Basis, Precision, When

FIRST, LAST = 1, 9998
_MONTH = 31
_SEASONS = {21: 3, 22: 6, 23: 9, 24: 12}


def exists(year: int, month: int, day: int) -> bool:
    """Whether the calendar has that day, inside the years that can be reckoned with."""
    return FIRST <= year <= LAST and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def add_months(day: date, months: int) -> date | None:
    """The same day so many months on, the last day of a shorter month, None outside the calendar."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    if not FIRST <= year <= LAST:
        return None
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def add(day: date, amount: int, unit: Unit) -> date | None:
    """A day moved by so many units; None outside the calendar."""
    months = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}
    if unit in months:
        return add_months(day, amount * months[unit])
    days = amount * {"week": 7, "day": 1}.get(unit, 0)
    ordinal = day.toordinal() + days
    return date.fromordinal(ordinal) if date(FIRST, 1, 1).toordinal() <= ordinal < 3_652_000 else None


def day(value: date, basis: Basis = Basis.STATED) -> When:
    """One day."""
    return When(value, value, Precision.DAY, basis, value.isoformat())


def month(year: int, number: int, basis: Basis = Basis.STATED) -> When:
    """One month."""
    end = month_end(year, number)
    return When(date(year, number, 1), end, Precision.MONTH, basis, f"{year:04}-{number:02}")


def year(value: int, basis: Basis = Basis.STATED) -> When:
    """One year."""
    return When(date(value, 1, 1), date(value, 12, 31), Precision.YEAR, basis, f"{value:04}")


def decade(value: int, basis: Basis = Basis.STATED) -> When:
    """Ten years from a round one."""
    first = value - value % 10
    return When(
        date(max(FIRST, first), 1, 1), date(first + 9, 12, 31), Precision.DECADE, basis, f"{first // 10:03}X"
    )


def nth(value: int, number: int, basis: Basis = Basis.STATED) -> When:
    """A quarter (1-4), half (5, 6) or season (21-24) of a year."""
    if number >= 21:
        return _season(value, number, basis)
    width = 3 if number <= 4 else 6
    start = (number - 1) * 3 + 1 if number <= 4 else (number - 5) * 6 + 1
    code = 32 + number if number <= 4 else 35 + number
    precision = Precision.QUARTER if number <= 4 else Precision.HALF
    return When(
        date(value, start, 1), month_end(value, start + width - 1), precision, basis, f"{value:04}-{code}"
    )


def _season(value: int, number: int, basis: Basis) -> When:
    start = date(value, _SEASONS[number], 1)
    last = add_months(start, 2) or start
    return When(start, month_end(last.year, last.month), Precision.SEASON, basis, f"{value:04}-{number}")


def months(first: date, last: date, basis: Basis = Basis.STATED, *, near: bool = False) -> When:
    """Whole months from one to another; `near` marks ends that the words only come close to."""
    mark = "~" if near else ""
    text = f"{first.isoformat()[:7]}{mark}"
    if not _same_month(first, last):
        text = f"{text}/{last.isoformat()[:7]}{mark}"
    precision = Precision.MONTH if _same_month(first, last) else Precision.RANGE
    return When(first.replace(day=1), month_end(last.year, last.month), precision, basis, text)


def between(first: When, last: When, basis: Basis = Basis.STATED) -> When | None:
    """From the start of one value to the end of another; None where that runs backwards."""
    if first.start is None or last.end is None or first.start > last.end:
        return None
    return When(first.start, last.end, Precision.RANGE, basis, f"{first.edtf}/{last.edtf}")


def now(start: date, end: date) -> When:
    """The time of writing: a day where it is known, else the month of the earliest day it can be.

    The first day of a year says nothing of when in it a text was written: then it is all of the days.
    """
    if start == end:
        return day(start, Basis.DERIVED)
    if (start.month, start.day) == (1, 1) and (end - start).days > _MONTH:
        return months(start, end, Basis.DERIVED)
    return month(start.year, start.month, Basis.DERIVED)


def near(when: When) -> When:
    """The same value, marked as approximate."""
    return replace(when, edtf=f"{when.edtf}~")


def unknown(edtf: str = "", precision: Precision = Precision.RANGE) -> When:
    """A value without an interval."""
    return When(None, None, precision, Basis.STATED, edtf)


def _same_month(a: date, b: date) -> bool:
    return (a.year, a.month) == (b.year, b.month)
