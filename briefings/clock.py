"""The document clock: when a text was written, by its own evidence, and what that says of its header."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import date, timedelta

from briefings.aims import foretold
from briefings.bounds import Bounds, bounds, stated
from briefings.dates.mention import Between, Point
from briefings.ends import ends
from briefings.header import Stamp, lost, stamp, unchecked, verdict
from briefings.interval import writing
from briefings.mates import Pair, point_of, weekday_pairs
from briefings.model import Clock, Origin, Witness
from briefings.telling import Told
from briefings.witnesses import witnesses

_WEAK = frozenset(
    [
        "header",
        "newest year",
        "the page it came on",
        "a story on its page",
        "coming day with its year",
        "years behind this one",
    ]
)
_MILD = _WEAK | {
    "weekday",
    "months of a year so far",
    "anniversary told of",
    "days behind the turn of a year",
    "the year behind",
    "the year before last",
    "the year before one to come",
    "a year to come alone",
    "years since a date",
    "first year of a plan",
    "year of what the title sets",
}
"""Kinds of witness any one of which alone leaves a year unsure."""
_COSTED = frozenset(["header", "full date near the header", "weekday"])
"""Kinds of witness whose weight has the clashes in it already, or that know of none."""
_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
_UNSURE = 0.35
_OFF = 0.5
_KNOWN = 0.4
_LEAST = 0.6
_ALIKE = 4
_SEVERAL = 4
_PAIRS = 200
_STRONG = 5
_PLAIN, _FITTING = 2.0, 2.5
_FRESH = 10
_STALE = 120
_CLOSE = 45
_AWAY = 120
_SLACK = timedelta(days=10)


def clock(
    told: Sequence[Told],
    *,
    header: tuple[str, int, int] | None = None,
    reference: date | None = None,
    origins: Sequence[Origin] = (),
    prior: Clock | None = None,
    company: Sequence[Clock] = (),
) -> Clock:
    """When these sentences were written.

    `header` is the date line as written with its offsets; `reference` fixes the answer; `origins` are
    known anniversaries; `prior` is the clock of the page that a story came on, `company` are those of
    the stories on a page. Where nothing tells, the year is None: a date from outside is never put in
    its place.
    """
    line = stamp(*header) if header is not None else None
    if reference is not None:
        given = Witness(0, 0, reference.isoformat(), 10, "given reference")
        return Clock(reference.year, reference, reference, 1.0, unchecked(line), (given,))
    told = tuple(ends(told))
    limits = bounds(told)
    heard = [*witnesses(told, origins), *_outside(line, limits, prior, told), *_company(company)]
    heard += _weekdays(told, limits, heard, line)
    votes = _count(heard, limits, told)
    ballots = tuple(sorted((w for _, w in heard), key=lambda w: (-w.weight, w.start)))
    if not votes:
        return Clock(None, None, None, 0.0, lost(line), ballots)
    year = max(votes, key=lambda y: (votes[y], y))
    kinds = {w.kind for y, w in heard if y == year and w.weight > 0}
    draft = Clock(year, None, None, _confidence(votes, _cap(kinds)), witnesses=ballots)
    return _settle(draft, told, line, prior)


def _outside(
    line: Stamp | None, limits: Bounds, page: Clock | None, told: Sequence[Told]
) -> Iterator[tuple[int, Witness]]:
    """What stands outside the text: its header, weak at best, and the page that it came on."""
    if line is not None and line.sound is not None:
        year = line.sound[0].year
        pairs = weekday_pairs(told)
        off = bool(pairs) and not any(pair.agrees(year) for pair in pairs)
        weight = _trust(line.sound, limits, told) * (_OFF if off else 1)
        yield year, Witness(line.start, line.end, str(year), weight, "header")
        yield from _close(line.sound[0], told)
    if page is not None and page.year is not None:
        yield page.year, Witness(0, 0, str(page.year), 2, "the page it came on")


def _close(day: date, told: Sequence[Told]) -> Iterator[tuple[int, Witness]]:
    """A full date of the text that is close to the header: no header that is wrong by years has one."""
    for each in told:
        spec = point_of(each)
        if spec is None or not spec.day or not spec.year:
            continue
        when, mention = stated(each), each.mention
        if (
            when
            and when.start
            and -_CLOSE <= (when.start - day).days <= (_AWAY if foretold(each) else _CLOSE)
        ):
            said = Witness(mention.start, mention.end, str(day.year), 3, "full date near the header")
            yield day.year, said
            return


def _trust(days: tuple[date, date], limits: Bounds, told: Sequence[Told]) -> float:
    """The weight of a header: more where the text's newest day is just before it, less where they clash."""
    if (against := limits.cost(*days)) or not limits.inside(*days):
        return _PLAIN if any(_close(days[0], told)) else max(0.0, _PLAIN - against)
    start, end = writing(days[0].year, told, None, days[1])
    if start == date(days[0].year, 1, 1) and end == date(days[0].year, 12, 31):
        return _PLAIN
    gap = (days[0] - start).days
    if end == date(days[0].year, 12, 31) and gap > _STALE:
        return 1.0
    if 0 <= gap <= _FRESH and start.day + start.month > 2:
        return _FITTING
    return _PLAIN if days[1] >= start - _SLACK and days[0] <= end + _SLACK else 1.0


