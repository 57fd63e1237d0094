"""Days without a year and months: July 15th this year, the end of March, last September, June 2021."""

from __future__ import annotations

import re

from briefings.dates.lexicon import (
    FULL_MONTH,
    MONTH,
    MONTH_CUES,
    MONTH_NAMES,
    NTH,
    PART,
    SHORT_MONTH,
    WEEKDAY,
    WS,
    YEAR,
    month,
    part,
    rank,
    weekday,
)
from briefings.dates.mention import Nothing, Part, Point, Spec
from briefings.dates.rule import Rule, loose, rule
from briefings.dates.values import exists

TURNS = {
    "this": 0,
    "last": -1,
    "next": 1,
    "previous": -1,
    "past": -1,
    "following": 1,
    "coming": 1,
    "current": 0,
}
_NEAREST = {"last": -1, "next": 1, "previous": -1, "past": -1, "following": 1, "coming": 1}
_TURN = (
    rf"(?:,?{WS}(?:of{WS}|in{WS})?(?:(?P<turn>this|last|next){WS}year\b(?!['’]s)"
    rf"|(?P<same>(?:that|the{WS}same){WS}year)\b))?"
)
_WD = rf"(?:(?P<wd>{WEEKDAY}),?{WS})?"
_RANK_DAY = (
    r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|"
    r"sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth|thirty-first|twenty-(?:first|second|third|fourth|fifth|"
    r"sixth|seventh|eighth|ninth))"
)
_NO_COUNT = (
    r"(?!,?[0-9]{3,4}\b|,?\s[0-9]{4}\b|\s[0-9]{3}\b|[.,:][0-9]|\s?%|"
    r"\s(?:million|billion|trillion|percent|yuan|people))"
)
# "May" is a verb too: it is a month only where a word that goes before dates stands before it.
_LONE = (
    rf"(?:(?!May\b|March\b){FULL_MONTH}|(?<=\b[iI]n\s)(?:May|March)|(?<=\b[oO]f\s)(?:May|March)"
    r"|(?<=\b(?:by|By|to)\s)(?:May|March)|(?<=\b[sS]ince\s)(?:May|March)|(?<=\b[uU]ntil\s)(?:May|March)"
    r"|(?<=\bfrom\s)(?:May|March)|(?<=\bFrom\s)(?:May|March)|(?<=\b(?:and|mid|the)[\s-])(?:May|March)"
    r"|(?<=\b[lL]ate\s)(?:May|March)|(?<=\b[eE]arly\s)(?:May|March)|(?<=\bduring\s)(?:May|March)"
    r"|(?:May|March)(?=\s(?:was|is|saw|brought|alone)\s(?!be\b))|(?<=\bbefore\s)(?:May|March)|(?<=\bafter\s)(?:May|March)|(?<=\bthis\s)(?:May|March))"
)


def _turns(match: re.Match[str]) -> tuple[int | None, bool]:
    groups = match.groupdict()
    turn = groups.get("turn") or groups.get("head")
    return (TURNS[turn.lower()] if turn else None), bool(groups.get("same"))


def _read_day(match: re.Match[str]) -> Spec:
    number, day = month(match["m"]), int(match["d"])
    if not exists(2000, number, day):
        return Nothing()
    turn, same = _turns(match)
    named = match.groupdict().get("wd")
    return Point(month=number, day=day, turn=turn, same=same, weekday=weekday(named) if named else None)


def _read_month(match: re.Match[str]) -> Spec:
    turn, same = _turns(match)
    groups = match.groupdict()
    year = int(groups["y"]) if groups.get("y") else None
    if year is not None and groups.get("bc"):
        year = -year
    return Point(year=year, turn=turn, same=same, month=month(match["m"]), part=part(groups.get("part")))


def _read_words(match: re.Match[str]) -> Spec:
    """October the third, the third of October."""
    number, day = month(match["m"] or match["m2"]), rank(match["w"] or match["w2"]) or 0
    return Point(month=number, day=day) if exists(2000, number, day) else Nothing()


