"""Full dates: 15 July 2021, July 15th, 2021, 2021-07-15, 15/07/2021."""

from __future__ import annotations

import re

from briefings.dates.lexicon import DAY, MONTH, NTH, WEEKDAY, WS, YEAR, month, weekday
from briefings.dates.mention import Nothing, Point, Spec
from briefings.dates.rule import Rule, loose, rule
from briefings.dates.values import exists

_WD = rf"(?:(?P<wd>{WEEKDAY}),?{WS})?"
_CLOCK = r"(?:[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2})?(?:\.[0-9]{1,9})?(?:Z|[+-][0-9]{2}:?[0-9]{2})?)?"


def _read(match: re.Match[str]) -> Spec:
    year, day = int(match["y"]), int(match["d"])
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


CUES = ("####",)

RULES: tuple[Rule, ...] = (
    rule(
        rf"{_WD}(?:the{WS})?(?P<d>[0-9]{{1,2}}){NTH}?{WS}(?:day{WS})?(?:of{WS})?(?P<m>{MONTH}),?{WS}(?P<y>{YEAR})(?![0-9])",
        _read,
    ),
    rule(
        rf"{_WD}(?P<m>{MONTH}){WS}(?:the{WS})?(?P<d>[0-9]{{1,2}}){NTH}?,?{WS}(?:of{WS})?(?P<y>{YEAR})(?!\s?(?:yuan|people|%))",
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
