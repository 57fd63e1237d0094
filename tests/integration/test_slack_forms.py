"""Forms: opened within three seconds, checked field by field, and sent as what could have been typed."""

from __future__ import annotations

import json
import threading
from collections.abc import AsyncIterator
from datetime import time
from typing import Any

import pytest

from bot.ports import Request
from briefings.choices import State
from briefings.model import Address, Subscription
from briefings.preferences import Preferences, Quiet
from tests.fakes import slack_front as front
from tests.fakes.slack import CHANNEL, DM, TEAM, USER, Fault
from tests.fakes.views import wrong_with
from tests.integration.slack_home import Home, at_home
from tests.integration.test_slack_home import buttons

HERE = Address("slack", CHANNEL, tenant=TEAM)
HELD = Subscription(3, HERE, ("leading zone",), time(9), "Asia/Shanghai")
CHOSEN = State((HELD,), Preferences(language="zh", quiet=Quiet(time(22), time(8), "drop"), country="CH"))


@pytest.fixture
async def home() -> AsyncIterator[Home]:
    async with at_home() as everything:
        yield everything


def option(value: str) -> dict[str, Any]:
    return {"selected_option": {"value": value}}


async def opened(home: Home, name: str = "settings", number: int = 1, **more: Any) -> dict[str, Any]:
    """Open a form below a message; the view when it is filled."""
    url = home.slack.response_url()
    payload = front.press(name, url, action_id=f"milepost:form:{name}", trigger_id=f"t{number}", **more)
    assert await home.press(payload) == (200, "")
    return await home.slack.view("views.update", number)


async def sent(home: Home, view: dict[str, Any], **filled: dict[str, Any]) -> dict[str, Any]:
    """Send a form; what Slack is answered."""
    status, text = await home.press(front.submitted(view, filled, trigger=f"s{len(home.slack.calls)}"))
    assert status == 200
    return json.loads(text) if text else {}


async def test_a_form_opens_before_the_store_has_answered(home: Home) -> None:
    gate = threading.Event()
    choices = home.desk.choices

    def slow(address: Address) -> State:
        gate.wait(5)
        return choices(address)

    home.desk.choices = slow  # type: ignore[method-assign]
    payload = front.press("settings", home.slack.response_url(), action_id="milepost:form:settings")
    assert await home.press(payload) == (200, "")
    waiting = await home.slack.view("views.open")
    assert wrong_with(waiting) == []
    assert waiting["blocks"][0]["text"]["text"] == "Loading…"
    gate.set()
    filled = await home.slack.view("views.update")
    assert wrong_with(filled) == []
    call = next(call for call in home.slack.calls if call.method == "views.update")
    assert (call.body["view_id"], call.body["hash"]) == ("V1", "V1.1")


async def test_a_form_shows_what_was_chosen(home: Home) -> None:
    home.desk.chosen[HERE] = CHOSEN
    view = await opened(home)
    fields = {b["block_id"]: b["element"] for b in view["blocks"] if b["type"] == "input"}
    assert list(fields) == [
        *("language", "at", "tz", "quiet", "from", "until", "daysoff", "country", "flags", "who", "listed"),
    ]
    assert fields["language"]["initial_option"]["value"] == "zh"
    assert (fields["at"]["initial_time"], fields["tz"]["initial_value"]) == ("09:00", "Asia/Shanghai")
    assert fields["quiet"]["initial_option"]["value"] == "drop"
    assert (fields["from"]["initial_time"], fields["until"]["initial_time"]) == ("22:00", "08:00")
    assert fields["country"]["initial_option"]["value"] == "CH"
    assert len(view["private_metadata"]) <= 3000


