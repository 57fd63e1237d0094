"""Telegram in groups, topics and channels: who may change things, where answers go, who comes and leaves."""

from __future__ import annotations

import pytest

from briefings.model import Address
from tests.fakes.telegram import NOW, person
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


async def test_an_anonymous_admin_who_presses_comes_under_their_own_name() -> None:
    async with stage() as on:
        on.server.say(GROUP, "/subscribe leading zone", anonymous=True)
        await on.last()
        on.server.member(GROUP, 77, "administrator", is_anonymous=True)
        on.server.press(on.server.sent[0], "Subscribe", user=77)
        await on.last(2)
        on.server.press(on.server.sent[0], "Subscribe", user=78)
        await on.last(3)
    assert [(r.actor.hidden, r.actor.admin) for r in on.desk.requests] == [
        *((True, True), (False, True), (False, False))
    ]


async def test_what_was_passed_on_is_nobodys_command() -> None:
    linked = {"id": CHANNEL, "type": "channel", "title": "News"}
    origin = {"type": "user", "date": NOW, "sender_user": person(78)}
    async with stage() as on:
        on.server.member(GROUP, 77, "creator")
        on.server.say(
            GROUP, "/subscribe a", is_automatic_forward=True, sender_chat=linked, forward_origin=origin
        )
        on.server.say(GROUP, "/subscribe b", forward_origin=origin)
        on.server.say(GROUP, "/subscribe c", sender_chat=linked)
        on.server.say(77, "/subscribe d", forward_origin=origin)
        on.server.say(78, "/subscribe@somebody_elses_bot e")
        await on.last(2)
        await on.server.idle()
    told = {r.text: (r.actor.admin, r.forwarded) for r in on.desk.requests}
    assert told == {"/subscribe c": (False, False), "/subscribe d": (False, True)}


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
