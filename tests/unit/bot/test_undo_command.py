"""Every change is taken back by its number or as the last one, once, and said plainly where it can't be."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from briefings.choices import State
from briefings.preferences import USUAL, Preferences
from tests.unit.bot.chat import Chat
from tests.unit.bot.harbour import OTHER, filled


@pytest.fixture
def chat() -> Iterator[Chat]:
    store = filled()
    yield Chat(store)
    store.close()


def test_without_a_number_the_changes_are_taken_back_one_after_the_other(chat: Chat) -> None:
    states = []
    for typed in ("subscribe fund confirm:yes", "silent on", "edit at:11:00 confirm:yes", "mute charter#1.1"):
        states.append(chat.state)
        chat.type(typed)
    for state in reversed(states):
        assert "Undone" in chat.type("undo")
        assert chat.state == state
    assert "nothing was changed in this chat of late" in chat.type("undo")


def test_an_undo_is_undone_too(chat: Chat) -> None:
    chat.type("silent on")
    chat.type("undo")
    chat.press("Do it again")
    assert chat.state.preferences.silent
    chat.type("undo")
    assert chat.state == State()


def test_an_older_change_is_taken_back_without_the_newer_ones(chat: Chat) -> None:
    chat.type("quiet 22:00-08:00")
    older = chat.commands[0]
    chat.type("silent on")
    chat.type("mute charter#1.1")
    chat.type(older)
    assert chat.state.preferences == Preferences(silent=True, muted=chat.state.preferences.muted)
    assert chat.state.preferences.muted


def test_a_button_that_is_pressed_twice_undoes_once(chat: Chat) -> None:
    chat.type("silent on")
    button = chat.commands[0]
    chat.type(button)
    assert "taken back already" in chat.type(button)
    assert not chat.state.preferences.silent


def test_what_was_changed_again_since_is_left_alone(chat: Chat) -> None:
    chat.type("quiet 22:00-08:00")
    older = chat.commands[0]
    chat.type("quiet 21:00-07:00")
    assert "all of it was changed again since" in chat.type(older)
    assert chat.state.preferences.quiet is not None


def test_what_is_too_old_is_said_to_be(chat: Chat) -> None:
    chat.type("silent on")
    chat.at += timedelta(days=31)
    assert "it is too old" in chat.type("undo 1")
    assert "nothing was changed in this chat of late" in chat.type("undo")
    chat.type("silent off")
    assert "has no change 9 yet" in chat.type("undo 9")
    assert "is not the number of a change" in chat.type("undo everything")


def test_no_chat_undoes_what_another_did(chat: Chat) -> None:
    chat.type("silent on")
    other = Chat(chat.store, OTHER)
    assert "Nothing was done" in other.type("undo 1")
    assert chat.state.preferences.silent
    assert other.state.preferences == USUAL
