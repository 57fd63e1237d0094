"""From what somebody asked to their answer, each delivery of Slack's once."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from datetime import datetime
from typing import Any, TypeVar

from bot.card import Card, Line, Notice, text
from bot.platforms.slack.incoming import Asked, delivery, tenant
from bot.platforms.slack.render import Payload, answered, payloads
from bot.platforms.slack.sending import Sender
from bot.ports import DeliveryError, Desk, Request
from briefings.model import Address

log = logging.getLogger(__name__)
T = TypeVar("T")

INBOX = 0.5
"""Seconds that the inbox may take before the acknowledgement goes out without it: Slack waits 3."""
FAREWELL = 5.0
"""Seconds that answers under way are given when we close."""

SORRY = Card(
    (
        Notice(
            "error",
            Line(
                text("The answer could not be made, because of a fault on our side. Try again in a minute.")
            ),
        ),
    )
)


class Conversation:
    """Asks the desk in a thread of its own and brings the answer back, whatever happens to it."""

    def __init__(self, desk: Desk, sender: Sender, clock: Callable[[], datetime]) -> None:
        self._desk = desk
        self._sender = sender
        self._clock = clock
        self._tasks: set[asyncio.Task[Any]] = set()

    async def receive(self, body: Mapping[str, Any]) -> asyncio.Task[bool]:
        """Write the delivery into the inbox: the task tells whether it was there before.

        Waits for it no longer than the acknowledgement can.
        """
        task = self._spawn(self._known(tenant(body), delivery(body)))
        await asyncio.wait({task}, timeout=INBOX)
        return task

    def take(self, asked: Asked | None, known: asyncio.Task[bool]) -> None:
        """Answer in the background, unless there is nothing to answer or it was answered before."""
        if asked is not None:
            self._spawn(self._handle(asked, known))

    def gone(self, address: Address, why: str, known: asyncio.Task[bool]) -> None:
        """Tell the desk in the background that a channel can't be reached any more."""
        self._spawn(self._lost(address, why, known))

    async def drain(self) -> None:
        """Let answers under way finish, but not for long."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=FAREWELL)
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _spawn(self, work: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def _known(self, team: str, id: str) -> bool:
        if not id:
            return False
        try:
            return await asyncio.to_thread(self._desk.seen, "slack", team, id)
        except Exception as error:
            log.error(
                "The inbox can't be read or written (%s): a delivery goes unchecked.", type(error).__name__
            )
            return False

    async def _handle(self, asked: Asked, known: asyncio.Task[bool]) -> None:
        if await known:
            return
        try:
            card, messages = await asyncio.to_thread(self._answer, asked)
        except Exception as error:
            log.error("A command could not be answered (%s).", type(error).__name__)
            card, messages = SORRY, payloads(SORRY)
        try:
            await self._bring(asked, card.private and not asked.share, messages)
        except DeliveryError as error:
            log.warning("An answer did not arrive: %s", error.why)

    async def _lost(self, address: Address, why: str, known: asyncio.Task[bool]) -> None:
        if await known:
            return
        try:
            await asyncio.to_thread(self._desk.gone, address, why)
        except Exception as error:
            log.error("A lost channel could not be written down (%s).", type(error).__name__)

    def _answer(self, asked: Asked) -> tuple[Card, list[Payload]]:
        """Ask the desk and lay its card out; blocks."""
        request = Request(asked.address, asked.actor, asked.text, self._clock(), asked.chat)
        card = self._desk.answer(request)
        sharable = card.private and not asked.share and asked.response_url and asked.chat != "private"
        share = asked.text if sharable and not self._desk.changes(asked.text) else None

        def name_for(command: str) -> str:
            return self._desk.remember(asked.address, command)

        return card, payloads(card, name_for=name_for, share=share)

    async def _bring(self, asked: Asked, private: bool, messages: list[Payload]) -> None:
        """By the `response_url`, else into the chat, else to the person alone."""
        if not asked.response_url:
            there = Address("slack", asked.address.channel, asked.address.tenant, asked.thread)
            await self._sender.post(there, messages)
            return
        quiet = private and not asked.open
        for index, message in enumerate(messages):
            try:
                body = answered(message, private=quiet, thread=asked.thread)
                await self._sender.respond(asked.response_url, body)
            except DeliveryError as error:
                log.info("A response_url failed (%s): answering directly.", error.why)
                await self._otherwise(asked, messages[index:], quiet)
                return

    async def _otherwise(self, asked: Asked, messages: list[Payload], private: bool) -> None:
        """The ways that are left when a `response_url` has expired, the best one first."""
        user = asked.actor.id
        ways: list[Callable[[], Awaitable[None]]] = [
            lambda: self._sender.direct(asked.address, user, messages),
            lambda: self._sender.whisper(asked.address, user, messages),
        ]
        if not private:
            ways.insert(0, lambda: self._sender.post(asked.address, messages))
        for way in ways[:-1]:
            try:
                return await way()
            except DeliveryError:
                continue
        return await ways[-1]()
