"""Telegram's webhook: only with its secret, kept before it is acknowledged, calm about what is malformed."""

from __future__ import annotations

import asyncio
import io
import json
import threading
import time
from typing import Any

import aiohttp
import pytest
from starlette.types import Message

from bot import counting
from bot.card import Card
from bot.platforms.telegram.updates import KINDS
from bot.platforms.telegram.webhook import Hook
from bot.ports import DeliveryError, Request
from bot.web.server import LIMIT, application
from tests.fakes.telegram import NOW, FakeTelegram, person
from tests.fakes.telegram_desk import EchoDesk, echo
from tests.fakes.telegram_push import SECRET as HEADER
from tests.integration.telegram_home import SECRET, Stage, hooked, stage

KNOWN = {HEADER: SECRET}


def help_(id: int = 1, text: str = "/help", chat: int = 77) -> dict[str, Any]:
    """An update in which somebody asks for help; the fake must know the chat to take an answer."""
    where = {"id": chat, "type": "private", "first_name": "Ada"}
    message = {"message_id": 1, "date": NOW, "chat": where, "from": person(chat), "text": text}
    return {"update_id": id, "message": message}


async def post(on: Stage, body: bytes, headers: dict[str, str] = KNOWN) -> int:
    """Bring anything at all; the status of the answer."""
    async with (
        aiohttp.ClientSession() as client,
        client.post(on.url, data=io.BytesIO(body), headers=headers) as answer,
    ):
        assert await answer.text() in ("", "not from Telegram", "not ready", "busy", "too large")
        return answer.status


async def test_what_is_brought_is_answered_and_acknowledged() -> None:
    async with hooked() as on:
        on.server.say(77, "/brief leading zone")
        assert await on.last() == "Echo\n/\u2060brief leading zone"
        await on.server.idle()
        told = on.server.webhook
    assert told["url"].endswith("/telegram/webhook")
    assert (told["secret_token"], told["allowed_updates"]) == (SECRET, list(KINDS))
    assert on.server.token not in told["url"]


@pytest.mark.parametrize("shown", [None, "", "wrong", SECRET[:-1], SECRET + "x", SECRET.upper(), "\u00e9"])
async def test_without_the_secret_nothing_is_taken(shown: str | None) -> None:
    async with hooked() as on:
        await on.server.until(lambda: on.server.webhook)
        headers = {} if shown is None else {HEADER: shown}
        assert await post(on, json.dumps(help_()).encode(), headers) == 403
        assert await post(on, b"not even JSON", headers) == 403
        assert on.desk.counters[counting.FORGED] == 2
        assert on.desk.mail.names == []


async def test_a_body_without_the_secret_is_not_read() -> None:
    async with hooked() as on:
        read: list[str] = []
        sent: list[Message] = []

        async def receive() -> Message:
            read.append("read")
            return {"type": "http.request", "body": b"x" * 65_536, "more_body": True}

        async def send(message: Message) -> None:
            sent.append(message)

        scope = {"type": "http", "method": "POST", "path": "/telegram/webhook", "query_string": b""}
        await application(on.platform.routes())(scope | {"headers": []}, receive, send)
        assert (sent[0]["status"], read) == (403, [])


@pytest.mark.parametrize(("size", "status"), [(LIMIT, 200), (LIMIT + 1, 413), (5 * LIMIT, 413)])
async def test_a_body_is_taken_up_to_the_cap(size: int, status: int) -> None:
    async with hooked() as on:
        await on.server.until(lambda: on.server.webhook)
        assert await post(on, b" " * size) == status


MALFORMED: list[Any] = [
    *([], 5, None, "x", {}, {"update_id": "x"}, {"update_id": None}, {"update_id": True, "message": {}}),
    *({"update_id": 1, "message": {}}, {"update_id": 1, "message": 5}, {"update_id": 1, "callback_query": 1}),
    help_() | {"message": help_()["message"] | {"date": "NaN"}},
    help_() | {"message": help_()["message"] | {"date": 10**30}},
    {"update_id": 1, "inline_query": {"id": 5}},
    {"update_id": 1, "my_chat_member": {"chat": {"id": 77, "type": "private"}}},
]
BROKEN = [b"", b"{", b"\xff\xfe\xfd", b"[" * 100_000, b'{"update_id": ' + b"9" * 5000 + b"}"]


@pytest.mark.parametrize(
    "body", [*(json.dumps(each).encode() for each in MALFORMED), *BROKEN], ids=lambda body: body[:60]
)
async def test_what_is_malformed_is_dropped_and_counted(body: bytes) -> None:
    async with hooked() as on:
        await on.server.until(lambda: on.server.webhook)
        assert await post(on, body) == 200
        assert on.desk.counters[counting.MALFORMED] == 1
        assert await post(on, json.dumps(help_(2)).encode()) == 200
        await on.last()
        assert on.server.calls["sendMessage"] == 1


