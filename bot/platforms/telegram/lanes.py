"""Work of one chat in its order, work of different chats side by side."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Coroutine
from typing import Any

_LOG = logging.getLogger(__name__)
WAITING = 1000  # pieces of work after which taking in more waits
FLOOD = 250  # pieces of one lane after which more are dropped: a chat is answered slower than it can ask

Work = Callable[[], Coroutine[Any, Any, None]]


class Lanes:
    """One lane a chat; a lane is there only while it has work."""

    def __init__(self, waiting: int = WAITING) -> None:
        self._places = asyncio.Semaphore(waiting)
        self._queues: dict[str, deque[Work]] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def full(self) -> bool:
        """Whether taking in more would have to wait."""
        return self._places.locked()

    async def put(self, lane: str, work: Work) -> bool:
        """Append work to a lane; waits where too much is waiting already.

        One lane can't take every place: False where it is full, and the work is dropped.
        """
        if len(self._queues.get(lane, ())) >= FLOOD:
            _LOG.warning("telegram: a chat asks faster than it can be answered, and something is dropped")
            return False
        await self._places.acquire()
        if lane in self._queues:
            self._queues[lane].append(work)
            return True
        self._queues[lane] = deque([work])
        task = asyncio.create_task(self._drive(lane))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return True

    async def _drive(self, lane: str) -> None:
        """Do a lane's work until there is none."""
        queue = self._queues[lane]
        try:
            while queue:
                await self._do(queue.popleft())
        finally:
            del self._queues[lane]

    async def _do(self, work: Work) -> None:
        """One piece; its failure stops nothing else."""
        try:
            await work()
        except Exception as error:
            _LOG.exception("telegram: an update could not be handled (%s)", type(error).__name__)
        finally:
            self._places.release()

    async def finish(self, seconds: float) -> None:
        """Let the work end, for so long; then stop it."""
        if not self._tasks:
            return
        _, late = await asyncio.wait(set(self._tasks), timeout=seconds)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)
