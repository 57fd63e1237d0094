"""Stretches whose ends are told in two ways: between now and 30 November, from last August to this June."""

from __future__ import annotations

import re
from dataclasses import replace

from briefings.dates.hung import MonthPart
from briefings.dates.lexicon import DAY, MONTH, NTH, PART, WS, YEAR, month, part
from briefings.dates.mention import Between, Nothing, Point, Spec, Step, Upto, Within
from briefings.dates.partial import TURNS
from briefings.dates.rule import Rule, loose
from briefings.dates.values import exists

_OF = rf"(?:,?{WS}(?:of{WS}|in{WS})?(?:(?P<y#>{YEAR})(?![0-9])|(?P<turn#>this|last|next){WS}year\b))"
_END = (
    rf"(?:(?P<now#>now|today)|(?P<part#>{PART})?(?P<head#>this|last|next){WS}(?P<unit#>year)|"
    rf"(?P<near#>last|next){WS}(?P<mm#>{MONTH})|"
    rf"(?:(?P<part2#>{PART})?(?:(?:the{WS})?(?P<d#>{DAY}){NTH}?{WS}(?:of{WS})?)?(?P<m#>{MONTH})(?:{WS}(?P<e#>{DAY}){NTH}?(?![0-9]))?{_OF}?)|"
    rf"(?P<part3#>{PART})?(?P<yy#>{YEAR}))"
)


def _at(number: int) -> str:
    return _END.replace("#", str(number))


def _point(match: re.Match[str], n: int) -> Point | Step | Nothing:
    """One end of a stretch."""
    group = {name[:-1]: text for name, text in match.groupdict().items() if name.endswith(str(n)) and text}
    named = part(group.get("part") or group.get("part2") or group.get("part3"))
    if "now" in group:
        return Step("day", 0)
    if "yy" in group:
        return Point(year=int(group["yy"]), part=named)
    if "unit" in group:
        return Point(turn=TURNS[group["head"].lower()], part=named)
    if "near" in group:
        return Point(month=month(group["mm"]), near=-1 if group["near"].lower() == "last" else 1)
    day = group.get("d") or group.get("e")
    year = int(group["y"]) if "y" in group else None
    if day and not exists(year or 2000, month(group["m"]), int(day)):
        return Nothing()
    turn = TURNS[group["turn"].lower()] if "turn" in group else None
    return Point(year=year, turn=turn, month=month(group["m"]), day=int(day) if day else None, part=named)


def _read(match: re.Match[str]) -> Spec | None:
    """Only where an end says its year in words or is now: what has plain ends is read elsewhere."""
    first, last = _point(match, 1), _point(match, 2)
    if isinstance(first, Nothing) or isinstance(last, Nothing):
        return Nothing()
    if isinstance(last, Step) or not (_told(first) or _told(last)):
        return None
    return Between(_lent(first, last), last)


def _lent(first: Point | Step, last: Point) -> Point | Step:
    """The first end, in the year of the last where it says none, or the one before over New Year."""
    if isinstance(first, Step) or first.year or first.turn is not None or first.near is not None:
        return first
    if last.turn is None or not first.month or not last.month:
        return first
    return replace(first, turn=last.turn - (first.month > last.month))


def _told(end: Point | Step) -> bool:
    return isinstance(end, Step) or end.turn is not None or end.near is not None


def _read_so_far(match: re.Match[str]) -> Spec:
    unit = match["u"].lower()
    if unit == "year":
        return Upto(Point(turn=0))
    return Upto(Step("quarter" if unit == "quarter" else "month" if unit == "month" else "week", 0))


def _read_rest(match: re.Match[str]) -> Spec:
    unit = match["u"].lower()
    return Within("quarter" if unit == "quarter" else "month" if unit == "month" else "year", rest=True)


def _read_week(match: re.Match[str]) -> Spec:
    """The week that holds a day, Monday to Sunday."""
    name, day = month(match["m"] or match["m2"]), int(match["d"] or match["d2"])
    year = int(match["y"]) if match["y"] else None
    if not exists(year or 2000, name, day):
        return Nothing()
    return MonthPart(Point(year=year, month=name, day=day), 0, 0, "week")


def _read_new_year(match: re.Match[str]) -> Spec:
    return Point(month=1, near=1)


CUES = ("between ", "from ", "so far this ", "rest of the", "remainder of the", "week of", "week beginning")

RULES: tuple[Rule, ...] = (
    loose(
        rf"(?:(?<=\b[bB]etween\s)){_at(1)}{WS}and{WS}{_at(2)}(?![\w-]|{WS}[0-9])",
        _read,
        "between ",
    ),
    loose(
        rf"(?:(?<=\b[fF]rom\s)){_at(1)}{WS}(?:to|until|till|through){WS}{_at(2)}(?![\w-]|{WS}[0-9])",
        _read,
        "from ",
    ),
    loose(
        rf"(?<![\w-])(?i:so{WS}far{WS}this{WS}(?P<u>year|quarter|month|week))(?![\w-])",
        _read_so_far,
        "so far this ",
    ),
    loose(
        rf"(?<![\w-])the{WS}(?:rest|remainder){WS}of{WS}(?:the|this){WS}(?P<u>year|quarter|month)(?![\w-])",
        _read_rest,
        "rest of th",
        "remainder of th",
    ),
    loose(
        rf"(?<![\w-])(?:[tT]he{WS})?week{WS}(?:of|beginning|commencing){WS}(?:(?P<d>{DAY}){NTH}?{WS}(?:of{WS})?(?P<m>{MONTH})|(?P<m2>{MONTH}){WS}(?P<d2>{DAY}){NTH}?)"
        rf"(?![\w])(?:,?{WS}(?P<y>{YEAR})(?![0-9]))?",
        _read_week,
        "week of",
        "week beginning",
        "week commencing",
    ),
    loose(
        r"(?:(?<=\b[fF]rom\s)|(?<=\b[iI]nto\s)|(?<=\b[bB]efore\s)|(?<=\b[uU]ntil\s)|(?<=\b[aA]fter\s))the\s(?:new\syear|New\sYear)(?![\w'’-]|\s[A-Zh])",
        _read_new_year,
        "the new year",
    ),
)
