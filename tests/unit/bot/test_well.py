"""The line on Mondays that all is well: only where asked for, and only after a week with nothing due."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest

from briefings.model import Subscription
from briefings.preferences import USUAL, Preferences
from storage.store import Store
from tests.made import at
from tests.unit.bot.test_alerts import CHAT, put
from tests.unit.bot.test_delivery import Outside, run

MONDAY = at("2026-07-13T09:00+08:00")
DAY = timedelta(days=1)


@pytest.fixture
def kept(file_url: str) -> Store:
    store = Store.open(file_url)
    store.lanes.set_rate("telegram", 10_000)
    return store


def week(store: Store, chosen: Preferences, *days: date) -> list[str]:
    """What a chat with deadlines on these days gets from one Monday to the next."""
    for day in days:
        put(store, f"paper{day}", day)
    one = Subscription(0, CHAT, ("leading zone",), time(9), "Asia/Shanghai", (0,))
    store.subscriptions.keep(CHAT, one, "u1", MONDAY - 9 * DAY)
    store.preferences.keep(CHAT, chosen, "u1", MONDAY - 9 * DAY)
    outside = Outside()
    for n in range(-7, 8):
        run(store, MONDAY + n * DAY, outside)
        run(store, MONDAY + n * DAY + DAY / 3, outside)
    return outside.texts


def test_a_quiet_week_ends_with_a_sign_of_life(kept: Store) -> None:
    texts = week(kept, Preferences(well=True), date(2027, 3, 1))
    assert len(texts) == 3
    assert all("1 document is watched." in text and "1 Mar 2027" in text for text in texts)
    assert {delivery.digest.kind for delivery in kept.ledger.of(CHAT)} == {"well"}


def test_nobody_gets_it_unasked(kept: Store) -> None:
    assert week(kept, USUAL, date(2027, 3, 1)) == []


def test_a_week_in_which_something_was_told_has_none(kept: Store) -> None:
    texts = week(kept, Preferences(well=True), date(2026, 7, 16))
    assert ["is watched" in text for text in texts] == [True, False, False, False], "that of the week before"


def test_a_monday_off_has_none(kept: Store) -> None:
    assert week(kept, Preferences(well=True, days_off="drop", country="CN"), date(2027, 3, 1))
    assert not [d for d in kept.ledger.of(CHAT) if d.digest.slot.weekday()]
