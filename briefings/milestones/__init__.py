"""REGISTER of milestone rules: entries to days worth telling."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from briefings.milestones.anniversary import ANNIVERSARY
from briefings.milestones.announcement import ANNOUNCEMENT
from briefings.milestones.checkin import CHECKIN, HALFWAY
from briefings.milestones.daymark import DAYMARK
from briefings.milestones.deadline import DEADLINE
from briefings.milestones.joining import joined
from briefings.milestones.rule import EARLIEST, LATEST, USUAL, Reckoning, Rule, originates
from briefings.milestones.wording import exact, falls, lasts
from briefings.model import Entry, Kind, Milestone
from briefings.tongue import SOURCE, Tongue, speaking, spoken

__all__ = [
    "EARLIEST",
    "LATEST",
    "RULES",
    "USUAL",
    "Reckoning",
    "Rule",
    "ahead",
    "exact",
    "falls",
    "following",
    "labelled",
    "milestones",
    "rule_of",
]

RULES: tuple[Rule, ...] = (ANNIVERSARY, DEADLINE, HALFWAY, CHECKIN, DAYMARK, ANNOUNCEMENT)
FURTHEST = max(lead for rule in RULES for lead in rule.leads)
"""The most days ahead on which anything is told without a chat's asking."""

_OWN = Tongue()
_BY_NAME = {rule.name: rule for rule in RULES}
_EARNING = {
    (kind, origin): tuple(
        (rank, rule)
        for rank, rule in enumerate(RULES)
        if rule.kind is kind or (origin and rule.kind is Kind.ORIGIN)
    )
    for kind in Kind
    for origin in (False, True)
}
"""The rules that can earn anything from an entry of a kind, told as an origin or not: most earn nothing."""


def milestones(
    entries: Sequence[Entry], first: date, last: date, reckoning: Reckoning = USUAL
) -> tuple[Milestone, ...]:
    """Every milestone from `first` to `last`, both included, by day; the register's order decides ties.

    Their labels are in English, whoever asks: they are kept, and put in order.
    """
    first, last = max(first, EARLIEST), min(last, LATEST)
    found = (
        (one.day, rank, one.label, one.entry.fact.id, one)
        for entry in entries
        for rank, rule in _EARNING[entry.fact.kind, originates(entry)]
        for one in rule.days(entry, first, last, reckoning)
    )
    with speaking(_OWN):
        return tuple(row[-1] for row in sorted(found, key=lambda row: row[:-1]))


def ahead(
    entries: Sequence[Entry], today: date, last: date, reckoning: Reckoning = USUAL
) -> tuple[Milestone, ...]:
    """What lies ahead of a reader up to `last`, by day, and behind it what the running month and year bring.

    A check-in near an anniversary of its topic stands in that one's line.
    """
    found = milestones(entries, date(today.year, 1, 1), last, reckoning)
    near = [one for one in found if lasts(one) >= today]
    return joined([one for one in near if one.day >= today] + [one for one in near if one.day < today])


def following(entries: Sequence[Entry], after: date, reckoning: Reckoning = USUAL) -> Milestone | None:
    """The first milestone later than `after`, however far; None where nothing is ahead."""
    if after >= LATEST:
        return None
    first = max(after, EARLIEST - timedelta(days=1)) + timedelta(days=1)
    for reach in (timedelta(days=400), LATEST - first):
        found = milestones(entries, first, min(first + reach, LATEST), reckoning)
        if found:
            return found[0]
    return None


def labelled(milestone: Milestone) -> str:
    """A milestone's label in the language that is spoken."""
    return milestone.label if spoken() == SOURCE else rule_of(milestone).label(milestone)


def rule_of(milestone: Milestone) -> Rule:
    """The rule that earned a milestone."""
    return _BY_NAME[milestone.rule]
