"""A Slack platform that listens behind a real web server, and a client that plays Slack's side."""

from __future__ import annotations

import asyncio
import contextlib
import io
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import aiohttp

from bot.platforms.slack import Slack
from bot.web.server import WebServer, application
from tests.fakes.slack import FakeSlack
from tests.fakes.slack_desk import EchoDesk
from tests.fakes.slack_front import JSON, SECRET, clock, event, form, interaction, signed

BOT_TOKEN, APP_TOKEN = "xoxb-1-bot-s3cret", "xapp-1-app-s3cret"


class Naps:
    """Sleeps that take no time and are written down."""

    def __init__(self) -> None:
        self.taken: list[float] = []

    async def __call__(self, seconds: float) -> None:
        self.taken.append(seconds)


@dataclass
class Home:
    """All that a test of the HTTP way needs."""

    slack: FakeSlack
    desk: EchoDesk
    platform: Slack
    url: str
    client: aiohttp.ClientSession
    naps: Naps

    async def post(
        self, body: bytes, headers: dict[str, str], path: str = "/slack/events"
    ) -> tuple[int, str]:
        """Send what may be anything."""
        async with self.client.post(self.url + path, data=io.BytesIO(body), headers=headers) as answer:
            return answer.status, await answer.text()

    async def slash(self, fields: dict[str, str]) -> tuple[int, str]:
        """Send a signed slash command."""
        body = form(fields)
        return await self.post(body, signed(body))

    async def press(self, payload: dict[str, Any]) -> tuple[int, str]:
        """Send a signed interaction."""
        body = interaction(payload)
        return await self.post(body, signed(body))

    async def event(self, inner: dict[str, Any], id: str = "Ev01", **headers: str) -> tuple[int, str]:
        """Send a signed event."""
        body = json_body(event(inner, id))
        return await self.post(body, {**signed(body, JSON), **headers})


def json_body(value: Any) -> bytes:
    """A JSON request body."""
    return json.dumps(value).encode()


@contextlib.asynccontextmanager
async def at_home(desk: Any = None) -> AsyncIterator[Home]:
    """Everything up, and down again with nothing left open."""
    naps, desk = Naps(), desk or EchoDesk()
    async with FakeSlack() as slack, aiohttp.ClientSession() as client:
        platform = Slack(BOT_TOKEN, SECRET, clock=clock, base_url=slack.api, sleep=naps)
        await platform.open()
        server = WebServer(application(platform.routes()), 0, "127.0.0.1")
        await server.start()
        async with listening(platform, desk):
            yield Home(slack, desk, platform, f"http://127.0.0.1:{server.port}", client, naps)
        await server.stop()
        await platform.close()


@contextlib.asynccontextmanager
async def listening(platform: Slack, desk: EchoDesk) -> AsyncIterator[None]:
    """The platform listens as long as the block runs."""
    task = asyncio.create_task(platform.listen(desk))
    await asyncio.sleep(0)
    try:
        yield
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task
