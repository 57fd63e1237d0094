"""Telegram opened and held: a token that is refused, a server that comes late, no secret anywhere."""

from __future__ import annotations

import asyncio
import logging
import traceback
from base64 import b64encode
from urllib.parse import quote

import pytest
from pydantic import SecretStr

from bot.platforms.telegram import Telegram
from bot.ports import DeliveryError
from briefings.model import Address
from tests.fakes.telegram import FakeTelegram
from tests.integration.telegram_home import HELLO, Naps, stage


async def test_a_refused_token_is_said_at_once() -> None:
    async with FakeTelegram() as server:
        platform = Telegram("999:wrong", server.root)
        with pytest.raises(DeliveryError) as caught:
            await platform.open()
        await platform.close()
    assert caught.value.off
    assert server.calls["getMe"] == 1


async def test_opening_waits_for_a_server_that_is_not_there_yet() -> None:
    async with FakeTelegram() as server:
        naps = Naps()
        server.fail("getMe", 502, html="<html>Bad Gateway</html>", times=2)
        server.fail("getMe", 429, "Too Many Requests: retry after 9", retry_after=9)
        platform = Telegram(server.token, server.root, sleep=naps)
        await platform.open()
        await platform.close()
    assert naps.taken == [1, 2, 9]


def test_an_empty_token_is_refused() -> None:
    with pytest.raises(ValueError, match="TELEGRAM_BOT_TOKEN"):
        Telegram(SecretStr(" "))


async def test_the_token_is_in_no_log_line_no_error_and_no_name(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    for name in ("httpx", "httpcore", "telegram", "aiohttp", "asyncio"):
        caplog.set_level(logging.DEBUG, logger=name)
    shown: list[str] = []
    async with stage(listening=False) as on:
        on.server.chat(77)
        token = on.server.token
        shown.append(f"{on.platform!r} {on.platform._client!r} {on.platform._sender!r}")
        for status in (400, 401, 403, 404, 409, 429, 500, 502):
            on.server.fail("sendMessage", status, f"Bad Request: see {on.server.root}/bot{token}/sendMessage")
            shown.append(await failure(on.platform))
        for when in ("before", "after"):
            on.server.cut("sendMessage", when)
            shown.append(await failure(on.platform))
        task = asyncio.create_task(on.platform.listen(on.desk))
        on.server.fail("getUpdates", 200, html="not JSON")
        on.server.say(77, "/help")
        await on.last()
        task.cancel()
    for platform in (Telegram(token, on.server.root), Telegram(token + "\n\x01x", on.server.root)):
        shown.append(await failure(platform))
        await platform.close()
    everything = "\n".join([*shown, caplog.text, *(str(r.__dict__) for r in caplog.records)])
    for form in (token, quote(token, safe=""), b64encode(token.encode()).decode()):
        assert form not in everything


async def failure(platform: Telegram) -> str:
    """All that a failed push shows: message, cause, context, traceback with every local value."""
    try:
        await platform.send(Address("telegram", "77"), HELLO)
    except DeliveryError as error:
        seen = traceback.TracebackException.from_exception(error, capture_locals=True)
        chain = [repr(link) for link in (error, error.__cause__, error.__context__)]
        return "".join(seen.format()) + " ".join(chain)
    raise AssertionError("it was sent")
