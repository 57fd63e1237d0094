"""The courier: carries jobs from the queue in this process, and hands them on when it stops or dies."""

from __future__ import annotations

import asyncio
import threading
import time
import traceback
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, ClassVar
from uuid import uuid4

import structlog

from bot import clock as clocks
from bot.sideloop import SideLoop
from bot.trials import Aside, Trials, nothing_left
from briefings.errors import MilepostError
from storage.engine import Database
from storage.errors import StoreError
from storage.executors import Executors
from storage.locking import FileLock
from storage.queue import NAMES, Backlog, prepare
from storage.tolls import Tolls
from storage.watching import Watch

log = structlog.get_logger(__name__)

Function = Callable[[dict[str, Any]], Awaitable[None]]
Hook = Callable[[], Awaitable[None]]

KEPT = timedelta(days=7)
"""How long the rows of jobs that ended are kept."""

BEAT, SILENCE = 5.0, 20.0
"""Seconds between two signs of life, and after which a process that gave none is given up."""

STUBBORN_SECONDS = 5
"""How long a job that was cancelled may take to end before nobody waits for it."""


def identity(role: str) -> str:
    """A name for this process that no other ever has."""
    return f"{role}-{uuid4().hex}"


def _told(fault: Exception) -> str:
    """An unforeseen fault in one line: what it is, and where it came from."""
    frames = traceback.extract_tb(fault.__traceback__)
    where = f" ({Path(frames[-1].filename).name}:{frames[-1].lineno})" if frames else ""
    return f"{type(fault).__name__}: {str(fault).strip().split(chr(10))[0][:200]}{where}"


