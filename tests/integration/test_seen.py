"""A running program as its operator sees it: pages, log and status tell the truth, and never a secret."""

from __future__ import annotations

import asyncio
import base64
import json
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import quote

import aiohttp
import pytest

from tests.command import ROOT, Milepost
from tests.fakes.telegram import SECOND_POLLER, FakeTelegram
from tests.postgres import Server

PATIENCE = 60.0


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port: int = taken.getsockname()[1]
        return port


class Running:
    """A `milepost run` with a port of its own."""

    def __init__(self, place: Milepost, port: int) -> None:
        self._place = place
        self.port = port
        self.log = b""

    async def page(self, path: str) -> tuple[int, str]:
        """A page; status 0 where nobody answers."""
        try:
            async with (
                aiohttp.ClientSession() as client,
                client.get(f"http://127.0.0.1:{self.port}{path}") as answer,
            ):
                return answer.status, await answer.text()
        except aiohttp.ClientError:
            return 0, ""

    async def until(self, path: str, status: int) -> str:
        """Ask for a page until it has this status; what it says then."""
        async with asyncio.timeout(PATIENCE):
            while True:
                found, text = await self.page(path)
                if found == status:
                    return text
                await asyncio.sleep(0.05)

    async def status(self) -> tuple[int | None, str]:
        """`milepost status --json` beside it: the exit code and all that was printed."""
        words = (sys.executable, "-m", "bot", "status", "--json")
        pipe = asyncio.subprocess.PIPE
        ran = await asyncio.create_subprocess_exec(
            *words, env=self._place.environment, cwd=ROOT, stdout=pipe, stderr=pipe
        )
        out, err = await ran.communicate()
        return ran.returncode, (out + err).decode()

    @property
    def rows(self) -> list[dict[str, str]]:
        """The lines of its log."""
        return [json.loads(line) for line in self.log.decode().splitlines()]


@asynccontextmanager
async def running(place: Milepost, *words: str) -> AsyncIterator[Running]:
    port = int(dict(place.extra)["PORT"])
    found = Running(place, port)
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "run", *words),
        env=place.environment,
        cwd=ROOT,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        yield found
    finally:
        process.terminate()
        _, found.log = await process.communicate()


def place(folder: Path, server: FakeTelegram, **more: str) -> Milepost:
    extra = {
        "TELEGRAM_BOT_TOKEN": server.token,
        "TELEGRAM_API_BASE_URL": server.root,
        "PORT": str(free_port()),
        "MILEPOST_LOG": "debug",
        "MILEPOST_LOG_FORMAT": "json",
        **more,
    }
    return Milepost(folder, tuple(extra.items()))


def forms(secret: str) -> list[str]:
    """What of a token must not stand anywhere: its secret half, in an address, in base64 at each offset."""
    half = secret.split(":")[1]
    coded = [base64.b64encode(b"x" * n + secret.encode()).decode()[8:-8] for n in range(3)]
    return [half, quote(secret, safe=""), quote(secret), *coded]


async def test_no_page_no_log_and_no_status_shows_a_token(tmp_path: Path) -> None:
    async with FakeTelegram() as server:
        server.fail("sendMessage", 500, "no such token " + server.token, times=1)
        server.fail("getUpdates", 502, server.token, times=1)
        async with running(place(tmp_path, server)) as program:
            await program.until("/readyz", 200)
            server.say(77, "/brief leading zone")
            await server.until(lambda: bool(server.sent))
            pages = [(await program.page(path))[1] for path in ("/healthz", "/readyz", "/metrics", "/none")]
            code, told = await program.status()
            assert code == 0, told
            assert '"role": "all"' in told
        everything = "\n".join([*pages, told, program.log.decode()])
        assert not [form for form in forms(server.token) if form in everything]
        assert "77" not in {value for line in pages[2].splitlines() for value in line.split('"')[1::2]}
        assert program.rows
        for row in program.rows:
            assert {"event", "time", "level", "role", "executor"} <= set(row)
        assert {row["role"] for row in program.rows if row["event"] == "running"} == {"all"}


async def test_a_second_poller_makes_readiness_red_with_the_reason_until_it_is_gone(tmp_path: Path) -> None:
    async with FakeTelegram() as server:
        server.fail("getUpdates", 409, SECOND_POLLER, times=3)
        async with running(place(tmp_path, server)) as program:
            why = await program.until("/readyz", 503)
            assert "Another program takes this bot's updates" in why
            assert "\n" not in why
            assert (await program.page("/healthz"))[0] == 200
            assert await program.until("/readyz", 200) == "ready"


@pytest.mark.parametrize("role", ["worker", "clock"])
async def test_a_process_whose_port_is_taken_says_so_once_and_works(
    tmp_path: Path, postgres: Server, role: str
) -> None:
    with postgres.fresh() as url, socket.create_server(("0.0.0.0", 0)) as taken:
        async with FakeTelegram() as server:
            port = str(taken.getsockname()[1])
            at = place(tmp_path, server, DATABASE_URL=url, PORT=port)
            async with running(at, "--role", role) as program, asyncio.timeout(PATIENCE):
                while f'"role": "{role}"' not in (await program.status())[1]:
                    pass
        told = [row for row in program.rows if row["event"] == "no health pages"]
        assert len(told) == 1
        assert f"port {port}" in told[0]["why"]
        assert [row for row in program.rows if row["event"] == "running"]


async def test_a_worker_serves_its_pages_on_a_port_of_its_own(tmp_path: Path, postgres: Server) -> None:
    with postgres.fresh() as url:
        async with FakeTelegram() as server:
            async with running(place(tmp_path, server, DATABASE_URL=url), "--role", "worker") as program:
                await program.until("/readyz", 200)
                text = (await program.page("/metrics"))[1]
            assert 'milepost_executors{role="worker"} 1.0' in text
            assert not server.sent
