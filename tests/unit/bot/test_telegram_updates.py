"""What people write on Telegram, and which of it is for the bot."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.platforms.telegram.addressing import Me
from bot.platforms.telegram.fields import Malformed
from bot.platforms.telegram.updates import Asked, Hosted, Incoming, Left, Moved, Pressed, number, read
from briefings.model import Address

ME = Me(4242, "milepost_bot")
GROUP = {"id": -1001, "type": "supergroup", "title": "Desk"}
PRIVATE = {"id": 77, "type": "private", "first_name": "Ada"}
CHANNEL = {"id": -1009, "type": "channel", "title": "News"}
ADA = {"id": 77, "is_bot": False, "first_name": "Ada", "language_code": "zh-hans"}
OURS = {"message_id": 3, "date": 1, "chat": GROUP, "from": {"id": 4242, "is_bot": True, "first_name": "M"}}


def message(text: str, chat: dict[str, Any] = PRIVATE, **more: Any) -> dict[str, Any]:
    content = {"message_id": 5, "date": 1784077200, "chat": chat, "from": ADA, "text": text, **more}
    return {"update_id": 1, "message": content}


def said(text: str, chat: dict[str, Any] = PRIVATE, **more: Any) -> str | None:
    """What reaches the desk of a message; None where nothing does."""
    incoming = read(message(text, chat, **more), ME)
    assert incoming is None or isinstance(incoming, Asked)
    return incoming.text if incoming else None


def asked(incoming: Incoming | None) -> Asked:
    assert isinstance(incoming, Asked)
    return incoming


@pytest.mark.parametrize(
    ("typed", "heard"),
    [
        ("/brief leading zone", "/brief leading zone"),
        ("/BRIEF Leading Zone", "/brief Leading Zone"),
        ("/brief@milepost_bot  x", "/brief  x"),
        ("/Brief@Milepost_Bot", "/brief"),
        ("/brief@other_bot x", None),
        ("  /brief\u00a0leading zone ", "/brief\u00a0leading zone"),
        ("/source a\u2060.b#1.2", "/source a.b#1.2"),
        ("leading zone", "leading zone"),
        ("浦东", "浦东"),
        ("", None),
        ("   ", None),
    ],
)
def test_private_chats_hear_commands_and_plain_words(typed: str, heard: str | None) -> None:
    assert said(typed) == heard


@pytest.mark.parametrize(
    ("typed", "heard"),
    [
        ("/brief leading zone", "/brief leading zone"),
        ("/brief@other_bot", None),
        ("good morning", None),
        ("@milepost_bot brief leading zone", "brief leading zone"),
        ("@Milepost_Bot, latest", "latest"),
        ("latest @milepost_bot", "latest"),
        ("@milepost_bot", "/help"),
        ("@milepost_botany is not us", None),
        ("mail a@milepost_bot", None),
    ],
)
def test_groups_hear_commands_and_mentions(typed: str, heard: str | None) -> None:
    assert said(typed, GROUP) == heard


def test_groups_hear_replies_to_the_bot_and_to_nobody_else() -> None:
    assert said("more", GROUP, reply_to_message=OURS) == "more"
    assert said("more", GROUP, reply_to_message={**OURS, "from": ADA}) is None
    assert said("more", GROUP, reply_to_message={**OURS, "forum_topic_created": {"name": "x"}}) is None


def test_other_bots_and_copies_of_channel_posts_are_not_heard() -> None:
    assert said("/brief", GROUP, **{"from": {"id": 9, "is_bot": True, "first_name": "R"}}) is None
    assert said("/brief", GROUP, is_automatic_forward=True, sender_chat=CHANNEL) is None


def test_forwarded_commands_are_not_ones_own() -> None:
    origin = {"type": "user", "date": 1, "sender_user": ADA}
    assert said("/subscribe x", GROUP, forward_origin=origin) is None
    assert asked(read(message("/subscribe x", forward_origin=origin), ME)).admin is False


def test_an_anonymous_admin_is_one_of_this_group_only() -> None:
    anonymous = {"id": 1087968824, "is_bot": True, "first_name": "Group"}
    own = read(message("/subs", GROUP, **{"from": anonymous, "sender_chat": GROUP}), ME)
    other = read(message("/subs", GROUP, **{"from": anonymous, "sender_chat": CHANNEL}), ME)
    assert (asked(own).admin, asked(other).admin) == (True, False)


def test_who_runs_a_group_must_be_asked_and_ones_own_chat_is_ones_own() -> None:
    assert asked(read(message("/subs", GROUP), ME)).admin is None
    assert asked(read(message("/subs"), ME)).admin is True


def test_a_channel_post_has_no_author_but_the_channel() -> None:
    post = {"message_id": 5, "date": 1784077200, "chat": CHANNEL, "sender_chat": CHANNEL, "text": "/latest"}
    got = asked(read({"update_id": 1, "channel_post": post}, ME))
    assert (got.chat, got.actor, got.admin, got.language) == ("channel", "-1009", True, "")


def test_only_messages_in_topics_have_a_thread() -> None:
    inside = message("/latest", GROUP, message_thread_id=7, is_topic_message=True)
    beside = message("/latest", GROUP, message_thread_id=7)
    assert asked(read(inside, ME)).address == Address("telegram", "-1001", thread="7")
    assert asked(read(beside, ME)).address == Address("telegram", "-1001")


def test_a_message_brings_its_time_and_language() -> None:
    got = asked(read(message("/latest"), ME))
    assert (got.at, got.language) == (datetime(2026, 7, 15, 1, tzinfo=UTC), "zh-hans")


def press(**more: Any) -> dict[str, Any]:
    shown = {"message_id": 5, "date": 1, "chat": GROUP, "text": "A"}
    query = {"id": "q", "from": ADA, "chat_instance": "1", "message": shown, "data": "/source 1", **more}
    return {"update_id": 1, "callback_query": query}


def test_a_press_says_its_command_and_carries_no_time() -> None:
    got = asked(read(press(), ME))
    assert (got.text, got.press, got.at, got.admin) == ("/source 1", "q", None, None)


@pytest.mark.parametrize("more", [{"data": None}, {"data": " "}, {"message": None}, {"data": 5}])
def test_a_press_that_says_nothing_is_still_acknowledged(more: dict[str, Any]) -> None:
    assert read(press(**more), ME) == Pressed("q")


def member(status: str, **more: Any) -> dict[str, Any]:
    return {"status": status, "user": {"id": 4242, "is_bot": True, "first_name": "M"}, **more}


def membership(chat: dict[str, Any], before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    change = {"chat": chat, "from": ADA, "date": 1, "old_chat_member": before, "new_chat_member": after}
    return {"update_id": 1, "my_chat_member": change}


@pytest.mark.parametrize(
    ("after", "left"),
    [
        (member("kicked", until_date=0), True),
        (member("left"), True),
        (member("restricted", is_member=False), True),
        (member("restricted", is_member=True), False),
        (member("administrator"), False),
    ],
)
def test_only_being_outside_is_being_gone(after: dict[str, Any], left: bool) -> None:
    assert isinstance(read(membership(GROUP, member("member"), after), ME), Left) is left


def test_in_private_nobody_is_greeted_for_coming_back() -> None:
    assert read(membership(PRIVATE, member("kicked"), member("member")), ME) is None


def test_a_channel_is_not_greeted_but_who_added_the_bot_is_told() -> None:
    incoming = read(membership(CHANNEL, member("left"), member("administrator")), ME)
    assert isinstance(incoming, Hosted)
    assert (incoming.host.address, incoming.host.chat) == (Address("telegram", "77"), "private")
    assert (incoming.title, incoming.may_post) == ("News", True)


def test_both_service_messages_of_a_move_tell_the_same() -> None:
    service = {"message_id": 1, "date": 1}
    old = {**service, "chat": {"id": -55, "type": "group", "title": "D"}, "migrate_to_chat_id": -1001}
    new = {**service, "chat": GROUP, "migrate_from_chat_id": -55}
    told = [read({"update_id": 1, "message": one}, ME) for one in (old, new)]
    assert told == [Moved(Address("telegram", "-55"), Address("telegram", "-1001"))] * 2


@pytest.mark.parametrize("name", ["edited_message", "edited_channel_post", "poll", "something_new"])
def test_other_updates_are_nothing(name: str) -> None:
    assert read({"update_id": 1, name: message("/latest")["message"]}, ME) is None


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
SAMPLES = [
    message("/latest", GROUP, reply_to_message=OURS, message_thread_id=7, is_topic_message=True),
    press(),
    membership(GROUP, member("left"), member("member")),
]


@given(JSON)
def test_no_json_breaks_the_reading_of_an_id(anything: Any) -> None:
    with suppress(Malformed):
        assert isinstance(number(anything), int)


@given(st.sampled_from(SAMPLES), st.data())
def test_anything_anywhere_in_an_update_is_read_or_malformed(sample: dict[str, Any], data: Any) -> None:
    update = json.loads(json.dumps(sample))
    place, key = update, ""
    while isinstance(place, dict) and place and (not key or data.draw(st.booleans())):
        parent, key = place, data.draw(st.sampled_from(sorted(place)))
        place = parent[key]
    parent[key] = data.draw(JSON)
    with suppress(Malformed):
        read(update, ME)
