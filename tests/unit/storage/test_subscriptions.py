"""The shelf of subscriptions: asking twice is asking once, and no chat touches another's."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from briefings.model import Address, Subscription
from briefings.schedules import turns
from briefings.slots import told_up_to
from storage.notes import Note
from storage.store import Store
from tests.unit.storage.made import (
    AT,
    CHAT,
    CHATS,
    DAY,
    OTHER_WORKSPACE,
    TOPIC,
    WORKSPACE,
    digest,
    quick,
    settle,
    take,
)

TODAY = date(2026, 7, 1)


def add(store: Store, address: Address = CHAT, *topics: str, hour: time = time(9)) -> Subscription:
    return store.subscriptions.add(address, topics, hour, "Asia/Shanghai", (30, 0), "en", "U1", AT)


def test_a_subscription_comes_back_as_it_was_made(store: Store) -> None:
    made = add(store, WORKSPACE, "leading zone", "引领区", hour=time(18, 30))
    assert made.topics == ("leading zone", "引领区")
    assert (made.hour, made.zone, made.leads) == (time(18, 30), "Asia/Shanghai", (30, 0))
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


def days(store: Store, address: Address = CHAT) -> list[date]:
    """Up to which local day each of a chat's subscriptions was told."""
    held = store.subscriptions.of(address)
    return [told_up_to(one, one.planned) for one in held if one.planned]


def turn(store: Store, now: datetime) -> None:
    """What a clock does at this time with an almanac that holds nothing."""
    ripe = store.schedules.ripe(now)
    taken = turns(now, [group for group, _ in ripe], ())
    store.schedules.take_turns([(one, {g.schedule: n for g, n in ripe}[one.schedule]) for one in taken])


def test_who_begins_is_told_of_today_and_no_day_before(store: Store) -> None:
    add(store, CHAT, "zone")
    assert days(store) == [TODAY - timedelta(days=1)]
    turn(store, AT)
    assert days(store) == [TODAY]
    assert store.schedules.ripe(AT) == ()
    assert store.schedules.next_at() == datetime(2026, 7, 2, 1, tzinfo=UTC)


def test_another_hour_or_zone_tells_no_day_twice_and_drops_none(store: Store) -> None:
    add(store, CHAT, "zone")
    turn(store, AT)
    add(store, CHAT, "zone", hour=time(20))
    assert days(store) == [TODAY], "today was told at the old hour"
    store.subscriptions.add(CHAT, ["zone"], time(9), "America/New_York", (30, 0), "en", "U1", AT)
    assert days(store) == [TODAY]
    behind = AT + timedelta(days=3)
    store.subscriptions.add(CHAT, ["zone"], time(7), "Asia/Shanghai", (30, 0), "en", "U1", behind)
    assert days(store) == [TODAY], "the clock was down for three days, which are still to be told"


def test_who_asks_for_more_is_told_of_it_today(store: Store) -> None:
    add(store, CHAT, "zone")
    turn(store, AT)
    add(store, CHAT, "fund")
    assert days(store) == [TODAY - timedelta(days=1)] * 2
    turn(store, AT)
    assert days(store) == [TODAY] * 2


def test_what_was_delivered_counts_as_told_whatever_is_asked_for(store: Store) -> None:
    add(store, CHAT, "zone")
    store.ledger.claim([replace(digest(slot=TODAY), kind="digest")])
    add(store, CHAT, "fund")
    assert days(store) == [TODAY, TODAY]


def test_chats_that_want_the_same_share_a_schedule_however_often_they_change(store: Store) -> None:
    for n in range(5):
        add(store, Address("telegram", str(n)), "zone", "fund")
        add(store, Address("telegram", str(n)), "ferries")
    turn(store, AT)
    assert len({group.schedule for group, _ in store.schedules.ripe(AT + timedelta(days=1))}) == 1
    for n in range(5):
        held = store.subscriptions.of(Address("telegram", str(n)))
        store.subscriptions.remove(Address("telegram", str(n)), held[0].id)
    assert {len(group.wants) for group, _ in store.schedules.ripe(AT + timedelta(days=1))} == {1}
    assert days(store, Address("telegram", "3")) == [TODAY]


