"""Scales: from days and amounts to places on the page, with the marks at which a reader stops."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil, floor, log10

from babel.dates import format_date
from babel.numbers import format_compact_decimal, format_decimal

from briefings.tongue import spoken

LOG = 100
"""How many times the smallest the largest amount is where the scale becomes logarithmic."""
NOTHING = 1e-12
"""Amounts below it are drawn as none."""
FAR = 0.55
"""The share of a span of time that is empty where what lies beyond is left outside of the axis."""
FEW = 0.34
"""The share of the rows that may lie outside."""
_MONTH = 30.4
_MONTHS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 6000, 12000)
_DAYS = (1, 2, 7, 14, 28)
_ENGLISH = {"year": "y", "month": "MMM y", "day": "d MMM", "whole": "d MMM y"}
_CHINESE = {"year": "y年", "month": "y年M月", "day": "M月d日", "whole": "y年M月d日"}


def _chinese() -> bool:
    return spoken().startswith("zh")


def _locale() -> str:
    return "zh_Hans_CN" if _chinese() else "en"


@dataclass(frozen=True, slots=True)
class Days:
    """An axis of time from `first` to `last` (day numbers) between two places on the page."""

    first: float
    last: float
    left: float
    right: float

    def x(self, day: float) -> float:
        """The place of a day's beginning, held to the axis."""
        share = (day - self.first) / (self.last - self.first)
        return self.left + min(max(share, 0), 1) * (self.right - self.left)

    def marks(self, most: int) -> list[tuple[float, str]]:
        """Places with their names, at most so many: years, months, or days where it is short."""
        months = (self.last - self.first) / _MONTH
        for step in _MONTHS:
            if months / step <= most and months >= 3:
                return list(self._months(step))
        for days in _DAYS:
            if (self.last - self.first) / days <= most:
                return list(self._each(days))
        return []

    def _months(self, step: int) -> Iterator[tuple[float, str]]:
        begin, end = _day(self.first), _day(self.last)
        number = ceil((begin.year * 12 + begin.month - 1 + (begin.day > 1)) / step) * step
        while number <= end.year * 12 + end.month - 1 and number // 12 <= date.max.year:
            value = date(max(1, number // 12), number % 12 + 1, 1)
            yield self.x(value.toordinal()), _named("year" if step >= 12 else "month", value)
            number += step

    def _each(self, step: int) -> Iterator[tuple[float, str]]:
        for at, number in enumerate(range(ceil(self.first), floor(self.last), step)):
            yield self.x(number + 0.5), _named("day" if at else "whole", _day(number))


def _named(exact: str, value: date) -> str:
    return format_date(value, (_CHINESE if _chinese() else _ENGLISH)[exact], locale=_locale())


def _day(number: float) -> date:
    return date.fromordinal(min(max(1, floor(number)), date.max.toordinal()))


def days(spans: Sequence[tuple[int, int]], today: int | None, left: float, right: float) -> Days:
    """The axis for these spans of days (both ends included), without the few that lie far from the others.

    Today is on it where it does not lie far away itself.
    """
    every = sorted(spans)
    kept = _near(every) if len(every) > 2 else every
    first, last = min(a for a, _ in kept), max(b for _, b in kept) + 1
    if today is not None:
        reach = max(last, today + 1) - min(first, today)
        if last - first >= (1 - FAR) * reach or (last - first < _MONTH and reach < 12 * _MONTH):
            first, last = min(first, today), max(last, today + 1)
    margin = max(2.0, (last - first) * 0.03)
    return Days(max(1, first - margin), last + margin, left, right)


def _near(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans without those few, at one end or the other, that the widest gap parts from the rest."""
    whole = max(b for _, b in spans) - spans[0][0] or 1
    gaps, reached = [], spans[0][1]
    for at, (first, last) in enumerate(spans[1:], 1):
        gaps.append((first - reached, at))
        reached = max(reached, last)
    gap, at = max(gaps)
    if gap < FAR * whole:
        return spans
    few = max(1, floor(FEW * len(spans)))
    if at <= few:
        return _near(spans[at:]) if len(spans) - at > 2 else spans[at:]
    return spans[:at] if len(spans) - at <= few else spans


@dataclass(frozen=True, slots=True)
class Amounts:
    """An axis of amounts: from nothing to `top`, or from `base` to `top` by powers of ten where `log`."""

    top: float
    base: float
    log: bool
    left: float
    right: float

    def x(self, value: float) -> float:
        """The place of an amount; what a logarithmic scale can't show stands at its beginning."""
        if self.log:
            low, high = log10(self.base), log10(self.top)
            share = (log10(value) - low) / (high - low) if value >= NOTHING else 0.0
        else:
            share = value / self.top
        return self.left + min(max(share, 0), 1) * (self.right - self.left)

    def marks(self, most: int) -> list[tuple[float, str]]:
        """Places with their names, at most so many."""
        if self.log:
            low, high = round(log10(self.base)), round(log10(self.top))
            powers = range(low, high + 1, ceil((high - low) / most))
            return [(self.x(10.0**power), short(10.0**power)) for power in powers]
        step = _round(self.top / most)
        return [(self.x(at * step), short(at * step)) for at in range(floor(self.top / step + 1e-9) + 1)]


def amounts(values: Sequence[float], left: float, right: float, *, shares: bool = False) -> Amounts:
    """The axis for these amounts: logarithmic where they differ more than a hundredfold; shares go to 100."""
    some = [value for value in values if value >= NOTHING] or [1.0]
    top, least = max(some), min(some)
    if top / least > LOG:
        base, high = 10.0 ** floor(log10(least)), 10.0 ** ceil(log10(top))
        return Amounts(high, base / 10 if base == least else base, True, left, right)
    if shares and top <= 100:
        return Amounts(100, 0, False, left, right)
    step = _round(top / 4)
    return Amounts(ceil(top / step - 1e-9) * step, 0, False, left, right)


def _round(value: float) -> float:
    """A step of 1, 2 or 5 times a power of ten that is not smaller."""
    power = 10.0 ** floor(log10(value))
    return next(step * power for step in (1, 2, 5, 10) if step * power >= value * (1 - 1e-9))


def short(value: float) -> str:
    """An amount in few characters: 5 billion, 50亿, 0.2."""
    if abs(value) < 10_000:
        return format_decimal(value, locale=_locale(), format="#,##0.######")
    return format_compact_decimal(value, format_type="long", locale=_locale(), fraction_digits=1)
