"""From what somebody asked to their answer, each delivery of Slack's once."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Any, TypeVar

from bot import counting
from bot.card import Card, Line, Notice, text
from bot.platforms.changing import changing
from bot.platforms.memo import Shelf
from bot.platforms.slack.incoming import Asked, delivery, tenant
from bot.platforms.slack.people import People, Person
from bot.platforms.slack.render import Payload, answered, form_for, payloads, personal
from bot.platforms.slack.sending import Sender
from bot.ports import DeliveryError, Desk, Request
from bot.receiving import Reception
from briefings.model import Address
from briefings.tongue import _
from storage.inbox import Name, Update

log = logging.getLogger(__name__)
T = TypeVar("T")

INBOX = 0.8
"""Seconds that Slack is kept waiting for the inbox; it waits 3."""
FAREWELL = 5.0
"""Seconds that answers under way are given when we close."""


@dataclass(frozen=True, slots=True)
class Deed:
    """What a delivery asks for; `again` says that it may be done again where it broke."""

    work: Callable[[], Awaitable[object]]
    again: bool = False


def sorry() -> Card:
    """What is said where an answer could not be made."""
    words = _("The answer could not be made, because of a fault on our side. Try again in a minute.")
    return Card((Notice("error", Line(text(words))),))


class Conversation:
    """Asks the desk in a thread of its own and brings the answer back, whatever happens to it."""

    def __init__(
        self,
        desk: Desk,
        sender: Sender,
        people: People,
        clock: Callable[[], datetime],
        reception: Reception,
    ) -> None:
        self._desk = desk
        self._sender = sender
        self._people = people
        self._clock = clock
        self._reception = reception
        self._tasks: set[asyncio.Task[Any]] = set()
        self._layouts: Shelf[list[Payload]] = Shelf()

    async def take(self, body: Mapping[str, Any], deed: Deed, *, resent: bool) -> bool:
        """Write a delivery into the inbox and deal with it in the background, unless it came before.

        False where it must not be acknowledged: it could not be written in time, and Slack sends it
        again (`resent`). What Slack sends only once is dealt with all the same.
        """
        name = Name("slack", tenant(body), delivery(body))
        if not name.id:
            self._spawn(self._unchecked(deed))
            return True
        written = self._spawn(self._reception.receive([Update(name, json.dumps(body))]))
        self._spawn(self._when_written(written, name, deed, resent))
        await asyncio.wait({written}, timeout=INBOX)
        kept = written.done() and not written.cancelled() and written.exception() is None
        if resent and not kept:
            self._desk.counters.add(counting.REFUSED)
        return kept or not resent

    def resume(self, name: Name, deed: Deed) -> None:
        """Deal in the background with a delivery that was written down and left."""
        self._spawn(self._deal(name, deed))

    def answering(self, asked: Asked) -> Deed:
        """The deed of answering."""
        return Deed(lambda: self._handle(asked))

    def saying(self, asked: Asked, card: Card) -> Deed:
        """The deed of saying something that nobody needs to be asked for."""
        return Deed(lambda: self.bring(asked, card, payloads(card)))

    def losing(self, address: Address, why: str) -> Deed:
        """The deed of telling the desk that a channel can't be reached any more."""
        return Deed(lambda: asyncio.to_thread(self._desk.gone, address, why), again=True)

    async def drain(self) -> None:
        """Let answers under way finish, but not for long."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=FAREWELL)
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def start(self, work: Coroutine[Any, Any, object]) -> None:
        """Begin at once on what is worth nothing later, and so is not kept."""
        self._spawn(self._trying(work))

    async def _trying(self, work: Coroutine[Any, Any, object]) -> None:
        try:
            await work
        except Exception as error:
            log.error("Something that was pressed could not be done (%s).", type(error).__name__)

    def _spawn(self, work: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def _when_written(
        self, written: asyncio.Task[list[bool]], name: Name, deed: Deed, resent: bool
    ) -> None:
        """Deal with a delivery once it is in the inbox, be it later than Slack could wait for."""
        try:
            (new,) = await written
        except Exception:
            if not resent:
                await self._unchecked(deed)
            return
        if new:
            await self._deal(name, deed)

    async def _deal(self, name: Name, deed: Deed) -> None:
        try:
            await self._reception.deal(name, deed.work, again=deed.again)
        except Exception as error:
            log.error("A delivery could not be dealt with (%s).", type(error).__name__)

    async def _unchecked(self, deed: Deed) -> None:
        """Deal with a delivery that is not in the inbox."""
        self._desk.counters.add(counting.UNCHECKED)
        try:
            await deed.work()
        except Exception as error:
            log.error("A delivery could not be dealt with (%s).", type(error).__name__)

    async def request(self, asked: Asked) -> Request:
        """What was asked, with what the answer depends on of who asks; Slack is asked only for that."""
        actor, at = asked.actor, self._clock()
        if asked.chat == "private":
            person = await self._people.of(actor.id) or Person()
            return Request(asked.address, actor, asked.text, at, asked.chat, person.locale, zone=person.zone)
        if await changing(self._desk, asked.text):
            actor = replace(actor, admin=await self._people.runs(actor.id, asked.address.channel))
        return Request(asked.address, actor, asked.text, at, asked.chat)

    async def _handle(self, asked: Asked) -> None:
        try:
            request = await self.request(asked)
            card, messages = await asyncio.to_thread(self._answer, asked, request)
        except Exception as error:
            log.error("A command could not be answered (%s).", type(error).__name__)
            card = sorry()
            messages = payloads(card)
        await self.bring(asked, card, messages)

    async def bring(self, asked: Asked, card: Card, messages: list[Payload]) -> None:
        """Bring a card, laid out already, by the best way that is open."""
        try:
            await self._bring(asked, card, messages)
        except DeliveryError as error:
            log.warning("An answer did not arrive: %s", error.why)

    def _answer(self, asked: Asked, request: Request) -> tuple[Card, list[Payload]]:
        """Ask the desk and lay its card out; blocks."""
        card = self._desk.answer(request)
        return card, self._laid_out(asked, card)

    def _laid_out(self, asked: Asked, card: Card) -> list[Payload]:
        sharable = card.private and not asked.share and asked.response_url and asked.chat != "private"
        share = asked.text if sharable and not self._desk.changes(asked.text) else None

        def name_for(command: str) -> str:
            return self._desk.remember(asked.address, command)

        form = form_for(self._desk.meant(asked.address, asked.text))
        made = partial(payloads, card, name_for=name_for, share=share, form=form)
        # a short name is another one in each chat
        return made() if card.lasting and personal(card) else self._layouts.of(card, made, share, form)

    async def _bring(self, asked: Asked, card: Card, messages: list[Payload]) -> None:
        """By the `response_url`, else into the chat, else to the person alone."""
        if not asked.response_url:
            there = Address("slack", asked.address.channel, asked.address.tenant, asked.thread)
            await self._sender.post(there, messages)
            return
        quiet = card.private and not asked.share and not asked.open
        for index, message in enumerate(messages):
            instead = card.instead and not asked.share and bool(asked.pressed) and index == 0
            hidden = quiet and not (instead and asked.seen)
            try:
                body = answered(message, private=hidden, thread=asked.thread, instead=instead)
                await self._sender.respond(asked.response_url, body, asked.address.tenant)
            except DeliveryError as error:
                log.info("A response_url failed (%s): answering directly.", error.why)
                left = messages[index:]
                if instead and asked.seen and await self._replaced(asked, message):
                    left = left[1:]
                if left:
                    await self._otherwise(asked, left, quiet)
                return

    async def _replaced(self, asked: Asked, message: Payload) -> bool:
        """Whether the message that was pressed could be changed without its `response_url`."""
        try:
            await self._sender.replace(asked.address, asked.pressed, message)
        except DeliveryError:
            return False
        return True

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
