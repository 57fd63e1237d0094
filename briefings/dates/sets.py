"""What comes again and again: every year, annually, daily, twice a month, each March."""

from __future__ import annotations

import re

from briefings.dates.lexicon import (
    FULL_MONTH,
    MONTH,
    NTH,
    NUMBER,
    RANK,
    UNIT,
    WEEKDAY,
    WS,
    month,
    number,
    rank,
    unit,
    weekday,
)
from briefings.dates.mention import Repeat, Spec
from briefings.dates.rule import Rule, loose
from briefings.dates.timex import duration

_ADVERBS = {"daily": "XXXX-XX-XX", "weekly": "XXXX-WXX", "monthly": "XXXX-XX", "quarterly": "XXXX-QX"}
_ADVERBS |= {"annually": "XXXX", "yearly": "XXXX", "annual": "XXXX"}
_UNITS = {
    "hour": "PT1H",
    "minute": "PT1M",
    "day": "XXXX-XX-XX",
    "week": "XXXX-WXX",
    "month": "XXXX-XX",
    "quarter": "XXXX-QX",
    "year": "XXXX",
}


def _read_adverb(match: re.Match[str]) -> Spec:
    return Repeat(_ADVERBS[match["a"].lower()])


def _read_every(match: re.Match[str]) -> Spec:
    return Repeat(_UNITS[match["u"].lower()])


def _read_count(match: re.Match[str]) -> Spec | None:
    """Every so many units, as TIMEX3 writes a set: by the length of its period."""
    count = number(match["n"]) or rank(match["n"])
    return Repeat(duration(unit(match["u"])[0], count)) if count else None


def _read_rate(match: re.Match[str]) -> Spec:
    return Repeat(_UNITS[match["u"].lower()])


def _read_month(match: re.Match[str]) -> Spec:
    return Repeat(f"XXXX-{month(match['m']):02}")


def _read_day(match: re.Match[str]) -> Spec:
    return Repeat(f"XXXX-{month(match['m']):02}-{int(match['d']):02}")


def _read_weekday(match: re.Match[str]) -> Spec:
    return Repeat(f"XXXX-WXX-{weekday(match['d']) + 1}")


CUES = (
    "daily",
    "weekly",
    "monthly",
    "quarterly",
    "annual",
    "once",
    "twice",
    "thrice",
    "times",
    "yearly",
    "every",
    "each",
    "year",
    "per ",
    "at night",
)

RULES: tuple[Rule, ...] = (
    loose(rf"(?<![\w-])(?i:every){WS}(?P<n>{NUMBER}|{RANK}){WS}(?P<u>{UNIT}s?)(?![\w])", _read_count),
    loose(r"(?<![\w-])(?P<a>(?i:daily|weekly|monthly|quarterly|annually|yearly))(?![\w-])", _read_adverb),
    loose(
        rf"(?<![\w-])(?i:every|each){WS}(?:single{WS})?(?P<u>(?i:day|week|month|quarter|year))(?![\w])",
        _read_every,
    ),
    loose(
        rf"(?<![\w-])(?i:all{WS}(?:the{WS})?year{WS}round|throughout{WS}the{WS}(?P<u>year)|a{WS}year{WS}on{WS}year)(?![\w])",
        lambda m: Repeat("XXXX"),
    ),
    loose(rf"(?<![\w-])(?i:every|each){WS}(?P<m>{FULL_MONTH})(?![\w]|{WS}[0-9])", _read_month),
    loose(rf"(?<![\w-])(?P<m>{MONTH}){WS}(?:of{WS})?(?i:every|each){WS}year(?![\w])", _read_month),
    loose(
        rf"(?<![\w-])(?:on{WS})?(?P<m>{MONTH}){WS}(?P<d>[0-9]{{1,2}}){NTH}?{WS}(?:of{WS})?(?i:every|each){WS}year(?![\w])",
        _read_day,
    ),
    loose(rf"(?<![\w-])(?i:every|each){WS}(?P<d>{WEEKDAY})(?![\w])", _read_weekday),
    loose(
        rf"(?<![\w-])(?:(?i:the){WS})?(?i:first|second|third|fourth|last){WS}(?:{WEEKDAY}|day|week|weekend){WS}(?i:of|in){WS}(?i:each|every){WS}(?P<u>(?i:month|quarter|year))(?![\w])",
        _read_every,
    ),
    loose(
        rf"(?<![\w-])(?i:once|twice|thrice|(?:{NUMBER}|several|many){WS}(?:or{WS}{NUMBER}{WS})?times){WS}(?i:an?|per|each|every){WS}(?P<u>(?i:day|week|month|quarter|year|hour|minute))(?![\w])",
        _read_every,
        "once",
        "twice",
        "thrice",
        "times",
    ),
    loose(r"(?<![\w-])(?P<a>(?i:annual))(?![\w-])", _read_adverb, "annual"),
    loose(
        rf"(?<![\w-])(?:on{WS})?(?P<d>[0-9]{{1,2}}){NTH}?{WS}(?:of{WS})?(?P<m>{MONTH}){WS}(?:of{WS}|in{WS})?(?i:every|each){WS}year(?![\w])",
        _read_day,
    ),
    loose(
        rf"(?<![\w-])(?:(?i:a){WS})?(?i:per){WS}(?P<u>(?i:day|week|month|quarter|year|hour|minute))(?![\w])",
        _read_rate,
        "per ",
    ),
    loose(r"(?<=\bat\s)night(?![\w])", lambda m: Repeat("XXXX-XX-XXTNI"), "at night"),
)
