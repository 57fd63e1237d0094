"""Years: 2021, in 2019, late 1944, this year, the end of last year, 490 BC, the 2023 conference."""

from __future__ import annotations

import re

from briefings.dates.lexicon import NUMBER, PART, PART_CUES, RANK, WS, YEAR, number, part, rank
from briefings.dates.mention import Plan, Point, Spec
from briefings.dates.partial import TURNS
from briefings.dates.rule import Rule, loose

# A bare number is a year where a word that leads years stands before it, or nothing countable behind it.
_TURNED = 30
# What is numbered is no year: room 2019, flight 1549.
_PLACED = (
    r"(?<!\b[rR]oom\s)(?<!\bpage\s)(?<!\b[fF]light\s)(?<!\b[rR]oute\s)(?<!\b[hH]ighway\s)(?<!\b[nN]umber\s)(?<!\b[nN]o\.\s)"
    r"(?<!\b[vV]ersion\s)(?<!\b[mM]odel\s)(?<!\b[lL]ine\s)(?<!\bsection\s)(?<!\b[bB]us\s)(?<!\b[eE]xtension\s)"
)
_UNITS = (
    r"(?!\s?(?:%|℃|°|km|kg|mm|cm|m\b|yuan|RMB|USD|dollars?|people|percent|per\s|tons?\b|tonnes?\b|square|cubic|"
    r"met(?:er|re)s?\b|miles?|million|billion|trillion|hectares?|acres?|mu\b|units?\b|sets?\b|yards?|feet|"
    r"degrees?|men\b|troops|soldiers|(?:and|or|to)\s[0-9]{1,3},)|[,.][0-9]|-[a-z])"
)
_MANY = (
    r"(?!\s(?:additional|new|more|extra|other|different|local|further|young|small|large|foreign|such)\s)"
    r"(?!\s(?!(?:was|has|is|as|its|this|does|sees|marks|plus|versus)\b)[a-z]{3,20}s\b)"
)
_COUNTED = rf"{_UNITS}{_MANY}"
_ROUND = rf"(?:(?<!00){_UNITS}|{_COUNTED})"
_TIME_LEAD = (
    r"(?<=\b[iI]n\s)|(?<=\b[bB]y\s)|(?<=\b[uU]ntil\s)|(?<=\b[sS]ince\s)|(?<=\b[fF]rom\s)|"
    r"(?<=\b[aA]fter\s)|(?<=\b[bB]efore\s)|(?<=\b[dD]uring\s)|(?<=\b[tT]ill\s)|(?<=\b[tT]hroughout\s)"
)
_LEAD = (
    r"(?<=\b[oO]f\s)|(?<=\b[tT]o\s)|(?<=\b[fF]or\s)|(?<=\b[aA]round\s)|(?<=\b[tT]hrough\s)|(?<=\b[aA]nd\s)|"
    r"(?<=\bor\s)|(?<=\b[tT]he\s)|(?<=\bcirca\s)|(?<=\b[iI]ts\s)|(?<=\b[hH]is\s)|(?<=\b[hH]er\s)|(?<=\b[tT]heir\s)|(?<=\b[oO]ur\s)|"
    r"(?<=\b[aA]\s)|(?<=['’]s\s)|(?<=['’]\s)|(?<=\bsummer\s)|(?<=\bfor\sthe\s)"
)


def _read(match: re.Match[str]) -> Spec:
    groups = match.groupdict()
    value = int(match["y"])
    return Point(year=-value if groups.get("bc") else value, part=part(groups.get("part")))


def _read_short(match: re.Match[str]) -> Spec:
    """A year of two digits behind an apostrophe: of the last century, unless that would be far back."""
    value = int(match["y"])
    return Point(year=value + (2000 if value < _TURNED else 1900))


def _read_named(match: re.Match[str]) -> Spec:
    return Point(year=int(match["y"]), named=True)


def _read_turn(match: re.Match[str]) -> Spec:
    turn = {"before last": -2, "after next": 2}.get(" ".join((match["far"] or "").split()))
    if turn is None:
        turn = TURNS[match["turn"].lower()]
    return Point(turn=turn, part=part(match["part"]))


def _read_the(match: re.Match[str]) -> Spec:
    return Point(turn=0, part=part(match["part"]) or "end")


def _read_same(match: re.Match[str]) -> Spec:
    return Point(same=True, part=part(match["part"]))


