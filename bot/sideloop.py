"""An event loop in a thread of its own, which other threads and loops hand work to."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

THREADS = 24
"""Threads for what blocks."""


class SideLoop:
    """Runs from when it is made until it is closed."""

    def __init__(self, name: str) -> None:
        self._loop = asyncio.new_event_loop()
        # some of them wait for a database: as many as a machine has cores would hold up all others
        self._loop.set_default_executor(ThreadPoolExecutor(THREADS, thread_name_prefix=name))
        self._thread = threading.Thread(target=self._loop.run_forever, name=name, daemon=True)
        self._thread.start()

    def begin(self, work: Awaitable[Any]) -> Future[Any]:
        """Start some work there; cancelling the future cancels it."""

        async def done() -> Any:
            return await work

        return asyncio.run_coroutine_threadsafe(done(), self._loop)

    def call(self, work: Awaitable[Any]) -> Any:
        """Do some work there and wait for it; never from that loop itself."""
        return self.begin(work).result()

    def close(self) -> None:
        """End the loop and its thread; what is still under way there is lost."""
        self.call(self._loop.shutdown_asyncgens())
        self.call(self._loop.shutdown_default_executor())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()
