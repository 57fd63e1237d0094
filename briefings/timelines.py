"""The dated facts of the almanac in order of time, as seen from a day."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from briefings.milestones.wording import ending, name, namesake, subject
from briefings.model import Basis, Entry, Evidence, Fact, Grade, Kind, Precision, When
from briefings.saying import founded

_DUE = frozenset({Kind.DEADLINE, Kind.TARGET})
_COARSE_FIRST = (
    Precision.DECADE,
    Precision.YEAR,
    Precision.HALF,
    Precision.SEASON,
    Precision.QUARTER,
    Precision.MONTH,
    Precision.DAY,
    Precision.RANGE,
)


class Side(StrEnum):
    """Where a time lies, seen from a day."""

    PAST = "past"
    PRESENT = "present"
    COMING = "coming"


@dataclass(frozen=True, slots=True)
class Dispute:
    """Another time that a document gives, and the sentence that gives it."""

    when: When
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Moment:
    """One row of a timeline: a time at its own precision, what it is the time of, and its proofs.

    `at` is the day by which it is put in order: the first of its time, or the last where something is
    due by then. `exact` says that `at` is a day that the text gives. `fact` is the id that explains it;
    The first `firm` proofs tell its time and its name, the others tell it again. `number` is the count
    of an occurrence, such as 10 for a tenth anniversary.
    """

    fact: str
    when: When
    at: date
    exact: bool
    side: Side
    what: str
    kind: Kind
    grade: Grade
    evidence: tuple[Evidence, ...]
    firm: int = 1
    number: int | None = None
    disputed: tuple[Dispute, ...] = ()

    @property
    def due(self) -> bool:
        """Whether it is to be done by its time."""
        return self.kind in _DUE


@dataclass(frozen=True, slots=True)
class Timeline:
    """Moments in order of time; the first `behind` of them come before `today`, the others on or after it."""

    today: date
    moments: tuple[Moment, ...]
    behind: int


def timeline(
    entries: Sequence[Entry],
    today: date,
    *,
    since: date | None = None,
    until: date | None = None,
    kinds: Collection[Kind] = (),
) -> Timeline:
    """The entries as a timeline: those that touch the days from `since` to `until`, of these kinds if any.

    Where times begin on one day the coarser comes first: 2013, then September 2013, then 1 September 2013.
    What is due by a time stands at its end. Entries without any date are left out.
    """
    chosen = (entry for entry in entries if not kinds or entry.fact.kind in kinds)
    found = [_moment(entry, today) for entry in chosen if _touches(entry.fact.when, since, until)]
    moments = tuple(sorted(found, key=_order))
    return Timeline(today, moments, sum(moment.at < today for moment in moments))


def told(entry: Entry) -> bool:
    """Whether a document tells of it, and not the calendar of known origins alone."""
    return any(fact.when.basis is not Basis.OUTSIDE for fact in (entry.fact, *entry.also))


def _moment(entry: Entry, today: date) -> Moment:
    fact = entry.fact
    due = fact.kind in _DUE and fact.when.end is not None
    at = (fact.when.end if due else fact.when.start or fact.when.end) or date.min
    curated = namesake(entry) if fact.kind not in _DUE else None
    firm = tuple(dict.fromkeys((*fact.evidence, *(curated.evidence if curated else ()))))
    return Moment(
        fact=fact.id,
        when=founded(fact),
        at=at,
        exact=_exact(fact, due),
        side=_side(fact, at, today),
        what=subject(fact) if fact.kind in _DUE else name(entry),
        kind=fact.kind,
        grade=fact.grade,
        evidence=tuple(dict.fromkeys((*firm, *_proofs(entry)))),
        firm=len(firm),
        number=fact.number if fact.kind is Kind.OCCURRENCE else None,
        disputed=tuple(Dispute(other.when, other.evidence[:1]) for other in entry.disputed),
    )


def _proofs(entry: Entry) -> tuple[Evidence, ...]:
    """The sentences that date it; the calendar's only where the date is from there."""
    outside = entry.fact.when.basis is Basis.OUTSIDE
    own = (f for f in (entry.fact, *entry.also) if outside or f.when.basis is not Basis.OUTSIDE)
    return tuple(dict.fromkeys(proof for fact in own for proof in fact.evidence))


def _exact(fact: Fact, due: bool) -> bool:
    """Whether the day that puts a fact in order is one that the text names."""
    if due or fact.when.start is None:
        return ending(fact.when) is Precision.DAY
    first = fact.when.edtf.partition("/")[0]
    return len(first) == 10 and "X" not in first and first[-1].isdigit()


def _side(fact: Fact, at: date, today: date) -> Side:
    """Past once its last day is over, coming until its first; between them it is present.

    What is due is coming until its day is over; what is open-ended goes on.
    """
    if at > today:
        return Side.COMING
    last = fact.when.end or (date.max if fact.when.precision is Precision.RANGE else at)
    return Side.PAST if last < today else Side.PRESENT


def _touches(when: When, since: date | None, until: date | None) -> bool:
    """Whether any day of a time lies between these two; without an end it goes on."""
    first, last = when.start or when.end, when.end or date.max
    if first is None:
        return False
    return (since is None or last >= since) and (until is None or first <= until)


def _order(moment: Moment) -> tuple[date, int, date, str]:
    return moment.at, _COARSE_FIRST.index(moment.when.precision), moment.when.end or date.max, moment.fact
