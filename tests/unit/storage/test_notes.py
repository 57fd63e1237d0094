"""What chats remember and what was received before."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

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


def test_an_update_is_new_once(store: Store) -> None:
    assert not store.inbox.seen("telegram", "", "17", AT)
    assert store.inbox.seen("telegram", "", "17", AT)
    assert not store.inbox.seen("slack", "T1", "17", AT)
    assert not store.inbox.seen("slack", "T2", "17", AT)


def test_of_a_hundred_copies_at_once_one_is_new(store: Store) -> None:
    with ThreadPoolExecutor(8) as pool:
        told = list(pool.map(lambda _: store.inbox.seen("telegram", "", "18", AT), range(100)))
    assert told.count(False) == 1
