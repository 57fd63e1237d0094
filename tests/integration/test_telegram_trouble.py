"""Answers on Telegram that meet trouble: floods, gateways, cuts, blocks, moves."""

from __future__ import annotations

from briefings.model import Address
from tests.integration.telegram_home import GROUP, stage


async def test_an_answer_is_sent_again_after_the_wait_that_telegram_asks_for() -> None:
    async with stage() as on:
        on.server.fail("sendMessage", 429, "Too Many Requests: retry after 7", retry_after=7)
        on.server.say(77, "/help")
        await on.last()
        assert on.naps.taken == [7]
    assert len(on.server.sent) == 1


async def test_an_answer_survives_a_gateway_that_fails() -> None:
    async with stage() as on:
        on.server.fail("sendMessage", 502, html="<html>Bad Gateway</html>", times=2)
        on.server.say(77, "/help")
        await on.last()
    assert len(on.server.sent) == 1


async def test_an_answer_that_may_have_arrived_is_repeated_once_and_says_so() -> None:
    async with stage() as on:
        on.server.cut("sendMessage", "after")
        on.server.say(77, "/help")
        assert "may be here twice" in await on.last(2)
        assert "twice" not in on.server.sent[0].text
    assert len(on.server.sent) == 2


async def test_a_chat_that_blocked_the_bot_is_reported() -> None:
    async with stage() as on:
        on.server.fail("sendMessage", 403, "Forbidden: bot was blocked by the user")
        on.server.say(77, "/help")
        await on.server.until(lambda: on.desk.lost)
    assert on.desk.lost[0][0] == Address("telegram", "77")


async def test_an_answer_follows_its_group() -> None:
    async with stage() as on:
        on.server.chat(GROUP)
        why = "Bad Request: group chat was upgraded to a supergroup chat"
        on.server.fail("sendMessage", 400, why, migrate_to_chat_id=GROUP)
        on.server.say(-55, "/help", kind="group")
        await on.last()
        assert on.server.sent[0].chat == GROUP
    assert on.desk.moves == [(Address("telegram", "-55"), Address("telegram", str(GROUP)))]
