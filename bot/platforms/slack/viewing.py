"""Slack's payloads of views read: the App Home opened or pressed, a form asked for or sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.platforms.slack.forms import Place, name_of, place_of
from bot.platforms.slack.home import HERE, HIDE
from bot.platforms.slack.incoming import Asked, Body, asked, part, press, pressed, said, tenant


@dataclass(frozen=True, slots=True)
class Opened:
    """An App Home that somebody opened: `seen` where it is that tab, `hash` of what they see there."""

    asked: Asked
    seen: bool
    hash: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """A form that somebody wants to fill in: its name, what opens it, and where it was asked for."""

    name: str
    trigger: str
    asked: Asked
    place: Place


@dataclass(frozen=True, slots=True)
class Sent:
    """A form that was filled in: its name, all of it, and who sends it from where."""

    name: str
    view: Mapping[str, Any]
    asked: Asked
    place: Place


def opened(body: Body) -> Opened | None:
    """Somebody opened our pages."""
    event = part(body, "event")
    found = asked(body, tenant(body), said(event, "channel"), said(event, "user"), text="", open=True)
    if found is None or not found.address.channel.startswith("D"):
        return None
    return Opened(found, said(event, "tab") == "home", said(part(event, "view"), "hash"))


def pressed_at_home(body: Body) -> Asked | None:
    """A button in the App Home: typed in the direct messages of who pressed it."""
    action = pressed(body)
    if not said(action, "action_id").startswith(HERE):
        return None
    found = _at_home(body)
    return replace(found, text=said(action, "value")) if found else None


def hidden(body: Body) -> tuple[Asked, bool] | None:
    """Somebody does not want the welcome again, said in the App Home or where it stood."""
    if said(pressed(body), "action_id") != HIDE:
        return None
    if home := _at_home(body):
        return home, True
    found = press(body)
    return (replace(found, text="start"), False) if found else None


def wanted(body: Body) -> Wanted | None:
    """A button that opens a form, below a message or in the App Home."""
    name, trigger = name_of(said(pressed(body), "action_id")), said(body, "trigger_id")
    home = _at_home(body)
    found = home or press(body)
    if not name or not trigger or found is None:
        return None
    place = Place(found.address.channel, found.chat, found.thread, found.response_url, home=home is not None)
    return Wanted(name, trigger, replace(found, text=name), place)


def sent(body: Body) -> Sent | None:
    """A form of ours that was filled in, answered where it was opened."""
    view, user = part(body, "view"), part(body, "user")
    name, place = name_of(said(view, "callback_id")), place_of(view)
    if not name or place is None:
        return None
    found = asked(
        body,
        tenant(body),
        place.channel,
        said(user, "id"),
        name=said(user, "username") or said(user, "name"),
        text=name,
        response_url=place.url,
        thread=place.thread,
        open=place.home,
    )
    return Sent(name, view, replace(found, chat=place.chat), place) if found else None


def _at_home(body: Body) -> Asked | None:
    """Who pressed something in the App Home, in their direct messages."""
    view, user = part(body, "view"), part(body, "user")
    place = place_of(view)
    if said(view, "type") != "home" or place is None:
        return None
    name = said(user, "username") or said(user, "name")
    return asked(body, tenant(body), place.channel, said(user, "id"), name=name, text="", open=True)