def _read_plan(match: re.Match[str]) -> Spec | None:
    count = rank(match["n"]) or number(match["n"])
    return Plan(count) if count and 3 <= count <= 40 else None


CUES = (
    "year",
    "###",
    " bc",
    " b.c",
    "#-#",
    "'##",
    "’##",
)

RULES: tuple[Rule, ...] = (
    loose(
        rf"(?<![\w.,/$€£¥#-]){_PLACED}(?P<part>{PART})?(?P<y>{YEAR})(?![\w/]|-[0-9]){_COUNTED}(?=\s{{0,2}}(?:[.,;:!?)\]\"”'’—–-]|$|[a-z]))",
        _read,
        "####",
    ),
    loose(
        rf"(?<![\w-])(?P<part>{PART})?(?:[tT]he{WS})?(?:[cC]alendar{WS})?[yY]ear{WS}(?:of{WS})?(?P<y>{YEAR})(?![\w])",
        _read,
        "year ####",
        "year of ####",
    ),
    loose(rf"(?<![\w-])(?P<part>{PART})(?P<y>{YEAR})(?![\w-])", _read, *PART_CUES),
    loose(rf"(?=[12][0-9]{{3}})(?:{_TIME_LEAD})(?P<y>{YEAR})(?![\w/-]){_UNITS}", _read, "####"),
    loose(rf"(?=[12][0-9]{{3}})(?:{_LEAD})(?P<y>{YEAR})(?![\w/-]){_ROUND}(?!\s[A-Z])", _read, "####"),
    loose(
        rf"(?=[12][0-9]{{3}})(?:{_LEAD}|(?<=[\"“«(:])|(?<=\A)|(?<=\n))(?P<y>(?:1[5-9]|20)[0-9]{{2}})(?=\s(?:[\"“]?[A-Z][a-zA-Z.]|[\"“]))",
        _read_named,
        "####",
    ),
    loose(r"(?<![\w.,/$€£¥#-])(?P<y>(?:19|20)[0-9]{2})(?=['’]s\s)", _read, "####"),
    loose(
        r"(?:(?<=\b[oO]f\s)|(?<=\b[iI]n\s)|(?<=\b[sS]ince\s)|(?<=\b[fF]rom\s)|(?<=\b[bB]y\s)|(?<=\b[uU]ntil\s)|(?<=\b[aA]nd\s)|(?<=\bearly\s)|(?<=\blate\s)|(?<=\bsummer\s))"
        r"['’](?P<y>[0-9]{2})(?![\w%'’.-])",
        _read_short,
        "'##",
        "’##",
    ),
    loose(r"(?<![\w])CY\s?(?P<y>20[0-9]{2})(?![\w])", _read, "cy"),
    loose(
        rf"(?<![\w-])(?P<part>{PART})?(?i:(?P<turn>this|last|next|previous|coming|following|current){WS}year|the{WS}year{WS}(?P<far>before{WS}last|after{WS}next))(?![\w-])",
        _read_turn,
        *(f"{turn} year" for turn in TURNS),
        "the year before last",
        "the year after next",
    ),
    loose(
        rf"(?<![\w-])(?P<part>{PART})(?:the{WS})?year(?![\w-])(?!{WS}(?:of{WS})?[0-9])", _read_the, *PART_CUES
    ),
    loose(
        r"(?<![\w-])(?P<part>(?i:year-end|year\send|the\send-of-year|end-year|year['’]s\send))(?![\w-])",
        _read_the,
        "year-end",
        "year end",
        "end-of-year",
        "end-year",
        "year's end",
        "year’s end",
    ),
    loose(
        rf"(?<![\w-])(?P<part>{PART})?(?i:(?:that|the{WS}same){WS}(?:very{WS})?year)(?![\w])",
        _read_same,
        "that year",
        "same year",
        "very year",
    ),
    loose(
        rf"(?<![\w-])(?:the{WS})?(?:[cC]a?\.?{WS})?(?P<part>{PART})?(?P<y>[1-9][0-9]{{0,3}}){WS}?(?P<bc>BCE?\b|B\.C\.?)",
        _read,
        " bc",
        "b.c",
        "#bc",
    ),
    loose(
        rf"(?<![\w-])(?:[tT]he{WS})?[\"“‘']?(?P<n>{RANK}|{NUMBER})[\s-]{{1,3}}(?i:five-year){WS}(?i:plan)(?:{WS}(?i:period))?(?![\w])",
        _read_plan,
        "five-year plan",
    ),
)
