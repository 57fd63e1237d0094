"""The counts of anniversaries: the second anniversary, its 10th birthday, the 100th day."""

from __future__ import annotations

import re

from briefings.dates.lexicon import NUMBER, RANK, WS, number, rank
from briefings.dates.mention import Jubilee, Spec
from briefings.dates.rule import Rule, loose

_WORDS = {
    "silver jubilee": 25,
    "golden jubilee": 50,
    "diamond jubilee": 60,
    "platinum jubilee": 70,
    "centenary": 100,
    "centennial": 100,
    "sesquicentennial": 150,
    "bicentenary": 200,
    "bicentennial": 200,
    "tercentenary": 300,
}


def _read(match: re.Match[str]) -> Spec | None:
    count = rank(match["n"])
    return Jubilee(count) if count else None


def _read_word(match: re.Match[str]) -> Spec:
    return Jubilee(_WORDS[" ".join(match["w"].lower().split())])


def _read_turn(match: re.Match[str]) -> Spec | None:
    count = number(match["n"])
    return Jubilee(count) if count and count > 2 else None


CUES = (
    "anniversary",
    "birthday",
    "centen",
    "jubilee",
    "turn",
)

RULES: tuple[Rule, ...] = (
    loose(
        rf"(?<![\w.,-])(?P<n>{RANK})(?:{WS}|-)(?:(?:year|founding|wedding){WS})?(?i:anniversary|birthday)(?![\w])",
        _read,
    ),
    loose(
        rf"(?<![\w-])(?P<w>(?i:{'|'.join(_WORDS).replace(' ', WS)}))(?![\w])",
        _read_word,
        "centen",
        "jubilee",
        "tercent",
    ),
    loose(
        rf"(?:(?<=\bturn\s)|(?<=\bturns\s)|(?<=\bturned\s)|(?<=\bturning\s))(?P<n>{NUMBER})"
        rf"(?=\s{{0,3}}(?:[,.;:]|$|this\s|next\s|in\s[0-9A-Z]|on\s|today|tomorrow|later\s))",
        _read_turn,
        "turn",
    ),
)
