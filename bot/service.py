"""A running program: bots, jobs and clock, all in one process or each in processes of its own."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import sys
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import structlog

from bot import app, clock
from bot.carrying import Carrying
from bot.courier import BEAT, KEPT, SILENCE, Courier, identity
from bot.delivery import materialise
from bot.metering import Meter, metered
from bot.ports import DeliveryError, Desk, Platform
from bot.roles import Role
from bot.vitals import Vitals
from briefings.errors import MilepostError
from config.log import identify
from config.settings import Settings
from storage.store import Store

if TYPE_CHECKING:
    from starlette.routing import Route

    from bot.scheduler import Scheduler

log = structlog.get_logger(__name__)

RETRY_SECONDS = (2, 5, 15, 60)
HOUR = timedelta(hours=1)
YIELD = 0.001
"""Seconds after which a thread that works out an answer lets the loop acknowledge what came meanwhile."""
DRAIN = 8.0
"""Seconds that messages under way are given when the program stops."""


class OneFile(MilepostError):
    """SQLite is one file for one process, so `--role {role}` is not for it. Set DATABASE_URL to PostgreSQL, or run without --role."""  # noqa: E501

    exit_code = 2


class Service:
    """One process. `run` returns the exit code once it is asked to stop.

    `beat` and `silence` are seconds: between its signs of life, and after which others are given up.
    """

    def __init__(
        self,
        settings: Settings,
        store: Store,
        role: Role = Role.ALL,
        *,
        beat: float = BEAT,
        silence: float = SILENCE,
    ) -> None:
        if role is not Role.ALL and store.one_process:
            raise OneFile(role=role.value)
        self._settings = settings
        self._store = store
        self._role = role
        self._life = (beat, silence)
        self._name = identity(role.value)
        self._desk = app.desk(settings, store, self._name, alone=store.one_process)
        self._pace = None if role is Role.CLOCK else app.pace(settings)
        self._meter = Meter()
        self._chats = app.platforms(settings, self._desk, self._pace) if self._does(Role.WEB) else {}
        self._courier = self._made() if self._does(Role.WORKER) else None
        self._vitals = Vitals(
            store, self._name, role.value, chats=self._chats, counters=self._desk.counters, meter=self._meter
        )
        self._vitals.courier = self._courier
        self._scheduler = self._alarm() if self._does(Role.CLOCK) else None
        self._listeners: list[asyncio.Task[None]] = []
        self._tidied: datetime | None = None

    def _does(self, role: Role) -> bool:
        return self._role in {role, Role.ALL}

    def _made(self) -> Courier:
        """The courier, with platforms of its own: what sends lives on another loop than what listens."""
        settings, me = self._settings, self._name
        carrying = Carrying(
            self._store,
            lambda: metered(app.platforms(settings, self._desk, self._pace, broadcasts=True), self._meter),
            me,
            clock.now,
            hold=settings.milepost_on_ambiguous == "hold",
        )
        courier = Courier(
            settings.database_url.get_secret_value(),
            me,
            carrying.jobs,
            role=self._role.value,
            setup=carrying.setup,
            teardown=carrying.teardown,
            aside=carrying.aside,
            alone=self._store.one_process,
            beat=self._life[0],
            silence=self._life[1],
        )
        carrying.stopping = courier.stopping
        return courier

    def _alarm(self) -> Scheduler:
        """What calls for each tick."""
        from bot.scheduler import Scheduler

        return Scheduler(self._tick)

    async def run(self) -> int:
        """Work until the process is asked to stop, or nobody lets it in anywhere."""
        stop = _stopping()
        if self._does(Role.WEB):
            sys.setswitchinterval(YIELD)
        identify(role=self._role.value, executor=self._name)
        app.set_rates(self._settings, self._store)
        if self._courier:
            await self._courier.start()
        await self._vitals.start(self._port, _routes(self._chats), needed=self._does(Role.WEB))
        ended = self._listen()
        if self._scheduler:
            self._scheduler.start()
        log.info(
            "running",
            role=self._role.value,
            platforms=", ".join(self._chats),
            port=self._vitals.port,
            executor=self._courier and self._courier.executor,
        )
        waiting: list[asyncio.Future[Any]] = [stop, *([ended] if self._chats else [])]
        await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
        self._vitals.stopping = True
        await self._stop(ended)
        await self._vitals.stop()
        return 0 if stop.done() else 2

    @property
    def _port(self) -> int | None:
        """Where the health pages are; a process that nobody writes to needs a port of its own for them."""
        settings = self._settings
        own = self._does(Role.WEB) or "port" in settings.model_fields_set
        return settings.port if own else None

    def _listen(self) -> asyncio.Future[Any]:
        """Listen on every platform; done when none lets us in."""
        self._listeners = [
            asyncio.create_task(_listen(chat, self._desk, self._vitals.refused), name=name)
            for name, chat in self._chats.items()
        ]
        return asyncio.gather(*self._listeners, return_exceptions=True)

    async def _stop(self, ended: asyncio.Future[Any]) -> None:
        """Begin nothing more; let what is under way end, side by side."""
        if self._scheduler:
            await self._scheduler.stop()
        for listener in self._listeners:
            listener.cancel()
        leaving = [self._courier.stop(DRAIN)] if self._courier else []
        await asyncio.gather(ended, *leaving, return_exceptions=True)
        for chat in self._chats.values():
            await chat.close()

    async def _tick(self) -> datetime | None:
        """Write down what is owed now; when something may be owed next."""
        try:
            now = clock.now()
            new = await asyncio.to_thread(materialise, now, self._store, app.reckoning(self._settings))
            lost = await asyncio.to_thread(self._store.occurrences.revive, now)
            if new or lost:
                log.info("tick", new=len(new), revived=lost)
            await asyncio.to_thread(self._store.forgetting.overdue, now)
            await self._chores(now)
            return await asyncio.to_thread(self._store.schedules.next_at, now)
        except MilepostError as fault:
            log.warning("tick", trouble=str(fault))
            return None

    async def _chores(self, now: datetime) -> None:
        """Once an hour, take away what nobody needs any more."""
        if self._tidied is not None and now - self._tidied < HOUR:
            return
        self._tidied = now
        await asyncio.to_thread(self._store.inbox.tidy, now - KEPT)
        await asyncio.to_thread(self._store.tidy_jobs, now - KEPT)
        await asyncio.to_thread(self._store.tolls.tidy, now - KEPT)
        await asyncio.to_thread(self._store.schedules.tidy)
        await asyncio.to_thread(self._store.notes.tidy, now)
        await asyncio.to_thread(self._store.forgetting.tidy, now)


async def _listen(chat: Platform, answers: Desk, refused: dict[str, str]) -> None:
    """Open a platform, trying again while it can't be reached, and listen; returns where it is refused."""
    attempt = 0
    while True:
        try:
            await chat.open()
            await chat.listen(answers)
            return
        except DeliveryError as fault:
            if fault.off:
                refused[chat.name] = fault.why
                log.error("platform off", platform=chat.name, why=fault.why)
                return
            pause = fault.retry_after or RETRY_SECONDS[min(attempt, len(RETRY_SECONDS) - 1)]
            log.warning("platform out of reach", platform=chat.name, why=fault.why, next_try_in_seconds=pause)
            attempt += 1
            await asyncio.sleep(pause)


def _routes(chats: Mapping[str, Platform]) -> list[Route]:
    """The web routes that platforms bring along."""
    return [route for chat in chats.values() for route in getattr(chat, "routes", list)()]


def _stopping() -> asyncio.Future[None]:
    """A future that is done when the process is asked to stop."""
    loop = asyncio.get_running_loop()
    stop: asyncio.Future[None] = loop.create_future()

    def done() -> None:
        if not stop.done():
            stop.set_result(None)

    for name in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):
            loop.add_signal_handler(name, done)
    return stop
