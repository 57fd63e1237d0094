"""Expressions as TimeML's corpora have them: ranges in two, times with their day, sets by their period."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from briefings.dates.hung import Counted, Ended, Fiscal, Since
from briefings.dates.lexicon import number, unit
from briefings.dates.mention import Between, End, Feast, Length, Mention, Point, Repeat, Spec, Step, Weekday
from briefings.dates.times import FAMILY

END = "end"
"""The family of the last end of a range, which says nothing that its first end has not said."""

_HEAD = re.compile(r"(?i)(?:last|next)\s{1,3}(?!year)")
_PERIODS = {"XXXX-XX-XX": "P1D", "XXXX-WXX": "P1W", "XXXX-XX": "P1M", "XXXX-QX": "P1Q", "XXXX": "P1Y"}
_PAIRED = Between | Ended | Counted
_PORTION = re.compile(
    r"(?i)((?:the\s)?(?:first|opening|last|final|closing)\s(?P<n>\w{1,12})\s(?P<u>days?|weeks?|months?|quarters))\s(?:of|in)\s"
    r"(?P<y>(?:the\syear\s)?\d{4}|(?:this|last|next)\syear)"
)
_DASH = re.compile(r"\s?[-–]\s?")
_LINK = re.compile(r",?\s{0,2}(?:of\s{1,2})?(?:the\s{1,2})?|,?\s{1,2}")
_AT = re.compile(r",?\s{0,2}(?:at\s{1,2}|in\s{1,2})?")
_ON = re.compile(r",?\s{1,2}on\s{1,2}(?:the\s{1,2})?")


def as_corpora(text: str, found: Sequence[Mention]) -> Iterator[Mention]:
    """The mentions of a text as annotators of TimeML mark and value them."""
    for mention in _joined(text, found):
        if isinstance(mention.spec, Repeat):
            period = _PERIODS.get(mention.spec.value, mention.spec.value)
            yield replace(mention, spec=Repeat(period))
        elif isinstance(mention.spec, Step) and "decade" in mention.text and mention.spec.unit == "year":
            decades = mention.spec.amount // 10
            yield replace(mention, spec=replace(mention.spec, unit="decade", amount=decades))
        elif isinstance(mention.spec, Point) and _HEAD.match(mention.text):
            yield replace(mention, spec=_nearest(mention.spec))
        elif (portion := _PORTION.fullmatch(mention.text)) and isinstance(mention.spec, Between):
            yield from _portion(mention, mention.spec, portion)
        else:
            yield from _ends(mention)


def _portion(mention: Mention, spec: Between, portion: re.Match[str]) -> Iterator[Mention]:
    """A length, and the year that it is a portion of."""
    name, times = unit(portion["u"])
    length = Length(name, (number(portion["n"]) or 1) * times)
    yield replace(mention, end=mention.start + portion.end("u"), text=portion[1], spec=length)
    if isinstance(spec.last, Point):
        year = Point(year=spec.last.year, turn=spec.last.turn)
        yield Mention(mention.start + portion.start("y"), mention.end, portion["y"], year, mention.family)


def _nearest(spec: Point) -> Point:
    """In news, last March and last summer are those just gone, and next March the first to come."""
    bare = spec.year is None and spec.day is None and (spec.month or (spec.nth or 0) > 20)
    return replace(spec, turn=None, near=spec.turn) if bare and spec.turn in {-1, 1} else spec


def _ends(mention: Mention) -> Iterator[Mention]:
    """A range's first end, with all that the range says, and its last; anything else as it is."""
    spec, start = mention.spec, mention.start
    if isinstance(spec, Fiscal) and spec.dashed and spec.year and (dash := _DASH.search(mention.text)):
        spec = Between(Point(year=spec.year), Point(year=spec.year + 1), dash.start(), dash.end())
        mention = replace(mention, spec=spec)
    if isinstance(spec, Since) and spec.on is not None:
        yield Mention(start + spec.at, mention.end, mention.text[spec.at :], spec.on, mention.family)
        return
    last = _last(spec)
    if last is None or not isinstance(spec, _PAIRED) or not 0 < spec.end <= spec.at < len(mention.text):
        yield mention
        return
    yield replace(mention, end=start + spec.end, text=mention.text[: spec.end])
    yield Mention(start + spec.at, mention.end, mention.text[spec.at :], last, END)


def _last(spec: Spec) -> End | None:
    """The date that stands last in an expression of two."""
    match spec:
        case Between(last=last) | Ended(last=last):
            return last
        case Counted(on=on):
            return on
        case _:
            return None


def _joined(text: str, found: Sequence[Mention]) -> list[Mention]:
    """Times of the day put together with the day that stands beside them."""
    done: list[Mention] = []
    for mention in found:
        last = done[-1] if done else None
        if last is None or FAMILY not in {last.family, mention.family} or mention.start - last.end > 8:
            done.append(mention)
            continue
        both = _pair(text, last, mention)
        done[-1:] = both if both else [last, mention]
    return done


def _pair(text: str, first: Mention, second: Mention) -> list[Mention] | None:
    between = text[first.end : second.start]
    if first.family == FAMILY and _bare(first.spec):
        timed = _timed(second.spec, first.spec)
        if timed is None:
            return None
        if _LINK.fullmatch(between):
            return [_merged(text, first, second, timed, second.family)]
        return [replace(first, spec=timed), second] if _ON.fullmatch(between) else None
    if second.family == FAMILY and _bare(second.spec):
        timed = _timed(first.spec, second.spec)
        if timed is not None and _AT.fullmatch(between):
            return [_merged(text, first, second, timed, first.family)]
    return None


def _bare(spec: Spec) -> bool:
    return isinstance(spec, Step) and spec.told and not spec.amount and bool(spec.time)


def _timed(day: Spec, time: Spec) -> Spec | None:
    """A day with a time of it; None where the one is no day."""
    if not isinstance(time, Step):
        return None
    exact = (isinstance(day, Point) and day.day) or (isinstance(day, Step) and day.unit == "day")
    if isinstance(day, Weekday | Feast) or (isinstance(day, Point | Step) and exact):
        part = time.time[1:].isalpha() or (day.time and not day.time[1:].isalpha())
        return None if day.time and part else replace(day, time=time.time)
    return None


def _merged(text: str, first: Mention, second: Mention, spec: Spec, family: str) -> Mention:
    return Mention(first.start, second.end, text[first.start : second.end], spec, family)
