"""Against a Slack that somebody else wrote: what we post is what is kept there."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.platforms.slack import Slack, payloads
from bot.platforms.slack.clients import web_client
from bot.platforms.slack.faults import Expired, Outrun
from bot.platforms.slack.forms import TITLES, Place, form, loading
from bot.platforms.slack.home import home
from bot.platforms.slack.people import People
from bot.platforms.slack.views import Shown, Views
from bot.ports import Actor, DeliveryError, Request
from bot.web.server import WebServer, application
from briefings.choices import State
from briefings.model import Address
from tests.fakes.slack_desk import EchoDesk, card
from tests.fakes.slack_emulator import RECIPE, TOKEN, emulator
from tests.fakes.slack_front import SECRET, clock, event, mention, signed, slash
from tests.fakes.slack_front import form as form_body
from tests.integration.slack_home import Naps, json_body, listening


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with emulator(tmp_path_factory.mktemp("emulator")) as running:
        yield running


@pytest.fixture
async def bot(api: str) -> AsyncIterator[Slack]:
    found = Slack(TOKEN, SECRET, clock=clock, base_url=api, sleep=Naps())
    yield found
    await found.close()


async def called(api: str, method: str, **arguments: str) -> dict[str, Any]:
    answer = await web_client(api, TOKEN).api_call(method, json=arguments)
    assert isinstance(answer.data, dict)
    return answer.data


async def news(api: str) -> str:
    """The channel's id."""
    found = (await called(api, "conversations.list"))["channels"]
    return str(next(channel["id"] for channel in found if channel["name"] == "news"))


async def test_what_is_sent_is_what_is_kept(api: str, bot: Slack) -> None:
    channel = await news(api)
    await bot.open()
    ts = await bot.send(Address("slack", channel), card("Five years"))
    kept = (await called(api, "conversations.history", channel=channel))["messages"][0]
    [payload] = payloads(card("Five years"))
    assert (kept["ts"], kept["text"], kept["blocks"]) == (ts, payload["text"], payload["blocks"])
    await bot.send(Address("slack", channel, thread=ts), card("And more"))
    replies = (await called(api, "conversations.replies", channel=channel, ts=ts))["messages"]
    assert [reply["text"].splitlines()[0] for reply in replies] == ["Five years", "And more"]


async def test_a_channel_that_is_not_there_is_permanent(api: str, bot: Slack) -> None:
    with pytest.raises(DeliveryError) as caught:
        await bot.send(Address("slack", "C0NOWHERE"), card("x"))
    assert caught.value.permanent


async def test_a_mention_and_an_expired_command_are_answered_there(api: str, bot: Slack) -> None:
    desk, channel = EchoDesk(), await news(api)
    await bot.open()
    server = WebServer(application(bot.routes()), 0, "127.0.0.1")
    await server.start()
    user = (await called(api, "users.list"))["members"][0]["id"]
    named = json_body(event({**mention("<@U0BOT> latest"), "channel": channel, "user": user}))
    expired = form_body(slash("upcoming", "http://127.0.0.1:9/gone", channel_id=channel, user_id=user))
    async with aiohttp.ClientSession() as client, listening(bot, desk):
        for body, kind in ((named, "application/json"), (expired, "application/x-www-form-urlencoded")):
            url = f"http://127.0.0.1:{server.port}/slack/events"
            async with client.post(url, data=body, headers=signed(body, kind)) as answer:
                assert answer.status == 200
    await server.stop()
    await bot.close()
    threaded = (await called(api, "conversations.replies", channel=channel, ts="1752541200.000100"))[
        "messages"
    ]
    assert any(message["text"].startswith("latest\n") for message in threaded)
    direct = (await called(api, "conversations.open", users=user))["channel"]["id"]
    kept = (await called(api, "conversations.history", channel=direct))["messages"]
    assert kept[0]["text"].startswith("upcoming\n")


async def somebody(api: str) -> str:
    return str((await called(api, "users.list"))["members"][0]["id"])


async def test_a_form_opens_there_once_and_is_filled_unless_it_changed(api: str) -> None:
    user, views = await somebody(api), Views(web_client(api, TOKEN))
    trigger = str((await called(api, "views.generateTriggerId", user_id=user))["trigger_id"])
    shown = await views.open(trigger, loading("settings"))
    request = Request(Address("slack", "C1", "T1"), Actor(user), "settings", clock(), "channel")
    for name in TITLES:
        view = form(name, State(), request, Place("C1"))
        assert (await views.update(Shown(shown.id), view)).hash not in {"", shown.hash}
    with pytest.raises(Outrun):
        await views.update(shown, loading("settings"))
    with pytest.raises(Outrun):
        await views.open(trigger, loading("settings"))
    with pytest.raises(Expired):
        await views.open("1.2.made-up", loading("settings"))


async def test_a_home_is_published_there_over_the_one_that_was_seen(api: str) -> None:
    user, views = await somebody(api), Views(web_client(api, TOKEN))
    view = home([card("Five years")], "D1", lambda command: command, welcome=True)
    first = await views.publish(user, view)
    second = await views.publish(user, view, first.hash)
    assert (second.id, second.hash != first.hash) == (first.id, True)
    with pytest.raises(Outrun):
        await views.publish(user, view, first.hash)


async def test_who_runs_the_workspace_is_known_there(api: str) -> None:
    people = People(web_client(api, TOKEN), clock)
    members = (await called(api, "users.list"))["members"]
    for member in members:
        person = await people.of(member["id"])
        assert person is not None
        assert person.admin is member["is_admin"]
    assert await people.of("U0NOBODY") is None


def test_the_recipe_pins_one_version_and_names_no_registry() -> None:
    assert json.loads((RECIPE / "package.json").read_text())["dependencies"] == {"emulate": "0.11.2"}
    lock = json.loads((RECIPE / "package-lock.json").read_text())
    packages: dict[str, dict[str, Any]] = {name: p for name, p in lock["packages"].items() if name}
    assert all("integrity" in package and "resolved" not in package for package in packages.values())


def test_the_recipe_can_be_found() -> None:
    assert {path.name for path in Path(RECIPE).iterdir()} == {"package.json", "package-lock.json", ".npmrc"}
