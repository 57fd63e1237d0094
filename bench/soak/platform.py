"""A Telegram in a process of its own: it keeps a line for each message it accepts, and fails on order."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import random
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

from aiohttp import web

TOKEN = "123456:" + "AbCdEfGhIjKlMnOpQrStUvWxYz_01234567"
ME = {"id": 4242, "is_bot": True, "first_name": "Milepost", "username": "milepost_bot"}
REPEAT = "May be a repeat"
RATE, BURST = 30.0, 30.0
"""Messages a second that Telegram takes from a bot, and how many at once after a pause."""
ROUND_TRIP = (0.03, 0.08)
SILENT = 25.0
"""Seconds after which a request is answered that a client must give up before."""


class Platform:
    """Accepts messages, writes them down, and goes wrong where it was told to, until a time."""

    def __init__(self, book: Path, seed: int) -> None:
        self._book = book.open("a", encoding="utf-8", buffering=1)
        self._dice = random.Random(seed)
        self._faults: dict[str, dict[str, Any]] = {}
        self._room, self._at = BURST, time.monotonic()
        self._number = 0
        self.counts: Counter[str] = Counter()

    def order(self, fault: dict[str, Any]) -> None:
        """A fault `kind` from now on for `seconds`, of a `share` of the requests, or one chat in `every`."""
        self._faults[fault["kind"]] = {**fault, "until": time.monotonic() + fault["seconds"]}

    def calm(self) -> None:
        """Nothing goes wrong any more."""
        self._faults.clear()

    def _now(self, kind: str, chat: int) -> dict[str, Any] | None:
        """The fault of this kind, where this request meets it."""
        fault = self._faults.get(kind)
        if fault is None or time.monotonic() > fault["until"] or chat % fault.get("every", 1):
            return None
        return fault if self._dice.random() < fault.get("share", 1.0) else None

    async def take(self, request: web.Request) -> web.StreamResponse:
        """One `sendMessage`."""
        form = await request.post()
        chat, text = int(str(form["chat_id"])), str(form["text"])
        await asyncio.sleep(self._dice.uniform(*ROUND_TRIP) / 2)
        if storm := self._now("storm", chat):
            self.counts["storm"] += 1
            return _refusal(429, "Too Many Requests", retry_after=max(1, round(storm["retry_after"])))
        if self._now("gateway", chat):
            self.counts["gateway"] += 1
            return web.Response(status=self._dice.choice((502, 503)), text="<html>Bad Gateway</html>")
        if not self._room_for_one():
            self.counts["too fast"] += 1
            return _refusal(429, "Too Many Requests: retry after 1", retry_after=1)
        cut, silent = self._now("cut", chat), self._now("silence", chat)
        if silent and self._dice.random() < 0.5:
            await asyncio.sleep(SILENT)
            return web.Response(status=504, text="nobody")
        self._accept(chat, text, "cut" if cut else "silence" if silent else "")
        if cut:
            assert request.transport
            request.transport.abort()
            return web.Response()
        await asyncio.sleep(SILENT if silent else self._dice.uniform(*ROUND_TRIP) / 2)
        return _good({"message_id": self._number, "date": int(time.time()), "text": text,
                      "chat": {"id": chat, "type": "private", "first_name": "Ada"}})  # fmt: skip

    def _room_for_one(self) -> bool:
        now = time.monotonic()
        self._room, self._at = min(BURST, self._room + RATE * (now - self._at)), now
        if self._room < 1:
            return False
        self._room -= 1
        return True

    def _accept(self, chat: int, text: str, how: str) -> None:
        self._number += 1
        self.counts["accepted"] += 1
        row = {"at": time.time(), "chat": chat, "repeat": REPEAT in text, "how": how}
        self._book.write(json.dumps(row) + "\n")

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Any method of the Bot API."""
        match request.match_info["method"]:
            case "sendMessage":
                return await self.take(request)
            case "getMe":
                return _good(ME)
            case "getUpdates":
                await asyncio.sleep(20)
                return _good([])
            case _:
                return _good(True)

    async def control(self, request: web.Request) -> web.StreamResponse:
        """Orders of whoever runs this: a fault, none any more, or only the counts."""
        order = await request.json()
        if order.get("kind") == "calm":
            self.calm()
        elif order:
            self.order(order)
        return web.json_response(self.counts)


def _good(result: Any) -> web.Response:
    return web.json_response({"ok": True, "result": result})


def _refusal(status: int, why: str, **parameters: Any) -> web.Response:
    body = {"ok": False, "error_code": status, "description": why, "parameters": parameters}
    return web.json_response(body, status=status)


async def serve(book: Path, seed: int) -> None:
    """Print where it listens, then answer until the process is ended."""
    platform = Platform(book, seed)
    app = web.Application()
    app.router.add_route("*", "/bot{token}/{method}", platform.handle)
    app.router.add_post("/control", platform.control)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0, backlog=1024).start()
    host, port = runner.addresses[0][:2]
    print(f"http://{host}:{port}", flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    with contextlib.suppress(PermissionError):
        os.nice(-10)  # a server that is held up would see messages in bunches that were sent apart
    asyncio.run(serve(Path(sys.argv[1]), int(sys.argv[2])))
