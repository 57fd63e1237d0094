"""Cards on their way out: parts in order and at a chat's pace, a second try where a second try is safe."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.platforms.telegram.client import Client
from bot.platforms.telegram.faults import HARMLESS, Answered, TopicGone, Unanswered, meaning
from bot.platforms.telegram.layout import Message
from bot.platforms.telegram.pace import Chat, Pace
from bot.ports import DeliveryError
from briefings.model import Address

_LOG = logging.getLogger(__name__)
Sleep = Callable[[float], Awaitable[None]]
TRIES = 4
LONGEST = 90.0  # seconds that a chat may be kept waiting for an answer
REMEMBERED = 512  # cards of several parts whose parts are known
HELD_UP = 2.0  # seconds that a message may wait for its chat's pace before its owner is told to come again


@dataclass(frozen=True, slots=True)
class Sender:
    """Sends messages that were laid out. Everything to one chat goes through one sender, at its `pace`."""

    client: Client
    pace: Pace
    sleep: Sleep = asyncio.sleep
    _above: dict[tuple[Chat, int], list[int]] = field(default_factory=dict, init=False)

    async def send(self, address: Address, messages: Sequence[Message], *, patient: bool) -> str:
        """Send the parts of one card; the id of the last one. Raises `DeliveryError`.

        `patient` waits and tries again by itself where Telegram certainly took nothing. Parts after
        the first are always sent patiently: to begin again would send the first part twice. Where the topic
        is gone all can be said elsewhere, from its beginning.
        """
        ids: list[str] = []
        for message in messages:
            try:
                ids.append(await self._persist(address, message, patient or bool(ids)))
            except DeliveryError as error:
                if message.part.photo and (error.refused or error.permanent):
                    # the words say the same; and where they can't be said either, they tell why
                    _LOG.warning("telegram: a picture was left out (%s)", error.why)
                elif ids and not error.permanent and not isinstance(error, TopicGone):
                    raise _begun(error) from None
                else:
                    raise
        self._remember(messages, ids)
        return ids[-1] if ids else ""

    async def edit(self, address: Address, pressed: int, messages: Sequence[Message]) -> bool:
        """Put a card in the place of the message `pressed`; False where that can't be done.

        The first part takes its place, the others follow; parts of it that stood above are deleted.
        Raises `DeliveryError` for the others.
        """
        first, *others = messages
        if first.part.photo or not await self._edited(address, pressed, first):
            return False
        if above := self._above.pop((first.chat, pressed), None):
            with contextlib.suppress(Answered, Unanswered):  # what is left above does no harm
                await self.client.call("deleteMessages", chat_id=first.chat, message_ids=above)
        if others:
            await self.send(address, others, patient=True)
        return True

    async def _edited(self, address: Address, pressed: int, message: Message) -> bool:
        """Change one message; to do that twice does no harm, so that it is tried again where it is unsure."""
        for attempt in range(1, TRIES + 1):
            try:
                await self.client.call(
                    "editMessageText", chat_id=message.chat, message_id=pressed, **message.part.shown
                )
            except (Answered, Unanswered) as error:
                if isinstance(error, Answered) and error.says(*HARMLESS):
                    return True
                fault = meaning(error, address)
                fault.ambiguous = False
                wait = _wait(fault, attempt)
                if wait is None or attempt == TRIES:
                    return False
            else:
                return True
            await self.sleep(wait)
        return False

    def _remember(self, messages: Sequence[Message], ids: Sequence[str]) -> None:
        """Keep which messages stand above the last one of a card, whose buttons may be pressed."""
        if len(ids) > 1 and all(ids):
            *above, last = map(int, ids)
            self._above[messages[0].chat, last] = above
            while len(self._above) > REMEMBERED:
                del self._above[next(iter(self._above))]

    async def _persist(self, address: Address, message: Message, patient: bool) -> str:
        """Send one message, again after a wait where that is safe."""
        if not patient:
            self._room(message)
            return await self._once(address, message)
        for attempt in range(1, TRIES + 1):
            try:
                return await self._once(address, message)
            except DeliveryError as error:
                wait = _wait(error, attempt)
                if wait is None or attempt == TRIES:
                    raise
            await self.sleep(wait)
        raise AssertionError("unreachable")

    def _room(self, message: Message) -> None:
        """Raise where the chat has had so much that its next message is better sent another time."""
        if (wait := self.pace.wait(message.chat)) > HELD_UP:
            raise DeliveryError("Telegram: this chat has had its messages for now", retry_after=wait)

    async def _once(self, address: Address, message: Message) -> str:
        """Send one message; raises `TopicGone` where its topic is."""
        failure: Answered | Unanswered
        try:
            return _id(await self._paced(message))
        except (Answered, Unanswered) as error:
            failure = error
        raise meaning(failure, address)

    async def _paced(self, message: Message) -> Any:
        """Telegram's answer to a message that waited for its moment."""
        if wait := self.pace.take(message.chat):
            await self.sleep(wait)
        try:
            if message.part.photo:
                photo = (message.part.name, message.part.photo)
                return await self.client.upload("sendPhoto", "photo", photo, **message.parameters)
            return await self.client.post("sendMessage", message.form)
        finally:
            self.pace.arrived(message.chat)


def _id(result: Any) -> str:
    """The id of a sent message; empty where the answer tells none, for it is sent all the same."""
    return str(result.get("message_id") or "") if isinstance(result, dict) else ""


def _wait(error: DeliveryError, attempt: int) -> float | None:
    """Seconds until a further try, None where that is not safe or not worth it."""
    final = error.permanent or error.ambiguous or error.refused or error.off or error.moved
    wait = error.retry_after if error.retry_after is not None else 2.0 ** (attempt - 1)
    return None if final or wait > LONGEST else wait


def _begun(error: DeliveryError) -> DeliveryError:
    """The same failure after the first part has arrived: sending again would repeat that part."""
    return DeliveryError(
        f"{error.why} (a part had arrived)", ambiguous=True, off=error.off, moved=error.moved
    )
