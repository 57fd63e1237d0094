"""The bot comes and goes on Telegram: one greeting for a group, none in a channel, links into the chat."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot import clock
from bot.card import Action, Card, Heading
from bot.platforms.telegram.links import meant
from briefings.model import Address
from storage.store import Store
from tests.fakes.telegram import NOW, FakeTelegram
from tests.fakes.telegram_desk import EchoDesk
from tests.integration.inbox_home import Counter, listening, platform
from tests.integration.telegram_home import CHANNEL, GROUP, Stage, stage
from tests.unit.bot.harbour import filled

WELCOME = Card(
    (Heading("Welcome"),),
    (Action("Sample", "brief"), Action("Subscribe", "subscribe"), Action("Help", "help")),
)


@pytest.fixture
def harbour() -> Iterator[Store]:
    opened = filled()
    yield opened
    opened.close()


async def quiet(on: Stage, count: int) -> None:
    """Nothing more than so many messages comes of what was sent so far."""
    on.server.say(78, "/latest")
    await on.last(count + 1)
    assert len(on.server.sent) == count + 1
    on.server.sent.pop()


async def test_a_group_is_greeted_once_with_two_buttons() -> None:
    async with stage(desk=EchoDesk(lambda _: WELCOME)) as on:
        on.server.invite(GROUP, "left", "member")
        assert await on.last() == "Welcome"
        assert on.server.sent[0].buttons == {"Sample": "/brief", "Subscribe": "/subscribe"}
        on.server.invite(GROUP, "left", "member")
        on.server.invite(GROUP, "member", "administrator")
        on.server.say(GROUP, "/start@milepost_bot hello")
        await quiet(on, 1)


async def test_the_real_greeting_is_short(harbour: Store) -> None:
    async with (
        FakeTelegram(now=int(clock.now().timestamp())) as server,
        listening(platform("telegram", server.root), Counter(harbour)),
    ):
        server.invite(GROUP, "left", "member")
        await server.until(lambda: server.sent)
        server.say(77, "/start")
        await server.until(lambda: len(server.sent) == 2)
    greeting, start = server.sent
    assert list(greeting.buttons.values()) == ["/brief", "/subscribe"]
    assert len(greeting.text.split()) <= 60
    assert list(start.buttons)[-2:] == ["Add to a group", "Add to a channel"]
    assert server.complaints == []


async def test_a_group_that_was_found_by_our_link_is_greeted_once_too() -> None:
    async with stage(desk=EchoDesk(lambda _: WELCOME)) as on:
        on.server.say(GROUP, "/start@milepost_bot hello")
        on.server.invite(GROUP, "left", "member")
        await on.last()
        await quiet(on, 1)


async def test_a_group_that_comes_back_another_day_is_greeted_again() -> None:
    async with stage() as on:
        on.server.invite(GROUP, "left", "member")
        await on.last()
        on.server.invite(GROUP, "member", "left")
        await on.server.until(lambda: on.desk.lost)
        on.server.now = NOW + 3600
        on.server.invite(GROUP, "left", "member")
        await on.last(2)


async def test_a_group_that_moved_is_not_greeted_for_that() -> None:
    async with stage() as on:
        on.server.say(-55, "", kind="group", migrate_to_chat_id=GROUP)
        await on.server.until(lambda: on.desk.moves)
        on.server.now = NOW + 60
        on.server.invite(GROUP, "left", "member")
        await quiet(on, 0)


async def test_a_channel_gets_nothing_unasked_and_who_added_us_is_told() -> None:
    async with stage() as on:
        on.server.chat(77)
        on.server.invite(CHANNEL, "left", "administrator", kind="channel", can_post_messages=True)
        assert "/\u2060subscribe leading zone" not in await on.last()  # it is code, which nothing is found in
        [message] = on.server.sent
        assert (message.chat, message.marked("code")) == (77, ["/subscribe leading zone"])
        assert message.text.startswith("Milepost, the policy desk in your chat\nI am in “Desk” now.")
        assert list(message.buttons.values()) == ["/brief", "/help subscribe"]
        assert len(message.text.split()) <= 60


async def test_a_missing_right_is_named() -> None:
    async with stage() as on:
        on.server.chat(77)
        on.server.invite(CHANNEL, "left", "administrator", kind="channel", can_post_messages=False)
        assert "the right to post messages" in await on.last()


async def test_who_never_wrote_to_us_is_not_taken_for_gone() -> None:
    async with stage() as on:
        on.server.fail("sendMessage", 403, "Forbidden: bot can't initiate conversation with a user", chat=79)
        on.server.invite(CHANNEL, "left", "administrator", kind="channel", user=79)
        await on.server.until(lambda: on.server.calls["sendMessage"])
        await quiet(on, 0)
        assert on.desk.lost == []


async def test_who_blocks_the_bot_is_noted_and_their_return_is_theirs_to_begin() -> None:
    async with stage() as on:
        on.server.invite(77, "member", "kicked")
        await on.server.until(lambda: on.desk.lost == [(Address("telegram", "77"), "the bot was blocked")])
        on.server.invite(77, "kicked", "member")
        on.server.say(77, "/start")
        await on.last()
        await quiet(on, 1)


async def test_the_greeting_in_private_invites_to_groups_and_channels_with_no_right_too_many() -> None:
    async with stage(desk=EchoDesk(lambda _: WELCOME)) as on:
        on.server.say(77, "/start")
        await on.last()
        assert list(on.server.sent[0].buttons.values()) == [
            *("/brief", "/subscribe", "/help"),
            "https://t.me/milepost_bot?startgroup=hello",
            "https://t.me/milepost_bot?startchannel&admin=post_messages",
        ]
        on.server.say(GROUP, "/start")
        await on.last(2)
        assert len(on.server.sent[1].buttons) == 3


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("/start", "/start"),
        ("/start b_leading-zone", "/brief leading zone"),
        ("/start b_leading_zone", "/brief leading zone"),
        ("/start s_leading-zone", "/subscribe leading zone"),
        ("/start hello", "/start hello"),
        ("/start whatever-4_2", "/start"),
        ("/start b_-_-", "/start"),
        ("/start b_" + "x" * 63, "/start b_" + "x" * 63),
        ("/start leading zone", "/start leading zone"),
        ("/start 引领区", "/start 引领区"),
        ("/brief b_leading-zone", "/brief b_leading-zone"),
    ],
)
def test_a_link_asks_for_what_its_payload_says(typed: str, text: str) -> None:
    assert meant(typed) == text


async def test_a_link_opens_its_briefing() -> None:
    async with stage() as on:
        on.server.say(77, "/start b_leading-zone")
        await on.last()
        on.server.say(77, "/start hello")
        await on.last(2)
    assert [request.text for request in on.desk.requests] == ["/brief leading zone", "/start"]
