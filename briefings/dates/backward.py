"""What points back in the text: the same period of 2016, since then, by then, that quarter, for the year."""

from __future__ import annotations

import re

from briefings.dates.hung import Same, Then
from briefings.dates.lexicon import WS, YEAR, unit
from briefings.dates.mention import Point, Spec
from briefings.dates.rule import Rule, loose

_STRETCH = (
    r"(?:(?:two|three|four|five|six|seven|eight|nine|ten|eleven)\s)?(?:months|weeks|quarters)|"
    r"period|quarter|half|season"
)


def _read_same(match: re.Match[str]) -> Spec:
    year = match["y"]
    return Same(Point(year=int(year)) if year else Point(turn=-1))


def _read_itself(match: re.Match[str]) -> Spec:
    return Same(None)


def _read_then(match: re.Match[str]) -> Spec:
    return Then()


def _read_unit(match: re.Match[str]) -> Spec:
    return Then(unit(match["u"])[0])


def _read_present(match: re.Match[str]) -> Spec:
    return Point(turn=0)


CUES = ("same", "corresponding", "then", "that ", "the year", "the quarter")

RULES: tuple[Rule, ...] = (
    loose(
        rf"(?<![\w-])(?:[tT]he{WS})?(?i:same|corresponding|comparable){WS}(?:{_STRETCH})(?:,?{WS}(?:of|in|during))?{WS}"
        rf"(?:(?P<y>{YEAR})(?![\w/-])|(?:the{WS})?(?P<turn>last|previous|preceding){WS}year(?![\w'’-]))",
        _read_same,
        "same",
        "corresponding",
        "comparable",
    ),
    loose(
        rf"(?:(?<=\b[oO]ver\s)|(?<=\b[iI]n\s)|(?<=\b[dD]uring\s))the{WS}same{WS}(?:period|months)(?={WS}?[,.;])",
        _read_itself,
        "same",
    ),
    loose(
        r"(?:(?<=\b[sS]ince\s)|(?<=\b[bB]y\s)|(?<=\b[uU]ntil\s)|(?<=\b[tT]ill\s)|(?<=\bup\sto\s)|(?<=\b[bB]efore\s)|(?<=\b[fF]rom\s))"
        r"then(?![\w-])(?!\son\b)",
        _read_then,
        "since then",
        "by then",
        "until then",
        "till then",
        "to then",
        "before then",
        "from then",
    ),
    loose(
        r"(?:(?<=\b[sS]ince\s)|(?<=\b[bB]y\s)|(?<=\b[uU]ntil\s)|(?<=\b[bB]efore\s)|(?<=\b[fF]rom\s)|(?<=\b[oO]n\s)|(?<=\b[aA]fter\s))"
        rf"that{WS}(?:date|deadline)(?![\w-])",
        _read_then,
        "that date",
        "that deadline",
    ),
    loose(rf"(?<![\w-])(?i:that{WS}(?:same{WS})?)(?P<u>quarter)(?![\w-])", _read_unit, "that "),
    loose(
        rf"(?:(?<=\b[fF]or\s)|(?<=\b[dD]uring\s)|(?<=\b[iI]n\s)|(?<=\b[oO]ver\s)|(?<=\b[tT]hroughout\s))"
        r"(?<!ater\sin\s)(?<!arlier\sin\s)(?<!arly\sin\s)(?<!ate\sin\s)"
        rf"the{WS}(?P<u>year)(?![\w'’-])(?!{WS}(?:of|to|ended|ending|ahead|before|after|that|when|which|in|[0-9]))",
        _read_unit,
        "the year",
    ),
    loose(
        r"(?:(?<=\b[fF]or\s)|(?<=\b[dD]uring\s)|(?<=\b[iI]n\s)|(?<=\b[oO]ver\s))the\s(?P<u>quarter)(?=\s?[,.;)])",
        _read_unit,
        "the quarter",
    ),
    loose(
        r"(?:(?<=\bstarted\s)|(?<=\bbegan\s)|(?<=\bopened\s)|(?<=\bentered\s))the\syear(?![\w'’-])",
        _read_present,
        "the year",
    ),
)
