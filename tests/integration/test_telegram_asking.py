"""Telegram, asked and answered: commands, presses, order, repetitions, times."""

from __future__ import annotations

import asyncio
import threading
from datetime import UTC, datetime, timedelta

import pytest

from bot.card import Card
from bot.ports import Request
from briefings.model import Address
from tests.fakes.telegram import NOW
from tests.fakes.telegram_desk import EchoDesk, echo
from tests.integration.telegram_home import stage


async def test_a_command_is_answered_where_it_was_typed() -> None:
    async with stage() as on:
        on.server.say(77, "/brief leading zone")
        assert await on.last() == "Echo\n/⁠brief leading zone"
        request = on.desk.requests[0]
    assert (request.address, request.chat, request.language) == (Address("telegram", "77"), "private", "en")
    assert (request.actor.id, request.actor.name, request.actor.admin) == ("77", "Ada", True)
    assert request.at == datetime.fromtimestamp(NOW, UTC)


async def test_pressing_a_button_is_typing_its_command() -> None:
    async with stage() as on:
        on.server.say(77, "/help")
        await on.last()
        on.server.press(on.server.sent[0], "Sources")
        assert "source 1" in await on.last(2)
        on.server.press(on.server.sent[0], "Subscribe")
        await on.last(3)
        assert len(on.server.answered) == 2
    assert [r.text for r in on.desk.requests] == ["/help", "/source 1", "~0"]
    assert on.desk.names["~0"].startswith("subscribe leading zone and more")


async def test_a_press_is_acknowledged_even_when_the_answer_breaks(caplog: pytest.LogCaptureFixture) -> None:
    def broken(request: Request) -> Card:
        raise RuntimeError("the desk fell over")

    async with stage() as on:
        on.server.say(77, "/help")
        await on.last()
        on.desk.reply = broken
        id = on.server.press(on.server.sent[0], "Sources")
        assert f"(reference {id})" in await on.last(2)
        assert len(on.server.answered) == 1
    assert "fell over" in caplog.text


async def test_a_stale_press_is_answered_all_the_same(caplog: pytest.LogCaptureFixture) -> None:
    async with stage() as on:
        on.server.say(77, "/help")
        await on.last()
        why = "Bad Request: query is too old and response timeout expired or query ID is invalid"
        on.server.fail("answerCallbackQuery", 400, why)
        on.server.press(on.server.sent[0], "Sources")
        await on.last(2)
    assert "acknowledged" not in caplog.text


async def test_an_update_that_comes_twice_is_answered_once() -> None:
    async with stage() as on:
        id = on.server.say(77, "/help")
        await on.last()
        first = on.server.chat(77)
        again = {"message_id": 1, "date": NOW, "chat": first, "text": "/help", "from": {"id": 77}}
        for _ in range(5):
            on.server.push({"update_id": id, "message": again})
        on.server.say(77, "/latest")
        await on.last(2)
    assert [r.text for r in on.desk.requests] == ["/help", "/latest"]


async def test_one_chat_is_answered_in_order_and_a_slow_one_holds_up_no_other() -> None:
    slow = threading.Event()

    def reply(request: Request) -> Card:
        if request.address.channel == "1" and request.text == "/brief a":
            assert slow.wait(10)
        return echo(request)

    async with stage(desk=EchoDesk(reply)) as on:
        on.server.say(1, "/brief a")
        on.server.say(1, "/brief b")
        on.server.say(2, "/brief c")
        await on.last()
        assert [m.chat for m in on.server.sent] == [2]
        slow.set()
        await on.last(3)
        assert [m.text[-1] for m in on.server.sent] == ["c", "a", "b"]


async def test_answers_under_way_still_go_out_when_listening_ends() -> None:
    going, ended = threading.Event(), threading.Event()

    def reply(request: Request) -> Card:
        going.set()
        assert ended.wait(10)
        return echo(request)

    async with stage(listening=False, desk=EchoDesk(reply)) as on:
        task = asyncio.create_task(on.platform.listen(on.desk))
        on.server.say(77, "/help")
        await asyncio.to_thread(going.wait, 10)
        task.cancel()
        ended.set()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert len(on.server.sent) == 1


@pytest.mark.parametrize(("days", "believed"), [(0, True), (1, True), (30, False), (-30, False)])
async def test_a_time_that_cannot_be_is_not_believed(days: int, believed: bool) -> None:
    async with stage() as on:
        on.server.now = NOW - days * 86_400
        on.server.say(77, "/help")
        await on.last()
    asked = on.desk.requests[0].at
    now = datetime.fromtimestamp(NOW + 60, UTC)
    assert asked == (datetime.fromtimestamp(NOW, UTC) - timedelta(days=days) if believed else now)
