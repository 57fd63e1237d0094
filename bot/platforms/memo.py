"""What was worked out of the last few cards, for the many chats that get the same one."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from typing import Generic, TypeVar

from bot.card import Card

ROOM = 8
"""Cards that are remembered: those of one fan-out come one after the other."""

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
