"""Chats that want the same: one schedule for all of them, worked out once whatever their number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from briefings.digests import plan, watermarks
from briefings.milestones import USUAL, Reckoning
from briefings.model import Address, Digest, Entry, Subscription
from briefings.preferences import USUAL as NONE
from briefings.preferences import Preferences
from briefings.slots import local_day, next_slot, through, told_up_to

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Want:
    """What one subscription asks for, whoever asked: a schedule is a sorted tuple of them.

    `preferences` are its chat's as far as they change what is told, when, or how.
    """

    topics: tuple[str, ...]
    hour: time
    zone: str
    leads: tuple[int, ...] | None
    language: str
    must: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    grades: tuple[str, ...] = ()
    cadence: str = "daily"
    preferences: Preferences = NONE
    begins: date | None = None
    former: tuple[tuple[str, date | None], ...] = ()

    @classmethod
    def of(cls, subscription: Subscription) -> Want:
        """What a subscription asks for."""
        held = subscription
        return cls(
            held.topics,
            held.hour,
            held.zone,
            held.leads,
            held.preferences.language or held.language,
            held.must,
            held.without,
            tuple(sorted(held.kinds)),
            tuple(sorted(held.grades)),
            held.cadence,
            _shared(held.preferences),
            held.begins,
            held.former,
        )

    def standing(self, planned: datetime | None, id: int = 0, address: Address | None = None) -> Subscription:
        """A subscription that stands for every chat which wants this and is planned up to then."""
        return Subscription(
            id,
            address or Address("", ""),
            self.topics,
            self.hour,
            self.zone,
            self.leads,
            self.language,
            planned,
            self.must,
            self.without,
            self.kinds,
            self.grades,
            self.cadence,
            self.preferences,
            self.begins,
            self.former,
        )


def _shared(chosen: Preferences) -> Preferences:
    """What chats may have in common: not their snooze, nor who may change what."""
    return Preferences(
        quiet=chosen.quiet,
        muted=tuple(sorted(set(chosen.muted))),
        followed=tuple(sorted(set(chosen.followed))),
        silent=chosen.silent,
        days_off=chosen.days_off,
        country=chosen.country,
        well=chosen.well,
    )


@dataclass(frozen=True, slots=True)
class Group:
    """Chats of one schedule that were told as far as each other.

    `since` is the local day up to which they were told; None is the main body, told up to `planned`,
    an instant for each want.
    """

    schedule: int
    wants: tuple[Want, ...]
    since: date | None = None
    planned: tuple[datetime, ...] = ()

    def members(self, first: int) -> tuple[Subscription, ...]:
        """The subscriptions that stand for the group, with ids from `first` on."""
        where = Address("schedule", str(self.schedule), thread=self.since.isoformat() if self.since else "")
        marks = (
            self.planned
            if self.since is None
            else [through(w.standing(None), self.since) for w in self.wants]
        )
        pairs = zip(self.wants, marks, strict=True)
        return tuple(want.standing(mark, first + n, where) for n, (want, mark) in enumerate(pairs))


@dataclass(frozen=True, slots=True)
class Owed:
    """What a group is owed now, and how far it is told with it; `becomes` None joins the main body."""

    group: Group
    digest: Digest | None
    becomes: date | None


@dataclass(frozen=True, slots=True)
class Turn:
    """A schedule's turn at one time: what its groups are owed, and how far its main body is planned then.

    `next_at` is the next instant at which something may be due.
    """

    schedule: int
    owed: tuple[Owed, ...]
    planned: tuple[datetime, ...]
    next_at: datetime


def turns(
    now: datetime, groups: Sequence[Group], entries: Sequence[Entry], reckoning: Reckoning = USUAL
) -> tuple[Turn, ...]:
    """The turns at `now` (aware) of the schedules that these groups belong to, in the groups' order."""
    standing: dict[Group, tuple[Subscription, ...]] = {}
    count = 0
    for group in groups:
        standing[group] = group.members(count)
        count += len(group.wants)
    every = [one for members in standing.values() for one in members]
    digests = plan(now, every, entries, reckoning)
    marks = watermarks(now, every, digests)
    owed = {digest.address: digest for digest in digests}
    schedules: dict[int, list[Group]] = {}
    for group in groups:
        schedules.setdefault(group.schedule, []).append(group)
    return tuple(_turn(now, id, mine, standing, owed, marks) for id, mine in schedules.items())


def _turn(  # noqa: PLR0917
    now: datetime,
    id: int,
    groups: Sequence[Group],
    standing: Mapping[Group, Sequence[Subscription]],
    owed: Mapping[Address, Digest],
    marks: Mapping[int, datetime],
) -> Turn:
    """One schedule's turn: its main body leads, and who was told as far as that joins it."""
    reached = {group: [_reached(one, marks, now) for one in standing[group]] for group in groups}
    leading = next((group for group in groups if group.since is None), groups[0])
    body = reached[leading]
    days = [told_up_to(one, mark) for one, mark in zip(standing[leading], body, strict=True)]
    found = []
    for group in groups:
        mine = [told_up_to(one, mark) for one, mark in zip(standing[group], reached[group], strict=True)]
        becomes = None if mine == days else min(mine)
        found.append(Owed(group, owed.get(standing[group][0].address), becomes))
    upcoming = (next_slot(one, mark) for one, mark in zip(standing[leading], body, strict=True))
    return Turn(id, tuple(found), tuple(body), min(upcoming))


def _reached(one: Subscription, marks: Mapping[int, datetime], now: datetime) -> datetime:
    """Up to when a standing subscription is planned after this turn; a watermark never moves back."""
    mark = marks.get(one.id) or one.planned or now
    return mark if one.planned is None else max(mark, one.planned)


def caught_up(subscriptions: Sequence[Subscription], now: datetime) -> date | None:
    """The last local day that all of these were told of, none ahead; None where one was never planned."""
    days = [
        min(told_up_to(one, one.planned), local_day(now, one.zone)) if one.planned else None
        for one in subscriptions
    ]
    known = [day for day in days if day]
    return min(known) if known and len(known) == len(days) else None


def eve(subscription: Subscription, now: datetime) -> date:
    """The local day before `now`: who begins there is told of today, even where its hour has passed."""
    return local_day(now, subscription.zone) - _DAY


def planned_by(subscription: Subscription, since: date | datetime | None) -> Subscription:
    """The subscription as one that was told up to a local day, or up to an instant."""
    if since is None or isinstance(since, datetime):
        return replace(subscription, planned=since)
    return replace(subscription, planned=through(subscription, since))
