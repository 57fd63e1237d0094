"""Telegram in groups, topics and channels: who may change things, where answers go, who comes and leaves."""

from __future__ import annotations

import pytest

from briefings.model import Address
from tests.integration.telegram_home import CHANNEL, GROUP, stage


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
