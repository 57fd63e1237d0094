"""On which side of the time of writing the days of a text lie."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from briefings.aims import firm
from briefings.dates.mention import Point, Tense
from briefings.script import chinese
from briefings.telling import Told
from briefings.tense import leaning

Day = tuple[Told, date]

_ENDING = re.compile(r"(?i)\b(?:by|until|till|to|through|later\sthan)\s{1,3}(?:the\s)?$")
_AGO = re.compile(r"(?i)\b(?:ago|earlier|later|before|after)\s{1,3}(?:in\s)?$")
_SOON = timedelta(days=180)
_SURE = 2


def side(each: Told) -> Tense:
    """Whether a day is told as past or as coming; unknown where nothing is sure.

    Where the nearest verb leaves that open, the last one of its clause rules.
    """
    tense = each.tense
    leans = leaning(each.sentence, each.at, each.to, tense) if _open(each) else tense
    if tense == "future" or (tense == "present" and leans != "past"):
        return "future"
    if tense == "present":
        return "past"
    if firm(each):
        return "unknown" if _ENDING.search(each.lead) or _AGO.search(each.lead) else "past"
    return "future" if tense == "past" and leans == "future" else "unknown"


def _open(each: Told) -> bool:
    spec = each.mention.spec
    return isinstance(spec, Point) and spec.day is not None and not chinese(each.sentence)


def of_last_year(past: Sequence[Day], ahead: Sequence[Day]) -> frozenset[date]:
    """The days told as past without a year that lie behind days to come: they are of the year before.

    Only where the text dates something of this year for certain, and the days to come follow it soon;
    one of these may be misjudged, unless its year or weekday stands beside it.
    """
    known = max((day for each, day in past if _years(each) or _weekday(each)), default=None)
    if known is None:
        return frozenset()
    coming = sorted((day, each) for each, day in ahead if known <= day <= known + _SOON)
    sure = next((day for day, each in coming if day > known and (_years(each) or _weekday(each))), None)
    if sure is None and len(coming) >= _SURE:
        sure = coming[1][0]
    return frozenset(day for each, day in past if sure and day > sure and not _years(each))


def _years(each: Told) -> bool:
    spec = each.mention.spec
    return isinstance(spec, Point) and (spec.year is not None or spec.turn is not None)


def _weekday(each: Told) -> bool:
    spec = each.mention.spec
    return isinstance(spec, Point) and spec.weekday is not None
