"""Cards pushed to Telegram: what a failure means, what is repeated, how fast it goes."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from bot.card import Action, Card, Heading
from bot.platforms.telegram import Pace, Telegram
from bot.ports import DeliveryError
from briefings.model import Address
from tests.fakes.telegram import FakeTelegram
from tests.integration.telegram_home import GROUP, HELLO, LONG, Naps, stage


async def test_a_card_is_pushed_and_its_message_named() -> None:
    async with stage(listening=False) as on:
        on.server.chat(77)
        id = await on.platform.send(Address("telegram", "77"), HELLO)
        assert id == str(on.server.sent[0].id)


async def test_a_push_before_listening_can_remember_its_buttons() -> None:
    async with FakeTelegram() as server:
        server.chat(77)
        platform = Telegram(server.token, server.root, remember=lambda address, command: "~kept")
        await platform.send(Address("telegram", "77"), Card((Heading("A"),), (Action("Go", "x" * 80),)))
        await platform.close()
        assert server.sent[0].buttons == {"Go": "~kept"}


@pytest.mark.parametrize("thread_fault", ["message thread not found", "TOPIC_CLOSED"])
async def test_a_push_to_a_closed_topic_goes_to_general_once(thread_fault: str) -> None:
    async with stage(listening=False) as on:
        on.server.chat(GROUP)
        on.server.fail("sendMessage", 400, f"Bad Request: {thread_fault}")
        await on.platform.send(Address("telegram", str(GROUP), thread="7"), HELLO)
        assert [m.thread for m in on.server.sent] == [None]
        assert on.server.sent[0].text.endswith("so it comes here.\n\nHello")


@pytest.mark.parametrize(
    "why",
    ["not enough rights to send text messages to the chat", "need administrator rights in the channel chat"],
)
async def test_a_chat_that_lets_us_write_nothing_sleeps(why: str) -> None:
    async with stage(listening=False) as on:
        on.server.chat(GROUP)
        on.server.fail("sendMessage", 400, f"Bad Request: {why}")
        with pytest.raises(DeliveryError) as caught:
            await on.platform.send(Address("telegram", str(GROUP)), HELLO)
        assert caught.value.permanent


async def test_a_push_itself_is_tried_once() -> None:
    async with stage(listening=False) as on:
        on.server.chat(77)
        on.server.fail("sendMessage", 429, "Too Many Requests: retry after 5", retry_after=5)
        with pytest.raises(DeliveryError) as caught:
            await on.platform.send(Address("telegram", "77"), HELLO)
        assert caught.value.retry_after == 5
        assert (on.server.calls["sendMessage"], on.naps.taken) == (1, [])


async def test_a_cut_after_sending_is_ambiguous_and_a_closed_door_is_not() -> None:
    async with stage(listening=False) as on:
        on.server.chat(77)
        on.server.cut("sendMessage", "after")
        with pytest.raises(DeliveryError) as caught:
            await on.platform.send(Address("telegram", "77"), HELLO)
        assert caught.value.ambiguous
    closed = Telegram(on.server.token, on.server.root)
    with pytest.raises(DeliveryError) as caught:
        await closed.send(Address("telegram", "77"), HELLO)
    await closed.close()
    assert not caught.value.ambiguous
    assert not caught.value.permanent


async def test_later_parts_are_sent_patiently_so_that_the_first_is_not_repeated() -> None:
    async with stage(listening=False) as on:
        on.server.chat(77)
        on.server.fail("sendMessage", 429, "Too Many Requests: retry after 3", after=1, retry_after=3)
        await on.platform.send(Address("telegram", "77"), LONG)
        assert [m.text[-5:] for m in on.server.sent] == ["(1/3)", "(2/3)", "(3/3)"]
        assert on.naps.taken == [1, 3, 1]  # the chat's own pace, and what Telegram asked for


async def test_a_push_that_ends_in_its_middle_is_ambiguous() -> None:
    async with stage(listening=False) as on:
        on.server.chat(77)
        on.server.fail("sendMessage", 500, "Internal Server Error: restart", times=9, after=1)
        with pytest.raises(DeliveryError) as caught:
            await on.platform.send(Address("telegram", "77"), LONG)
        assert caught.value.ambiguous
        assert len(on.server.sent) == 1


REFUSALS: list[tuple[int, str, str, dict[str, Any]]] = [
    (403, "Forbidden: bot was blocked by the user", "", {"permanent": True}),
    (403, "Forbidden: user is deactivated", "", {"permanent": True}),
    (403, "Forbidden: bot was kicked from the supergroup chat", "", {"permanent": True}),
    (400, "Bad Request: chat not found", "", {"permanent": True}),
    (400, "Bad Request: message is too long", "", {"refused": True}),
    (400, "Bad Request: BUTTON_DATA_INVALID", "", {"refused": True}),
    (401, "Unauthorized", "", {"off": True}),
    (500, "Internal Server Error: restart", "", {}),
    (502, "", "<html>Bad Gateway</html>", {}),
    (504, "", "<html>Gateway Timeout</html>", {"ambiguous": True}),
    (200, "", "<html>not JSON</html>", {"ambiguous": True}),
]


@pytest.mark.parametrize(("status", "description", "html", "meant"), REFUSALS)
async def test_a_refusal_keeps_its_meaning_on_the_way(
    status: int, description: str, html: str, meant: dict[str, Any]
) -> None:
    async with stage(listening=False) as on:
        on.server.chat(77)
        on.server.fail("sendMessage", status, description, html=html)
        with pytest.raises(DeliveryError) as caught:
            await on.platform.send(Address("telegram", "77"), HELLO)
        flags = ("permanent", "ambiguous", "refused", "off", "retry_after", "moved")
        assert {flag: getattr(caught.value, flag) for flag in flags if getattr(caught.value, flag)} == meant
        assert on.server.calls["sendMessage"] == 1


async def test_a_push_to_a_group_that_moved_names_the_new_address() -> None:
    async with stage(listening=False) as on:
        why = "Bad Request: group chat was upgraded to a supergroup chat"
        on.server.fail("sendMessage", 400, why, migrate_to_chat_id=GROUP)
        with pytest.raises(DeliveryError) as caught:
            await on.platform.send(Address("telegram", "-55"), HELLO)
        assert caught.value.moved == Address("telegram", str(GROUP))


async def test_a_cut_before_the_message_was_taken_is_not_repeated() -> None:
    async with stage(listening=False) as on:
        on.server.chat(77)
        on.server.cut("sendMessage", "before")
        with pytest.raises(DeliveryError) as caught:
            await on.platform.send(Address("telegram", "77"), HELLO)
        assert caught.value.ambiguous
        assert (on.server.calls["sendMessage"], len(on.server.sent)) == (1, 0)


async def test_one_card_to_many_chats_arrives_in_each_with_buttons_of_its_own() -> None:
    card = Card((Heading("Digest"),), (Action("Go", "x" * 80), Action("Stop", "stop")))
    names: list[str] = []

    def remember(address: Address, command: str) -> str:
        names.append(address.channel)
        return f"~{address.channel}"

    async with FakeTelegram() as server:
        for chat in range(1, 41):
            server.chat(chat)
        platform = Telegram(server.token, server.root, remember=remember)
        chats = [Address("telegram", str(chat)) for chat in range(1, 41)]
        await asyncio.gather(*(platform.send(chat, card, name="digest") for chat in chats))
        await platform.close()
    assert {sent.chat: sent.buttons for sent in server.sent} == {
        chat: {"Go": f"~{chat}", "Stop": "/stop"} for chat in range(1, 41)
    }
    assert sorted(names) == sorted(chat.channel for chat in chats)
    assert server.complaints == []


async def test_a_chat_gets_a_message_a_second_and_others_do_not_wait_for_it() -> None:
    async with stage(listening=False) as on:
        on.server.chat(77)
        on.server.chat(78)
        for chat in ("77", "78", "77"):
            await on.platform.send(Address("telegram", chat), HELLO)
        assert on.naps.taken == [1]


async def test_topics_share_the_pace_of_their_group() -> None:
    async with stage(listening=False) as on:
        on.server.chat(GROUP)
        for thread in ("", "7"):
            await on.platform.send(Address("telegram", str(GROUP), thread=thread), HELLO)
        assert on.naps.taken == [1]


async def test_a_push_to_a_group_that_had_its_minute_comes_again_later() -> None:
    async with stage(listening=False) as on:
        on.server.chat(GROUP)
        for _ in range(20):
            await on.platform.send(Address("telegram", str(GROUP)), HELLO)
        with pytest.raises(DeliveryError) as caught:
            await on.platform.send(Address("telegram", str(GROUP)), HELLO)
        assert caught.value.retry_after == pytest.approx(41)
        assert not caught.value.ambiguous
        assert on.server.calls["sendMessage"] == 20


async def test_answers_and_pushes_to_one_chat_share_its_pace() -> None:
    async with stage() as on:
        on.server.say(77, "/help")
        await on.last()
        await on.platform.send(Address("telegram", "77"), HELLO)
        assert on.naps.taken == [1]
        on.server.say(78, "/help")
        await on.last(3)
        assert on.naps.taken == [1]


async def test_two_of_us_keep_one_pace() -> None:
    async with FakeTelegram() as server:
        server.chat(77)
        naps = Naps()
        pace = Pace(naps.time)
        for _ in range(2):
            platform = Telegram(server.token, server.root, sleep=naps, pace=pace)
            await platform.send(Address("telegram", "77"), HELLO)
            await platform.close()
    assert naps.taken == [1]
