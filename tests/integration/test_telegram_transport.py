"""What speaks HTTP to Telegram: nothing is sent twice, and what was never sent is known as such."""

from __future__ import annotations

import asyncio
import traceback
from base64 import b64encode
from collections.abc import AsyncIterator
from urllib.parse import parse_qs

import pytest
from telegram import InputFile

from bot.platforms.telegram.client import Client
from bot.platforms.telegram.faults import Answered, Unanswered
from bot.platforms.telegram.transport import Form, Transport, proxy
from tests.fakes.wire import CUT, Wire, answer

TOKEN = "123456:" + "AbCdEfGhIjKlMnOpQrStUvWxYz_01234567"
HALF = answer(b"x" * 20)[:-10]
PROXIES = [f"{scheme}_proxy" for scheme in ("http", "https", "all", "no")]


@pytest.fixture(autouse=True)
def without_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in PROXIES:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


async def failure(client: Client) -> Answered | Unanswered:
    """How a message fails, after a look for the token in all that it shows."""
    with pytest.raises((Answered, Unanswered)) as caught:
        await client.post("sendMessage", b"chat_id=1&text=Hello")
    error: Answered | Unanswered = caught.value
    seen = traceback.TracebackException.from_exception(error, capture_locals=True)
    shown = "".join(seen.format()) + repr((error, error.__cause__, error.__context__))
    assert TOKEN not in shown
    return error


async def silence(client: Client) -> bool:
    """Whether a message without an answer may have been sent."""
    error = await failure(client)
    assert isinstance(error, Unanswered)
    return error.sent


@pytest.fixture
async def clients() -> AsyncIterator[list[Client]]:
    """Clients that are closed at the end."""
    found: list[Client] = []
    yield found
    for client in found:
        await client.close_connections()
        await client.close_connections()


# Once


async def test_a_cut_after_the_request_was_read_is_not_sent_again(clients: list[Client]) -> None:
    async with Wire([CUT]) as wire:
        clients.append(Client(TOKEN, wire.root))
        assert await silence(clients[0])
        assert len(wire.requests) == wire.connections == 1


async def test_a_cut_of_a_connection_that_was_kept_alive_is_not_sent_again(clients: list[Client]) -> None:
    async with Wire([answer(), answer(), CUT]) as wire:
        clients.append(Client(TOKEN, wire.root))
        for _ in range(2):
            assert await clients[0].post("sendMessage", b"chat_id=1") is True
        assert wire.connections == 1
        assert await silence(clients[0])
        assert (len(wire.requests), wire.connections) == (3, 1)


async def test_a_connection_that_is_broken_at_once_is_not_tried_again(clients: list[Client]) -> None:
    async with Wire([answer()], hasty=lambda connection: True) as wire:
        clients.append(Client(TOKEN, wire.root))
        await silence(clients[0])
        assert (len(wire.requests), wire.connections) == (0, 1)


async def test_a_connection_that_ended_while_it_was_idle_does_no_harm(clients: list[Client]) -> None:
    async with Wire([answer()], closing=True) as wire:
        clients.append(Client(TOKEN, wire.root))
        for count in (1, 2, 3):
            assert await clients[0].post("sendMessage", b"chat_id=1") is True
            while wire.open:  # noqa: ASYNC110 (until the other side has ended)
                await asyncio.sleep(0)
            assert len(wire.requests) == count


@pytest.mark.parametrize("status", ["301 Moved", "302 Found", "307 Temporary Redirect", "308 Permanent"])
async def test_nobody_sends_our_messages_elsewhere(clients: list[Client], status: str) -> None:
    async with Wire([]) as other, Wire([answer(b"", status, f"Location: {other.root}/x")]) as wire:
        other.script.append(answer())
        clients.append(Client(TOKEN, wire.root))
        error = await failure(clients[0])
        assert isinstance(error, Answered)
        assert error.status == int(status[:3])
        assert (len(wire.requests), len(other.requests)) == (1, 0)


# Sent or not


@pytest.mark.parametrize(
    "said", [HALF, b"HTTP/9 what\r\n\r\n", answer(b"{}"), answer(b"<html>"), b"\x00" * 9]
)
async def test_an_answer_that_cannot_be_read_leaves_it_open(clients: list[Client], said: bytes) -> None:
    async with Wire([said], closing=True) as wire:
        clients.append(Client(TOKEN, wire.root))
        assert await silence(clients[0])
        assert len(wire.requests) == 1


async def test_an_answer_that_does_not_come_leaves_it_open() -> None:
    async with Wire([None]) as wire:
        transport = Transport(wire.root, 1)
        with pytest.raises(Unanswered) as caught:
            await transport.exchange("POST", f"{wire.root}/x", Form(b"a=1"), 0.05)
        await transport.shutdown()
        assert caught.value.sent
        assert len(wire.requests) == 1


async def test_what_waited_in_vain_for_a_connection_was_not_sent() -> None:
    async with Wire([None]) as wire:
        transport = Transport(wire.root, 1, wait=0.05)
        first = asyncio.create_task(transport.exchange("POST", f"{wire.root}/x", Form(b"a=1"), 5))
        while not wire.requests:  # noqa: ASYNC110 (until the first one holds the only connection)
            await asyncio.sleep(0)
        with pytest.raises(Unanswered) as caught:
            await transport.exchange("POST", f"{wire.root}/x", Form(b"a=2"), 5)
        first.cancel()
        await asyncio.gather(first, return_exceptions=True)
        await transport.shutdown()
        assert not caught.value.sent
        assert len(wire.requests) == 1


