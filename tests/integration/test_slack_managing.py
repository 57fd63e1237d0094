"""Forms and the App Home with the real desk behind them: rights, undo and refusals as for what is typed."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.command import Defaults
from bot.dispatch import FrontDesk
from briefings.model import Address
from briefings.preferences import Preferences
from storage.store import Store
from tests.fakes import slack_front as front
from tests.fakes.slack import CHANNEL, TEAM, USER
from tests.fakes.slack_front import JSON, NOW, clock, signed
from tests.fakes.views import wrong_with
from tests.integration.slack_home import Home, at_home, json_body
from tests.integration.test_slack_forms import opened, option, sent
from tests.integration.test_slack_home import buttons

HERE = Address("slack", CHANNEL, tenant=TEAM)
MINE = Address("slack", "D0ANN", tenant=TEAM)


@pytest.fixture
async def home(store: Store) -> AsyncIterator[Home]:
    async with at_home(FrontDesk(store, Defaults(), clock)) as everything:
        yield everything


def words(body: dict[str, Any]) -> str:
    return json.dumps(body, ensure_ascii=False)


async def test_a_settings_form_changes_what_typing_would_and_can_be_undone(home: Home, store: Store) -> None:
    home.slack.people[USER] = {"is_owner": True}
    view = await opened(home)
    filled = {"language": option("zh"), "quiet": option("urgent"), "who": option("admins")}
    assert await sent(home, view, **filled) == {}
    body = (await home.slack.message()).body
    chosen = store.preferences.of(HERE)
    assert (chosen.language, chosen.who) == ("zh", "admins")
    assert chosen.quiet is not None
    assert (f"{chosen.quiet.start:%H:%M}", chosen.quiet.rule) == ("22:00", "urgent")
    undo = next(iter(buttons(body).values()))
    assert undo["text"]["text"] == "撤销"  # the chat speaks Chinese from now on
    await home.press(front.press(undo["value"], home.slack.response_url()))
    await home.slack.message(2)
    assert store.preferences.of(HERE) == Preferences()


async def test_the_panel_keeps_its_form_however_one_comes_back_to_it(home: Home) -> None:
    await home.slash(front.slash("settings", home.slack.response_url()))
    panel = (await home.slack.message()).body
    url = home.slack.response_url()
    await home.press(front.press(buttons(panel)["Language"]["value"], url, trigger_id="p1"))
    chooser = (await home.slack.message(2)).body
    assert (chooser["replace_original"], "Open as a form" in buttons(chooser)) == (True, False)
    await home.press(front.press(buttons(chooser)["Back"]["value"], url, trigger_id="p2"))
    back = (await home.slack.message(3)).body
    assert (back["replace_original"], "Open as a form" in buttons(back)) == (True, True)


async def test_who_may_not_change_a_channel_is_told_who_may(home: Home, store: Store) -> None:
    store.preferences.keep(HERE, Preferences(who="admins"), "U9", NOW)
    assert await sent(home, await opened(home), language=option("zh")) == {}
    assert "Only admins of this channel" in (await home.slack.message()).body["text"]
    home.slack.people["U0BOSS"] = {"is_admin": True}
    await home.slash(front.slash("settings language:zh", home.slack.response_url(), user_id="U0BOSS"))
    await home.slack.message(2)
    assert store.preferences.of(HERE).language == "zh"


async def test_whom_a_channel_listed_may_change_it_and_nobody_else(home: Home, store: Store) -> None:
    store.preferences.keep(HERE, Preferences(who="listed", listed=(USER,)), "U9", NOW)
    for n, user in enumerate(("U0BOB", USER)):
        fields = front.slash("silent on", home.slack.response_url(), user_id=user, trigger=str(n))
        await home.slash(fields)
        await home.slack.message(n + 1)
        assert store.preferences.of(HERE).silent is (user == USER)


async def test_a_channel_that_chose_nothing_may_be_changed_by_anyone_but_not_closed_by_them(
    home: Home, store: Store
) -> None:
    await home.slash(front.slash("silent on", home.slack.response_url(), trigger="1"))
    await home.slack.message()
    await home.slash(front.slash("who admins", home.slack.response_url(), trigger="2"))
    await home.slack.message(2)
    assert store.preferences.of(HERE) == Preferences(silent=True)


async def test_a_subscription_is_filled_in_looked_at_and_confirmed_at_home(home: Home, store: Store) -> None:
    await home.event(front.opened())
    first = await home.slack.view("views.publish")
    assert wrong_with(first) == []
    await home.press(front.at_home(first, buttons(first)["Subscribe with a form"]))
    form = await home.slack.view("views.update")
    filled = {"topics": {"value": "leading zone"}, "every": option("weekly:mon"), "tz": {"value": "Berlin"}}
    await home.press(front.submitted(form, filled))
    asked = await home.slack.view("views.publish", 2)
    assert wrong_with(asked) == []
    assert store.subscriptions.of(MINE) == ()
    await home.press(front.at_home(asked, buttons(asked)["Confirm"], "c1"))
    done = await home.slack.view("views.publish", 3)
    assert wrong_with(done) == []
    [held] = store.subscriptions.of(MINE)
    assert (held.topics, held.cadence, held.zone) == (("leading zone",), "weekly:mon", "Europe/Berlin")
    assert "leading zone" in words(done)
    await home.press(front.at_home(done, buttons(done)["Undo"], "c2"))
    await home.slack.view("views.publish", 4)
    assert store.subscriptions.of(MINE) == ()


async def test_a_home_in_chinese_is_chinese(home: Home) -> None:
    home.slack.people[USER] = {"locale": "zh-CN"}
    await home.event(front.opened())
    view = await home.slack.view("views.publish")
    assert wrong_with(view) == []
    assert "浦东" in words(view) or "订阅" in words(view)
    assert "Milepost, the policy desk" not in words(view)


async def test_a_home_of_another_workspace_shows_nothing_of_this_one(home: Home, store: Store) -> None:
    await home.slash(front.slash("subscribe leading zone confirm:yes", home.slack.response_url()))
    await home.slack.message()
    assert len(store.subscriptions.of(HERE)) == 1
    body = {**front.event(front.opened(channel="D9"), "Ev5"), "team_id": "T0OTHER"}
    raw = json_body(body)
    await home.post(raw, signed(raw, JSON))
    assert "leading zone" not in words(await home.slack.view("views.publish"))
