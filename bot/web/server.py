"""The web server: the platforms' routes and a health check, inside the process's own loop."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import Iterator, Sequence

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import BaseRoute, Route

from bot.web.body import BodyCap
from bot.web.health import alive
from briefings.errors import MilepostError

LIMIT = 1024 * 1024
"""Bytes of any body."""
GRACE = 5
"""Seconds that requests under way are given when the server stops."""
EVERYWHERE = "0.0.0.0"  # noqa: S104 a container's platform connects from outside


class PortTaken(MilepostError):
    """The web server can't listen on port {port}, because {why}. Set PORT to a free one."""


def application(routes: Sequence[BaseRoute]) -> Starlette:
    """The routes, `/healthz`, and a cap on every body."""
    return Starlette(
        routes=[Route("/healthz", alive), *routes], middleware=[Middleware(BodyCap, limit=LIMIT)]
    )


class WebServer:
    """Serves an application from `start` until `stop`; `port` 0 takes a free one."""

    def __init__(self, app: Starlette, port: int, host: str = EVERYWHERE) -> None:
        self._host = host
        self.port = port
        self._server = _Quiet(
            uvicorn.Config(
                app,
                log_config=None,
                access_log=False,
                lifespan="off",
                server_header=False,
                timeout_graceful_shutdown=GRACE,
            )
        )
        self._running: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Listen; returns once connections are taken. Raises `PortTaken`."""
        taken = self._bind()
        self.port = taken.getsockname()[1]
        self._running = asyncio.create_task(self._server.serve(sockets=[taken]))
        ready = asyncio.create_task(self._server.ready.wait())
        await asyncio.wait({ready, self._running}, return_when=asyncio.FIRST_COMPLETED)
        if not ready.done():
            ready.cancel()
            self._running.result()

    async def stop(self) -> None:
        """Finish what is under way and let go of the port; safe to call twice."""
        self._server.should_exit = True
        if self._running is not None:
            await self._running

    def _bind(self) -> socket.socket:
        try:
            return socket.create_server((self._host, self.port), backlog=2048)
        except (OSError, OverflowError) as error:
            why = getattr(error, "strerror", None) or str(error)
            raise PortTaken(port=self.port, why=why) from None


class _Quiet(uvicorn.Server):
    """A server that leaves signals to who runs the loop, and says when it is up."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.ready.set()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield
