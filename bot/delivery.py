"""From the time to messages: what is owed, to whom, and out with it, in one process or in many."""

from __future__ import annotations

import asyncio
import random
import secrets
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from bot.ports import Platform
from bot.sending import LEASE, Sending
from bot.tally import Counts, Tally
from briefings.alerts import alerts
from briefings.milestones import USUAL, Reckoning
from briefings.schedules import turns
from storage.slices import Slice
from storage.store import Store

__all__ = ["LEASE", "Counts", "materialise", "tick"]

SIDE_BY_SIDE = 8
"""Occurrences that one tick sends at a time."""


def materialise(now: datetime, store: Store, reckoning: Reckoning = USUAL) -> tuple[int, ...]:
    """Write down what is owed at `now` (aware), once for all chats that want the same; the new occurrences.

    However often and in however many processes it is called, each thing is owed once. Blocks.
    """
    entered: list[int] = []
    turned: set[int] = set()
    store.schedules.begin(now)
    store.schedules.wake(now)
    while True:
        ripe = [each for each in store.schedules.ripe(now) if each[0].schedule not in turned]
        if not ripe:
            return (*entered, *_alert(now, store))
        number = {group.schedule: turn for group, turn in ripe}
        taken = turns(now, [group for group, _ in ripe], store.library.entries(), reckoning)
        entered += store.schedules.take_turns([(turn, number[turn.schedule]) for turn in taken])
        turned |= set(number)


def _alert(now: datetime, store: Store) -> tuple[int, ...]:
    """Write down the alerts that new documents give; the new occurrences."""
    entered: list[int] = []
    while True:
        seen, upto, news = store.news.since()
        if seen == upto:
            return tuple(entered)
        entries, owed = store.library.entries() if news else (), []
        for schedule, wants in store.news.listeners() if news else ():
            standing = [want.standing(None) for want in wants]
            owed += [(schedule, digest) for digest in alerts(now, standing, entries, news)]
        entered += store.news.tell(seen, upto, owed)


async def tick(
    now: datetime,
    store: Store,
    platforms: Mapping[str, Platform],
    *,
    reckoning: Reckoning = USUAL,
    chance: Callable[[], float] = random.random,
    hold: bool = False,
) -> Counts:
    """Do all that is due at `now` (aware) and say what became of it; only cancelling gets out of here.

    `platforms` are open and named by their `name`. `reckoning` is how days are
    counted; `chance` gives the jitter of retries, from 0 to 1; `hold` keeps what may have arrived.
    """
    tally = Tally()
    loop = asyncio.get_running_loop()
    began = loop.time()

    def clock() -> datetime:
        return now + timedelta(seconds=loop.time() - began)

    owner = f"tick-{secrets.token_hex(6)}"
    sending = Sending(store, platforms, owner, clock, tally, chance, hold)
    await tally.guarded(_owe(now, store, tally, reckoning))
    await tally.guarded(_send(sending))
    await tally.guarded(_count(store, tally))
    return tally.counts()


async def _owe(now: datetime, store: Store, tally: Tally, reckoning: Reckoning) -> None:
    """Write down who is owed what before anything is sent.

    What was left to be planned goes first, since its schedules wait for that.
    """
    left = await asyncio.to_thread(_plan, store)
    tally["planned"] = len(await asyncio.to_thread(materialise, now, store, reckoning))
    tally["claimed"] = left + await asyncio.to_thread(_plan, store)


def _plan(store: Store) -> int:
    """Plan all that is due; how many deliveries are new."""
    return sum(store.occurrences.plan(one) for one in store.occurrences.due())


async def _send(sending: Sending) -> None:
    """Send all that is planned, several occurrences side by side."""
    narrow = asyncio.Semaphore(SIDE_BY_SIDE)

    async def one(occurrence: int) -> None:
        async with narrow:
            reach = await asyncio.to_thread(sending.store.occurrences.range, occurrence)
            if reach is not None:
                await sending.send(Slice(occurrence, *reach))
            await asyncio.to_thread(sending.store.occurrences.settled, occurrence)

    before = -1
    while before != (before := sum(sending.tally[each] for each in ("sent", "skipped", "dead"))):
        # once more where something is done with: a chat's next message waits for the one before
        planned = await asyncio.to_thread(sending.store.occurrences.planned)
        await asyncio.gather(*(sending.tally.guarded(one(each)) for each in planned))


async def _count(store: Store, tally: Tally) -> None:
    """How much still waits."""
    tally["pending"] = (await asyncio.to_thread(store.ledger.counts))["pending"]
