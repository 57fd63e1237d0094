"""What speaks for a year of writing: each kind of witness, with its weight."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from briefings.aims import EVENT, firm, target
from briefings.beginnings import beginnings
from briefings.celebrated import subject
from briefings.curated import known_origin
from briefings.dates.mention import Jubilee, Months, Point, Step, Stretch
from briefings.frames import occasion, root_of
from briefings.licences import licensed
from briefings.mates import neighbours, pairs, todays, told_again, year_of
from briefings.model import Origin, Witness
from briefings.telling import Told

_AIM = re.compile(r"(?i)\b(?:plans?|planned|targets?|goals?|aims?|outline|vision|five-year|blueprint)\b")


def witnesses(told: Sequence[Told], origins: Sequence[Origin]) -> Iterator[tuple[int, Witness]]:
    """Every (year, witness) that the text itself brings."""
    yield from _paired(told)
    yield from _named(told)
    yield from _newest(told)
    yield from _today(told)
    yield from _lasting(told)
    yield from _so_far(told)
    yield from _anniversaries(told, origins)


def _witness(told: Told, year: int, weight: float, kind: str) -> tuple[int, Witness]:
    return year, Witness(told.mention.start, told.mention.end, str(year), weight, kind)


def _paired(told: Sequence[Told]) -> Iterator[tuple[int, Witness]]:
    """A year and a day without one in one sentence."""
    for year, _, value, gap in pairs(told):
        yield _witness(year, value, 4 if gap <= 60 else 3, "year and day in one sentence")


def _named(told: Sequence[Told]) -> Iterator[tuple[int, Witness]]:
    """Years in the names of events ("the 2021 Congress", "Harbour Week 2019"); each year counts once."""
    seen: set[int] = set()
    for each in told:
        spec = each.mention.spec
        if not isinstance(spec, Point) or not spec.year or spec.year in seen or spec.year < 1:
            continue
        behind = spec.month is None and bool(EVENT.search(each.lead))
        if behind or (spec.named and not _AIM.search(each.after[:60])):
            seen.add(spec.year)
            yield _witness(each, spec.year, 2, "year in a name")


def _newest(told: Sequence[Told]) -> Iterator[tuple[int, Witness]]:
    """The newest year that is no target; half as much where it is told of alone, and as a year only."""
    dated = [(year, each) for each in told if (year := _plain_year(each)) and _stands(each)]
    if not dated:
        return
    year, each = max(dated, key=lambda pair: pair[0])
    spec = each.mention.spec
    exact = isinstance(spec, Point) and (spec.month is not None or spec.named)
    company = any(year - 2 <= other < year for other, _ in dated)
    yield _witness(each, year, 1 if exact or company else 0.5, "newest year")


def _plain_year(each: Told) -> int | None:
    spec = each.mention.spec
    return spec.year if isinstance(spec, Point) and spec.year and spec.year > 0 and not spec.decade else None


def _stands(each: Told) -> bool:
    """Whether a year may be of the time of writing: told as past or present, and no aim."""
    return not target(each) and (each.tense != "past" or firm(each))


def _today(told: Sequence[Told]) -> Iterator[tuple[int, Witness]]:
    """ "today (15 July 2023)", "this year (2023)", "last year (2022)", "two years ago, in 2021"."""
    for day, each in todays(told):
        yield _witness(each, day.year, 6, "today")
    for first, second in told_again(told):
        spec, other = first.mention.spec, second.mention.spec
        if not isinstance(other, Point) or not other.year:
            continue
        if isinstance(spec, Step) and spec.unit == "year" and spec.amount < 0 and not spec.told:
            yield _witness(second, other.year - spec.amount, 5, "years ago, with their year")
        elif (
            isinstance(spec, Point)
            and spec.turn is not None
            and spec.month is None
            and _bracket(first, second)
        ):
            yield _witness(second, other.year - spec.turn, 6, "this year")


def _bracket(first: Told, second: Told) -> bool:
    return "," not in first.sentence[first.to : second.at]


def _lasting(told: Sequence[Told]) -> Iterator[tuple[int, Witness]]:
    """ "in the ten years since it opened in September 2013"."""
    for first, second in neighbours(told):
        spec, other = first.mention.spec, second.mention.spec
        if not (isinstance(spec, Stretch) and spec.since and spec.unit == "year"):
            continue
        if isinstance(other, Point) and other.year and 0 < second.at - first.to < 120:
            yield _witness(first, other.year + spec.amount, 5, "duration from a date")


def _so_far(told: Sequence[Told]) -> Iterator[tuple[int, Witness]]:
    """ "in the first five months of 2023": what is counted so far is counted in the year of writing."""
    counted = [(s.year.year, t) for t in told if isinstance(s := t.mention.spec, Months) and s.year.year]
    if counted:
        year, each = max(counted, key=lambda pair: pair[0])
        if year > 0 and each.tense != "future":
            yield _witness(each, year, 1.5, "months of a year so far")


def _anniversaries(told: Sequence[Told], origins: Sequence[Origin]) -> Iterator[tuple[int, Witness]]:
    known = beginnings(told)
    for index, each in enumerate(told):
        spec = each.mention.spec
        if not isinstance(spec, Jubilee) or not licensed(each):
            continue
        what = subject(each)
        root = root_of(told, index, what, known)
        year = root.year if root else _curated(what, origins)
        day = occasion(told, index)
        if year is not None:
            yield _witness(each, year + spec.number - _turn(day), 4, "anniversary of a known origin")
        elif day is not None and (named := year_of(day)) and each.tense == "present" and day.at < each.at:
            yield _witness(each, named, 2, "anniversary in a named year")


def _turn(day: Told | None) -> int:
    """The occasion "next year" lies a year on."""
    spec = day.mention.spec if day else None
    return spec.turn or 0 if isinstance(spec, Point) else 0


def _curated(what: str, origins: Sequence[Origin]) -> int | None:
    found = known_origin(what, origins)
    return found.when.start.year if found and found.when.start else None
