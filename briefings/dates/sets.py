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
from briefings.dates.mention import Nothing, Repeat, Spec
from briefings.dates.rule import Rule, loose
from briefings.dates.timex import duration
from briefings.dates.values import exists

_ADVERBS = {"daily": "XXXX-XX-XX", "weekly": "XXXX-WXX", "monthly": "XXXX-XX", "quarterly": "XXXX-QX"}
_ADVERBS |= {
    "semi-annually": "P6M",
    "semiannually": "P6M",
    "half-yearly": "P6M",
    "biannually": "P6M",
    "biennially": "P2Y",
}
_ADVERBS |= {
    "fortnightly": "P2W",
    "hourly": "PT1H",
    "biweekly": "P2W",
    "bimonthly": "P2M",
    "year-round": "XXXX",
    "everyday": "XXXX-XX-XX",
}
_ADVERBS |= {"annually": "XXXX", "yearly": "XXXX", "annual": "XXXX"}
_EACH = ("every", "each")
_UNITS = {
    "hour": "PT1H",
    "minute": "PT1M",
    "day": "XXXX-XX-XX",
    "week": "XXXX-WXX",
    "month": "XXXX-XX",
    "quarter": "XXXX-QX",
    "year": "XXXX",
    "weekday": "XXXX-WXX",
    "weekend": "XXXX-WXX-WE",
    "morning": "XXXX-XX-XXTMO",
    "afternoon": "XXXX-XX-XXTAF",
    "evening": "XXXX-XX-XXTEV",
    "night": "XXXX-XX-XXTNI",
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


def _read_other(match: re.Match[str]) -> Spec:
    return Repeat(duration(unit(match["u"])[0], 2))


def _read_day_of_month(match: re.Match[str]) -> Spec:
    day = int(match["d"])
    return Repeat(f"XXXX-XX-{day:02}") if 1 <= day <= 31 else Nothing()


def _read_yearly(match: re.Match[str]) -> Spec:
    number, day = month(match["m"] or match["m2"]), int(match["d"] or match["d2"])
    return Repeat(f"XXXX-{number:02}-{day:02}") if exists(2000, number, day) else Nothing()


def _read_season(match: re.Match[str]) -> Spec:
    season = {"spring": "SP", "summer": "SU", "winter": "WI"}.get(match["s"].lower(), "FA")
    return Repeat(f"XXXX-{season}")


def _read_weekday(match: re.Match[str]) -> Spec:
    return Repeat(f"XXXX-WXX-{weekday(match['d']) + 1}")


CUES = (
    "daily",
    "weekly",
    "monthly",
    "quarterly",
    "annual",
    "days",
    *_ADVERBS,
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
    loose(
        rf"(?<![\w-])(?i:every){WS}(?P<n>{NUMBER}|{RANK}){WS}(?P<u>{UNIT}s?)(?![\w])", _read_count, "every"
    ),
    loose(
        rf"(?<![\w-])(?P<a>(?i:{'|'.join(sorted(_ADVERBS, key=len, reverse=True))}))(?![\w-])",
        _read_adverb,
        *_ADVERBS,
    ),
    loose(
        rf"(?<![\w-])(?i:every|each){WS}(?:single{WS})?(?P<u>(?i:day|week|month|quarter|year|weekday|weekend|morning|afternoon|evening|night))(?![\w])",
        _read_every,
        *_EACH,
    ),
    loose(
        rf"(?<![\w-])(?i:every){WS}(?i:other|second){WS}(?P<u>(?i:day|week|month|year))(?![\w])",
        _read_other,
        "every",
    ),
    loose(
        rf"(?<![\w-])(?:[tT]he{WS})?(?P<d>[0-9]{{1,2}}){NTH}{WS}(?:day{WS})?(?:of{WS})(?i:each|every){WS}month(?![\w])",
        _read_day_of_month,
        *_EACH,
    ),
    loose(
        rf"(?<![\w-])(?i:each|every){WS}year,?{WS}on{WS}(?:(?P<d>[0-9]{{1,2}}){NTH}?{WS}(?:of{WS})?(?P<m>{MONTH})|(?P<m2>{MONTH}){WS}(?P<d2>[0-9]{{1,2}}){NTH}?)(?![\w])",
        _read_yearly,
        *_EACH,
    ),
    loose(
        r"(?<![\w-])(?i:each|every)\s{1,3}(?P<s>(?i:spring|summer|autumn|fall|winter))(?![\w-])",
        _read_season,
        *_EACH,
    ),
    loose(
        rf"(?<![\w-])(?i:each|every){WS}(?:(?P<d>[0-9]{{1,2}}){NTH}?{WS}(?:of{WS})?(?P<m>{MONTH})|(?P<m2>{MONTH}){WS}(?P<d2>[0-9]{{1,2}}){NTH}?)(?![\w])",
        _read_yearly,
        *_EACH,
    ),
    loose(
        rf"(?<![\w-])(?i:every){WS}(?i:other|second){WS}(?:{WEEKDAY})(?![\w])",
        lambda m: Repeat("P2W"),
        "every",
    ),
    loose(
        r"(?<![\w-])(?P<d>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)s(?:\s(?:and|or)\s(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days)?(?![\w-])",
        _read_weekday,
        "days",
    ),
    loose(
        rf"(?<![\w-])(?i:all{WS}(?:the{WS})?year{WS}round|throughout{WS}the{WS}(?P<u>year)|a{WS}year{WS}on{WS}year)(?![\w])",
        lambda m: Repeat("XXXX"),
    ),
    loose(
        rf"(?<![\w-])(?i:every|each){WS}(?P<m>{FULL_MONTH})(?:{WS}and{WS}{FULL_MONTH})?(?![\w]|{WS}[0-9])",
        _read_month,
        *_EACH,
    ),
    loose(rf"(?<![\w-])(?P<m>{MONTH}){WS}(?:of{WS})?(?i:every|each){WS}year(?![\w])", _read_month, *_EACH),
    loose(
        rf"(?<![\w-])(?:on{WS})?(?P<m>{MONTH}){WS}(?P<d>[0-9]{{1,2}}){NTH}?{WS}(?:of{WS})?(?i:every|each){WS}year(?![\w])",
        _read_day,
        *_EACH,
    ),
    loose(
        rf"(?<![\w-])(?i:every|each){WS}(?P<d>{WEEKDAY})(?:{WS}and{WS}(?:{WEEKDAY}))?(?![\w])",
        _read_weekday,
        *_EACH,
    ),
    loose(
        rf"(?<![\w-])(?:(?i:the){WS})?(?i:first|second|third|fourth|last){WS}(?:{WEEKDAY}|day|week|weekend){WS}(?i:of|in){WS}(?i:each|every){WS}(?P<u>(?i:month|quarter|year))(?![\w])",
        _read_every,
        *_EACH,
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
        *_EACH,
    ),
    loose(
        rf"(?<![\w-])(?:(?i:a){WS})?(?i:per){WS}(?P<u>(?i:day|week|month|quarter|year|hour|minute))(?![\w])",
        _read_rate,
        "per ",
    ),
    loose(r"(?<=\bat\s)night(?![\w])", lambda m: Repeat("XXXX-XX-XXTNI"), "at night"),
)
