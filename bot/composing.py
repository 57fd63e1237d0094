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
from briefings.digests import PUNCTUAL
from briefings.model import Delivery, Digest
from briefings.schedules import Want
from briefings.slots import local_day
from briefings.standing import Standing, concerning, standings
from storage.codec import unpacked
from storage.notices import NOTICE
from storage.settling import Taken
from storage.store import Store

UNPROVED = "no sentence in the library proves any of it any more"


class Composer:
    """Cards of one occurrence, by the day on which they are read and whether they may be repeats."""

    def __init__(self, store: Store, digest: Digest) -> None:
        self._store = store
        self._digest = digest
        self._cards: dict[tuple[date, bool], Card | str] = {}
        self._revision: int | None = None
        self._making = asyncio.Lock()

    async def card(self, taken: Taken, now: datetime) -> Card | str:
        """The card for a delivery, each of its lines proved; or why there is none to send."""
        wanted = (self._today(taken.wants, now), taken.repeat)
        if known := self._cards.get(wanted):
            return known
        async with self._making:
            return await asyncio.to_thread(self._card, taken, *wanted)

    def refresh(self) -> None:
        """Forget every card where the library has changed since they were proved. Blocks."""
        revision = self._store.library.revision
        if revision != self._revision:
            self._cards, self._revision = {}, revision

    def _card(self, taken: Taken, today: date, repeat: bool) -> Card | str:
        if (today, repeat) not in self._cards:
            owed = Delivery(replace(self._digest, address=taken.address), "in_flight", repeat=repeat)
            if self._digest.kind == NOTICE:
                return notice_card(owed)
            told = [item.milestone for item in self._digest.items]
            standing = concerning(standings(self._store.library.cases(), today), told)
            card = message(self._store, owed, today, standing)
            self._cards[today, repeat] = card if cited(card) else UNPROVED
        return self._cards[today, repeat]

    def _today(self, wants: str, now: datetime) -> date:
        """The chats' own day: their slot's while that is fresh, even where midnight has just passed."""
        fresh = now - self._digest.due <= PUNCTUAL or not wants
        return self._digest.slot if fresh else local_day(now, _zone(wants))


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
