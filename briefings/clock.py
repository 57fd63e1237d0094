"""The document clock: when a text was written, by its own evidence, and what that says of its header."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from briefings.dates import values
from briefings.dates.mention import Point, Spec
from briefings.ends import ends
from briefings.header import Stamp, lost, stamp, unchecked, verdict
from briefings.interval import writing
from briefings.model import Clock, Origin, Witness
from briefings.telling import Told
from briefings.witnesses import target, witnesses


@dataclass(frozen=True, slots=True)
class Bounds:
    """The hard constraints: no text is older than the past it tells, or younger than what it foretells."""

    lower: date | None
    upper: date | None

    def admit(self, year: int) -> bool:
        """Whether a text within these bounds can be of that year."""
        return not (self.lower and year < self.lower.year) and not (self.upper and year > self.upper.year)


def clock(
    told: Sequence[Told],
    *,
    header: tuple[str, int, int] | None = None,
    reference: date | None = None,
    origins: Sequence[Origin] = (),
    prior: Clock | None = None,
) -> Clock:
    """When these sentences were written.

    `header` is the date line as written with its offsets; `reference` fixes the answer; `origins` are
    known anniversaries; `prior` is the clock of the page that a story came on. Where nothing tells,
    the year is None: a date from outside is never put in its place.
    """
    line = stamp(*header) if header is not None else None
    if reference is not None:
        given = Witness(0, 0, reference.isoformat(), 10, "given reference")
        return Clock(reference.year, reference, reference, 1.0, unchecked(line), (given,))
    told = tuple(ends(told))
    bounds = _bounds(told)
    heard = [*witnesses(told, origins), *_outside(line, bounds, prior)]
    heard += _weekdays(told, bounds, heard)
    votes = _count(heard, bounds)
    ballots = tuple(sorted((w for _, w in heard), key=lambda w: (-w.weight, w.start)))
    if not votes:
        return Clock(None, None, None, 0.0, lost(line), ballots)
    year = max(votes, key=lambda y: (votes[y], y))
    draft = Clock(year, None, None, _confidence(votes), witnesses=ballots)
    return _settle(draft, told, line, prior)


def _bounds(told: Sequence[Told]) -> Bounds:
    past = [
        day
        for each in told
        if each.tense == "past" and not target(each) and (day := _stated(each, last=False))
    ]
    ahead = [day for each in told if each.tense == "future" and (day := _stated(each, last=True))]
    lower = max(past, default=None)
    upper = min((day for day in ahead if lower is None or day >= lower), default=None)
    return Bounds(lower, upper)


def _stated(each: Told, *, last: bool) -> date | None:
    """The day, or the first or last of the month or year, that an expression states in full."""
    spec = each.mention.spec
    if not isinstance(spec, Point) or not spec.year or spec.year < 1 or spec.named or spec.decade or spec.nth:
        return None
    if spec.month is None:
        return date(spec.year, 12, 31) if last else date(spec.year, 1, 1)
    if spec.day is None:
        return values.month_end(spec.year, spec.month) if last else date(spec.year, spec.month, 1)
    return date(spec.year, spec.month, spec.day)


def _outside(line: Stamp | None, bounds: Bounds, page: Clock | None) -> Iterator[tuple[int, Witness]]:
    """What stands outside the text: its header, weak at best, and the page that it came on."""
    if line is not None and line.sound is not None:
        weight = 2.0 if _inside(line.sound, bounds) else 0.0
        year = line.sound[0].year
        yield year, Witness(line.start, line.end, str(year), weight, "header")
    if page is not None and page.year is not None:
        yield page.year, Witness(0, 0, str(page.year), 2, "the page it came on")


def _inside(days: tuple[date, date], bounds: Bounds) -> bool:
    return not (bounds.lower and days[1] < bounds.lower) and not (bounds.upper and days[0] > bounds.upper)


def _count(heard: Sequence[tuple[int, Witness]], bounds: Bounds) -> dict[int, float]:
    """The weight for each year that the bounds admit; the same kind again counts half, a third …"""
    votes: defaultdict[int, float] = defaultdict(float)
    times: defaultdict[tuple[int, str], int] = defaultdict(int)
    for year, witness in heard:
        if witness.weight > 0 and bounds.admit(year):
            times[year, witness.kind] += 1
            votes[year] += witness.weight / times[year, witness.kind]
    return dict(votes)


def _weekdays(
    told: Sequence[Told], bounds: Bounds, heard: Sequence[tuple[int, Witness]]
) -> Iterator[tuple[int, Witness]]:
    """The years, among those in question, in which the weekdays beside days without a year agree."""
    pairs = [each for each in told if _weekday(each)]
    years = {year for year, _ in heard}
    if bounds.lower is not None:
        top = bounds.upper.year if bounds.upper else bounds.lower.year + 5
        years |= set(range(bounds.lower.year, min(top, bounds.lower.year + 10) + 1))
    for year in sorted(years):
        fits = [each for each in pairs if _agrees(each.mention.spec, year)]
        if fits and len(fits) * 2 > len(pairs):
            mention = fits[0].mention
            yield year, Witness(mention.start, mention.end, str(year), 3, "weekday")


def _weekday(each: Told) -> bool:
    spec = each.mention.spec
    if not isinstance(spec, Point) or spec.weekday is None:
        return False
    return spec.day is not None and spec.year is None and spec.turn in {None, 0}


def _agrees(point: Spec, year: int) -> bool:
    if not isinstance(point, Point):
        return False
    month, day = point.month or 1, point.day or 1
    return values.exists(year, month, day) and date(year, month, day).weekday() == point.weekday


def _settle(draft: Clock, told: Sequence[Told], line: Stamp | None, page: Clock | None) -> Clock:
    """The days inside the year that won, and the verdict on the header; one that fits gives the day."""
    stamped = line.sound if line else None
    start, end = writing(draft.year or 1, told, page, stamped[1] if stamped else None)
    found = verdict(line, start, end, draft.witnesses)
    if stamped and found and found.verdict in {"accepted", "unchecked"}:
        start, end = (stamped[0], stamped[0]) if found.value else _common(start, end, stamped)
    return replace(draft, year=start.year, start=start, end=end, header=found)


def _common(start: date, end: date, month: tuple[date, date]) -> tuple[date, date]:
    """The days that the text and a header that names a month have in common, or else the month."""
    first, last = max(start, month[0]), min(end, month[1])
    return (first, last) if first <= last else month


def _confidence(votes: Mapping[int, float]) -> float:
    """The winner's share of the votes, less where there are few of them."""
    best = max(votes.values())
    return round(best / sum(votes.values()) * min(1.0, 0.3 + best / 10), 2)
