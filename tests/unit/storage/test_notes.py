"""What chats remember for themselves."""

from __future__ import annotations

from datetime import timedelta

from storage.notes import KEPT, Note
from storage.store import Store
from tests.unit.storage.made import AT, CHAT, CHATS


def test_a_command_is_remembered_by_a_short_name_for_its_chat_only(store: Store) -> None:
    command = "search " + "a long question " * 20
    name = store.notes.remember(CHAT, command, AT)
    assert name.startswith("~")
    assert name.isascii()
    assert len(name) <= 24
    assert store.notes.remember(CHAT, command, AT) == name
    assert store.notes.recall(CHAT, name, AT) == Note(command)
    for other in CHATS[1:]:
        assert store.notes.recall(other, name, AT) is None
    assert store.notes.recall(CHAT, "~made-up\0", AT) is None


def test_a_button_of_one_person_has_a_name_of_its_own(store: Store) -> None:
    everybodys, adas, bobs = (store.notes.remember(CHAT, "subs", AT, actor) for actor in ("", "7", "8"))
    assert len({everybodys, adas, bobs}) == 3
    assert store.notes.recall(CHAT, adas, AT) == Note("subs", "7")
    assert store.notes.recall(CHAT, everybodys, AT) == Note("subs")


def test_a_button_works_for_thirty_days_after_it_was_shown_last(store: Store) -> None:
    name = store.notes.remember(CHAT, "subs", AT)
    late = AT + KEPT
    assert store.notes.recall(CHAT, name, late)
    assert store.notes.recall(CHAT, name, late + timedelta(seconds=1)) is None
    assert store.notes.remember(CHAT, "subs", late) == name
    assert store.notes.recall(CHAT, name, late + KEPT)
    assert store.notes.tidy(late + KEPT) == 0
    assert store.notes.tidy(late + KEPT + timedelta(seconds=1)) == 1
    assert store.notes.recall(CHAT, name, AT) is None


def test_marks_are_those_of_the_last_reply(store: Store) -> None:
    assert store.notes.marks(CHAT) == ()
    store.notes.set_marks(CHAT, ["zone#1.1", "zone#1.2"])
    store.notes.set_marks(CHAT, ["fund#1.1"])
    assert store.notes.marks(CHAT) == ("fund#1.1",)
    assert all(store.notes.marks(other) == () for other in CHATS[1:])


def test_what_happened_in_a_chat_happened_there_once_and_nowhere_else(store: Store) -> None:
    assert not store.notes.happened(CHAT, "welcome")
    assert store.notes.once(CHAT, "welcome", AT)
    assert not store.notes.once(CHAT, "welcome", AT)
    assert store.notes.happened(CHAT, "welcome")
    assert not any(store.notes.happened(other, "welcome") for other in CHATS[1:])
