"""A Telegram platform on the real client, against a server on loopback that complains of what is wrong."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import UTC, datetime

from pydantic import SecretStr

from bot.card import Card, Heading, Line, Paragraph, text
from bot.platforms.telegram import Pace, Telegram
from bot.platforms.telegram.webhook import Hook
from bot.web.server import WebServer, application
from tests.fakes.telegram import NOW, FakeTelegram
from tests.fakes.telegram_desk import EchoDesk

GROUP = -1001234
CHANNEL = -1009999
SECRET = "a-secret_of-ours-0123456789"
HELLO = Card((Heading("Hello"),))
LONG = Card((Paragraph(Line(text("One sentence more. " * 500))),))


@dataclass
class Naps:
    """Sleeps that take no time and are kept; one that is `held` waits for ever."""

    taken: list[float] = field(default_factory=list)

    async def __call__(self, seconds: float) -> None:
        self.taken.append(seconds)
        await asyncio.sleep(0)

    def time(self) -> float:
        """The seconds that were slept through."""
        return sum(self.taken)


@dataclass
class Stage:
    """All that a test needs; `url` is where updates are brought, empty where they are fetched."""

    server: FakeTelegram
    desk: EchoDesk
    platform: Telegram
    naps: Naps
    url: str = ""

    async def last(self, count: int = 1) -> str:
        """The text of the newest message once `count` were accepted."""
        await self.server.until(lambda: len(self.server.sent) >= count)
        return self.server.sent[-1].text


@asynccontextmanager
async def stage(*, listening: bool = True, desk: EchoDesk | None = None) -> AsyncIterator[Stage]:
    """A server, a desk and an open platform; complaints of the server fail the test at the end."""
    naps = Naps()
    async with FakeTelegram() as server:
        clock: Callable[[], datetime] = lambda: datetime.fromtimestamp(NOW + 60, UTC)  # noqa: E731
        platform = Telegram(
            SecretStr(server.token), server.root + "/", clock=clock, sleep=naps, pace=Pace(naps.time), poll=5
        )
        await platform.open()
        on = Stage(server, desk or EchoDesk(), platform, naps)
        task = asyncio.create_task(platform.listen(on.desk)) if listening else None
        try:
            yield on
        finally:
            if task:
                task.cancel()
                await asyncio.gather(task, return_exceptions=True)
            await platform.close()
            await platform.close()
    assert server.complaints == []


@asynccontextmanager
async def hooked(
    *secrets: str, desk: EchoDesk | None = None, server: FakeTelegram | None = None, listening: bool = True
) -> AsyncIterator[Stage]:
    """The same where Telegram brings the updates to a web server of ours."""
    naps, port = Naps(), free_port()
    hook = Hook(f"http://127.0.0.1:{port}", secrets or (SECRET,))
    async with FakeTelegram() if server is None else nullcontext(server) as outside:
        clock: Callable[[], datetime] = lambda: datetime.fromtimestamp(NOW + 60, UTC)  # noqa: E731
        platform = Telegram(
            outside.token, outside.root, clock=clock, sleep=naps, pace=Pace(naps.time), hook=hook
        )
        web = WebServer(application(platform.routes()), port, "127.0.0.1")
        await web.start()
        await platform.open()
        for chat in (*range(1, 41), 77):
            outside.chat(chat)
        on = Stage(outside, desk or EchoDesk(), platform, naps, hook.address)
        task = asyncio.create_task(platform.listen(on.desk)) if listening else None
        try:
            yield on
        finally:
            if task:
                task.cancel()
                await asyncio.gather(task, return_exceptions=True)
            await web.stop()
            await platform.close()
    assert outside.complaints == []


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])
