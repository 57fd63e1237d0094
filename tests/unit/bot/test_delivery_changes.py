"""Chats that change what they want while something is owed to them: nothing is lost, nothing comes twice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import time, timedelta
from pathlib import Path

import pytest

from bot.delivery import materialise
from bot.ports import DeliveryError
from briefings.model import Address, Subscription
from storage.lanes import AHEAD, STRAY, spaced
from storage.store import Store
from tests.made import fact, on
from tests.unit.bot.test_delivery import (
    BASE,
    CHAT,
    EVE,
    NINE,
    SECOND,
    Outside,
    put,
    row,
    run,
    subscribe,
)


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Store]:
    store = Store.open(f"sqlite:///{tmp_path}/milepost.db")
    put(store)
    yield store
    store.close()


def ask(store: Store, topic: str, hour: int = 9, address: Address = CHAT) -> int:
    made = store.subscriptions.add(address, [topic], time(hour), "Asia/Shanghai", (7, 0), "en", "u1", NINE)
    return made.id


def end(store: Store, address: Address = CHAT) -> None:
    for one in store.subscriptions.of(address):
        store.subscriptions.remove(address, one.id)


def test_another_hour_between_the_turn_and_its_plan_loses_no_digest(kept: Store) -> None:
    subscribe(kept, CHAT, SECOND)
    run(kept, EVE)
    assert materialise(NINE, kept)
    ask(kept, "leading zone", 18)
    outside = Outside()
    assert run(kept, NINE, outside).sent == 2
    assert run(kept, NINE + timedelta(hours=12), outside).sent == 0
    assert {address for address, _ in outside.taken} == {CHAT, SECOND}


def test_who_ends_a_subscription_and_begins_again_that_day_is_told_of_it_once(kept: Store) -> None:
    subscribe(kept, CHAT)
    run(kept, NINE)
    end(kept)
    ask(kept, "opinions")
    outside = Outside()
    assert run(kept, NINE, outside).sent == 1
    assert run(kept, NINE + timedelta(hours=1), outside).sent == 0
    assert [row(kept).state, row(kept).repeat] == ["sent", False]


def test_who_was_skipped_while_away_and_comes_back_that_day_is_told_of_it(kept: Store) -> None:
    subscribe(kept, CHAT)
    run(kept, NINE)
    end(kept)
    outside = Outside()
    assert run(kept, NINE, outside).skipped == 1
    ask(kept, "leading zone")
    assert run(kept, NINE + timedelta(minutes=1), outside).sent == 1


def test_what_may_have_arrived_is_not_told_anew_to_who_begins_again(kept: Store) -> None:
    subscribe(kept, CHAT)
    outside = Outside()
    outside.script = [DeliveryError("cut", ambiguous=True)]
    run(kept, NINE, outside)
    end(kept)
    run(kept, NINE + timedelta(minutes=5), outside)
    ask(kept, "leading zone")
    for hours in (1, 25, 49):
        assert run(kept, NINE + timedelta(hours=hours), outside).sent == 0


def test_a_topic_that_was_ended_while_its_digest_waited_is_left_out(kept: Store) -> None:
    put(kept, "The Leading Zone Opinions were released on 15 July 2021.", "c" * 64, fact("Harbour", on(BASE)))
    kept.subscriptions.add(CHAT, ["harbour"], time(9), "Asia/Shanghai", (7, 0), "en", "u1", EVE)
    subscribe(kept, CHAT)
    run(kept, NINE)
    gone = next(one for one in kept.subscriptions.of(CHAT) if one.topics == ("harbour",))
    kept.subscriptions.remove(CHAT, gone.id)
    outside = Outside()
    assert run(kept, NINE + timedelta(minutes=1), outside).sent == 1
    assert "Leading Zone" in outside.texts[0]
    assert "Harbour" not in outside.texts[0]


def test_two_chats_that_sleep_become_one_that_sleeps(kept: Store) -> None:
    subscribe(kept, CHAT, SECOND)
    for address in (CHAT, SECOND):
        kept.subscriptions.deactivate(address, "gone")
    kept.subscriptions.move(CHAT, SECOND)
    assert kept.subscriptions.active() == ()
    ask(kept, "leading zone", address=SECOND)
    outside = Outside()
    assert run(kept, NINE, outside).sent == 1


def test_a_chat_that_moves_onto_one_that_was_skipped_keeps_its_digest(kept: Store) -> None:
    subscribe(kept, CHAT, SECOND)
    run(kept, NINE)
    end(kept, SECOND)
    outside = Outside()
    outside.script = [DeliveryError("502")]
    assert run(kept, NINE, outside).skipped == 1
    ask(kept, "fund", address=SECOND)
    kept.subscriptions.move(CHAT, SECOND)
    assert run(kept, NINE + timedelta(minutes=2), outside).sent == 1


def test_a_clock_that_is_put_back_keeps_nobody_waiting(kept: Store) -> None:
    subscribe(kept, CHAT)
    outside = Outside()
    run(kept, NINE + timedelta(hours=1), outside)
    ask(kept, "leading zone", address=SECOND)
    assert run(kept, NINE, outside).sent == 1


def test_a_lane_believes_no_place_that_is_far_ahead() -> None:
    second = 1_000_000
    ahead = (AHEAD + STRAY).seconds * second
    assert list(spaced(0, 2 * ahead, 10.0, 1)[0]) == [0]
    assert list(spaced(0, second // 10, 10.0, 1)[0]) == [second // 10]


@pytest.mark.parametrize("hours", [1, 23])
def test_who_turns_from_weekly_to_daily_in_a_week_hears_of_all_once(kept: Store, hours: int) -> None:
    """Monday's message told of Wednesday; what came up on Tuesday for next Monday is told with the change."""
    wednesday, later = NINE.date(), NINE.date() + timedelta(days=29)
    put(kept, "The Leading Zone Opinions were released on 15 July 2021.", "c" * 64,
        fact("Leading Zone fund", on(later.replace(year=2021))))  # fmt: skip
    monday, tuesday = NINE - timedelta(days=2), NINE - timedelta(days=1)
    weekly = Subscription(0, CHAT, ("leading zone",), time(9), "Asia/Shanghai", (30, 0), cadence="weekly:mon")
    made = kept.subscriptions.keep(CHAT, weekly, "u1", monday - timedelta(days=1))
    outside = Outside()
    kept.lanes.set_rate("telegram", 10_000)
    run(kept, monday - timedelta(days=1), outside)
    assert run(kept, monday, outside).sent == 1
    assert run(kept, tuesday, outside).sent == 0
    changed = tuesday + timedelta(hours=hours)
    kept.subscriptions.keep(CHAT, replace(made, cadence="daily"), "u1", changed)
    assert run(kept, changed, outside).sent == 0
    assert run(kept, NINE, outside).sent == 1
    assert "fund" in outside.texts[-1]
    assert "Opinions" not in outside.texts[-1].replace("Opinions were", ""), "told on Monday"
    assert wednesday
    for days in range(1, 29):
        assert run(kept, NINE + timedelta(days=days), outside).sent == 0
    assert run(kept, NINE + timedelta(days=29), outside).sent == 1


def test_who_turns_to_weekly_on_monday_behind_its_hour_loses_nothing_of_the_week(kept: Store) -> None:
    monday = NINE - timedelta(days=2)
    subscribe(kept, CHAT)
    run(kept, monday - timedelta(days=1))
    outside = Outside()
    run(kept, monday, outside)
    held = kept.subscriptions.of(CHAT)[0]
    kept.subscriptions.keep(CHAT, replace(held, cadence="weekly:mon"), "u1", monday + timedelta(hours=1))
    assert run(kept, monday + timedelta(hours=2), outside).sent == 0
    assert run(kept, NINE, outside).sent == 1
