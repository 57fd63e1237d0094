"""Long polling against a server that sends anything at all, and that is in trouble itself."""

from __future__ import annotations

import asyncio

import pytest

from bot import counting
from bot.ports import DeliveryError
from tests.fakes.telegram import NOW, SECOND_POLLER
from tests.integration.telegram_home import stage

MALFORMED = [[], 5, None, "x", {}, {"update_id": "x"}, {"update_id": None, "message": {}}]
UNREADABLE = [
    {"message": {}},
    {"message": 5},
    {"message": {"message_id": 1, "date": "NaN", "chat": {"id": 77, "type": "private"}, "text": "/a"}},
    {"message": {"message_id": 1, "date": 10**30, "chat": {"id": 77, "type": "private"}, "text": "/a"}},
    {"message": {"message_id": 1, "date": NOW, "chat": {"id": 77, "type": ["private"]}, "text": "/a"}},
    {"callback_query": {"id": 5}},
    {"my_chat_member": {"chat": {"id": 77, "type": "private"}}},
]


@pytest.mark.parametrize("content", UNREADABLE, ids=str)
async def test_an_unreadable_update_is_skipped_once(content: dict) -> None:
    async with stage() as on:
        on.server.update(**content)
        on.server.say(77, "/help")
        await on.last()
        await on.server.idle()
        assert on.desk.counters[counting.MALFORMED] == 1
        assert on.naps.taken == []
    assert [r.text for r in on.desk.requests] == ["/help"]


@pytest.mark.parametrize("update", MALFORMED, ids=str)
async def test_an_update_without_an_id_stops_nothing_and_makes_no_storm(update: object) -> None:
    async with stage() as on:
        on.server.push(update)
        await on.server.until(lambda: len(on.naps.taken) >= 6)
        assert on.naps.taken[5] > 20  # seconds: it can't be confirmed, so that each round waits longer
        on.server.say(77, "/help")
        assert "help" in await on.last()


async def test_what_is_not_for_us_is_left_alone() -> None:
    async with stage() as on:
        on.server.update(
            edited_message={"message_id": 1, "date": NOW, "chat": on.server.chat(77), "text": "/a"}
        )
        on.server.update(some_future_thing={"a": 1})
        on.server.say(77, "/help")
        await on.last()
        assert on.desk.counters[counting.MALFORMED] == 0
    assert len(on.desk.requests) == 1


async def test_a_second_poller_is_named_and_waited_for(caplog: pytest.LogCaptureFixture) -> None:
    async with stage(listening=False) as on:
        on.server.fail("getUpdates", 409, SECOND_POLLER, times=3)
        task = asyncio.create_task(on.platform.listen(on.desk))
        on.server.say(77, "/help")
        await on.last()
        task.cancel()
    assert caplog.text.count("Another program takes this bot's updates") == 3
    assert len(on.naps.taken) == 3
    assert on.naps.taken == sorted(on.naps.taken)


@pytest.mark.parametrize("status", [500, 502, 429])
async def test_polling_outlives_a_server_in_trouble(status: int) -> None:
    async with stage(listening=False) as on:
        on.server.fail("getUpdates", status, html="<html>trouble</html>", times=2)
        on.server.cut("getUpdates", "before", times=2)
        task = asyncio.create_task(on.platform.listen(on.desk))
        on.server.say(77, "/help")
        await on.last()
        task.cancel()
    assert len(on.naps.taken) == 4


async def test_polling_ends_when_the_token_is_revoked() -> None:
    async with stage(listening=False) as on:
        on.server.fail("getUpdates", 401, "Unauthorized")
        with pytest.raises(DeliveryError) as caught:
            await on.platform.listen(on.desk)
    assert caught.value.off