async def test_a_kind_that_nobody_knows_yet_is_counted() -> None:
    async with hooked() as on:
        await on.server.until(lambda: on.server.webhook)
        assert await post(on, b'{"update_id": 1, "holographic_message": {"a": [1]}}') == 200
        assert (on.desk.counters[counting.UNKNOWN], on.desk.counters[counting.MALFORMED]) == (1, 0)


async def test_a_hundred_copies_at_once_are_one_reply() -> None:
    async with hooked() as on:
        await on.server.until(lambda: on.server.webhook)
        body = json.dumps(help_()).encode()
        assert set(await asyncio.gather(*(post(on, body) for _ in range(100)))) == {200}
        assert await post(on, json.dumps(help_(2, "/latest")).encode()) == 200
        await on.last(2)
        assert on.desk.counters[counting.DUPLICATE] == 99
    assert [request.text for request in on.desk.requests] == ["/help", "/latest"]


async def test_slow_answers_delay_no_acknowledgement() -> None:
    go = threading.Event()

    def reply(request: Request) -> Card:
        assert go.wait(20)
        return echo(request)

    async with hooked(desk=EchoDesk(reply)) as on:
        await on.server.until(lambda: on.server.webhook)
        bodies = [json.dumps(help_(at, chat=at)).encode() for at in range(1, 41)]
        began = time.monotonic()
        assert set(await asyncio.gather(*(post(on, body) for body in bodies))) == {200}
        took = time.monotonic() - began
        assert len(on.desk.mail.waiting) == 40
        go.set()
        await on.last(40)
    assert took < 5


async def test_an_update_that_cannot_be_kept_is_brought_again() -> None:
    async with hooked() as on:
        await on.server.until(lambda: on.server.webhook)
        on.desk.mail.fault = OSError("the disk is full")
        assert await post(on, json.dumps(help_()).encode()) == 503
        on.desk.mail.fault = None
        assert await post(on, json.dumps(help_()).encode()) == 200
        await on.last()
    assert len(on.desk.requests) == 1


async def test_nothing_is_taken_before_somebody_listens() -> None:
    async with hooked(listening=False) as on:
        assert await post(on, json.dumps(help_()).encode(), {}) == 403
        assert await post(on, json.dumps(help_()).encode()) == 503


async def test_during_a_change_both_secrets_are_taken_and_after_it_the_new_one_alone() -> None:
    async with FakeTelegram() as server:
        async with hooked("new", "old", server=server) as on:
            await server.until(lambda: server.webhook)
            assert server.webhook["secret_token"] == "new"
            told = [await post(on, json.dumps(help_(at)).encode(), {HEADER: it}) for at, it in both()]
            await on.last(2)
        assert told == [200, 200]
        async with hooked("new", server=server) as on:
            await server.until(lambda: server.webhook["url"] == on.url)
            assert [await post(on, b"{}", {HEADER: it}) for _, it in both()] == [200, 403]


def both() -> list[tuple[int, str]]:
    """An update's id for each secret."""
    return [(1, "new"), (2, "old")]


async def test_what_waits_at_a_webhook_is_fetched_when_it_is_left() -> None:
    async with stage(listening=False) as on:
        on.server.webhook = {"url": "http://127.0.0.1:9/gone"}
        on.server.say(77, "/help")
        task = asyncio.create_task(on.platform.listen(on.desk))
        assert "help" in await on.last()
        assert on.server.webhook == {}
        task.cancel()


async def test_a_webhook_that_is_refused_is_told_and_tried_again() -> None:
    async with hooked(listening=False) as on:
        on.server.fail("setWebhook", 400, "Bad Request: bad webhook: HTTPS url must be provided", times=9_999)
        task = asyncio.create_task(on.platform.listen(on.desk))
        await on.server.until(lambda: "webhook could not be set" in on.platform.trouble)
        assert "HTTPS url must be provided" in on.platform.trouble
        on.server.heal("setWebhook")
        await on.server.until(lambda: on.server.webhook and not on.platform.trouble)
        task.cancel()


async def test_a_revoked_token_ends_it() -> None:
    async with hooked(listening=False) as on:
        on.server.fail("setWebhook", 401, "Unauthorized")
        with pytest.raises(DeliveryError) as caught:
            await on.platform.listen(on.desk)
    assert caught.value.off


def test_an_address_with_a_path_is_served_there_too_and_shows_no_secret() -> None:
    hook = Hook("https://bot.example/hooks/tg", ("s3cret-word",))
    assert (hook.address, hook.paths) == ("https://bot.example/hooks/tg", ("/hooks/tg", "/telegram/webhook"))
    assert Hook("https://bot.example/", ("s",)).address == "https://bot.example/telegram/webhook"
    assert "s3cret-word" not in repr(hook)
