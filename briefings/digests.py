"""Who is owed which digest now: a plan, from the time, the subscriptions and the almanac alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from briefings.board import Board, Part, parts_of
from briefings.days_off import works
from briefings.milestones import USUAL, Reckoning, exact, falls, labelled
from briefings.milestones.joining import CHECKS
from briefings.model import Address, Digest, Due, Entry, Subscription
from briefings.rhythms import WEEK
from briefings.slots import local_day, through, window
from briefings.tongue import _, ngettext

KIND = "digest"
WELL = "well"
"""The kind of a line that all is well: it carries nothing."""
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
    parts = [part for one in sorted(subscriptions, key=lambda one: one.id) for part in parts_of(one)]
    windows = {part: window(part.one, now, part.urgent) for part in parts}
    told = [day for days in windows.values() for day in days]
    board = Board.of(entries, subscriptions, told, reckoning)
    chats: defaultdict[Address, list[Part]] = defaultdict(list)
    for part in parts:
        chats[part.one.address].append(part)
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
        passed = any(part.slot(day) <= now for part in parts_of(one) for day in window(one, now, part.urgent))
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
    board = Board.of(entries, [subscription], days, reckoning)
    parts = parts_of(subscription)
    found = []
    for day in days:
        owed = [(part.slot(day), item) for part in parts for item in board.items(part, day)]
        due = min((at for at, _ in owed), default=None)
        if due is not None and due <= now:
            found.append(_digest(day, due, _current([item for _, item in owed]), subscription))
    return tuple(found)


def _capsule(
    board: Board, chat: Sequence[Part], windows: Mapping[Part, Sequence[date]], now: datetime
) -> Digest | None:
    """The one digest that a chat is owed now: the days up to the newest one that has come with something due.

    A chat with hours in several zones has days that come out of turn: earlier ones go with later ones.
    """
    if all(part.slot(day) > now for part in chat for day in windows[part]):
        return None
    days: dict[date, list[Due]] = {}
    slots: dict[date, datetime] = {}
    for day in sorted({day for part in chat for day in windows[part]}):
        here = [part for part in chat if day in windows[part]]
        owed = [(part.slot(day), item) for part in here for item in board.items(part, day)]
        if owed:
            days[day], slots[day] = [item for _, item in owed], min(at for at, _ in owed)
    newest = max((day for day, at in slots.items() if at <= now), default=None)
    if newest is None:
        return _well(board, chat, windows, now)
    days = {day: items for day, items in days.items() if day <= newest}
    every = [item for items in days.values() for item in items]
    current = _current(every)
    oldest = min(item.told for item in current)
    first = chat[0].one
    late = (local_day(now, first.zone) - oldest).days if now - slots[oldest] > PUNCTUAL else 0
    return _digest(newest, slots[newest], current, first, late=late, stale=_stale(every, current))


def _well(
    board: Board, chat: Sequence[Part], windows: Mapping[Part, Sequence[date]], now: datetime
) -> Digest | None:
    """On a Monday, where a chat asks for it, the line that all is well: nothing was told for a week."""
    first, chosen = chat[0].one, chat[0].one.preferences
    today = local_day(now, first.zone)
    slots = [part.slot(today) for part in chat if today in windows[part]]
    if not chosen.well or today.weekday() or not slots or min(slots) > now:
        return None
    if chosen.days_off and not works(today, chosen.country):
        return None
    if any(board.items(part, today - n * _DAY) for part in chat for n in range(WEEK)):
        return None
    why = _("This chat asked for a line on Mondays where nothing was due in the week.")
    return Digest(first.address, WELL, today, min(slots), (), why, language=first.language)


def wells(
    subscriptions: Sequence[Subscription],
    entries: Sequence[Entry],
    days: Sequence[date],
    reckoning: Reckoning = USUAL,
) -> tuple[date, ...]:
    """Those of these local days on which a chat gets the line that all is well, as far as is known now."""
    asked = [one for one in subscriptions if one.preferences.well]
    mondays = [day for day in days if asked and not day.weekday()]
    if not mondays:
        return ()
    parts = [part for one in subscriptions for part in parts_of(one)]
    every = sorted({day - n * _DAY for day in mondays for n in range(WEEK)})
    board = Board.of(entries, subscriptions, every, reckoning)
    return tuple(
        day
        for day in mondays
        if not (asked[0].preferences.days_off and not works(day, asked[0].preferences.country))
        and not any(board.items(part, day - n * _DAY) for part in parts for n in range(WEEK))
    )


def _stale(every: Sequence[Due], current: Sequence[Due]) -> int:
    """How many notices a later one replaces; targets that only ride along are not counted."""
    told = {(item.milestone.ref, item.told) for item in every if not rides(item)}
    return len(told - {(item.milestone.ref, item.told) for item in current})


def _current(items: Sequence[Due]) -> list[Due]:
    """Each milestone once, as its latest notice tells it, what is nearest first."""
    latest: dict[str, Due] = {}
    for item in sorted(items, key=lambda item: item.told):
        seen = latest.get(item.milestone.ref)
        if seen is None or item.told > seen.told:
            latest[item.milestone.ref] = item
    return sorted(latest.values(), key=lambda i: (i.milestone.day, i.milestone.rule, i.milestone.ref))


def rides(item: Due) -> bool:
    """Whether an item is only in a digest because there was one this month."""
    return item.milestone.rule in CHECKS and item.lead > 0


def _digest(
    day: date, due: datetime, items: Sequence[Due], first: Subscription, *, late: int = 0, stale: int = 0
) -> Digest:
    """A digest with the reason for which it is sent."""
    return Digest(first.address, KIND, day, due, tuple(items), why(items), late, stale, first.language)


def why(items: Sequence[Due]) -> str:
    """What this chat asked for and what comes up, in the language that is spoken; what is kept is English."""
    first = min(items, key=rides)
    asked = _("“{topic}”").format(topic=first.topic) if first.topic else _("everything")
    words = (
        _("This chat follows it: {event}")
        if first.followed
        else _("This chat is subscribed to {asked}, and {event}")
    )
    words = words.format(asked=asked, event=_comes(first))
    if len(items) == 1:
        return _("{sentence}.").format(sentence=words)
    more = len(items) - 1
    sentence = ngettext("{sentence} ({number} more with it).", "{sentence} ({number} more with it).", more)
    return sentence.format(sentence=words, number=more)


def _comes(item: Due) -> str:
    """When a milestone comes, as seen from the day on which it is told."""
    if item.milestone.rule == "announcement":
        words = _("“{label}” is remembered in {when}")
    elif not exact(item.milestone):
        words = _("“{label}” is looked at by the end of {when}")
    elif item.lead < 0:
        words = _("“{label}” fell on {when}")
    elif not item.lead:
        words = _("“{label}” falls on {when}")
    else:
        words = ngettext(
            "“{label}” comes up in {number} day, on {when}",
            "“{label}” comes up in {number} days, on {when}",
            item.lead,
        )
    return words.format(label=labelled(item.milestone), when=falls(item.milestone), number=item.lead)
