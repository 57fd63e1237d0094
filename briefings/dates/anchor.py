"""What expressions are counted from, and what they come to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from briefings.dates.mention import Tense
from briefings.model import Timex, When


@dataclass(frozen=True, slots=True)
class Term:
    """When the years of a sort begin (`day` is None where only the month is told), and who says so.

    `shift` is how many years a year begins from the one it is named by: 0 or -1, None where the text
    does not say.
    """

    month: int
    day: int | None
    shift: int | None
    why: str


@dataclass(frozen=True, slots=True)
class Said:
    """What a text says elsewhere that one of its expressions hangs on.

    `terms` are its fiscal, academic and marketing years; the empty name is the sort last spoken of.
    `event` is the date of what is counted from, told in the words `because`; `ends` says that it is
    where something ended. `stretch` is the stretch told last, `year` the year told last in the same
    sentence, or else the last fiscal one, `then` the date told right before, in this sentence or the
    last, `days` the last one of those that is told to the day.
    """

    terms: Mapping[str, Term] = field(default_factory=dict)
    event: When | None = None
    because: str = ""
    ends: bool = False
    stretch: When | None = None
    year: When | None = None
    then: When | None = None
    days: When | None = None


NOTHING_SAID = Said()


@dataclass(frozen=True, slots=True)
class Anchor:
    """The time that expressions are counted from.

    `start` to `end` is when the text was written (None where nothing tells), `year` its year. `told`
    to `told_end` is the date told last before the expression; in a `narrative` it gives the year of
    dates without one, counted on from `line`, the date that the tale has come to (`yearly` where that
    is only a year). `tense` is how the clause is told. `era` is the year before Christ that was told last
    (-499 is 499 BC), None behind later years. `said` is what the text says elsewhere.
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
    said: Said = NOTHING_SAID

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
