"""Days, intervals, ages and counts as people read them: exact, and no more exact than they are known."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from unicodedata import normalize

from briefings.milestones.wording import day as one_day
from briefings.model import Basis, Clock, Fact, When
from briefings.numerals import HAN, YEAR, number, year

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
FULL = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
PARTS = {
    "21": "spring", "22": "summer", "23": "autumn", "24": "winter",
    "33": "Q1", "34": "Q2", "35": "Q3", "36": "Q4",
    "40": "first half of", "41": "second half of",
}  # fmt: skip
UNKNOWN = "time unknown"

_DIGITS = re.compile(r"\d{1,4}")
_HAN = re.compile(HAN + r"{1,7}")
_HAN_YEAR = re.compile(YEAR)
_POINT = re.compile(r"(\d{4}|\d{3}X|XXXX)(?:-(\d\d|XX))?(?:-(\d\d|XX))?")


def day(value: date) -> str:
    """A day: 15 Jul 2021."""
    return one_day(value)


def interval(start: date, end: date) -> str:
    """Days from start to end, without saying anything twice: 11–15 Jul 2023."""
    if start == end:
        return day(start)
    if start.year != end.year:
        return f"{day(start)} – {day(end)}"
    if start.month != end.month:
        return f"{start.day} {MONTHS[start.month - 1]} – {day(end)}"
    return f"{start.day}–{day(end)}"


def when(value: When) -> str:
    """A time at its own precision, read from its EDTF: 15 Jul 2021, Dec 2022, Q1 2023, until 2025."""
    first, slash, last = value.edtf.partition("/")
    if not slash:
        return _point(first)
    if first in {"", ".."}:
        return f"until {_point(last)}"
    if last in {"", ".."}:
        return f"from {_point(first)}"
    if value.start and value.end and len(first) == len(last) == 10:
        return interval(value.start, value.end)
    return f"{_point(first)} – {_point(last)}"


def _point(edtf: str) -> str:
    """One side of an EDTF value; what has no known form is shown as it is written."""
    about = "about " if edtf.endswith(("~", "%")) else ""
    perhaps = "perhaps " if edtf.endswith("?") else ""
    found = _POINT.fullmatch(edtf.rstrip("~?%"))
    return about + perhaps + _said(*found.groups()) if found else edtf


def _said(year: str, part: str | None, number: str | None) -> str:
    said = "year unknown" if year == "XXXX" else f"the {year[:3]}0s" if year.endswith("X") else year
    if part is None or part == "XX":
        return said
    if part in PARTS:
        return f"{PARTS[part]} {said}"
    month = MONTHS[int(part) - 1] if 1 <= int(part) <= 12 else part
    joined = f"{month} {said}" if year != "XXXX" else f"{month}, {said}"
    return joined if number is None or number == "XX" else f"{int(number)} {joined}"


def basis(value: When) -> str:
    """Where a date comes from, in a reader's words."""
    match value.basis:
        case Basis.STATED:
            return "stated in the text"
        case Basis.DERIVED:
            return "derived from the text"
        case Basis.OUTSIDE:
            return "outside knowledge"


def founded(fact: Fact) -> When:
    """A fact's time with the basis that readers are told: derived where its words lack a number of it."""
    value = fact.when
    if value.basis is not Basis.STATED or _spelled(value.edtf, fact.expression):
        return value
    return replace(value, basis=Basis.DERIVED)


def _spelled(edtf: str, words: str) -> bool:
    """Whether each year, month and day of an EDTF value stands in the words that it was read from."""
    flat = normalize("NFKC", words).lower()
    told = {int(number) for number in _DIGITS.findall(flat)}
    told |= {value for found in _HAN.findall(flat) if (value := number(found))}
    told |= {year(found) for found in _HAN_YEAR.findall(flat)}
    told |= {n for n, name in enumerate(MONTHS, 1) if name.lower() in flat}
    points = (found.groups() for point in edtf.split("/") if (found := _POINT.match(point)))
    parts = (part for point in points for part in point if part and part.isdigit() and part not in PARTS)
    return all(int(part) in told for part in parts)


def written(clock: Clock) -> str:
    """When a text was written, as far as it tells: 11–15 Jul 2023, Jul 2023, 2023."""
    if clock.start is None or clock.end is None:
        return str(clock.year) if clock.year else UNKNOWN
    start, end = clock.start, clock.end
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31):
        return str(start.year) if start.year == end.year else f"{start.year}–{end.year}"
    whole = start.day == 1 and end.day >= 28 and (start.year, start.month) == (end.year, end.month)
    return f"{MONTHS[start.month - 1]} {start.year}" if whole else interval(start, end)


def roughly(clock: Clock) -> str:
    """When a text was written, for a title: mid-July 2023."""
    if clock.start is None or clock.end is None:
        return written(clock)
    start, end = clock.start, clock.end
    if (start.year, start.month) != (end.year, end.month) or start == end:
        return written(clock)
    for name, first, last in (("early ", 1, 10), ("mid-", 10, 20), ("late ", 20, 31)):
        if first <= start.day and end.day <= last:
            return f"{name}{FULL[start.month - 1]} {start.year}"
    return f"{FULL[start.month - 1]} {start.year}"


def counted(number: int, noun: str) -> str:
    """A number of things: 1 day, 12 days, 1,234 days."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def age(clock: Clock, today: date) -> str:
    """How old a text is, as exactly as its time is known; nothing where that reaches today or is unknown."""
    if clock.start is None or clock.end is None or clock.end >= today:
        return ""
    least, most = (today - clock.end).days, (today - clock.start).days
    return f"{counted(least, 'day')} ago" if least == most else f"{least:,} to {counted(most, 'day')} ago"


def distance(value: date, today: date) -> str:
    """How far a day is, never rounded: today, in 12 days, 1 day ago."""
    days = (value - today).days
    if days == 0:
        return "today"
    return f"in {counted(days, 'day')}" if days > 0 else f"{counted(-days, 'day')} ago"
