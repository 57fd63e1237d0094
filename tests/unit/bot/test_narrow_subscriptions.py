"""Subscriptions are narrowed, paced and edited by words, and shown before anything is stored."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from bot.commands.subscribe import MOST_SUBSCRIPTIONS
from briefings.model import Kind
from storage.store import Store
from tests.unit.bot.chat import Chat
from tests.unit.bot.harbour import _with as with_facts
from tests.unit.bot.harbour import filled, on, paper, put, told


@pytest.fixture
def chat() -> Iterator[Chat]:
    store = filled()
    yield Chat(store)
    store.close()


def only(chat: Chat):  # type: ignore[no-untyped-def]
    (one,) = chat.state.subscriptions
    return one


def test_words_with_signs_and_keys_narrow_a_subscription(chat: Chat) -> None:
    said = chat.type(
        "subscribe harbour charter, dredging +fund +“port council” -tax -„dry dock“ "
        "kind:deadline,anniversaries grade:in-force,decided confirm:yes"
    )
    one = only(chat)
    assert one.topics == ("harbour charter", "dredging")
    assert one.must == ("fund", "port council")
    assert one.without == ("tax", "dry dock")
    assert one.kinds == ("origin", "deadline")
    assert one.grades == ("in force", "decided")
    assert "only anniversaries and deadlines, only what is in force or decided" in said
    assert "with “fund” or “port council”, without “tax” or “dry dock”" in said


@pytest.mark.parametrize(
    ("typed", "cadence"),
    [
        ("fund", "daily"),
        ("fund daily", "daily"),
        ("fund weekly", "weekly:mon"),
        ("fund weekly:thu", "weekly:thu"),
        ("fund weekly on Sundays", "weekly:sun"),
        ("fund WEEKLY:Friday at:8", "weekly:fri"),
        ("fund instant", "instant"),
        ("fund every:weekly:wed", "weekly:wed"),
        ("fund every:instant", "instant"),
        ("fund every:Tuesday", "weekly:tue"),
        ("fund 每周五", "weekly:fri"),
        ("fund 每天", "daily"),
        ("fund every:星期天", "weekly:sun"),
    ],
)
def test_how_often_is_said_in_many_ways(chat: Chat, typed: str, cadence: str) -> None:
    chat.type(f"subscribe {typed} confirm:yes")
    one = only(chat)
    assert (one.topics, one.cadence) == (("fund",), cadence)


@pytest.mark.parametrize(
    "typed", ["subscribe instant payments", 'subscribe "weekly"', "subscribe weekly fund"]
)
def test_words_of_a_topic_do_not_say_how_often(chat: Chat, typed: str) -> None:
    chat.type(f"{typed} confirm:yes")
    assert only(chat).cadence == "daily"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("kind:deadlin", "kind:deadline"),
        ("grade:plannd", "grade:planned"),
        ("every:dayly", "every:daily"),
        ("weekly:mnday", "weekly:mon"),
        ("every:fryday", "every:weekly:fri"),
    ],
)
def test_a_slip_is_answered_with_what_was_meant(chat: Chat, typed: str, meant: str) -> None:
    assert "Nothing was done" in chat.type(f"subscribe fund {typed} confirm:yes")
    assert chat.commands[0] == f"subscribe fund {meant} confirm:yes"
    chat.press(chat.labels[0])
    assert only(chat).topics == ("fund",)


def test_a_confirmation_stores_what_was_shown_and_nothing_else(chat: Chat) -> None:
    chat.type("subscribe fund +port -tax kind:deadline weekly confirm:yes")
    chat.type("subscribe fund must:none kind:any")
    assert "without “tax”" in chat.type("subscribe fund must:none kind:any")
    chat.press("Confirm")
    one = only(chat)
    assert (one.must, one.without, one.kinds, one.cadence) == ((), ("tax",), (), "weekly:mon")


def test_the_next_subscription_is_told_by_the_clock_of_the_first(chat: Chat) -> None:
    chat.type("subscribe fund at:7 tz:Tokyo confirm:yes")
    chat.type("subscribe ferries confirm:yes")
    assert [(one.zone, one.hour.hour) for one in chat.state.subscriptions] == [("Asia/Tokyo", 7)] * 2


def flooded(store: Store) -> None:
    """A paper with a deadline on each of the last 400 days."""
    days = [date(2026, 2, 28) - timedelta(days=n) for n in range(400)]
    sentences = [f"Berth {n} is to be dredged by {day:%d %B %Y}." for n, day in enumerate(days)]
    made = paper("berths", "The berths", sentences, written=(date(2024, 1, 1), date(2024, 1, 2)))
    facts = (
        told(made, f"1.{n + 1}", f"by {day:%d %B %Y}", on(day), Kind.DEADLINE, f"dredging of berth {n}")
        for n, day in enumerate(days)
    )
    put(store, with_facts(made, *facts))


def test_a_subscription_that_would_flood_says_so_and_offers_a_weekly_one(chat: Chat) -> None:
    flooded(chat.store)
    assert "more than one a day" in chat.type("subscribe berth")
    assert chat.labels == ["Once a week instead", "Confirm all", "Cancel"]
    assert "on Mondays" in chat.press("Once a week instead")
    chat.press("Confirm")
    assert only(chat).cadence == "weekly:mon"


def test_no_chat_has_more_subscriptions_than_a_person_can_oversee(chat: Chat) -> None:
    for n in range(MOST_SUBSCRIPTIONS):
        chat.type(f"subscribe topic{n} confirm:yes")
    assert "as many as a chat may have" in chat.type("subscribe one more confirm:yes")
    assert "as many as a chat may have" not in chat.type("subscribe topic3 weekly confirm:yes")
    assert len(chat.state.subscriptions) == MOST_SUBSCRIPTIONS


def test_an_edit_shows_before_and_after_and_changes_on_confirmation(chat: Chat) -> None:
    chat.type("subscribe harbour charter confirm:yes")
    number = only(chat).id
    said = chat.type(f"edit {number} at:07:30 weekly:tue -fees")
    assert "09:00 → 07:30" in said
    assert "once a week, on Tuesdays" in said
    assert "Before: " in said
    assert "messages in the last 12 months" in said
    assert only(chat).cadence == "daily"
    chat.press("Confirm")
    one = only(chat)
    assert (one.id, f"{one.hour:%H:%M}", one.cadence, one.without) == (
        number,
        "07:30",
        "weekly:tue",
        ("fees",),
    )
    chat.press("Undo")
    assert (only(chat).id, only(chat).cadence, only(chat).without) == (number, "daily", ())


def test_an_edit_changes_topics_and_takes_filters_away(chat: Chat) -> None:
    chat.type("subscribe fund +port kind:deadline confirm:yes")
    number = only(chat).id
    chat.type(f"edit {number} harbour charter, ferries must:none kind:any confirm:yes")
    one = only(chat)
    assert (one.id, one.topics, one.must, one.kinds) == (number, ("harbour charter", "ferries"), (), ())
    chat.type(f"edit {number} everything confirm:yes")
    assert only(chat).topics == ()


def test_of_one_subscription_no_number_is_asked(chat: Chat) -> None:
    chat.type("subscribe fund confirm:yes")
    assert "every day on which something is due" in chat.type("edit")
    chat.type("edit at:11:00 confirm:yes")
    assert only(chat).hour.hour == 11


def test_an_edit_says_which_ones_there_are_and_takes_nothing_from_others(chat: Chat) -> None:
    assert "nothing to change" in chat.type("edit 1 at:9")
    for topic in ("fund", "ferries"):
        chat.type(f"subscribe {topic} confirm:yes")
    assert "Which of them?" in chat.type("edit at:10:00")
    assert "has no subscription “77”" in chat.type("edit 77 at:10:00")
    first, second = chat.state.subscriptions
    assert f"#{second.id} of this chat is on these topics already" in chat.type(f"edit {first.id} ferries")
    assert chat.state.subscriptions == (first, second)


def test_stopping_is_undone_with_the_same_id(chat: Chat) -> None:
    for topic in ("fund +port weekly", "ferries"):
        chat.type(f"subscribe {topic} confirm:yes")
    before = chat.state
    chat.type("unsubscribe all")
    assert chat.state.subscriptions == ()
    chat.press("Undo")
    assert chat.state == before


def test_subs_shows_filters_rhythm_and_buttons(chat: Chat) -> None:
    chat.type("subscribe harbour charter -tax kind:anniversary weekly:fri confirm:yes")
    number = only(chat).id
    said = chat.type("subs")
    assert "on Fridays 09:00 Europe/Berlin" in said
    assert "only anniversaries, without “tax”" in said
    assert chat.commands[:2] == [f"edit {number}", f"unsubscribe {number}"]
    chat.type("snooze 3d")
    assert "Paused until 4 Mar 2026, 09:00 Europe/Berlin" in chat.type("subs")


def test_an_edit_finds_a_subscription_by_its_topics(chat: Chat) -> None:
    for topic in ("fund, harbour charter", "ferries"):
        chat.type(f"subscribe {topic} confirm:yes")
    chat.type("edit Harbour Charter at:10:00 confirm:yes")
    chat.type("edit ferries weekly confirm:yes")
    assert [(one.topics, one.hour.hour, one.cadence) for one in chat.state.subscriptions] == [
        (("fund", "harbour charter"), 10, "daily"),
        (("ferries",), 9, "weekly:mon"),
    ]


def test_a_weekly_subscription_is_no_flood(chat: Chat) -> None:
    flooded(chat.store)
    assert "more than one a day" not in chat.type("subscribe berth weekly")
    assert chat.labels == ["Confirm", "Cancel"]


@pytest.mark.parametrize(
    "typed",
    ["订阅 浦东、临港 +基金 每周一 confirm:yes", "subscribe 浦东，临港 ＋基金 every：周一 confirm:yes"],
)
def test_chinese_is_typed_as_it_is_written(chat: Chat, typed: str) -> None:
    chat.type(typed)
    one = only(chat)
    assert (one.topics, one.must, one.cadence) == (("浦东", "临港"), ("基金",), "weekly:mon")
