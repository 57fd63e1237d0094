"""Telegram with the real client against a server on loopback: asked, answered, pushed, in trouble."""

from __future__ import annotations

import asyncio
import logging
import threading
import traceback
from base64 import b64encode
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote

import pytest
from pydantic import SecretStr

from bot import counting
from bot.card import Action, Card, Heading, Line, Paragraph, text
from bot.platforms.telegram import Pace, Telegram
from bot.ports import DeliveryError, Request
from briefings.model import Address
from tests.fakes.telegram import NOW, SECOND_POLLER, FakeTelegram
from tests.fakes.telegram_desk import EchoDesk, echo

GROUP = -1001234
CHANNEL = -1009999
HELLO = Card((Heading("Hello"),))


@dataclass
class Naps:
    """Sleeps that take no time and are kept; one that is `held` waits for ever."""

    taken: list[float] = field(default_factory=list)

    async def __call__(self, seconds: float) -> None:
        self.taken.append(seconds)
        await asyncio.sleep(0)

    def time(self) -> float:
        """The seconds that were slept through."""
        return sum(self.taken)


@dataclass
class Stage:
    server: FakeTelegram
    desk: EchoDesk
    platform: Telegram
    naps: Naps

    async def last(self, count: int = 1) -> str:
        """The text of the newest message once `count` were accepted."""
        await self.server.until(lambda: len(self.server.sent) >= count)
        return self.server.sent[-1].text


@asynccontextmanager
async def stage(*, listening: bool = True, desk: EchoDesk | None = None) -> AsyncIterator[Stage]:
    """A server, a desk and an open platform; complaints of the server fail the test at the end."""
    naps = Naps()
    async with FakeTelegram() as server:
        clock: Callable[[], datetime] = lambda: datetime.fromtimestamp(NOW + 60, UTC)  # noqa: E731
        platform = Telegram(
            SecretStr(server.token), server.root + "/", clock=clock, sleep=naps, pace=Pace(naps.time), poll=5
        )
        await platform.open()
        on = Stage(server, desk or EchoDesk(), platform, naps)
        task = asyncio.create_task(platform.listen(on.desk)) if listening else None
        try:
            yield on
        finally:
            if task:
                task.cancel()
                await asyncio.gather(task, return_exceptions=True)
            await platform.close()
            await platform.close()
    assert server.complaints == []


# Asked and answered


async def test_a_command_is_answered_where_it_was_typed() -> None:
    async with stage() as on:
        on.server.say(77, "/brief leading zone")
        assert await on.last() == "Echo\n/⁠brief leading zone"
        request = on.desk.requests[0]
    assert (request.address, request.chat, request.language) == (Address("telegram", "77"), "private", "en")
    assert (request.actor.id, request.actor.name, request.actor.admin) == ("77", "Ada", True)
    assert request.at == datetime.fromtimestamp(NOW, UTC)


async def test_the_menu_is_set_in_every_scope() -> None:
    async with stage() as on:
        on.server.say(77, "/help")
        await on.last()
        menus = on.server.menus
    assert set(menus) == {"default", "all_private_chats", "all_group_chats"}
    assert menus["default"][0] == {"command": "brief", "description": "The briefing on a topic"}


async def test_a_server_without_menus_is_still_listened_to() -> None:
    async with stage(listening=False) as on:
        on.server.fail("setMyCommands", 404, "Not Found: method not found", times=3)
        task = asyncio.create_task(on.platform.listen(on.desk))
        on.server.say(77, "/help")
        assert "help" in await on.last()
        task.cancel()


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


# Groups, topics, channels


@pytest.mark.parametrize(
    ("status", "more", "admin"),
    [("member", {}, False), ("administrator", {}, True), ("creator", {}, True), ("left", {}, False)],
)
async def test_in_groups_telegram_says_who_may_change_things(status: str, more: dict, admin: bool) -> None:
    async with stage() as on:
        on.server.member(GROUP, 77, status, **more)
        on.server.say(GROUP, "/subscribe leading zone")
        await on.last()
        on.server.say(GROUP, "/brief leading zone")
        await on.last(2)
        assert on.server.calls["getChatMember"] == 1  # not for what changes nothing
    assert [r.actor.admin for r in on.desk.requests] == [admin, False]


