"""Slack's front door: what is let in, how fast it is acknowledged, and that nothing of it is done twice."""

from __future__ import annotations

import asyncio
import contextlib
import io
import json
import logging
import threading
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path

import aiohttp
import pytest

from bot.card import Card
from bot.command import Defaults
from bot.dispatch import FrontDesk
from bot.metering import Meter
from bot.platforms.slack import Slack
from bot.ports import Request
from bot.web.metrics import Metrics
from bot.web.server import WebServer, application
from storage.store import Store
from tests.fakes import slack_front as front
from tests.fakes.slack import CHANNEL, DM, TEAM, USER, FakeSlack, Fault
from tests.fakes.slack_front import FORM, JSON, NOW, SECRET, clock, signed

SOON = 1.0
"""Seconds within which everything is acknowledged."""
TOKEN = "xoxb-1-bot-s3cret"


class Patient(FrontDesk):
    """The real desk; it answers only while `open` is set, and counts what it is asked."""

    asked = 0

    def __init__(self, store: Store) -> None:
        super().__init__(store, Defaults(), clock)
        self.open = threading.Event()
        self.open.set()

    def answer(self, request: Request) -> Card:
        self.asked += 1
        assert self.open.wait(20)
        return super().answer(request)


@dataclass
class Door:
    """Slack's side of our door, and all that stands behind it."""

    slack: FakeSlack
    desk: Patient
    client: aiohttp.ClientSession
    url: str

    async def post(self, body: bytes, headers: dict[str, str]) -> tuple[int, str]:
        """Send anything; everything is answered soon."""
        loop = asyncio.get_running_loop()
        began = loop.time()
        async with self.client.post(f"{self.url}/slack/events", data=io.BytesIO(body), headers=headers) as it:
            said = await it.text()
            assert loop.time() - began < SOON
            return it.status, said

    async def event(self, words: str, id: str, **headers: str) -> tuple[int, str]:
        body = json.dumps(front.event(front.mention(f"<@U0BOT> {words}"), id)).encode()
        return await self.post(body, {**signed(body, JSON), **headers})

    async def slash(self, words: str, trigger: str = "1.1") -> tuple[int, str]:
        body = front.form(front.slash(words, self.slack.response_url(), trigger=trigger))
        return await self.post(body, signed(body))

    async def metric(self, name: str) -> float:
        async with self.client.get(f"{self.url}/metrics") as it:
            lines = (await it.text()).splitlines()
        return float(next(line.split()[-1] for line in lines if line.startswith(f"{name} ")))


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Store]:
    store = Store.open(f"sqlite:///{tmp_path}/milepost.db")
    yield store
    store.close()


@pytest.fixture
async def door(shelf: Store) -> AsyncIterator[Door]:
    desk = Patient(shelf)
    async with FakeSlack() as slack, aiohttp.ClientSession() as client:
        bot = Slack(TOKEN, SECRET, clock=clock, base_url=slack.api)
        await bot.open()
        metrics = Metrics(lambda: shelf.survey(NOW), Meter(), desk.counters.snapshot)
        server = WebServer(application([*bot.routes(), metrics.route()]), 0, "127.0.0.1")
        await server.start()
        listening = asyncio.create_task(bot.listen(desk))
        await asyncio.sleep(0)
        yield Door(slack, desk, client, f"http://127.0.0.1:{server.port}")
        listening.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await listening
        await server.stop()
        await bot.close()


async def test_1_a_signed_request_is_acknowledged_within_a_second_and_handled_once(door: Door) -> None:
    assert await door.event("start", "Ev1") == (200, "")
    assert await door.slash("start") == (200, "")
    await door.slack.message(2)
    assert door.desk.asked == 2


async def test_2_the_same_event_again_is_acknowledged_counted_and_has_no_second_effect(door: Door) -> None:
    await door.event("start", "Ev1")
    await door.slack.message()
    before = await door.metric("milepost_dedup_hits_total")
    retry = {"X-Slack-Retry-Num": "1", "X-Slack-Retry-Reason": "http_timeout"}
    assert await door.event("start", "Ev1", **retry) == (200, "")
    assert await door.metric("milepost_dedup_hits_total") == before + 1
    await door.event("latest", "Ev2")
    await door.slack.message(2)
    assert door.desk.asked == 2


