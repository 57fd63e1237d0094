"""Times counted from another: yesterday, two years ago, last month, three days later."""

from __future__ import annotations

import re

from briefings.dates.lexicon import NTH, NUMBER, PART, PART_CUES, UNIT, UNIT_CUES, WS, number, part, unit
from briefings.dates.mention import DayOf, Length, Nothing, Point, Spec, Step, Unit, Vague
from briefings.dates.rule import Rule, loose

_DAYS = {"yesterday": -1, "today": 0, "tomorrow": 1}
_TURN = {
    "last": -1,
    "previous": -1,
    "past": -1,
    "this": 0,
    "current": 0,
    "next": 1,
    "coming": 1,
    "following": 1,
    "latest": -1,
}
_UNITS: dict[str, Unit] = {"week": "week", "month": "month", "weekend": "weekend", "quarter": "quarter"}
_THAN = re.compile(r"\s{1,3}than\b")
_AGO = r"ago|earlier|later|(?:before|after)(?=\s{0,2}(?:[,.;:)]|$))|from\snow|since\sthen|hence|on|previously"


def _read_day(match: re.Match[str]) -> Spec:
    base = _DAYS[match["d"].lower()]
    far = (match["far"] or "").lower()
    return Step("day", base + (-1 if "before" in far else 1 if "after" in far else 0))


def _read_turn(match: re.Match[str]) -> Spec:
    name, times = unit(match["u"])
    turn = match["t"].lower()
    if turn == "last" and match["u"] == "day":
        return Length("day", 1)
    told = turn in {"following", "previous"} or (match["the"] is not None and turn == "next")
    return Step(name, _TURN[turn] * times, told=told, part=part(match["part"]))


def _read_ago(match: re.Match[str]) -> Spec | None:
    count = number(match["n"])
    name, times = unit(match["u"])
    word = match["a"].lower()
    if count is not None and _THAN.match(match.string, match.end()):
        return Length(name, count * times)
    if count is None:
        return Vague("PAST_REF" if word in {"ago", "earlier", "before", "previously"} else "FUTURE_REF")
    if word == "on":
        return Length(name, count * times)
    years = {"century": 100, "decade": 10}.get(name)
    if years is not None:
        name, count = "year", count * years
    if name == "year" and match["half"]:
        name, count = "month", count * 12 + 6
    sign = -1 if word in {"ago", "earlier", "before", "previously"} else 1
    told = word in {"earlier", "later", "before", "after", "on", "hence"}
    return Step(name, sign * count * times, told=told, counted=told)


def _read_vague(match: re.Match[str]) -> Spec:
    return Vague("FUTURE_REF" if match["a"].lower() == "later" else "PAST_REF")


def _read_course(match: re.Match[str]) -> Spec:
    """Later in the year: the year itself, told of before or of writing."""
    if match["u"] == "year":
        return Point(turn=0)
    return Step(unit(match["u"])[0], 0, part=part(match["part"]))


def _read_half_of(match: re.Match[str]) -> Spec:
    years = 50 if match["u"].lower() == "century" else 5
    back = match["a"].lower() in {"ago", "earlier"}
    return Step("year", -years if back else years, told=match["a"].lower() in {"earlier", "later"})


def _read_decade(match: re.Match[str]) -> Spec:
    return Step("decade", 0, part=part(match["part"]))


def _read_day_of(match: re.Match[str]) -> Spec:
    words = " ".join((match.groupdict().get("t") or "").lower().removeprefix("the").split())
    day = int(match["d"])
    if not 1 <= day <= 31:
        return Nothing()
    return DayOf(day, _TURN.get(words))


def _read_beside(match: re.Match[str]) -> Spec:
    return Step(unit(match["u"])[0], -1 if match["a"] == "before" else 1, told=True)


def _read_half(match: re.Match[str]) -> Spec:
    sign = -1 if match["a"].lower() in {"ago", "earlier"} else 1
    return Step("month", 6 * sign, told=match["a"].lower() in {"earlier", "later"})


def _read_same(match: re.Match[str]) -> Spec:
    name, _ = unit(match["u"])
    return Step(name, 0, told=True, part=part(match["part"]))


def _read_far(match: re.Match[str]) -> Spec:
    return Step(_UNITS[match["u"]], -2 if match["far"].startswith("before") else 2)


def _read_weekend(match: re.Match[str]) -> Spec:
    return Step("weekend", 0)


def _read_in(match: re.Match[str]) -> Spec | None:
    count = number(match["n"])
    name, times = unit(match["u"])
    return Step(name, count * times) if count else None


CUES = (
    "day",
    "tomorrow",
    *UNIT_CUES,
    "the #",
)

