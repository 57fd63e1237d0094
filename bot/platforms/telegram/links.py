"""Links that open this bot: what one asks for, and those by which it is added to a group or a channel."""

from __future__ import annotations

import re
from base64 import urlsafe_b64decode
from dataclasses import replace

from bot.card import Action, Card
from bot.words import tongue
from briefings.tongue import _, speaking

HELLO = "hello"
"""What the link to a group says; the group is greeted once, however it learns that we are there."""
GREETING = f"/start {HELLO}"
_START = re.compile(r"/start +([A-Za-z0-9_-]{1,64})")
_TOPIC = re.compile(r"([bsBS])_([A-Za-z0-9_-]{1,62})")
_ASKS = {"b": "brief", "s": "subscribe"}
"""By the first letter; as a capital the topic behind it is base64url of UTF-8, for what is not ASCII."""


def meant(text: str) -> str:
    """What was typed, or what the link that brought it asks for: `/start b_leading-zone` is a briefing.

    `/start B_5rWm5Lic` is one on 浦东. A topic is words alone, whatever a link brings: it confirms nothing.
    A link that asks for nothing we know is a plain start; words behind `/start` that came by no link stay.
    """
    found = _START.fullmatch(text)
    if not found or text == GREETING:
        return text
    topic = _TOPIC.fullmatch(found[1])
    told = (_decoded(topic[2]) if topic[1].isupper() else topic[2]) if topic else ""
    words = re.sub(r"[\W_]+", " ", told).strip()
    return f"/{_ASKS[topic[1].lower()]} {words}" if topic and words else "/start"


def _decoded(written: str) -> str:
    """The words that base64url of UTF-8 stands for; nothing where it is none."""
    try:
        return urlsafe_b64decode(written + "=" * (-len(written) % 4)).decode()
    except ValueError:
        return ""


def inviting(card: Card, username: str) -> Card:
    """The greeting with two buttons more: to add the bot to a group or, with its one right, to a channel."""
    if not username:
        return card
    home = f"https://t.me/{username}"
    with speaking(tongue(card.language)):
        invitations = (
            Action(_("Add to a group"), "", link=f"{home}?startgroup={HELLO}"),
            Action(_("Add to a channel"), "", link=f"{home}?startchannel&admin=post_messages"),
        )
    return replace(card, actions=(*card.actions, *invitations))
