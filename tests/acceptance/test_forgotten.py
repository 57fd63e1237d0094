"""Who asks to be forgotten is: through the real clients, down to the bytes of the file and the log."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot import clock
from bot.platforms.slack import Slack
from bot.web.server import WebServer, application
from storage.store import Store
from tests.fakes import slack_front as front
from tests.fakes.slack import DM, USER, FakeSlack
from tests.fakes.slack_front import signed
from tests.fakes.telegram import FakeTelegram, Sent
from tests.integration.inbox_home import Counter, listening, platform, stamp
from tests.unit.bot.harbour import charter, fund, put

ADA = 7_300_000_017
GROUP = -1_007_300_000_018


def remains(folder: Path, *names: str) -> list[str]:
    """The files of a store in which one of these names stands, byte for byte."""
    files = [each for each in folder.iterdir() if each.name.startswith("milepost.db")]
    return [each.name for each in files for name in names if name.encode() in each.read_bytes()]


@pytest.fixture
def store(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> Any:
    caplog.set_level(logging.INFO)
    opened = Store.open(f"sqlite:///{tmp_path}/milepost.db")
    put(opened, charter(), fund())
    yield opened
    opened.close()


class Talk:
    """One person's talk with the bot in one Telegram chat."""

    def __init__(self, server: FakeTelegram, chat: int) -> None:
        self.server, self.chat = server, chat

    async def say(self, words: str) -> Sent:
        """Type something; the reply."""
        before = len(self.server.sent)
        self.server.say(self.chat, words, user=ADA)
        await self.server.until(lambda: len(self.server.sent) > before)
        return self.server.sent[-1]

    async def press(self, message: Sent, label: str) -> str:
        """Press a button; what is said then, be it in the place of the message."""
        before = len(self.server.sent), message.text
        self.server.press(message, label, user=ADA)
        await self.server.until(lambda: (len(self.server.sent), message.text) != before)
        return message.text if message.text != before[1] else self.server.sent[-1].text


@contextlib.asynccontextmanager
async def telegram(store: Store) -> AsyncIterator[FakeTelegram]:
    async with FakeTelegram(now=int(clock.now().timestamp())) as server:
        server.member(GROUP, ADA, "administrator")
        async with listening(platform("telegram", server.root), Counter(store)):
            yield server


async def test_of_a_person_nothing_is_left_and_they_may_begin_anew(
    store: Store, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with telegram(store) as server:
        talk = Talk(server, ADA)
        await talk.press(await talk.say("subscribe harbour charter"), "Confirm")
        await talk.say("search harbour")
        group = Talk(server, GROUP)
        await group.press(await group.say("/subscribe fund"), "Confirm")
        assert remains(tmp_path, str(ADA))
        asked = await talk.say("/forget")
        assert "1 subscription" in asked.text
        assert "Everything is erased" in await talk.press(asked, "Erase now")
        await server.until(lambda: not store.inbox.waiting())
        assert remains(tmp_path, str(ADA)) == []
        assert str(ADA) not in caplog.text
        assert "until you subscribe" in (await talk.say("/start")).text
        assert "not subscribed" in (await talk.say("/subs")).text
        assert "fund" in (await group.say("/subs")).text, "the group keeps what it asked for"


async def test_of_a_group_nothing_is_left_and_only_its_admins_may_do_that(
    store: Store, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with telegram(store) as server:
        group = Talk(server, GROUP)
        await group.press(await group.say("/subscribe harbour charter"), "Confirm")
        server.member(GROUP, ADA, "member")
        assert "Only admins of this group" in (await group.say("/forget")).text
        server.member(GROUP, ADA, "administrator")
        asked = await group.say("/forget")
        assert all(data.startswith("~") for data in asked.buttons.values())
        assert "Everything is erased" in await group.press(asked, "Erase now")
        await server.until(lambda: not store.inbox.waiting())
        assert remains(tmp_path, str(GROUP)) == []
        assert str(GROUP) not in caplog.text


async def test_a_day_of_grace_is_there_for_who_wants_it(store: Store) -> None:
    async with telegram(store) as server:
        talk = Talk(server, ADA)
        await talk.press(await talk.say("subscribe harbour charter"), "Confirm")
        put_off = await talk.press(await talk.say("/forget"), "Erase in 24 hours")
        assert "Until then all stays as it is" in put_off
        assert "called it off" in await talk.press(await talk.say("/forget"), "Keep everything")
        assert "harbour charter" in (await talk.say("/subs")).text


async def test_in_slack_too_nothing_is_left(
    store: Store, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with FakeSlack() as slack, aiohttp.ClientSession() as client:
        chat = platform("slack", slack.api)
        assert isinstance(chat, Slack)
        server = WebServer(application(chat.routes()), 0, "127.0.0.1")
        async with listening(chat, Counter(store)):
            await server.start()
            url = f"http://127.0.0.1:{server.port}/slack/events"

            async def bring(body: bytes) -> dict[str, Any]:
                """Send something signed; the reply to it."""
                known = len(slack.messages())
                headers = signed(body, front.FORM, stamp=stamp())
                async with client.post(url, data=body, headers=headers) as answer:
                    assert answer.status == 200
                return dict((await slack.message(known + 1)).body)

            async def typed(words: str, number: int) -> dict[str, Any]:
                way = slack.response_url(str(number))
                where = {"channel_id": DM, "channel_name": "directmessage"}
                return await bring(front.form(front.slash(words, way, trigger=f"{number}.1", **where)))

            await typed("subscribe harbour charter confirm:yes", 1)
            assert USER in (tmp_path / "milepost.db-wal").read_bytes().decode("latin-1")
            asked = await typed("forget", 2)
            press = front.press(button(asked, "Erase now"), slack.response_url("3"), trigger_id="3.1")
            press["channel"]["id"] = press["container"]["channel_id"] = DM
            assert "Everything is erased" in json.dumps(await bring(front.interaction(press)))
            async with asyncio.timeout(15):
                while store.inbox.waiting():  # noqa: ASYNC110 (the store tells nobody)
                    await asyncio.sleep(0.01)
            assert remains(tmp_path, USER, DM) == []
            assert USER not in caplog.text
            assert "until you subscribe" in json.dumps(await typed("start", 4))
            await server.stop()


def button(reply: dict[str, Any], label: str) -> str:
    """The value of a button of a reply."""
    return next(
        str(element["value"])
        for block in reply["blocks"]
        if block["type"] == "actions"
        for element in block["elements"]
        if element["text"]["text"] == label
    )
