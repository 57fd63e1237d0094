"""Telegram's updates as values: what somebody said or pressed, and what became of a chat."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from bot.platforms.telegram.addressing import Me, forwarded, not_for_us, typed
from bot.platforms.telegram.defusing import JOINER
from bot.platforms.telegram.fields import Malformed, integer, mapping, part
from bot.platforms.telegram.links import GREETING, meant
from bot.ports import ChatKind
from briefings.model import Address

KINDS = ("message", "channel_post", "callback_query", "my_chat_member", "inline_query")
CHATS: dict[str, ChatKind] = {
    "private": "private",
    "group": "group",
    "supergroup": "group",
    "channel": "channel",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """Something for the desk. `admin` is None where only Telegram can tell; `press` names a pressed button,
    `message` the message that has it, 0 where it is not known.

    `at` is None for presses, which carry no time. `forwarded` words are somebody else's, passed on.
    `hidden` is who writes in the name of the chat.
    """

    address: Address
    chat: ChatKind
    text: str
    actor: str
    name: str = ""
    language: str = ""
    at: datetime | None = None
    admin: bool | None = None
    press: str = ""
    message: int = 0
    forwarded: bool = False
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button of a message that can't be seen any more: only to be acknowledged."""

    press: str


@dataclass(frozen=True, slots=True)
class Searched:
    """Words that somebody types behind our name in any chat, to be offered facts; `address` is their own."""

    id: str
    address: Address
    actor: str
    words: str
    language: str = ""
    offset: str = ""


@dataclass(frozen=True, slots=True)
class Moved:
    """A group became a supergroup."""

    old: Address
    new: Address


@dataclass(frozen=True, slots=True)
class Joined:
    """The bot was added to a group, which is greeted."""

    asked: Asked


@dataclass(frozen=True, slots=True)
class Hosted:
    """The bot was made an admin of a channel: who did that is told in private how to go on.

    `may_post` says whether they gave it the right that it needs.
    """

    host: Asked
    title: str
    may_post: bool


@dataclass(frozen=True, slots=True)
class Left:
    """The bot was removed from a chat, or blocked."""

    address: Address
    why: str


Incoming = Asked | Pressed | Searched | Moved | Joined | Hosted | Left


def number(update: object) -> int:
    """The id of an update; raises `Malformed`."""
    return integer(mapping(update), "update_id")


def read(update: object, me: Me) -> Incoming | None:
    """What an update means, None where it is nothing for us; raises `Malformed`."""
    match kind(update):
        case "message" | "channel_post" as name:
            return _message(part(mapping(update), name), me)
        case "callback_query" as name:
            return _press(part(mapping(update), name))
        case "inline_query" as name:
            return _search(part(mapping(update), name))
        case "my_chat_member" as name:
            return _membership(part(mapping(update), name))
        case _:
            return None


def kind(update: object) -> str:
    """The name of an update's content; empty where there is none."""
    return next((str(key) for key in mapping(update) if key != "update_id"), "")


def _message(message: Mapping[str, Any], me: Me) -> Incoming | None:
    chat = part(message, "chat")
    address = _address(chat)
    if "migrate_to_chat_id" in message:
        return Moved(address, replace(address, channel=str(integer(message, "migrate_to_chat_id"))))
    if "migrate_from_chat_id" in message:
        return Moved(replace(address, channel=str(integer(message, "migrate_from_chat_id"))), address)
    text = message.get("text")
    if not isinstance(text, str) or not_for_us(message):
        return None
    words = meant(typed(text.replace(JOINER, "").strip(), message, me))
    if not words:
        return None
    asked = _asked(chat, _thread(message, address), words, message.get("from"))
    admin, passed_on = _admin(message, asked.chat), forwarded(message)
    asked = replace(asked, at=_time(message), admin=admin, name=_name(message), forwarded=passed_on)
    asked = replace(asked, hidden=isinstance(message.get("sender_chat"), dict) or asked.chat == "channel")
    if words != GREETING:
        return asked
    asked = replace(asked, text="/start")
    return Joined(asked) if asked.chat == "group" else asked


def _admin(message: Mapping[str, Any], chat: ChatKind) -> bool | None:
    """Whether the sender runs this chat; None where that must be asked."""
    if forwarded(message):
        return False  # nobody changes things with another one's words
    if chat != "group":
        return True  # one's own chat; a channel's posts are written by those who may post
    sender, behind = message.get("from"), message.get("sender_chat")
    if not isinstance(behind, dict):
        return None if isinstance(sender, dict) else False
    return behind.get("id") == part(message, "chat").get("id")


