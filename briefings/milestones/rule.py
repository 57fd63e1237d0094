"""What a milestone rule is: an entry in, the days worth telling out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from briefings.model import Entry, Milestone

EARLIEST = date(1900, 1, 1)
LATEST = date(2200, 12, 31)


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule's name, the days ahead on which its milestones are told, and the days that it earns.

    `days` yields the milestones of an entry that fall from `first` to `last`, both included, by day.
    """

    name: str
    leads: tuple[int, ...]
    days: Callable[[Entry, date, date], Iterator[Milestone]]


def scheduled(day: date | None) -> bool:
    """Whether a day lies in the centuries that are told at all: 1900 to 2200."""
    return day is not None and EARLIEST <= day <= LATEST
