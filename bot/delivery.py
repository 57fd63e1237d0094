"""One tick of the clock: plan, claim, send, settle; what fails is written down and never raised."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from bot.ports import Platform
from bot.sending import Sending
from bot.tally import Counts, Tally
from briefings.digests import plan, watermarks
from briefings.milestones import USUAL, Reckoning
from storage.store import Store

__all__ = ["LEASE", "Counts", "tick"]

LEASE = timedelta(minutes=2)
"""How long a delivery may be in flight before its process counts as dead."""


async def tick(
    now: datetime,
    store: Store,
    platforms: Mapping[str, Platform],
    *,
    reckoning: Reckoning = USUAL,
    chance: Callable[[], float] = random.random,
) -> Counts:
    """Do all that is due at `now` (aware) and say what became of it; only cancelling gets out of here.

    `platforms` are open and named by their `name`. `reckoning` is how days are
    counted; `chance` gives the jitter of retries, from 0 to 1.
    """
    tally = Tally()
    sending = Sending(now, store, platforms, tally, chance)
    await tally.guarded(_claim(now, store, tally, reckoning))
    await tally.guarded(sending.run())
    await tally.guarded(_count(store, tally))
    return tally.counts()


async def _claim(now: datetime, store: Store, tally: Tally, reckoning: Reckoning) -> None:
    """Take back what a dead process left, and write down who is owed what before anything is sent."""
    tally["reclaimed"] = await asyncio.to_thread(store.ledger.reclaim, now, LEASE)
    subscriptions = await asyncio.to_thread(store.subscriptions.active)
    entries = await asyncio.to_thread(store.library.entries) if subscriptions else ()
    digests = await asyncio.to_thread(plan, now, subscriptions, entries, reckoning)
    marks = watermarks(now, subscriptions, digests)
    tally["planned"] = len(digests)
    tally["claimed"] = len(await asyncio.to_thread(store.ledger.claim, digests, marks))


async def _count(store: Store, tally: Tally) -> None:
    """How much still waits."""
    tally["pending"] = (await asyncio.to_thread(store.ledger.counts))["pending"]
