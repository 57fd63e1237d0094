"""Views on their way to Slack: forms that are opened and filled, and the App Home."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.platforms.slack.faults import fault

Payload = dict[str, Any]

BLOCKS = 100
"""Blocks that a view takes."""
BYTES = 250_000
"""Bytes that a view takes, as JSON."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A view that somebody sees; its `hash` is that of what they see now."""

    id: str
    hash: str = ""


class Views:
    """Calls Slack with one token; every failure is a `DeliveryError`."""

    def __init__(self, client: AsyncWebClient) -> None:
        self._client = client

    async def open(self, trigger: str, view: Payload) -> Shown:
        """Open a form for who pressed something; raises `Expired` after three seconds."""
        return await self._call("views.open", trigger_id=trigger, view=view)

    async def update(self, shown: Shown, view: Payload) -> Shown:
        """Show something else there; raises `Outrun` where it was changed or closed meanwhile."""
        return await self._call("views.update", view_id=shown.id, view=view, **_hashed(shown.hash))

    async def publish(self, user: str, view: Payload, hash: str = "") -> Shown:
        """Show this in somebody's App Home; with a `hash`, only where they still see that one (`Outrun`)."""
        return await self._call("views.publish", user_id=user, view=view, **_hashed(hash))

    async def _call(self, method: str, **arguments: Any) -> Shown:
        try:
            answer = await self._client.api_call(method, json=arguments)
            view = answer.get("view") or {}
            return Shown(str(view.get("id") or ""), str(view.get("hash") or ""))
        except Exception as error:
            raise fault(error) from None


def fitting(view: Payload) -> Payload:
    """The view within Slack's limits: what is too much goes from its end, but for its last block."""
    *blocks, last = view["blocks"]
    blocks = blocks[: BLOCKS - 1]
    while blocks and len(json.dumps({**view, "blocks": [*blocks, last]})) > BYTES:
        blocks.pop()
    return {**view, "blocks": [*blocks, last]}


def _hashed(hash: str) -> Payload:
    return {"hash": hash} if hash else {}
