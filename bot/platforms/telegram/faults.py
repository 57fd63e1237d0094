"""What Telegram's refusals and silences mean: every failure of a request as a `DeliveryError`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from telegram.error import TelegramError

from bot.platforms.telegram.defusing import clean
from bot.ports import DeliveryError
from briefings.model import Address

PAUSE = 5.0  # seconds, where a flood answer does not say
# Parts of descriptions after which this chat can't be reached; what is not listed leaves the chat alone.
GONE = (
    "bot was blocked by the user",
    "user is deactivated",
    "bot can't initiate conversation",
    "can't send messages to the bot",
    "can't send messages to bots",
    "bot was kicked",
    "bot is not a member",
    "group chat was deleted",
    "group chat was deactivated",
    "chat not found",
    "chat_id is empty",
    "user_is_blocked",
    "user_deactivated",
    "peer_id_invalid",
    "channel_private",
)
TOPIC_GONE = ("message thread not found", "topic_closed", "topic_deleted", "topic closed", "topic deleted")
MUTE = (
    "not enough rights to send",
    "have no rights to send",
    "need administrator rights in the channel",
    "chat_write_forbidden",
    "chat_send_plain_forbidden",
    "chat_restricted",
)
"""Here we may not speak: perhaps in this topic, else in all the chat, until somebody lets us."""
HARMLESS = ("message is not modified", "query is too old", "query id is invalid")
_RETRY = re.compile(r"retry after (\d{1,6})")


class Answered(TelegramError):
    """Telegram answered with an error."""

    def __init__(self, status: int, description: str, parameters: Mapping[str, Any] | None = None) -> None:
        super().__init__(description)
        self.status = status
        self.description = clean(description)
        self.parameters = parameters or {}

    def says(self, *phrases: str) -> bool:
        """Whether the description holds one of these phrases (in lower case)."""
        return any(phrase in self.description.lower() for phrase in phrases)


class Unanswered(TelegramError):
    """No answer came, or none that can be read; `sent` says whether the request may have arrived."""

    def __init__(self, why: str, *, sent: bool) -> None:
        super().__init__(why)
        self.sent = sent


class TopicGone(DeliveryError):
    """The topic is closed or deleted, or we may not speak in it; the group's General may be open."""


def meaning(error: Answered | Unanswered, address: Address | None = None) -> DeliveryError:
    """What a failure means for a message to `address` (None where no chat is concerned)."""
    if isinstance(error, Unanswered):
        return DeliveryError(f"Telegram did not answer ({error.message})", ambiguous=error.sent)
    kind = TopicGone if address and address.thread and error.says(*TOPIC_GONE, *MUTE) else DeliveryError
    fault = kind(f"Telegram: {error.status} {error.description[:300]}")
    fault.moved = _moved(error, address)
    if fault.moved:
        return fault
    match error.status:
        case 429:
            fault.retry_after = _pause(error)
        case 401:
            fault.off = True
        case 404:
            fault.refused = error.says("method not found")
            fault.off = not fault.refused
        case 400 | 403 if error.says(*GONE, *MUTE, *TOPIC_GONE):
            fault.permanent = True
        case 408 | 409 | 425:
            pass  # worth another try
        case status if 400 <= status < 500:
            fault.refused = True
        case status:
            fault.ambiguous = status == 504  # the gateway gave up waiting for an answer
    return fault


def _moved(error: Answered, address: Address | None) -> Address | None:
    """The new address of a group that became a supergroup."""
    new = error.parameters.get("migrate_to_chat_id")
    return replace(address, channel=str(new), thread="") if address and isinstance(new, int) and new else None


def _pause(error: Answered) -> float:
    """The seconds that a flood answer asks for."""
    asked = error.parameters.get("retry_after")
    if isinstance(asked, (int, float)) and not isinstance(asked, bool) and asked > 0:
        return float(asked)
    said = _RETRY.search(error.description.lower())
    return float(said[1]) if said else PAUSE
