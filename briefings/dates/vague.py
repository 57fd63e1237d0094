"""Times that no calendar holds: recently, now, not long ago, in the past, the future."""

from __future__ import annotations

import re

from briefings.dates.lexicon import WS
from briefings.dates.mention import Spec, Vague
from briefings.dates.rule import Rule, loose

_PAST = (
    rf"not{WS}(?:so{WS})?long{WS}ago|long{WS}ago|recently|lately|formerly|former|in{WS}the{WS}past|the{WS}past|"
    rf"recent|some{WS}time{WS}ago|in{WS}recent{WS}(?:years|months|days|weeks)|the{WS}other{WS}day|once{WS}upon{WS}a{WS}time"
)
# What happens on a day, so that "today's" is a day; today's world is no day.
_EVENTS = (
    "meetings?|votes?|hearings?|sessions?|rulings?|decisions?|announcements?|reports?|attacks?|trading|close|opening|election|game|"
    "match|speech|ceremony|events?|talks|debate|summit|conference|figures|news|date|edition|paper|action|statement|visit|launch|strike|"
    "results?|performance|deal|agreement|protests?|market|session|prices?|rally|gains?|losses|editions?|release|move|briefing|column"
)
_NOW = (
    rf"at{WS}present|at{WS}the{WS}moment|currently|nowadays|now|these{WS}days|for{WS}the{WS}time{WS}being|present-day|"
    rf"at{WS}this{WS}time|current|to{WS}date|the{WS}present|modern{WS}day|to{WS}this{WS}day|"
    rf"today['’]s(?!{WS}(?:[a-z-]{{2,20}}{WS})?(?:{_EVENTS})\b)"
)
_NEXT = (
    rf"(?:(?<=\bwill\s)|(?<=\bmay\s)|(?<=\bshould\s)|(?<=\bcould\s)|(?<=\bcan\s)|(?<=\bmust\s)|(?<=\bvery\s))soon|(?:the{WS})?coming{WS}(?:years|months|weeks|days|decades|hours)|"
    rf"in{WS}the{WS}(?:near{WS}|coming{WS}|foreseeable{WS})?future|the{WS}(?:near{WS}|foreseeable{WS})?future|future|"
    rf"before{WS}long|in{WS}due{WS}course|at{WS}a{WS}later{WS}date|sooner{WS}or{WS}later"
)


def _read_past(match: re.Match[str]) -> Spec:
    return Vague("PAST_REF")


def _read_now(match: re.Match[str]) -> Spec:
    return Vague("PRESENT_REF")


def _read_next(match: re.Match[str]) -> Spec:
    return Vague("FUTURE_REF")


CUES = (
    "ago",
    "lately",
    "recent",
    "former",
    "past",
    "present",
    "moment",
    "current",
    "now",
    "these",
    "time",
    "date",
    "today",
    "modern",
    "future",
    "long",
    "course",
    "later",
    "other",
    "soon",
    "this",
    "coming",
)

RULES: tuple[Rule, ...] = (
    loose(rf"(?<![\w-])(?i:{_PAST})(?![\w-]|{WS}(?:after|before)\b)", _read_past),
    loose(rf"(?<![\w-])(?i:{_NOW})(?![\w])", _read_now),
    loose(rf"(?<![\w-])(?<!as\s)(?<!too\s)(?i:{_NEXT})(?![\w]|{WS}after\b)", _read_next),
)
