"""The milestone ledger: where every target and deadline stands on a day, by what later documents tell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from briefings.judging import PROMISED, Case, Verdict
from briefings.milestones.checkin import middle
from briefings.milestones.joining import akin
from briefings.model import Entry, Evidence, Milestone
from briefings.reporting import Says


class State(StrEnum):
    """Where a target or deadline stands."""

    DUE = "due"
    RECORD = "on record"
    PARTLY = "partly"
    SILENT = "silent"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True)
class Standing:
    """The state of a case on a day; `by` is the sentence that moved it, None where none did."""

    case: Case
    state: State
    by: Verdict | None = None

    @property
    def entry(self) -> Entry:
        """The target or deadline itself."""
        return self.case.entry

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """The sentence that set it out, then the one that moved it."""
        return (*self.entry.fact.evidence[:1], *((self.by.report.evidence,) if self.by else ()))


def standing(case: Case, today: date) -> Standing:
    """Where a case stands on a day, by what was written up to then: what was reached stays reached."""
    known = [verdict for verdict in case.verdicts if verdict.report.start <= today]
    due = case.entry.fact.when.end
    assert due is not None
    for verdict in reversed(known):
        if verdict.says in {Says.REACHED, Says.DONE}:
            return Standing(case, State.RECORD, verdict)
    if known:
        last = known[-1]
        late = last.report.start > due and last.says is not Says.PART
        if late or last.says is not Says.NOT_DONE:
            return Standing(case, State.OVERDUE if late else State.PARTLY, last)
    return Standing(case, State.SILENT if _passed(case, due, today) else State.DUE)


def standings(cases: Iterable[Case], today: date) -> tuple[Standing, ...]:
    """Where all of them stand; what was given another date stands under the new one only."""
    return tuple(standing(case, today) for case in cases if case.after is None)


def concerning(ledger: Iterable[Standing], milestones: Sequence[Milestone]) -> tuple[Standing, ...]:
    """What of the ledger belongs to these milestones: its own targets, and those of their topics."""
    own = {one.entry.fact.id for milestone in milestones for one in (milestone, *milestone.joined)}
    return tuple(
        one
        for one in ledger
        if one.entry.fact.id in own or any(akin(milestone.entry, one.entry) for milestone in milestones)
    )


def _passed(case: Case, due: date, today: date) -> bool:
    """Whether a target's day is over, or more than half of its time."""
    if today > due:
        return True
    every = (case.entry.fact, *case.entry.also)
    given = (fact.when.start for fact in every if fact.kind in PROMISED)
    starts = [start for start in given if start and start < due]
    start = min(starts, default=case.told)
    return start is not None and start < due and today > middle(start, due)
