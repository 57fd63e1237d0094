"""A server of bare bytes on loopback: it keeps every request and plays a script for the answers."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Self

_LENGTH = re.compile(rb"content-length: (\d{1,9})", re.IGNORECASE)

CUT = b""
"""Instead of an answer: the connection is broken."""


def answer(body: bytes = b'{"ok": true, "result": true}', status: str = "200 OK", *headers: str) -> bytes:
    """An answer as it goes over the wire."""
    head = "\r\n".join([f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *headers])
    return head.encode() + b"\r\n\r\n" + body


@dataclass
class Wire:
    """Answers the nth request with the nth of `script`, and the later ones with the last.

    None answers nothing and keeps the connection. Where `hasty` holds, a connection is broken as soon
    as it was accepted; `closing` ends it after each answer without saying so before.
    """

    script: list[bytes | None]
    hasty: Callable[[int], bool] = lambda connection: False
    closing: bool = False
    requests: list[bytes] = field(default_factory=list)
    connections: int = 0
    root: str = ""
    open: set[asyncio.StreamWriter] = field(default_factory=set)

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.root = f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()
        for writer in set(self.open):
            writer.transport.abort()
        await self._server.wait_closed()
        await asyncio.sleep(0)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        self.open.add(writer)
        try:
            if not self.hasty(self.connections):
                await self._talk(reader, writer)
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            self.open.discard(writer)
            writer.transport.abort()

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while True:
            head = await reader.readuntil(b"\r\n\r\n")
            length = _LENGTH.search(head)
            self.requests.append(head + await reader.readexactly(int(length[1]) if length else 0))
            said = self.script[min(len(self.requests), len(self.script)) - 1]
            if said == CUT:
                return
            if said is not None:
                writer.write(said)
                await writer.drain()
            if self.closing:
                writer.write_eof()
                await reader.read()  # until the client has noticed
                return