def _read_ten_days(match: re.Match[str]) -> Spec:
    """A third of a month, as translators from Chinese have it: the month is what the calendar holds."""
    turn, same = _turns(match)
    third: Part = {"first": "early", "early": "early", "last": "late", "final": "late"}.get(  # type: ignore[assignment]
        match["part"].lower(), "mid"
    )
    year = int(match["y"]) if match["y"] else None
    return Point(year=year, turn=turn, same=same, month=month(match["m"]), part=third)


def _read_head(match: re.Match[str]) -> Spec:
    head = match["head"].lower()
    if head in _NEAREST:
        told = head in {"previous", "following"}
        return Point(month=month(match["m"]), near=_NEAREST[head], same=told)
    return Point(month=month(match["m"]), turn=TURNS[head])


def _read_digits(match: re.Match[str]) -> Spec:
    return Point(year=int(match["y"]), month=int(match["m"]))


CUES = (
    *MONTH_CUES,
    "####-##",
)

RULES: tuple[Rule, ...] = (
    loose(
        rf"(?<![\w-])(?P<m>{FULL_MONTH}){WS}the{WS}(?P<w>{_RANK_DAY})(?![\w-])|(?<![\w-])[tT]he{WS}(?P<w2>{_RANK_DAY}){WS}(?:day{WS})?of{WS}(?P<m2>{MONTH})(?![\w]|,?{WS}[12][0-9]{{3}})",
        _read_words,
        *(f"{name.lower()} the" for name in MONTH_NAMES),
        *(f"{rank} {of}" for rank in ("first", "second", "third") for of in ("of", "day")),
        "th of",
        "th day",
    ),
    loose(
        rf"(?<![\w-])(?:[tT]he{WS})?(?P<part>(?i:first|early|middle|second|mid|last|final)){WS}(?i:ten|10){WS}days{WS}of{WS}(?P<m>{MONTH})(?:,?{WS}(?P<y>{YEAR})(?![0-9])|{_TURN})(?![\w])",
        _read_ten_days,
        "days of",
    ),
    rule(
        rf"{_WD}(?P<m>{MONTH}){WS}(?:the{WS})?(?P<d>[0-9]{{1,2}}){NTH}?(?![0-9]){_NO_COUNT}{_TURN}", _read_day
    ),
    rule(
        rf"{_WD}(?:(?:[tT]he{WS})?(?P<d>[0-9]{{1,2}}){NTH}?{WS}(?:day{WS})?(?:of{WS})?)(?P<m>{MONTH})(?!,?\s[12][0-9]{{3}}\b){_TURN}",
        _read_day,
    ),
    rule(
        rf"(?P<part>{PART})?(?P<m>{MONTH})(?:,|{WS}of|{WS}in)?{WS}(?P<y>{YEAR})(?![0-9,.%-][0-9])",
        _read_month,
        "####",
    ),
    loose(
        rf"(?<![\w-])(?P<part>{PART})?(?P<m>{_LONE}){_TURN}(?![\w]|{WS}[0-9](?![0-9]?[.:][0-9]{{2}}\b))",
        _read_month,
    ),
    loose(
        rf"(?<![\w-])(?P<part>{PART}(?:[dD]ays{WS}of{WS})?)(?P<m>{MONTH}){_TURN}(?![\w]|{WS}[0-9])",
        _read_month,
    ),
    loose(rf"(?<![\w-])(?P<m>{SHORT_MONTH})\b\.?{WS}(?P<turn>this|last|next){WS}year\b", _read_month, "year"),
    loose(
        rf"(?<![\w-])(?P<head>(?i:this|last|next|past|previous|following|coming)){WS}(?P<m>{FULL_MONTH})(?![\w])",
        _read_head,
        "this",
        "last",
        "next",
        "past",
        "previous",
        "following",
        "coming",
    ),
    loose(rf"(?<![\w./-])(?P<y>{YEAR})-(?P<m>0[1-9]|1[0-2])(?![\w./-])", _read_digits, "####"),
    loose(rf"(?<![\w-])(?P<y>{YEAR}){WS}(?P<m>{FULL_MONTH})(?![\w]|{WS}[0-9])", _read_month, "####"),
    loose(
        rf"(?<![\w-])(?P<part>{PART})?(?P<m>{MONTH}){WS}(?P<y>[1-9][0-9]{{0,3}}){WS}(?P<bc>BCE?\b|B\.C\.)",
        _read_month,
        " bc",
        "b.c",
        "#bc",
    ),
)
