"""A place in the calendar as the words name it, and the units that time is counted in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Unit = Literal[
    "second", "minute", "hour", "day", "weekend", "week", "month", "quarter", "year", "decade", "century"
]
Part = Literal["early", "start", "mid", "late", "end"]
Tense = Literal["past", "present", "future", "unknown"]


@dataclass(frozen=True, slots=True)
class Point:
    """A place in the calendar, as far as the words name it.

    `turn` counts years from the year of writing ("last year" is -1); `same` means the year told of
    before ("that year"); `near` is -1 or 1 for the closest such month before or behind it ("the
    following June"). `nth` is a quarter (1-4), half (5, 6) or season (21-24). `year` is negative
    for years before Christ (-499 is 499 BC). `decade` makes `year` the first of ten. `time` is the time
    of the day as TIMEX3 writes it behind a date ("T09:30", "TMO"); the value stays a day. `loose` is a
    season that may be of any year ("in winter").
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
    time: str = ""
    loose: bool = False
