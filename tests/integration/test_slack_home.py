"""The App Home and the first greeting, through the real client."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Any

import pytest

from tests.fakes import slack_front as front
from tests.fakes.slack import DM, TEAM, USER, Call, Fault
from tests.fakes.views import wrong_with
from tests.integration.slack_home import Home, at_home


@pytest.fixture
async def home() -> AsyncIterator[Home]:
    async with at_home() as everything:
        yield everything


def buttons(view: dict[str, Any]) -> dict[str, dict[str, Any]]:
    rows = (block["elements"] for block in view["blocks"] if block["type"] == "actions")
    return {b["text"]["text"]: b for row in rows for b in row}


def said(view: dict[str, Any]) -> str:
    return json.dumps(view["blocks"], ensure_ascii=False)


def welcomes(home: Home) -> list[Call]:
    return [call for call in home.slack.messages() if call.body["text"].startswith("start")]


async def test_the_home_shows_what_this_is_what_one_gets_and_what_one_chose(home: Home) -> None:
    assert (await home.event(front.opened()))[0] == 200
    view = await home.slack.view("views.publish")
    assert wrong_with(view) == []
    assert [request.text for request in home.desk.requests[:3]] == ["start", "subs", "settings"]
    here = {(str(request.address), request.chat) for request in home.desk.requests}
    assert here == {(f"slack:{TEAM}/D0ANN", "private")}
    assert {"Subscribe with a form", "Change settings in a form", "Don't show again"} <= set(buttons(view))


async def test_somebody_new_is_greeted_once_in_direct_messages(home: Home) -> None:
    for n, tab in enumerate(("messages", "home", "home")):
        await home.event(front.opened(tab), f"Ev{n}")
    await home.slack.view("views.publish", 2)
    [greeting] = welcomes(home)
    assert greeting.body["channel"] == "D0ANN"
    assert "Don't show again" in json.dumps(greeting.body)
    await home.event(front.opened(user="U0BOB", channel="D0BOB"), "Ev9")
    await home.slack.view("views.publish", 3)
    await home.slack.message(2)
    assert len(welcomes(home)) == 2


async def test_a_home_that_is_sent_again_is_opened_once(home: Home) -> None:
    for number in ("", "1"):
        await home.event(front.opened(), "Ev1", **({"X-Slack-Retry-Num": number} if number else {}))
    await home.event(front.opened(), "Ev2")
    await home.slack.view("views.publish", 2)
    assert sum(call.method == "views.publish" for call in home.slack.calls) == 2


async def test_who_does_not_want_the_welcome_has_none(home: Home) -> None:
    await home.event(front.opened(), "Ev1")
    view = await home.slack.view("views.publish")
    await home.press(front.at_home(view, buttons(view)["Don't show again"]))
    again = await home.slack.view("views.publish", 2)
    assert "Don't show again" not in buttons(again)
    await home.event(front.opened(), "Ev2")
    assert "Don't show again" not in buttons(await home.slack.view("views.publish", 3))


async def test_the_greeting_itself_can_be_sent_away(home: Home) -> None:
    await home.event(front.opened("messages"))
    greeting = await home.slack.message()
    hide = next(b for b in greeting.body["blocks"][-1]["elements"] if b["action_id"] == "milepost:hide")
    payload = front.press(hide["value"], home.slack.response_url(), action_id="milepost:hide")
    await home.press({**payload, "channel": {"id": "D0ANN"}})
    body = (await home.slack.message(2)).body
    assert (body["replace_original"], body["text"].splitlines()[0]) == (True, "All right")


async def test_a_change_that_is_pressed_at_home_shows_there_what_became_of_it(home: Home) -> None:
    await home.event(front.opened(), "Ev1")
    view = await home.slack.view("views.publish")
    action = {**buttons(view)["Latest"], "value": "subscribe zone"}
    await home.press(front.at_home(view, action))
    after = await home.slack.view("views.publish", 2)
    assert wrong_with(after) == []
    assert "subscribe zone" in json.dumps(after["blocks"][0])
    assert len(home.slack.messages()) == len(welcomes(home))


async def test_anything_else_that_is_pressed_at_home_is_answered_in_direct_messages(home: Home) -> None:
    await home.event(front.opened("messages"), "Ev1")
    await home.slack.message()
    await home.event(front.opened(), "Ev2")
    view = await home.slack.view("views.publish")
    await home.press(front.at_home(view, buttons(view)["Latest"]))
    call = await home.slack.message(2)
    assert (call.method, call.body["channel"]) == ("chat.postMessage", "D0ANN")
    assert call.body["text"].startswith("latest\n")


async def test_a_home_that_changed_meanwhile_is_made_anew(home: Home) -> None:
    await home.event(front.opened(), "Ev1")
    await home.slack.view("views.publish")
    await home.event(front.opened(view={"id": "V1", "hash": "V1.0", "type": "home"}), "Ev2")
    await home.slack.view("views.publish", 3)
    hashes = [call.body.get("hash") for call in home.slack.calls if call.method == "views.publish"]
    assert hashes == [None, "V1.0", None]


@pytest.mark.parametrize("fault", [Fault.error("invalid_arguments"), Fault(500, "x"), Fault(cut="before")])
async def test_a_home_that_slack_refuses_stops_nothing(home: Home, fault: Fault) -> None:
    home.slack.fail("views.publish", fault)
    await home.event(front.opened(), "Ev1")
    await home.event(front.direct("latest"), "Ev2")
    await home.slack.message(2)
    assert {call.body["text"].split()[0] for call in home.slack.messages()} == {"start", "latest"}


async def test_a_change_is_said_as_a_message_where_the_home_can_not_show_it(home: Home) -> None:
    await home.event(front.opened(), "Ev1")
    view = await home.slack.view("views.publish")
    await home.slack.message()
    home.slack.fail("views.publish", Fault(500, "x"))
    await home.press(front.at_home(view, {**buttons(view)["Latest"], "value": "subscribe zone"}))
    assert (await home.slack.message(2)).body["text"].startswith("subscribe zone")


@pytest.mark.parametrize(
    "metadata", ["", "{", "[]", '{"channel": 5}', '{"channel": "D1", "chat": "all"}', '{"x": 1}']
)
async def test_a_view_that_is_none_of_ours_is_acknowledged_and_does_nothing(
    home: Home, metadata: str
) -> None:
    view = {"type": "home", "private_metadata": metadata, "blocks": []}
    action = {"type": "button", "action_id": "milepost:home:0.1", "value": "unsubscribe all"}
    assert await home.press(front.at_home(view, action)) == (200, "")
    assert await home.press(front.submitted({**view, "callback_id": "milepost:form:settings"}, {})) == (
        200,
        "",
    )
    assert home.desk.requests == []


async def test_the_home_of_somebody_with_very_much_is_a_view_all_the_same(home: Home) -> None:
    home.desk.long = 400
    await home.event(front.opened())
    view = await home.slack.view("views.publish")
    assert wrong_with(view) == []
    assert "Subscribe with a form" in buttons(view)


async def test_a_direct_channel_is_that_of_the_person(home: Home) -> None:
    await home.event(front.opened(channel="C0NEWS"), "Ev1")
    await home.event(front.opened(), "Ev2")
    await home.slack.view("views.publish")
    assert {request.address.channel for request in home.desk.requests} == {"D0ANN"} != {DM, USER}
