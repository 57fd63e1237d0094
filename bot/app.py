"""The composition root: the only module that knows every part, and puts them together."""

from __future__ import annotations

import asyncio
import contextlib
import signal
from collections.abc import AsyncIterator, Mapping
from datetime import datetime
from typing import Any

import structlog
from pydantic import SecretStr
from starlette.routing import Route

from bot import clock
from bot.command import Defaults
from bot.delivery import Counts, tick
from bot.dispatch import FrontDesk
from bot.platforms.console import Console
from bot.platforms.slack import Slack
from bot.platforms.telegram import Telegram
from bot.ports import DeliveryError, Desk, Platform
from bot.scheduler import Scheduler
from bot.web.server import WebServer, application
from briefings.milestones import Reckoning
from config.settings import Settings
from storage.ingest import Summary, ingest, ship
from storage.renewing import Progress
from storage.store import Store

log = structlog.get_logger(__name__)

__all__ = ["Summary", "desk", "ingest", "once", "platforms", "ship", "store", "talk", "work"]

RETRY_SECONDS = (2, 5, 15, 60)


def store(settings: Settings, progress: Progress | None = None) -> Store:
    """The store that the settings name, migrated; `progress` is told where its index is made anew."""
    return Store.open(settings.database_url.get_secret_value(), progress=progress)


def defaults(settings: Settings) -> Defaults:
    """This installation's zone and hour."""
    return Defaults(settings.milepost_zone, settings.milepost_hour, reckoning(settings))


def reckoning(settings: Settings) -> Reckoning:
    """How this installation counts days."""
    return Reckoning(settings.milepost_leap_day == "03-01", settings.milepost_first_day)


def desk(settings: Settings, shelves: Store) -> FrontDesk:
    """What answers on every platform."""
    return FrontDesk(shelves, defaults(settings), clock.now)


def platforms(settings: Settings, answers: Desk) -> dict[str, Platform]:
    """The chat platforms whose tokens are set, by name; none of them is open yet."""
    found: dict[str, Platform] = {}
    if settings.telegram_bot_token:
        found["telegram"] = Telegram(
            settings.telegram_bot_token,
            settings.telegram_api_base_url,
            remember=answers.remember,
            clock=clock.now,
        )
    if settings.slack_bot_token:
        found["slack"] = Slack(
            _shown(settings.slack_bot_token),
            _shown(settings.slack_signing_secret),
            app_token=_shown(settings.slack_app_token),
            base_url=settings.slack_api_url,
            clock=clock.now,
        )
    return found


def _shown(secret: SecretStr | None) -> str:
    """A secret's words, for the client that needs them."""
    return secret.get_secret_value() if secret else ""


async def talk(settings: Settings, shelves: Store) -> None:
    """The terminal chat, until its input ends."""
    await Console(clock.now).listen(desk(settings, shelves))


async def once(settings: Settings, shelves: Store, at: datetime) -> Counts:
    """One tick at the given time, with the real platforms."""
    async with _opened(platforms(settings, desk(settings, shelves))) as opened:
        stages = {"terminal": Console(clock.now), **opened}
        return await tick(at, shelves, stages, reckoning=reckoning(settings))


async def work(settings: Settings, shelves: Store) -> int:
    """The bots and the clock, until the process is asked to stop; returns the exit code."""
    answers = desk(settings, shelves)
    chats = platforms(settings, answers)
    server = WebServer(application(_routes(chats)), settings.port)
    scheduler = Scheduler(lambda: _sweep(shelves, chats, reckoning(settings)))
    stop = _stopping()
    await server.start()
    listeners = [asyncio.create_task(_listen(chat, answers), name=name) for name, chat in chats.items()]
    ended = asyncio.gather(*listeners, return_exceptions=True)
    scheduler.start()
    log.info("running", platforms=", ".join(chats), port=server.port)
    waiting: list[asyncio.Future[Any]] = [ended, stop]
    await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
    await scheduler.stop()
    for listener in listeners:
        listener.cancel()
    await ended
    for chat in chats.values():
        await chat.close()
    await server.stop()
    return 0 if stop.done() else 2


async def _sweep(shelves: Store, chats: Mapping[str, Platform], counting: Reckoning) -> None:
    """One tick of the running clock; what it did is logged when it did anything."""
    counts = await tick(clock.now(), shelves, chats, reckoning=counting)
    for trouble in counts.troubles:
        log.warning("tick", trouble=trouble)
    if counts.claimed or counts.sent:
        log.info("tick", counts=str(counts))


async def _listen(chat: Platform, answers: Desk) -> None:
    """Open a platform, trying again while it can't be reached, and listen; returns where it is refused."""
    attempt = 0
    while True:
        try:
            await chat.open()
            await chat.listen(answers)
            return
        except DeliveryError as fault:
            if fault.off:
                log.error("platform off", platform=chat.name, why=fault.why)
                return
            pause = fault.retry_after or RETRY_SECONDS[min(attempt, len(RETRY_SECONDS) - 1)]
            log.warning("platform out of reach", platform=chat.name, why=fault.why, next_try_in_seconds=pause)
            attempt += 1
            await asyncio.sleep(pause)


@contextlib.asynccontextmanager
async def _opened(chats: Mapping[str, Platform]) -> AsyncIterator[dict[str, Platform]]:
    """Those platforms that could be opened, closed again at the end."""
    opened: dict[str, Platform] = {}
    try:
        for name, chat in chats.items():
            try:
                await chat.open()
                opened[name] = chat
            except DeliveryError as fault:
                log.error("platform out of reach", platform=name, why=fault.why)
        yield opened
    finally:
        for chat in chats.values():
            await chat.close()


def _routes(chats: Mapping[str, Platform]) -> list[Route]:
    """The web routes that platforms bring along."""
    routes: list[Route] = []
    for chat in chats.values():
        if isinstance(chat, Slack):
            routes += chat.routes()
    return routes


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
