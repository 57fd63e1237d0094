"""What comes of an update: the desk is asked, and its answer goes back to the chat."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import assert_never

from bot.card import Card
from bot.platforms.changing import changing
from bot.platforms.memo import Shelf
from bot.platforms.telegram import notes
from bot.platforms.telegram.client import Client
from bot.platforms.telegram.faults import Answered, TopicGone, Unanswered
from bot.platforms.telegram.layout import Layout, Message, laid_out
from bot.platforms.telegram.links import inviting
from bot.platforms.telegram.pressing import acknowledge, answered
from bot.platforms.telegram.render import chat_id
from bot.platforms.telegram.sending import Sender
from bot.platforms.telegram.updates import Asked, Hosted, Incoming, Joined, Left, Moved, Pressed, Searched
from bot.ports import Actor, DeliveryError, Desk, Request
from bot.words import tongue
from briefings.model import Address
from briefings.tongue import speaking

_LOG = logging.getLogger(__name__)
# Telegram keeps updates for 24 hours: a time that is further off is not to be believed.
GREETED = 2
"""Buttons below the greeting of a group."""
BELIEVED = timedelta(hours=48)


@dataclass(frozen=True, slots=True)
class Conversation:
    """Answers updates of any chat; the desk blocks, so that it works in threads."""

    client: Client
    sender: Sender
    desk: Desk
    clock: Callable[[], datetime]
    username: str = ""
    _layouts: Shelf[Layout] = field(default_factory=Shelf, init=False, repr=False)

    async def take(self, id: int, incoming: Incoming) -> None:
        """Do what an update asks for; what fails is logged."""
        match incoming:
            case Asked():
                await self._asked(id, incoming)
            case Pressed():
                await acknowledge(self.client, incoming.press)
            case Moved():
                await asyncio.to_thread(self.desk.moved, incoming.old, incoming.new)
                await asyncio.to_thread(self._first, incoming.new, self.clock())
            case Joined():
                await self._joined(id, incoming.asked)
            case Hosted():
                await self._hosted(incoming)
            case Searched():
                pass  # what is typed on is answered at once or not at all
            case Left():
                await asyncio.to_thread(self.desk.gone, incoming.address, incoming.why)
            case _:
                assert_never(incoming)

    async def _asked(self, id: int, asked: Asked) -> None:
        if not asked.press:
            card, messages = await asyncio.to_thread(self._whole, id, asked, await self._request(asked))
            await self._reply(asked.address, card, messages=messages)
        elif shown := await answered(self.client, asked.press, self._answered(id, asked)):
            await self._reply(asked.address, shown, asked.message if shown.instead else 0)

    async def _joined(self, id: int, asked: Asked) -> None:
        """Greet a group; it may learn in several ways at once that we came."""
        at = self._time(asked.at)
        if await asyncio.to_thread(self._first, asked.address, at):
            card = await self._answered(id, asked)
            await self._reply(asked.address, replace(card, actions=card.actions[:GREETED]))

    def _first(self, address: Address, at: datetime) -> bool:
        """Whether a chat was not greeted in this minute or the one before; now it was."""
        minute = int(at.timestamp()) // 60
        fresh = self.desk.once(address, f"greeting {minute}")
        self.desk.once(address, f"greeting {minute + 1}")
        return fresh

    async def _hosted(self, hosted: Hosted) -> None:
        """Tell who put us into a channel how to go on; who never wrote to us can't be told."""
        with speaking(tongue(hosted.host.language)):
            card = notes.hosted(hosted.title, hosted.may_post)
        try:
            await self._send(hosted.host.address, card)
        except DeliveryError as error:
            _LOG.info("telegram: who added us to a channel could not be told (%s)", error.why)

    async def _answered(self, id: int, asked: Asked) -> Card:
        return await asyncio.to_thread(self._answer, id, asked, await self._request(asked))

    async def _request(self, asked: Asked) -> Request:
        return Request(
            address=asked.address,
            actor=Actor(asked.actor, asked.name, await self._admin(asked), asked.hidden),
            text=asked.text,
            at=self._time(asked.at),
            chat=asked.chat,
            language=asked.language,
            forwarded=asked.forwarded,
        )

    def _time(self, at: datetime | None) -> datetime:
        """When it was asked, in a time that can be believed."""
        now = self.clock()
        return at if at and abs(now - at) <= BELIEVED else now

    def _whole(self, id: int, asked: Asked, request: Request) -> tuple[Card, list[Message]]:
        """The answer, laid out; blocks."""
        card = self._answer(id, asked, request)
        return card, self._laid_out(asked.address, card)

    def _answer(self, id: int, asked: Asked, request: Request) -> Card:
        """The desk's answer, or an apology that can be looked up in the log; blocks."""
        try:
            card = self.desk.answer(request)
        except Exception:
            _LOG.exception("telegram: update %d could not be answered", id)
            with speaking(tongue(request.language)):
                card = notes.broken(id)
        private_start = asked.chat == "private" and asked.text == "/start"
        return inviting(card, self.username) if private_start else card

    async def _admin(self, asked: Asked) -> bool:
        """Whether who asks may change things here; looked up only where it matters."""
        if asked.admin is not None:
            return asked.admin
        changes = asked.text.startswith("~") or await changing(self.desk, asked.text)
        return changes and await self._runs(asked)

    async def _runs(self, asked: Asked) -> bool:
        """Whether Telegram says that a member runs this chat; no where it does not say."""
        try:
            member = await self.client.call(
                "getChatMember", chat_id=chat_id(asked.address), user_id=int(asked.actor)
            )
        except (Answered, Unanswered, ValueError) as error:
            _LOG.warning("telegram: who runs %s could not be found out (%s)", asked.address, error)
            return False
        status = member.get("status") if isinstance(member, dict) else None
        posts = asked.chat != "channel" or (status and member.get("can_post_messages") is not False)
        return status in ("creator", "administrator") and bool(posts)

    async def _reply(
        self, address: Address, card: Card, instead_of: int = 0, messages: Sequence[Message] = ()
    ) -> None:
        """Send an answer, in the place of a message where one is named and that can be done.

        `messages` are the same, laid out, where that was done. Where its chat is gone or has moved the desk
        is told; where its topic is, General gets it.
        """
        try:
            await self._send(address, card, instead_of, messages)
        except TopicGone:
            await self._once_more(replace(address, thread=""), notes.elsewhere(card))
        except DeliveryError as error:
            if error.moved:
                await asyncio.to_thread(self.desk.moved, address, error.moved)
                await self._once_more(error.moved, card)
            elif error.permanent:
                await asyncio.to_thread(self.desk.gone, address, error.why)
            elif error.ambiguous and not error.off:
                await self._once_more(address, notes.again(card))
            else:
                _LOG.warning("telegram: an answer to %s was lost (%s)", address, error.why)

    async def _once_more(self, address: Address, card: Card) -> None:
        """The last try."""
        try:
            await self._send(address, card)
        except DeliveryError as error:
            _LOG.warning("telegram: an answer to %s was lost (%s)", address, error.why)

    async def _send(
        self, address: Address, card: Card, instead_of: int = 0, messages: Sequence[Message] = ()
    ) -> None:
        messages = messages or await asyncio.to_thread(self._laid_out, address, card)
        if instead_of and await self.sender.edit(address, instead_of, messages):
            return
        await self.sender.send(address, messages, patient=True)

    def _laid_out(self, address: Address, card: Card) -> list[Message]:
        layout = self._layouts.of(card, lambda: laid_out(card))
        return layout.messages(address, lambda command: self.desk.remember(address, command))