async def test_a_form_says_only_what_was_changed_in_it_as_one_command(home: Home) -> None:
    home.desk.chosen[HERE] = CHOSEN
    view = await opened(home)
    filled = {
        "language": option("auto"),
        "at": {"selected_time": "07:30"},
        "tz": {"value": " new york "},
        "until": {"selected_time": "07:00"},
        "daysoff": option("before"),
        "flags": {"selected_options": [{"value": "silent"}]},
        "who": option("listed"),
        "listed": {"selected_users": ["U2", "U1"]},
    }
    assert await sent(home, view, **filled) == {}
    call = await home.slack.message()
    assert (call.method, call.body["response_type"]) == ("response_url", "ephemeral")
    [request] = home.desk.requests
    assert request.address == HERE
    assert request.chat == "channel"
    assert request.text == (
        "settings language:auto at:07:30 daysoff:before who:listed tz:America/New_York "
        "quiet:22:00-07:00 rule:drop silent:on well:off listed:U1,U2"
    )


async def test_a_form_in_which_nothing_was_changed_just_closes(home: Home) -> None:
    home.desk.chosen[HERE] = CHOSEN
    view = await opened(home)
    assert await sent(home, view) == {}
    quiet_off = {"quiet": option("off")}
    assert await sent(home, view, **quiet_off) == {}
    await home.slack.message()
    assert [request.text for request in home.desk.requests] == ["settings quiet:off"]


@pytest.mark.parametrize(
    ("field", "filled", "told"),
    [
        ("tz", {"tz": {"value": "GMT+8"}}, "Did you mean"),
        ("tz", {"tz": {"value": 'x" y:z \u202e' * 9}}, "no"),
        ("until", {"until": {"selected_time": "22:00"}}, "begin and end"),
        ("listed", {"who": {"selected_option": {"value": "listed"}}}, "Nobody is listed"),
    ],
)
async def test_what_can_t_be_meant_is_said_below_its_field_and_nothing_is_done(
    home: Home, field: str, filled: dict[str, dict[str, Any]], told: str
) -> None:
    home.desk.chosen[HERE] = CHOSEN
    answer = await sent(home, await opened(home), **filled)
    assert answer["response_action"] == "errors"
    assert list(answer["errors"]) == [field]
    assert told in answer["errors"][field]
    assert len(answer["errors"][field]) <= 300
    assert home.desk.requests == home.desk.mail.names == []


async def test_subscribing_with_a_form_shows_first_what_would_come(home: Home) -> None:
    view = await opened(home, "subscribe")
    assert wrong_with(view) == []
    filled = {
        "topics": {"value": 'leading "zone"\nindustrial fund，浦东'},
        "must": {"value": "yuan, ten billion"},
        "without": {"value": "-draft"},
        "kind": {"selected_options": [{"value": "deadline"}, {"value": "origin"}]},
        "grade": {"selected_options": [{"value": "in-force"}]},
        "every": option("weekly:mon"),
        "at": {"selected_time": "08:00"},
        "tz": {"value": "Berlin"},
        "leads": {"value": "30, 7, 0"},
    }
    assert await sent(home, view, **filled) == {}
    await home.slack.message()
    assert home.desk.requests[0].text == (
        'subscribe "leading zone" "industrial fund" "浦东" +"yuan" +"ten billion" -"-draft" '
        "kind:deadline,origin grade:in-force every:weekly:mon at:08:00 tz:Europe/Berlin leads:30,7,0"
    )


@pytest.mark.parametrize(
    ("field", "value"),
    [("topics", "x" * 101), ("topics", "…"), ("leads", "soon"), ("tz", "Nowhere at all")],
)
async def test_a_subscription_that_can_t_be_meant_is_said_below_its_field(
    home: Home, field: str, value: str
) -> None:
    answer = await sent(home, await opened(home, "subscribe"), **{field: {"value": value}})
    assert list(answer["errors"]) == [field]
    assert home.desk.requests == []


async def test_a_form_sent_from_the_home_is_answered_there(home: Home) -> None:
    await home.event(front.opened())
    view = await home.slack.view("views.publish")
    await home.press(front.at_home(view, buttons(view)["Subscribe with a form"]))
    form = await home.slack.view("views.update")
    assert json.loads(form["private_metadata"]) == {
        **{"channel": "D0ANN", "chat": "private"},
        **{"home": True, "language": "en"},
    }
    assert await sent(home, form, topics={"value": "zone"}) == {}
    after = await home.slack.view("views.publish", 2)
    assert 'subscribe \\"zone\\"' in json.dumps(after["blocks"][0])
    assert home.desk.requests[-4].address == Address("slack", "D0ANN", tenant=TEAM)


