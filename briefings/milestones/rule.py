"""What a milestone rule is: an entry in, the days worth telling out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from briefings.model import Entry, Kind, Milestone

EARLIEST = date(1900, 1, 1)
LATEST = date(2200, 12, 31)


@dataclass(frozen=True, slots=True)
class Reckoning:
    """How an installation counts days: its choice where custom knows two ways.

    `march`: 29 February is remembered on 1 March in common years, and not on 28 February. `first` is
    the number that the day of an origin has in day marks, 0 or 1.
    """

    march: bool = False
    first: int = 0


USUAL = Reckoning()


class Days(Protocol):
    """The milestones that an entry earns from `first` to `last`, both included, by day."""

    def __call__(
        self, entry: Entry, first: date, last: date, reckoning: Reckoning = USUAL
    ) -> Iterator[Milestone]:
        """Yield them; nothing for an entry that the rule is not for."""
        ...


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule's name, the kind of fact that it is for, every lead it may give, the days it earns, and how.

    `label` tells a milestone in the language that is spoken, `reason` in one sentence how its day was
    counted. `chosen`: a chat's own leads take
    the place of the rule's.
    """

    name: str
    kind: Kind
    leads: tuple[int, ...]
    days: Days
    label: Callable[[Milestone], str]
    reason: Callable[[Milestone, Reckoning], str]
    chosen: bool = False


def scheduled(day: date | None) -> bool:
    """Whether a day lies in the centuries that are told at all: 1900 to 2200."""
    return day is not None and EARLIEST <= day <= LATEST


def originates(entry: Entry) -> bool:
    """Whether any fact of the entry tells it as an origin, whose return is remembered."""
    if entry.fact.kind is Kind.ORIGIN:
        return True
    return any(fact.kind is Kind.ORIGIN for fact in entry.also)
