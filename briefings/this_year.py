"""What Chinese counts from the year of writing: 去年, 今年…10月, 去年同期."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from briefings.dates.anchor import Anchor
from briefings.dates.mention import Between, DayOf, Months, Point, Spec, Step, Upto
from briefings.dates.resolving import resolve
from briefings.model import When
from briefings.script import chinese
from briefings.telling import Told

Part = tuple[int, When]
"""A part of the year of writing, with the paragraph that tells it."""
SAME_TIME = Step("year", -1, told=True, counted=True)
"""去年同期, 上年同期: what figures are compared with; the tale does not move there."""
YEAR_BEFORE = Step("year", -1, told=True, dated=True)
"""上年, which moves no tale either."""


def _first(spec: Spec) -> Spec:
    """The point that an expression begins with, or whose months it counts."""
    return spec.year if isinstance(spec, Months) else spec.first if isinstance(spec, Between | Upto) else spec


def counts(each: Told) -> bool:
    """Whether Chinese counts from the year of writing, whatever tale it tells: 去年, 明年3月, 下月8日."""
    spec = _first(each.mention.spec)
    counted = isinstance(spec, Point) and spec.turn is not None and not spec.same
    counted = counted or (isinstance(spec, DayOf) and spec.turn is not None and not spec.told)
    return (counted or (isinstance(spec, Step) and not spec.told)) and chinese(each.sentence)


def within(each: Told, before: bool) -> bool:
    """Whether a month behind an expression in its sentence is of the year of writing, as it was `before`."""
    spec = _first(each.mention.spec)
    if not isinstance(spec, Point) or spec.same:
        return before
    if spec.turn == 0 and each.mention.text[0] in "今本":
        return True
    return before and spec.year is None and not spec.turn


def bare(each: Told) -> bool:
    """Whether an expression is a month, day or part of a year that names no year in any way."""
    spec = each.mention.spec
    plain = isinstance(spec, Point) and spec.year is None and spec.turn is None and spec.near is None
    return plain and isinstance(spec, Point) and not spec.same


def part(each: Told, anchor: Anchor) -> Part | None:
    """The part of the year of writing that an expression tells: 1至5月, 前三季度, 上周."""
    spec = each.mention.spec
    plain = isinstance(spec, Point) and not spec.day and bool(spec.month or spec.nth)
    ago = isinstance(spec, Step) and not spec.told and spec.unit in {"week", "month", "quarter"}
    if not (plain or ago or isinstance(spec, Between | Months)):
        return None
    reading = resolve(spec, anchor)
    start = reading.when.start if reading else None
    return (each.passage.paragraph, reading.when) if reading and start and start.year == anchor.year else None


def compared(each: Told, anchor: Anchor, year: int, told: Part | None) -> Anchor:
    """What 去年同期 is counted from: the part of the year told before in its paragraph, else the year.

    Without such a part 上年同期 is of the year before the one told of.
    """
    when = told[1] if told and told[0] == each.passage.paragraph else None
    if not chinese(each.sentence) or not (when or each.mention.text.startswith("去")):
        return anchor
    first, last = (when.start, when.end) if when else (date(year, 1, 1), date(year, 12, 31))
    return replace(anchor, told=first, told_end=last)
