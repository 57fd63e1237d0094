"""The days on which anniversaries fall, told in their own sentences, and the way back from them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from briefings.beginnings import began
from briefings.dates import values
from briefings.dates.anchor import Anchor, Reading
from briefings.dates.mention import Length, Point, Step, Weekday
from briefings.dates.resolving import resolve
from briefings.model import Basis, Precision, When
from briefings.telling import Told

_SAID = re.compile(r"(?i)\b(?:said|told|says|stated|announced|added|noted|learned|reported|that)\b")
_FALLS = re.compile(
    r"(?i)\b(?:falls?|lands?|is|will\sfall|will\sbe|comes?|is\sdue|takes\splace|(?:will\sbe|is\s(?:being\s)?|to\sbe)\s?(?:celebrated|marked|"
    r"commemorated|observed)|,\swhich\s[^,;.]{0,40}\b(?:celebrates?|marks?|falls?|observes?))\s(?:on\s|in\s|due\s)*$"
)
_RIGHT_BEHIND = re.compile(
    r"(?i)^,?\s{1,3}(?:year\s{1,3})?(?:(?:on\sthe\sair|in\s(?:business|service|operation|force|print|existence|office))\s{1,3})?(?:on\s{1,3}|in\s{1,3}|at\s{1,3}|later\s{1,3}|early\s{1,3})?(?:the\s)?$"
)
_OF_DATED = re.compile(r"(?i)^\s{1,3}of\s[^,;:.]{2,110},?\s(?:on|in)\s{1,3}$")
_MOVED = re.compile(
    r"(?i)\b(?:will|was|were|is|are|has|have|had|who|which|that|with|held|opened|founded|signed|established|released|from|to)\b"
)
_PARTS = {Precision.SEASON, Precision.QUARTER, Precision.HALF}
_PART = re.compile(r"[0-9]{4}-([234][0-9])")
_WINTER, _QUARTERS, _LAST_QUARTER, _HALVES = 24, 32, 36, 35
_WEEK = timedelta(days=7)
_IN = re.compile(r"(?i)\bin\s{1,3}(?:just\s|only\s)?$")


@dataclass(frozen=True, slots=True)
class Birth:
    """An origin that a frame licenses: what it is, when, and the occurrence it was counted from."""

    told: Told
    what: str
    when: When
    number: int
    occasion: Told | None
    on: When
    derivation: str


def occasion(told: Sequence[Told], index: int) -> Told | None:
    """The day, month or year of the same sentence on which the anniversary falls."""
    jubilee = told[index]
    mates = [t for t in told[max(0, index - 8) : index + 4] if t.passage is jubilee.passage and dated(t)]
    behind = [t for t in mates if t.at >= jubilee.to]
    for each in behind[:2]:
        between = jubilee.sentence[jubilee.to : each.at]
        if _RIGHT_BEHIND.match(between) or _FALLS.search(between):
            return each
        if _OF_DATED.match(between) and not _MOVED.search(between) and not yeared(each):
            return each
    for each in reversed([t for t in mates if t.at < jubilee.at]):
        between = jubilee.sentence[each.to : jubilee.at]
        if not began(each) and ";" not in between and not _SAID.search(between):
            return each
    return None


def at_once(between: str) -> bool:
    """Whether nothing but a preposition stands between a count and the date of its day."""
    return bool(_RIGHT_BEHIND.match(between))


def yeared(told: Told) -> bool:
    """Whether an expression names its year."""
    spec = told.mention.spec
    return isinstance(spec, Point) and spec.year is not None


def dated(told: Told) -> bool:
    """Whether an expression can say on which day, or in which year, an anniversary falls."""
    spec = told.mention.spec
    if isinstance(spec, Point):
        return not spec.decade
    if isinstance(spec, Length):
        return spec.unit == "year" and spec.amount is not None and bool(_IN.search(told.lead))
    if isinstance(spec, Step) and spec.unit == "year":
        return spec.amount > 0 and bool(_IN.search(told.lead))
    return isinstance(spec, Weekday) or (
        isinstance(spec, Step) and spec.unit in {"day", "week", "month"} and not spec.told
    )


def rooted(told: Sequence[Told], index: int) -> Told | None:
    """The date behind an anniversary that says when its origin was: "of the treaty signed in 2006"."""
    jubilee = told[index]
    for each in told[index + 1 : index + 3]:
        if each.passage is not jubilee.passage:
            break
        between = jubilee.sentence[jubilee.to : each.at]
        of = (
            re.match(r"(?i)\s{1,3}(?:of|since)\s", between)
            and not set(",;:.") & set(between)
            and len(between) <= 140
        )
        if of and yeared(each) and not re.search(r"(?i)\b(?:falls?|will|is|are|was|were)\b", between):
            return each
    return None


def falls(day: Told, anchor: Anchor, *, coming: bool) -> Reading | None:
    """The day of an occasion; one that is still to be marked does not lie in the year before."""
    spec = day.mention.spec
    if isinstance(spec, Length):
        spec = Step("year", int(spec.amount or 0))
    if isinstance(spec, Point) and spec.part and spec.month is None:
        spec = replace(spec, part=None)
    ahead = coming and (day.tense == "past" or (isinstance(spec, Weekday) and spec.turn == 0))
    tense = "future" if ahead else day.tense
    return resolve(spec, replace(anchor, tense=tense))


def earlier(on: When, years: int) -> When | None:
    """An occurrence moved back by whole years, at its own precision; a week gives its month, or its year."""
    start = on.start
    if start is None or start.year - years < values.FIRST:
        return None
    year = start.year - years
    if on.precision is Precision.DAY:
        return values.day(values.add_months(start, -12 * years) or start, Basis.DERIVED)
    if on.precision is Precision.MONTH:
        return values.month(year, start.month, Basis.DERIVED)
    if on.precision in _PARTS and (part := _PART.fullmatch(on.edtf)):
        return _part(year, int(part[1]))
    if on.precision is Precision.RANGE and on.end and on.end - start <= _WEEK and on.end.month == start.month:
        return values.month(year, start.month, Basis.DERIVED)
    return values.year(year, Basis.DERIVED)


def _part(year: int, code: int) -> When:
    """A season, quarter or half of a year by its code in EDTF."""
    number = code if code <= _WINTER else code - _QUARTERS if code <= _LAST_QUARTER else code - _HALVES
    return values.nth(year, number, Basis.DERIVED)


def day_of(when: When) -> date | None:
    """The day of a value that is exact to the day."""
    return when.start if when.precision is Precision.DAY else None
