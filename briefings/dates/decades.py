"""Decades and centuries: the 1990s, the 60s, the late 1980s, the 21st century."""

from __future__ import annotations

import re

from briefings.dates.lexicon import PART, RANK, WS, part, rank
from briefings.dates.mention import Century, Nothing, Point, Spec
from briefings.dates.rule import Rule, loose

_WORDS = {
    w: n
    for n, w in enumerate(
        ["twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties"], 2
    )
}


def _read(match: re.Match[str]) -> Spec:
    year = int(match["y"])
    return Point(year=year, decade=True, part=part(match["part"]))


def _read_short(match: re.Match[str]) -> Spec:
    return Point(year=1900 + int(match["y"]), decade=True, part=part(match["part"]))


def _read_word(match: re.Match[str]) -> Spec:
    return Point(year=1900 + 10 * _WORDS[match["w"].lower()], decade=True, part=part(match["part"]))


def _read_nth(match: re.Match[str]) -> Spec:
    """The second decade of the 19th century; of this one, if none is named."""
    word = match["d"].lower()
    which = {"last": 10, "final": 10, "closing": 10, "opening": 1}.get(word) or rank(word) or 0
    century = rank(match["n"]) if match["n"] else 21
    if not 1 <= which <= 10 or not century or not 1 < century <= 30:
        return Nothing()
    return Point(year=(century - 1) * 100 + (which - 1) * 10, decade=True)


def _read_century(match: re.Match[str]) -> Spec:
    count = rank(match["n"]) or 0
    if not 0 < count <= 30:
        return Nothing()
    return Century(-count if match["bc"] else count)


CUES = (
    "#s",
    "#’s",
    "#'s",
    "ties",
    "centur",
    "decade",
)

RULES: tuple[Rule, ...] = (
    loose(
        rf"(?<![\w-])(?:[tT]he{WS})?(?P<d>{RANK}|last|final|closing|opening){WS}(?i:decade){WS}of{WS}(?:the{WS}(?P<n>{RANK})|this){WS}(?i:century)(?![\w])",
        _read_nth,
        "decade",
    ),
    loose(
        rf"(?<![\w.,/$-])(?P<part>{PART})?(?:[tT]he{WS})?(?P<y>1[0-9]{{2}}0|20[0-9]0)['’]?s(?![\w])",
        _read,
        "#s",
        "#'s",
        "#’s",
    ),
    loose(
        rf"(?<![\w.,/$-])(?:[tT]he{WS}(?P<part>{PART})?)['’]?(?P<y>[2-9]0)['’]?s(?![\w])",
        _read_short,
        "#s",
        "#'s",
        "#’s",
    ),
    loose(
        rf"(?<![\w-])[tT]he{WS}(?P<part>{PART})?(?i:nineteen[-\s])?(?P<w>(?i:{'|'.join(_WORDS)}))(?![\w])",
        _read_word,
        "ties",
    ),
    loose(
        rf"(?<![\w-])(?P<part>{PART})?(?:[tT]he{WS})?(?:(?:early|mid|late)[-\s])?(?P<n>{RANK})(?:{WS}|-)(?i:centur(?:y|ies))(?![\w])(?P<bc>{WS}BCE?\b|{WS}B\.C\.)?",
        _read_century,
        "centur",
    ),
)
