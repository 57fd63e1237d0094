"""No chat ever sees or changes what belongs to another, whichever method it calls with whatever ids."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from datetime import date, time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefings.choices import State
from briefings.model import Address, Subscription
from briefings.preferences import Preferences
from storage.erasing import Leaver
from storage.forgetting import Forgetting
from storage.journal import Journal
from storage.ledger import Ledger
from storage.notes import Notes
from storage.preferences import ChatPreferences
from storage.store import Store
from storage.subscriptions import Subscriptions
from tests.unit.storage.made import AT, CHATS, digest, take

FAR = (
    Address("telegram", "-1001", thread="8"),
    Address("slack", "C2", tenant="T1"),
    Address("slack", "C1"),
)
TOPICS = ("zone", "fund", "引领区")
DUE = digest().due

Deed = Callable[[Store, Address], object]
DEEDS: dict[str, Deed] = {
    "add": lambda s, a: s.subscriptions.add(a, ["zone"], time(7), "UTC", (0,), "en", "U1", AT),
    "keep": lambda s, a: [
        s.subscriptions.keep(a, Subscription(id, a, ("steel",), time(7), "UTC"), "U1", AT) for id in range(12)
    ],
    "of": lambda s, a: s.subscriptions.of(a),
    "remove": lambda s, a: [s.subscriptions.remove(a, id) for id in range(1, 12)],
    "deactivate": lambda s, a: s.subscriptions.deactivate(a, "gone"),
    "move": lambda s, a: s.subscriptions.move(a, FAR[0]),
    "remember": lambda s, a: s.notes.remember(a, "search zone", AT),
    "remember_all": lambda s, a: s.notes.remember_all(a, ("search zone", "subs"), AT, "U1"),
    "once": lambda s, a: s.notes.once(a, "greeted", AT),
    "happened": lambda s, a: s.notes.happened(a, "greeted"),
    "recall": lambda s, a: s.notes.recall(a, "~made-up", AT),
    "marks": lambda s, a: s.notes.marks(a),
    "set_marks": lambda s, a: s.notes.set_marks(a, ["else#1.1"]),
    "claim": lambda s, a: s.ledger.claim([digest(a), digest(a, date(2026, 8, 1))]),
    "redeliver": lambda s, a: s.ledger.redeliver(digest(a).key, DUE),
    "part": lambda s, a: take(s, digest(a).key, DUE),
    "delivery": lambda s, a: s.ledger.delivery(digest(a).key),
    "ledger of": lambda s, a: s.ledger.of(a),
    "preferences of": lambda s, a: s.preferences.of(a),
    "preferences keep": lambda s, a: s.preferences.keep(a, Preferences(snoozed=DUE), "U1", AT),
    "state": lambda s, a: s.journal.state(a),
    "note": lambda s, a: s.journal.note(a, "changed", State(), "U1", AT),
    "changes": lambda s, a: s.journal.changes(a, AT),
    "undo": lambda s, a: [s.journal.undo(a, number, "U1", AT) for number in range(4)],
    "restore": lambda s, a: s.journal.restore(a, State((Subscription(2, a, (), time(7), "UTC"),)), "U1", AT),
}
LEAVING: dict[str, Deed] = {
    "known": lambda s, a: s.forgetting.known(Leaver(a, "U9", private=True)),
    "erase": lambda s, a: s.forgetting.erase(Leaver(a, "U9", private=True), AT),
    "postpone": lambda s, a: s.forgetting.postpone(Leaver(a, "U9", private=True), AT),
    "postponed": lambda s, a: s.forgetting.postponed(a),
    "call_off": lambda s, a: s.forgetting.call_off(a),
}
"""A group is forgotten with its topics, which are chats of their own otherwise."""
EVERY = DEEDS | LEAVING
FOR_THE_CLOCK = {"active", "counts", "digest", "stuck", "tidy", "overdue"}
FOR_THE_OPERATOR = {"newest", "redeliver_all"}


def furnish(store: Store, address: Address) -> None:
    """Something of everything for one chat."""
    for topic in TOPICS:
        store.subscriptions.add(address, [topic], time(9), "Asia/Shanghai", (30,), "en", "U1", AT)
    store.notes.remember(address, f"search {address}", AT)
    store.notes.set_marks(address, [f"{address}#1.1"])
    store.ledger.claim([digest(address)])
    store.preferences.keep(address, Preferences(silent=True, muted=(str(address),)), "U1", AT)
    store.journal.note(address, "began", State(), "U1", AT)


def seen(store: Store, address: Address) -> tuple[object, ...]:
    """All that a chat can see."""
    return (
        store.subscriptions.of(address),
        store.notes.marks(address),
        store.notes.recall(address, store.notes.remember(address, f"search {address}", AT), AT),
        store.ledger.of(address),
        store.ledger.delivery(digest(address).key),
        store.preferences.of(address),
        store.journal.state(address),
    )


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    owners=st.lists(st.sampled_from(CHATS), min_size=2, max_size=4, unique=True),
    deeds=st.lists(
        st.tuples(st.sampled_from(sorted(EVERY)), st.sampled_from(FAR[1:])), min_size=1, max_size=8
    ),
)
def test_what_strangers_do_changes_nothing_for_a_chat(
    store: Store, owners: list[Address], deeds: list[tuple[str, Address]]
) -> None:
    for owner in owners:
        furnish(store, owner)
    before = {owner: seen(store, owner) for owner in owners}
    for deed, stranger in deeds:
        told = EVERY[deed](store, stranger)
        assert not any(repr(owner) in repr(told) for owner in owners)
    assert {owner: seen(store, owner) for owner in owners} == before


@pytest.mark.parametrize("deed", sorted(DEEDS))
def test_a_neighbour_changes_only_its_own(deed: str) -> None:
    store = Store.open("sqlite://")
    for owner in CHATS:
        furnish(store, owner)
    before = {owner: seen(store, owner) for owner in CHATS}
    told = DEEDS[deed](store, CHATS[0])
    assert not any(repr(owner) in repr(told) for owner in CHATS[1:])
    assert {owner: seen(store, owner) for owner in CHATS[1:]} == {owner: before[owner] for owner in CHATS[1:]}
    store.close()


def test_every_method_of_the_chats_shelves_is_tried_here() -> None:
    methods = {
        name
        for shelf in (Subscriptions, ChatPreferences, Journal, Notes, Forgetting, Ledger)
        for name, _ in inspect.getmembers(shelf, inspect.isfunction)
        if not name.startswith("_")
    }
    assert methods - FOR_THE_CLOCK - FOR_THE_OPERATOR <= {name.split()[-1] for name in EVERY}


def test_the_clock_sees_every_chat(store: Store) -> None:
    for owner in CHATS:
        furnish(store, owner)
    assert {each.address for each in store.subscriptions.active()} == set(CHATS)
