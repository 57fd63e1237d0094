"""Who is owed which digest now: a plan, from the time, the subscriptions and the almanac alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from briefings import almanac
from briefings.milestones import FURTHEST, USUAL, Reckoning, exact, falls, labelled, milestones, rule_of
from briefings.milestones.joining import CHECKS, NEAR, hosts
from briefings.milestones.wording import ending
from briefings.model import Address, Digest, Due, Entry, Milestone, Precision, Subscription
from briefings.slots import local_day, slot, through, window
from briefings.tongue import _, ngettext

KIND = "digest"
PUNCTUAL = timedelta(hours=1)
"""A digest that goes out so soon after its slot is not late, not even past midnight."""

_DAY = timedelta(days=1)


def plan(
    now: datetime,
    subscriptions: Sequence[Subscription],
    entries: Sequence[Entry],
    reckoning: Reckoning = USUAL,
) -> tuple[Digest, ...]:
    """The digests owed at `now` (aware), by the instant of their slot; the ledger refuses those sent before.

    A chat gets one digest for its local days that came up since its watermark, at most 7 days back:
    several missed days make one digest, late by as many days as its oldest item, without the notices
    that a later one for the same milestone makes stale.
    """
    windows = {one.id: window(one, now) for one in subscriptions}
    told = [day for days in windows.values() for day in days]
    board = _Board.of(entries, subscriptions, told, reckoning)
    chats: defaultdict[Address, list[Subscription]] = defaultdict(list)
    for one in sorted(subscriptions, key=lambda one: one.id):
        chats[one.address].append(one)
    found = (_capsule(board, chat, windows, now) for chat in chats.values())
    return tuple(sorted((digest for digest in found if digest), key=lambda each: (each.due, each.key)))


def watermarks(
    now: datetime, subscriptions: Sequence[Subscription], digests: Sequence[Digest]
) -> dict[int, datetime]:
    """Up to when each subscription is planned once these digests are claimed, where that has changed.

    A chat's one digest of a day carries what its later subscriptions would have told that day, so
    that these are planned up to their own slot.
    """
    told = {digest.address: digest.slot for digest in digests}
    marks: dict[int, datetime] = {}
    for one in subscriptions:
        mark = now
        if one.address in told:
            mark = max(now, through(one, told[one.address]))
        passed = any(slot(one, day) <= now for day in window(one, now))
        if one.planned is None or (mark > one.planned and (passed or mark > now)):
            marks[one.id] = mark
    return marks


def preview(
    subscription: Subscription,
    entries: Sequence[Entry],
    now: datetime,
    months: int = 12,
    reckoning: Reckoning = USUAL,
) -> tuple[Digest, ...]:
    """What a subscription would have got in the last `months` months, each digest on its own day."""
    last = local_day(now, subscription.zone)
    days = [last - n * _DAY for n in range(round(months * 365.25 / 12), -1, -1)]
    board = _Board.of(entries, [subscription], days, reckoning)
    passed = (day for day in days if slot(subscription, day) <= now)
    daily = ((day, board.items(subscription, day)) for day in passed)
    return tuple(_digest(day, slot(subscription, day), items, subscription) for day, items in daily if items)


@dataclass(frozen=True, slots=True)
class _Board:
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
    ) -> _Board:
        """The board for digests told on these days."""
        asked = {lead for one in subscriptions for lead in one.leads or () if lead >= 0}
        days: defaultdict[date, list[Milestone]] = defaultdict(list)
        guests: defaultdict[str, list[Milestone]] = defaultdict(list)
        if told:
            reach = max({45, FURTHEST, *asked}) * _DAY + NEAR
            for one in milestones(entries, min(told) - NEAR, max(told) + reach, reckoning):
                days[one.day].append(one)
        every = [one for ones in days.values() for one in ones]
        carried = hosts(every)
        for one in every:
            if one.rule in CHECKS and one.ref in carried:
                guests[carried[one.ref].ref].append(one)
        fixed = {lead for one in every for lead in one.leads}
        riders = [one for one in every if _monthly(one)]
        return cls(days, sorted(asked | fixed), riders, carried, guests)

    def items(self, subscription: Subscription, day: date) -> list[Due]:
        """What a subscription is told on a local day, by the milestones' days."""
        due = [
            Due(self._whole(subscription, one, lead), lead, day, topic)
            for lead in self.leads
            for one in self.days.get(day + lead * _DAY, ())
            if lead in _leads(subscription, one)
            and (topic := _topic(subscription, one.entry)) is not None
            and not self._rides_with(subscription, one)
        ]
        return [*due, *self._riders(subscription, day, due)] if due else []

    def _rides_with(self, subscription: Subscription, one: Milestone) -> bool:
        """Whether a check-in stands in its anniversary's line for this chat: it hears of that on the day."""
        host = self.carried.get(one.ref) if self.carried and one.rule in CHECKS else None
        heard = host is not None and 0 in _leads(subscription, host)
        return heard and host is not None and _topic(subscription, host.entry) is not None

    def _whole(self, subscription: Subscription, one: Milestone, lead: int) -> Milestone:
        """An anniversary told on its day, with the check-ins that this chat hears of in its line."""
        if lead or not self.guests or one.ref not in self.guests:
            return one
        guests = (each for each in self.guests[one.ref] if _topic(subscription, each.entry) is not None)
        return replace(one, joined=tuple(guests))

    def _riders(self, subscription: Subscription, day: date, due: Sequence[Due]) -> Iterator[Due]:
        """Targets due some time this month: they ride along with what is told on a day of it."""
        told = {item.milestone.ref for item in due}
        for later in self.riders:
            if not day < later.day or not _same_month(later.day, day) or later.ref in told:
                continue
            topic = _topic(subscription, later.entry)
            if topic is not None and not self._rides_with(subscription, later):
                yield Due(later, (later.day - day).days, day, topic)


