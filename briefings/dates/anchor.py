"""What expressions are counted from, and what they come to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from briefings.dates.mention import Tense
from briefings.model import Timex, When


@dataclass(frozen=True, slots=True)
class Anchor:
    """The time that expressions are counted from.

    `start` to `end` is when the text was written (None where nothing tells), `year` its year. `told`
    to `told_end` is the date told last before the expression; in a `narrative` it gives the year of
    dates without one, counted on from `line`, the date that the tale has come to (`yearly` where that
    is only a year). `tense` is how the clause is told. `era` is the year before Christ that was told last
    (-499 is 499 BC), None behind later years.
    """

    start: date | None = None
    end: date | None = None
    year: int | None = None
    told: date | None = None
    told_end: date | None = None
    narrative: bool = False
    tense: Tense = "unknown"
    line: date | None = None
    yearly: bool = False
    era: int | None = None

    @property
    def exact(self) -> bool:
        """Whether the time of writing is known to the day."""
        return self.start is not None and self.start == self.end


@dataclass(frozen=True, slots=True)
class Reading:
    """What an expression says: its interval (None where it has none), its TIMEX3, and how it was reckoned."""

    when: When
    timex: Timex | None
    derivation: str = ""