@pytest.mark.parametrize("seconds", [-301, 301])
async def test_3_a_request_of_another_time_is_refused_and_nothing_of_it_is_logged(
    door: Door, seconds: int, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    body = front.form(front.slash("a very private search"))
    headers = signed(body, stamp=str(int(NOW.timestamp()) + seconds))
    assert (await door.post(body, headers))[0] == 401
    assert "private" not in caplog.text
    assert SECRET not in caplog.text
    assert door.desk.asked == 0


@pytest.mark.parametrize("stamp", ["abc", "", "1e9", "1" + "0" * 23, "-1", "１７８４０７７２００"])
async def test_4_a_time_that_is_none_is_refused(door: Door, stamp: str) -> None:
    body = front.form(front.slash("latest"))
    headers = {**signed(body), "X-Slack-Request-Timestamp": stamp}
    assert (await door.post(body, headers))[0] == 401


async def test_5_a_signature_that_is_not_exactly_right_is_refused(door: Door) -> None:
    body = front.form(front.slash("latest"))
    good = signed(body)
    seal = good["X-Slack-Signature"]
    for bad in ("v0=" + "é" * 64, seal.upper(), seal[:-1], seal + "0", seal[3:], "v1=" + seal[3:], ""):
        assert (await door.post(body, {**good, "X-Slack-Signature": bad}))[0] == 401
    missing = {name: value for name, value in good.items() if name != "X-Slack-Signature"}
    assert (await door.post(body, missing))[0] == 401
    assert (await door.post(body + b"&text=other", good))[0] == 401
    assert (await door.post(body, signed(body, secret="another")))[0] == 401
    assert door.desk.asked == 0


async def test_6_junk_that_is_large_compressed_or_no_text_is_refused_in_flat_memory(door: Door) -> None:
    assert (await door.post(b"\xff\xfe\x00", signed(b"\xff\xfe\x00")))[0] == 401
    body = front.form(front.slash("latest"))
    assert (await door.post(body, {**signed(body), "Content-Encoding": "gzip"}))[0] == 401
    large = b"x" * 5_000_000
    headers = signed(large)
    assert (await door.post(large, headers))[0] == 413
    before = _resident()
    for _ in range(20):
        assert (await door.post(large, headers))[0] == 413
    assert _resident() - before < 20_000_000
    assert door.desk.asked == 0


@pytest.mark.parametrize(
    "more", [{}, {"command": "/brief", "text": "subscribe zone confirm:yes", "team_id": TEAM}]
)
async def test_7_an_ssl_check_is_answered_empty_and_does_nothing(door: Door, more: dict[str, str]) -> None:
    body = front.form({"ssl_check": "1", "token": "x", **more})
    assert await door.post(body, {"Content-Type": FORM}) == (200, "")
    assert await door.post(body, signed(body)) == (200, "")
    assert door.desk.asked == 0
    assert door.slack.messages() == []


async def test_8_a_challenge_is_echoed_to_who_signs_it(door: Door) -> None:
    body = json.dumps({"type": "url_verification", "challenge": "3eZbrw1aB", "token": "x"}).encode()
    assert (await door.post(body, {"Content-Type": JSON}))[0] == 401
    status, said = await door.post(body, signed(body, JSON))
    assert status == 200
    assert "3eZbrw1aB" in said


async def test_15_an_answer_that_takes_long_comes_by_its_way_back_and_delays_no_acknowledgement(
    door: Door,
) -> None:
    door.desk.open.clear()
    for n in range(30):
        assert await door.slash("start", f"slow.{n}") == (200, "")
    assert await door.event("start", "Ev1") == (200, "")
    assert door.slack.messages() == []
    door.desk.open.set()
    await door.slack.message(31)
    ways = [call.method for call in door.slack.messages()]
    assert (ways.count("response_url"), ways.count("chat.postMessage")) == (30, 1)


@pytest.mark.parametrize(
    "expired",
    [Fault.error("used_url"), Fault(404, {"ok": False, "error": "expired_url"}), Fault(404, "gone")],
)
async def test_16_where_the_way_back_expired_the_answer_comes_in_direct_messages(
    door: Door, expired: Fault, caplog: pytest.LogCaptureFixture
) -> None:
    door.slack.fail("response_url", expired)
    assert await door.slash("start") == (200, "")
    call = await door.slack.message()
    assert (call.method, call.body["channel"]) == ("chat.postMessage", DM)
    assert "Traceback" not in caplog.text
    assert {"users": USER} in [c.body for c in door.slack.calls if c.method == "conversations.open"]
    assert CHANNEL not in json.dumps(call.body)


def _resident() -> int:
    """Bytes of this process that are in memory."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * 4096
