"""Who asks in Slack, how: rights, languages, the shortcut on a message, and what takes a message's place."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest

from bot.platforms.slack.clients import web_client
from bot.platforms.slack.people import People, Person
from tests.fakes import slack_front as front
from tests.fakes.slack import CHANNEL, DM, USER, FakeSlack, Fault
from tests.fakes.slack_front import NOW
from tests.integration.slack_home import BOT_TOKEN, Home, at_home

EXPIRED = Fault(404, {"ok": False, "error": "expired_url"})


@pytest.fixture
async def home() -> AsyncIterator[Home]:
    async with at_home() as everything:
        yield everything


def asked(home: Home, method: str) -> list[dict[str, Any]]:
    return [call.body for call in home.slack.calls if call.method == method]


@pytest.mark.parametrize("mark", ["is_admin", "is_owner", "is_primary_owner"])
async def test_who_runs_the_workspace_is_asked_only_where_something_changes(home: Home, mark: str) -> None:
    home.slack.people[USER] = {mark: True}
    for n, words in enumerate(("latest", "subscribe zone", "subscribe fund")):
        await home.slash(front.slash(words, home.slack.response_url(), trigger=str(n)))
        await home.slack.message(n + 1)
    assert [request.actor.admin for request in home.desk.requests] == [False, True, True]
    assert asked(home, "users.info") == [{"user": USER, "include_locale": "true"}]


async def test_who_made_the_channel_runs_it_where_slack_says_so(home: Home) -> None:
    home.slack.channels[CHANNEL] = {"creator": USER}
    await home.slash(front.slash("subscribe zone", home.slack.response_url()))
    await home.slack.message()
    assert home.desk.requests[0].actor.admin


@pytest.mark.parametrize(
    "fault", [Fault.error("missing_scope", needed="users:read"), Fault(500, "x"), Fault(cut="before")]
)
async def test_where_slack_does_not_say_nobody_is_an_admin(home: Home, fault: Fault) -> None:
    home.slack.people[USER] = {"is_admin": True}
    home.slack.fail("users.info", fault)
    home.slack.fail("conversations.info", fault)
    await home.slash(front.slash("subscribe zone", home.slack.response_url()))
    await home.slack.message()
    assert not home.desk.requests[0].actor.admin


async def test_what_slack_said_stands_for_five_minutes() -> None:
    times = [NOW]
    async with FakeSlack() as slack:
        slack.people[USER] = {"is_owner": True, "locale": "zh-CN", "tz": "Asia/Shanghai"}
        client = web_client(slack.api, BOT_TOKEN)
        people = People(client, lambda: times[-1])
        for minutes in (0, 4, 5, 6):
            times.append(NOW + timedelta(minutes=minutes))
            assert await people.of(USER) == Person(True, "zh-CN", "Asia/Shanghai")
        assert [call.method for call in slack.calls] == ["users.info"] * 2


async def test_a_direct_message_brings_its_writer_s_language_and_time(home: Home) -> None:
    home.slack.people[USER] = {"locale": "zh-CN", "tz": "Asia/Shanghai"}
    await home.event(front.direct("latest"), "Ev1")
    await home.event(front.mention("<@U0BOT> latest"), "Ev2")
    await home.slack.message(2)
    told = {request.chat: (request.language, request.zone) for request in home.desk.requests}
    assert told == {"private": ("zh-CN", "Asia/Shanghai"), "channel": ("", "")}


async def test_the_shortcut_on_a_message_is_answered_privately_in_its_thread(home: Home) -> None:
    payload = front.shortcut("The leading zone", home.slack.response_url(), thread_ts="17.5")
    assert await home.press(payload) == (200, "")
    call = await home.slack.message()
    assert home.desk.requests[0].text == 'brief "The leading zone"'
    assert (call.method, call.body["response_type"], call.body["thread_ts"]) == (
        "response_url",
        "ephemeral",
        "17.5",
    )


async def test_the_shortcut_falls_back_to_direct_messages(home: Home) -> None:
    home.slack.fail("response_url", EXPIRED)
    await home.press(front.shortcut("The leading zone", home.slack.response_url()))
    call = await home.slack.message()
    assert (call.method, call.body["channel"]) == ("chat.postMessage", DM)


async def test_the_shortcut_on_a_picture_says_that_it_has_no_words(home: Home) -> None:
    await home.press(front.shortcut("", home.slack.response_url()))
    assert "no words" in (await home.slack.message()).body["text"]
    assert home.desk.requests == []


@pytest.mark.parametrize("hidden", [True, False])
async def test_what_takes_a_message_s_place_replaces_it(home: Home, hidden: bool) -> None:
    home.desk.instead = True
    payload = front.press("settings", home.slack.response_url())
    payload["container"]["is_ephemeral"] = hidden
    await home.press(payload)
    body = (await home.slack.message()).body
    kind = "ephemeral" if hidden else "in_channel"
    assert (body["replace_original"], body["response_type"]) == (True, kind)


async def test_typed_and_shared_answers_take_nobody_s_place(home: Home) -> None:
    home.desk.instead = True
    await home.slash(front.slash("settings", home.slack.response_url()))
    await home.press(front.press("latest", home.slack.response_url(), action_id="milepost:share"))
    await home.slack.message(2)
    assert [call.body["replace_original"] for call in home.slack.messages()] == [False, False]


async def test_where_the_way_back_expired_the_message_is_changed_itself(home: Home) -> None:
    home.desk.instead = True
    home.slack.fail("response_url", EXPIRED)
    await home.press(front.press("settings", home.slack.response_url()))
    call = await home.slack.message()
    assert (call.method, call.body["ts"], call.body["channel"]) == (
        "chat.update",
        "1752541200.000001",
        CHANNEL,
    )
    assert not {"unfurl_links", "mrkdwn"} & set(call.body)


async def test_where_even_that_fails_the_answer_goes_to_direct_messages(home: Home) -> None:
    home.desk.instead = True
    home.slack.fail("response_url", EXPIRED)
    home.slack.fail("chat.update", Fault.error("message_not_found"))
    await home.press(front.press("settings", home.slack.response_url()))
    call = await home.slack.message()
    assert (call.method, call.body["channel"]) == ("chat.postMessage", DM)


async def test_settings_and_subscribing_can_be_opened_as_a_form(home: Home) -> None:
    for n, words in enumerate(("settings", "/Subscribe ", "subscribe zone", "latest")):
        await home.slash(front.slash(words, home.slack.response_url(), trigger=str(n)))
        await home.slack.message(n + 1)
        await asyncio.sleep(0)
    forms = [
        [b["action_id"] for b in call.body["blocks"][-1]["elements"] if "form" in b["action_id"]]
        for call in home.slack.messages()
    ]
    assert forms == [["milepost:form:settings"], ["milepost:form:subscribe"], [], []]
