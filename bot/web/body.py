"""A cap on request bodies, so that memory stays flat whatever is sent."""

from __future__ import annotations

import asyncio

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLITE = 16
"""How many times the limit is read and thrown away, so that the sender can read our answer."""
PATIENCE = 5.0
"""Seconds that this may take."""


class BodyCap:
    """ASGI middleware: a body of more than `limit` bytes gets 413, announced or not."""

    def __init__(self, app: ASGIApp, limit: int) -> None:
        self._app = app
        self._limit = limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on with its body read, or answer 413."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        body = await self._read(receive)
        if body is None:
            await PlainTextResponse("too large", 413)(scope, receive, send)
            return
        await self._app(scope, _replay(body, receive), send)

    async def _read(self, receive: Receive) -> bytes | None:
        """The whole body, or None where it is too large; then the rest of it is thrown away."""
        body = bytearray()
        more = True
        while more:
            message = await receive()
            body += message.get("body", b"")
            more = message.get("more_body", False)
            if len(body) > self._limit:
                await _drop(receive, more, self._limit * POLITE)
                return None
        return bytes(body)


async def _drop(receive: Receive, more: bool, most: int) -> None:
    try:
        async with asyncio.timeout(PATIENCE):
            while more and most > 0:
                message = await receive()
                most -= len(message.get("body", b""))
                more = message.get("more_body", False)
    except TimeoutError:
        return


def _replay(body: bytes, receive: Receive) -> Receive:
    """What the application receives: the body at once, then whatever the server says next."""
    given = False

    async def replay() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return replay