def _same_month(one: date, other: date) -> bool:
    """Whether two days lie in one month."""
    return (one.year, one.month) == (other.year, other.month)


def _monthly(milestone: Milestone) -> bool:
    """Whether a check-in is known to the month, and no better."""
    if milestone.rule not in CHECKS or exact(milestone):
        return False
    return ending(milestone.entry.fact.when) is Precision.MONTH


def _rides(item: Due) -> bool:
    """Whether an item is only in a digest because there was one this month."""
    return item.milestone.rule in CHECKS and item.lead > 0


def _leads(subscription: Subscription, milestone: Milestone) -> tuple[int, ...]:
    """The days ahead on which this chat hears of a milestone: its own choice, where it made one."""
    if subscription.leads is None or not rule_of(milestone).chosen:
        return milestone.leads
    return subscription.leads


def _topic(subscription: Subscription, entry: Entry) -> str | None:
    """The first of the chat's topics that the entry is about; an empty one where it asked for everything."""
    if not subscription.topics:
        return ""
    return next((topic for topic in subscription.topics if almanac.about(entry, topic)), None)


def _capsule(
    board: _Board, chat: Sequence[Subscription], windows: Mapping[int, Sequence[date]], now: datetime
) -> Digest | None:
    """The one digest that a chat is owed now: the days up to the newest one that has come with something due.

    A chat with hours in several zones has days that come out of turn: earlier ones go with later ones.
    """
    if all(slot(one, day) > now for one in chat for day in windows[one.id]):
        return None
    days: dict[date, list[Due]] = {}
    slots: dict[date, datetime] = {}
    for day in sorted({day for one in chat for day in windows[one.id]}):
        told = {one.id: slot(one, day) for one in chat if day in windows[one.id]}
        owed = [(told[one.id], item) for one in chat if one.id in told for item in board.items(one, day)]
        if owed:
            days[day], slots[day] = [item for _, item in owed], min(at for at, _ in owed)
    newest = max((day for day, at in slots.items() if at <= now), default=None)
    if newest is None:
        return None
    days = {day: items for day, items in days.items() if day <= newest}
    every = [item for items in days.values() for item in items]
    current = _current(every)
    oldest = min(item.told for item in current)
    late = (local_day(now, chat[0].zone) - oldest).days if now - slots[oldest] > PUNCTUAL else 0
    return _digest(newest, slots[newest], current, chat[0], late=late, stale=_stale(every, current))


def _stale(every: Sequence[Due], current: Sequence[Due]) -> int:
    """How many notices a later one replaces; targets that only ride along are not counted."""
    told = {(item.milestone.ref, item.told) for item in every if not _rides(item)}
    return len(told - {(item.milestone.ref, item.told) for item in current})


def _current(items: Sequence[Due]) -> list[Due]:
    """Each milestone once, as its latest notice tells it, what is nearest first."""
    latest: dict[str, Due] = {}
    for item in sorted(items, key=lambda item: item.told):
        seen = latest.get(item.milestone.ref)
        if seen is None or item.told > seen.told:
            latest[item.milestone.ref] = item
    return sorted(latest.values(), key=lambda i: (i.milestone.day, i.milestone.rule, i.milestone.ref))


def _digest(
    day: date, due: datetime, items: Sequence[Due], first: Subscription, *, late: int = 0, stale: int = 0
) -> Digest:
    """A digest with the reason for which it is sent."""
    return Digest(first.address, KIND, day, due, tuple(items), why(items), late, stale, first.language)


def why(items: Sequence[Due]) -> str:
    """What this chat asked for and what comes up, in the language that is spoken; what is kept is English."""
    first = min(items, key=_rides)
    asked = _("“{topic}”").format(topic=first.topic) if first.topic else _("everything")
    words = _comes(first).format(
        asked=asked, label=labelled(first.milestone), when=falls(first.milestone), number=first.lead
    )
    if len(items) == 1:
        return _("{sentence}.").format(sentence=words)
    more = len(items) - 1
    sentence = ngettext("{sentence} ({number} more with it).", "{sentence} ({number} more with it).", more)
    return sentence.format(sentence=words, number=more)


def _comes(item: Due) -> str:
    """When a milestone comes, as seen from the day on which it is told."""
    if item.milestone.rule == "announcement":
        return _("This chat is subscribed to {asked}, and “{label}” is remembered in {when}")
    if not exact(item.milestone):
        return _("This chat is subscribed to {asked}, and “{label}” is looked at by the end of {when}")
    if not item.lead:
        return _("This chat is subscribed to {asked}, and “{label}” falls on {when}")
    return ngettext(
        "This chat is subscribed to {asked}, and “{label}” comes up in {number} day, on {when}",
        "This chat is subscribed to {asked}, and “{label}” comes up in {number} days, on {when}",
        item.lead,
    )
