"""Ranges: 9-12 November 2013, July 8 to 10, 1939–1945, from January to May, between 2021 and 2025."""

from __future__ import annotations

import re

from briefings.dates.lexicon import MONTH, MONTH_CUES, NTH, WS, YEAR, month
from briefings.dates.mention import Between, Nothing, Point, Spec
from briefings.dates.partial import TURNS
from briefings.dates.rule import Rule, loose
from briefings.dates.values import exists

_D = r"[0-9]{1,2}"
_TO = rf"(?:{WS}?[-–—~&]{WS}?|{WS}(?:to|through|until|till|and){WS}(?:the{WS})?)"
_AND = rf"(?:{WS}?[-–—~]{WS}?|{WS}(?:to|through|until|till){WS}(?:the{WS})?)"
_TAIL = (
    rf"(?:(?:,|{WS}of)?{WS}(?:(?P<y>{YEAR})(?![0-9])|(?P<turn>this|last|next){WS}year\b|"
    rf"(?P<same>that|the{WS}same){WS}year\b))?"
)


def _tail(match: re.Match[str]) -> tuple[int | None, int | None, bool]:
    groups = match.groupdict()
    year = int(groups["y"]) if groups.get("y") else None
    return year, TURNS[groups["turn"]] if groups.get("turn") else None, bool(groups.get("same"))


def _range(match: re.Match[str], first: Point, last: Point) -> Between:
    """A range, with where in it the words of its first end stop and those of its last begin."""
    starts = [match.start(name) for name in ("b", "m2", "y2", "d2") if name in match.re.groupindex]
    at = min(start for start in starts if start >= 0)
    ends = [match.end(name) for name in ("a", "m", "y", "d1", "m1", "y1") if name in match.re.groupindex]
    end = max((end for end in ends if 0 <= end <= at), default=at)
    return Between(first, last, end - match.start(), at - match.start())


def _read_days(match: re.Match[str]) -> Spec:
    """Two days, in one month or in two."""
    groups = match.groupdict()
    year, turn, same = _tail(match)
    first = month(match["m"])
    last = month(groups["m2"]) if groups.get("m2") else first
    a, b = int(match["a"]), int(match["b"])
    if not (1 <= a <= 31 and 1 <= b <= 31) or (first == last and a >= b):
        return Nothing()
    start = year - 1 if year is not None and last < first else year
    return _range(
        match,
        Point(year=start, turn=turn, same=same, month=first, day=a),
        Point(year=year, turn=turn, same=same, month=last, day=b),
    )


def _read_months(match: re.Match[str]) -> Spec:
    year, turn, same = _tail(match)
    first, last = month(match["m"]), month(match["m2"])
    start = year - 1 if year is not None and last < first else year
    return _range(
        match,
        Point(year=start, turn=turn, same=same, month=first),
        Point(year=year, turn=turn, same=same, month=last),
    )


def _read_both(match: re.Match[str]) -> Spec | None:
    """January and February 2022: two months that follow each other are one stretch."""
    first, last = month(match["m"]), month(match["m2"])
    return _read_months(match) if last == first + 1 else None


def _read_two(match: re.Match[str]) -> Spec | None:
    """In 2020 and 2021: two years that follow each other are one stretch."""
    return _read_years(match) if int(match["y2"]) == int(match["y"]) + 1 else None


def _read_long(match: re.Match[str]) -> Spec:
    first = Point(year=int(match["y"]), month=month(match["m"]))
    return _range(match, first, Point(year=int(match["y2"]), month=month(match["m2"])))


def _read_full(match: re.Match[str]) -> Spec:
    """From one full date to another."""
    ends = [(int(match[f"y{n}"]), month(match[f"m{n}"]), int(match[f"d{n}"])) for n in ("1", "2")]
    if not all(exists(*end) for end in ends) or ends[0] >= ends[1]:
        return Nothing()
    first, last = (Point(year=y, month=m, day=d) for y, m, d in ends)
    return _range(match, first, last)


def _full(n: int, *, day_first: bool) -> str:
    day, name = rf"(?P<d{n}>{_D}){NTH}?", rf"(?P<m{n}>{MONTH})"
    head = rf"{day}{WS}(?:of{WS})?{name}" if day_first else rf"{name}{WS}{day}"
    return rf"{head},?{WS}(?P<y{n}>{YEAR})"


def _read_years(match: re.Match[str]) -> Spec | None:
    first = int(match["y"])
    text = match["y2"]
    last = int(text) if len(text) == 4 else first - first % 100 + int(text)
    return _range(match, Point(year=first), Point(year=last)) if first < last else None


def _read_before_christ(match: re.Match[str]) -> Spec | None:
    first, last = int(match["y"]), int(match["y2"])
    return _range(match, Point(year=-first), Point(year=-last)) if first > last else None


CUES = (
    *MONTH_CUES,
    "####",
    " bc",
    "#bc",
    "b.c",
)

