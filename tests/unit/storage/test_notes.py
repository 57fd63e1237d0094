"""What chats remember for themselves."""

from __future__ import annotations

from storage.store import Store
from tests.unit.storage.made import AT, CHAT, CHATS


def test_a_command_is_remembered_by_a_short_name_for_its_chat_only(store: Store) -> None:
    command = "search " + "a long question " * 20
    name = store.notes.remember(CHAT, command, AT)
    assert name.startswith("~")
    assert name.isascii()
    assert len(name) <= 24
    assert store.notes.remember(CHAT, command, AT) == name
    assert store.notes.recall(CHAT, name) == command
    for other in CHATS[1:]:
        assert store.notes.recall(other, name) is None
    assert store.notes.recall(CHAT, "~made-up\0") is None


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
