"""Two dates that make a stretch: January and February 2022, between December 2020 and August 2021."""

from __future__ import annotations

import re

from briefings.dates.lexicon import FULL_MONTH, MONTH, MONTH_CUES, NTH, WS, YEAR, month
from briefings.dates.mention import Between, Nothing, Point, Spec
from briefings.dates.partial import TURNS
from briefings.dates.rule import Rule, loose
from briefings.dates.values import exists

_TAIL = rf"(?:,?{WS}(?:of{WS})?(?:(?P<y>{YEAR})(?![0-9])|(?P<turn>this|last|next){WS}year\b))"


def _end(match: re.Match[str], n: str, year: int | None, turn: int | None) -> Point | None:
    day = match[f"d{n}"] or match[f"e{n}"]
    name = month(match[f"m{n}"])
    if day and not exists(year or 2000, name, int(day)):
        return None
    return Point(year=year, turn=turn, month=name, day=int(day) if day else None)


def _read_between(match: re.Match[str]) -> Spec:
    """The year of the last end holds for the first too, or the one before where they run over New Year."""
    last_year = int(match["y2"]) if match["y2"] else None
    turn = TURNS[match["turn"]] if match["turn"] else None
    wraps = month(match["m1"]) > month(match["m2"])
    inherited = last_year - wraps if last_year is not None else None
    before = turn - wraps if turn is not None else None
    first = _end(match, "1", int(match["y1"]) if match["y1"] else inherited, before)
    last = _end(match, "2", last_year, turn)
    if first is None or last is None:
        return Nothing()
    return Between(first, last, *_places(match))


def _places(match: re.Match[str]) -> tuple[int, int]:
    """Where the words of the first date end and those of the last begin."""
    end = max(match.end(n) for n in ("m1", "e1", "y1") if n in match.re.groupindex)
    at = min(match.start(n) for n in ("d2", "m2") if match.re.groupindex.get(n) and match.start(n) >= 0)
    return end - match.start(), at - match.start()


def _read_and(match: re.Match[str]) -> Spec | None:
    """Two months that follow each other; any others are two dates."""
    first, last = month(match["m1"]), month(match["m2"])
    if last != first % 12 + 1:
        return None
    groups = match.groupdict()
    year = int(groups["y"]) if groups.get("y") else None
    turn = TURNS[groups["turn"]] if groups.get("turn") else None
    wraps = last < first
    return Between(
        Point(
            year=year - wraps if year is not None else None,
            turn=turn - wraps if turn is not None else None,
            month=first,
        ),
        Point(year=year, turn=turn, month=last),
        *_places(match),
    )


def _one(n: int) -> str:
    return (
        rf"(?:(?:the{WS})?(?P<d{n}>[0-9]{{1,2}}){NTH}?{WS}(?:of{WS})?)?(?P<m{n}>{MONTH})"
        rf"(?:{WS}(?P<e{n}>[0-9]{{1,2}}){NTH}?(?![0-9]))?"
    )


def _read_years(match: re.Match[str]) -> Spec | None:
    first, last = int(match["m1"]), int(match["m2"])
    return Between(Point(year=first), Point(year=last), *_places(match)) if last == first + 1 else None


def _read_same(match: re.Match[str]) -> Spec:
    first, last = month(match["m1"]), month(match["m2"])
    return Between(Point(month=first, same=True), Point(month=last, same=True), *_places(match))


CUES = (*MONTH_CUES, "#### and ####")

RULES: tuple[Rule, ...] = (
    loose(
        rf"(?:(?<=\b[bB]etween\s)){_one(1)}(?:,?{WS}(?P<y1>{YEAR})(?![0-9]),?)?{WS}and{WS}{_one(2)}(?![\w])"
        rf"(?:,?{WS}(?:of{WS})?(?:(?P<y2>{YEAR})(?![0-9])|(?P<turn>this|last|next){WS}year\b))?",
        _read_between,
        "between",
    ),
    loose(
        rf"(?<![\w.,/-])(?<![0-9]\s)(?P<m1>{MONTH}){WS}and{WS}(?P<m2>{MONTH}){_TAIL}",
        _read_and,
        " and ",
    ),
    loose(
        rf"(?:(?<=\b[iI]n\s)|(?<=\b[dD]uring\s)|(?<=\b[oO]ver\s)|(?<=\b[fF]or\s))"
        rf"(?P<m1>{FULL_MONTH}){WS}and{WS}(?P<m2>{FULL_MONTH})(?![\w]|,?{WS}[0-9]|{WS}(?:of|this|last|next|each|every|that)\b)",
        _read_and,
        " and ",
    ),
    loose(
        rf"(?<![\w.,/-])(?P<m1>{MONTH}){WS}(?:to|through|until|till){WS}(?P<m2>{MONTH}),?{WS}(?:of{WS}|in{WS})?(?:that|the{WS}same){WS}year(?![\w])",
        _read_same,
        "that year",
        "same year",
    ),
    loose(
        rf"(?:(?<=\b[iI]n\s)|(?<=\b[dD]uring\s))(?P<m1>(?:19|20)[0-9]{{2}}){WS}and{WS}(?P<m2>(?:19|20)[0-9]{{2}})(?![\w]|[-/–][0-9])",
        _read_years,
        "#### and ####",
    ),
)
