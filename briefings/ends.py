"""The single dates inside longer expressions, for what asks only when something was."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from briefings.dates.hung import Counted, Ended, Since
from briefings.dates.mention import Between, Point
from briefings.telling import Told


def ends(told: Sequence[Told]) -> Iterator[Told]:
    """Every expression, with those that hold a date of their own read as that date.

    "The year ended 31 March 2024" is told by its last day, "five years from 1 January 2024" by its
    first, "between December 2020 and August 2021" by both.
    """
    for each in told:
        points = _points(each)
        if not points:
            yield each
        for point in points:
            yield replace(each, mention=replace(each.mention, spec=point))


def _points(each: Told) -> tuple[Point, ...]:
    match each.mention.spec:
        case Ended(last=last):
            return (last,)
        case Counted(on=Point() as on) | Since(on=Point() as on):
            return (on,)
        case Between(first=Point() as first, last=Point() as last) if each.mention.family == "pairs":
            return first, last
        case _:
            return ()
