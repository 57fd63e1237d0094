"""Middleware that keeps a request in the inbox before it is acknowledged."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from slack_bolt import BoltResponse

from bot.platforms.slack.conversation import Conversation, Deed

LEFT = "milepost_left"
"""Under this name a request's context holds the update's, where it was left in the inbox."""

Body = dict[str, Any]
Next = Callable[[], Awaitable[BoltResponse]]


def keeping(
    conversation: Conversation, meaning: Callable[[Body], Deed | None], *, resent: bool = False
) -> list[Callable[..., Awaitable[BoltResponse]]]:
    """Middleware that ends a request: what it asks for is in the inbox before the acknowledgement.

    `resent` says that Slack sends it again where we do not acknowledge it.
    """

    async def kept(body: Body, context: Any, next: Next) -> BoltResponse:
        deed = meaning(body)
        if deed is None:
            return await next()
        if left := context.pop(LEFT, None):
            conversation.resume(left, deed)
        elif not await conversation.take(body, deed, resent=resent):
            return BoltResponse(status=503, body="")
        return BoltResponse(status=200, body="")

    return [kept]
