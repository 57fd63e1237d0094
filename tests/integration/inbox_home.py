"""A platform over a real store, in this process or in one of its own that can be killed.

python -m tests.integration.inbox_home DATABASE_URL telegram ROOT stuck
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import subprocess
import sys
import threading
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot import clock
from bot.card import Card
from bot.command import Defaults
from bot.dispatch import FrontDesk
from bot.mailbox import Mailbox
from bot.platforms.slack import Slack
from bot.platforms.telegram import Telegram
from bot.ports import Platform, Request
from bot.web.server import WebServer, application
from storage.store import Store
from tests.fakes.slack_front import SECRET

ROOT = Path(__file__).parents[2]
PATIENCE = 10
TOKEN = "123456:" + "AbCdEfGhIjKlMnOpQrStUvWxYz_01234567"


class Counter(FrontDesk):
    """The real desk; it notes what it is asked, and answers only while `open` is set."""

    def __init__(self, store: Store, *, alone: bool = True, lease: float = 30) -> None:
        mail = Mailbox(store.inbox, clock.now, alone=alone, lease=timedelta(seconds=lease))
        super().__init__(store, Defaults(), clock.now, mail=mail)
        self.asked: list[str] = []
        self.open = threading.Event()
        self.open.set()

    def answer(self, request: Request) -> Card:
        self.asked.append(request.text)
        assert self.open.wait(PATIENCE)
        return super().answer(request)


def platform(kind: str, root: str) -> Platform:
    """The real client of a platform, for the server at `root`."""
    if kind == "telegram":
        return Telegram(TOKEN, root, clock=clock.now, poll=5)
    return Slack("xoxb-1-bot", SECRET, clock=clock.now, base_url=root)


@contextlib.asynccontextmanager
async def listening(chat: Platform, desk: FrontDesk) -> AsyncIterator[asyncio.Task[None]]:
    """The platform listens as long as the block runs."""
    await chat.open()
    task = asyncio.create_task(chat.listen(desk))
    await asyncio.sleep(0)
    try:
        yield task
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        await chat.close()


@contextlib.contextmanager
def child(url: str, kind: str, root: str, how: str = "") -> Iterator[subprocess.Popen[str]]:
    """The same in a process of its own; killed at the end, if it still runs."""
    running = subprocess.Popen(
        [sys.executable, "-m", "tests.integration.inbox_home", url, kind, root, how],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield running
    finally:
        running.kill()
        running.wait()
        assert running.stdout is not None
        running.stdout.close()


async def said(running: subprocess.Popen[str]) -> str:
    """The next line that a child writes."""
    assert running.stdout is not None
    return (await asyncio.to_thread(running.stdout.readline)).strip()


class _Loud(Counter):
    """Says when it is asked."""

    def answer(self, request: Request) -> Card:
        os.write(1, f"asked {request.text}\n".encode())  # whole, whatever other threads write
        return super().answer(request)


async def _run(url: str, kind: str, root: str, how: str) -> None:
    desk = _Loud(Store.open(url))
    if how == "stuck":
        desk.open.clear()
    chat = platform(kind, root)
    server = WebServer(application(chat.routes() if isinstance(chat, Slack) else []), 0, "127.0.0.1")
    async with listening(chat, desk):
        await server.start()
        print(server.port, flush=True)
        await asyncio.Event().wait()


def stamp(at: datetime | None = None) -> str:
    """A time as Slack signs it."""
    return str(int((at or clock.now()).astimezone(UTC).timestamp()))


if __name__ == "__main__":
    asyncio.run(_run(*sys.argv[1:5]))