def _press(query: Mapping[str, Any]) -> Incoming:
    press = query.get("id")
    if not isinstance(press, str) or not press:
        raise Malformed("callback_query.id")
    message, data = query.get("message"), query.get("data")
    if not isinstance(message, dict) or not isinstance(data, str) or not data.strip():
        return Pressed(press)
    chat = part(message, "chat")
    asked = _asked(chat, _thread(message, _address(chat)), data.strip(), part(query, "from"))
    id = message.get("message_id")
    pressed = id if isinstance(id, int) and not isinstance(id, bool) else 0
    return replace(asked, press=press, message=pressed, admin=True if asked.chat == "private" else None)


def _search(query: Mapping[str, Any]) -> Searched:
    id, words, sender = query.get("id"), query.get("query"), part(query, "from")
    if not isinstance(id, str) or not id or not isinstance(words, str):
        raise Malformed("inline_query")
    actor = str(integer(sender, "id"))
    offset = str(query.get("offset") or "")
    return Searched(id, Address("telegram", actor), actor, words.strip(), _language(sender), offset)


def _language(user: Mapping[str, Any]) -> str:
    language = user.get("language_code")
    return language if isinstance(language, str) else ""


def _membership(change: Mapping[str, Any]) -> Incoming | None:
    chat = part(change, "chat")
    address = _address(chat)
    before, after = _inside(change, "old_chat_member"), _inside(change, "new_chat_member")
    if not after:
        private = chat.get("type") == "private"
        return Left(address, "the bot was blocked" if private else "the bot was removed from the chat")
    if before or CHATS[chat["type"]] == "private":
        return None
    if CHATS[chat["type"]] == "channel":
        return _hosted(change)
    asked = _asked(chat, address, "/start", change.get("from"))
    # what the greeting offers is for those who run the group; whoever presses it is looked up
    return Joined(replace(asked, at=_time(change), admin=True))


def _hosted(change: Mapping[str, Any]) -> Hosted | None:
    """In a channel nothing is said unasked; nobody else than a person can be written to."""
    sender, member = part(change, "from"), part(change, "new_chat_member")
    if sender.get("is_bot") is True:
        return None
    host = {"id": integer(sender, "id"), "type": "private"}
    asked = replace(_asked(host, _address(host), "/start", sender), at=_time(change), admin=True)
    title = part(change, "chat").get("title")
    may_post = member.get("can_post_messages") is not False
    return Hosted(asked, title if isinstance(title, str) else "", may_post)


def _inside(change: Mapping[str, Any], name: str) -> bool:
    """Whether a membership lets the bot take part."""
    member = part(change, name)
    status = member.get("status")
    if not isinstance(status, str):
        raise Malformed(f"{name}.status")
    return status in ("member", "administrator", "creator") or (
        status == "restricted" and member.get("is_member") is True
    )


def _asked(chat: Mapping[str, Any], address: Address, text: str, sender: object) -> Asked:
    user = sender if isinstance(sender, dict) else {}
    return Asked(
        address=address,
        chat=CHATS[chat["type"]],
        text=text,
        actor=str(integer(user, "id")) if user else address.channel,
        name=str(user.get("first_name") or ""),
        language=_language(user),
    )


def _name(message: Mapping[str, Any]) -> str:
    """Who wrote, as the chat shows it."""
    sender = message.get("from")
    user = sender if isinstance(sender, dict) else {}
    return str(user.get("first_name") or message.get("author_signature") or "")


def _address(chat: Mapping[str, Any]) -> Address:
    if not isinstance(chat.get("type"), str) or chat["type"] not in CHATS:
        raise Malformed("chat.type")
    return Address("telegram", str(integer(chat, "id")))


def _thread(message: Mapping[str, Any], address: Address) -> Address:
    """The topic that a message stands in; reply threads outside of forums are none."""
    if message.get("is_topic_message") is not True:
        return address
    return replace(address, thread=str(integer(message, "message_thread_id")))


def _time(message: Mapping[str, Any]) -> datetime:
    try:
        return datetime.fromtimestamp(integer(message, "date"), UTC)
    except (OverflowError, OSError, ValueError):
        raise Malformed("date") from None