class Courier:
    """Runs the functions of `jobs`, by name, on an event loop of its own in a thread of its own.

    A job is begun anew wherever it was broken off, so its function looks up what is left to do. One that
    raises is logged and ended. `stopping` is set when the courier is asked to stop: a function should
    return soon after, and is cancelled after the grace; either way another process begins it anew.
    `setup` runs on that loop before the first job, `teardown` after the last.
    """

    _running: ClassVar[Courier | None] = None

    def __init__(
        self,
        url: str,
        executor: str,
        jobs: Mapping[str, Function],
        *,
        role: str = "worker",
        setup: Hook | None = None,
        teardown: Hook | None = None,
        aside: Aside = nothing_left,
        alone: bool = False,
        plans: int = 2,
        sends: int = 16,
        every: float = 0.25,
        beat: float = BEAT,
        silence: float = SILENCE,
        clock: Callable[[], datetime] = clocks.now,
    ) -> None:
        """`alone`: nobody else may carry jobs of this SQLite file; `plans` and `sends`: how many at once.

        `every`, `beat` and `silence` are seconds: between looks at the queue, between signs of life, and
        after which a process that gave none is given up. How many and how often is set for every process
        by the one that started last.
        """
        self.executor = executor
        self.stopping = asyncio.Event()
        self._url, self._role, self._jobs = url, role, dict(jobs)
        self._setup, self._teardown, self._aside, self._alone = setup, teardown, aside, alone
        self._most = dict(zip(NAMES, (plans, sends), strict=True))
        self._every, self._beat, self._silence, self._clock = every, beat, silence, clock
        self._tasks: dict[asyncio.Task[None], str] = {}
        self._given_up: set[asyncio.Task[None]] = set()
        self._lost: set[str] = set()
        self._ended = threading.Event()
        self._in_touch = True

    async def start(self) -> None:
        """Begin to carry jobs. Raises a `StoreError` where another process does so in our place."""
        await asyncio.to_thread(self._start)

    async def stop(self, grace: float = 10) -> None:
        """Take no more jobs, let those under way end within `grace` seconds, hand on the rest at once."""
        await asyncio.to_thread(self._stop, grace)

    @property
    def alive(self) -> bool:
        """Whether it carries jobs, and gave its last sign of life in time."""
        return Courier._running is self and self._heart.is_alive() and self._in_touch

    def rescue(self, now: datetime) -> int:
        """Hand on the jobs of processes that fell silent; how many. The courier does so by itself."""
        return self._watch.look(now, time.monotonic())

    def tidy(self, now: datetime) -> int:
        """Take away the rows of jobs that ended a week ago; how many."""
        return self._backlog.tidy(now - KEPT)

    # --- starting

    def _start(self) -> None:
        if Courier._running is not None:
            raise RuntimeError("a process has one courier")
        self._database = Database(self._url)
        self._lock = FileLock(Path(self._database.where)) if self._alone and self._database.sqlite else None
        steps: list[Callable[[], Any]] = [self._database.close]
        try:
            if self._lock:
                self._lock.take()
                steps.append(self._lock.free)
            prepare(self._database)
            self._backlog = Backlog(self._database)
            steps.append(self._backlog.close)
            self._executors = Executors(self._database)
            tolls = Tolls(self._database)
            self._trials = Trials(tolls, self._aside, self._clock)
            self._watch = Watch(self._executors, self._backlog, tolls, self.executor, self._silence)
            self._executors.join(self.executor, self._role, self._clock(), timedelta(seconds=self._silence))
            steps.append(lambda: self._executors.leave(self.executor))
            if self._lock:
                self._watch.bury_all(self._clock())
            self._loop = SideLoop("courier-loop")
            steps.append(self._loop.close)
            if self._setup:
                self._loop.call(self._setup())
            self._backlog.open_queues(self._most, self._every)
            self._launch()
        except BaseException:
            for step in reversed(steps):
                with suppress(StoreError):
                    step()
            raise
        Courier._running = self
        self._heart = threading.Thread(target=self._live, name="courier-heart", daemon=True)
        self._heart.start()

    def _launch(self) -> None:
        """Start the engine; here, in a thread without a loop, or it would run everything on the caller's."""
        from dbos import DBOS  # it takes half a second, and only a process that carries jobs needs it

        engine = DBOS(config=self._backlog.settings(self.executor))
        for name in NAMES:
            DBOS.workflow(name=name)(self._carrying(name))
        DBOS.listen_queues(NAMES)
        try:
            DBOS.launch()
        except BaseException:
            DBOS.destroy(destroy_registry=True)
            raise
        self._engine = engine

    # --- carrying

    def _carrying(self, name: str) -> Callable[[dict[str, Any]], Coroutine[Any, Any, None]]:
        """The engine's side of a job: it waits on its loop for what is done on ours."""

        from dbos import DBOS

        async def carry(argument: dict[str, Any]) -> None:
            job = self._carry(name, DBOS.workflow_id or "", argument)
            await asyncio.wrap_future(self._loop.begin(job))

        return carry

    async def _carry(self, name: str, key: str, argument: dict[str, Any]) -> None:
        """Do a job; cancelled, it stays under way in the queue until it is handed on."""
        task: Any = asyncio.current_task()
        self._tasks[task] = key
        try:
            if not self.stopping.is_set():
                deed = partial(self._do, task, name, key, argument)
                await self._trials.hold(name, key, argument, deed)
            if self.stopping.is_set():
                raise asyncio.CancelledError  # it may have left something: it is begun anew elsewhere
        finally:
            self._tasks.pop(task, None)
            self._given_up.discard(task)

    async def _do(self, task: asyncio.Task[None], name: str, key: str, argument: dict[str, Any]) -> None:
        try:
            await self._jobs[name](argument)
        except MilepostError as fault:
            log.error("job failed", job=name, key=key, why=str(fault))
        except Exception as fault:
            log.error("job failed", job=name, key=key, why=_told(fault))
        except asyncio.CancelledError:
            if task in self._given_up:
                raise
            log.error("job failed", job=name, key=key, why="it cancelled itself")

    # --- living

    def _live(self) -> None:
        """Tell that we live, and see whether the others do, until the end."""
        pause = 0.0
        while not self._ended.wait(pause):
            pause = self._beat
            try:
                now = self._clock()
                if not self._executors.beat(self.executor, self._role, now):
                    self._come_back(now)
                if count := self._watch.look(now, time.monotonic()):
                    log.warning("took over", jobs=count)
                self._in_touch = True
            except StoreError as fault:
                if self._in_touch:
                    log.warning("out of touch", why=str(fault))
                self._in_touch = False
            except Exception as fault:
                log.error("out of touch", why=_told(fault))

    def _come_back(self, now: datetime) -> None:
        """The others gave us up, and our jobs are theirs: break off, and begin again as a newcomer."""
        self._lost |= self._loop.call(self._break_off())
        if self._executors.rejoin(self.executor, self._role, now):
            self._backlog.hand_on(self.executor, sorted(self._lost))
            log.warning("given up by the others and back", broken_off=len(self._lost))
            self._lost.clear()

    async def _break_off(self) -> set[str]:
        """Cancel what is under way and wait for it to end; the keys of those jobs."""
        tasks = dict(self._tasks)
        self._given_up |= set(tasks)
        for task in tasks:
            task.cancel()
        if tasks:
            await asyncio.wait(tasks, timeout=STUBBORN_SECONDS)
        return set(tasks.values())

    # --- stopping

    def _stop(self, grace: float) -> None:
        if Courier._running is not self:
            return
        for event in self._engine.background_thread_stop_events:
            event.set()
        self._loop.call(self._wind_up(grace))
        self._engine.destroy(destroy_registry=True)
        self._ended.set()
        self._heart.join()
        self._close_clients()
        self._loop.close()
        self._hand_over()
        self._backlog.close()
        self._database.close()
        if self._lock:
            self._lock.free()
        Courier._running = None

    async def _wind_up(self, grace: float) -> None:
        self.stopping.set()
        if self._tasks:
            await asyncio.wait(list(self._tasks), timeout=grace)
        await self._break_off()

    def _close_clients(self) -> None:
        try:
            if self._teardown:
                self._loop.call(self._teardown())
        except Exception as fault:
            log.error("a client did not close", why=_told(fault))

    def _hand_over(self) -> None:
        """Leave nothing that others would have to wait for."""
        try:
            self._backlog.hand_on(self.executor)
            self._executors.leave(self.executor)
        except StoreError as fault:
            log.warning("left without handing over", why=str(fault))
