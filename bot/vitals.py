"""What can be seen of a running process from outside: its pages, its sign of life, its counts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import structlog

from bot import clock
from bot.counting import Counters
from bot.courier import Courier
from bot.metering import Meter
from bot.ports import Platform
from bot.pulse import Pulse
from storage.store import Store

if TYPE_CHECKING:
    from starlette.routing import Route

    from bot.web.server import WebServer

log = structlog.get_logger(__name__)


class Vitals:
    """The vital signs of the process `name`; `refused` is told by whoever finds a platform closed to us."""

    def __init__(
        self,
        store: Store,
        name: str,
        role: str,
        *,
        chats: Mapping[str, Platform],
        counters: Counters,
        meter: Meter,
    ) -> None:
        self.refused: dict[str, str] = {}
        self.stopping = False
        self.courier: Courier | None = None
        self._store = store
        self._chats = chats
        self._meter = meter
        self._counters = counters
        self._pulse = Pulse(store.executors, name, role, clock.now)
        self._server: WebServer | None = None

    @property
    def port(self) -> int | None:
        """Where the pages are; None where there are none."""
        return self._server.port if self._server else None

    async def start(self, port: int | None, routes: Sequence[Route], *, needed: bool) -> None:
        """Begin, with the pages on `port` beside other routes. Raises `PortTaken` where they are `needed`."""
        if self.courier is None:
            self._pulse.start()
        if port is None:
            return
        # only a process that shows pages needs what serves them
        from bot.web.health import Readiness
        from bot.web.metrics import Metrics
        from bot.web.server import PortTaken, WebServer, application

        pages = (
            Readiness(lambda: self._store.probe(clock.now()), self._troubles).route(),
            Metrics(
                lambda: self._store.survey(clock.now(), whole=False), self._meter, self._counters.snapshot
            ).route(),
        )
        server = WebServer(application([*pages, *routes]), port)
        try:
            await server.start()
        except PortTaken as fault:
            if needed:
                raise
            log.warning("no health pages", why=str(fault))
            return
        self._server = server

    async def stop(self) -> None:
        """End; safe to call twice."""
        await self._pulse.stop()
        if self._server is not None:
            await self._server.stop()

    def _troubles(self) -> Iterator[str]:
        """Why this process can't do its work, as far as it knows."""
        if self.stopping:
            yield "it is stopping"
        for name, why in {**self._meter.refused, **self.refused}.items():
            yield f"{name} refuses us: {why}"
        for chat in self._chats.values():
            if trouble := getattr(chat, "trouble", ""):
                yield trouble
        if self.courier is not None and not self.courier.alive:
            yield "the courier gives no sign of life"
