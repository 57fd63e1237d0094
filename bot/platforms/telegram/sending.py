"""Cards on their way out: parts in order and at a chat's pace, a second try where a second try is safe."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.platforms.telegram.client import Client
from bot.platforms.telegram.faults import MUTE, TOPIC_GONE, Answered, Unanswered, meaning
from bot.platforms.telegram.layout import Message
from bot.platforms.telegram.pace import Pace
from bot.ports import DeliveryError
from briefings.model import Address

Sleep = Callable[[float], Awaitable[None]]
TRIES = 4
LONGEST = 90.0  # seconds that a chat may be kept waiting for an answer
HELD_UP = 2.0  # seconds that a message may wait for its chat's pace before its owner is told to come again


@dataclass(frozen=True, slots=True)
class Sender:
    """Sends messages that were laid out. Everything to one chat goes through one sender, at its `pace`."""

    client: Client
    pace: Pace
    sleep: Sleep = asyncio.sleep

    async def send(self, address: Address, messages: Sequence[Message], *, patient: bool) -> str:
        """Send the parts of one card; the id of the last one. Raises `DeliveryError`.

        `patient` waits and tries again by itself where Telegram certainly took nothing. Parts after
        the first are always sent patiently: to begin again would send the first part twice.
        """
        last = ""
        for at, message in enumerate(messages):
            try:
                last = await self._persist(address, message, patient or at > 0)
            except DeliveryError as error:
                raise _begun(error) if at and not error.permanent else error from None
        return last

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
        """Send one message; to the group's General topic where its own is gone, or not for us to speak in."""
        failure: Answered | Unanswered
        try:
            return _id(await self._paced(message))
        except (Answered, Unanswered) as error:
            failure = error
        if message.thread is not None and isinstance(failure, Answered) and failure.says(*TOPIC_GONE, *MUTE):
            return await self._once(address, replace(message, thread=None))
        raise meaning(failure, address)

    async def _paced(self, message: Message) -> Any:
        """Telegram's answer to a message that waited for its moment."""
        if wait := self.pace.take(message.chat):
            await self.sleep(wait)
        try:
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
