"""A document goes in, both chats answer: the real process, its real clients, stand-ins for the platforms."""

from __future__ import annotations

import asyncio
import io
import json
import signal
import socket
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot import clock
from tests.command import Milepost
from tests.fakes.slack import FakeSlack
from tests.fakes.slack_front import SECRET, form, interaction, press, signed, slash
from tests.fakes.telegram import FakeTelegram, Sent

NOTICE = """Eastfield pilot widened

Published: 2024-04-14

The council of Eastfield met on July 11th and settled its plan for data. The plan covers 12 square kilometres.

At the 2023 Eastfield Data Congress on July 8th, 15 companies were awarded the first licences.

July 15th this year marks the third anniversary of the release of the Eastfield Charter.
"""
SLACK_TOKEN = "xoxb-1-bot-s3cret"
GROUP, CHANNEL, PRIVATE = -1001, -1002, 77


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


@dataclass
class World:
    """A running program, both platforms, and somebody who types on them."""

    milepost: Milepost
    telegram: FakeTelegram
    slack: FakeSlack
    client: aiohttp.ClientSession
    port: int

    async def reply(self, deed: Callable[[], Any]) -> Sent:
        """The next message that Telegram accepts after something was done."""
        count = len(self.telegram.sent)
        deed()
        await self.telegram.until(lambda: len(self.telegram.sent) > count)
        return self.telegram.sent[-1]

    async def door(self, body: bytes) -> tuple[int, str]:
        """Slack sends us something, signed."""
        headers = signed(body, stamp=str(int(clock.now().timestamp())))
        url = f"http://127.0.0.1:{self.port}/slack/events"
        async with self.client.post(url, data=io.BytesIO(body), headers=headers) as answer:
            return answer.status, await answer.text()

    async def healthy(self) -> bool:
        """Whether the program takes requests."""
        try:
            async with self.client.get(f"http://127.0.0.1:{self.port}/healthz") as answer:
                return answer.status == 200
        except aiohttp.ClientError:
            return False


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    async with FakeTelegram() as telegram, FakeSlack() as slack, aiohttp.ClientSession() as client:
        telegram.now = int(clock.now().timestamp())
        port = free_port()
        settings = {
            "TELEGRAM_BOT_TOKEN": telegram.token,
            "TELEGRAM_API_BASE_URL": telegram.root,
            "SLACK_BOT_TOKEN": SLACK_TOKEN,
            "SLACK_SIGNING_SECRET": SECRET,
            "SLACK_API_URL": slack.api,
            "PORT": str(port),
        }
        milepost = Milepost(tmp_path, tuple(settings.items()))
        (tmp_path / "eastfield.txt").write_text(NOTICE, encoding="utf-8")
        ingested = await asyncio.to_thread(milepost, "ingest", "eastfield.txt")
        assert ingested.code == 0, ingested.err
        yield World(milepost, telegram, slack, client, port)


@pytest.fixture
async def running(world: World) -> AsyncIterator[World]:
    process = world.milepost.start("run")
    try:
        for _ in range(600):
            if process.poll() is not None or (await world.healthy() and world.telegram.menus):
                break
            await asyncio.sleep(0.05)  # the process starts in its own time
        assert process.poll() is None, process.communicate()[0]
        yield world
    finally:
        process.send_signal(signal.SIGTERM)
        said, _ = await asyncio.to_thread(process.communicate, timeout=30)
    assert process.returncode == 0, said
    assert "Traceback" not in said
    for secret in (world.telegram.token, world.telegram.token.split(":")[1], SLACK_TOKEN, SECRET):
        assert secret not in said
    assert world.telegram.complaints == []


async def test_telegram_briefs_shows_the_sentence_and_says_why(running: World) -> None:
    telegram = running.telegram
    brief = await running.reply(lambda: telegram.say(PRIVATE, "/brief eastfield"))
    assert "12 square kilometres" in brief.text
    assert "14 Apr 2024" in brief.text, "the header that the text contradicts is named"
    assert "[1]" in brief.text
    source = await running.reply(lambda: telegram.say(PRIVATE, "/source eastfield#1.2"))
    assert "The plan covers 12 square kilometres." in source.text
    why = await running.reply(lambda: telegram.say(PRIVATE, "/why eastfield#3.1"))
    assert "2020" in why.text
    pressed = await running.reply(lambda: telegram.press(brief, next(iter(brief.buttons))))
    assert pressed.text
    assert telegram.answered, "a press is acknowledged"


async def test_in_a_group_only_admins_change_things(running: World) -> None:
    telegram = running.telegram
    refused = await running.reply(lambda: telegram.say(GROUP, "/subscribe eastfield", user=5))
    assert "admin" in refused.text
    telegram.member(GROUP, 6, "administrator")
    asked = await running.reply(lambda: telegram.say(GROUP, "/subscribe eastfield", user=6))
    assert "Confirm" in asked.buttons
    count, said = len(telegram.answered), len(telegram.sent)
    telegram.press(asked, "Confirm", user=5)
    await telegram.until(lambda: len(telegram.answered) > count)
    assert "admin" in telegram.toasts[-1], "whoever presses is told why nothing was done"
    assert len(telegram.sent) == said
    assert (await asyncio.to_thread(running.milepost, "subs", "--json")).data == []
    await running.reply(lambda: telegram.press(asked, "Confirm", user=6))
    (kept,) = (await asyncio.to_thread(running.milepost, "subs", "--json")).data
    assert (kept["address"], kept["topics"]) == (f"telegram:{GROUP}", ["eastfield"])


async def test_slack_acknowledges_first_and_answers_privately(running: World) -> None:
    slack = running.slack
    status, body = await running.door(form(slash("eastfield", slack.response_url())))
    assert (status, body) == (200, "")
    answer = await slack.message()
    assert answer.body["response_type"] == "ephemeral"
    shown = json.dumps(answer.body["blocks"])
    assert "12 square kilometres" in shown
    assert "Share to channel" in shown
    assert answer.body["text"]
    asked = slash("subscribe eastfield", slack.response_url("2"), trigger="2.2.b")
    await running.door(form(asked))
    confirm = _button(await slack.message(2), "Confirm")
    await running.door(interaction(press(confirm, slack.response_url("3"))))
    await slack.message(3)
    (kept,) = (await asyncio.to_thread(running.milepost, "subs", "--json")).data
    assert kept["address"].startswith("slack:T0DESK/C0NEWS")


async def test_slack_requests_that_nobody_signed_reach_nothing(running: World) -> None:
    url = f"http://127.0.0.1:{running.port}/slack/events"
    for stamp in ("", "abc", "1e9", str(int(clock.now().timestamp()) - 301)):
        body = form(slash("eastfield"))
        headers = signed(body, stamp=stamp) | ({"X-Slack-Signature": "v0=junk"} if not stamp else {})
        async with running.client.post(url, data=io.BytesIO(body), headers=headers) as answer:
            assert answer.status == 401, stamp
    assert running.slack.messages() == []


def _button(call: Any, label: str) -> str:
    """The value of a button of a Slack message."""
    buttons = [
        element
        for block in call.body["blocks"]
        if block["type"] == "actions"
        for element in block["elements"]
    ]
    return next(str(b["value"]) for b in buttons if b["text"]["text"] == label)
