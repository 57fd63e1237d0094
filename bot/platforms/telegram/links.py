"""Links that open this bot: what one asks for, and those by which it is added to a group or a channel."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.card import Action, Card
from bot.words import tongue
from briefings.tongue import _, speaking

HELLO = "hello"
"""What the link to a group says; the group is greeted once, however it learns that we are there."""
GREETING = f"/start {HELLO}"
_START = re.compile(r"/start +([A-Za-z0-9_-]{1,64})")
_TOPIC = re.compile(r"([bs])_([A-Za-z0-9_-]{1,62})")
_ASKS = {"b": "brief", "s": "subscribe"}


def meant(text: str) -> str:
    """What was typed, or what the link that brought it asks for: `/start b_leading-zone` is a briefing.

    A link that asks for nothing we know is a plain start; words behind `/start` that came by no link stay.
    """
    found = _START.fullmatch(text)
    if not found or text == GREETING:
        return text
    topic = _TOPIC.fullmatch(found[1])
    words = re.sub(r"[_-]+", " ", topic[2]).strip() if topic else ""
    return f"/{_ASKS[topic[1]]} {words}" if topic and words else "/start"


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
