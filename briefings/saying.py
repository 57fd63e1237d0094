"""Days, intervals, ages and counts as people read them: exact, and no more exact than they are known."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from unicodedata import normalize

from briefings.milestones.wording import FULL, MONTHS, PARTS, between, decade, full_month, part
from briefings.milestones.wording import day as one_day
from briefings.milestones.wording import days as several_days
from briefings.milestones.wording import month as one_month
from briefings.milestones.wording import year as one_year
from briefings.model import Basis, Clock, Fact, When
from briefings.numerals import HAN, YEAR, number, year
from briefings.tongue import N_, _, ngettext, pgettext

UNKNOWN = N_("time unknown")

_DIGITS = re.compile(r"\d{1,4}")
_HAN = re.compile(HAN + r"{1,7}")
_HAN_YEAR = re.compile(YEAR)
_POINT = re.compile(r"(\d{4}|\d{3}X|XXXX)(?:-(\d\d|XX))?(?:-(\d\d|XX))?")


def day(value: date) -> str:
    """A day: 15 Jul 2021."""
    return one_day(value)


def interval(start: date, end: date) -> str:
    """Days from start to end, without saying anything twice: 11–15 Jul 2023."""
    return several_days(start, end)


def when(value: When) -> str:
    """A time at its own precision, read from its EDTF: 15 Jul 2021, Dec 2022, Q1 2023, until 2025."""
    first, slash, last = value.edtf.partition("/")
    if not slash:
        return _point(first)
    if first in {"", ".."}:
        return _("until {time}").format(time=_point(last))
    if last in {"", ".."}:
        return _("from {time}").format(time=_point(first))
    if value.start and value.end and len(first) == len(last) == 10:
        return interval(value.start, value.end)
    return between(_point(first), _point(last))


def _point(edtf: str) -> str:
    """One side of an EDTF value; what has no known form is shown as it is written."""
    found = _POINT.fullmatch(edtf.rstrip("~?%"))
    if not found:
        return edtf
    said = _said(*found.groups())
    if edtf.endswith("?"):
        return _("perhaps {time}").format(time=said)
    return _("about {time}").format(time=said) if edtf.endswith(("~", "%")) else said


def _said(year: str, code: str | None, number: str | None) -> str:
    said = _years(year)
    if code is None or code == "XX":
        return said
    if code in PARTS:
        return part(code, said)
    name = _(MONTHS[int(code) - 1]) if 1 <= int(code) <= 12 else code
    if number is None or number == "XX":
        sentence = (
            pgettext("a month", "{month}, {year}")
            if year == "XXXX"
            else pgettext("a month", "{month} {year}")
        )
        return sentence.format(month=name, year=_bare(year))
    sentence = (
        pgettext("a day", "{day} {month}, {year}")
        if year == "XXXX"
        else pgettext("a day", "{day} {month} {year}")
    )
    return sentence.format(day=int(number), month=name, year=_bare(year))


def _years(year: str) -> str:
    """A year, ten of them, or none that is known."""
    return one_year(year) if year.isdigit() else _bare(year)


def _bare(year: str) -> str:
    """A year as it stands inside a date."""
    if year == "XXXX":
        return _("year unknown")
    return decade(f"{year[:3]}0") if year.endswith("X") else year


def basis(value: When) -> str:
    """Where a date comes from, in a reader's words."""
    match value.basis:
        case Basis.STATED:
            return _("stated in the text")
        case Basis.DERIVED:
            return _("derived from the text")
        case Basis.OUTSIDE:
            return _("outside knowledge")


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
        return one_year(clock.year) if clock.year else _(UNKNOWN)
    start, end = clock.start, clock.end
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31):
        if start.year == end.year:
            return one_year(start.year)
        return pgettext("years", "{first}–{last}").format(first=start.year, last=end.year)
    whole = start.day == 1 and end.day >= 28 and (start.year, start.month) == (end.year, end.month)
    return one_month(start) if whole else interval(start, end)


def roughly(clock: Clock) -> str:
    """When a text was written, for a title: mid-July 2023."""
    if clock.start is None or clock.end is None:
        return written(clock)
    start, end = clock.start, clock.end
    if (start.year, start.month) != (end.year, end.month) or start == end:
        return written(clock)
    for sentence, first, last in _THIRDS:
        if first <= start.day and end.day <= last:
            return _(sentence).format(month=_(FULL[start.month - 1]), year=start.year)
    return full_month(start)


_THIRDS = (
    (N_("early {month} {year}"), 1, 10),
    (N_("mid-{month} {year}"), 10, 20),
    (N_("late {month} {year}"), 20, 31),
)


def counted(number: int, noun: str) -> str:
    """A number of things: 1 day, 12 days, 1,234 days; of what has no line here, as English counts it."""
    count = _COUNTED.get(noun)
    sentence = count(number) if count else f"{{number:,}} {noun}" if number == 1 else f"{{number:,}} {noun}s"
    return sentence.format(number=number)


_COUNTED: Mapping[str, Callable[[int], str]] = {
    "second": lambda n: ngettext("{number:,} second", "{number:,} seconds", n),
    "minute": lambda n: ngettext("{number:,} minute", "{number:,} minutes", n),
    "hour": lambda n: ngettext("{number:,} hour", "{number:,} hours", n),
    "day": lambda n: ngettext("{number:,} day", "{number:,} days", n),
    "page": lambda n: ngettext("{number:,} page", "{number:,} pages", n),
    "document": lambda n: ngettext("{number:,} document", "{number:,} documents", n),
    "figure": lambda n: ngettext("{number:,} figure", "{number:,} figures", n),
    "dated fact": lambda n: ngettext("{number:,} dated fact", "{number:,} dated facts", n),
    "message": lambda n: ngettext("{number:,} message", "{number:,} messages", n),
    "subscription": lambda n: ngettext("{number:,} subscription", "{number:,} subscriptions", n),
}


def age(clock: Clock, today: date) -> str:
    """How old a text is, as exactly as its time is known; nothing where that reaches today or is unknown."""
    if clock.start is None or clock.end is None or clock.end >= today:
        return ""
    least, most = (today - clock.end).days, (today - clock.start).days
    if least == most:
        return _("{days} ago").format(days=counted(least, "day"))
    return _("{least:,} to {days} ago").format(least=least, days=counted(most, "day"))


def distance(value: date, today: date) -> str:
    """How far a day is, never rounded: today, in 12 days, 1 day ago."""
    days = (value - today).days
    if days == 0:
        return _("today")
    said = counted(abs(days), "day")
    return _("in {days}").format(days=said) if days > 0 else _("{days} ago").format(days=said)
