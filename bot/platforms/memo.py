"""What was worked out of cards, for the many chats that get the same one."""

from __future__ import annotations

import asyncio
from collections import OrderedDict, deque
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

from bot.card import Card

ROOM = 8
"""Cards that are remembered: those of one fan-out come one after the other."""

LASTING = 64
"""Lasting cards of which something is kept."""

T = TypeVar("T")


class Memo(Generic[T]):
    """Works something out of a card once, in a thread; cards are told apart as objects, and held."""

    def __init__(self, work: Callable[[Card], T]) -> None:
        self._work = work
        self._kept: deque[tuple[Card, asyncio.Task[T]]] = deque(maxlen=ROOM)

    async def of(self, card: Card) -> T:
        """What the work gives for this card; whoever asks while it is worked on waits for the same."""
        for known, task in self._kept:
            if known is card and not task.cancelled():
                return task.result() if task.done() else await asyncio.shield(task)
        task = asyncio.create_task(asyncio.to_thread(self._work, card))
        self._kept.append((card, task))
        return await asyncio.shield(task)


class Shelf(Generic[T]):
    """Keeps what was worked out of lasting cards, for any thread; of others nothing is kept."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Hashable, tuple[Card, T]] = OrderedDict()
        self._lock = Lock()

    def of(self, card: Card, work: Callable[[], T], *more: Hashable) -> T:
        """What the work gives, which is the same for the same card and whatever `more` it depends on."""
        if not card.lasting:
            return work()
        key = (id(card), *more)
        with self._lock:
            known = self._kept.get(key)
            if known and known[0] is card:
                self._kept.move_to_end(key)
                return known[1]
        found = work()
        with self._lock:
            self._kept[key] = (card, found)
            while len(self._kept) > LASTING:
                self._kept.popitem(last=False)
        return found
