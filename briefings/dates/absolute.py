"""Full dates: 15 July 2021, July 15th, 2021, 2021-07-15, 15/07/2021."""

from __future__ import annotations

import re
from datetime import date

from briefings.dates.lexicon import DAY, MONTH, MONTH_CUES, NTH, WEEKDAY, WS, YEAR, month, rank, weekday
from briefings.dates.mention import Nothing, Point, Spec
from briefings.dates.rule import Rule, loose, rule
from briefings.dates.values import exists

_TURNED = 40
_WD = rf"(?:(?P<wd>{WEEKDAY}),?{WS})?"
_CLOCK = r"(?:[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2})?(?:\.[0-9]{1,9})?(?:Z|[+-][0-9]{2}:?[0-9]{2})?)?"


def _full(year: str) -> int:
    """A year of two digits lies in the last century, unless that would be far back."""
    value = int(year.lstrip("'’"))
    return value if value > 99 else value + (2000 if value < _TURNED else 1900)


def _read(match: re.Match[str]) -> Spec:
    year, day = _full(match["y"]), int(match["d"])
    number = month(match["m"]) if not match["m"].isdigit() else int(match["m"])
    if not exists(year, number, day):
        return Nothing()
    named = match.groupdict().get("wd")
    return Point(year=year, month=number, day=day, weekday=weekday(named) if named else None)


def _read_slashes(match: re.Match[str]) -> Spec | None:
    """Day or month first: read only where one of both cannot be a month."""
    first, second, year = int(match["a"]), int(match["b"]), int(match["y"])
    if first > 12 and second > 12:
        return Nothing()
    if first <= 12 and second <= 12 and first != second:
        return Nothing()
    day, number = (first, second) if first > 12 else (second, first)
    return Point(year=year, month=number, day=day) if exists(year, number, day) else Nothing()


def _read_words(match: re.Match[str]) -> Spec:
    """The twenty-first of June 1994."""
    day, number, year = rank(match["d"]) or 0, month(match["m"]), int(match["y"])
    return Point(year=year, month=number, day=day) if exists(year, number, day) else Nothing()


def _read_short(match: re.Match[str]) -> Spec | None:
    """11/15/04: two figures for the year, read only where one of the others cannot be a month."""
    first, second, year = int(match["a"]), int(match["b"]), _full(match["y"])
    if (first > 12) == (second > 12):
        return None
    day, number = (first, second) if first > 12 else (second, first)
    return Point(year=year, month=number, day=day) if exists(year, number, day) else None


def _read_nth(match: re.Match[str]) -> Spec:
    """The last Sunday of October 2020."""
    year, number, day = int(match["y"]), month(match["m"]), weekday(match["w"])
    days = [n for n in range(1, 32) if exists(year, number, n) and date(year, number, n).weekday() == day]
    nth = -1 if match["n"].lower() == "last" else (rank(match["n"]) or 1) - 1
    return Point(year=year, month=number, day=days[nth]) if nth < len(days) else Nothing()


CUES = ("####", "##/##", "'##", "’##")

RULES: tuple[Rule, ...] = (
    loose(
        rf"(?<![\w-])(?:[tT]he{WS})?(?P<n>(?i:first|second|third|fourth|fifth|last)){WS}(?P<w>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day){WS}(?:of|in){WS}(?P<m>{MONTH}),?{WS}(?P<y>{YEAR})(?![0-9])",
        _read_nth,
        "day",
    ),
    loose(
        rf"(?<![\w-])(?:[tT]he{WS})(?P<d>(?i:thirtieth|thirty-first|twentieth|twenty[-\s][a-z]{{4,7}}|[a-z]{{3,11}}th|first|second|third)){WS}(?:day{WS})?of{WS}(?P<m>{MONTH}),?{WS}(?P<y>{YEAR})(?![0-9])",
        _read_words,
        *(f"of {name}" for name in MONTH_CUES),
    ),
    loose(r"(?<![\w./-])(?P<a>[0-9]{1,2})/(?P<b>[0-9]{1,2})/(?P<y>[0-9]{2})(?![\w/-])", _read_short, "##/##"),
    rule(
        rf"{_WD}(?:the{WS})?(?P<d>[0-9]{{1,2}}){NTH}?{WS}(?:day{WS})?(?:of{WS})?(?P<m>{MONTH}),?{WS}(?P<y>{YEAR}|['’][0-9]{{2}})(?![0-9])",
        _read,
    ),
    rule(
        rf"{_WD}(?P<m>{MONTH}){WS}(?:the{WS})?(?P<d>[0-9]{{1,2}}){NTH}?,?{WS}(?:of{WS})?(?P<y>{YEAR}|['’][0-9]{{2}}(?![0-9]))(?!\s?(?:yuan|people|%))",
        _read,
    ),
    rule(rf"(?P<y>{YEAR}),?{WS}(?P<m>{MONTH}){WS}(?P<d>{DAY}){NTH}?(?!,?\s[12][0-9]{{3}})", _read),
    loose(
        rf"(?<![\w./-])(?P<y>{YEAR})(?P<s>[-/.])(?P<m>[0-9]{{1,2}})(?P=s)(?P<d>[0-9]{{1,2}})(?![0-9]|[-/.][0-9]){_CLOCK}",
        _read,
    ),
    loose(
        rf"(?<![\w./-])(?P<a>[0-9]{{1,2}})(?P<s>[/.-])(?P<b>[0-9]{{1,2}})(?P=s)(?P<y>{YEAR})(?![\w/-])",
        _read_slashes,
    ),
)
