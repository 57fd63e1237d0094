"""Slack's payloads read as what somebody asked; whatever has another shape reads as nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.grammar import LONGEST
from bot.platforms.slack.render import PREFIX, SHARE
from bot.ports import Actor, ChatKind
from briefings.model import Address

Body = Mapping[str, Any]

BRIEF = "brief"
"""What the shortcut on a message types."""

NAMING = frozenset({"who", "settings"})
"""Verbs that take people."""
SAID = ("file_share", "thread_broadcast")
"""Kinds of messages that somebody wrote too: with a file, or from a thread to its channel."""

_TOKEN = re.compile(r"<((?:[@#!]|https?:|mailto:|tel:)[^<>|]{0,3000})(?:\|([^<>]{0,3000}))?>")
"""What Slack writes for mentions, channels and links: `<@U1|bob>`, `<#C1|general>`, `<https://x|x>`."""

_SOME_NAME = re.compile(r"^\s*<@[A-Z0-9]{1,30}(?:\|[^<>]{0,80})?>")
_QUOTATION_MARKS = dict.fromkeys(map(ord, '"“”„‟«»「」『』〝〞＂'), " ")


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing that somebody typed or pressed, and the ways in which it can be answered.

    `thread` is where the reply goes. A `share` answer is for the whole channel. `open` says that
    even a private answer may be an ordinary message, because nobody else is in that chat. `pressed` is
    the `ts` of the message whose button was pressed, `seen` whether others see that message too.
    """

    address: Address
    actor: Actor
    text: str
    chat: ChatKind
    response_url: str = ""
    thread: str = ""
    share: bool = False
    open: bool = False
    pressed: str = ""
    seen: bool = False


def command(body: Body) -> Asked | None:
    """A slash command."""
    return asked(
        body,
        tenant(body),
        said(body, "channel_id"),
        said(body, "user_id"),
        name=said(body, "user_name"),
        text=typed(said(body, "text")),
        response_url=said(body, "response_url"),
    )


def mention(body: Body, bot: str) -> Asked | None:
    """A message that holds our name (`bot`, a user id): answered in its thread.

    What was edited was answered before, programs are never answered, and direct messages come by
    themselves.
    """
    event = part(body, "event")
    channel, user = said(event, "channel"), said(event, "user")
    if not _by_a_person(event) or event.get("edited") or channel.startswith("D"):
        return None
    thread = said(event, "thread_ts") or said(event, "ts")
    words = _after_name(said(event, "text"), bot)
    return asked(body, tenant(body), channel, user, text=words, thread=thread, open=True)


def message(body: Body, bot: str) -> Asked | None:
    """A direct message to us, answered as typed."""
    event = part(body, "event")
    if event.get("channel_type") != "im" or not _by_a_person(event) or event.get("edited"):
        return None
    words = _after_name(said(event, "text"), bot)
    channel, user = said(event, "channel"), said(event, "user")
    thread = said(event, "thread_ts")
    return asked(body, tenant(body), channel, user, text=words, thread=thread, open=True)


def shortcut(body: Body) -> Asked | None:
    """The shortcut on somebody's message: its words are the topic, as one phrase."""
    message, user = part(body, "message"), part(body, "user")
    words = _phrase(said(message, "text") or _attached(message))
    return asked(
        body,
        tenant(body),
        said(part(body, "channel"), "id"),
        said(user, "id"),
        name=said(user, "username") or said(user, "name"),
        text=f'{BRIEF} "{words}"' if words else "",
        response_url=said(body, "response_url"),
        thread=said(message, "thread_ts"),
    )


def press(body: Body) -> Asked | None:
    """A button of ours that was pressed: its value is the command."""
    action = pressed(body)
    if not action:
        return None
    container, user = part(body, "container"), part(body, "user")
    channel = said(part(body, "channel"), "id") or said(container, "channel_id")
    return asked(
        body,
        tenant(body),
        channel,
        said(user, "id"),
        name=said(user, "username") or said(user, "name"),
        text=said(action, "value"),
        response_url=said(body, "response_url"),
        thread=said(container, "thread_ts"),
        share=said(action, "action_id") == SHARE,
        open=channel.startswith("D") and container.get("is_ephemeral") is False,
        pressed=said(container, "message_ts"),
        seen=container.get("is_ephemeral") is False,
    )


