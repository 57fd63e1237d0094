"""Plain durations: 4-day, three years, half a year, several months; ages are none."""

from __future__ import annotations

import re

from briefings.dates.lexicon import FEW, NUMBER, UNIT, UNIT_CUES, WS, number, unit
from briefings.dates.mention import Length, Nothing, Spec
from briefings.dates.rule import Rule, loose

_MORE = r"(?:(?i:more\sthan|less\sthan|over|about|around|nearly|almost|just\sover|at\sleast|up\sto|some)\s)?"


def _read(match: re.Match[str]) -> Spec:
    count = number(match["n"]) if match["n"] else None
    name, times = unit(match["u"])
    return Length(name, count * times if count else None)


def _read_half(match: re.Match[str]) -> Spec:
    return Length("month", 6)


def _read_and_half(match: re.Match[str]) -> Spec:
    count = number(match["n"])
    return Length(unit(match["u"])[0], count + 0.5 if count else None)


def _read_decimal(match: re.Match[str]) -> Spec:
    return Length(unit(match["u"])[0], float(match["n"]))


def _skip(match: re.Match[str]) -> Spec:
    return Nothing()


CUES = (*UNIT_CUES,)

RULES: tuple[Rule, ...] = (
    loose(rf"(?<![\w.,$/-])(?P<n>{NUMBER})(?:-|{WS})(?P<u>{UNIT})s?{WS}?-?old(?![\w])", _skip, "old"),
    loose(
        rf"(?<![\w.,$/-])(?P<n>{NUMBER})(?:{WS}(?:more|full|whole|long|consecutive|straight))?(?:-|{WS})(?P<u>{UNIT})s?(?![\w]|-on-|['’]s\s)",
        _read,
    ),
    loose(
        rf"(?<![\w.,$/-])(?:the{WS})?(?P<n>{NUMBER}){WS}and{WS}a{WS}half{WS}(?P<u>{UNIT})s?(?![\w])",
        _read_and_half,
        "half",
    ),
    loose(
        rf"(?<![\w.,$/-])(?P<n>[0-9]{{1,3}}\.[0-9]{{1,2}}){WS}(?P<u>year|month|week|day|hour)s?(?![\w])",
        _read_decimal,
        ".#",
    ),
    loose(rf"(?<![\w-])(?i:half{WS}an?{WS}year)(?![\w])", _read_half, "half"),
    loose(
        rf"(?<![\w-])(?:{FEW}){WS}(?P<n>)(?P<u>(?i:years|months|weeks|days|decades|centuries|hours))(?![\w])",
        _read,
        "few",
        "several",
        "some",
        "many",
        "number",
        "recent",
    ),
    loose(
        r"(?<![\w-])(?P<n>)(?P<u>(?i:year|month|week|day|decade))s?-long(?![\w])",
        lambda m: Length(unit(m["u"])[0], 1),
        "long",
    ),
)
