"""Quarters, halves and seasons: the first half of 2023, Q1 2023, last autumn, the summer of 1940."""

from __future__ import annotations

import re

from briefings.dates.lexicon import MONTH, NUMBER, PART, WS, YEAR, month, number, part, rank
from briefings.dates.mention import Months, Point, Spec, Step
from briefings.dates.partial import TURNS
from briefings.dates.rule import Rule, loose

_SEASON = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
_OF = (
    rf"(?:,?{WS}(?:of{WS}|in{WS})?(?:(?P<turn>this|last|next|the{WS}current|the){WS}year\b|(?P<same>(?:that|the{WS}same){WS}year)\b|"
    rf"(?:the{WS}year{WS})?(?P<y>{YEAR})(?![0-9])))"
)
_NOUN = (
    r"(?=\s(?!(?:and|or|of|in|on|at|by|to|for|from|when|while|with|as|but|before|after|until|since|because|so|if|that|which|"
    r"was|were|is|will|would|had|has|it|he|she|they|we|the|a|an|this|last|next|only|again|also|then|there)\b)[a-z])"
)
_NTH = r"(?i:first|second|third|fourth|1st|2nd|3rd|4th|last|latter)"


def _year(match: re.Match[str]) -> Point:
    groups = match.groupdict()
    if groups.get("y"):
        return Point(year=int(groups["y"]))
    turn = (groups.get("turn") or groups.get("head") or "").lower().removeprefix("the").strip()
    if turn or groups.get("turn"):
        return Point(turn=TURNS.get(turn, 0))
    return Point(same=bool(groups.get("same")))


def _with(base: Point, nth: int, match: re.Match[str]) -> Point:
    named = match.groupdict().get("part")
    return Point(year=base.year, turn=base.turn, same=base.same, nth=nth, part=part(named))


def _read_quarter(match: re.Match[str]) -> Spec:
    name = match["n"].lower()
    return _with(_year(match), 4 if name == "latter" else rank(name) or int(name), match)


def _read_earlier(match: re.Match[str]) -> Spec | None:
    """The quarter told of before, a year earlier; a period is as long as what was told before."""
    words = " ".join(match[0].lower().split())
    if "year" not in words:
        return None
    if "quarter" in words:
        return Step("quarter", -4, told=True)
    ago = re.search(r"(?:year|prior)-(earlier|ago|before|year)", words)
    return Step("year", -1, told=ago[1] == "earlier", counted=True) if ago else None


def _read_half(match: re.Match[str]) -> Spec:
    name = match["n"].lower()
    return _with(_year(match), 6 if name in {"second", "2nd", "last", "latter", "2"} else 5, match)


def _read_season(match: re.Match[str]) -> Spec:
    told = {"previous": -1, "following": 1}.get((match.groupdict().get("head") or "").lower())
    if told is not None:
        return Point(nth=_SEASON[match["s"].lower()], near=told, same=True, part=part(match["part"]))
    return _with(_year(match), _SEASON[match["s"].lower()], match)


def _read_near_season(match: re.Match[str]) -> Spec:
    """Last summer, the winter just ended: the last one that is over, or the one before or behind."""
    words = " ".join((match.groupdict().get("head") or match.groupdict().get("far") or "").lower().split())
    near = {"before last": -2, "after next": 2}.get(words, -1)
    return Point(nth=_SEASON[match["s"].lower()], near=near, part=part(match.groupdict().get("part")))


def _read_any_season(match: re.Match[str]) -> Spec:
    return Point(nth=_SEASON[match["s"].lower()], loose=True)


def _read_the_season(match: re.Match[str]) -> Spec:
    """A season that is meant, unless it only tells the kind of a thing: "the spring tea auction"."""
    named = match["part"].lower().strip() == "the" and match["of"] is not None
    return Point(nth=_SEASON[match["s"].lower()], part=part(match["part"]), loose=named)


