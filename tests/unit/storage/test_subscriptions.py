"""The shelf of subscriptions: asking twice is asking once, and no chat touches another's."""

from __future__ import annotations

from datetime import time, timedelta

import pytest

from briefings.model import Address, Subscription
from storage.store import Store
from tests.unit.storage.made import AT, CHAT, CHATS, DAY, OTHER_WORKSPACE, TOPIC, WORKSPACE, digest


def add(store: Store, address: Address = CHAT, *topics: str, hour: time = time(9)) -> Subscription:
    return store.subscriptions.add(address, topics, hour, "Asia/Shanghai", (30, 0), "en", "U1", AT)


def test_a_subscription_comes_back_as_it_was_made(store: Store) -> None:
    made = add(store, WORKSPACE, "leading zone", "引领区", hour=time(18, 30))
    assert made.topics == ("leading zone", "引领区")
    assert (made.hour, made.zone, made.leads, made.planned) == (time(18, 30), "Asia/Shanghai", (30, 0), None)
    assert store.subscriptions.of(WORKSPACE) == (made,) == store.subscriptions.active()


def test_the_same_topics_again_change_that_subscription(store: Store) -> None:
    first = add(store, CHAT, "Leading Zone", "fund")
    again = add(store, CHAT, "fund", " leading  ZONE", hour=time(7))
    assert again.id == first.id
    assert [each.hour for each in store.subscriptions.of(CHAT)] == [time(7)]
    assert add(store, CHAT).topics == ()
    assert len(store.subscriptions.of(CHAT)) == 2


def test_only_the_chat_itself_can_end_its_subscription(store: Store) -> None:
    made = {address: add(store, address, "zone") for address in CHATS}
    for address in CHATS:
        for other, theirs in made.items():
            if other != address:
                assert store.subscriptions.remove(address, theirs.id) is None
        assert store.subscriptions.of(address) == (made[address],)
    assert store.subscriptions.remove(CHAT, made[CHAT].id) == made[CHAT]
    assert store.subscriptions.remove(CHAT, made[CHAT].id) is None
    assert len(store.subscriptions.active()) == len(CHATS) - 1


@pytest.mark.parametrize("id", [0, -1, 2**31, 10**30])
def test_a_number_that_is_no_id_finds_nothing(store: Store, id: int) -> None:
    assert store.subscriptions.remove(CHAT, id) is None


def test_an_id_is_never_given_twice(store: Store) -> None:
    gone = add(store, CHAT, "zone")
    store.subscriptions.remove(CHAT, gone.id)
    assert add(store, CHAT, "fund").id != gone.id


def test_a_chat_out_of_reach_sleeps_until_it_asks_again(store: Store) -> None:
    made = add(store, CHAT, "zone")
    add(store, TOPIC, "zone")
    store.subscriptions.deactivate(CHAT, "the bot was kicked")
    assert store.subscriptions.of(CHAT) == ()
    assert [each.address for each in store.subscriptions.active()] == [TOPIC]
    assert add(store, CHAT, "zone").id == made.id
    assert len(store.subscriptions.active()) == 2


def test_another_hour_or_waking_up_starts_the_planning_anew(store: Store) -> None:
    made = add(store, CHAT, "zone")
    store.ledger.claim([], {made.id: AT})
    assert add(store, CHAT, "zone").planned == AT
    assert add(store, CHAT, "zone", hour=time(7)).planned is None
    store.ledger.claim([], {made.id: AT})
    store.subscriptions.deactivate(CHAT, "the bot was kicked")
    assert add(store, CHAT, "zone", hour=time(7)).planned is None


def test_a_chat_that_moves_takes_everything_along(store: Store) -> None:
    new = Address("telegram", "-100777")
    made = add(store, CHAT, "zone")
    name = store.notes.remember(CHAT, "search a long question", AT)
    store.notes.set_marks(CHAT, ["zone#1.1"])
    (key,) = store.ledger.claim([digest()], {made.id: AT})
    assert store.ledger.take(key, digest().due)
    store.subscriptions.move(CHAT, new)
    (moved,) = store.subscriptions.of(new)
    assert (moved.id, moved.planned, store.subscriptions.of(CHAT)) == (made.id, AT, ())
    assert store.notes.recall(new, name) == "search a long question"
    assert store.notes.marks(new) == ("zone#1.1",)
    store.ledger.settle(key, "sent", AT, provider_id="5")
    (delivery,) = store.ledger.of(new)
    assert (delivery.state, delivery.digest.address, delivery.digest.key) == ("sent", new, digest(new).key)
    assert store.ledger.delivery(key) == store.ledger.delivery(digest(new).key) == delivery
    assert store.ledger.claim([digest(new)], {}) == (), "the day was already served at the old address"


def test_a_move_onto_a_chat_that_has_the_same_keeps_one_of_each(store: Store) -> None:
    new = Address("telegram", "-100777")
    old_one, new_one = add(store, CHAT, "zone"), add(store, new, "zone")
    add(store, CHAT, "fund")
    later = AT + timedelta(days=1)
    store.ledger.claim([digest(), digest(new)], {old_one.id: later, new_one.id: AT})
    for address in (CHAT, new):
        store.notes.remember(address, "search", AT)
        store.notes.set_marks(address, [str(address)])
    store.subscriptions.move(CHAT, new)
    store.subscriptions.move(new, new)
    assert [(s.topics, s.planned) for s in store.subscriptions.of(new)] == [
        (("zone",), later),
        (("fund",), None),
    ]
    assert store.notes.marks(new) == (str(new),)
    assert [each.digest.slot for each in store.ledger.of(new)] == [DAY]
    assert [each.digest.slot for each in store.ledger.of(CHAT)] == [DAY]


def test_workspaces_with_the_same_channel_are_strangers(store: Store) -> None:
    add(store, WORKSPACE, "zone")
    store.subscriptions.deactivate(OTHER_WORKSPACE, "gone")
    store.subscriptions.move(OTHER_WORKSPACE, Address("slack", "C9", tenant="T2"))
    assert len(store.subscriptions.of(WORKSPACE)) == 1
    assert store.subscriptions.of(OTHER_WORKSPACE) == ()