RULES: tuple[Rule, ...] = (
    loose(
        rf"(?<![\w-])(?:(?i:the){WS}day{WS}(?P<far>before|after){WS})?(?P<d>(?i:yesterday|today|tomorrow))(?![\w])",
        _read_day,
        "yesterday",
        "today",
        "tomorrow",
    ),
    loose(
        rf"(?<![\w-])(?P<part>{PART})?(?P<the>(?i:the){WS})?(?P<t>(?i:last|previous|past|this|current|next|coming|following|latest)){WS}(?P<u>day|weekend|week|month|quarter|decade|century)(?![\w-])",
        _read_turn,
        "last",
        "previous",
        "past",
        "this",
        "current",
        "next",
        "coming",
        "following",
        "latest",
    ),
    loose(rf"(?<![\w-])(?P<part>{PART})?[tT]he{WS}(?P<u>weekend)(?![\w-])", _read_weekend, "weekend"),
    loose(
        rf"(?<![\w-])(?P<the>the){WS}(?P<t>previous|following|next|past)(?P<part>){WS}(?P<u>year)(?![\w-])",
        _read_turn,
        "previous",
        "following",
        "next",
        "past",
    ),
    loose(
        rf"(?<![\w.,-])(?P<n>{NUMBER}|[sS]everal|[aA]{WS}few|[mM]any|[sS]ome){WS}(?P<half>and{WS}a{WS}half{WS})?(?P<u>{UNIT}s?){WS}(?P<a>(?i:{_AGO}))(?![\w])",
        _read_ago,
        "ago",
        "earlier",
        "later",
        "before",
        "after",
        "now",
        "then",
        "hence",
        " on",
        "previously",
    ),
    loose(
        rf"(?<![\w-])(?i:the){WS}(?P<u>week|month|weekend|quarter){WS}(?P<far>before{WS}last|after{WS}next)(?![\w])",
        _read_far,
        "before last",
        "after next",
    ),
    loose(
        r"(?<![\w-])(?i:years|months|weeks|days|decades|centuries|hours|minutes|moments)\s(?P<a>(?i:ago|earlier|later|before(?=\s{0,2}(?:[,.;:)]|$))))(?![\w])",
        _read_vague,
        "ago",
        "earlier",
        "later",
        "before",
    ),
    loose(
        rf"(?<![\w-])(?P<part>(?i:later|earlier|early|late)){WS}(?:on{WS})?in{WS}the{WS}(?P<u>year|month|week|day|decade)(?![\w-])",
        _read_course,
        "in the",
    ),
    loose(
        r"(?<![\w-])(?i:the)\s(?P<u>day|week|month|year)\s(?P<a>before|after)"
        r"(?=\s{0,2}(?:[,.;:)]|$)|\sthat\s{0,2}[,.;:)]|\sthere\b)",
        _read_beside,
        "day ",
        "week ",
        "month ",
        "year ",
    ),
    loose(rf"(?<![\w-])(?i:half{WS}a{WS}year){WS}(?P<a>ago|earlier|later)(?![\w])", _read_half, "half"),
    loose(
        rf"(?<![\w-])(?i:half{WS}a{WS}(?P<u>century|decade)){WS}(?P<a>ago|earlier|later)(?![\w])",
        _read_half_of,
        "half",
    ),
    loose(rf"(?<![\w-])(?P<part>{PART})(?:the{WS})?(?P<u>decade)(?![\w-])", _read_decade, "decade"),
    loose(
        rf"(?:(?<=[oO]n\s)|(?<=[fF]rom\s)|(?<=[bB]y\s)|(?<=[uU]ntil\s))the{WS}(?P<d>[0-9]{{1,2}}){NTH}(?=\s?(?:[,.;)]|$)|{WS}(?:and|to|the|he|she|they|of{WS}the{WS}month)\b)",
        _read_day_of,
        "the #",
    ),
    loose(
        rf"(?<![\w-])(?:[tT]he{WS})(?P<d>[0-9]{{1,2}}){NTH}{WS}(?:day{WS})?(?:of{WS})(?P<t>this|last|next|that|the{WS}(?:same|current|following|previous)){WS}month(?![\w])",
        _read_day_of,
        "month",
    ),
    loose(
        rf"(?<![\w-])(?P<part>{PART})?(?i:the{WS}same|that{WS}same|that|this{WS}same){WS}(?:very{WS})?(?P<u>day|week|month)(?![\w])",
        _read_same,
        "same",
        "that",
    ),
    loose(
        r"(?:(?<=[fF]or\s)|(?<=[iI]n\s)|(?<=[dD]uring\s)|(?<=[oO]f\s)|(?<=[oO]ver\s))(?P<part>)the\s(?P<u>quarter|month|week)(?=['’]s\s|\s?(?:[,.;:)]|$)|\s(?:and|as|but|was|were|is|will|would|by|from|with|rose|fell|to)\b)",
        _read_same,
        "the quarter",
        "the month",
        "the week",
    ),
    loose(
        rf"(?<![\w-])(?P<part>{PART})the{WS}(?P<u>month|week|quarter)(?![\w])",
        _read_same,
        *PART_CUES,
    ),
    loose(
        rf"(?:(?<=\b[iI]n\s)|(?<=\b[iI]n\sthe\s))(?P<n>{NUMBER}){WS}(?P<u>years|months|weeks|days)['’]{WS}time(?![\w])",
        _read_in,
        "time",
    ),
)
