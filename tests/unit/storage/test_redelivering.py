"""What is stuck is listed, and sent after all: one by one, or all of a kind, each once."""

from __future__ import annotations

from datetime import timedelta

import pytest

from storage import ledger
from storage.errors import NoChat
from storage.store import Store
from tests.unit.storage.made import CHAT, CHATS, TOPIC, digest, quick, settle, take

DUE = digest().due
LATER = DUE + timedelta(minutes=5)


def stuck(store: Store, state: str, chats=CHATS) -> list[str]:  # type: ignore[no-untyped-def]
    keys = list(store.ledger.claim([digest(chat) for chat in chats]))
    quick(store)
    for key in keys:
        taken = take(store, key, DUE)
        assert taken is not None
        settle(store, taken, state, DUE, error="no room")
    return keys


def test_all_that_is_dead_waits_again_with_its_jobs(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ledger, "PAGE", 3)
    keys = stuck(store, "dead")
    assert store.ledger.redeliver_all("held", LATER) == 0
    assert store.ledger.redeliver_all("dead", LATER) == len(keys)
    assert store.ledger.redeliver_all("dead", LATER) == 0
    for key in keys:
        found = store.ledger.delivery(key)
        assert found is not None
        assert (found.state, found.attempt, found.error, found.next_at) == ("pending", 0, None, LATER)
        assert take(store, key, LATER) is not None
    assert store.survey(LATER).jobs["send", "enqueued"] == 2 * len(keys)


def test_what_fails_while_all_is_sent_again_is_left_alone(store: Store) -> None:
    keys = stuck(store, "held", CHATS[:1])
    assert store.ledger.redeliver_all("held", LATER) == 1
    taken = take(store, keys[0], LATER)
    assert taken is not None
    settle(store, taken, "held", LATER + timedelta(seconds=1), error="again")
    assert store.ledger.redeliver_all("held", LATER) == 0


def test_deliveries_are_listed_by_state_and_chat_newest_first(store: Store) -> None:
    keys = stuck(store, "dead")
    later = digest(slot=digest().slot + timedelta(days=1))
    store.ledger.claim([later])
    assert [each.digest.key for each in store.ledger.newest()] == [later.key, *reversed(keys)]
    assert [each.digest.key for each in store.ledger.newest("dead", limit=2)] == list(reversed(keys))[:2]
    assert [each.digest.key for each in store.ledger.newest(chat=str(CHAT))] == [later.key, digest().key]
    assert [each.digest.key for each in store.ledger.newest("dead", str(TOPIC))] == [digest(TOPIC).key]
    assert store.ledger.newest("held") == ()
    with pytest.raises(NoChat, match="telegram:404"):
        store.ledger.newest(chat="telegram:404")


def test_only_what_is_stuck_has_a_list_of_its_own(store: Store) -> None:
    with pytest.raises(ValueError, match="neither"):
        store.ledger.newest("sent")