def pressed(body: Body) -> Body:
    """What was pressed, chosen or filled in of ours; nothing where it is somebody else's."""
    actions = body.get("actions")
    every = (one for one in (actions if isinstance(actions, list) else []) if isinstance(one, dict))
    return next((one for one in every if said(one, "action_id").startswith(PREFIX)), {})


def tenant(body: Body) -> str:
    """The workspace, or the organisation where an org-wide installation names no workspace."""
    team = body.get("team")
    named = said(body, "team_id") or (team if isinstance(team, str) else said(part(body, "team"), "id"))
    return named or said(part(body, "user"), "team_id") or _enterprise(body)


def delivery(body: Body) -> str:
    """Slack's id of this delivery, the same in every retry; empty where it gives none."""
    view = part(body, "view")
    shown = f"{said(view, 'id')}/{said(view, 'hash')}" if view.get("id") else ""
    return said(body, "event_id") or said(body, "trigger_id") or shown


def typed(text: str) -> str:
    """What was typed, without Slack's escapes: names for mentions, addresses for links.

    Where people are what it is about, they stay what Slack calls them: a name is not theirs alone.
    """
    verb = text.strip().lstrip("/").partition(" ")[0].casefold()
    plain = _TOKEN.sub(lambda found: _shown(found[1], found[2] or "", verb in NAMING), text)
    return plain.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").strip()


def asked(body: Body, team: str, channel: str, user: str, *, name: str = "", **rest: Any) -> Asked | None:
    """What somebody asked in a channel of a workspace; nothing where one of the three is missing."""
    if not (team and channel and user):
        return None
    address = Address("slack", channel, tenant=team)
    return Asked(address, Actor(user, name), chat=_kind(body, channel), **rest)


def _by_a_person(event: Body) -> bool:
    """Whether no program wrote it: we would answer it, and it us, for ever."""
    if any(event.get(mark) for mark in ("bot_id", "bot_profile", "hidden")):
        return False
    return event.get("subtype") in {None, "", *SAID} and event.get("user") != "USLACKBOT"


def _kind(body: Body, channel: str) -> ChatKind:
    if channel.startswith("D") or said(body, "channel_name") == "directmessage":
        return "private"
    return "group" if said(part(body, "event"), "channel_type") == "mpim" else "channel"


def _after_name(text: str, bot: str) -> str:
    """The words behind our name, or before it where it stands last; our name itself is no word."""
    before, name, after = _named(text, bot).partition(f"<@{bot}>")
    if name:
        return typed(after.replace(name, " ")) or typed(before)
    return typed(_SOME_NAME.sub("", text))


def _named(text: str, bot: str) -> str:
    """The same with our name without a label."""
    return re.sub(rf"<@{re.escape(bot)}\|[^<>]{{0,80}}>", f"<@{bot}>", text)


def _phrase(text: str) -> str:
    """Somebody's message as a phrase that fits a request: no quotation mark ends it early."""
    words = " ".join(typed(text).translate(_QUOTATION_MARKS).split())
    return words[: LONGEST - len(f'{BRIEF} ""')].strip()


def _attached(message: Body) -> str:
    """The words of what is attached to a message that has none of its own."""
    every = message.get("attachments")
    parts = (one for one in (every if isinstance(every, list) else []) if isinstance(one, dict))
    return next((words for one in parts if (words := said(one, "text") or said(one, "fallback"))), "")


def _shown(inside: str, label: str, naming: bool) -> str:
    if naming and inside.startswith("@"):
        return f"<{inside}>"
    if inside.startswith("#"):
        return f"#{label or inside[1:]}"
    if inside.startswith(("@", "!")):
        return f"@{label.lstrip('@') or inside[1:]}"
    return inside.removeprefix("mailto:")


def _enterprise(body: Body) -> str:
    return said(body, "enterprise_id") or said(part(body, "enterprise"), "id")


def part(body: Body, name: str) -> Body:
    """An object inside a payload; empty where there is none."""
    found = body.get(name)
    return found if isinstance(found, dict) else {}


def said(body: Body, name: str) -> str:
    """A text inside a payload; empty where there is none."""
    found = body.get(name)
    return found if isinstance(found, str) else ""
