"""Times so many units away: 三天前, 两个月后, 半年前, 30年前, 几年前."""

from __future__ import annotations

import re

from briefings.dates.chinese.lexicon import UNIT, unit
from briefings.dates.mention import Spec, Step, Unit, Vague
from briefings.dates.rule import Rule, loose
from briefings.numerals import COUNT, HAN, number

_BACK = r"(?:之前|以前|前(?![后期夕沿景提往列期三四五两])|(?<=年)前(?=[五三四两](?!年|个|天|周|季)))"
_ON = r"(?:之后|以后|过后|后(?![期续来备勤台面方半]))"
_FREE = rf"(?<![0-9.\-第])(?<!{HAN})(?<![每近来])"
_FEW = r"(?:数十|几十|数百|上百|十几|百余|千百|若干|数|几|多|好几|些)"


def _far(count: int, name: Unit, back: bool, half: bool = False) -> Spec:
    """A step back from the time of writing, or on from the date told before."""
    if name == "year" and half:
        name, count = "month", count * 12 + 6
    return Step(name, -count if back else count, told=not back)


def _read(match: re.Match[str]) -> Spec | None:
    count = number(match["n"])
    back = match["back"] is not None
    if count is None:
        return Vague("PAST_REF" if back else "FUTURE_REF")
    return _far(count, unit(match["u"]), back, half=match["half"] is not None) if count else None


def _read_ahead(match: re.Match[str]) -> Spec | None:
    count = number(match["n"])
    return Step(unit(match["u"]), count) if count else None


def _read_long_ago(match: re.Match[str]) -> Spec:
    return Vague("PAST_REF")


def _read_half(match: re.Match[str]) -> Spec:
    return Step("month", -6 if match["back"] else 6, told=match["back"] is None)


def _read_few(match: re.Match[str]) -> Spec:
    return Vague("PAST_REF" if match["back"] else "FUTURE_REF")


_DIR = rf"(?:(?P<back>{_BACK})|(?P<on>{_ON}))"
CUES = ("前", "后", "再过", "再有")

RULES: tuple[Rule, ...] = (
    loose(
        r"(?:约|大约|距今|早在)\s?[0-9]{4,5}\s?多?年(?:之?前|以前)",
        _read_long_ago,
        "年前",
        "年之前",
        "年以前",
    ),
    loose(
        rf"{_FREE}(?P<n>{COUNT})\s?[多余]?\s?(?P<u>{UNIT}|日(?!后|前?[子志常]))(?:[多来]"
        rf"|(?P<half>半))?{_DIR}(?:的今[天日])?",
        _read,
    ),
    loose(rf"再[过有]\s?(?P<n>{COUNT})\s?(?P<u>{UNIT})", _read_ahead, "再"),
    loose(rf"(?<![上下大])半年多?{_DIR}", _read_half, "半年"),
    loose(rf"{_FREE}{_FEW}\s?(?P<u>{UNIT}|日|月)多?{_DIR}", _read_few),
    loose(rf"(?<![上下])半(?:个[多]?[月世]纪?|天|日){_DIR}", _read_few, "半"),
)
