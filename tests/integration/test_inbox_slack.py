"""Slack's deliveries through the real inbox: kept, then acknowledged, then dealt with once."""

from __future__ import annotations

import asyncio
import contextlib
import io
import json
import sqlite3
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot import clock, counting
from bot.platforms.slack import Slack
from bot.web.server import WebServer, application
from storage.store import Store
from tests.fakes import slack_front as front
from tests.fakes.slack import CHANNEL, FakeSlack
from tests.fakes.slack_front import JSON, signed
from tests.integration.inbox_home import Counter, child, listening, platform, said, stamp


@pytest.fixture
async def slack() -> AsyncIterator[FakeSlack]:
    async with FakeSlack() as running:
        yield running


@dataclass
class Door:
    """Slack's side of our door."""

    client: aiohttp.ClientSession
    port: int

    async def post(self, body: bytes, kind: str, **headers: str) -> int:
        """Send a signed body; the status."""
        headers = {**signed(body, kind, stamp=stamp()), **headers}
        url = f"http://127.0.0.1:{self.port}/slack/events"
        async with self.client.post(url, data=io.BytesIO(body), headers=headers) as answer:
            return answer.status

    async def event(self, words: str, id: str, **headers: str) -> int:
        body = json.dumps(front.event(front.mention(f"<@U0BOT> {words}"), id)).encode()
        return await self.post(body, JSON, **headers)

    async def slash(self, fields: dict[str, str]) -> int:
        return await self.post(front.form(fields), front.FORM)


@contextlib.asynccontextmanager
async def home(slack: FakeSlack, desk: Counter) -> AsyncIterator[Door]:
    chat = platform("slack", slack.api)
    assert isinstance(chat, Slack)
    server = WebServer(application(chat.routes()), 0, "127.0.0.1")
    async with aiohttp.ClientSession() as client, listening(chat, desk):
        await server.start()
        try:
            yield Door(client, server.port)
        finally:
            await server.stop()


async def until(true: Any) -> None:
    """Wait until something is true."""
    async with asyncio.timeout(15):
        while not true():  # noqa: ASYNC110 (it may be true of anything)
            await asyncio.sleep(0.01)


async def test_what_was_acknowledged_before_a_kill_is_answered_after_it_once(
    slack: FakeSlack, store_url: str
) -> None:
    Store.open(store_url).close()
    async with aiohttp.ClientSession() as client:
        with child(store_url, "slack", slack.api, "stuck") as first:
            door = Door(client, int(await said(first)))
            assert await door.event("latest", "Ev1") == 200
            url = slack.response_url()
            assert await door.slash(front.slash("help", url, trigger="1.1")) == 200
            press = front.interaction(front.press("subs", url, trigger_id="2.2"))
            assert await door.post(press, front.FORM) == 200
            asked = {await said(first) for _ in range(3)}
            assert asked == {"asked latest", "asked help", "asked subs"}
            first.kill()
            first.wait()
        assert slack.messages() == []
        with child(store_url, "slack", slack.api) as second:
            door = Door(client, int(await said(second)))
            await slack.message(3)
            assert await door.event("latest", "Ev1", **{"X-Slack-Retry-Num": "1"}) == 200
            assert await door.event("upcoming", "Ev2") == 200
            await slack.message(4)
            assert [await said(second) for _ in range(4)].count("asked latest") == 1
    ways = sorted((call.method, str(call.body.get("channel"))) for call in slack.messages())
    assert ways == [("chat.postMessage", CHANNEL)] * 2 + [("response_url", "None")] * 2


async def test_a_retry_and_a_hundred_copies_at_once_change_nothing(slack: FakeSlack, store: Store) -> None:
    desk = Counter(store)
    async with home(slack, desk) as door:
        told = await asyncio.gather(
            *(door.event("latest", "Ev1", **{"X-Slack-Retry-Num": str(n)}) for n in range(100))
        )
        assert set(told) == {200}
        await slack.message()
        await until(lambda: not store.inbox.waiting())
        assert await door.event("latest", "Ev1") == 200
    assert desk.asked == ["latest"]
    assert desk.counters[counting.DUPLICATE] == 100


