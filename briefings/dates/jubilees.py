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
    "quincentenary": 500,
    "quincentennial": 500,
    "bicentennial": 200,
    "tercentenary": 300,
    "tercentennial": 300,
    "quasquicentennial": 125,
    "sapphire jubilee": 65,
    "pearl jubilee": 30,
    "ruby jubilee": 40,
}
_REACHED = ("hits", "hit", "reaches", "reach", "reached")
_BEHIND = (
    r"(?=\s{0,3}(?:[,.;:!?—–](?![0-9])|$|this\s|next\s|in\s[0-9A-Z]|in\sthe\s(?:spring|summer|autumn|fall|winter)|on\s|today|tomorrow|later\s|"
    r"and\s|as\s|with\s|tonight|within\s))"
)


def _read(match: re.Match[str]) -> Spec | None:
    count = rank(match["n"])
    return Jubilee(count) if count else None


def _read_word(match: re.Match[str]) -> Spec:
    return Jubilee(_WORDS[" ".join(match["w"].lower().split())])


def _read_count(match: re.Match[str]) -> Spec | None:
    count = number(match["n"])
    return Jubilee(count) if count else None


def _read_year(match: re.Match[str]) -> Spec | None:
    """Who enters a tenth year has nine behind."""
    count = rank(match["n"])
    return Jubilee(count - 1) if count and count > 1 else None


def _read_half(match: re.Match[str]) -> Spec:
    return Jubilee(50 if match["h"].lower() == "half" else 25)


_NEAR = re.compile(
    r"(?i)\b(?:this|next)\s(?:year|month|week|spring|summer|autumn|fall|winter|january|february|march|april|may|june|july|august|"
    r"september|october|november|december)\b"
)


def _read_age(match: re.Match[str]) -> Spec | None:
    """A bare age, where the year or month of the feast stands beside it: "this autumn we shall be fifty"."""
    count, text = number(match["n"]), match.string
    told = _NEAR.search(text, max(0, match.start() - 60), match.start()) or _NEAR.match(text, match.end() + 1)
    between = text[told.end() : match.start()] if told else "."
    return Jubilee(count) if count and count >= 10 and told and not set(".;:") & set(between) else None


def _read_turn(match: re.Match[str]) -> Spec | None:
    count = number(match["n"])
    return Jubilee(count) if count and count > 2 else None


CUES = (
    "anniversary",
    "birthday",
    "centen",
    "jubilee",
    "turn",
    "century",
    *_REACHED,
)

RULES: tuple[Rule, ...] = (
    loose(
        rf"(?<![\w.,-])(?P<n>{RANK})(?:{WS}|-)(?:(?:year|founding|wedding){WS})?(?i:anniversary|birthday)(?![\w])",
        _read,
    ),
    loose(
        rf"(?<![\w.,-])(?P<n>{RANK}){WS}(?:National|Independence|Republic|Liberation|Union|Founding|Foundation){WS}Day(?![\w])",
        _read,
        "national day",
        "independence day",
        "republic day",
        "liberation day",
        "union day",
        "founding day",
        "foundation day",
    ),
    loose(
        rf"(?:(?<=\bmarks\sits\s)|(?<=\bmark\sits\s)|(?<=\bcelebrates\sits\s)|(?<=\bcelebrate\sits\s))(?P<n>{RANK})"
        rf"(?=\s{{0,3}}(?:[,.;!]|$|(?i:this|next|in|on)\s))",
        _read,
        "marks its",
        "mark its",
        "celebrates its",
        "celebrate its",
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
        rf"{_BEHIND}",
        _read_turn,
        "turn",
    ),
    loose(
        rf"(?:(?<=\bhit\s)|(?<=\bhits\s)|(?<=\breach\s)|(?<=\breaches\s)|(?<=\breached\s))(?P<n>{NUMBER}){_BEHIND}",
        _read_turn,
        *_REACHED,
    ),
    loose(
        rf"(?:(?<=\bis\s)|(?<=\bbe\s))(?P<n>{NUMBER})(?=\s{{0,3}}(?:[,.;!](?![0-9])|$|(?i:this|next)\s))",
        _read_age,
        "is #",
        "be #",
        "twenty",
        "thirty",
        "forty",
        "fifty",
        "sixty",
        "seventy",
        "eighty",
        "ninety",
        "hundred",
    ),
    loose(
        rf"(?<![\w.,$/-])(?P<n>{NUMBER})(?:-|{WS})(?i:years?(?:{WS}|-)(?:anniversary|jubilee|birthday))(?![\w])",
        _read_count,
        "anniversary",
        "jubilee",
        "birthday",
    ),
    loose(
        rf"(?<![\w.,$/-])(?i:(?P<h>half|quarter)(?:{WS}|-)century)(?!{WS}(?:ago|since)|[\w-])",
        _read_half,
        "century",
    ),
    loose(
        rf"(?:(?<=\bits\s)|(?<=\bthe\s)|(?<=\btheir\s)|(?<=\ba\s))(?P<n>{RANK}){WS}(?i:year)(?=\s{{1,3}}(?:of\s|on\s|in\s|this\s|next\s|today|tomorrow|later)|[.,;])",
        _read_year,
        "th year",
        "nd year",
        "rd year",
        "#st year",
    ),
)
