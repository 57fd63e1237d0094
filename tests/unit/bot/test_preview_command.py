"""A preview says of everything that comes up when it is told, or which choice of the chat stops it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.unit.bot.chat import Chat
from tests.unit.bot.harbour import filled


@pytest.fixture
def chat() -> Iterator[Chat]:
    store = filled()
    yield Chat(store)
    store.close()


def test_what_is_told_is_told_with_its_hour(chat: Chat) -> None:
    chat.type("subscribe harbour charter at:07:30 confirm:yes")
    said = chat.type("preview")
    assert (
        "8 Mar 2026 07:30, in 7 days — 6 years since the Harbour Charter (15 Mar 2020), 7 days ahead" in said
    )
    assert "15 Mar 2026 07:30, in 14 days" in said


@pytest.mark.parametrize(
    ("choice", "why"),
    [
        ("mute fund#1.2", "It is muted in this chat."),
        (
            "quiet 08:00-10:00 drop",
            "is in the quiet hours from 08:00 to 10:00, and what falls into them is left out",
        ),
        ("edit +berth confirm:yes", "It holds none of “berth”."),
        ("edit -dredging confirm:yes", "It holds “dredging”."),
        ("edit kind:target confirm:yes", "It is of kind deadline."),
        ("edit grade:hoped confirm:yes", "It is graded decided."),
    ],
)
def test_what_is_not_told_says_which_choice_stops_it(chat: Chat, choice: str, why: str) -> None:
    chat.type("subscribe dredging confirm:yes")
    assert "Told" in chat.type("preview days:200")
    chat.type(choice)
    said = chat.type("preview days:200")
    assert "Nothing is told in this time" in said
    assert why in said
    chat.press("Stages: 31 May 2026")
    assert "stops: " in chat.type("preview days:200 " + chat.commands[0].replace("why ", "ref:") + " lead:30")


def test_every_stage_is_shown_on_demand(chat: Chat) -> None:
    chat.type("subscribe harbour charter -berth confirm:yes")
    chat.type("preview")
    said = chat.press("Stages: 8 Mar 2026")
    assert "Topic · passes: It is about “harbour charter”." in said
    assert "Words that must not be there · passes" in said
    assert "So it is told on 8 Mar 2026, 09:00 Europe/Berlin." in said


def test_other_topics_are_only_counted(chat: Chat) -> None:
    chat.type("subscribe harbour charter confirm:yes")
    assert "about none of the topics" in chat.type("preview days:150")
    assert "dredging" not in chat.type("preview days:150")


def test_of_a_quiet_time_the_next_message_is_told(chat: Chat) -> None:
    chat.type("subscribe dredging confirm:yes")
    said = chat.type("preview")
    assert "Nothing is told in this time" in said
    assert "31 May 2026 (in 91 days)" in said


def test_without_a_subscription_nothing_is_previewed(chat: Chat) -> None:
    assert "nothing would be told" in chat.type("preview")
    chat.type("subscribe dredging confirm:yes")
    assert "has no subscription “9”" in chat.type("preview 9")
    assert "does not come up in this time any more" in chat.type("preview ref:gone@2026-01-01 lead:7")
