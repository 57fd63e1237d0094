"""Chinese reports of a year that is over: what they tell without a year belongs to that year."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from briefings.chinese import titles
from briefings.dates.anchor import Anchor
from briefings.dates.mention import Between, DayOf, Months, Point, Step, Upto
from briefings.model import When
from briefings.script import chinese, plain
from briefings.telling import Told

_NOW = re.compile(r"^[今本明去前上]")
_TOP = 4


def yearbook(told: Sequence[Told], base: Anchor) -> int | None:
    """The year that a text reports on by its title (2021年…统计公报), where it was written later."""
    for each in told[:_TOP]:
        spec, sentence = each.mention.spec, each.sentence
        if each.passage.paragraph > 1 or each.passage.sentence > 1 or not chinese(sentence):
            return None
        if not isinstance(spec, Point) or not spec.year or spec.month or spec.decade or spec.part:
            continue
        if titles.reports(each.after) and base.year is not None and 0 < base.year - spec.year <= 1:
            return spec.year
    return None


def reported(told: Sequence[Told], base: Anchor) -> frozenset[int]:
    """The expressions that count from the year a report is on, by their identity.

    A paragraph that comes to the year of writing (今年1—2月, 2022年是) stays there.
    """
    year = yearbook(told, base)
    if year is None:
        return frozenset()
    found, paragraph, left = set(), -1, False
    for each in told:
        if each.passage.paragraph != paragraph:
            paragraph, left = each.passage.paragraph, False
        left = left or _later(each, year)
        if not left and each.tense != "future" and _bare(each):
            found.add(id(each))
    return frozenset(found)


def counted_from(year: int, anchor: Anchor) -> Anchor:
    """The last day of a report's year, as what its expressions count from."""
    last = date(year, 12, 31)
    return replace(anchor, start=last, end=last, year=year, tense="past")


def heads_row(each: Told) -> bool:
    """Whether a month stands alone in its line, over the days of a chronicle."""
    spec = each.mention.spec
    return (
        isinstance(spec, Point)
        and spec.month is not None
        and spec.day is None
        and each.sentence.strip() == (each.mention.text)
    )


def hangs(each: Told) -> bool:
    """Whether an expression opens its line with a day or part of a month not named: 16日, 下旬."""
    spec = each.mention.spec
    first = spec.first if isinstance(spec, Between) else spec
    return each.at == 0 and (
        isinstance(first, DayOf) or first == Step("month", 0, part=getattr(first, "part", None))
    )


def in_row(row: When, anchor: Anchor) -> Anchor:
    """The month of a chronicle's row, as what the days below it count from."""
    return replace(anchor, start=row.end, end=row.end, year=row.end.year if row.end else None, tense="past")


def _later(each: Told, year: int) -> bool:
    """Whether an expression takes its paragraph out of the year that a report is on."""
    spec = each.mention.spec
    first = (
        spec.year if isinstance(spec, Months) else spec.first if isinstance(spec, Between | Upto) else spec
    )
    if isinstance(first, Point) and first.year:
        return first.year > year
    return isinstance(first, Point) and first.turn is not None and bool(_NOW.match(plain(each.mention.text)))


def _bare(each: Told) -> bool:
    """Whether an expression names no year, or runs up to the time of writing."""
    spec = each.mention.spec
    if _NOW.match(plain(each.mention.text)) and not isinstance(spec, Point):
        return False
    if isinstance(spec, Upto):
        return True
    first = spec.year if isinstance(spec, Months) else spec.first if isinstance(spec, Between) else spec
    return isinstance(first, Point) and first.year is None and not first.same and not first.decade
