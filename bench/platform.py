"""A Telegram that takes every message after a round trip, in a process of its own."""

from __future__ import annotations

import asyncio
import itertools
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from aiohttp import web

TOKEN = "123456:" + "AbCdEfGhIjKlMnOpQrStUvWxYz_01234567"
ME = {"id": 4242, "is_bot": True, "first_name": "Milepost", "username": "milepost_bot"}


@contextmanager
def platform(round_trip: float) -> Iterator[str]:
    """The root of a server that answers after so many seconds, and does not share our interpreter."""
    command = [sys.executable, "-m", "bench.platform", str(round_trip)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout
            yield server.stdout.readline().strip()
        finally:
            server.terminate()


async def serve(round_trip: float) -> None:
    """Print where it listens, then answer until the process is ended."""
    ids = itertools.count(1)

    async def answer(request: web.Request) -> web.Response:
        form = await request.post()
        await asyncio.sleep(round_trip)
        if request.match_info["method"] == "getMe":
            return web.json_response({"ok": True, "result": ME})
        chat = {"id": int(str(form["chat_id"])), "type": "private", "first_name": "Ada"}
        sent = {"message_id": next(ids), "date": 1784077200, "chat": chat, "text": str(form["text"])}
        return web.json_response({"ok": True, "result": sent})

    app = web.Application()
    app.router.add_post("/bot{token}/{method}", answer)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0, backlog=1024)
    await site.start()
    host, port = runner.addresses[0][:2]
    print(f"http://{host}:{port}", flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(serve(float(sys.argv[1])))
