"""Two expressions that a sentence joins into one stretch: from late 2020 until early 2022."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from briefings.dates.hung import MonthPart
from briefings.dates.mention import (
    Between,
    DayOf,
    End,
    Feast,
    Mention,
    Point,
    Repeat,
    Spec,
    Step,
    Vague,
    Weekday,
)
from briefings.script import chinese
from briefings.tails import Tail
from briefings.telling import Told

_TIME = r"(?:noon|midday|midnight|dawn|dusk|[0-9]{1,2}(?:[.:][0-9]{2})?\s?(?:[ap]\.?m\.?)?)\son\s"
_FROM = Tail(
    rf"(?i)\b(?:from|between)\s(?:about\s|around\s|as\s(?:early|far\sback)\sas\s)?(?:the\s)?(?:{_TIME})?$"
)
_CLOCK = Tail(rf"(?i)\b{_TIME}$")
_TO = re.compile(
    rf"(?i)(?:,?\s(?:(?:right\s)?(?:up\s)?(?:to|until|till)|through)\s|\s?[–—-]\s?)"
    rf"(?:about\s|around\s)?(?:the\s|that\s)?(?:{_TIME})?"
)
_AND = re.compile(rf"(?i),?\sand\s(?:the\s)?(?:{_TIME})?")
_MOVED = Tail(
    r"(?i)\b(?:mov|postpon|delay|extend|shift|chang|resched|push|deferr|advanc|revis|put|brought|bring|slip)\w{0,9}\b"
    r"[^.;]{0,60}\bfrom\s(?:the\s)?$"
)
_UNITS = frozenset(["day", "week", "month", "quarter", "year", "decade"])


def spanned(told: Sequence[Told]) -> tuple[Told, ...]:
    """Every expression, with two that are the ends of one stretch as that stretch.

    Weekdays that hold as a rule ("open from Monday to Friday") come again and again.
    """
    found: list[Told] = []
    for each in told:
        if found and not chinese(each.sentence):
            first = _opening(found, each)
            stretch = _stretch(found[first], each) if first is not None else None
            if first is not None and stretch is not None:
                found[first:] = [_whole(found[first], each, stretch)]
                continue
        found.append(each)
    return tuple(found)


def _opening(found: Sequence[Told], last: Told) -> int | None:
    """Where what may open a stretch stands before its end; a time of day may stand between ("to noon on")."""
    at = len(found) - 1
    if at and _hour(found[at].mention.spec) and last.at - found[at].to <= len(" on "):
        at -= 1
    return at if found[at].passage is last.passage else None


def _stretch(first: Told, last: Told) -> Spec | None:
    if not _end(first.mention.spec) or not _end(last.mention.spec):
        return None
    led = _FROM.search(first.before)
    if led is None and not _named(first, last):
        return None
    if led is not None and _MOVED.search(first.before):
        return None
    link = _AND if led is not None and led[0].lower().startswith("between") else _TO
    if not link.fullmatch(first.sentence, first.to, last.at):
        return None
    return _between(first, last)


def _between(first: Told, last: Told) -> Spec | None:
    one, other = first.mention.spec, last.mention.spec
    if isinstance(one, Weekday) and isinstance(other, Weekday):
        if not _CLOCK.search(first.before):
            return Repeat("XXXX-WXX")
        other = replace(other, told=True, turn=0, week=None)
    if not isinstance(one, End) or not isinstance(other, End):
        return None
    return Between(_lent(one, other), other)


def _end(spec: Spec) -> bool:
    """Whether an expression names a place in the calendar that a stretch may begin or end with."""
    if isinstance(spec, Point):
        return not spec.named and not spec.loose
    if isinstance(spec, Step):
        return spec.unit in _UNITS and not _hour(spec)
    return isinstance(spec, MonthPart | DayOf | Weekday | Feast)


def _hour(spec: Spec) -> bool:
    """Whether an expression is a time of some day, or vague."""
    return isinstance(spec, Vague) or (
        isinstance(spec, Step) and (bool(spec.time) or (not spec.amount and spec.unit == "day"))
    )


def _named(first: Told, last: Told) -> bool:
    """Whether two days that are named with their weekdays make a stretch without a word before them."""
    one, other = first.mention.spec, last.mention.spec
    days = [
        spec for spec in (one, other) if isinstance(spec, Point) and spec.day and spec.weekday is not None
    ]
    return len(days) == 2


def _lent(one: End, other: End) -> End:
    """Some days of a month, in the year of the month that ends the stretch."""
    end = other.month if isinstance(other, MonthPart) else other
    if not isinstance(end, Point) or not isinstance(one, MonthPart):
        return one
    if one.month.year is not None or one.month.turn is not None or not end.month or not one.month.month:
        return one
    back = one.month.month > end.month
    year = end.year - back if end.year is not None else None
    turn = end.turn - back if end.turn is not None else None
    return replace(one, month=replace(one.month, year=year, turn=turn))


def _whole(first: Told, last: Told, spec: Spec) -> Told:
    text = first.sentence[first.at : last.to]
    mention = Mention(first.mention.start, last.mention.end, text, spec, "spanning")
    return replace(first, mention=mention, to=last.to)
