"""Check-ins that come within days of an anniversary of their topic, told in one line with it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import lru_cache

from briefings.model import Entry, Milestone
from briefings.words import analyse

NEAR = timedelta(days=7)
CHECKS = frozenset({"checkin", "halfway"})


def hosts(found: Iterable[Milestone]) -> dict[str, Milestone]:
    """The anniversary that each check-in goes with, by the check-in's ref: the nearest, then the earlier."""
    days: defaultdict[int, list[Milestone]] = defaultdict(list)
    checks: list[Milestone] = []
    for one in found:
        if one.rule == "anniversary":
            days[one.day.toordinal()].append(one)
        elif one.rule in CHECKS:
            checks.append(one)
    carried: dict[str, Milestone] = {}
    for one in checks:
        day = one.day.toordinal()
        for near in sorted(range(day - NEAR.days, day + NEAR.days + 1), key=lambda other: abs(other - day)):
            fits = [other for other in days.get(near, ()) if akin(other.entry, one.entry)]
            if fits:
                carried[one.ref] = min(fits, key=lambda other: other.ref)
                break
    return carried


def joined(found: Sequence[Milestone]) -> tuple[Milestone, ...]:
    """These milestones in their order, each check-in inside the anniversary here that it goes with."""
    carried = hosts(found)
    guests: dict[str, list[Milestone]] = {}
    for one in found:
        if one.ref in carried:
            guests.setdefault(carried[one.ref].ref, []).append(one)
    return tuple(
        replace(one, joined=tuple(guests[one.ref])) if one.ref in guests else one
        for one in found
        if one.ref not in carried
    )


def akin(origin: Entry, target: Entry) -> bool:
    """Whether a name of one stands whole in what is known of the other; one word is no name."""
    return _stands(origin, target.terms) or _stands(target, origin.terms)


def _stands(entry: Entry, terms: frozenset[str]) -> bool:
    every = (entry.fact, *entry.also)
    return any(len(words) > 1 and words <= terms for one in every for words in _names(one.what, one.names))


@lru_cache(maxsize=20_000)
def _names(what: str, names: tuple[str, ...]) -> tuple[frozenset[str], ...]:
    """The analysed words of what something is called."""
    return tuple(frozenset(analyse(each)) for each in (what, *names))
