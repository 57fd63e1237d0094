"""Stretches beside the time of writing: the past two years, the next three years, within the year."""

from __future__ import annotations

import re

from briefings.dates.lexicon import NUMBER, UNIT, UNIT_CUES, WS, number, unit
from briefings.dates.mention import Length, Spec, Stretch, Unit, Vague, Within
from briefings.dates.rule import Rule, loose

_BACK = r"(?i:past|last|previous|recent|preceding)"
_ON = r"(?i:next|coming|upcoming)"


def _unit(text: str) -> Unit:
    return unit(text)[0]


def _stretch(match: re.Match[str], *, ahead: bool, since: bool = False) -> Spec:
    count = number(match["n"]) if match["n"] else 1
    name, times = unit(match["u"])
    if count is None:
        return Length(name, None)
    return Stretch(name, count * times, ahead=ahead, since=since)


def _read_back(match: re.Match[str]) -> Spec:
    return _stretch(match, ahead=False)


def _read_past(match: re.Match[str]) -> Spec:
    return Stretch(_unit(match["u"] or match["u2"]), 1, ahead=False)


def _read_on(match: re.Match[str]) -> Spec:
    return _stretch(match, ahead=True)


def _read_following(match: re.Match[str]) -> Spec:
    """Years that follow on something told, not on the time of writing."""
    count = number(match["n"])
    name, times = unit(match["u"])
    return Length(name, count * times if count else None)


def _read_since(match: re.Match[str]) -> Spec:
    return _stretch(match, ahead=False, since=True)


def _read_within(match: re.Match[str]) -> Spec:
    return Within(_unit(match["u"]))


def _read_recent(match: re.Match[str]) -> Spec:
    return Vague("PAST_REF")


CUES = (*UNIT_CUES,)

RULES: tuple[Rule, ...] = (
    loose(
        rf"(?<![\w-])(?:(?i:the|these|this){WS})?{_BACK}{WS}(?P<n>{NUMBER}|few|several|couple{WS}of){WS}(?P<u>{UNIT}s?)(?![\w])",
        _read_back,
        "past",
        "last",
        "previous",
        "recent",
        "preceding",
    ),
    loose(
        rf"(?<![\w-])(?:(?i:the{WS}past){WS}(?P<n>)(?P<u>(?i:decade|century|year|quarter|month|week))|(?i:the{WS}last){WS}(?P<u2>(?i:decade|century)))(?![\w])",
        _read_past,
        "past",
        "last",
    ),
    loose(
        rf"(?<![\w-])(?:(?i:the){WS})?{_ON}{WS}(?P<n>{NUMBER}|few|several|couple{WS}of){WS}(?P<u>{UNIT}s?)(?![\w])",
        _read_on,
        "next",
        "coming",
    ),
    loose(
        rf"(?<![\w-])(?:(?i:the){WS})?(?i:following){WS}(?P<n>{NUMBER}|few|several|couple{WS}of){WS}(?P<u>{UNIT}s?)(?![\w])",
        _read_following,
        "following",
    ),
    loose(
        rf"(?:(?<=[oO]ver\s)|(?<=[wW]ithin\s)|(?<=[dD]uring\s)|(?<=[fF]or\s)|(?<=[iI]n\s)|(?=the{WS}coming|[tT]he{WS}(?:next|coming){WS}decade))(?i:the{WS}(?:next|coming)){WS}(?P<n>)(?P<u>(?i:decade|year))(?![\w])",
        _read_on,
        "next",
        "coming",
    ),
    loose(
        rf"(?<![\w.,-])(?:(?i:the){WS})?(?P<n>{NUMBER}){WS}(?P<u>{UNIT}s?){WS}(?i:since)(?![\w])",
        _read_since,
        "since",
    ),
    loose(
        rf"(?:(?<=\b[wW]ithin\s)|(?<=\b[iI]n\sthe\sspace\sof\s)|(?<=\b[wW]ithin\sthe\snext\s))(?P<n>{NUMBER}){WS}(?P<u>{UNIT}s?)(?![\w])(?!{WS}(?:of|from|after|since)\b)",
        _read_on,
        "within",
        "space",
    ),
    loose(
        rf"(?<![\w-])(?i:within|before){WS}(?:the|this){WS}(?P<u>year|month|quarter|week)(?:{WS}(?:is{WS})?(?:out|over|ends?))?(?![\w-])",
        _read_within,
        "within",
        "before",
    ),
    loose(rf"(?<![\w-])(?i:recent){WS}(?:years|months|weeks|days|decades)(?![\w])", _read_recent, "recent"),
)
