"""Parts of months that the words count out: the second half of May, the last week of June 2022."""

from __future__ import annotations

import re
from dataclasses import replace

from briefings.dates.hung import MonthPart
from briefings.dates.lexicon import MONTH, MONTH_CUES, NUMBER, WEEKDAY, WS, YEAR, month, number, unit
from briefings.dates.mention import Point, Spec
from briefings.dates.partial import TURNS
from briefings.dates.rule import Rule, loose

_IN = (
    rf"(?P<m>{MONTH})(?![\w])(?:,?{WS}(?:of{WS})?(?:(?P<y>{YEAR})(?![\w])|(?P<turn>this|last|next){WS}year\b))?"
    rf"(?!,?{WS}[12][0-9]{{3}}\b|{WS}[0-9])"
)
_THIRD = 10
_WHICH = r"(?P<n>(?i:first|second|third|last|final))"


def _month(match: re.Match[str]) -> Point:
    year, turn = match["y"], match["turn"]
    return Point(
        year=int(year) if year else None, turn=TURNS[turn.lower()] if turn else None, month=month(match["m"])
    )


def _read_half(match: re.Match[str]) -> Spec:
    first = match["n"].lower() == "first"
    return MonthPart(_month(match), 1 if first else 16, 15 if first else 0)


def _read_days(match: re.Match[str]) -> Spec | None:
    """The first or last so many days or weeks; ten days are what translators make of a third of a month."""
    count = (number(match["c"]) if match["c"] else 1) or 0
    name, _ = unit(match["u"])
    days = count * (7 if name == "week" else 1)
    if not 1 <= days <= 28:
        return None
    if days == _THIRD:
        return replace(_month(match), part="early" if match["n"].lower() == "first" else "late")
    if match["n"].lower() == "first":
        return MonthPart(_month(match), 1, days, name)
    return MonthPart(_month(match), -days, 0, name) if match["n"].lower() in {"last", "final"} else None


def _read_weekday(match: re.Match[str]) -> Spec | None:
    """The last Sunday in September: its month, which is all that the words give without a calendar."""
    return _month(match) if match["y"] is None else None


def _read_week(match: re.Match[str]) -> Spec:
    """The second week is counted from the first day of the month, whichever weekday that is."""
    which = {"second": 8, "third": 15}[match["n"].lower()]
    return MonthPart(_month(match), which, which + 6)


CUES = MONTH_CUES

RULES: tuple[Rule, ...] = (
    loose(
        rf"(?<![\w-])(?:[tT]he{WS})?(?P<n>(?i:first|second|latter|last)){WS}half{WS}of{WS}{_IN}",
        _read_half,
        "half",
    ),
    loose(
        rf"(?<![\w-])(?:[tT]he{WS})?{_WHICH}{WS}(?P<c>{NUMBER}){WS}(?P<u>days|weeks){WS}(?:of|in){WS}{_IN}",
        _read_days,
        "days",
        "weeks",
    ),
    loose(
        rf"(?<![\w-])(?:[tT]he{WS})?(?P<n>(?i:first|last|final)){WS}(?P<c>)(?P<u>week){WS}(?:of|in){WS}{_IN}",
        _read_days,
        "week",
    ),
    loose(
        rf"(?<![\w-])(?:[tT]he{WS})(?i:first|second|third|fourth|last){WS}(?:{WEEKDAY}|weekend){WS}(?:of|in){WS}{_IN}",
        _read_weekday,
        "day",
        "weekend",
    ),
    loose(
        rf"(?<![\w-])(?:[tT]he{WS})?(?P<n>(?i:second|third)){WS}week{WS}(?:of|in){WS}{_IN}",
        _read_week,
        "week",
    ),
)