def test_the_alarm_is_set_to_what_is_still_to_come_and_to_chats_that_can_be_reached(store: Store) -> None:
    add(store, CHAT, "zone")
    turn(store, AT)
    tomorrow = datetime(2026, 7, 2, 1, tzinfo=UTC)
    assert store.schedules.next_at(AT) == tomorrow
    assert store.schedules.next_at(tomorrow) is None, "what is over rings no alarm"
    store.subscriptions.deactivate(CHAT, "the bot was kicked")
    assert store.schedules.next_at(AT) is None


def test_schedules_that_nobody_has_any_more_go(store: Store) -> None:
    add(store, CHAT, "zone")
    add(store, TOPIC, "fund")
    (held,) = store.subscriptions.of(CHAT)
    store.subscriptions.remove(CHAT, held.id)
    assert (store.schedules.tidy(), store.schedules.tidy()) == (1, 0)
    turn(store, AT)
    assert days(store, TOPIC) == [TODAY]


def test_a_chat_that_moves_takes_everything_along(store: Store) -> None:
    new = Address("telegram", "-100777")
    made = add(store, CHAT, "zone")
    turn(store, AT)
    name = store.notes.remember(CHAT, "search a long question", AT)
    store.notes.set_marks(CHAT, ["zone#1.1"])
    (key,) = store.ledger.claim([digest()])
    taken = take(store, key, digest().due)
    assert taken is not None
    store.subscriptions.move(CHAT, new)
    (moved,) = store.subscriptions.of(new)
    assert (moved.id, days(store, new), store.subscriptions.of(CHAT)) == (made.id, [TODAY], ())
    assert store.notes.recall(new, name, AT) == Note("search a long question")
    assert store.notes.marks(new) == ("zone#1.1",)
    settle(store, taken, "sent", AT, provider_id="5")
    (delivery,) = store.ledger.of(new)
    assert (delivery.state, delivery.digest.address, delivery.digest.key) == ("sent", new, digest(new).key)
    assert store.ledger.delivery(key) == store.ledger.delivery(digest(new).key) == delivery
    assert store.ledger.claim([digest(new)]) == (), "the day was already served at the old address"


def test_a_chat_that_comes_back_to_its_old_address_is_still_one_chat(store: Store) -> None:
    new = Address("telegram", "-100777")
    made = add(store, CHAT, "zone")
    for old, there in ((CHAT, new), (new, CHAT), (CHAT, new), (new, CHAT)):
        store.subscriptions.move(old, there)
        assert [one.id for one in store.subscriptions.of(there)] == [made.id]
        assert store.subscriptions.of(old) == ()
    assert add(store, new, "zone").id == made.id


def test_a_move_onto_a_chat_that_has_the_same_keeps_one_of_each(store: Store) -> None:
    new = Address("telegram", "-100777")
    add(store, CHAT, "zone"), add(store, new, "zone")
    add(store, CHAT, "fund")
    store.ledger.claim([digest(), digest(new)])
    for address in (CHAT, new):
        store.notes.remember(address, "search", AT)
        store.notes.set_marks(address, [str(address)])
    store.subscriptions.move(CHAT, new)
    store.subscriptions.move(new, new)
    assert [s.topics for s in store.subscriptions.of(new)] == [("zone",), ("fund",)]
    assert store.notes.marks(new) == (str(new),)
    assert [each.digest.slot for each in store.ledger.of(new)] == [DAY]
    quick(store)
    part = store.ledger.part(digest().key)
    assert part is not None


def test_workspaces_with_the_same_channel_are_strangers(store: Store) -> None:
    add(store, WORKSPACE, "zone")
    store.subscriptions.deactivate(OTHER_WORKSPACE, "gone")
    store.subscriptions.move(OTHER_WORKSPACE, Address("slack", "C9", tenant="T2"))
    assert len(store.subscriptions.of(WORKSPACE)) == 1
    assert store.subscriptions.of(OTHER_WORKSPACE) == ()
