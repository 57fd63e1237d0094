"""Snooze and quiet hours on the real store: nothing comes meanwhile, and what waited says why."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

import pytest

from bot.composing import HUSHED
from bot.ports import DeliveryError
from briefings.model import Subscription
from briefings.preferences import USUAL, Preferences, Quiet, Rule
from storage.roster import NOBODY
from storage.store import Store
from tests.made import at
from tests.unit.bot.test_alerts import CHAT, SECOND, put
from tests.unit.bot.test_delivery import Outside, run

NINE = at("2026-07-15T09:00+08:00")
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
NIGHT = Quiet(time(22), time(8))


@pytest.fixture
def kept(file_url: str) -> Iterator[Store]:
    store = Store.open(file_url)
    store.lanes.set_rate("telegram", 10_000)
    put(store, "paper", date(2026, 7, 15))
    put(store, "other", date(2026, 7, 16), what="leading zone fund")
    subscribe(store)
    run(store, NINE - 2 * HOUR, Outside())
    yield store
    store.close()


def subscribe(store: Store, hour: time = time(9), cadence: str = "daily") -> None:
    one = Subscription(0, CHAT, ("leading zone",), hour, "Asia/Shanghai", (0,), cadence=cadence)
    store.subscriptions.keep(CHAT, one, "u1", NINE - DAY)


def choose(store: Store, chosen: Preferences, when: datetime = NINE - HOUR) -> None:
    store.preferences.keep(CHAT, chosen, "u1", when)


def test_a_snooze_ends_with_one_message_that_says_why_it_is_late(kept: Store) -> None:
    choose(kept, Preferences(snoozed=NINE + 2 * DAY))
    outside = Outside()
    for hours in range(0, 48, 6):
        assert run(kept, NINE + hours * HOUR, outside).sent == 0
    assert run(kept, NINE + 2 * DAY, outside).sent == 1
    assert "2 days late: this chat was snoozed." in outside.texts[0]
    assert "comments" in outside.texts[0]
    assert "fund" in outside.texts[0]
    for days in range(3, 9):
        assert run(kept, NINE + days * DAY, outside).sent == 0


def test_a_snooze_repeats_nothing_that_came_on_another_zones_earlier_day(kept: Store) -> None:
    put(kept, "third", date(2026, 7, 18))
    east = Subscription(0, CHAT, ("fund",), time(0), "Pacific/Kiritimati", (0,))
    kept.subscriptions.keep(CHAT, east, "u1", NINE - HOUR)
    outside = Outside()
    run(kept, NINE, outside)
    evening = NINE + 9 * HOUR
    assert run(kept, evening, outside).sent == 1, "16 July has begun there"
    assert "fund" in outside.texts[-1]
    choose(kept, Preferences(snoozed=evening + 3 * DAY), evening + MINUTE)
    assert run(kept, evening + 3 * DAY, outside).sent == 1
    assert "fund" not in outside.texts[-1]


def test_what_could_not_go_out_before_a_snooze_waits_for_its_end(kept: Store) -> None:
    outside = Outside()
    outside.script = [DeliveryError("502 Bad Gateway")]
    assert run(kept, NINE, outside).sent == 0
    choose(kept, Preferences(snoozed=NINE + 3 * HOUR), NINE + MINUTE)
    assert run(kept, NINE + HOUR, outside).sent == 0
    assert run(kept, NINE + 3 * HOUR, outside).sent == 1
    assert "late" not in outside.texts[0], "it is still the day itself"
    assert run(kept, NINE + DAY, outside).sent == 1


def test_a_snooze_that_is_taken_back_lets_everything_go_on(kept: Store) -> None:
    choose(kept, Preferences(snoozed=NINE + 3 * DAY))
    outside = Outside()
    assert run(kept, NINE, outside).sent == 0
    choose(kept, USUAL, NINE + HOUR)
    assert run(kept, NINE + HOUR, outside).sent == 1
    assert "late" not in outside.texts[0]


@pytest.mark.parametrize(("rule", "sent"), [("hold", 0), ("urgent", 1), ("drop", 0)])
def test_after_downtime_a_message_heeds_quiet_hours(kept: Store, rule: Rule, sent: int) -> None:
    choose(kept, Preferences(quiet=Quiet(time(22), time(8), rule)))
    outside = Outside()
    night, morning = at("2026-07-15T23:30+08:00"), at("2026-07-16T08:00+08:00")
    assert run(kept, night, outside).sent == sent
    assert run(kept, morning - MINUTE, outside).sent == 0
    assert run(kept, morning, outside).sent == (1 if rule == "hold" else 0)
    if rule == "hold":
        assert "1 day late: it waited for the end of this chat's quiet hours." in outside.texts[0]
    if rule == "drop":
        (left,) = (each for each in kept.ledger.of(CHAT) if each.digest.slot == date(2026, 7, 15))
        assert (left.state, left.error) == ("skipped", HUSHED)
    assert run(kept, NINE + DAY, outside).sent == 1


def test_a_retry_heeds_quiet_hours(kept: Store) -> None:
    subscribe(kept, time(21, 59))
    choose(kept, Preferences(quiet=NIGHT))
    outside = Outside()
    outside.script = [DeliveryError("Too Many Requests", retry_after=120)]
    assert run(kept, at("2026-07-15T21:59+08:00"), outside).sent == 0
    assert run(kept, at("2026-07-15T22:05+08:00"), outside).sent == 0
    assert run(kept, at("2026-07-16T08:00+08:00"), outside).sent == 1


def test_an_hour_in_the_night_comes_at_its_end_and_is_not_late(kept: Store) -> None:
    subscribe(kept, time(23))
    choose(kept, Preferences(quiet=NIGHT))
    outside = Outside()
    assert run(kept, at("2026-07-15T08:00+08:00"), outside).sent == 1, "that of the evening before"
    assert run(kept, at("2026-07-15T23:00+08:00"), outside).sent == 0
    assert run(kept, at("2026-07-16T07:59+08:00"), outside).sent == 0
    assert run(kept, at("2026-07-16T08:00+08:00"), outside).sent == 1
    assert not any("late" in text for text in outside.texts)


def test_what_is_muted_while_it_waits_is_left_out(kept: Store) -> None:
    outside = Outside()
    outside.script = [DeliveryError("502 Bad Gateway")]
    run(kept, NINE, outside)
    (fact,) = (e.fact.id for e in kept.library.entries() if e.fact.document == "paper")
    choose(kept, Preferences(muted=(fact,)), NINE + MINUTE)
    assert run(kept, NINE + HOUR, outside).sent == 1
    assert "leading zone comments" not in outside.texts[0].casefold()
    (other,) = (e.fact.id for e in kept.library.entries() if e.fact.document == "other")
    outside.script = [DeliveryError("502 Bad Gateway")]
    run(kept, NINE + DAY, outside)
    choose(kept, Preferences(muted=(fact, other)), NINE + DAY + MINUTE)
    assert run(kept, NINE + DAY + HOUR, outside).sent == 0
    assert [each.error for each in kept.ledger.of(CHAT) if each.state == "skipped"] == [NOBODY]


def test_silence_is_a_chats_own(kept: Store) -> None:
    one = Subscription(0, SECOND, ("leading zone",), time(9), "Asia/Shanghai", (0,))
    kept.subscriptions.keep(SECOND, one, "u1", NINE - DAY)
    choose(kept, Preferences(silent=True))
    outside = Outside()
    assert run(kept, NINE, outside).sent == 2
    assert {address: card.silent for address, card in outside.taken} == {CHAT: True, SECOND: False}
