"""What an expression of time says before anybody knows when it was written."""

from __future__ import annotations

from dataclasses import dataclass

from briefings.dates.hung import Hanging, MonthPart
from briefings.dates.point import Part as Part  # noqa: PLC0414
from briefings.dates.point import Point as Point  # noqa: PLC0414
from briefings.dates.point import Tense as Tense  # noqa: PLC0414
from briefings.dates.point import Unit as Unit  # noqa: PLC0414


@dataclass(frozen=True, slots=True)
class Step:
    """So many units away from the time of writing ("two years ago") or the date told before ("later").

    `time` is a time of that day, as in a `Point`; `dated` gives a value of its own even to the date
    told before ("当天"). `counted` says that the words count the units ("a week later"), and do not
    name one ("the following week").
    """

    unit: Unit
    amount: int
    told: bool = False
    dated: bool = False
    part: Part | None = None
    time: str = ""
    counted: bool = False


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch that ends or begins at the time of writing: "the past two years", "the next three months"."""

    unit: Unit
    amount: int
    ahead: bool
    since: bool = False


@dataclass(frozen=True, slots=True)
class DayOf:
    """A day of a month that the words do not name: "the 22nd", "the 15th of last month" (`turn` is -1).

    `lent` lets the date told just before lend its month ("7月15日…16日"); `told` makes it do so.
    """

    day: int
    turn: int | None = None
    time: str = ""
    lent: bool = False
    told: bool = False


@dataclass(frozen=True, slots=True)
class Upto:
    """From a point of the calendar up to the time of writing: "2018年以来"."""

    first: Point | Step


@dataclass(frozen=True, slots=True)
class Months:
    """The first so many months of a year: "the first five months of this year"."""

    count: int
    year: Point


@dataclass(frozen=True, slots=True)
class Within:
    """Before the unit of the time of writing is over: "within the year"; or its `rest`."""

    unit: Unit
    rest: bool = False


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

    `time` is a time of that day, as in a `Point`; `week` counts calendar weeks from that of writing,
    where the words name the week ("上周一"). `told` counts from the date told before ("the following
    Tuesday").
    """

    day: int
    turn: int = 0
    time: str = ""
    week: int | None = None
    told: bool = False


@dataclass(frozen=True, slots=True)
class Century:
    """A century by its number, negative before Christ: "the 19th century" is 19."""

    number: int


@dataclass(frozen=True, slots=True)
class Feast:
    """A holiday whose day the calendar gives: "Thanksgiving"; `year` and `turn` as in a `Point`."""

    name: str
    year: int | None = None
    turn: int | None = None
    time: str = ""


End = Point | DayOf | Step | MonthPart | Weekday | Feast
"""What a stretch may begin or end with."""


@dataclass(frozen=True, slots=True)
class Between:
    """From one point of the calendar to another, both included.

    `end` is where the words of the first end, and `at` where those of the last begin, counted from
    the start of the expression (0 where they are not told apart).
    """

    first: End
    last: End
    end: int = 0
    at: int = 0


@dataclass(frozen=True, slots=True)
class Nothing:
    """A date that does not exist, such as 31 June: it takes its place in the text, and dates nothing."""


Spec = (
    Point
    | Step
    | Stretch
    | Upto
    | Between
    | Months
    | Within
    | Length
    | Repeat
    | Vague
    | Jubilee
    | Plan
    | Weekday
    | Feast
    | Century
    | DayOf
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
