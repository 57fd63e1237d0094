"""The message of an occurrence: worked out once for all its chats, proved while the library stands."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache

from bot.card import Card, cited
from bot.proof import proved
from bot.views.alert import alert as alert_card
from bot.views.digest import Held
from bot.views.digest import digest as digest_card
from bot.views.digest import notice as notice_card
from bot.views.well import well as well_card
from bot.words import tongue
from briefings.alerts import is_alert
from briefings.days_off import moved
from briefings.digests import PUNCTUAL, WELL
from briefings.hearing import hears
from briefings.milestones import following
from briefings.model import Delivery, Digest, Due, Subscription
from briefings.preferences import USUAL, Preferences
from briefings.rhythms import quiet_until
from briefings.schedules import Want
from briefings.slots import local_day, slot, zone_of
from briefings.standing import Standing, concerning, standings
from briefings.tongue import SOURCE, speaking, spoken
from storage.codec import unpacked
from storage.notices import NOTICE
from storage.roster import NOBODY
from storage.settling import Taken
from storage.store import Store

UNPROVED = "no sentence in the library proves any of it any more"
HUSHED = "left out: its time fell into this chat's quiet hours"

_Key = tuple[tuple[int, ...], date, bool, Held, bool]


class Composer:
    """Cards of one occurrence, by what its chats still want, the day of reading, and whether a repeat."""

    def __init__(self, store: Store, digest: Digest) -> None:
        self._store = store
        self._digest = digest
        self._cards: dict[_Key, Card | str] = {}
        self._wanted: dict[str, tuple[int, ...]] = {}
        self._revision: int | None = None
        self._making = asyncio.Lock()

    async def card(self, taken: Taken, now: datetime) -> Card | str:
        """The card for a delivery, each of its lines proved; or why there is none to send."""
        numbers = self._still(taken.wants)
        chosen = _chosen(taken.wants)
        if not (numbers or self._digest.kind == NOTICE or (self._digest.kind == WELL and chosen.well)):
            return NOBODY
        drops = chosen.quiet is not None and chosen.quiet.rule == "drop" and self._digest.kind != NOTICE
        if drops and self._hushed(taken, now):
            return HUSHED
        today = self._today(taken.wants, now)
        wanted = (numbers, today, taken.repeat, self._held(taken, now), chosen.silent)
        if known := self._cards.get(wanted):
            return known
        async with self._making:
            return await asyncio.to_thread(self._card, taken, wanted)

    def quiet(self, taken: Taken, now: datetime) -> datetime | None:
        """Until when quiet hours or days off hold this back; None where they do not, or leave it out."""
        quiet = _chosen(taken.wants).quiet
        held = None if quiet is None or quiet.rule == "drop" else self._hushed(taken, now)
        return held or self._day_off(taken, now)

    def refresh(self) -> None:
        """Forget every card where the library has changed since they were proved. Blocks."""
        revision = self._store.library.revision
        if revision != self._revision:
            self._cards, self._revision = {}, revision

    def _card(self, taken: Taken, wanted: _Key) -> Card | str:
        if wanted not in self._cards:
            numbers, today, repeat, held, silent = wanted
            items = tuple(self._digest.items[n] for n in numbers)
            digest = replace(self._digest, address=taken.address, items=items)
            owed = Delivery(digest, "in_flight", repeat=repeat)
            with speaking(tongue(self._digest.language)):
                card = self._told(owed, today, held, taken.wants)
                language = "" if spoken() == SOURCE else spoken()
            card = replace(card, silent=silent, language=language)
            ours = self._digest.kind in {NOTICE, WELL}
            self._cards[wanted] = card if ours or cited(card) else UNPROVED
        return self._cards[wanted]

    def _told(self, owed: Delivery, today: date, held: Held, wants: str) -> Card:
        """The message in the language that is spoken."""
        if self._digest.kind == NOTICE:
            return notice_card(owed)
        if self._digest.kind == WELL:
            return well(self._store, owed, today, wants)
        if is_alert(self._digest.kind):
            return alert(self._store, owed, today)
        told = [item.milestone for item in owed.digest.items]
        standing = concerning(standings(self._store.library.cases(), today), told)
        return message(self._store, owed, today, standing, held)

    def _still(self, wants: str) -> tuple[int, ...]:
        """Which items a schedule's chats still want: they may have ended a subscription while it waited."""
        if self._digest.kind == NOTICE or not wants:
            return tuple(range(len(self._digest.items)))
        if wants not in self._wanted:
            told = enumerate(self._digest.items)
            self._wanted[wants] = tuple(n for n, item in told if _asked(item, _standing(wants)))
        return self._wanted[wants]

    def _today(self, wants: str, now: datetime) -> date:
        """The chats' own day: their slot's while that is fresh, even where midnight has just passed."""
        fresh = now - self._digest.due <= PUNCTUAL or not wants
        return self._digest.slot if fresh else local_day(now, _standing(wants)[0].zone)

    def _hushed(self, taken: Taken, now: datetime) -> datetime | None:
        """Until when it is quiet for a chat, but for what is due today where that is let through."""
        quiet = _chosen(taken.wants).quiet
        if quiet is None:
            return None
        zone = _standing(taken.wants)[0].zone
        today = local_day(now, zone)
        if quiet.rule == "urgent" and any(item.milestone.day == today for item in self._digest.items):
            return None
        return quiet_until(quiet, zone_of(zone), now)

    def _day_off(self, taken: Taken, now: datetime) -> datetime | None:
        """Until when an alert waits that comes on a chat's day off: its hour on the next working day.

        Digests were moved when they were planned. What is due this very day does not wait, and whatever the
        rule is for days off, news is not lost by it.
        """
        if not is_alert(self._digest.kind) or not _chosen(taken.wants).days_off:
            return None
        one = _standing(taken.wants)[0]
        today = local_day(now, one.zone)
        if any(item.milestone.day == today for item in self._digest.items):
            return None
        day = moved(today, "after", one.preferences.country)
        return slot(one, day) if day is not None and day > today else None

    def _held(self, taken: Taken, now: datetime) -> Held:
        """What the chat chose that held this back until now."""
        told = min((item.told for item in self._digest.items), default=None)
        if told is None or not taken.wants:
            return Held.NOT
        zone, quiet = _standing(taken.wants)[0].zone, _chosen(taken.wants).quiet
        if taken.rested is not None and told <= local_day(taken.rested, zone):
            return Held.SNOOZED
        return Held.QUIET if quiet_until(quiet, zone_of(zone), now - PUNCTUAL) else Held.NOT


