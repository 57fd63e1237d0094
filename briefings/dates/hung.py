"""Expressions whose value hangs on something that the text says elsewhere, before it is looked up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from briefings.dates.point import Part, Point, Unit


@dataclass(frozen=True, slots=True)
class Fiscal:
    """A fiscal, academic or marketing year by its name: "FY2024", "2021/22", "the next school year".

    `year` is the first year that is named, None where `turn` counts from the present one, or from the
    one told before (`told`). `until` is the first year named last in a row ("2020/21 to 2022/23").
    `split` says that a name holds two years, so that it tells in which one the days begin; `dashed`
    that it may as well be two years of the calendar ("2012-13"). `sort` is fiscal, academic or
    marketing, and empty where the words do not say. `nth` is a quarter (1-4) or half (5, 6) of it.
    """

    year: int | None = None
    until: int | None = None
    split: bool = False
    dashed: bool = False
    sort: str = ""
    nth: int | None = None
    part: Part | None = None
    turn: int | None = None
    told: bool = False


@dataclass(frozen=True, slots=True)
class FiscalTerm:
    """When years of a sort begin, in every year: "the financial year runs from 1 April to 31 March"."""

    sort: str
    month: int
    day: int | None


@dataclass(frozen=True, slots=True)
class Ended:
    """So many units up to a day or month that ends them: "the financial year ended 30 June 1997".

    `end` and `at` are where the words of the units end and those of the date begin, as in a `Between`.
    """

    unit: Unit
    amount: int
    last: Point
    sort: str = ""
    end: int = 0
    at: int = 0


@dataclass(frozen=True, slots=True)
class Counted:
    """So many units from what the text dates elsewhere: "18 months after its publication".

    `what` are the words for it; `on` is its date where it stands beside them. `way` is "at" for the
    far end itself, "within" for the time up to it, "for" for a stretch, "of" for all of a named thing
    ("the three months of the trial"). `end` and `at` are as in an `Ended`.
    """

    unit: Unit
    amount: int
    what: str
    way: Literal["at", "within", "for", "of"]
    before: bool = False
    on: Point | None = None
    end: int = 0
    at: int = 0


@dataclass(frozen=True, slots=True)
class Same:
    """The stretch told before, in another year: "the same period of 2016", "the same months last year".

    Without a `year` it is that stretch itself.
    """

    year: Point | None


@dataclass(frozen=True, slots=True)
class Then:
    """The date told before: "since then", "by then"; `unit` where a year or quarter is meant."""

    unit: Unit | None = None


@dataclass(frozen=True, slots=True)
class MonthPart:
    """Some days of a month: "the last week of June"; a `last` of 0 is its end.

    A month with a day means the week of that day, or its weekend. A `first` below 0 counts from the end
    of the month; `unit` is what the words count in, None for a half.
    """

    month: Point
    first: int
    last: int
    unit: Unit | None = None


@dataclass(frozen=True, slots=True)
class Since:
    """From an event up to the time of writing: "since the establishment of the free port".

    `deed` is what was done (establishment, launch …), `on` its date where it stands beside the words,
    from `at` on.
    """

    what: str
    deed: str = ""
    on: Point | None = None
    at: int = 0


Hanging = Fiscal | FiscalTerm | Ended | Counted | Same | Then | MonthPart | Since
"""What hangs on something that is said elsewhere in the text."""