async def test_who_may_change_things_is_asked_when_a_form_is_sent(home: Home) -> None:
    home.slack.people[USER] = {"is_admin": True}
    assert await sent(home, await opened(home, "subscribe"), topics={"value": "zone"}) == {}
    await home.slack.message()
    assert isinstance(home.desk.requests[0], Request)
    assert home.desk.requests[0].actor.admin


async def test_a_form_too_late_to_open_says_so_and_offers_to_try_again(home: Home) -> None:
    home.slack.fail("views.open", Fault.error("expired_trigger_id"))
    url = home.slack.response_url()
    await home.press(front.press("settings", url, action_id="milepost:form:settings"))
    body = (await home.slack.message()).body
    assert "three seconds" in body["text"]
    ids = [
        b["action_id"] for block in body["blocks"] if block["type"] == "actions" for b in block["elements"]
    ]
    assert ids == ["milepost:1", "milepost:form:settings"]


async def test_at_home_that_is_said_at_home(home: Home) -> None:
    await home.event(front.opened())
    view = await home.slack.view("views.publish")
    home.slack.fail("views.open", Fault.error("expired_trigger_id"))
    await home.press(front.at_home(view, buttons(view)["Change settings in a form"]))
    assert "three seconds" in json.dumps((await home.slack.view("views.publish", 2))["blocks"])


@pytest.mark.parametrize("fault", [Fault.error("internal_error"), Fault(500, "x"), Fault(cut="before")])
async def test_a_form_that_slack_does_not_show_leaves_the_way_of_typing(home: Home, fault: Fault) -> None:
    home.slack.fail("views.open", fault)
    await home.press(front.press("x", home.slack.response_url(), action_id="milepost:form:subscribe"))
    assert "type it instead" in (await home.slack.message()).body["text"]


async def test_a_form_pressed_twice_opens_once_and_one_that_was_closed_is_left_alone(home: Home) -> None:
    await opened(home)
    payload = front.press("x", home.slack.response_url(), action_id="milepost:form:settings", trigger_id="t1")
    await home.press(payload)
    home.slack.fail("views.update", Fault.error("not_found"), Fault.error("hash_conflict"))
    for trigger in ("t8", "t9"):
        await home.press({**payload, "trigger_id": trigger})
    await home.slash(front.slash("latest", home.slack.response_url()))
    await home.slack.message()
    assert home.platform._conversation is not None
    await home.platform._conversation.drain()
    assert [call.body["text"].split()[0] for call in home.slack.messages()] == ["latest"]


async def test_a_form_answers_in_direct_messages_where_its_way_back_expired(home: Home) -> None:
    view = await opened(home, "subscribe")
    home.slack.fail("response_url", Fault(404, {"ok": False, "error": "expired_url"}))
    await sent(home, view, topics={"value": "zone"})
    call = await home.slack.message()
    assert (call.method, call.body["channel"]) == ("chat.postMessage", DM)


async def test_a_form_that_can_t_be_filled_says_so_in_itself(home: Home) -> None:
    def broken(_address: Address) -> State:
        raise RuntimeError("the store at /secret/place is locked")

    home.desk.choices = broken  # type: ignore[method-assign]
    view = await opened(home)
    assert wrong_with(view) == []
    assert "Type /brief settings instead" in json.dumps(view)
    assert "secret" not in json.dumps(view)


@pytest.mark.parametrize(
    "values",
    [None, [], {"tz": 5}, {"tz": {"tz": []}}, {"tz": {"tz": {"type": "timepicker", "selected_time": 7}}}],
)
async def test_a_form_with_junk_in_it_never_gives_a_5xx(home: Home, values: Any) -> None:
    home.desk.chosen[HERE] = CHOSEN
    view = await opened(home)
    payload = front.submitted(view, {})
    payload["view"]["state"]["values"] = values
    status, text = await home.press(payload)
    assert status == 200
    assert "Traceback" not in text
