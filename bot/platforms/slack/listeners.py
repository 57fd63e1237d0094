"""What Bolt listens to: each listener acknowledges first and leaves the work to the conversation."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from typing import Any

from slack_bolt import BoltResponse
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.platforms.slack import incoming
from bot.platforms.slack.clients import vendor_log, web_client
from bot.platforms.slack.conversation import Conversation
from bot.platforms.slack.render import PREFIX
from briefings.model import Address

COMMAND = "/brief"
ASKING = ("app_mention", "message")
"""Events that ask something."""
ENDING = ("app_uninstalled", "tokens_revoked")
"""Events that end an installation."""
LEAVING = ("channel_left", "group_left", "channel_archive", "channel_deleted")
"""Events that end a channel: they come only where an installation subscribes to them itself."""

Body = dict[str, Any]
Ack = Callable[..., Awaitable[BoltResponse]]
Next = Callable[[], Awaitable[BoltResponse]]


def listening(
    conversation: Conversation, answer: AsyncSlackResponse | None, base_url: str, ended: Callable[[str], None]
) -> AsyncApp:
    """A Bolt app that hears commands, buttons, mentions, direct messages and endings.

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
    bolt.use(_once(conversation))
    _listen_to_people(bolt, conversation, who.bot_user_id or who.user_id or "")
    _listen_to_endings(bolt, conversation, ended)
    bolt.event(re.compile(".*"))(_nothing)
    bolt.action(re.compile(".*"))(_nothing)
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


def _once(conversation: Conversation) -> Callable[..., Awaitable[BoltResponse]]:
    """Middleware: the inbox is written before the acknowledgement, and a retry ends here."""

    async def once(body: Body, context: Any, next: Next) -> BoltResponse:
        known = await conversation.receive(body)
        if known.done() and known.result():
            return BoltResponse(status=200, body="")
        context["known"] = known
        return await next()

    return once


def _listen_to_people(bolt: AsyncApp, conversation: Conversation, bot: str) -> None:
    async def command(ack: Ack, body: Body, context: Any) -> None:
        await ack()
        conversation.take(incoming.command(body), context["known"])

    async def press(ack: Ack, body: Body, context: Any) -> None:
        await ack()
        conversation.take(incoming.press(body), context["known"])

    async def mention(body: Body, context: Any) -> None:
        conversation.take(incoming.mention(body, bot), context["known"])

    async def message(body: Body, context: Any) -> None:
        conversation.take(incoming.message(body, bot), context["known"])

    bolt.command(COMMAND)(command)
    bolt.action(re.compile(f"^{PREFIX}"))(press)
    for event, listener in zip(ASKING, (mention, message), strict=True):
        bolt.event(event)(listener)


def _listen_to_endings(bolt: AsyncApp, conversation: Conversation, ended: Callable[[str], None]) -> None:
    async def ending(body: Body) -> None:
        tokens = body["event"].get("tokens")
        if body["event"]["type"] == "app_uninstalled" or (isinstance(tokens, dict) and tokens.get("bot")):
            ended("Slack says that the app was uninstalled or its bot token revoked.")

    async def leaving(body: Body, context: Any) -> None:
        channel = body["event"].get("channel")
        if isinstance(channel, str) and channel:
            address = Address("slack", channel, tenant=incoming.tenant(body))
            conversation.gone(address, "Milepost left the channel, or it was closed.", context["known"])

    for event in ENDING:
        bolt.event(event)(ending)
    for event in LEAVING:
        bolt.event(event)(leaving)


async def _nothing(ack: Ack) -> None:
    """What nobody here listens to is acknowledged, so that Slack does not send it again."""
    await ack()
