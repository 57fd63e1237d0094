"""Payloads read as questions; junk reads as nothing."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.grammar import LONGEST, parse
from bot.platforms.slack import incoming
from briefings.model import Address
from tests.fakes import slack_front as front
from tests.fakes.slack import BOT, CHANNEL, TEAM, USER

HERE = Address("slack", CHANNEL, tenant=TEAM)


def test_a_command_is_asked_in_its_channel_and_nobody_is_taken_for_an_admin() -> None:
    asked = incoming.command(front.slash("leading zone", "https://hooks.example/1"))
    assert asked is not None
    assert (asked.address, asked.text, asked.chat) == (HERE, "leading zone", "channel")
    assert (asked.actor.id, asked.actor.name, asked.actor.admin) == (USER, "ann", False)
    assert asked.response_url == "https://hooks.example/1"


def test_a_command_in_direct_messages_is_private() -> None:
    asked = incoming.command(front.slash("latest", channel_id="D1", channel_name="directmessage"))
    assert asked is not None
    assert asked.chat == "private"


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (f"<@{BOT}> brief zone", "brief zone"),
        (f"  <@{BOT}>   latest ", "latest"),
        (f"hello <@{BOT}> upcoming", "upcoming"),
        (f"latest <@{BOT}>", "latest"),
        ("<@U0OTHER> latest", "latest"),
        (f"Could you ask <@{BOT}> about the leading zone?", "about the leading zone?"),
        (f"<@{BOT}|milepost> latest", "latest"),
        (f"<@{BOT}> latest <@{BOT}>", "latest"),
        (f"<@U0ANN> see <@{BOT}> brief zone", "brief zone"),
        (f"<@{BOT}> search R&amp;D &lt;5", "search R&D <5"),
        (f"<@{BOT}>", ""),
    ],
)
def test_a_mention_is_the_words_around_our_name(words: str, text: str) -> None:
    asked = incoming.mention(front.event(front.mention(words)), BOT)
    assert asked is not None
    assert asked.text == text


def test_a_mention_is_answered_in_its_thread_and_asked_for_the_channel() -> None:
    top = incoming.mention(front.event(front.mention("<@U0BOT> x")), BOT)
    below = incoming.mention(front.event(front.mention("<@U0BOT> x", thread_ts="17.5")), BOT)
    assert top is not None
    assert below is not None
    assert (top.thread, below.thread) == ("1752541200.000100", "17.5")
    assert top.address == below.address == HERE


@pytest.mark.parametrize(
    "more", [{"bot_id": "B1"}, {"subtype": "message_changed"}, {"channel_type": "channel"}]
)
def test_only_what_a_person_writes_to_us_is_a_message(more: dict[str, str]) -> None:
    assert incoming.message(front.event(front.direct("latest")), BOT) is not None
    assert incoming.message(front.event(front.direct("latest", **more)), BOT) is None


@pytest.mark.parametrize(
    "more",
    [
        {"bot_id": "B1"},
        {"bot_profile": {"id": "B1"}},
        {"user": "USLACKBOT"},
        {"edited": {"user": USER, "ts": "1.2"}},
        {"subtype": "message_changed", "hidden": True},
        {"channel": "D0ANN"},
    ],
)
def test_programs_edits_and_direct_messages_are_no_mentions(more: dict[str, Any]) -> None:
    assert incoming.mention(front.event(front.mention("<@U0BOT> latest", **more)), BOT) is None


@pytest.mark.parametrize("subtype", incoming.SAID)
def test_a_mention_with_a_file_or_shown_in_the_channel_too_is_one(subtype: str) -> None:
    said = incoming.mention(front.event(front.mention("<@U0BOT> latest", subtype=subtype)), BOT)
    assert said is not None
    assert said.text == "latest"


def test_the_shortcut_on_a_message_asks_for_its_words_as_one_phrase_in_its_thread() -> None:
    asked = incoming.shortcut(
        front.shortcut('The "leading zone" of <@U1|bob> &amp; co\n-now', thread_ts="17.5")
    )
    assert asked is not None
    assert asked.text == 'brief "The leading zone of @bob & co -now"'
    assert (asked.thread, asked.address, asked.response_url) == ("17.5", HERE, "https://hooks.example/3")


@pytest.mark.parametrize("words", ['"' * 9_000 + "x" * 30_000, "“»" * 20_000 + "y" * 20_000, "浦" * 12_000])
def test_a_message_however_hostile_is_one_phrase_within_a_request(words: str) -> None:
    asked = incoming.shortcut(front.shortcut(words))
    assert asked is not None
    call = parse(asked.text, {"brief": ("len",)})
    assert len(asked.text) <= LONGEST
    assert (call.verb, len(call.phrases), call.words, call.odd) == ("brief", 1, (), ())


def test_a_message_without_words_is_read_by_what_is_attached_to_it() -> None:
    card = incoming.shortcut(front.shortcut("", attachments=[{"fallback": "Zhangjiang plan"}]))
    bare = incoming.shortcut(front.shortcut(' "" '))
    assert card is not None
    assert bare is not None
    assert (card.text, bare.text) == ('brief "Zhangjiang plan"', "")


def test_a_button_is_its_command() -> None:
    asked = incoming.press(front.press("why f1@2026-07-15", "https://hooks.example/2"))
    assert asked is not None
    assert (asked.text, asked.address, asked.share) == ("why f1@2026-07-15", HERE, False)
    shared = incoming.press(front.press("latest", action_id="milepost:share"))
    assert shared is not None
    assert shared.share
    assert incoming.press(front.press("latest", action_id="other:1")) is None


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("<#C1|general> <@U1|bob> <!here> <!subteam^S1|@desk>", "#general @bob @here @desk"),
        ("<https://a.cn/x?y=1&amp;z=2|a.cn> <mailto:a@b.cn|a@b.cn>", "https://a.cn/x?y=1&z=2 a@b.cn"),
        ("&amp;lt;", "&lt;"),
        ("who listed <@U1|bob> <@U2>", "who listed <@U1> <@U2>"),
        ("/Settings listed:<@U1|bob> #x <!here>", "/Settings listed:<@U1> #x @here"),
        ("5 < 6 > 4", "5 < 6 > 4"),
        ("<" * 5000 + "x", "<" * 5000 + "x"),
    ],
)
def test_slack_escapes_are_undone_once(written: str, read: str) -> None:
    assert incoming.typed(written) == read


def test_the_workspace_is_found_wherever_slack_puts_it() -> None:
    assert incoming.tenant({"team_id": "T1"}) == "T1"
    assert incoming.tenant({"team": {"id": "T2"}}) == "T2"
    assert incoming.tenant({"team": None, "enterprise": {"id": "E1"}}) == "E1"
    assert incoming.tenant({"team": None, "user": {"team_id": "T3"}}) == "T3"


JUNK: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
KEYS = ("event", "actions", "container", "user", "channel", "team", "team_id", "text", "response_url")


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.dictionaries(st.sampled_from(KEYS), JUNK))
def test_no_payload_makes_reading_raise(body: dict[str, Any]) -> None:
    for read in (incoming.command, incoming.press):
        read(body)
    incoming.mention(body, BOT)
    incoming.message(body, BOT)
    assert isinstance(incoming.delivery(body), str)
