"""What a text's own past and future say against a time of writing: softly where one tense could be wrong."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from briefings.aims import firm, foretold
from briefings.dates.anchor import Anchor
from briefings.dates.resolving import resolve
from briefings.mates import point_of
from briefings.model import Precision, When
from briefings.telling import Told

_PAST = {Precision.DAY: 2.0, Precision.MONTH: 1.5}
_AHEAD = {Precision.DAY: 1.5, Precision.MONTH: 1.2}
_LEAST_PAST, _LEAST_AHEAD = 1.0, 0.8
_FALLING = 0.7
_LONG_OVER, _YEAR = 1.5, 366
_OVER = 61
_LONE = 5


@dataclass(frozen=True, slots=True)
class Bounds:
    """The newest day told as past, the first one told as coming behind it, and all of them with their weight.

    `sure_lower` and `sure_upper` say whether one misjudged tense cannot have made them.
    """

    lower: date | None
    upper: date | None
    sure_lower: bool
    sure_upper: bool
    past: tuple[tuple[date, float], ...]
    ahead: tuple[tuple[date, float], ...]

    def admit(self, year: int) -> bool:
        """Whether a text can be of that year by what is surely past and surely to come."""
        if self.lower and self.sure_lower and year < self.lower.year:
            return False
        return not (self.upper and self.sure_upper and year > self.upper.year)

    def inside(self, first: date, last: date) -> bool:
        """Whether days clash with none of the bounds."""
        return not (self.lower and last < self.lower) and not (self.upper and first > self.upper)

    def cost(self, first: date, last: date) -> float:
        """The weight of what speaks against some days: each further clash counts less."""
        clashes = [weight for day, weight in self.past if day > last]
        clashes += [
            max(weight, _LONG_OVER) if (first - day).days > _YEAR else weight
            for day, weight in self.ahead
            if day < first
        ]
        return sum(weight * _FALLING**index for index, weight in enumerate(sorted(clashes, reverse=True)[:8]))


def bounds(told: Sequence[Told]) -> Bounds:
    """What the sentences tell as past and as coming.

    A year that is all but over is not foretold any more: where a text does so, its tense is wrong.
    """
    past = [when for each in told if firm(each) and (when := stated(each))]
    lower = _newest(past)
    ahead = [when for each in told if foretold(each) and (when := stated(each))]
    ahead = [when for when in ahead if when.end and (lower is None or _still(when, lower))]
    upper = min((when.end for when in ahead if when.end), default=None)
    gone = {when.start: _PAST.get(when.precision, _LEAST_PAST) for when in past if when.start}
    coming = {when.end: _AHEAD.get(when.precision, _LEAST_AHEAD) for when in ahead if when.end}
    return Bounds(
        lower,
        upper,
        lower is not None and _sure([w for w in past if w.start and w.start.year >= lower.year]),
        upper is not None and _sure([w for w in ahead if w.end and w.end.year <= upper.year]),
        tuple(gone.items()),
        tuple(coming.items()),
    )


def _newest(past: Sequence[When]) -> date | None:
    """The newest day told as past; a lone year far behind all the others is a slip of tense."""
    days = sorted((when.start for when in past if when.start), reverse=True)
    exact = {when.start for when in past if when.precision is not Precision.YEAR}
    times = Counter(days)
    for day, before in itertools.pairwise(days):
        if day in exact or times[day] > 1 or day.year - before.year <= _LONE:
            return day
    return days[-1] if days else None


def _sure(whens: Sequence[When]) -> bool:
    return len(whens) > 1 or any(when.precision is not Precision.YEAR for when in whens)


def _still(when: When, lower: date) -> bool:
    if when.end is None or when.end < lower:
        return False
    return when.precision is not Precision.YEAR or (when.end - lower).days > _OVER


def stated(each: Told) -> When | None:
    """The day, month, part or whole of a year that an expression states in full."""
    spec = point_of(each)
    if spec is None or not spec.year or spec.year < 1 or spec.named or spec.decade or spec.nth:
        return None
    reading = resolve(spec, Anchor())
    return reading.when if reading and reading.when.start else None
