"""What an expression of time says before anybody knows when it was written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Unit = Literal["hour", "day", "week", "month", "quarter", "year", "decade", "century"]
Part = Literal["early", "start", "mid", "late", "end"]
Tense = Literal["past", "present", "future", "unknown"]


@dataclass(frozen=True, slots=True)
class Point:
    """A place in the calendar, as far as the words name it.

    `turn` counts years from the year of writing ("last year" is -1); `same` means the year told of
    before ("that year"); `near` is -1 or 1 for the closest such month before or behind it ("the
    following June"). `nth` is a quarter (1-4), half (5, 6) or season (21-24). `year` is negative
    for years before Christ (-499 is 499 BC). `decade` makes `year` the first of ten.
    """

    year: int | None = None
    turn: int | None = None
    month: int | None = None
    day: int | None = None
    nth: int | None = None
    part: Part | None = None
    weekday: int | None = None
    decade: bool = False
    same: bool = False
    named: bool = False
    near: int | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """So many units away from the time of writing ("two years ago") or the date told before ("later")."""

    unit: Unit
    amount: int
    told: bool = False
    part: Part | None = None


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch that ends or begins at the time of writing: "the past two years", "the next three months"."""

    unit: Unit
    amount: int
    ahead: bool
    since: bool = False


@dataclass(frozen=True, slots=True)
class Between:
    """From one point of the calendar to another, both included."""

    first: Point
    last: Point


@dataclass(frozen=True, slots=True)
class Months:
    """The first so many months of a year: "the first five months of this year"."""

    count: int
    year: Point


@dataclass(frozen=True, slots=True)
class Within:
    """Before the unit of the time of writing is over: "within the year"."""

    unit: Unit


@dataclass(frozen=True, slots=True)
class Length:
    """A plain duration; `amount` is None where the words leave it open ("several months")."""

    unit: Unit
    amount: float | None


@dataclass(frozen=True, slots=True)
class Repeat:
    """Something that comes again and again, as a TIMEX3 value."""

    value: str


@dataclass(frozen=True, slots=True)
class Vague:
    """A time that no calendar holds, as a TIMEX3 reference (PAST_REF, PRESENT_REF, FUTURE_REF)."""

    value: str


@dataclass(frozen=True, slots=True)
class Jubilee:
    """The count of an anniversary: "the 10th anniversary"; alone it dates nothing."""

    number: int
    unit: Unit = "year"


@dataclass(frozen=True, slots=True)
class Plan:
    """A numbered five-year plan, whose years are known from outside the text."""

    number: int


@dataclass(frozen=True, slots=True)
class Weekday:
    """A day of the week (Monday is 0); `turn` is -1 for last, 1 for next, 0 where nothing is said."""

    day: int
    turn: int = 0


@dataclass(frozen=True, slots=True)
class Since:
    """From an event up to the time of writing: "since the establishment of the free port".

    `deed` is what was done (establishment, launch …), `on` its date where it stands beside the words.
    """

    what: str
    deed: str = ""
    on: Point | None = None


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
    """So many units up to a day or month that ends them: "the financial year ended 30 June 1997"."""

    unit: Unit
    amount: int
    last: Point
    sort: str = ""


@dataclass(frozen=True, slots=True)
class Counted:
    """So many units from what the text dates elsewhere: "18 months after its publication".

    `what` are the words for it; `on` is its date where it stands beside them. `way` is "at" for the
    far end itself, "within" for the time up to it, "for" for a stretch, "of" for all of a named thing
    ("the three months of the trial").
    """

    unit: Unit
    amount: int
    what: str
    way: Literal["at", "within", "for", "of"]
    before: bool = False
    on: Point | None = None


@dataclass(frozen=True, slots=True)
class Same:
    """The stretch told before, in another year: "the same period of 2016", "the same months last year"."""

    year: Point


@dataclass(frozen=True, slots=True)
class Then:
    """The date told before: "since then", "by then"; `unit` where a year or quarter is meant."""

    unit: Unit | None = None


@dataclass(frozen=True, slots=True)
class MonthPart:
    """Some days of a month: "the first ten days of July"; a `last` of 0 is its end.

    A `first` below 0 counts from that end; `unit` is what the words count in, None for a half.
    """

    month: Point
    first: int
    last: int
    unit: Unit | None = None


@dataclass(frozen=True, slots=True)
class Nothing:
    """A date that does not exist, such as 31 June: it takes its place in the text, and dates nothing."""


Hanging = Fiscal | FiscalTerm | Ended | Counted | Same | Then | MonthPart | Since
"""What hangs on something that is said elsewhere in the text."""

Spec = (
    Point
    | Step
    | Stretch
    | Between
    | Months
    | Within
    | Length
    | Repeat
    | Vague
    | Jubilee
    | Plan
    | Weekday
    | Hanging
    | Nothing
)


@dataclass(frozen=True, slots=True)
class Mention:
    """An expression of time at `text[start:end]`, unresolved, with the family that found it."""

    start: int
    end: int
    text: str
    spec: Spec
    family: str = ""
