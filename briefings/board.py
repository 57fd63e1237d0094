"""The milestones around a plan, by day, and what of them a subscription is told on a local day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from briefings.hearing import hears
from briefings.milestones import FURTHEST, Reckoning, exact, milestones, rule_of
from briefings.milestones.joining import CHECKS, NEAR, hosts
from briefings.milestones.wording import ending
from briefings.model import Due, Entry, Milestone, Precision, Subscription
from briefings.rhythms import WEEK, comes_up, strays
from briefings.slots import parted, slot

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Part:
    """A subscription, or what of it has slots of its own: what is urgent, and the rest."""

    one: Subscription
    urgent: bool = False
    whole: bool = True

    def slot(self, day: date) -> datetime:
        """The instant at which it tells a local day."""
        return slot(self.one, day, self.urgent)

    def has(self, lead: int) -> bool:
        """Whether it tells what is due so many days ahead."""
        return self.whole or self.urgent == (lead == 0)


def parts_of(one: Subscription) -> tuple[Part, ...]:
    """A subscription by its slots."""
    if not parted(one):
        return (Part(one),)
    return Part(one, urgent=False, whole=False), Part(one, urgent=True, whole=False)


@dataclass(frozen=True, slots=True)
class Board:
    """The milestones of the days around a plan, by day, and every lead that somebody may hear of.

    `riders` are the targets known to their month, by day. `carried` is the anniversary that each
    check-in goes with, by ref, and `guests` the other way round.
    """

    days: Mapping[date, Sequence[Milestone]]
    leads: Sequence[int]
    riders: Sequence[Milestone]
    carried: Mapping[str, Milestone]
    guests: Mapping[str, Sequence[Milestone]]

    @classmethod
    def of(
        cls,
        entries: Sequence[Entry],
        subscriptions: Iterable[Subscription],
        told: Sequence[date],
        reckoning: Reckoning,
    ) -> Board:
        """The board for digests told on these days."""
        subscriptions = tuple(subscriptions)
        asked = {lead for one in subscriptions for lead in one.leads or () if lead >= 0}
        astray = max((strays(one) for one in subscriptions), default=0) * _DAY
        days: defaultdict[date, list[Milestone]] = defaultdict(list)
        guests: defaultdict[str, list[Milestone]] = defaultdict(list)
        if told and any(one.preferences.well for one in subscriptions):
            astray += WEEK * _DAY
        if told:
            reach = max({45, FURTHEST, *asked}) * _DAY + NEAR + astray
            for one in milestones(entries, min(told) - NEAR - astray, max(told) + reach, reckoning):
                days[one.day].append(one)
        every = [one for ones in days.values() for one in ones]
        carried = hosts(every)
        for one in every:
            if one.rule in CHECKS and one.ref in carried:
                guests[carried[one.ref].ref].append(one)
        fixed = {lead for one in every for lead in one.leads}
        riders = [one for one in every if _monthly(one)]
        return cls(days, sorted(asked | fixed), riders, carried, guests)

    def items(self, part: Part, day: date) -> list[Due]:
        """What a subscription is told on a local day, by the milestones' days, each once."""
        one, due = part.one, dict[str, Due]()
        for came_up, lead in comes_up(one, day, self.leads):
            for each in self.days.get(came_up + lead * _DAY, ()) if part.has(lead) else ():
                if (item := self._due(one, each, lead, day)) is not None:
                    due.setdefault(each.ref, item)
        return [*due.values(), *self._riders(one, day, due)] if due else []

    def _due(self, one: Subscription, milestone: Milestone, lead: int, day: date) -> Due | None:
        """A milestone as it is told on a local day so many days ahead of it; None where it is not."""
        heard = hears(one, milestone.entry) if lead in leads_of(one, milestone) else None
        if heard is None or self._rides_with(one, milestone):
            return None
        whole = self._whole(one, milestone, lead)
        return Due(whole, (milestone.day - day).days, day, heard.topic, heard.followed)

    def _rides_with(self, subscription: Subscription, one: Milestone) -> bool:
        """Whether a check-in stands in its anniversary's line for this chat: it hears of that on the day."""
        host = self.carried.get(one.ref) if self.carried and one.rule in CHECKS else None
        heard = host is not None and 0 in leads_of(subscription, host)
        return heard and host is not None and hears(subscription, host.entry) is not None

    def _whole(self, subscription: Subscription, one: Milestone, lead: int) -> Milestone:
        """An anniversary told on its day, with the check-ins that this chat hears of in its line."""
        if lead or not self.guests or one.ref not in self.guests:
            return one
        guests = (each for each in self.guests[one.ref] if hears(subscription, each.entry) is not None)
        return replace(one, joined=tuple(guests))

    def _riders(self, subscription: Subscription, day: date, told: Container[str]) -> Iterator[Due]:
        """Targets due some time this month: they ride along with what is told on a day of it."""
        for later in self.riders:
            if not day < later.day or not _same_month(later.day, day) or later.ref in told:
                continue
            heard = hears(subscription, later.entry)
            if heard is not None and not self._rides_with(subscription, later):
                yield Due(later, (later.day - day).days, day, heard.topic, heard.followed)


def _same_month(one: date, other: date) -> bool:
    """Whether two days lie in one month."""
    return (one.year, one.month) == (other.year, other.month)


def _monthly(milestone: Milestone) -> bool:
    """Whether a check-in is known to the month, and no better."""
    if milestone.rule not in CHECKS or exact(milestone):
        return False
    return ending(milestone.entry.fact.when) is Precision.MONTH


def leads_of(subscription: Subscription, milestone: Milestone) -> tuple[int, ...]:
    """The days ahead on which this chat hears of a milestone: its own choice, where it made one."""
    if subscription.leads is None or not rule_of(milestone).chosen:
        return milestone.leads
    return subscription.leads
