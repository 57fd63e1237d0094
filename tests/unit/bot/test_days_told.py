"""Through the store too, every local day with something due is told once, whatever people set meanwhile."""

from __future__ import annotations

import shutil
from collections import Counter
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from bot.delivery import materialise
from briefings.model import Address, Clock, Document, Evidence, Passage, Subscription
from briefings.slots import local_day
from storage.store import Store
from tests.clockwork import (
    DAY,
    DUE,
    HOURS,
    MINUTE,
    STARTS,
    STEPS,
    TOPICS,
    ZONES,
    deadlines,
    due_days,
    passed,
)
from tests.made import subscription

CHAT = Address("telegram", "77")
SAID = "Notices of the port end on their days."


def calendar(days: list[date]) -> Document:
    """One paper that tells of every deadline."""
    passage = Passage("paper", 1, 1, 0, len(SAID), SAID)
    proof = (Evidence(passage.ref, "a" * 64, 0, len(SAID)),)
    facts = tuple(replace(each, evidence=proof) for each in deadlines(days))
    clock = Clock(2026, None, None, 0.9)
    return Document("paper", "Paper", "article", SAID, 0, "a" * 64, "en", "p.md", (passage,), clock, facts)


class Desk:
    """A chat in a store, and up to which local day each of its subscriptions must have been told."""

    def __init__(self, store: Store, chats: list[Subscription], start: datetime) -> None:
        self.store, self.chats = store, chats
        self.since = {one.id: local_day(start, one.zone) - DAY for one in chats}
        self.told = dict(self.since)
        for one in chats:
            self.subscribe(one, start)

    def subscribe(self, one: Subscription, now: datetime) -> None:
        """What somebody sets."""
        self.store.subscriptions.add(CHAT, one.topics, one.hour, one.zone, one.leads, "en", "u", now)

    def change(self, number: int, zone: str, hour: time, now: datetime) -> None:
        """Another zone and hour for one of them."""
        n = number % len(self.chats)
        self.chats[n] = replace(self.chats[n], zone=zone, hour=hour)
        self.subscribe(self.chats[n], now)

    def tick(self, now: datetime) -> None:
        """Write down all that is owed."""
        materialise(now, self.store)
        while due := self.store.occurrences.due():
            for one in due:
                self.store.occurrences.plan(one)
        self.told = {one.id: max(self.told[one.id], passed(one, now)) for one in self.chats}


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an empty, migrated database in it."""
    folder = tmp_path_factory.mktemp("clocks")
    Store.open(f"sqlite:///{folder}/empty.db").close()
    return folder


@settings(
    max_examples=20,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(st.tuples(ZONES, HOURS), min_size=1, max_size=3), STARTS, STEPS, DUE)
def test_every_day_with_something_due_is_told_once(
    empty: Path,
    hours: list[tuple[str, time]],
    start: datetime,
    steps: list[tuple[int, int, tuple[int, str, time] | None]],
    due: int,
) -> None:
    days = due_days(start, due)
    for file in empty.glob("now.db*"):
        file.unlink()
    shutil.copy(empty / "empty.db", empty / "now.db")
    store = Store.open(f"sqlite:///{empty}/now.db")
    store.library.put([calendar(days)], name="p.md", sha256="a" * 64, path="p.md", at=start)
    chats = [
        subscription(n, topics=(TOPICS[n],), zone=zone, hour=hour, leads=(0,))
        for n, (zone, hour) in enumerate(hours)
    ]
    desk, now = Desk(store, chats, start), start
    desk.tick(now)
    for pause, jump, change in steps:
        now += (pause + jump) * MINUTE
        desk.tick(now)
        if change:
            desk.change(*change, now)
            desk.tick(now)
        if jump:
            now -= jump * MINUTE
            desk.tick(now)
    sent = [each.digest for each in store.ledger.of(CHAT, 1000)]
    store.close()
    heard = Counter((item.topic, item.milestone.day) for d in sent for item in d.items if not item.lead)
    assert set(heard.values()) <= {1}
    for one in desk.chats:
        owed = {day for day in days if desk.since[one.id] < day <= desk.told[one.id]}
        assert owed <= {day for topic, day in heard if topic == TOPICS[one.id]}