def _company(stories: Sequence[Clock]) -> Iterator[tuple[int, Witness]]:
    """The stories on a page are of about its time, where they know their own."""
    for story in stories:
        if story.year is not None and story.confidence >= _KNOWN:
            yield story.year, Witness(0, 0, str(story.year), 1.5, "a story on its page")


def _count(heard: Sequence[tuple[int, Witness]], limits: Bounds, told: Sequence[Told]) -> dict[int, float]:
    """The weight for each year that bounds and weekdays admit; the same kind again counts half, a third …

    What the text tells as past or coming takes from a year that it clashes with.
    """
    votes: defaultdict[int, float] = defaultdict(float)
    times: defaultdict[tuple[int, str], int] = defaultdict(int)
    pairs = weekday_pairs(told)[:_PAIRS]
    denied = {year for year in {y for y, _ in heard} if _denied(pairs, year)}
    strong = {year for year, witness in heard if witness.weight >= _STRONG}
    for year, witness in sorted(heard, key=lambda pair: -pair[1].weight):
        if year in denied or not (limits.admit(year) or year in strong):
            continue
        weight = witness.weight
        if witness.kind not in _COSTED and year not in strong:
            weight -= limits.cost(date(year, 1, 1), date(year, 12, 31))
        if weight > 0:
            times[year, witness.kind] += 1
            votes[year] += weight / times[year, witness.kind]
    return {year: weight for year, weight in votes.items() if weight >= _LEAST}


def _denied(pairs: Sequence[Pair], year: int) -> bool:
    """Whether two or more days of a text fall on other weekdays in that year than it says."""
    return len(pairs) > 1 and sum(pair.agrees(year) for pair in pairs) * 2 < len(pairs)


def _weekdays(
    told: Sequence[Told], limits: Bounds, heard: Sequence[tuple[int, Witness]], line: Stamp | None
) -> Iterator[tuple[int, Witness]]:
    """The years, among those in question, in which the weekdays beside days without a year agree.

    Within four years of the newest one told, or two of a date line, no two years agree with the same
    weekday; the year of a malformed date line is in question too.
    """
    pairs = weekday_pairs(told)[:_PAIRS]
    years = {year for year, _ in heard}
    if line is not None and (stamped := _YEAR.search(line.raw)):
        years |= {int(stamped[0]) + gap for gap in (-2, -1, 0, 1, 2)}
    if limits.lower is not None:
        first = limits.lower.year
        newest = max([first, *(year for year, each in heard if each.kind == "newest year")])
        first = newest if newest - first > _ALIKE else first
        top = limits.upper.year if limits.upper and limits.upper.year >= newest else first + _ALIKE
        years |= set(range(first, min(top, first + _ALIKE) + 1))
    else:
        years |= {year + gap for year in _years(told) for gap in (-1, 0, 1)}
    for year in sorted(years):
        fits = [pair for pair in pairs if pair.agrees(year)]
        if fits and len(fits) * 2 > len(pairs):
            mention = fits[0].told.mention
            yield year, Witness(mention.start, mention.end, str(year), 3, "weekday")


def _settle(draft: Clock, told: Sequence[Told], line: Stamp | None, page: Clock | None) -> Clock:
    """The days inside the year that won, and the verdict on the header; one that fits gives the day."""
    stamped = line.sound if line else None
    start, end = writing(draft.year or 1, told, page, stamped[1] if stamped else None)
    found = verdict(line, start, end, draft.witnesses, frozenset(_years(told)))
    if stamped and found and found.value and found.verdict == "accepted" and start != end:
        start = end = stamped[0]
    elif stamped and found and found.verdict in {"accepted", "unchecked"} and _meets(stamped, start, end):
        start, end = (stamped[0], stamped[0]) if found.value else _common(start, end, stamped)
    return replace(draft, year=start.year, start=start, end=end, header=found)


def _years(told: Sequence[Told]) -> Iterator[int]:
    """Every year that a text names."""
    for each in told:
        spec = each.mention.spec
        for end in (spec.first, spec.last) if isinstance(spec, Between) else (spec,):
            if isinstance(end, Point) and end.year and not end.decade:
                yield end.year


def _meets(days: tuple[date, date], start: date, end: date) -> bool:
    """Whether a header names days of the time of writing, or, over the turn of a year, the days behind it."""
    return (days[0] <= end and days[1] >= start) or days[0].year > end.year


def _common(start: date, end: date, month: tuple[date, date]) -> tuple[date, date]:
    """The days that the text and a header that names a month have in common, or else the month."""
    first, last = max(start, month[0]), min(end, month[1])
    return (first, last) if first <= last else month


def _cap(kinds: AbstractSet[str]) -> float:
    """How sure a year can be that only such witnesses speak for."""
    if kinds <= _WEAK and len(kinds) < 2:
        return _UNSURE
    if kinds <= _WEAK and "header" in kinds:
        return 0.6
    if kinds <= _MILD:
        return 0.45 if len(kinds) < _SEVERAL else 0.7
    return 1.0


def _confidence(votes: Mapping[int, float], cap: float) -> float:
    """The winner's share of the votes, less where there are few of them or only weak ones."""
    best = max(votes.values())
    sure = round(best / sum(votes.values()) * min(1.0, 0.3 + best / 10), 2)
    return min(sure, cap)