RULES: tuple[Rule, ...] = (
    loose(
        rf"(?<![\w.,/-])(?P<y>[1-9][0-9]{{0,3}})(?:[-–—]|{WS}(?:to|until|and|or|through){WS})(?P<y2>[1-9][0-9]{{0,3}}){WS}?(?:BCE?\b|B\.C\.)",
        _read_before_christ,
        " bc",
        "#bc",
        "b.c",
    ),
    loose(
        rf"(?<![\w.,/-])(?:the{WS})?(?P<a>{_D}){NTH}?{_TO}(?P<b>{_D}){NTH}?{WS}(?:of{WS})?(?P<m>{MONTH})(?![\w]){_TAIL}",
        _read_days,
        *MONTH_CUES,
    ),
    loose(
        rf"(?<![\w.,/-])(?P<m>{MONTH}){WS}(?P<a>{_D}){NTH}?{_TO}(?P<b>{_D}){NTH}?(?![\w]|[.,:][0-9]|\s?%){_TAIL}",
        _read_days,
        *MONTH_CUES,
    ),
    loose(
        rf"(?<![\w.,/-])(?P<m>{MONTH}){WS}(?P<a>{_D}){NTH}?{_AND}(?P<m2>{MONTH}){WS}(?P<b>{_D}){NTH}?(?![\w]){_TAIL}",
        _read_days,
        *MONTH_CUES,
    ),
    loose(
        rf"(?<![\w.,/-])(?P<a>{_D}){NTH}?{WS}(?P<m>{MONTH}){_AND}(?P<b>{_D}){NTH}?{WS}(?P<m2>{MONTH})(?![\w]){_TAIL}",
        _read_days,
        *MONTH_CUES,
    ),
    loose(
        rf"(?<![\w.,/-])(?P<m>{MONTH}){_AND}(?P<m2>{MONTH})(?![\w]|{WS}[0-9]{{1,2}}\b){_TAIL}",
        _read_months,
        *MONTH_CUES,
    ),
    loose(
        rf"(?<![\w.,/-])(?P<m>{MONTH}){WS}and{WS}(?P<m2>{MONTH})(?![\w]|{WS}[0-9]{{1,2}}\b)(?:,?{WS}(?P<y>{YEAR})(?![0-9])|{WS}(?P<turn>this|last){WS}year\b)",
        _read_both,
        *MONTH_CUES,
    ),
    loose(
        rf"(?:(?<=[iI]n\s)|(?<=[dD]uring\s))(?P<y>(?:19|20)[0-9]{{2}}){WS}and{WS}(?P<y2>(?:19|20)[0-9]{{2}})(?![\w]|-[0-9])",
        _read_two,
        "####",
    ),
    loose(
        rf"(?<=[bB]etween\s)(?:early{WS}|late{WS})?(?P<m>{MONTH}){WS}and{WS}(?:early{WS}|late{WS})?(?P<m2>{MONTH})(?![\w]|{WS}[0-9]{{1,2}}\b){_TAIL}",
        _read_months,
        "between",
    ),
    loose(
        rf"(?<=[bB]etween\s)(?P<m>{MONTH}){WS}(?P<y>{YEAR}){WS}and{WS}(?P<m2>{MONTH}){WS}(?P<y2>{YEAR})(?![\w])",
        _read_long,
        "between",
    ),
    loose(
        rf"(?<=[bB]etween\s)(?P<m>{MONTH}){WS}(?P<a>{_D}){WS}and{WS}(?P<m2>{MONTH}){WS}(?P<b>{_D}){NTH}?(?![\w]){_TAIL}",
        _read_days,
        "between",
    ),
    loose(
        rf"(?<![\w.,/-])(?P<m>{MONTH}){WS}(?P<y>{YEAR}){_AND}(?P<m2>{MONTH}){WS}(?P<y2>{YEAR})(?![\w])",
        _read_long,
        *MONTH_CUES,
    ),
    loose(
        rf"(?<![\w.,/$€£¥-])(?P<y>{YEAR}){WS}?[-–—]{WS}?(?P<y2>{YEAR}|[0-9]{{2}})(?![\w/]|[-–.][0-9])",
        _read_years,
        "####",
    ),
    loose(
        rf"(?<![\w.,/-]){_full(1, day_first=True)},?{_AND}{_full(2, day_first=True)}(?![\w])",
        _read_full,
        *MONTH_CUES,
    ),
    loose(
        rf"(?<![\w.,/-]){_full(1, day_first=False)},?{_AND}{_full(2, day_first=False)}(?![\w])",
        _read_full,
        *MONTH_CUES,
    ),
    loose(
        rf"(?<![\w.,/$€£¥-])(?P<y>(?:19|20)[0-9]{{2}}){WS}(?:to|through|until){WS}(?P<y2>(?:19|20)[0-9]{{2}})(?=\s{{0,2}}(?:[.,;:)]|$))",
        _read_years,
        "####",
    ),
    loose(
        rf"(?:(?<=\b[fF]rom\s)|(?<=\b[bB]etween\s))(?P<y>{YEAR}){WS}(?:to|through|until|and|till){WS}(?P<y2>{YEAR})(?![\w])",
        _read_years,
        "####",
    ),
)
