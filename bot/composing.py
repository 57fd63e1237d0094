"""The message of an occurrence: worked out once for all its chats, proved while the library stands."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache

from bot.card import Card, cited
from bot.proof import proved
from bot.views.digest import digest as digest_card
from bot.views.digest import notice as notice_card
from bot.words import tongue
from briefings.almanac import about
from briefings.digests import KIND, PUNCTUAL
from briefings.model import Delivery, Digest, Due
from briefings.schedules import Want
from briefings.slots import local_day
from briefings.standing import Standing, concerning, standings
from briefings.tongue import SOURCE, speaking, spoken
from storage.codec import unpacked
from storage.notices import NOTICE
from storage.roster import NOBODY
from storage.settling import Taken
from storage.store import Store

UNPROVED = "no sentence in the library proves any of it any more"


class Composer:
    """Cards of one occurrence, by what its chats still want, the day of reading, and whether a repeat."""

    def __init__(self, store: Store, digest: Digest) -> None:
        self._store = store
        self._digest = digest
        self._cards: dict[tuple[tuple[int, ...], date, bool], Card | str] = {}
        self._wanted: dict[str, tuple[int, ...]] = {}
        self._revision: int | None = None
        self._making = asyncio.Lock()

    async def card(self, taken: Taken, now: datetime) -> Card | str:
        """The card for a delivery, each of its lines proved; or why there is none to send."""
        numbers = self._still(taken.wants)
        if not numbers and self._digest.kind == KIND:
            return NOBODY
        wanted = (numbers, self._today(taken.wants, now), taken.repeat)
        if known := self._cards.get(wanted):
            return known
        async with self._making:
            return await asyncio.to_thread(self._card, taken, *wanted)

    def refresh(self) -> None:
        """Forget every card where the library has changed since they were proved. Blocks."""
        revision = self._store.library.revision
        if revision != self._revision:
            self._cards, self._revision = {}, revision

    def _card(self, taken: Taken, numbers: tuple[int, ...], today: date, repeat: bool) -> Card | str:
        if (numbers, today, repeat) not in self._cards:
            items = tuple(self._digest.items[n] for n in numbers)
            digest = replace(self._digest, address=taken.address, items=items)
            owed = Delivery(digest, "in_flight", repeat=repeat)
            with speaking(tongue(self._digest.language)):
                card = self._told(owed, today)
                card = card if spoken() == SOURCE else replace(card, language=spoken())
            kept = self._digest.kind == NOTICE or cited(card)
            self._cards[numbers, today, repeat] = card if kept else UNPROVED
        return self._cards[numbers, today, repeat]

    def _told(self, owed: Delivery, today: date) -> Card:
        """The message in the language that is spoken."""
        if self._digest.kind == NOTICE:
            return notice_card(owed)
        told = [item.milestone for item in owed.digest.items]
        standing = concerning(standings(self._store.library.cases(), today), told)
        return message(self._store, owed, today, standing)

    def _still(self, wants: str) -> tuple[int, ...]:
        """Which items a schedule's chats still want: they may have ended a subscription while it waited."""
        if self._digest.kind != KIND or not wants:
            return tuple(range(len(self._digest.items)))
        if wants not in self._wanted:
            topics = [want.topics for want in unpacked(tuple[Want, ...], wants)]
            self._wanted[wants] = tuple(
                n for n, item in enumerate(self._digest.items) if _asked(item, topics)
            )
        return self._wanted[wants]

    def _today(self, wants: str, now: datetime) -> date:
        """The chats' own day: their slot's while that is fresh, even where midnight has just passed."""
        fresh = now - self._digest.due <= PUNCTUAL or not wants
        return self._digest.slot if fresh else local_day(now, _zone(wants))


def _asked(item: Due, topics: Sequence[Sequence[str]]) -> bool:
    """Whether an item is about one of these subscriptions' topics; no topics are everything."""
    entry = item.milestone.entry
    return any(not each or any(about(entry, topic) for topic in each) for each in topics)


@lru_cache(maxsize=1000)
def _zone(wants: str) -> str:
    """The zone of a schedule."""
    return unpacked(tuple[Want, ...], wants)[0].zone


def message(store: Store, delivery: Delivery, today: date, ledger: Sequence[Standing]) -> Card:
    """What a delivery says on the chat's own day, each of its lines proved; `ledger` is what concerns it."""
    told = [one for item in delivery.digest.items for one in (item.milestone, *item.milestone.joined)]
    sentences = {each.ref for one in told for each in one.entry.evidence}
    sentences |= {each.ref for one in ledger for each in one.evidence}
    titles = store.library.titles(sorted({ref.rpartition("#")[0] for ref in sentences}))
    return proved(digest_card(delivery, today, titles, ledger), store)
