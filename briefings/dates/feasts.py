"""Holidays whose day the calendar gives: Christmas Day, Thanksgiving, New Year's Eve, Easter Sunday."""

from __future__ import annotations

import re
from datetime import date, timedelta

from briefings.dates.lexicon import WS, YEAR
from briefings.dates.mention import Feast, Nothing, Repeat, Spec
from briefings.dates.partial import TURNS
from briefings.dates.rule import Rule, loose

_FIXED = {
    "christmas eve": (12, 24),
    "christmas": (12, 25),
    "boxing day": (12, 26),
    "new year's eve": (12, 31),
    "new year's day": (1, 1),
    "valentine's day": (2, 14),
    "st. patrick's day": (3, 17),
    "april fools' day": (4, 1),
    "july fourth": (7, 4),
    "halloween": (10, 31),
    "veterans day": (11, 11),
    "armistice day": (11, 11),
}
# Month, weekday (Monday is 0) and which one of the month, -1 for the last.
_FLOATING = {
    "martin luther king day": (1, 0, 3),
    "presidents day": (2, 0, 3),
    "memorial day": (5, 0, -1),
    "labor day": (9, 0, 1),
    "columbus day": (10, 0, 2),
    "thanksgiving": (11, 3, 4),
}
_EASTER = {"ash wednesday": -46, "palm sunday": -7, "good friday": -2, "easter": 0, "easter monday": 1}
_ALIASES = {
    "fourth of july": "july fourth",
    "july 4th": "july fourth",
    "martin luther king jr. day": "martin luther king day",
}
_NAMES = sorted({*_FIXED, *_FLOATING, *_EASTER, *_ALIASES}, key=len, reverse=True)


def _spelled(name: str) -> str:
    words = r"\s".join(re.escape(word).replace("'", "['’]?") for word in name.split())
    return f"(?i:{words})" if name.startswith(("fourth", "april")) else f"(?:{_titled(words)})"


def _titled(words: str) -> str:
    """The words with a capital at each start."""
    return re.sub(r"(?:^|(?<=\\s))[a-z]", lambda m: m[0].upper(), words)


def day_in(name: str, year: int) -> date:
    """The day of a holiday in a year from 1 to 9998."""
    if name in _FIXED:
        return date(year, *_FIXED[name])
    if name in _EASTER:
        return _easter(year) + timedelta(days=_EASTER[name])
    month, weekday, nth = _FLOATING[name]
    first = date(year, month, 1)
    days = [first + timedelta(days=n) for n in range(31)]
    fits = [day for day in days if day.month == month and day.weekday() == weekday]
    return fits[nth - 1 if nth > 0 else nth]


def _easter(year: int) -> date:
    """Easter Sunday by the anonymous Gregorian reckoning."""
    a, b, c = year % 19, year // 100, year % 100
    d = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    f = d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114
    return date(year, f // 31, f % 31 + 1)


def _read(match: re.Match[str]) -> Spec:
    name = " ".join(match["f"].lower().replace("’", "'").split())
    if match["long"]:
        return Nothing()
    known = next(each for each in _NAMES if each.replace("'", "") == name.replace("'", ""))
    if match["head"] and match["head"].lower() in {"each", "every"}:
        return Repeat("XXXX")
    turn = match["head"] or match["turn"]
    year = int(match["y"]) if match["y"] else None
    return Feast(_ALIASES.get(known, known), year, TURNS[turn.lower()] if turn else None)


CUES = (
    "christmas",
    "new year's",
    "new year’s",
    "boxing day",
    "valentine",
    "patrick",
    "april fool",
    "july fourth",
    "july 4th",
    "fourth of july",
    "halloween",
    "veterans day",
    "armistice day",
    "luther king",
    "presidents day",
    "memorial day",
    "columbus day",
    "labor day",
    "thanksgiving",
    "easter",
    "ash wednesday",
    "palm sunday",
    "good friday",
)

RULES: tuple[Rule, ...] = (
    loose(
        rf"(?<![\w-])(?<!International\s)(?<!May\s)(?:(?P<head>(?i:last|next|this|each|every)){WS})?"
        rf"(?P<f>{'|'.join(map(_spelled, _NAMES))})"
        rf"(?:\s(?:Day|Sunday))?(?P<long>\s(?:[hH]olidays?|[bB]reak|[vV]acation|[rR]ecess|[pP]eriod|[wW]eek(?:s|end)?|[fF]ortnight)(?![\w-]))?(?:,?{WS}(?:of{WS}|in{WS})?(?:(?P<y>{YEAR})(?![0-9])|(?P<turn>this|last|next){WS}year\b))?"
        r"(?![\w-]|\s[0-9]{4,}|['’]?s?\s(?:trees?|cards?|carols?|gifts?|shop|bonus|party|songs?|season|Island|eggs?|bunny)\b)",
        _read,
    ),
)
