"""What one workspace has is nobody else's: its numbers, buttons and confirmations mean nothing in another."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from bot import clock
from bot.platforms.slack import Slack
from bot.web.server import WebServer, application
from briefings.model import Address
from storage.store import Store
from tests.fakes import slack_front as front
from tests.fakes.slack import DM, TEAM, FakeSlack
from tests.fakes.slack_front import signed
from tests.integration.inbox_home import Counter, listening, platform, stamp
from tests.unit.bot.harbour import charter, fund, put

THEIRS = "T0OTHER"
OURS = Address("slack", DM, tenant=TEAM)


class Door:
    """Two workspaces before one door; the same ids of channel and person in both."""

    def __init__(self, slack: FakeSlack, client: aiohttp.ClientSession, port: int) -> None:
        self.slack, self.client = slack, client
        self.url = f"http://127.0.0.1:{port}/slack/events"
        self.count = 0

    async def typed(self, words: str, team: str) -> str:
        """Type `/brief` and words in a direct message; the whole reply as text."""
        self.count += 1
        way = self.slack.response_url(str(self.count))
        where = {"channel_id": DM, "channel_name": "directmessage", "team_id": team}
        return await self._bring(front.form(front.slash(words, way, trigger=f"{self.count}.1", **where)))

    async def pressed(self, value: str, team: str) -> str:
        """Press a button with that value; the whole reply as text."""
        self.count += 1
        way = self.slack.response_url(str(self.count))
        press = front.press(value, way, trigger_id=f"{self.count}.1", team={"id": team, "domain": "x"})
        press["channel"]["id"] = press["container"]["channel_id"] = DM
        press["user"]["team_id"] = team
        return await self._bring(front.interaction(press))

    async def _bring(self, body: bytes) -> str:
        known = len(self.slack.messages())
        async with self.client.post(
            self.url, data=body, headers=signed(body, front.FORM, stamp=stamp())
        ) as got:
            assert got.status == 200
        reply: dict[str, Any] = dict((await self.slack.message(known + 1)).body)
        return json.dumps(reply, ensure_ascii=False)


@pytest.fixture
async def door(file_url: str) -> AsyncIterator[tuple[Door, Store]]:
    store = Store.open(file_url)
    put(store, charter(), fund())
    async with FakeSlack() as slack, aiohttp.ClientSession() as client:
        chat = platform("slack", slack.api)
        assert isinstance(chat, Slack)
        server = WebServer(application(chat.routes()), 0, "127.0.0.1")
        async with listening(chat, Counter(store)):
            await server.start()
            yield Door(slack, client, server.port), store
            await server.stop()
    store.close()


async def test_nothing_of_one_workspace_can_be_reached_from_another(door: tuple[Door, Store]) -> None:
    there, store = door
    await there.typed("subscribe harbour charter confirm:yes", TEAM)
    await there.typed("quiet 22:00-08:00", TEAM)
    before = store.journal.state(OURS)
    [ours] = before.subscriptions
    button = store.notes.remember(OURS, "unsubscribe all", clock.now())
    seal = re.search(r"confirm:([0-9a-f]+-[0-9a-f]{16})", await there.typed("forget", TEAM))
    assert seal
    for words in (f"unsubscribe {ours.id}", f"edit {ours.id} at:07:00", "undo 1", "undo", "export subs"):
        told = await there.typed(words, THEIRS)
        assert "harbour charter" not in told, words
    assert "belongs to another chat" in await there.pressed(button, THEIRS)
    assert "can't be used" in await there.pressed(f"forget confirm:{seal[1]}", THEIRS)
    assert "not subscribed" in await there.typed("subs", THEIRS)
    assert store.journal.state(OURS) == before


async def test_a_workspace_that_is_forgotten_takes_nobody_with_it(door: tuple[Door, Store]) -> None:
    there, store = door
    for team in (TEAM, THEIRS):
        await there.typed("subscribe harbour charter confirm:yes", team)
    seal = re.search(r"confirm:([0-9a-f]+-[0-9a-f]{16})", await there.typed("forget", THEIRS))
    assert seal
    assert "Everything is erased" in await there.pressed(f"forget confirm:{seal[1]}", THEIRS)
    assert "harbour charter" in await there.typed("subs", TEAM)
    assert store.subscriptions.of(Address("slack", DM, tenant=THEIRS)) == ()
