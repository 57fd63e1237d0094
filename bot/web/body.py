"""A cap on request bodies, so that memory stays flat whatever is sent."""

from __future__ import annotations

import asyncio

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLITE = 16
"""How many times the limit is read and thrown away, so that the sender can read our answer."""
PATIENCE = 5.0
"""Seconds that this may take."""


class _TooLarge(Exception):
    """More came than is taken."""


class BodyCap:
    """ASGI middleware: whoever reads a body of more than `limit` bytes answers 413, announced or not.

    What nobody asks for is not read.
    """

    def __init__(self, app: ASGIApp, limit: int) -> None:
        self._app = app
        self._limit = limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; its body is counted while it is read."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        body = _Counted(receive, self._limit)
        try:
            await self._app(scope, body.read, send)
        except _TooLarge:
            await body.drop(self._limit * POLITE)
            await PlainTextResponse("too large", 413)(scope, receive, send)


class _Counted:
    """What the application receives, up to a limit."""

    def __init__(self, receive: Receive, left: int) -> None:
        self._receive = receive
        self._left = left
        self._more = True

    async def read(self) -> Message:
        """The next piece; raises where it is one too many."""
        message = await self._receive()
        self._more = message.get("more_body", False)
        self._left -= len(message.get("body", b""))
        if self._left < 0:
            raise _TooLarge
        return message

    async def drop(self, most: int) -> None:
        """Throw away what is left to come, up to so many bytes."""
        try:
            async with asyncio.timeout(PATIENCE):
                while self._more and most > 0:
                    message = await self._receive()
                    most -= len(message.get("body", b""))
                    self._more = message.get("more_body", False)
        except TimeoutError:
            return