def _read_ended(match: re.Match[str]) -> Spec:
    """The quarter that ends with the day or month behind it."""
    year = int(match["y"]) if match["y"] else None
    return Point(year=year, nth=(month(match["m"]) + 2) // 3)


def _read_months(match: re.Match[str]) -> Spec | None:
    count = (number(match["n"]) or 0) * (3 if match["u"].lower().startswith("quarter") else 1)
    base = _year(match)
    if not 0 < count <= 12:
        return None
    return Months(count, base if match["y"] or match["turn"] or match["same"] else Point(turn=0))


CUES = (
    "quarter",
    "half",
    "spring",
    "summer",
    "autumn",
    "fall",
    "winter",
    "q#",
    "#q",
    "h#",
    "months",
    "year-",
)

RULES: tuple[Rule, ...] = (
    loose(rf"(?<![\w-])(?:[tT]he{WS})?(?P<n>{_NTH}){WS}(?i:quarter){_OF}", _read_quarter, "quarter"),
    loose(rf"(?<![\w-])(?:[tT]he{WS})(?P<n>{_NTH}){WS}(?i:quarter)(?![\w-])", _read_quarter, "quarter"),
    loose(
        rf"(?<![\w-])(?:[tT]he{WS}|[aA]{WS})?(?P<n>(?i:first|second|third|fourth|1st|2nd|3rd|4th))(?:-|{WS})(?i:quarter)(?![\w-])(?!{WS}century)",
        _read_quarter,
        "quarter",
    ),
    loose(
        rf"(?<![\w-])(?:[tT]he{WS}|[aA]{WS})?(?P<n>(?i:first|second))-(?i:half)(?![\w-])(?:{_OF})?",
        _read_half,
        "-half",
    ),
    loose(
        rf"(?<![\w-])(?:(?i:the|its|their){WS})?(?i:(?:year-(?:earlier|ago|before)|prior-year|same|comparable|corresponding)){WS}(?i:(?:third|first|second|fourth){WS})?"
        rf"(?i:quarter|period|three{WS}months)(?:{WS}(?:a{WS}year{WS}(?:ago|earlier|before)|last{WS}year|(?:the{WS})?(?:previous|prior){WS}year|of{WS}last{WS}year))?(?![\w-])",
        _read_earlier,
        "earlier",
        "ago",
        "before",
        "last",
        "previous",
        "prior",
    ),
    loose(
        r"(?<![\w-])(?i:year-(?P<ago>earlier|ago))(?=\s[a-z])",
        lambda m: Step("year", -1, told=m["ago"].lower() == "earlier", counted=True),
        "year-",
    ),
    loose(rf"(?<![\w-])(?P<n>[1-4])Q(?:{WS}(?P<y>{YEAR}))?(?![\w])", _read_quarter, "#q"),
    loose(
        rf"(?:(?<=[iI]n\s)|(?<=[fF]or\s)|(?<=[dD]uring\s))the{WS}(?P<n>first|second|latter){WS}half(?![\w-]|{WS}(?:of|an?|hour|marathon|dozen|century|final|inning)\b)",
        _read_half,
        "half",
    ),
    loose(rf"(?<![\w-])Q(?P<n>[1-4])(?:{_OF}|(?![\w]))", _read_quarter, "q#"),
    loose(rf"(?<![\w-])(?P<y>{YEAR})(?:{WS}|-)?Q(?P<n>[1-4])(?![\w])", _read_quarter, "q#"),
    loose(rf"(?<![\w-])(?P<y>{YEAR})['’]s{WS}(?P<n>{_NTH}){WS}quarter(?![\w])", _read_quarter, "quarter"),
    loose(
        rf"(?<![\w-])(?P<head>this|last|next){WS}year['’]s{WS}(?P<n>{_NTH}){WS}quarter(?![\w])",
        _read_quarter,
        "quarter",
    ),
    loose(rf"(?<![\w-])(?:[tT]he{WS})?(?P<n>{_NTH}){WS}(?i:half){_OF}", _read_half, "half"),
    loose(
        rf"(?<![\w-])(?P<head>this|last|next){WS}year['’]s{WS}(?P<n>{_NTH}){WS}half(?![\w])",
        _read_half,
        "half",
    ),
    loose(rf"(?<![\w-])H(?P<n>[12])(?:{_OF})", _read_half, "h#"),
    loose(rf"(?<![\w-])(?P<y>{YEAR})(?:{WS}|-)?H(?P<n>[12])(?![\w])", _read_half, "h#"),
    loose(
        rf"(?<![\w-])(?P<part>{PART})?(?:[tT]he{WS})?(?P<s>(?i:spring|summer|autumn|fall|winter)){_OF}",
        _read_season,
    ),
    loose(
        rf"(?<![\w-])(?P<part>{PART})?(?P<head>(?i:this|next|previous|following|coming)){WS}(?P<s>(?i:spring|summer|autumn|fall|winter))(?![\w-]|\s[A-Z])",
        _read_season,
    ),
    loose(
        rf"(?<![\w-])(?P<part>{PART})?(?P<head>(?i:last)){WS}(?P<s>(?i:spring|summer|autumn|fall|winter))(?![\w-]|\s[A-Z])",
        _read_near_season,
    ),
    loose(
        rf"(?<![\w-])(?:[tT]he{WS})(?P<s>(?i:spring|summer|autumn|fall|winter)){WS}(?P<far>before{WS}last|after{WS}next|just{WS}(?:ended|past|over|gone))(?![\w-])",
        _read_near_season,
    ),
    loose(
        rf"(?<![\w-])(?P<part>{PART}|[tT]he{WS})(?P<s>(?i:spring|summer|autumn|winter))(?![\w-]|\s[A-Z])(?P<of>{_NOUN})?",
        _read_the_season,
    ),
    loose(
        rf"(?<![\w-])(?:(?P<part>{PART})(?:the{WS})?|(?:(?<=[iI]n\s)|(?<=[bB]y\s))(?:the{WS})?|[tT]he{WS})(?P<s>fall)(?![\w-]|{WS}(?:of|in|from|to|below|and{WS}(?:rise|death))\b)",
        _read_season,
        "fall",
    ),
    loose(r"(?<![\w-])(?P<s>spring|summer|autumn|winter)(?=\s[a-z]|[,.;)]|$)(?![\w-])", _read_any_season),
    loose(
        r"(?:(?<=[iI]n\s)|(?<=[oO]f\s)|(?<=[bB]y\s)|(?<=[fF]or\s))(?P<s>(?i:spring|summer|autumn|winter))(?![\w-]|\s[A-Z])",
        _read_any_season,
    ),
    loose(
        rf"(?<![\w-])(?:[tT]he{WS})?(?i:quarter)(?={WS}(?i:ended|ending|that{WS}ended){WS}(?:(?P<d>[0-9]{{1,2}}){WS})?(?P<m>{MONTH})(?:{WS}(?P<d2>[0-9]{{1,2}}))?,?(?:{WS}(?P<y>{YEAR}))?)",
        _read_ended,
        "quarter",
    ),
    loose(
        rf"(?<![\w-])(?P<y>{YEAR}){WS}(?P<s>(?i:spring|summer|autumn|winter))(?![\w-]|\s[A-Z])", _read_season
    ),
    loose(
        rf"(?<![\w-])(?:[tT]he{WS})?(?i:first){WS}(?P<n>{NUMBER}){WS}(?P<u>months|quarters)(?:{_OF}|(?![\w]|{WS}of))",
        _read_months,
        "months",
        "quarters",
    ),
)
