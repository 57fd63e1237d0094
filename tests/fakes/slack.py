"""A thin Slack on the loopback: Web API, response URLs and Socket Mode, with faults on order."""

from __future__ import annotations

import asyncio
import json
from collections import defaultdict, deque
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Literal, Self

from aiohttp import WSMsgType, web

from tests.fakes.blocks import problems
from tests.fakes.views import Shelf

TEAM, BOT, USER, CHANNEL, DM = "T0DESK", "U0BOT", "U0ANN", "C0NEWS", "D0ANN"
IDENTITY = {"team_id": TEAM, "user_id": BOT, "bot_id": "B0BOT"}
PATIENCE = 5.0
MESSAGES = ("chat.postMessage", "chat.postEphemeral", "chat.update", "response_url")


@dataclass
class Fault:
    """One answer that is not the good one; `cut` breaks the connection before or after the call counts."""

    status: int = 200
    body: dict[str, Any] | str = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    cut: Literal["", "before", "after"] = ""

    @classmethod
    def error(cls, code: str, **more: Any) -> Fault:
        """Slack's usual refusal."""
        return cls(body={"ok": False, "error": code, **more})


@dataclass(frozen=True)
class Call:
    """A call that came in: accepted calls only reached anybody."""

    method: str
    token: str
    body: dict[str, Any]
    accepted: bool


class FakeSlack:
    """Run it as an async context; `api` is its base URL, `calls` what came in."""

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self.acks: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.connected = asyncio.Event()
        self._faults: dict[str, deque[Fault]] = defaultdict(deque)
        self._news = asyncio.Condition()
        self._socket: web.WebSocketResponse | None = None
        self._count = 0
        self.shelf = Shelf()
        self.people: dict[str, dict[str, Any]] = {}
        self.channels: dict[str, dict[str, Any]] = {}

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.router.add_post("/api/{method}", self._api)
        app.router.add_post("/respond/{id}", self._response_url)
        app.router.add_get("/link", self._link)
        self._runner = web.AppRunner(app, shutdown_timeout=0.1, access_log=None)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        host, port = self._runner.addresses[0][:2]
        self.root = f"http://{host}:{port}"
        self.api = f"{self.root}/api/"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._socket is not None and not self._socket.closed:
            await self._socket.close()
        await self._runner.cleanup()

    def fail(self, method: str, *faults: Fault) -> None:
        """The next calls of a method go wrong so, one fault each."""
        self._faults[method].extend(faults)

    def response_url(self, name: str = "1") -> str:
        """A place to answer to."""
        return f"{self.root}/respond/{name}"

    def messages(self) -> list[Call]:
        """What people can see, in order."""
        return [call for call in self.calls if call.accepted and call.method in MESSAGES]

    async def message(self, number: int = 1) -> Call:
        """Wait for the message with that number."""
        async with self._news:
            await asyncio.wait_for(
                self._news.wait_for(lambda: len(self.messages()) >= number), timeout=PATIENCE
            )
        return self.messages()[number - 1]

    async def view(self, method: str, number: int = 1) -> dict[str, Any]:
        """Wait for a view that was opened, updated or published with success; its n-th."""

        def every() -> list[dict[str, Any]]:
            return [call.body["view"] for call in self.calls if call.method == method and call.accepted]

        async with self._news:
            await asyncio.wait_for(self._news.wait_for(lambda: len(every()) >= number), PATIENCE)
        return every()[number - 1]

    async def push(self, kind: str, payload: dict[str, Any], envelope: str = "e1") -> dict[str, Any]:
        """Send an envelope through the socket and wait for its acknowledgement."""
        await asyncio.wait_for(self.connected.wait(), PATIENCE)
        assert self._socket is not None
        await self._socket.send_json(
            {"type": kind, "envelope_id": envelope, "payload": payload, "accepts_response_payload": True}
        )
        return await asyncio.wait_for(self.acks.get(), PATIENCE)

    async def _api(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        body = await _arguments(request)
        return await self._answer(request, method, token, body)

    async def _response_url(self, request: web.Request) -> web.StreamResponse:
        body = await request.json()
        return await self._answer(request, "response_url", "", body)

    async def _answer(
        self, request: web.Request, method: str, token: str, body: dict[str, Any]
    ) -> web.StreamResponse:
        fault = self._faults[method].popleft() if self._faults[method] else None
        wrong = problems(body) if method in MESSAGES else []
        accepted = not wrong and (fault is None or fault.cut == "after")
        await self._record(Call(method, token, body, accepted))
        if fault is not None and fault.cut:
            assert request.transport is not None
            request.transport.abort()
            return web.Response()
        if fault is not None and isinstance(fault.body, str):
            return web.Response(
                status=fault.status, text=fault.body, headers=fault.headers, content_type="text/html"
            )
        if fault is not None:
            return web.json_response(fault.body, status=fault.status, headers=fault.headers)
        if wrong:
            return web.json_response({"ok": False, "error": "invalid_blocks", "errors": wrong})
        return web.json_response(self._good(method, body))

    async def _record(self, call: Call) -> None:
        async with self._news:
            self.calls.append(call)
            self._news.notify_all()

    def _good(self, method: str, body: dict[str, Any]) -> dict[str, Any]:
        self._count += 1
        ts = f"1752541200.{self._count:06}"
        answers: dict[str, dict[str, Any]] = {
            "auth.test": {"url": "https://desk.slack.com/", "team": "Desk", "user": "milepost", **IDENTITY},
            "apps.connections.open": {"url": f"{self.root.replace('http', 'ws', 1)}/link?ticket=s3cret"},
            "conversations.open": {"channel": {"id": DM}},
            "chat.postMessage": {"channel": body.get("channel"), "ts": ts},
            "chat.update": {"channel": body.get("channel"), "ts": body.get("ts")},
            "users.info": {"user": {"id": body.get("user"), **self.people.get(str(body.get("user")), {})}},
            "chat.postEphemeral": {"message_ts": ts},
            "conversations.info": {"channel": {"id": body.get("channel"), **self._channel(body)}},
            "response_url": {},
        }
        if method in {"views.open", "views.update", "views.publish"}:
            return self.shelf.answer(method, body)
        if method not in answers:
            return {"ok": False, "error": "unknown_method"}
        return {"ok": True, **answers[method]}

    def _channel(self, body: dict[str, Any]) -> dict[str, Any]:
        return self.channels.get(str(body.get("channel")), {})

    async def _link(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        self._socket = socket
        await socket.send_json({"type": "hello", "num_connections": 1, "connection_info": {"app_id": "A0"}})
        self.connected.set()
        async for message in socket:
            if message.type == WSMsgType.TEXT:
                await self.acks.put(json.loads(message.data))
        return socket


async def _arguments(request: web.Request) -> dict[str, Any]:
    if request.content_type == "application/json":
        given = await request.json()
        assert isinstance(given, dict)
        return given
    return {key: str(value) for key, value in (await request.post()).items()}
