"""What comes of an update: the desk is asked, and its answer goes back to the chat."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import assert_never

from bot.card import Card, Line, Notice, text
from bot.platforms.telegram.client import Client
from bot.platforms.telegram.faults import HARMLESS, Answered, Unanswered
from bot.platforms.telegram.layout import Message, laid_out
from bot.platforms.telegram.render import chat_id
from bot.platforms.telegram.sending import Sender
from bot.platforms.telegram.updates import Asked, Incoming, Joined, Left, Moved, Pressed
from bot.ports import Actor, DeliveryError, Desk, Request
from briefings.model import Address

_LOG = logging.getLogger(__name__)
# Telegram keeps updates for 24 hours: a time that is further off is not to be believed.
BELIEVED = timedelta(hours=48)
AGAIN = Notice("info", Line(text("The connection was cut while this was sent, so it may be here twice.")))


@dataclass(frozen=True, slots=True)
class Conversation:
    """Answers updates of any chat; the desk blocks, so that it works in threads."""

    client: Client
    sender: Sender
    desk: Desk
    clock: Callable[[], datetime]

    async def take(self, id: int, incoming: Incoming) -> None:
        """Do what an update asks for; what fails is logged."""
        match incoming:
            case Asked():
                await self._asked(id, incoming)
            case Pressed():
                await self._acknowledge(incoming.press)
            case Moved():
                await asyncio.to_thread(self.desk.moved, incoming.old, incoming.new)
            case Joined():
                await self._asked(id, incoming.asked)
            case Left():
                await asyncio.to_thread(self.desk.gone, incoming.address, incoming.why)
            case _:
                assert_never(incoming)

    async def _asked(self, id: int, asked: Asked) -> None:
        if asked.press:
            await self._acknowledge(asked.press)
        request = Request(
            address=asked.address,
            actor=Actor(asked.actor, asked.name, await self._admin(asked)),
            text=asked.text,
            at=self._time(asked.at),
            chat=asked.chat,
            language=asked.language,
            forwarded=asked.forwarded,
        )
        await self._reply(asked.address, await self._answer(id, request))

    def _time(self, at: datetime | None) -> datetime:
        """When it was asked, in a time that can be believed."""
        now = self.clock()
        return at if at and abs(now - at) <= BELIEVED else now

    async def _answer(self, id: int, request: Request) -> Card:
        """The desk's answer, or an apology that can be looked up in the log."""
        try:
            return await asyncio.to_thread(self.desk.answer, request)
        except Exception:
            _LOG.exception("telegram: update %d could not be answered", id)
            words = (
                f"This could not be answered, because something broke here. Try it again (reference {id})."
            )
            return Card((Notice("error", Line(text(words))),))

    async def _admin(self, asked: Asked) -> bool:
        """Whether who asks may change things here; looked up only where it matters."""
        if asked.admin is not None:
            return asked.admin
        changes = asked.text.startswith("~") or await asyncio.to_thread(self.desk.changes, asked.text)
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

    async def _acknowledge(self, press: str) -> None:
        """Stop the clock on a button; that it is too late for that matters to nobody."""
        try:
            await self.client.call("answerCallbackQuery", callback_query_id=press)
        except (Answered, Unanswered) as error:
            if not (isinstance(error, Answered) and error.says(*HARMLESS)):
                _LOG.warning("telegram: a press could not be acknowledged (%s)", error)

    async def _reply(self, address: Address, card: Card) -> None:
        """Send an answer; where its chat is gone or has moved the desk is told."""
        try:
            await self._send(address, card)
        except DeliveryError as error:
            if error.moved:
                await asyncio.to_thread(self.desk.moved, address, error.moved)
                await self._once_more(error.moved, card)
            elif error.permanent:
                await asyncio.to_thread(self.desk.gone, address, error.why)
            elif error.ambiguous and not error.off:
                await self._once_more(address, replace(card, blocks=(AGAIN, *card.blocks)))
            else:
                _LOG.warning("telegram: an answer to %s was lost (%s)", address, error.why)

    async def _once_more(self, address: Address, card: Card) -> None:
        """The last try."""
        try:
            await self._send(address, card)
        except DeliveryError as error:
            _LOG.warning("telegram: an answer to %s was lost (%s)", address, error.why)

    async def _send(self, address: Address, card: Card) -> None:
        messages = await asyncio.to_thread(self._laid_out, address, card)
        await self.sender.send(address, messages, patient=True)

    def _laid_out(self, address: Address, card: Card) -> list[Message]:
        return laid_out(card).messages(address, lambda command: self.desk.remember(address, command))
