"""Telegram as a platform: opens, listens, sends, closes."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from pydantic import SecretStr

from bot.card import Card
from bot.clock import now
from bot.platforms.memo import Memo
from bot.platforms.telegram.addressing import Me
from bot.platforms.telegram.client import Client
from bot.platforms.telegram.conversation import Conversation
from bot.platforms.telegram.faults import Answered, TopicGone, Unanswered, meaning
from bot.platforms.telegram.inline import Inline
from bot.platforms.telegram.intake import Intake
from bot.platforms.telegram.lanes import Lanes
from bot.platforms.telegram.layout import laid_out
from bot.platforms.telegram.notes import elsewhere
from bot.platforms.telegram.pace import Pace
from bot.platforms.telegram.polling import Poller
from bot.platforms.telegram.profile import present
from bot.platforms.telegram.sending import Sender, Sleep
from bot.platforms.telegram.webhook import Hanging, Hook, routes
from bot.ports import DeliveryError, Desk
from bot.receiving import Reception
from briefings.model import Address

if TYPE_CHECKING:
    from starlette.routing import Route

_LOG = logging.getLogger(__name__)
SERVER = "https://api.telegram.org"
POLL = 25  # seconds that the server keeps an empty answer back
FAREWELL = 5.0  # seconds that answers under way get when the program stops
OPENINGS = 6


class Telegram:
    """The platform `telegram`, on python-telegram-bot's client.

    `base_url` is the server's root, without `/bot`. `remember` keeps commands that are too long for a
    button of a message sent before `listen`; without it such buttons are left out. `clock`, `sleep`
    and `poll` (seconds of one long poll) are there for tests. `pace` is for two of us in one process,
    each on a loop of its own: what they send to one chat keeps one pace. `paid` is Telegram's paid broadcast.
    With a `hook` updates are not fetched but brought, to `routes()`, which the app mounts. `named`: the bot's
    name and descriptions are ours to set, in each language.
    """

    name = "telegram"

    def __init__(
        self,
        token: SecretStr | str,
        base_url: str = SERVER,
        *,
        remember: Callable[[Address, str], str] | None = None,
        clock: Callable[[], datetime] = now,
        sleep: Sleep = asyncio.sleep,
        pace: Pace | None = None,
        paid: bool = False,
        hook: Hook | None = None,
        named: bool = True,
        poll: int = POLL,
    ) -> None:
        secret = token.get_secret_value() if isinstance(token, SecretStr) else token
        if not secret.strip():
            raise ValueError("the Telegram bot token is empty: set TELEGRAM_BOT_TOKEN")
        self._client = Client(secret.strip(), base_url.rstrip("/"))
        self._sender = Sender(self._client, pace or Pace(), sleep)
        self._layouts = Memo(partial(laid_out, paid=paid))
        self._remember = remember
        self._clock = clock
        self._sleep = sleep
        self._poll = poll
        self._me: Me | None = None
        self._hook = hook
        self._named = named
        self._entrance: Poller | Hanging | None = None
        self._intake: Intake | None = None

    def __repr__(self) -> str:
        """Without anything secret."""
        return "Telegram()"

    @property
    def trouble(self) -> str:
        """Why no updates come to us though we are let in; empty where they do."""
        if self._hook and not self._intake:
            return "telegram: not open yet"
        return self._entrance.conflict if self._entrance else ""

    def routes(self) -> list[Route]:
        """What the web server mounts; nothing where updates are fetched."""
        return routes(self._hook, lambda: self._intake) if self._hook else []

    async def open(self) -> None:
        """Find out who we are; waits for a server that is not there yet, about half a minute."""
        for attempt in range(OPENINGS):
            fault = await self._introduce()
            if not fault:
                return
            if fault.off or fault.refused or attempt == OPENINGS - 1:
                raise fault
            _LOG.warning("telegram: not open yet (%s)", fault.why)
            await self._sleep(fault.retry_after or 2.0**attempt)

    async def _introduce(self) -> DeliveryError | None:
        """Ask for our own name; the fault where that fails."""
        try:
            user = await self._client.call("getMe")
        except (Answered, Unanswered) as error:
            return meaning(error)
        known = user if isinstance(user, dict) else {}
        self._me = Me(int(known.get("id") or 0), str(known.get("username") or ""))
        return None

    async def listen(self, desk: Desk) -> None:
        """Answer updates until cancelled; then answers under way get a few seconds to go out.

        What is not answered by then stays in the inbox.
        """
        if not self._me:
            await self.open()
        self._remember = desk.remember
        talk = Conversation(
            self._client, self._sender, desk, self._clock, self._me.username if self._me else ""
        )
        inline = Inline(self._client, desk, self._clock)
        async with Reception(desk.mail, desk.counters) as reception:
            lanes = Lanes()
            intake = Intake(reception, lanes, talk, inline, desk.counters, self._me or Me(0, ""))
            self._entrance = entrance = self._way_in(intake)
            keeping = asyncio.create_task(reception.keep(self.name, intake.again))
            presenting = asyncio.create_task(present(self._client, desk, named=self._named))
            self._intake = intake
            try:
                await entrance.run()
            finally:
                self._intake = None
                keeping.cancel()
                presenting.cancel()
                await inline.close()
                await lanes.finish(FAREWELL)

    def _way_in(self, intake: Intake) -> Poller | Hanging:
        """How updates come: brought to us, or fetched."""
        if self._hook:
            return Hanging(self._client, self._hook, self._sleep)
        return Poller(self._client, intake.take, intake.skip, self._sleep, self._poll)

    async def send(self, address: Address, card: Card, *, name: str = "") -> str:
        """Send a card; the id of its last message. Raises `DeliveryError`. Telegram knows no `name`s.

        Where its topic is closed or deleted, the group's General gets it, with a line that says so.
        """
        try:
            return await self._send(address, card)
        except TopicGone:
            return await self._send(replace(address, thread=""), elsewhere(card))

    async def _send(self, address: Address, card: Card) -> str:
        layout = await self._layouts.of(card)
        remember = self._remember

        def name_for(command: str) -> str:
            return remember(address, command) if remember else ""

        if layout.actions and remember:
            messages = await asyncio.to_thread(layout.messages, address, name_for)
        else:
            messages = layout.messages(address, name_for)
        return await self._sender.send(address, messages, patient=False)

    async def parts(self, card: Card) -> int:
        """How many messages a card takes."""
        return len((await self._layouts.of(card)).parts)

    async def close(self) -> None:
        """Let go of every connection."""
        await self._client.close_connections()
