"""Views within Slack's limits, whatever stands in them, and forms that read as they were written."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.card import Action, Card
from bot.platforms.slack import forms, inputs
from bot.platforms.slack.forms import Place
from bot.platforms.slack.home import home
from bot.platforms.slack.views import fitting
from bot.ports import Actor, Request
from briefings.choices import State
from briefings.model import Address, Subscription
from briefings.preferences import Preferences, Quiet
from tests.fakes import slack_front as front
from tests.fakes.views import wrong_with
from tests.unit.bot.test_slack_render import BAITS, HOSTILE, hostile_card, ladder

AT = datetime(2026, 7, 15, 1, 0, tzinfo=UTC)
HERE = Address("slack", "C1", "T1")
ASKED = Request(HERE, Actor("U1"), "settings", AT, "channel")
PLACE = Place("C1", "channel", "17.5", "https://hooks.example/1")
WORDS = st.text(alphabet=st.one_of(st.characters(), st.sampled_from('<>@!#|:/&. \n"')), max_size=300)


def shown(*cards: Card, welcome: bool = True) -> dict[str, Any]:
    return home(cards, "D1", lambda command: "~1", welcome=welcome)


def test_a_home_mentions_nobody_links_nowhere_and_takes_no_table() -> None:
    view = shown(hostile_card(HOSTILE), Card((ladder(3),)), hostile_card(HOSTILE))
    assert wrong_with(view) == []
    for said in (json.dumps(view), json.dumps(view, ensure_ascii=False)):
        assert not [bait for bait in BAITS if bait in said]
    assert '"mrkdwn"' not in json.dumps(view)


@settings(max_examples=60, deadline=None)
@given(WORDS, st.integers(1, 80), st.integers(0, 40))
def test_no_text_breaks_a_home(words: str, times: int, buttons: int) -> None:
    many = Card((), tuple(Action(f"{words} {n}", f"search {words}") for n in range(buttons)))
    view = shown(hostile_card(words * times), many, *[hostile_card(words)] * 3)
    assert wrong_with(view) == []
    assert "milepost:form:settings" in json.dumps(view["blocks"][-1])


def test_a_view_that_is_too_large_loses_its_end_but_for_its_last_block() -> None:
    block = {"type": "section", "text": {"type": "plain_text", "text": "浦" * 2000}}
    last = {"type": "actions", "elements": []}
    view = fitting({"type": "home", "blocks": [*[block] * 120, last]})
    assert len(json.dumps(view)) <= 250_000
    assert view["blocks"][-1] == last
    assert len(view["blocks"]) > 15


CHOSEN = st.builds(
    Preferences,
    quiet=st.none()
    | st.builds(Quiet, st.just(time(22)), st.just(time(8)), st.sampled_from(["hold", "drop", "urgent"])),
    silent=st.booleans(),
    days_off=st.sampled_from(["", "before", "after", "drop"]),
    country=st.sampled_from(["", "CN", "CH", "XK"]),
    who=st.sampled_from(["", "admins", "anyone", "listed"]),
    listed=st.lists(st.text("U0123456789", min_size=1, max_size=12), max_size=30).map(tuple),
)


@settings(max_examples=60, deadline=None)
@given(CHOSEN, st.sampled_from(list(forms.TITLES)))
def test_whatever_a_chat_chose_a_form_fits_and_says_nothing_when_it_is_sent_as_it_was(
    chosen: Preferences, name: str
) -> None:
    held = Subscription(1, HERE, ("zone",), time(9, 5), "Asia/Shanghai")
    for state in (State((held,), chosen), State((), chosen)):
        view = forms.form(name, state, ASKED, PLACE)
        assert wrong_with(view) == []
        sent = front.submitted(view, {})["view"]
        assert forms.place_of(sent) == replace(PLACE, language="en")
        command, errors = forms.read(name, sent, ASKED)
        assert errors == {}
        assert (command == "") is (name == "settings")


def test_a_form_keeps_where_it_was_opened_however_long_the_way_back_is() -> None:
    long = Place("C1", "channel", "", "https://hooks.example/" + "x" * 5000)
    for place, url in ((PLACE, PLACE.url), (long, "")):
        view = forms.form("settings", State(), ASKED, place)
        assert wrong_with(view) == []
        found = forms.place_of(view)
        assert found is not None
        assert (found.channel, found.chat, found.url) == ("C1", "channel", url)


@pytest.mark.parametrize(
    "junk", ["", "{", "5", "null", "[1]", '{"channel": ""}', '{"channel": "C1", "x": 1}']
)
def test_a_form_that_kept_no_place_is_none_of_ours(junk: str) -> None:
    assert forms.place_of({"private_metadata": junk}) is None


@settings(max_examples=100, deadline=None)
@given(WORDS, WORDS, WORDS)
def test_whatever_is_typed_into_a_form_is_refused_below_its_field_or_a_command(
    topics: str, must: str, zone: str
) -> None:
    view = forms.form("subscribe", State(), ASKED, PLACE)
    filled = {"topics": {"value": topics}, "must": {"value": must}, "tz": {"value": zone}}
    command, errors = forms.read("subscribe", front.submitted(view, filled)["view"], ASKED)
    assert bool(command) is not bool(errors)
    assert set(errors) <= {block["block_id"] for block in view["blocks"]}
    assert all(0 < len(said) <= forms.ERROR for said in errors.values())


def test_words_in_a_form_are_plain_and_within_their_limits() -> None:
    said = inputs.words("<!here> " + "x" * 200)
    assert (said["type"], len(said["text"])) == ("plain_text", 75)
    assert "<!here" not in said["text"]
    offered = inputs.choice([(str(n), f"choice {n} " + "x" * 90) for n in range(300)], "250")
    assert len(offered["options"]) == 100
    assert "initial_option" not in offered


@pytest.mark.parametrize("name", forms.TITLES)
def test_what_waits_is_a_view_too(name: str) -> None:
    assert wrong_with(forms.loading(name)) == []
