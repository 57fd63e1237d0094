"""Days of the week that stand alone: on Friday, last Monday."""

from __future__ import annotations

import re

from briefings.dates.lexicon import WS, weekday
from briefings.dates.mention import Spec, Weekday
from briefings.dates.rule import Rule, loose

_NAME = r"(?P<d>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)"


def _read(match: re.Match[str]) -> Spec:
    turn = {"last": -1, "next": 1, "this": 0}.get((match["t"] or "").lower().strip(), 0)
    return Weekday(weekday(match["d"]), turn)


CUES = ("day",)

RULES: tuple[Rule, ...] = (
    loose(rf"(?<![\w-])(?P<t>(?i:last|next|this){WS})?{_NAME}(?![\w])(?!{WS}Agreement)", _read),
)
