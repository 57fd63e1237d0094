"""Slack over Socket Mode: the same conversation through a websocket."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator

import pytest

from bot.platforms.slack import Slack
from bot.ports import DeliveryError
from tests.fakes import slack_front as front
from tests.fakes.slack import CHANNEL, FakeSlack, Fault
from tests.fakes.slack_desk import EchoDesk
from tests.fakes.slack_front import clock
from tests.integration.slack_home import APP_TOKEN, BOT_TOKEN, listening


@pytest.fixture
async def slack() -> AsyncIterator[FakeSlack]:
    async with FakeSlack() as running:
        yield running


class Said(logging.Handler):
    """Tells when something was logged."""

    def __init__(self) -> None:
        super().__init__()
        self.something = asyncio.Event()

    def emit(self, record: logging.LogRecord) -> None:
        self.something.set()


@pytest.fixture
async def bot(slack: FakeSlack) -> AsyncIterator[Slack]:
    found = Slack(BOT_TOKEN, app_token=APP_TOKEN, clock=clock, base_url=slack.api)
    yield found
    await found.close()


async def test_commands_buttons_and_mentions_come_through_the_socket(slack: FakeSlack, bot: Slack) -> None:
    desk = EchoDesk()
    await bot.open()
    async with listening(bot, desk):
        ack = await slack.push("slash_commands", front.slash("latest", slack.response_url()))
        assert ack == {"envelope_id": "e1"}
        assert (await slack.message()).body["text"].startswith("latest\n")
        assert await slack.push("interactive", front.press("why f1", slack.response_url()), "e2")
        assert (await slack.message(2)).body["response_type"] == "ephemeral"
        await slack.push("events_api", front.event(front.mention("<@U0BOT> upcoming")), "e3")
        third = await slack.message(3)
        assert (third.method, third.body["channel"]) == ("chat.postMessage", CHANNEL)
    await bot.close()
    await bot.close()
    assert [request.text for request in desk.requests] == ["latest", "why f1", "upcoming"]
    assert bot.routes() == []


async def test_forms_open_and_are_checked_through_the_socket_too(slack: FakeSlack, bot: Slack) -> None:
    desk = EchoDesk()
    await bot.open()
    async with listening(bot, desk):
        wanted = front.press("x", slack.response_url(), action_id="milepost:form:subscribe")
        assert await slack.push("interactive", wanted) == {"envelope_id": "e1"}
        form = await slack.view("views.update")
        wrong = front.submitted(form, {"tz": {"value": "Nowhere at all"}}, trigger="1")
        answer = await slack.push("interactive", wrong, "e2")
        assert answer["payload"]["response_action"] == "errors"
        assert list(answer["payload"]["errors"]) == ["tz"]
        right = front.submitted(form, {"tz": {"value": "Berlin"}}, trigger="2")
        assert await slack.push("interactive", right, "e3") == {"envelope_id": "e3"}
        await slack.message()
        await slack.push("events_api", front.event(front.opened(), "Ev7"), "e4")
        await slack.view("views.publish")
    assert desk.requests[0].text == "subscribe every:daily at:09:00 tz:Europe/Berlin"


async def test_an_event_sent_again_is_acknowledged_and_answered_once(slack: FakeSlack, bot: Slack) -> None:
    desk = EchoDesk()
    await bot.open()
    async with listening(bot, desk):
        for envelope in ("e1", "e2"):
            ack = await slack.push("events_api", front.event(front.mention("<@U0BOT> latest")), envelope)
            assert ack == {"envelope_id": envelope}
        await slack.push("events_api", front.event(front.mention("<@U0BOT> upcoming"), "Ev02"), "e3")
        await slack.message(2)
    assert [request.text for request in desk.requests] == ["latest", "upcoming"]


async def test_each_token_goes_only_where_it_belongs(slack: FakeSlack, bot: Slack) -> None:
    desk = EchoDesk()
    await bot.open()
    async with listening(bot, desk):
        await slack.push("events_api", front.event(front.direct("latest")))
        await slack.message()
    used = {(call.method, call.token) for call in slack.calls}
    assert used == {
        ("auth.test", BOT_TOKEN),
        ("apps.connections.open", APP_TOKEN),
        ("users.info", BOT_TOKEN),
        ("chat.postMessage", BOT_TOKEN),
    }


async def test_a_refused_app_token_is_found_when_it_opens(slack: FakeSlack, bot: Slack) -> None:
    slack.fail("apps.connections.open", Fault.error("invalid_auth"))
    with pytest.raises(DeliveryError) as caught:
        await bot.open()
    assert caught.value.off
    assert APP_TOKEN not in repr(caught.value)


async def test_stopping_while_it_connects_leaves_nothing_and_logs_no_secret(
    slack: FakeSlack, bot: Slack, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    await bot.open()
    slack.fail("apps.connections.open", Fault.error("internal_error"))
    said = Said()
    logging.getLogger("bot.platforms.slack.vendor").addHandler(said)
    async with listening(bot, EchoDesk()):
        await asyncio.wait_for(said.something.wait(), 5)
    logging.getLogger("bot.platforms.slack.vendor").removeHandler(said)
    for secret in (BOT_TOKEN, APP_TOKEN, "s3cret"):
        assert secret not in caplog.text
    assert "Traceback" not in caplog.text
