"""Which messages are to the bot, and what they say to it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.platforms.telegram.fields import part

ANONYMOUS = 1087968824  # GroupAnonymousBot, as which a group's anonymous admins write
AS_CHANNEL = 136817688  # Channel_Bot, as which people write in the name of a channel
_COMMAND = re.compile(r"/([A-Za-z0-9_]{1,64})(?:@([A-Za-z0-9_]{1,64}))?(?=\s|$)")


@dataclass(frozen=True, slots=True)
class Me:
    """The bot itself."""

    id: int
    username: str


def not_for_us(message: Mapping[str, Any]) -> bool:
    """Whether another bot wrote it, or Telegram copied it here from a channel."""
    sender = message.get("from")
    user = sender if isinstance(sender, dict) else {}
    stranger = user.get("is_bot") is True and user.get("id") not in (ANONYMOUS, AS_CHANNEL)
    return stranger or bool(message.get("is_automatic_forward"))


def typed(text: str, message: Mapping[str, Any], me: Me) -> str:
    """What was typed to us, with a slash where there was one; empty where it was not to us."""
    private = part(message, "chat").get("type") == "private"
    if command := _COMMAND.match(text):
        verb, bot = command[1].lower(), command[2]
        if bot and bot.lower() != me.username.lower():
            return ""
        return "" if forwarded(message) and not private else f"/{verb}{text[command.end() :]}"
    if private:
        return text
    return "" if forwarded(message) else _addressed(text, message, me)


def _addressed(text: str, message: Mapping[str, Any], me: Me) -> str:
    """The words of a message that names us or answers us."""
    words = re.sub(rf"(?<![\w@])@{re.escape(me.username)}(?!\w)[,:]?", " ", text, flags=re.IGNORECASE)
    if me.username and words != text:
        return words.strip() or "/help"
    answered = message.get("reply_to_message")
    if not isinstance(answered, dict) or "forum_topic_created" in answered:
        return ""
    author = answered.get("from")
    return text if isinstance(author, dict) and author.get("id") == me.id else ""


def forwarded(message: Mapping[str, Any]) -> bool:
    """Whether somebody else's words were passed on."""
    return any(key in message for key in ("forward_origin", "forward_date", "forward_from"))
