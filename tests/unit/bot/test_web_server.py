"""The web server: it starts, answers, caps bodies, stops, and says why it can't start."""

from __future__ import annotations

import asyncio
import signal
import socket

import aiohttp
import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.web.server import LIMIT, PortTaken, WebServer, application


async def _length(request: Request) -> Response:
    return PlainTextResponse(str(len(await request.body())))


def server(port: int = 0) -> WebServer:
    return WebServer(application([Route("/length", _length, methods=["POST"])]), port, "127.0.0.1")


async def test_it_answers_until_it_is_stopped() -> None:
    web = server()
    await web.start()
    async with aiohttp.ClientSession() as client:
        async with client.get(f"http://127.0.0.1:{web.port}/healthz") as answer:
            assert (answer.status, await answer.text()) == (200, "ok")
            assert "server" not in answer.headers
        await web.stop()
        await web.stop()
        with pytest.raises(aiohttp.ClientConnectorError):
            await client.get(f"http://127.0.0.1:{web.port}/healthz")


@pytest.mark.parametrize(("size", "status"), [(0, 200), (LIMIT, 200), (LIMIT + 1, 413)])
async def test_a_body_up_to_the_cap_arrives_whole(size: int, status: int) -> None:
    web = server()
    await web.start()

    async def chunks() -> object:
        left = size
        while left > 0:
            yield b"x" * min(left, 65_536)
            left -= 65_536

    async with (
        aiohttp.ClientSession() as client,
        client.post(f"http://127.0.0.1:{web.port}/length", data=chunks()) as answer,
    ):
        assert answer.status == status
        if status == 200:
            assert await answer.text() == str(size)
    await web.stop()


async def test_a_request_under_way_is_finished_when_it_stops() -> None:
    arrived, go = asyncio.Event(), asyncio.Event()

    async def slow(_: Request) -> Response:
        arrived.set()
        await go.wait()
        return PlainTextResponse("done")

    web = WebServer(application([Route("/slow", slow)]), 0, "127.0.0.1")
    await web.start()
    async with aiohttp.ClientSession() as client:
        asking = asyncio.create_task(client.get(f"http://127.0.0.1:{web.port}/slow"))
        await arrived.wait()
        stopping = asyncio.create_task(web.stop())
        go.set()
        answer = await asking
        assert await answer.text() == "done"
        answer.release()
    await stopping


async def test_the_process_keeps_its_signals() -> None:
    before = [signal.getsignal(it) for it in (signal.SIGINT, signal.SIGTERM)]
    web = server()
    await web.start()
    assert [signal.getsignal(it) for it in (signal.SIGINT, signal.SIGTERM)] == before
    await web.stop()


async def test_a_taken_port_is_said_in_one_line() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(PortTaken) as caught:
            await server(port).start()
    assert str(port) in str(caught.value)
    assert "Set PORT" in str(caught.value)
    assert "\n" not in str(caught.value)
