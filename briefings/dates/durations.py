"""Plain durations: 4-day, three years, half a year, several months, weeks, 28 years old."""

from __future__ import annotations

import re

from briefings.dates.lexicon import FEW, GAP, NUMBER, UNIT, UNIT_CUES, WS, number, unit
from briefings.dates.mention import Length, Spec
from briefings.dates.rule import Rule, loose

_MORE = r"(?:(?i:more\sthan|less\sthan|over|about|around|nearly|almost|just\sover|at\sleast|up\sto|some)\s)?"


def _read(match: re.Match[str]) -> Spec:
    count = number(match["n"]) if match["n"] else None
    name, times = unit(match["u"])
    return Length(name, count * times if count else None)


def _read_half(match: re.Match[str]) -> Spec:
    return Length("month", 6)


def _read_half_century(match: re.Match[str]) -> Spec:
    return Length("year", 50 if "half" in match[0].lower() else 25)


def _read_and_half(match: re.Match[str]) -> Spec:
    count = number(match["n"])
    return Length(unit(match["u"])[0], count + 0.5 if count else None)


def _read_decimal(match: re.Match[str]) -> Spec:
    return Length(unit(match["u"])[0], float(match["n"]))


def _read_age(match: re.Match[str]) -> Spec:
    return Length("year", int(match["n"]))


def _read_led(match: re.Match[str]) -> Spec | None:
    """Years that nobody counts, where a word that asks for a length stands before them."""
    led = _LEADS.search(match.string, max(0, match.start() - 12), match.start())
    return _read_open(match) if led else None


def _read_open(match: re.Match[str]) -> Spec:
    return Length(unit(match["u"])[0], None)


def _read_half_hour(match: re.Match[str]) -> Spec:
    return Length("minute", 30)


_PLURAL = r"(?:[yY]ears|[mM]onths|[wW]eeks|[dD]ays|[dD]ecades|[cC]enturies|[hH]ours|[mM]inutes)"
_PLURAL_CUES = ("years", "months", "weeks", "days", "decades", "centuries", "hours", "minutes")
_LEADS = re.compile(
    r"(?i)\b(?:for|within|after|over|took|takes?|taken|lasted|last|spent|spend|by|or|in)\s{1,3}$"
)

CUES = (*UNIT_CUES, "age")

RULES: tuple[Rule, ...] = (
    loose(rf"(?<![\w.,$/-])(?P<n>{NUMBER})(?:-|{WS})(?P<u>{UNIT})s?(?:-|{WS})?olds?(?![\w])", _read, "old"),
    loose(
        r"(?<![\w-])(?:(?<=\baged\s)|(?<=\bage\s))(?P<n>[1-9][0-9]?|1[01][0-9])(?![\w.,%-]|[-:/])",
        _read_age,
        "age",
    ),
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
    loose(
        rf"(?<![\w.,-])(?i:half{WS}an?{WS}century|an?{WS}half{GAP}century|a{WS}quarter{WS}of{WS}a{WS}century|a{WS}quarter{GAP}century)(?![\w-])(?!{WS}ago)",
        _read_half_century,
        "century",
    ),
    loose(rf"(?<![\w-])(?i:half{WS}an?{WS}year|(?:a{WS})?half-year)(?![\w])", _read_half, "half"),
    loose(
        rf"(?<![\w-])(?i:an?){WS}(?P<u>(?i:year|month|week|day|hour|decade)){WS}(?i:and{WS}a{WS}half)(?![\w])",
        lambda m: Length(unit(m["u"])[0], 1.5),
        "a half",
    ),
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
        rf"(?<=\s)(?P<u>{_PLURAL})(?![\w-]|{WS}(?:ago|old|earlier|later|from|past|before|after)\b)",
        _read_led,
        *_PLURAL_CUES,
    ),
    loose(
        rf"(?<![\w-])(?P<u>{_PLURAL})(?={WS}of{WS}(?!the\b|this\b|that\b|January|February|March|April|May|June|July|August|Sept|Oct|Nov|Dec|[0-9]))",
        _read_open,
        *_PLURAL_CUES,
    ),
    loose(
        rf"(?<![\w-])(?:(?i:the){WS})?(?i:following|ensuing|subsequent|succeeding|intervening|preceding|final|early|last|first|next|past){WS}(?P<u>{_PLURAL})(?![\w-])",
        _read_open,
        *_PLURAL_CUES,
    ),
    loose(rf"(?<![\w-])(?i:half{WS}an{WS}hour|(?:a{WS})?half-hour)(?![\w])", _read_half_hour, "half"),
    loose(
        r"(?<![\w-])(?P<n>)(?P<u>(?i:year|month|week|day|decade))s?-long(?![\w])",
        lambda m: Length(unit(m["u"])[0], 1),
        "long",
    ),
)
