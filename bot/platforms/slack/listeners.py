"""What Bolt listens to: requests are kept, then acknowledged, and the conversation has the work."""

from __future__ import annotations

import json
import re
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

from slack_bolt import BoltResponse
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.card import Action, Card, Line, Notice, Paragraph, text
from bot.platforms.slack import incoming
from bot.platforms.slack.clients import vendor_log, web_client
from bot.platforms.slack.conversation import Conversation, Deed
from bot.platforms.slack.hosting import Host
from bot.platforms.slack.incoming import Asked
from bot.platforms.slack.keeping import LEFT, Body, keeping
from bot.platforms.slack.names import COMMAND, SHORTCUT
from bot.platforms.slack.pages import listen_to_views
from bot.platforms.slack.render import PREFIX
from briefings.model import Address
from briefings.tongue import _
from storage.inbox import Update

ASKING = ("app_mention", "message")
"""Events that ask something."""
ENDING = ("app_uninstalled", "tokens_revoked")
"""Events that end an installation."""
LEAVING = ("channel_left", "group_left", "channel_archive", "channel_deleted")
"""Events that end a channel: they come only where an installation subscribes to them itself."""

Ack = Callable[..., Awaitable[BoltResponse]]


def listening(
    conversation: Conversation,
    host: Host,
    answer: AsyncSlackResponse | None,
    base_url: str,
    ended: Callable[[str], None],
) -> AsyncApp:
    """A Bolt app that hears commands, buttons, forms, mentions, direct messages and endings.

    The signature was checked at our door (Bolt answers 500 to junk ones, by a clock of its own), and
    who we are was asked when the platform was opened (`answer`): no request waits for another of ours.
    """
    who = _who(answer)
    bolt = AsyncApp(
        name="milepost",
        logger=vendor_log(),
        client=web_client(base_url),
        authorize=_as(who),
        request_verification_enabled=False,
        ssl_check_enabled=False,
        attaching_conversation_kwargs_enabled=False,
    )
    listen_to_views(bolt, conversation, host)
    _listen_to_people(bolt, conversation, who.bot_user_id or who.user_id or "")
    _listen_to_endings(bolt, conversation, ended)
    bolt.event(re.compile(".*"))(_nothing)
    bolt.action(re.compile(".*"))(_nothing)
    bolt.view(re.compile(".*"))(_nothing)
    bolt.shortcut(re.compile(".*"))(_nothing)
    return bolt


def _who(answer: AsyncSlackResponse | None) -> AuthorizeResult:
    """What `auth.test` said of us, as Bolt keeps it."""
    if answer is None:
        return AuthorizeResult(enterprise_id=None, team_id=None)
    return AuthorizeResult.from_auth_test_response(auth_test_response=answer)


def _as(who: AuthorizeResult) -> Callable[..., Awaitable[AuthorizeResult]]:
    async def authorize() -> AuthorizeResult:
        return who

    return authorize


async def again(bolt: AsyncApp, update: Update) -> bool:
    """Take an update through Bolt again that was written down and left; False where nobody listens to it."""
    request = AsyncBoltRequest(mode="socket_mode", body=json.loads(update.body), context={LEFT: update.name})
    await bolt.async_dispatch(request)
    return LEFT not in request.context


def _listen_to_people(bolt: AsyncApp, conversation: Conversation, bot: str) -> None:
    def asking(read: Callable[[Body], Asked | None]) -> Callable[[Body], Deed | None]:
        def meaning(body: Body) -> Deed | None:
            asked = read(body)
            return conversation.answering(asked) if asked else None

        return meaning

    def kept(read: Callable[[Body], Asked | None], *, resent: bool = False) -> Any:
        return keeping(conversation, asking(read), resent=resent)

    def briefing(body: Body) -> Deed | None:
        asked = incoming.shortcut(body)
        if asked is None or asked.text:
            return conversation.answering(asked) if asked else None
        return conversation.saying(asked, wordless())

    bolt.command(COMMAND, middleware=kept(incoming.command))(_nothing)
    bolt.action(re.compile(f"^{PREFIX}"), middleware=kept(incoming.press))(_nothing)
    bolt.message_shortcut(SHORTCUT, middleware=keeping(conversation, briefing))(_nothing)
    for event, read in zip(ASKING, (incoming.mention, incoming.message), strict=True):
        bolt.event(event, middleware=kept(partial(read, bot=bot), resent=True))(_nothing)


def _listen_to_endings(bolt: AsyncApp, conversation: Conversation, ended: Callable[[str], None]) -> None:
    async def ending(body: Body) -> None:
        tokens = body["event"].get("tokens")
        if body["event"]["type"] == "app_uninstalled" or (isinstance(tokens, dict) and tokens.get("bot")):
            ended("Slack says that the app was uninstalled or its bot token revoked.")

    def leaving(body: Body) -> Deed | None:
        channel = body["event"].get("channel")
        if not isinstance(channel, str) or not channel:
            return None
        address = Address("slack", channel, tenant=incoming.tenant(body))
        return conversation.losing(address, "Milepost left the channel, or it was closed.")

    for event in ENDING:
        bolt.event(event)(ending)
    for event in LEAVING:
        bolt.event(event, middleware=keeping(conversation, leaving, resent=True))(_nothing)


def wordless() -> Card:
    """What is said of a message that has no words to be briefed on."""
    words = _("That message has no words to look for, so there is nothing to brief you on.")
    now = _("Use the shortcut on a message with text, or type a topic.")
    blocks = (Notice("info", Line(text(words))), Paragraph(Line(text(now))))
    return Card(blocks, (Action(_("Briefing"), "brief"),))


async def _nothing(ack: Ack) -> None:
    """What nobody here listens to is acknowledged, so that Slack does not send it again."""
    await ack()
