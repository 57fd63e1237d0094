"""Phrases for what comes again and again: the second Thursday of each month, 1 March each year."""

from __future__ import annotations

import re

from briefings.dates.lexicon import MONTH, NTH, RANK, WEEKDAY, WS, month, weekday
from briefings.dates.mention import Nothing, Repeat, Spec
from briefings.dates.rule import Rule, loose
from briefings.dates.values import exists

_EACH = rf"(?:(?i:each|every)(?:{WS}calendar)?{WS}year|annually)"
_DAY = (
    rf"(?:(?:the{WS})?(?P<d>[0-9]{{1,2}}){NTH}?{WS}(?:of{WS})?(?P<m>{MONTH})|(?P<m2>{MONTH}){WS}(?P<d2>[0-9]{{1,2}}){NTH}?)"
    rf"(?![0-9]|,?{WS}[12][0-9]{{3}})"
)
_ANY = (
    rf"(?:(?:the{WS})?[0-9]{{1,2}}{NTH}?{WS}(?:of{WS})?{MONTH}|{MONTH}(?:{WS}[0-9]{{1,2}}{NTH}?)?)"
    rf"(?![0-9]|,?{WS}[12][0-9]{{3}})"
)
_FROM = rf"(?:(?:from|between){WS})?{_ANY}(?:{WS}(?:to|until|till|through|and){WS}|{WS}?[–-]{WS}?){_ANY}"
_NTH = rf"(?i:first|second|third|fourth|fifth|last|final|{RANK})"
_UNITS = {"month": "XXXX-XX", "quarter": "XXXX-QX", "year": "XXXX", "week": "XXXX-WXX"}


def _read_day(match: re.Match[str]) -> Spec:
    number, day = month(match["m"] or match["m2"]), int(match["d"] or match["d2"])
    return Repeat(f"XXXX-{number:02}-{day:02}") if exists(2000, number, day) else Nothing()


def _read_month(match: re.Match[str]) -> Spec:
    return Repeat(f"XXXX-{month(match['m']):02}")


def _read_unit(match: re.Match[str]) -> Spec:
    return Repeat(_UNITS[match["u"].lower()])


def _read_year(match: re.Match[str]) -> Spec:
    return Repeat("XXXX")


def _read_weekday(match: re.Match[str]) -> Spec:
    return Repeat(f"XXXX-WXX-{weekday(match['wd']) + 1}")


def _read_days(match: re.Match[str]) -> Spec:
    return Repeat("XXXX-WXX-WE" if match["u"].lower() == "weekends" else "XXXX-WXX")


CUES = ("each ", "every ", "annually", "weekdays", "weekends", "working days")

_NEED = ("each ", "every ", "annually")

RULES: tuple[Rule, ...] = (
    loose(
        rf"(?<![\w-])(?:[oO]n{WS}|[bB]y{WS})?(?:[tT]he{WS})?{_NTH}{WS}(?:(?:{WEEKDAY})|(?:working{WS}|business{WS})?day|week|weekend){WS}"
        rf"(?:of|in){WS}(?:each|every){WS}(?P<u>month|quarter|year|week)(?![\w])",
        _read_unit,
        *_NEED,
    ),
    loose(
        rf"(?<![\w-])(?:[oO]n{WS}|[bB]y{WS})?(?:[tT]he{WS})?{_NTH}{WS}(?:of|in){WS}(?:each|every){WS}(?P<u>month)(?![\w])",
        _read_unit,
        *_NEED,
    ),
    loose(
        rf"(?<![\w-])(?:[oO]n{WS}|[bB]y{WS})?(?:[tT]he{WS})?{_NTH}{WS}(?:{WEEKDAY}){WS}(?:of|in){WS}(?P<m>{MONTH}){WS}(?:(?:of|in){WS})?{_EACH}(?![\w])",
        _read_month,
        *_NEED,
    ),
    loose(
        rf"(?<![\w.,/-])(?:[oO]n{WS}|[bB]y{WS})?{_DAY},?{WS}(?:of{WS}|in{WS})?{_EACH}(?![\w])",
        _read_day,
        *_NEED,
    ),
    loose(
        rf"(?<![\w-]){_EACH},?{WS}(?:on|by|before|from|until|no{WS}later{WS}than|not{WS}later{WS}than|at{WS}the{WS}latest{WS}by){WS}{_DAY}(?!{WS}(?:to|until|till|through)\b)",
        _read_day,
        *_NEED,
    ),
    loose(rf"(?<![\w-]){_EACH},?{WS}{_FROM}(?![\w])", _read_year, *_NEED),
    loose(rf"(?<![\w.,/-]){_FROM},?{WS}(?:of{WS}|in{WS})?{_EACH}(?![\w])", _read_year, *_NEED),
    loose(rf"(?<![\w-])(?i:each|every){WS}{_DAY}(?![\w])", _read_day, *_NEED),
    loose(
        rf"(?<![\w-])(?i:every){WS}(?i:second|other|third|fourth){WS}(?P<wd>{WEEKDAY})(?![\w])",
        _read_weekday,
        "every ",
    ),
    loose(
        rf"(?<=\b[oO]n\s)(?P<u>weekdays|weekends|working{WS}days)(?![\w-])",
        _read_days,
        "weekdays",
        "weekends",
        "working days",
    ),
    loose(
        rf"(?<![\w-]){_EACH},?{WS}(?:in|during){WS}(?:early{WS}|late{WS}|mid-)?(?P<m>{MONTH})(?![\w]|,?{WS}[0-9])",
        _read_month,
        *_NEED,
    ),
    loose(rf"(?<![\w-])(?:in{WS})?(?P<m>{MONTH}){WS}(?:(?:of|in){WS})?{_EACH}(?![\w])", _read_month, *_NEED),
)
