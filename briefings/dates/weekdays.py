"""Days of the week that stand alone: on Friday, last Monday."""

from __future__ import annotations

import re

from briefings.dates.lexicon import WS, weekday
from briefings.dates.mention import Spec, Weekday
from briefings.dates.rule import Rule, loose

_NAME = r"(?P<d>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)"


def _read(match: re.Match[str]) -> Spec:
    words = (match["t"] or "").lower().split()
    if words and words[0] == "the":
        return Weekday(weekday(match["d"]), -1 if "previous" in words else 1, told=True)
    turn = {"last": -1, "next": 1, "this": 0}.get("".join(words), 0)
    return Weekday(weekday(match["d"]), turn)


CUES = ("day",)

RULES: tuple[Rule, ...] = (
    loose(
        rf"(?<![\w-])(?P<t>(?:(?i:last|next|this)|(?i:the){WS}(?:following|previous)){WS})?{_NAME}(?![\w])(?!{WS}Agreement)",
        _read,
    ),
)
