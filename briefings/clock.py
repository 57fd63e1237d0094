"""The document clock: when a text was written, by its own evidence, and what that says of its header."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from briefings.dates import values
from briefings.dates.mention import Point, Spec
from briefings.header import stamp
from briefings.interval import writing
from briefings.model import Clock, Header, Origin, Witness
from briefings.telling import Told
from briefings.witnesses import target, witnesses

_NEAR = timedelta(days=45)


@dataclass(frozen=True, slots=True)
class Bounds:
    """The hard constraints: nothing told as past lies after the time of writing, nothing told as future before."""

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
    if reference is not None:
        given = Witness(0, 0, reference.isoformat(), 10, "given reference")
        return Clock(reference.year, reference, reference, 1.0, _unchecked(header), (given,))
    bounds = _bounds(told)
    heard = [pair for pair in witnesses(told, origins)]
    heard += _outside(header, bounds, prior)
    heard += list(_weekdays(told, bounds, heard))
    votes = _count(heard, bounds)
    ballots = tuple(sorted((w for _, w in heard), key=lambda w: (-w.weight, w.start)))
    if not votes:
        return Clock(None, None, None, 0.0, _lost(header), ballots)
    year = max(votes, key=lambda y: (votes[y], y))
    return _settle(year, votes, told, header, prior, replace(_EMPTY, witnesses=ballots))


_EMPTY = Clock(None, None, None, 0.0)


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


def _outside(
    header: tuple[str, int, int] | None, bounds: Bounds, prior: Clock | None
) -> list[tuple[int, Witness]]:
    found: list[tuple[int, Witness]] = []
    if header is not None:
        value, fault = stamp(header[0])
        if value is not None and not fault:
            weight = 2.0 if _inside(value, bounds) else 0.0
            found.append((value.year, Witness(header[1], header[2], str(value.year), weight, "header")))
    if prior is not None and prior.year is not None:
        found.append((prior.year, Witness(0, 0, str(prior.year), 2, "the page it came on")))
    return found


def _inside(value: date, bounds: Bounds) -> bool:
    return not (bounds.lower and value < bounds.lower) and not (bounds.upper and value > bounds.upper)


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


def _settle(
    year: int,
    votes: dict[int, float],
    told: Sequence[Told],
    header: tuple[str, int, int] | None,
    prior: Clock | None,
    draft: Clock,
) -> Clock:
    stamped = stamp(header[0])[0] if header is not None else None
    start, end = writing(year, told, prior, stamped)
    verdict = _verdict(header, start, end, year, draft.witnesses)
    if verdict is not None and verdict.value is not None and verdict.verdict in {"accepted", "unchecked"}:
        year, start, end = verdict.value.year, verdict.value, verdict.value
    total = sum(votes.values())
    best = max(votes.values())
    confidence = round(best / total * min(1.0, 0.3 + best / 10), 2)
    return replace(draft, year=year, start=start, end=end, confidence=confidence, header=verdict)


def _unchecked(header: tuple[str, int, int] | None) -> Header | None:
    if header is None:
        return None
    value, _ = stamp(header[0])
    return Header(header[0], value, "unchecked", "the time of writing was given")


def _lost(header: tuple[str, int, int] | None) -> Header | None:
    if header is None:
        return None
    value, fault = stamp(header[0])
    if value is None or fault:
        return Header(header[0], value, "malformed", fault)
    return Header(header[0], value, "rejected", "the text's own dates rule it out, and name no other year")


def _verdict(
    header: tuple[str, int, int] | None, start: date, end: date, year: int, heard: Sequence[Witness]
) -> Header | None:
    if header is None:
        return None
    raw = header[0]
    value, fault = stamp(raw)
    if value is None or fault:
        return Header(raw, value, "malformed", fault)
    spoken = [w for w in heard if w.kind != "header" and w.weight > 1]
    if start <= value <= end:
        if not [w for w in heard if w.kind != "header"] and start.timetuple().tm_yday == 1:
            return Header(raw, value, "unchecked", "nothing in the text says when it was written")
        return Header(raw, value, "accepted", f"it lies between {start.isoformat()} and {end.isoformat()}")
    if end.month == 12 and end.day == 31 and timedelta(0) <= value - start <= _NEAR:
        return Header(raw, value, "accepted", f"the newest event is of {start.isoformat()}")
    return Header(raw, value, "rejected", _why(value, start, end, year, spoken))


def _why(value: date, start: date, end: date, year: int, spoken: Sequence[Witness]) -> str:
    reasons = f"the text was written {start.isoformat()} to {end.isoformat()}"
    kinds = tuple(dict.fromkeys(w.kind for w in spoken if w.says == str(year)))
    named = "; ".join(kinds[:4])
    return f"{reasons}" + (f" ({year} by: {named})" if named else "") + f", not on {value.isoformat()}"
