"""How soon requests are acknowledged, and commands answered beside a bare bot of the same client."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import hmac
import itertools
import json
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from statistics import median, quantiles
from typing import Any
from urllib.parse import urlencode

import aiohttp
from aiohttp import web

from bench.bots import OTHER, SECRET, SIGNING, SLOW, bot
from bench.platform import ME, TOKEN
from bench.table import Row

RATE, LASTING = 50, 20
"""Requests a second, and for how many seconds."""
WARM, TRIPS = 15, 150
"""Round trips before those that count, and those that do."""
COMMANDS = ("help", "latest")
"""One that reads nothing, as an echo, and one that reads ten documents and proves every line."""
PATIENCE = 30.0
BOUND = 300.0
"""Milliseconds within which 99 of 100 are to be acknowledged."""


def rows() -> list[Row]:
    """Milliseconds to an acknowledgement and to an answer."""
    return asyncio.run(_rows())


async def _rows() -> list[Row]:
    found = []
    async with _outside() as outside:
        async with bot("brought", outside.root) as url:
            for name, request in (("Slack", outside.slash), ("Telegram webhook", outside.update)):
                late = await _acknowledged(request, url)
                what = f"{name}: acknowledged at {RATE}/s for {LASTING} s, one answer slow; 99th percentile"
                found.append(Row(what, late, "the bound", BOUND, "ms", more=False))
        async with bot("fetching", outside.root) as ours, bot("echo", outside.root) as echo:
            for verb in COMMANDS:
                trips = await _in_turn(outside.telegram(TOKEN, verb), outside.telegram(OTHER, verb))
                what = f"Telegram: the round trip of `{verb}`"
                found.append(Row(what, trips[0], "python-telegram-bot, an echo", trips[1], "ms", more=False))
                async with aiohttp.ClientSession() as client:
                    asked = (outside.slack(client, url, verb) for url in (ours, echo))
                    trips = await _in_turn(*asked)
                what = f"Slack: the round trip of `{verb}`"
                found.append(Row(what, trips[0], "slack-bolt, an echo", trips[1], "ms", more=False))
    return found


@dataclass
class _Outside:
    """Telegram and Slack at once: they bring commands, and see the answers."""

    root: str = ""
    numbers: Any = field(default_factory=lambda: itertools.count(1))
    waiting: dict[str, asyncio.Queue[dict[str, Any]]] = field(default_factory=dict)
    answered: dict[str, asyncio.Future[float]] = field(default_factory=dict)

    async def bot_api(self, request: web.Request) -> web.Response:
        form = await request.post()
        token, method = request.match_info["token"], request.match_info["method"]
        if method == "getUpdates":
            with contextlib.suppress(TimeoutError):
                queue = self.waiting.setdefault(token, asyncio.Queue())
                patience = float(str(form.get("timeout") or 0))
                return _ok([await asyncio.wait_for(queue.get(), patience)])
            return _ok([])
        if method == "sendMessage":
            chat = str(form["chat_id"])
            self._came(f"{token}/{chat}")
            who = {"id": int(chat), "type": "private", "first_name": "Ada"}
            return _ok({"message_id": next(self.numbers), "date": int(time.time()), "chat": who, "text": "x"})
        return _ok(ME if method == "getMe" else True)

    async def web_api(self, request: web.Request) -> web.Response:
        await request.read()
        identity = {"team_id": "T0", "user_id": "U0BOT", "bot_id": "B0", "ts": "1.1", "channel": "C0"}
        user = {"id": "U0", "tz": "Asia/Shanghai", "locale": "en-US"}
        return web.json_response({"ok": True, **identity, "user": user})

    async def response_url(self, request: web.Request) -> web.Response:
        await request.read()
        self._came(request.match_info["id"])
        return web.Response(text="ok")

    def _came(self, name: str) -> None:
        if (waiting := self.answered.get(name)) and not waiting.done():
            waiting.set_result(time.perf_counter())

    def telegram(self, token: str, verb: str) -> Callable[[], Awaitable[float]]:
        """A command that is fetched, until its answer is there: seconds."""

        async def trip() -> float:
            chat = next(self.numbers)
            queue = self.waiting.setdefault(token, asyncio.Queue())
            answer = self._expected(f"{token}/{chat}")
            start = time.perf_counter()
            queue.put_nowait(_update(chat, f"/{verb}"))
            return await asyncio.wait_for(answer, PATIENCE) - start

        return trip

    def slack(self, client: aiohttp.ClientSession, url: str, verb: str) -> Callable[[], Awaitable[float]]:
        """A command that is brought, until its answer is there: seconds."""

        async def trip() -> float:
            name = f"r{next(self.numbers)}"
            answer = self._expected(name)
            start = time.perf_counter()
            await self.slash(client, url, verb, name)
            return await asyncio.wait_for(answer, PATIENCE) - start

        return trip

    def _expected(self, name: str) -> asyncio.Future[float]:
        self.answered[name] = asyncio.get_running_loop().create_future()
        return self.answered[name]

    async def slash(self, client: aiohttp.ClientSession, url: str, text: str, name: str = "") -> float:
        """Bring a slash command; seconds until it is acknowledged."""
        fields = {
            "command": "/brief", "text": text, "team_id": "T0", "channel_id": "C0", "user_id": "U0",
            "response_url": f"{self.root}/respond/{name or 'x'}", "trigger_id": f"1.1.{next(self.numbers)}",
            "api_app_id": "A0", "is_enterprise_install": "false",
        }  # fmt: skip
        body, stamp = urlencode(fields).encode(), str(int(time.time()))
        seal = hmac.new(SIGNING.encode(), f"v0:{stamp}:".encode() + body, hashlib.sha256).hexdigest()
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "X-Slack-Request-Timestamp": stamp,
            "X-Slack-Signature": f"v0={seal}",
        }
        return await _posted(client, f"{url}/slack/events", body, headers)

    async def update(self, client: aiohttp.ClientSession, url: str, text: str) -> float:
        """Bring an update; seconds until it is acknowledged."""
        body = json.dumps(_update(next(self.numbers), f"/{text}")).encode()
        headers = {"Content-Type": "application/json", "X-Telegram-Bot-Api-Secret-Token": SECRET}
        return await _posted(client, f"{url}/telegram/webhook", body, headers)


@asynccontextmanager
async def _outside() -> AsyncIterator[_Outside]:
    outside = _Outside()
    app = web.Application()
    app.router.add_post("/bot{token}/{method}", outside.bot_api)
    app.router.add_post("/api/{method}", outside.web_api)
    app.router.add_post("/respond/{id}", outside.response_url)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host, port = runner.addresses[0][:2]
    outside.root = f"http://{host}:{port}"
    try:
        yield outside
    finally:
        await runner.cleanup()


async def _acknowledged(ask: Callable[..., Awaitable[float]], url: str) -> float:
    """The 99th percentile in milliseconds, at an even rate, whatever is late; raises where one is refused."""
    async with aiohttp.ClientSession() as client:
        for _ in range(WARM):
            await ask(client, url, "latest")
        begun = asyncio.get_running_loop().time()
        under_way = []
        for number in range(RATE * LASTING):
            await asyncio.sleep(begun + number / RATE - asyncio.get_running_loop().time())
            words = SLOW if number == RATE else "latest"
            under_way.append(asyncio.ensure_future(ask(client, url, words)))
        return quantiles(await asyncio.gather(*under_way), n=100)[98] * 1000


async def _in_turn(
    ours: Callable[[], Awaitable[float]], theirs: Callable[[], Awaitable[float]]
) -> tuple[float, float]:
    """The median round trips of two bots in milliseconds, in turn, so that both see the same machine."""
    taken: tuple[list[float], list[float]] = ([], [])
    for number in range(WARM + TRIPS):
        for trip, kept in zip((ours, theirs), taken, strict=True):
            seconds = await trip()
            if number >= WARM:
                kept.append(seconds)
    return median(taken[0]) * 1000, median(taken[1]) * 1000


async def _posted(client: aiohttp.ClientSession, url: str, body: bytes, headers: dict[str, str]) -> float:
    start = time.perf_counter()
    async with client.post(url, data=body, headers=headers) as answer:
        assert answer.status == 200, f"{url}: {answer.status} {await answer.text()}"
        return time.perf_counter() - start


def _update(chat: int, text: str) -> dict[str, Any]:
    who = {"id": chat, "is_bot": False, "first_name": "Ada", "language_code": "en"}
    verb = {"type": "bot_command", "offset": 0, "length": len(text)}
    message = {
        "message_id": 1, "date": int(time.time()), "text": text, "from": who, "entities": [verb],
        "chat": {"id": chat, "type": "private", "first_name": "Ada"},
    }  # fmt: skip
    return {"update_id": chat, "message": message}


def _ok(result: Any) -> web.Response:
    return web.json_response({"ok": True, "result": result})