async def test_an_event_that_cannot_be_kept_is_sent_again_by_slack_and_answered_once(
    slack: FakeSlack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.engine.BUSY_SECONDS", 0.05)
    store = Store.open(f"sqlite:///{tmp_path}/milepost.db")
    desk = Counter(store)
    async with home(slack, desk) as door:
        holder = sqlite3.connect(tmp_path / "milepost.db", isolation_level=None)
        holder.execute("BEGIN IMMEDIATE")
        assert await door.event("latest", "Ev1") == 503
        assert await door.slash(front.slash("help", slack.response_url())) == 200
        await until(lambda: desk.asked == ["help"])
        holder.execute("ROLLBACK")
        holder.close()
        for number in "12":
            assert await door.event("latest", "Ev1", **{"X-Slack-Retry-Num": number}) == 200
        await slack.message(2)
    assert desk.asked == ["help", "latest"]
    assert (desk.counters[counting.REFUSED], desk.counters[counting.UNCHECKED]) == (1, 1)
    store.close()


async def test_an_event_that_is_kept_too_late_for_slack_is_answered_once_all_the_same(
    slack: FakeSlack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.platforms.slack.conversation.INBOX", 0.05)
    store = Store.open(f"sqlite:///{tmp_path}/milepost.db")
    desk = Counter(store)
    async with home(slack, desk) as door:
        holder = sqlite3.connect(tmp_path / "milepost.db", isolation_level=None)
        holder.execute("BEGIN IMMEDIATE")
        loop = asyncio.get_running_loop()
        began = loop.time()
        assert await door.event("latest", "Ev1") == 503
        assert await door.slash(front.slash("help", slack.response_url())) == 200
        assert loop.time() - began < 2
        assert desk.asked == []
        holder.execute("ROLLBACK")
        holder.close()
        await slack.message(2)
        assert await door.event("latest", "Ev1", **{"X-Slack-Retry-Num": "1"}) == 200
        await until(lambda: not store.inbox.waiting())
    assert sorted(desk.asked) == ["help", "latest"]
    store.close()


async def test_slow_answers_hold_up_no_acknowledgement(slack: FakeSlack, store: Store) -> None:
    desk = Counter(store)
    desk.open.clear()
    loop = asyncio.get_running_loop()
    async with home(slack, desk) as door:
        for n in range(40):  # more than there are threads
            began = loop.time()
            assert await door.event("latest", f"Ev{n}") == 200
            assert loop.time() - began < 1
        desk.open.set()
        await slack.message(40)
    assert store.inbox.waiting() == 0


async def test_what_is_not_answered_when_we_stop_stays_for_the_next(
    slack: FakeSlack, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.platforms.slack.conversation.FAREWELL", 0.05)
    stuck, second = Counter(store), Counter(store, alone=False)
    stuck.open.clear()
    async with home(slack, stuck) as door:
        assert await door.event("latest", "Ev1") == 200
        await until(lambda: stuck.asked)
    stuck.open.set()
    assert store.inbox.waiting() == 1
    async with home(slack, second):
        await slack.message()
        await until(lambda: not store.inbox.waiting())
    assert second.asked == ["latest"]
    assert len(slack.messages()) == 1


async def test_the_socket_is_answered_only_when_the_inbox_has_it(
    slack: FakeSlack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.engine.BUSY_SECONDS", 0.05)
    store = Store.open(f"sqlite:///{tmp_path}/milepost.db")
    desk = Counter(store)
    bot = Slack("xoxb-1-bot", app_token="xapp-1-app", clock=clock.now, base_url=slack.api)
    async with listening(bot, desk):
        holder = sqlite3.connect(tmp_path / "milepost.db", isolation_level=None)
        holder.execute("BEGIN IMMEDIATE")
        event = front.event(front.mention("<@U0BOT> latest"))
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.5):
                await slack.push("events_api", event, "e1")
        assert desk.counters[counting.REFUSED] == 1
        holder.execute("ROLLBACK")
        holder.close()
        for envelope in ("e2", "e3"):
            assert await slack.push("events_api", event, envelope) == {"envelope_id": envelope}
        await slack.message()
    assert desk.asked == ["latest"]
    store.close()


async def test_what_nobody_asks_us_is_not_kept(slack: FakeSlack, store: Store) -> None:
    desk = Counter(store)
    async with home(slack, desk) as door:
        for n, inner in enumerate(({"type": "reaction_added", "user": "U1"}, front.direct("x", bot_id="B1"))):
            assert await door.post(json.dumps(front.event(inner, f"Ev{n}")).encode(), JSON) == 200
        assert await door.event("latest", "Ev9") == 200
        await slack.message()
    assert desk.counters[counting.RECEIVED] == 1