async def test_where_nobody_listens_nothing_was_sent(clients: list[Client]) -> None:
    async with Wire([]) as wire:
        pass
    clients.append(Client(TOKEN, wire.root))
    assert not await silence(clients[0])


async def test_after_closing_nothing_is_sent_until_it_is_opened_again() -> None:
    async with Wire([answer()]) as wire:
        transport = Transport(wire.root, 1)
        await transport.exchange("POST", f"{wire.root}/x", Form(b""))
        await transport.shutdown()
        await transport.shutdown()
        with pytest.raises(Unanswered) as caught:
            await transport.exchange("POST", f"{wire.root}/x", Form(b"a=1"))
        assert not caught.value.sent
        await transport.initialize()
        assert (await transport.exchange("POST", f"{wire.root}/x", Form(b"a=1")))[0] == 200
        await transport.shutdown()


# What is sent


async def test_a_message_is_a_form_and_says_who_sends_it(clients: list[Client]) -> None:
    async with Wire([answer()]) as wire:
        clients.append(Client(TOKEN, wire.root))
        await clients[0].call("sendMessage", chat_id=1, text="一 & b", entities=[{"type": "bold"}], no=None)
        head, _, body = wire.requests[0].partition(b"\r\n\r\n")
    sent = {name: value for name, [value] in parse_qs(body.decode()).items()}
    assert sent == {"chat_id": "1", "text": "一 & b", "entities": '[{"type": "bold"}]'}
    assert head.startswith(f"POST /bot{TOKEN}/sendMessage HTTP/1.1".encode())
    assert b"python-telegram-bot" in head


async def test_a_picture_goes_along_in_parts(clients: list[Client]) -> None:
    async with Wire([answer(), CUT]) as wire:
        clients.append(Client(TOKEN, wire.root))
        picture = InputFile(b"\x89PNG", filename="days.png")
        await clients[0].call("sendPhoto", chat_id=1, photo=picture, caption="Days")
        with pytest.raises(Unanswered) as caught:
            await clients[0].call("sendPhoto", chat_id=1, photo=picture)
        assert caught.value.sent
    assert len(wire.requests) == 2
    for piece in (b'name="chat_id"', b'name="caption"', b'filename="days.png"', b"image/png", b"\x89PNG"):
        assert piece in wire.requests[0]


# Proxies


async def test_a_proxy_of_the_environment_is_used_with_its_password(
    clients: list[Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    async with Wire([answer()]) as wire:
        monkeypatch.setenv("HTTP_PROXY", wire.root.replace("//", "//ada:secret@"))
        clients.append(Client(TOKEN, "http://telegram.test"))
        assert await clients[0].post("sendMessage", b"chat_id=1") is True
    assert wire.requests[0].startswith(f"POST http://telegram.test/bot{TOKEN}/sendMessage".encode())
    assert b"Proxy-Authorization: Basic " + b64encode(b"ada:secret") in wire.requests[0]


async def test_a_proxy_s_password_stays_with_the_proxy(
    clients: list[Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    async with Wire([answer(b"", "502 Bad Gateway")]) as wire:
        monkeypatch.setenv("HTTPS_PROXY", wire.root.replace("//", "//ada:secret@"))
        clients.append(Client(TOKEN, "https://telegram.test"))
        assert not await silence(clients[0])
        assert clients[0]._wire._session is not None
        assert "Proxy-Authorization" not in clients[0]._wire._session.headers
    assert b"Proxy-Authorization: Basic " + b64encode(b"ada:secret") in wire.requests[0]


@pytest.mark.parametrize("said", [answer(b"", "407 Who are you"), answer(b"", "502 Bad Gateway"), CUT])
async def test_what_a_proxy_does_not_pass_on_was_not_sent(
    clients: list[Client], monkeypatch: pytest.MonkeyPatch, said: bytes
) -> None:
    async with Wire([said], closing=True) as wire:
        monkeypatch.setenv("HTTPS_PROXY", wire.root)
        clients.append(Client(TOKEN, "https://telegram.test"))
        assert not await silence(clients[0])
    assert [request.split()[0] for request in wire.requests] == [b"CONNECT"]


async def test_a_loopback_is_reached_directly(clients: list[Client], monkeypatch: pytest.MonkeyPatch) -> None:
    async with Wire([answer()]) as wire, Wire([CUT]) as other:
        monkeypatch.setenv("HTTP_PROXY", other.root)
        clients.append(Client(TOKEN, wire.root))
        assert await clients[0].post("sendMessage", b"chat_id=1") is True
    assert other.connections == 0


def test_the_environment_says_which_proxy_and_for_whom(monkeypatch: pytest.MonkeyPatch) -> None:
    assert proxy("https://telegram.test") is None
    monkeypatch.setenv("ALL_PROXY", "http://all.test:1")
    assert str(proxy("https://telegram.test")) == "http://all.test:1"
    monkeypatch.setenv("HTTPS_PROXY", "mine.test:2")
    assert str(proxy("https://telegram.test")) == "http://mine.test:2"
    assert str(proxy("http://telegram.test")) == "http://all.test:1"
    monkeypatch.setenv("NO_PROXY", "other.test,telegram.test")
    assert proxy("https://telegram.test") is None
    assert proxy("https://api.telegram.test") is None
    monkeypatch.delenv("NO_PROXY")
    monkeypatch.setenv("HTTPS_PROXY", "socks5://mine.test")
    with pytest.raises(ValueError, match="socks5 proxy"):
        Client(TOKEN, "https://telegram.test")
