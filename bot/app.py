"""The composition root: the only module that knows every part, and puts them together.

What not every process needs is imported where it is put in: a platform, the readers, the terminal chat.
"""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import structlog
from pydantic import SecretStr

from bot import clock
from bot.command import Defaults
from bot.delivery import Counts, tick
from bot.dispatch import FrontDesk
from bot.mailbox import Mailbox
from bot.ports import DeliveryError, Desk, Platform
from bot.rights import Staff
from briefings.milestones import Reckoning
from config.settings import Settings
from storage.roster import RATES
from storage.store import Store

if TYPE_CHECKING:
    from bot.platforms.telegram import Pace
    from bot.platforms.telegram.webhook import Hook
    from storage.ingest import Summary
    from storage.renewing import Progress

log = structlog.get_logger(__name__)

PAID = 900.0
"""Messages a second that Telegram takes where they are paid for: 0.9 of its limit."""


def store(settings: Settings, progress: Progress | None = None) -> Store:
    """The store that the settings name, migrated; `progress` is told where its index is made anew."""
    return Store.open(settings.database_url.get_secret_value(), progress=progress)


def ship(shelves: Store, at: datetime, progress: Progress | None = None) -> Summary:
    """Read what travels with the program into the store."""
    from storage.ingest import ship

    return ship(shelves, at=at, progress=progress)


def ingest(shelves: Store, paths: Sequence[Path], at: datetime, progress: Progress | None = None) -> Summary:
    """Read files and folders into the store."""
    from storage.ingest import ingest

    return ingest(shelves, paths, at=at, progress=progress)


def defaults(settings: Settings) -> Defaults:
    """This installation's zone, hour, people and language."""
    staff = Staff(settings.milepost_operators, settings.milepost_editors)
    return Defaults(
        settings.milepost_zone,
        settings.milepost_hour,
        reckoning(settings),
        staff,
        settings.milepost_language,
    )


def reckoning(settings: Settings) -> Reckoning:
    """How this installation counts days."""
    return Reckoning(settings.milepost_leap_day == "03-01", settings.milepost_first_day)


def desk(settings: Settings, shelves: Store, name: str = "", *, alone: bool = False) -> FrontDesk:
    """What answers on every platform, as the process `name`; `alone`: no other works on this store."""
    mail = Mailbox(shelves.inbox, clock.now, owner=name, alone=alone)
    return FrontDesk(shelves, defaults(settings), clock.now, mail=mail)


def pace(settings: Settings) -> Pace | None:
    """What all that write to Telegram's chats from this process share; None where it is not set up."""
    if not settings.telegram_bot_token:
        return None
    from bot.platforms.telegram import Pace

    return Pace()


def platforms(
    settings: Settings, answers: Desk, pace: Pace | None = None, *, broadcasts: bool = False
) -> dict[str, Platform]:
    """The chat platforms whose tokens are set, by name; none of them is open yet.

    `pace` is shared by all that write to Telegram's chats from this process; `broadcasts`: they send what
    is owed, for which this installation may pay.
    """
    found: dict[str, Platform] = {}
    if settings.telegram_bot_token:
        from bot.platforms.telegram import Telegram

        found["telegram"] = Telegram(
            settings.telegram_bot_token,
            settings.telegram_api_base_url,
            remember=answers.remember,
            clock=clock.now,
            pace=pace,
            paid=broadcasts and settings.telegram_paid_broadcast,
            hook=_hook(settings),
            named=settings.telegram_profile,
        )
    if settings.slack_bot_token:
        from bot.platforms.slack import Slack

        found["slack"] = Slack(
            _shown(settings.slack_bot_token),
            _shown(settings.slack_signing_secret),
            app_token=_shown(settings.slack_app_token),
            base_url=settings.slack_api_url,
            clock=clock.now,
        )
    return found


def _hook(settings: Settings) -> Hook | None:
    """Where Telegram brings updates; None where they are fetched."""
    if not settings.telegram_webhook_url:
        return None
    from bot.platforms.telegram.webhook import Hook

    return Hook(settings.telegram_webhook_url, settings.webhook_secrets)


def set_rates(settings: Settings, shelves: Store) -> None:
    """Give every lane the rate of this installation."""
    shelves.lanes.set_rate("telegram", PAID if settings.telegram_paid_broadcast else RATES["telegram"])


def _shown(secret: SecretStr | None) -> str:
    """A secret's words, for the client that needs them."""
    return secret.get_secret_value() if secret else ""


async def talk(settings: Settings, shelves: Store) -> None:
    """The terminal chat, until its input ends."""
    from bot.platforms.console import Console

    await Console(clock.now).listen(desk(settings, shelves))


async def once(settings: Settings, shelves: Store, at: datetime) -> Counts:
    """One tick at the given time, with the real platforms."""
    from bot.platforms.console import Console

    async with _opened(platforms(settings, desk(settings, shelves))) as opened:
        stages = {"terminal": Console(clock.now), **opened}
        set_rates(settings, shelves)
        hold = settings.milepost_on_ambiguous == "hold"
        return await tick(at, shelves, stages, reckoning=reckoning(settings), hold=hold)


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
