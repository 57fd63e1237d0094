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
    """So many units away from the time of writing ("two years ago") or the date told before ("later").

    `dated` gives a value of its own even to the date told before ("当天").
    """

    unit: Unit
    amount: int
    told: bool = False
    dated: bool = False
    part: Part | None = None


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch that ends or begins at the time of writing: "the past two years", "the next three months"."""

    unit: Unit
    amount: int
    ahead: bool
    since: bool = False


@dataclass(frozen=True, slots=True)
class Monthday:
    """A day of a month that the words leave out ("15日"), or count from the month of writing ("上月15日").

    `turn` counts months; `told` counts them from the month told before instead.
    """

    day: int
    turn: int | None = None
    told: bool = False


@dataclass(frozen=True, slots=True)
class Upto:
    """From a point of the calendar up to the time of writing: "2018年以来"."""

    first: Point | Step


@dataclass(frozen=True, slots=True)
class Fiscal:
    """A financial year, whose days the words do not give: "2023财年"; `turn` as in a `Point`."""

    year: int | None = None
    turn: int | None = None


@dataclass(frozen=True, slots=True)
class Between:
    """From one point of the calendar to another, both included."""

    first: Point | Monthday
    last: Point | Monthday


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
    """A day of the week (Monday is 0); `turn` is -1 for last, 1 for next, 0 where nothing is said.

    `week` counts calendar weeks from that of writing, where the words name the week ("上周一").
    """

    day: int
    turn: int = 0
    week: int | None = None


@dataclass(frozen=True, slots=True)
class Since:
    """From an event up to the time of writing: "since the establishment of the free port"."""

    what: str


@dataclass(frozen=True, slots=True)
class Nothing:
    """A date that does not exist, such as 31 June: it takes its place in the text, and dates nothing."""


Spec = (
    Point
    | Step
    | Monthday
    | Stretch
    | Upto
    | Fiscal
    | Between
    | Months
    | Within
    | Length
    | Repeat
    | Vague
    | Jubilee
    | Plan
    | Weekday
    | Since
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