def _asked(item: Due, wanted: Sequence[Subscription]) -> bool:
    """Whether one of these subscriptions tells of an item."""
    return any(hears(one, item.milestone.entry) is not None for one in wanted)


@lru_cache(maxsize=1000)
def _standing(wants: str) -> tuple[Subscription, ...]:
    """The subscriptions of a schedule, as whoever has it has them."""
    return tuple(want.standing(None) for want in unpacked(tuple[Want, ...], wants))


def _chosen(wants: str) -> Preferences:
    """What the chats of a schedule chose as a whole."""
    return _standing(wants)[0].preferences if wants else USUAL


def message(
    store: Store,
    delivery: Delivery,
    today: date,
    ledger: Sequence[Standing],
    held: Held = Held.NOT,
) -> Card:
    """What a delivery says on the chat's own day, each of its lines proved; `ledger` is what concerns it."""
    told = [one for item in delivery.digest.items for one in (item.milestone, *item.milestone.joined)]
    sentences = {each.ref for one in told for each in one.entry.evidence}
    sentences |= {each.ref for one in ledger for each in one.evidence}
    titles = store.library.titles(sorted({ref.rpartition("#")[0] for ref in sentences}))
    return proved(digest_card(delivery, today, titles, ledger, held), store)


def well(store: Store, delivery: Delivery, today: date, wants: str) -> Card:
    """The line that all is well, each of its lines proved."""
    standing = _standing(wants) if wants else ()
    near = [each for each in store.library.entries() if any(hears(one, each) is not None for one in standing)]
    count, newest = store.library.count(), store.library.latest(1)
    return proved(
        well_card(delivery, today, count, newest[0] if newest else None, following(near, today)), store
    )


def alert(store: Store, delivery: Delivery, today: date) -> Card:
    """What a new document tells, each line proved."""
    documents = {item.milestone.entry.fact.document for item in delivery.digest.items}
    return proved(alert_card(delivery, today, store.library.titles(sorted(documents))), store)
