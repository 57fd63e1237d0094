"""What is due goes out: chats side by side, each chat's messages in turn, every outcome settled."""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta

from bot.card import Card, cited
from bot.ports import DeliveryError, Platform
from bot.proof import proved
from bot.tally import Tally
from bot.views.digest import digest
from briefings.digests import PUNCTUAL
from briefings.judging import Case
from briefings.model import Address, Delivery
from briefings.slots import local_day
from briefings.standing import Standing, concerning, standings
from storage.store import Store

ATTEMPTS = 8
"""Attempts that failed before a delivery is given up."""
WIDTH = 8
"""Chats that are sent to at a time."""

UNPROVED = "no sentence in the library proves any of it any more"

_PAGE = 1000
_FIRST = timedelta(seconds=30)
_LONGEST = timedelta(hours=1)
_DAY = 86_400.0
_LOG = logging.getLogger(__name__)


class Sending:
    """The sending half of one tick: its time, the platforms, and which of them are off or busy."""

    def __init__(
        self,
        now: datetime,
        store: Store,
        platforms: Mapping[str, Platform],
        tally: Tally,
        chance: Callable[[], float],
    ) -> None:
        self._now = now
        self._store = store
        self._platforms = platforms
        self._tally = tally
        self._chance = chance
        self._off: dict[str, str] = {}
        self._busy: dict[str, tuple[datetime, str]] = {}
        self._ledgers: dict[date, tuple[tuple[Case, ...], tuple[Standing, ...]]] = {}
        self._width = asyncio.Semaphore(WIDTH)
        self._began = asyncio.get_running_loop().time()

    async def run(self) -> None:
        """Send everything that is due; what can't go out now is left for another tick."""
        tried: set[str] = set()
        while True:
            due = await asyncio.to_thread(self._store.ledger.due, self._at(), _PAGE + len(tried))
            chats: defaultdict[tuple[str, str, str], list[Delivery]] = defaultdict(list)
            for delivery in due:
                address = delivery.digest.address
                if delivery.digest.key not in tried:
                    chats[address.platform, address.tenant, address.channel].append(delivery)
            if not chats:
                return
            tried |= {delivery.digest.key for delivery in due}
            await asyncio.gather(*(self._tally.guarded(self._in_turn(chat)) for chat in chats.values()))

    async def _in_turn(self, chat: Sequence[Delivery]) -> None:
        """Send to one chat; once it has to wait, its later deliveries wait as long."""
        async with self._width:
            until: datetime | None = None
            for delivery in chat:
                if until is None:
                    until = await self._one(delivery)
                else:
                    await self._wait(delivery, until, "an earlier message to this chat waits")

    async def _one(self, delivery: Delivery) -> datetime | None:
        """Send one delivery; returns until when its chat waits, if it has to."""
        name = delivery.digest.address.platform
        platform = self._platforms.get(name)
        why = self._off.get(name) if platform else f"{name} is not set up here, so its messages wait."
        if platform is None or why:
            await self._stay(delivery, why or "")
            return None
        if name in self._busy:
            return await self._wait(delivery, *self._busy[name])
        card = await asyncio.to_thread(self._card, delivery)
        if isinstance(card, str):
            await self._settle(delivery, "skipped", card)
        elif await asyncio.to_thread(self._store.ledger.take, delivery.digest.key, self._at()):
            return await self._deliver(platform, delivery, card)
        return None

    async def _stay(self, delivery: Delivery, why: str) -> None:
        """Nothing can be sent there: the delivery stays due, and says why it is still here."""
        self._tally.fail(why)
        if delivery.error != why:
            await self._wait(delivery, delivery.next_at or self._now, why)

    def _card(self, delivery: Delivery) -> Card | str:
        """The message, proved as it leaves; or why there is none to send."""
        subscribed = self._store.subscriptions.of(delivery.digest.address)
        if not subscribed:
            return "nobody here is subscribed any more"
        today = self._today(delivery, subscribed[0].zone)
        told = [item.milestone for item in delivery.digest.items]
        card = message(self._store, delivery, today, concerning(self._ledger(today), told))
        return card if cited(card) else UNPROVED

    def _ledger(self, day: date) -> tuple[Standing, ...]:
        """Where targets and deadlines stand on a day, worked out once for all chats while nothing changes."""
        cases = self._store.library.cases()
        known = self._ledgers.get(day)
        if known is None or known[0] is not cases:
            known = self._ledgers[day] = (cases, standings(cases, day))
        return known[1]

    def _today(self, delivery: Delivery, zone: str) -> date:
        """The chat's own day: its slot's while that is fresh, even where midnight has just passed."""
        owed = delivery.digest
        return owed.slot if self._now - owed.due <= PUNCTUAL else local_day(self._now, zone)

    async def _deliver(
        self, platform: Platform, delivery: Delivery, card: Card, *, followed: bool = False
    ) -> datetime | None:
        """Send a card and settle what came of it; a chat that moved is followed once."""
        address = delivery.digest.address
        card = await asyncio.to_thread(proved, card, self._store)
        if not cited(card):
            await self._settle(delivery, "skipped", UNPROVED)
            return None
        try:
            sent = await platform.send(address, card)
        except DeliveryError as fault:
            if fault.moved is not None and not followed:
                return await self._follow(platform, delivery, card, fault.moved)
            return await self._failed(delivery, fault)
        except Exception as fault:
            _LOG.exception("delivery: sending on %s broke", address.platform)
            return await self._failed(delivery, DeliveryError(type(fault).__name__, ambiguous=True))
        await self._settle(delivery, "sent", None, provider_id=sent)
        await asyncio.to_thread(self._store.notes.set_marks, address, tuple(card.numbers))
        return None

    async def _follow(
        self, platform: Platform, delivery: Delivery, card: Card, new: Address
    ) -> datetime | None:
        """Take a chat's rows to its new address and send there, unless that has this digest already."""
        await asyncio.to_thread(self._store.subscriptions.move, delivery.digest.address, new)
        moved = await asyncio.to_thread(self._store.ledger.delivery, delivery.digest.key)
        if moved is None or moved.digest.address != new:
            await self._settle(delivery, "skipped", f"{new} already has this digest")
            return None
        return await self._deliver(platform, moved, card, followed=True)

    async def _failed(self, delivery: Delivery, fault: DeliveryError) -> datetime | None:
        """Settle what did not go out, as the platform judged it."""
        address, at = delivery.digest.address, self._at()
        if fault.permanent:
            await asyncio.to_thread(self._store.subscriptions.deactivate, address, fault.why)
            await self._settle(delivery, "skipped", fault.why)
            return None
        if fault.off:
            self._off[address.platform] = f"{address.platform} refuses us: {fault.why}"
            self._tally.fail(self._off[address.platform])
            await self._wait(delivery, self._now, self._off[address.platform])
            return None
        if fault.retry_after is not None:
            until = at + timedelta(seconds=min(max(fault.retry_after, 0.0), _DAY))
            if fault.everywhere:
                self._busy[address.platform] = until, fault.why
            return await self._wait(delivery, until, fault.why, repeat=fault.ambiguous)
        if fault.refused or delivery.attempt + 1 >= ATTEMPTS:
            self._tally.trouble(f"{address}: given up: {fault.why}")
            await self._settle(delivery, "dead", fault.why, repeat=fault.ambiguous)
            return None
        self._tally.fail(f"{address}: {fault.why}; it is tried again.")
        until = at + self._backoff(delivery.attempt)
        return await self._wait(delivery, until, fault.why, repeat=fault.ambiguous, charge=True)

    async def _wait(
        self, delivery: Delivery, until: datetime, why: str, *, repeat: bool = False, charge: bool = False
    ) -> datetime:
        """Leave a delivery pending until then; only a charged one counts as an attempt."""
        await asyncio.to_thread(
            self._store.ledger.settle,
            delivery.digest.key,
            "pending",
            self._at(),
            error=why,
            next_at=until,
            repeat=repeat,
            charge=charge,
        )
        return until

    async def _settle(
        self,
        delivery: Delivery,
        state: str,
        why: str | None,
        *,
        provider_id: str | None = None,
        repeat: bool = False,
    ) -> None:
        """Close a delivery for good and count it."""
        await asyncio.to_thread(
            self._store.ledger.settle,
            delivery.digest.key,
            state,
            self._at(),
            provider_id=provider_id,
            error=why,
            repeat=repeat,
        )
        self._tally.count(state)

    def _at(self) -> datetime:
        """The tick's time and what has passed since it began."""
        return self._now + timedelta(seconds=asyncio.get_running_loop().time() - self._began)

    def _backoff(self, attempt: int) -> timedelta:
        """Twice as long after each attempt, an hour at most, and spread so that chats do not come at once."""
        wait: timedelta = min(_FIRST * 2**attempt, _LONGEST)
        return wait * (0.5 + self._chance() / 2)


def message(store: Store, delivery: Delivery, today: date, ledger: Sequence[Standing]) -> Card:
    """What a delivery says on the chat's own day, each of its lines proved; `ledger` is what concerns it."""
    told = [one for item in delivery.digest.items for one in (item.milestone, *item.milestone.joined)]
    sentences = {each.ref for one in told for each in one.entry.evidence}
    sentences |= {each.ref for one in ledger for each in one.evidence}
    titles = store.library.titles(sorted({ref.rpartition("#")[0] for ref in sentences}))
    return proved(digest(delivery, today, titles, ledger), store)
