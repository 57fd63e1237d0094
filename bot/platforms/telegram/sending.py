"""Cards on their way out: parts in order, a second try where a second try is safe."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any

from bot.platforms.telegram.client import Client
from bot.platforms.telegram.faults import TOPIC_GONE, Answered, Unanswered, meaning
from bot.ports import DeliveryError
from briefings.model import Address

Sleep = Callable[[float], Awaitable[None]]
TRIES = 4
LONGEST = 90.0  # seconds that a chat may be kept waiting for an answer


@dataclass(frozen=True, slots=True)
class Sender:
    """Sends messages that `render` made."""

    client: Client
    sleep: Sleep = asyncio.sleep

    async def send(self, address: Address, messages: Sequence[dict[str, Any]], *, patient: bool) -> str:
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

    async def _persist(self, address: Address, message: dict[str, Any], patient: bool) -> str:
        """Send one message, again after a wait where that is safe."""
        for attempt in range(1, TRIES + 1):
            try:
                return await self._once(address, message)
            except DeliveryError as error:
                wait = _wait(error, attempt)
                if not patient or wait is None or attempt == TRIES:
                    raise
            await self.sleep(wait)
        raise AssertionError("unreachable")

    async def _once(self, address: Address, message: dict[str, Any]) -> str:
        """Send one message; to the group's General topic where its own topic is gone."""
        failure: Answered | Unanswered
        try:
            return _id(await self.client.call("sendMessage", **message))
        except (Answered, Unanswered) as error:
            failure = error
        if "message_thread_id" in message and isinstance(failure, Answered) and failure.says(*TOPIC_GONE):
            message.pop("message_thread_id")
            return await self._once(address, message)
        raise meaning(failure, address)


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