async def test_nobody_is_an_admin_when_telegram_does_not_say() -> None:
    async with stage() as on:
        on.server.fail("getChatMember", 400, "Bad Request: PARTICIPANT_ID_INVALID")
        on.server.say(GROUP, "/subscribe leading zone")
        await on.last()
    assert on.desk.requests[0].actor.admin is False


async def test_anonymous_admins_are_admins() -> None:
    async with stage() as on:
        on.server.say(GROUP, "/subscribe leading zone", anonymous=True)
        await on.last()
        assert on.server.calls["getChatMember"] == 0
    assert on.desk.requests[0].actor.admin is True


async def test_presses_in_groups_are_looked_up_by_who_pressed() -> None:
    async with stage() as on:
        on.server.say(GROUP, "/help")
        await on.last()
        on.server.member(GROUP, 78, "administrator")
        for user in (77, 78):
            on.server.press(on.server.sent[0], "Subscribe", user=user)
        await on.last(3)
    assert [(r.actor.id, r.actor.admin) for r in on.desk.requests[1:]] == [("77", False), ("78", True)]


async def test_who_may_post_in_a_channel_may_change_things_there() -> None:
    async with stage() as on:
        on.server.say(CHANNEL, "/subscribe leading zone", kind="channel")
        await on.last()
        on.server.member(CHANNEL, 77, "administrator", can_post_messages=False)
        on.server.member(CHANNEL, 78, "administrator", can_post_messages=True)
        for user in (76, 77, 78):
            on.server.press(on.server.sent[0], "Subscribe", user=user)
        await on.last(4)
    assert [r.chat for r in on.desk.requests] == ["channel"] * 4
    assert [r.actor.admin for r in on.desk.requests] == [True, False, False, True]


async def test_a_topic_is_answered_in_its_topic() -> None:
    async with stage() as on:
        on.server.say(GROUP, "/brief leading zone", thread=7, is_forum=True)
        await on.last()
        assert on.server.sent[0].thread == 7
    assert on.desk.requests[0].address == Address("telegram", str(GROUP), thread="7")


async def test_a_group_that_moved_is_carried_over() -> None:
    async with stage() as on:
        on.server.say(-55, "", kind="group", migrate_to_chat_id=GROUP)
        on.server.say(GROUP, "/help")
        await on.last()
        assert on.desk.moves == [(Address("telegram", "-55"), Address("telegram", str(GROUP)))]


async def test_being_removed_is_noted_and_being_added_is_greeted() -> None:
    async with stage() as on:
        on.server.invite(GROUP, "left", "member")
        assert "start" in await on.last()
        on.server.invite(77, "member", "kicked")
        on.server.invite(CHANNEL, "administrator", "left", kind="channel")
        on.server.say(78, "/help")
        await on.last(2)
        await on.server.until(lambda: len(on.desk.lost) == 2)
    assert {str(address) for address, _ in on.desk.lost} == {"telegram:77", f"telegram:{CHANNEL}"}
    assert len(on.server.sent) == 2


# Answers that meet trouble


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


# Polling


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


# Pushed


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


LONG = Card((Paragraph(Line(text("One sentence more. " * 500))),))


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


# Pace


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


# Opening


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


# Secrets


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


# Times


@pytest.mark.parametrize(("days", "believed"), [(0, True), (1, True), (30, False), (-30, False)])
async def test_a_time_that_cannot_be_is_not_believed(days: int, believed: bool) -> None:
    async with stage() as on:
        on.server.now = NOW - days * 86_400
        on.server.say(77, "/help")
        await on.last()
    asked = on.desk.requests[0].at
    now = datetime.fromtimestamp(NOW + 60, UTC)
    assert asked == (datetime.fromtimestamp(NOW, UTC) - timedelta(days=days) if believed else now)
