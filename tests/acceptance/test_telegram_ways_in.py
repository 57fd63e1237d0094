"""Two ways from Telegram into processes: a webhook with its secret, and polling that tells who else polls."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack
from pathlib import Path

import aiohttp
import pytest

from bench.soak.platform import TOKEN
from bot import clock
from tests.command import Milepost
from tests.fakes.telegram import SECOND_POLLER, FakeTelegram, person
from tests.fakes.telegram_push import SECRET as HEADER
from tests.fleet import Running, Site
from tests.integration.telegram_home import free_port
from tests.postgres import Server

SECRET = "secret-0123456789"


@pytest.fixture
async def server() -> AsyncIterator[FakeTelegram]:
    async with FakeTelegram(token=TOKEN, now=int(clock.now().timestamp())) as running:
        running.chat(77)
        running.chat(78)
        yield running


@pytest.fixture
def stack() -> Iterator[ExitStack]:
    with ExitStack() as ends:
        yield ends


async def up(site: Site, role: str, **more: str) -> Running:
    """A process that runs."""
    running = await asyncio.to_thread(site.start, role, **more)
    return await asyncio.to_thread(running.up)


def hooked(port: int, secret: str = SECRET) -> dict[str, str]:
    """The environment of a process that updates are brought to."""
    url = f"http://127.0.0.1:{port}/telegram/webhook"
    return {"PORT": str(port), "TELEGRAM_WEBHOOK_URL": url, "TELEGRAM_WEBHOOK_SECRET": secret}


async def post(client: aiohttp.ClientSession, port: int, body: bytes, secret: str = SECRET) -> int:
    url = f"http://127.0.0.1:{port}/telegram/webhook"
    async with client.post(url, data=body, headers={HEADER: secret}) as answer:
        return answer.status


async def ready(client: aiohttp.ClientSession, port: int) -> tuple[int, str]:
    async with client.get(f"http://127.0.0.1:{port}/readyz") as answer:
        return answer.status, await answer.text()


def asks(server: FakeTelegram, id: int, chat: int = 77) -> bytes:
    """An update in which somebody asks for help."""
    message = {"message_id": 1, "date": server.now, "chat": server.chat(chat), "from": person(chat)}
    return json.dumps({"update_id": id, "message": {**message, "text": "/help"}}).encode()


async def test_web_processes_side_by_side_answer_each_update_once(
    server: FakeTelegram, stack: ExitStack, postgres: Server, tmp_path: Path
) -> None:
    site = Site(tmp_path, stack.enter_context(postgres.fresh()), server.root, stack)
    ports = (free_port(), free_port())
    for port in ports:
        await up(site, "web", **hooked(port))
    async with aiohttp.ClientSession() as client:
        for port in ports:
            while (await ready(client, port))[0] != 200:
                pass
        body = asks(server, 5)
        told = await asyncio.gather(*(post(client, ports[at % 2], body) for at in range(100)))
        assert set(told) == {200}
        assert await post(client, ports[0], asks(server, 6, chat=78)) == 200
        assert [await post(client, port, body, "wrong") for port in ports] == [403, 403]
    await server.until(lambda: {sent.chat for sent in server.sent} == {77, 78})
    assert server.calls["getUpdates"] == 0
    assert len([sent for sent in server.sent if sent.text.startswith(server.sent[0].text[:20])]) == 2
    assert server.complaints == []


async def test_a_secret_that_was_changed_is_refused_after_the_restart(
    server: FakeTelegram, stack: ExitStack, tmp_path: Path
) -> None:
    site = Site(tmp_path, f"sqlite:///{tmp_path}/milepost.db", server.root, stack)
    port = free_port()
    first = await up(site, "all", **hooked(port))
    server.say(77, "/help")
    await server.until(lambda: server.sent)
    await asyncio.to_thread(first.stop)
    server.say(78, "/help")  # waits at Telegram
    await up(site, "all", **hooked(port, "a-new-secret"))
    await server.until(lambda: server.webhook["secret_token"] == "a-new-secret")
    async with aiohttp.ClientSession() as client:
        assert await post(client, port, asks(server, 7)) == 403
    await server.until(lambda: {sent.chat for sent in server.sent} == {77, 78})


async def test_who_polls_beside_another_says_so_and_goes_on_when_alone(
    server: FakeTelegram, stack: ExitStack, tmp_path: Path
) -> None:
    site = Site(tmp_path, f"sqlite:///{tmp_path}/milepost.db", server.root, stack)
    port = free_port()
    server.fail("getUpdates", 409, SECOND_POLLER, times=9_999)
    await up(site, "all", PORT=str(port))
    async with aiohttp.ClientSession() as client:
        await server.until(lambda: server.calls["getUpdates"])
        told = await ready(client, port)
        while told[0] == 200:
            told = await ready(client, port)
        assert "Another program takes this bot's updates" in told[1]
        assert server.calls["getUpdates"] < 10
        server.heal("getUpdates")
        while told[0] != 200:
            told = await ready(client, port)
        server.say(77, "/help")
        await server.until(lambda: server.sent)


def test_a_webhook_without_a_secret_does_not_start(tmp_path: Path) -> None:
    settings = (("TELEGRAM_BOT_TOKEN", TOKEN), ("TELEGRAM_WEBHOOK_URL", "https://bot.example/"))
    ran = Milepost(tmp_path, settings)("run")
    assert ran.code == 2
    assert (len(ran.err.splitlines()), ran.out) == (1, "")
    assert "TELEGRAM_WEBHOOK_SECRET" in ran.err
