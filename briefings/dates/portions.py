"""Portions of a year that the words count out: the last two months of 2021, the second and third quarters."""

from __future__ import annotations

import re
from datetime import date, timedelta

from briefings.dates.hung import MonthPart
from briefings.dates.lexicon import DAY, MONTH, MONTH_CUES, NTH, NUMBER, WS, YEAR, month, number, rank, unit
from briefings.dates.mention import Between, Months, Nothing, Point, Spec
from briefings.dates.partial import TURNS
from briefings.dates.rule import Rule, loose
from briefings.dates.values import exists

_OF = (
    rf"(?:{WS}of|{WS}in)(?:{WS}the{WS}year)?{WS}"
    rf"(?:(?P<y>{YEAR})(?![\w/-])|(?P<turn>this|last|next){WS}year(?![\w'’-]))"
)
_END = rf"(?P<w>(?i:first|opening|last|final|closing)){WS}"
_QUARTER = r"(?i:first|second|third|fourth|1st|2nd|3rd|4th)"
_YEAR_DAYS, _SURE = 366, 59


def _year(match: re.Match[str]) -> Point:
    turn = match["turn"]
    return Point(year=int(match["y"]) if match["y"] else None, turn=TURNS[turn.lower()] if turn else None)


def _at(year: Point, month: int, day: int | None = None) -> Point:
    return Point(year=year.year, turn=year.turn, month=month, day=day)


def _read_count(match: re.Match[str]) -> Spec | None:
    """So many days, weeks or months from the first or up to the last day of a year; some are only near it."""
    year, opens = _year(match), match["w"].lower() in {"first", "opening"}
    name, times = unit(match["u"])
    if not match["n"] and match["u"].lower().endswith("s"):
        return Point(year=year.year, turn=year.turn, part="early" if opens else "late")
    count = (number(match["n"]) or 0) * times if match["n"] else times
    if name in {"month", "quarter"}:
        months = count * (3 if name == "quarter" else 1)
        if not 0 < months < 12:
            return None
        if opens:
            return Months(months, year)
        return Between(_at(year, 13 - months), _at(year, 12))
    return _days(year, count * (7 if name == "week" else 1), opens=opens)


def _days(year: Point, count: int, *, opens: bool) -> Spec | None:
    """So many days; past February only in a year that is known, for it may be a leap year."""
    if not 0 < count < _YEAR_DAYS or (year.year is None and opens and count > _SURE):
        return None
    known = year.year or 2001
    near = timedelta(days=count - 1)
    if opens:
        last = date(known, 1, 1) + near
        return Between(_at(year, 1, 1), _at(year, last.month, last.day))
    first = date(known, 12, 31) - near
    return Between(_at(year, first.month, first.day), _at(year, 12, 31)) if first.month > 2 else None


def _read_quarters(match: re.Match[str]) -> Spec | None:
    first, last = rank(match["q"]), rank(match["q2"])
    if not first or not last or last <= first or (match["and"] and last != first + 1):
        return None
    year = _year(match)
    one, other = (Point(year=year.year, turn=year.turn, nth=nth) for nth in (first, last))
    return Between(one, other)


def _read_row(match: re.Match[str]) -> Spec | None:
    """Days that follow each other: 5, 6 and 7 December."""
    days = [int(day) for day in re.findall(r"[0-9]{1,2}", match["days"])]
    if days != list(range(days[0], days[0] + len(days))):
        return None
    year, name = int(match["y"]) if match["y"] else None, month(match["m"])
    if not exists(year or 2000, name, days[-1]):
        return Nothing()
    return Between(Point(year=year, month=name, day=days[0]), Point(year=year, month=name, day=days[-1]))


def _read_weekend(match: re.Match[str]) -> Spec:
    """The Saturday and Sunday of the week of a day."""
    name, day = month(match["m"] or match["m2"]), int(match["d"] or match["d2"])
    year = int(match["y"]) if match["y"] else None
    if not exists(year or 2000, name, day):
        return Nothing()
    return MonthPart(Point(year=year, month=name, day=day), 5, 6, "weekend")


CUES = ("of ", "in ", "and ", "weekend")

RULES: tuple[Rule, ...] = (
    loose(
        rf"(?<![\w-])(?:[tT]he{WS})?{_END}(?:(?P<n>{NUMBER}){WS})?(?P<u>days?|weeks?|months?){_OF}",
        _read_count,
        *(
            f"{name} {link}"
            for name in ("day", "week", "month", "days", "weeks", "months")
            for link in ("of", "in")
        ),
    ),
    loose(
        rf"(?<![\w-])(?:[tT]he{WS})?(?P<w>(?i:last|final|closing)){WS}(?P<n>two|three){WS}(?P<u>quarters){_OF}",
        _read_count,
        "quarters of",
        "quarters in",
    ),
    loose(
        rf"(?<![\w-])(?:[tT]he{WS})?(?P<q>{_QUARTER}){WS}(?:quarter{WS})?(?:(?P<and>and)|to|through|until){WS}"
        rf"(?:the{WS})?(?P<q2>{_QUARTER}){WS}quarters?{_OF}",
        _read_quarters,
        "quarter of",
        "quarters of",
        "quarter in",
        "quarters in",
    ),
    loose(
        rf"(?<![\w.,/$€£¥-])(?P<days>{DAY}{NTH}?(?:,{WS}{DAY}{NTH}?){{1,5}},?{WS}and{WS}{DAY}){NTH}?{WS}(?:of{WS})?(?P<m>{MONTH})"
        rf"(?![\w])(?:,?{WS}(?P<y>{YEAR})(?![0-9]))?",
        _read_row,
        *MONTH_CUES,
    ),
    loose(
        rf"(?<![\w.,/-])(?P<m>{MONTH}){WS}(?P<days>{DAY}{NTH}?(?:,{WS}{DAY}{NTH}?){{1,5}},?{WS}and{WS}{DAY}){NTH}?"
        rf"(?![\w.:]|,[0-9])(?:,?{WS}(?P<y>{YEAR})(?![0-9]))?",
        _read_row,
        *MONTH_CUES,
    ),
    loose(
        rf"(?<![\w-])(?:[tT]he{WS})?weekend{WS}of{WS}(?:(?:Saturday|Sunday|Friday),?{WS})?"
        rf"(?:(?P<d>{DAY}){NTH}?{WS}(?:of{WS})?(?P<m>{MONTH})|(?P<m2>{MONTH}){WS}(?P<d2>{DAY}){NTH}?)"
        rf"(?![\w–-])(?:,?{WS}(?P<y>{YEAR})(?![0-9]))?",
        _read_weekend,
        "weekend of",
    ),
)
