"""Who subscribed a chat that can't be reached any more is told so, once, by a message of their own."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, select

from briefings.model import Address, Digest
from storage.chats import address as address_of
from storage.ledger import claim_one
from storage.traffic import CHAT, SUBSCRIPTION

NOTICE = "notice"
"""The kind of a message that tells no milestone: its words are its digest's `why`."""
NUMBERS = {"telegram": str.isdecimal}
"""What an actor's id must be, by platform, to be the channel of a private chat too."""


def tell_owner(connection: Connection, chat: int, why: str, now: datetime) -> None:
    """Owe a notice to whoever subscribed a chat last, unless the chat is a person's own.

    An owner is told once a day at most, however many chats are gone.
    """
    gone = connection.execute(select(CHAT).where(CHAT.c.id == chat)).one()
    asked = select(SUBSCRIPTION.c.actor).where(SUBSCRIPTION.c.chat_id == chat)
    actor = connection.execute(asked.order_by(SUBSCRIPTION.c.at.desc()).limit(1)).scalar()
    if _private(gone.platform, gone.channel) or not actor or not NUMBERS.get(gone.platform, bool)(actor):
        return
    place = f"the chat {gone.channel}" if gone.platform == "telegram" else f"the channel {gone.channel}"
    said = f"Milepost can't reach {place} any more, so its subscriptions sleep ({why}). Let it in and subscribe there again to wake them."  # noqa: E501
    owner = Address(gone.platform, actor, address_of(gone).tenant)
    claim_one(connection, Digest(owner, NOTICE, now.date(), now, (), said))


def _private(platform: str, channel: str) -> bool:
    """Whether a channel is one person's own chat: nobody else owns that."""
    return channel.isdecimal() if platform == "telegram" else channel.startswith("D")
