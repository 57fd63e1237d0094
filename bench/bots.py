"""Bots in processes of their own: ours on a store of its own, and bare ones of the same clients that echo."""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from bench.platform import TOKEN
from bot import clock
from bot.card import Card
from bot.command import Defaults
from bot.dispatch import FrontDesk
from bot.mailbox import Mailbox
from bot.platforms.slack import Slack
from bot.platforms.telegram import Telegram
from bot.platforms.telegram.webhook import Hook
from bot.ports import Request
from bot.web.server import WebServer, application
from storage.ingest import ship
from storage.store import Store

OTHER = "654321:" + "AbCdEfGhIjKlMnOpQrStUvWxYz_01234567"
"""The token of the bot that echoes."""
SIGNING, SECRET = "8f742231b10e8888abcd99yyyzzz85a5", "a-secret_of-ours-0123456789"
SLOW, SECONDS = "slow", 10.0
"""A command that takes so many seconds."""
ECHO = "5 years since the Leading Zone Opinions (15 Jul 2021)"
STARTING = 60.0


class _Desk(FrontDesk):
    """The real desk, which one command holds up."""

    def answer(self, request: Request) -> Card:
        if request.text.lstrip("/").startswith(SLOW):
            time.sleep(SECONDS)
        return super().answer(request)


@asynccontextmanager
async def bot(kind: str, root: str) -> AsyncIterator[str]:
    """A bot of this kind (`fetching`, `brought`, `echo`) for the platforms at `root`; where it serves."""
    command = [sys.executable, "-m", "bench.bots", kind, root]
    process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
    try:
        assert process.stdout
        yield (await asyncio.wait_for(process.stdout.readline(), STARTING)).decode().strip()
    finally:
        process.terminate()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(process.wait(), SECONDS + 5)
        if process.returncode is None:
            process.kill()
            await process.wait()


async def _ours(root: str, hooked: bool) -> None:
    """Both platforms on one desk and one store, as one process has them."""
    with tempfile.TemporaryDirectory() as folder:
        store = Store.open(f"sqlite:///{folder}/milepost.db")
        ship(store, at=clock.now())
        desk = _Desk(store, Defaults(), clock.now, mail=Mailbox(store.inbox, clock.now, alone=True))
        hook = Hook("http://127.0.0.1", (SECRET,)) if hooked else None
        telegram = Telegram(TOKEN, root, remember=desk.remember, hook=hook)
        slack = Slack("xoxb-1", SIGNING, clock=clock.now, base_url=f"{root}/api/")
        web = WebServer(application([*telegram.routes(), *slack.routes()]), 0, "127.0.0.1")
        await web.start()
        for platform in (telegram, slack):
            await platform.open()
        print(f"http://127.0.0.1:{web.port}", flush=True)
        await asyncio.gather(telegram.listen(desk), slack.listen(desk))


async def _echo(root: str) -> None:
    """What the clients' own first pages show: a command, and a text in return."""
    from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
    from slack_bolt.async_app import AsyncApp
    from slack_sdk.web.async_client import AsyncWebClient
    from starlette.requests import Request as Asked
    from starlette.routing import Route
    from telegram.ext import Application, CommandHandler

    async def reply(update: Any, context: Any) -> None:
        await update.message.reply_text(ECHO)

    async def answer(ack: Any, respond: Any) -> None:
        await ack()
        await respond(ECHO)

    client = AsyncWebClient("xoxb-2", base_url=f"{root}/api/")
    bolt = AsyncApp(client=client, signing_secret=SIGNING)
    bolt.command("/brief")(answer)
    handler = AsyncSlackRequestHandler(bolt)

    async def enter(request: Asked) -> Any:
        return await handler.handle(request)

    web = WebServer(application([Route("/slack/events", enter, methods=["POST"])]), 0, "127.0.0.1")
    await web.start()
    telegram = Application.builder().token(OTHER).base_url(f"{root}/bot").build()
    telegram.add_handler(CommandHandler(["help", "latest"], reply))
    async with telegram:
        await telegram.start()
        assert telegram.updater
        await telegram.updater.start_polling()
        print(f"http://127.0.0.1:{web.port}", flush=True)
        await asyncio.Event().wait()


if __name__ == "__main__":
    kind, where = sys.argv[1:]
    os.environ["NO_PROXY"] = os.environ["no_proxy"] = "127.0.0.1"
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_echo(where) if kind == "echo" else _ours(where, kind == "brought"))
