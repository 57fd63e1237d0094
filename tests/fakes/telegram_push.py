"""Telegram's side of a webhook: it brings updates one after the other, each until it is acknowledged."""

from __future__ import annotations

import asyncio
from typing import Any, Protocol

import aiohttp

PATIENCE = 0.02  # seconds between two tries; Telegram's own grow
SECRET = "X-Telegram-Bot-Api-Secret-Token"


class Pushing(Protocol):
    """What brings updates: `webhook` as it was set, and what waits."""

    webhook: dict[str, Any]

    @property
    def waiting(self) -> list[Any]: ...


async def push(server: Pushing) -> None:
    """Bring what waits to wherever the webhook is, as long as there is one."""
    async with aiohttp.ClientSession() as client:
        while True:
            if not (server.webhook and server.waiting and await _brought(server, client)):
                await asyncio.sleep(PATIENCE)


async def _brought(server: Pushing, client: aiohttp.ClientSession) -> bool:
    update, hook = server.waiting[0], server.webhook
    try:
        async with client.post(
            hook["url"], json=update, headers={SECRET: hook.get("secret_token", "")}
        ) as answer:
            taken = 200 <= answer.status < 300
    except aiohttp.ClientError:
        return False
    if taken:
        server.waiting.remove(update)
    return taken
