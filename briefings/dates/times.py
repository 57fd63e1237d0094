"""Times of the day: 9:30 p.m. EST, noon, this morning, last night, the early hours of."""

from __future__ import annotations

import re

from briefings.dates.lexicon import NUMBER, WS, number
from briefings.dates.mention import Spec, Step
from briefings.dates.rule import Rule, loose

FAMILY = "times"

_PARTS = {
    "morning": "TMO",
    "dawn": "TMO",
    "daybreak": "TMO",
    "sunrise": "TMO",
    "afternoon": "TAF",
    "evening": "TEV",
    "dusk": "TEV",
    "sunset": "TEV",
    "night": "TNI",
    "nightfall": "TNI",
    "midday": "TMI",
    "noon": "T12:00",
    "midnight": "T24:00",
}
_HALF = r"(?:[ap](?:\.\s?)?m\b\.?|[AP]\.?M\b\.?)"
_ZONE = r"(?:\s{1,2}(?:[ECMP][SD]T|GMT|UTC|BST|CET|(?:[A-Z][a-z]{2,15}\s)?(?:local\s)?time\b))?"
_PART = r"(?P<p>morning|afternoon|evening|night)(?:\s(?:rush\s)?hours)?"
_NAMED = r"(?P<p>dawn|daybreak|sunrise|dusk|sunset|nightfall|midday|noon|midnight)"


def _read_clock(match: re.Match[str]) -> Spec | None:
    hour, minute = int(match["h"]), int(match["n"] or 0)
    half = (match["half"] or "").lower()[:1]
    if hour > (12 if half else 24) or minute > 59 or (half and not hour):
        return None
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return Step("day", 0, told=True, time=f"T{hour:02}:{minute:02}")


def _read_military(match: re.Match[str]) -> Spec | None:
    hour, minute = int(match["h"]), int(match["n"])
    valid = hour < 25 and minute < 60
    return Step("day", 0, told=True, time=f"T{hour:02}:{minute:02}") if valid else None


def _read_oclock(match: re.Match[str]) -> Spec | None:
    hour = number(match["h"]) or 0
    if not 1 <= hour <= 24:
        return None
    later = (match["p"] or "").lower() in {"afternoon", "evening", "night", "tonight"}
    return Step("day", 0, told=True, time=f"T{hour % 12 + 12 if later and hour <= 12 else hour:02}:00")


def _read_part(match: re.Match[str]) -> Spec:
    return Step("day", 0, told=True, time=_PARTS[match["p"].lower()])


def _read_now(match: re.Match[str]) -> Spec:
    """This morning, tonight, last night: counted from the time of writing."""
    turn = match["t"].lower()
    time = "TNI" if turn == "tonight" else _PARTS[match["p"].lower()]
    return Step("day", -1 if turn == "last" else 0, time=time)


def _read_moved(match: re.Match[str]) -> Spec:
    """The next morning, the previous evening: counted from the date told before."""
    turn = -1 if match["t"].lower() == "previous" else 1
    return Step("day", turn, told=True, time=_PARTS[match["p"].lower()])


_DAYPARTS = ("morning", "afternoon", "evening", "night")
CUES = (
    "#:##",
    ".m",
    "am",
    "pm",
    "clock",
    "morning",
    "afternoon",
    "evening",
    "night",
    "noon",
    "dawn",
    "daybreak",
    "sun",
    "dusk",
    "midday",
)

RULES: tuple[Rule, ...] = (
    loose(
        r"(?<![\w:.,$/-])(?P<h>[0-2][0-9])(?P<n>[0-5][0-9])(?=\s?(?:GMT|UTC|EST|EDT|PST|PDT)\b)",
        _read_military,
        "####",
    ),
    loose(
        rf"(?<![\w-])(?P<h>{NUMBER}){WS}o['’]clock(?:{WS}(?:in{WS}the{WS}|this{WS})?(?P<p>morning|afternoon|evening|tonight|night))?(?![\w])",
        _read_oclock,
        "clock",
    ),
    loose(
        rf"(?<![\w:.,$/-])(?P<h>[0-9]{{1,2}})(?::(?P<n>[0-9]{{2}})(?::[0-9]{{2}})?)?\s?(?P<half>{_HALF}){_ZONE}",
        _read_clock,
        "a.m",
        "p.m",
        "# am",
        "# pm",
        "#am",
        "#pm",
        "# a. m",
        "# p. m",
        "#a. m",
        "#p. m",
    ),
    loose(
        rf"(?<![\w:.,$/-])(?P<h>[0-9]{{1,2}}):(?P<n>[0-9]{{2}})(?::[0-9]{{2}})?(?P<half>)(?![\w:%]|\.[0-9]){_ZONE}",
        _read_clock,
        "#:##",
    ),
    loose(rf"(?<![\w-])(?:(?i:just\safter|shortly\safter|around|about)\s)?{_NAMED}(?![\w-])", _read_part),
    loose(
        rf"(?<![\w-])(?:(?i:early|late){WS})?(?P<t>(?i:this|last)){WS}{_PART}(?![\w-])",
        _read_now,
        "this",
        "last",
    ),
    loose(r"(?<![\w-])(?:(?i:early|late)\s)?(?P<t>(?i:tonight))(?P<p>)(?![\w])", _read_now, "tonight"),
    loose(
        rf"(?<![\w-])(?:(?i:early|late){WS})?(?:(?i:the){WS})?(?P<t>(?i:next|following|previous)){WS}{_PART}(?![\w-])",
        _read_moved,
        "next",
        "following",
        "previous",
    ),
    loose(
        rf"(?<![\w-])(?:(?i:early|late){WS}(?:in{WS}|on{WS})?)?(?i:that|that{WS}same|the(?:{WS}(?:early|late))?|the{WS}same){WS}{_PART}(?![\w-])",
        _read_part,
        *_DAYPARTS,
    ),
    loose(rf"(?<![\w-])(?:(?i:early|late){WS})?{_PART}(?=,?{WS}(?:of{WS})?[0-9A-Z])(?![\w-])", _read_part),
    loose(rf"(?:(?<=day\s)|(?<=omorrow\s)){_PART}(?![\w-])", _read_part, "day ", "tomorrow "),
)
