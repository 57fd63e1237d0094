"""What Bolt listens to of views: the App Home, and forms that open and come back."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

from slack_bolt import BoltResponse
from slack_bolt.async_app import AsyncApp

from bot.platforms.slack import viewing
from bot.platforms.slack.conversation import Conversation, Deed
from bot.platforms.slack.home import HERE, HIDE
from bot.platforms.slack.hosting import Host
from bot.platforms.slack.keeping import LEFT, Body, Next, keeping
from bot.platforms.slack.render import FORM

OPENED = "app_home_opened"

Ack = Callable[..., Awaitable[BoltResponse]]


def listen_to_views(bolt: AsyncApp, conversation: Conversation, host: Host) -> None:
    """Hear who opens the App Home, presses something there, wants a form, or sends one."""
    _listen_at_home(bolt, conversation, host)
    _listen_to_forms(bolt, conversation, host)


def _listen_at_home(bolt: AsyncApp, conversation: Conversation, host: Host) -> None:
    def opening(body: Body) -> Deed | None:
        found = viewing.opened(body)
        return host.opening_home(found.asked, found.hash, seen=found.seen) if found else None

    def pressing(body: Body) -> Deed | None:
        asked = viewing.pressed_at_home(body)
        return host.pressing(asked) if asked else None

    def hiding(body: Body) -> Deed | None:
        found = viewing.hidden(body)
        return host.hiding(found[0], at_home=found[1]) if found else None

    bolt.event(OPENED, middleware=keeping(conversation, opening, resent=True))(_acknowledge)
    bolt.action(re.compile(f"^{HERE}"), middleware=keeping(conversation, pressing))(_acknowledge)
    bolt.action(re.compile(f"^{HIDE}$"), middleware=keeping(conversation, hiding))(_acknowledge)


def _listen_to_forms(bolt: AsyncApp, conversation: Conversation, host: Host) -> None:
    async def open_form(body: Body, context: Any, next: Next) -> BoltResponse:
        """A form is opened at once: what opens it is worth nothing after three seconds."""
        found = viewing.wanted(body)
        if found is None:
            return await next()
        conversation.start(host.open_form(found.name, found.trigger, found.asked, found.place))
        return BoltResponse(status=200, body="")

    def sending(body: Body) -> Deed | None:
        found = viewing.sent(body)
        if found is None:
            return None
        command, _errors = host.check(found.name, found.view, found.asked, found.place)
        asked = replace(found.asked, text=command)
        return host.pressing(asked) if found.place.home else conversation.answering(asked)

    async def check(body: Body, context: Any, next: Next) -> BoltResponse:
        """What is wrong is said below its field, and nothing is done; a form that changes nothing closes."""
        found = viewing.sent(body)
        if found is None or LEFT in context:
            return await next()
        command, errors = host.check(found.name, found.view, found.asked, found.place)
        if errors:
            return BoltResponse(status=200, body={"response_action": "errors", "errors": errors})
        return await next() if command else BoltResponse(status=200, body="")

    bolt.action(re.compile(f"^{FORM}"), middleware=[open_form])(_acknowledge)
    send = [check, *keeping(conversation, sending)]
    bolt.view(re.compile(f"^{FORM}"), middleware=send)(_acknowledge)


async def _acknowledge(ack: Ack) -> None:
    await ack()
