"""Slack as a platform: Socket Mode where there is an app token, signed HTTP otherwise."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.card import Card
from bot.platforms.memo import Memo
from bot.platforms.slack.clients import connected, direct, disconnect, vendor_log, web_client
from bot.platforms.slack.faults import fault
from bot.platforms.slack.render import Payload, payloads, personal
from bot.platforms.slack.sending import Sender, Sleep
from bot.platforms.slack.signature import Seal
from bot.ports import DeliveryError, Desk
from bot.receiving import Reception
from briefings.model import Address
from storage.inbox import Update

if TYPE_CHECKING:
    from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
    from slack_bolt.async_app import AsyncApp
    from starlette.routing import Route

    from bot.platforms.slack.conversation import Conversation

log = logging.getLogger(__name__)

API = "https://slack.com/api/"
CONNECTING = 30.0
"""Seconds after which a connection attempt starts over with a fresh address."""


class Slack:
    """The `Platform` for one Slack workspace.

    `clock` tells the time, aware, for signatures and requests; `base_url` ends in `/api/`. Without an
    `app_token` there must be a `signing_secret` (else `ValueError`), and the app mounts `routes()`.
    Bolt, which is large, is there for listening: who only sends never imports it.
    """

    name = "slack"

    def __init__(
        self,
        bot_token: str,
        signing_secret: str = "",
        *,
        clock: Callable[[], datetime],
        app_token: str = "",
        base_url: str = API,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        if not app_token and not signing_secret.strip():
            raise ValueError(
                "Slack has no way in, because neither is set: "
                "give it SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP)."
            )
        self._socket_client = web_client(base_url, app_token) if app_token else None
        self._base_url = base_url
        self._clock = clock
        self._seal = None if app_token else Seal(signing_secret, clock)
        self._client: AsyncWebClient = web_client(base_url, bot_token)
        self._sender = Sender(self._client, sleep, clock)
        self._layouts: Memo[list[Payload]] = Memo(payloads)
        self._who: AsyncSlackResponse | None = None
        self._bolt: AsyncApp | None = None
        self._desk: Desk | None = None
        self._conversation: Conversation | None = None
        self._off = ""

    def __repr__(self) -> str:
        return f"Slack({'Socket Mode' if self._socket_client else 'HTTP'})"

    def routes(self) -> list[Route]:
        """What the web server mounts; nothing in Socket Mode."""
        if self._seal is None:
            return []
        from bot.platforms.slack import door

        return door.routes(self._seal, lambda: self._bolt)

    async def open(self) -> None:
        """Ask Slack who we are, and whether it takes the app token."""
        try:
            self._who = await connected(self._client).auth_test()
            if self._socket_client and self._socket_client.token:
                await self._socket_client.apps_connections_open(app_token=self._socket_client.token)
        except Exception as error:
            raise fault(error) from None

    async def listen(self, desk: Desk) -> None:
        """Take requests and answer them until cancelled; what is not answered then stays in the inbox."""
        from bot.platforms.slack.conversation import Conversation
        from bot.platforms.slack.hosting import Host
        from bot.platforms.slack.listeners import again, listening
        from bot.platforms.slack.people import People
        from bot.platforms.slack.views import Views

        self._desk = desk
        async with Reception(desk.mail, desk.counters) as reception:
            people = People(self._client, self._clock)
            conversation = Conversation(desk, self._sender, people, self._clock, reception)
            self._conversation = conversation
            host = Host(desk, conversation, self._sender, Views(self._client), self._clock)
            self._bolt = bolt = listening(conversation, host, self._who, self._base_url, self._end)

            async def take(update: Update) -> None:
                if not await again(bolt, update):
                    reception.settle(update.name, "nobody listens to it any more")

            keeping = asyncio.create_task(reception.keep(self.name, take))
            try:
                if self._socket_client:
                    await self._hold_socket(bolt, self._socket_client)
                else:
                    await asyncio.Event().wait()
            finally:
                keeping.cancel()
                self._bolt = None
                await conversation.drain()

    async def send(self, address: Address, card: Card, *, name: str = "") -> str:
        """Post a card and return the `ts` of its last message; raises `DeliveryError`."""
        if self._off:
            raise DeliveryError(self._off, off=True)
        connected(self._client)
        if self._desk and personal(card):
            messages = await asyncio.to_thread(self._laid_out, self._desk, address, card)
        else:
            messages = await self._layouts.of(card)
        return await self._sender.send(address, messages, name)

    async def parts(self, card: Card) -> int:
        """How many messages a card takes."""
        return len(await self._layouts.of(card))

    async def close(self) -> None:
        """Let answers under way finish, then go of every connection; safe to call twice."""
        self._bolt = None
        if self._conversation is not None:
            await self._conversation.drain()
        await disconnect(self._client)

    def _laid_out(self, desk: Desk, address: Address, card: Card) -> list[Payload]:
        return payloads(card, name_for=lambda command: desk.remember(address, command))

    def _end(self, why: str) -> None:
        log.warning("%s Nothing more is sent; install it again and restart with the new token.", why)
        self._off = why

    async def _hold_socket(self, bolt: AsyncApp, client: AsyncWebClient) -> None:
        """Keep the websocket; the SDK connects again by itself, but tries a stale first address for ever."""
        from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler

        handler = AsyncSocketModeHandler(bolt, client.token, logger=vendor_log(), web_client=client)
        if direct(self._base_url):
            handler.client.proxy = None
        try:
            while not await _connected(handler):
                handler.client.wss_uri = None
            await asyncio.Event().wait()
        finally:
            await handler.close_async()  # type: ignore[no-untyped-call]


async def _connected(handler: AsyncSocketModeHandler) -> bool:
    try:
        await asyncio.wait_for(handler.connect_async(), CONNECTING)  # type: ignore[no-untyped-call]
    except TimeoutError:
        return False
    return True
