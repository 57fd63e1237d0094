"""Whatever happens in whatever order: nothing is told twice without saying so, and nothing owed is lost."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from datetime import date, time, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select

from briefings.model import Address, Kind
from briefings.preferences import USUAL, Preferences
from storage.store import Store
from storage.traffic import DELIVERY, STATES
from tests.conftest import MIGRATED
from tests.machines.books import Sub, repeated
from tests.machines.outside import FAULTS
from tests.machines.world import STARTS, TOPICS, World, wanted
from tests.made import at

STEPS = int(os.environ.get("MILEPOST_LAW_STEPS", "200"))
"""How many steps are tried on each store."""
LIFE = int(os.environ.get("MILEPOST_LAW_LIFE", "40"))
"""Steps in one life."""
ZONES = (
    "Asia/Shanghai",
    "America/New_York",
    "Europe/Berlin",
    "Asia/Kolkata",
    "Australia/Lord_Howe",
    "Pacific/Kiritimati",
    "Pacific/Honolulu",
    "Pacific/Chatham",
)
HOURS = (time(0), time(2, 30), time(9), time(18), time(23, 30))
LEADS = (None, (7, 0), (0,), (30, 1))
PLACES = (
    Address("telegram", "-11"),
    Address("telegram", "-12"),
    Address("telegram", "-13"),
    Address("telegram", "-14"),
    Address("slack", "C1", "T1"),
    Address("slack", "C1", "T2"),
)

zones, hours, topics, leads = map(st.sampled_from, (ZONES, HOURS, TOPICS, LEADS))
places = st.sampled_from(PLACES)
topical, kinds = st.sampled_from(TOPICS[:3]), st.sampled_from((Kind.DEADLINE, Kind.ORIGIN))
faults = st.lists(st.sampled_from([None, *FAULTS]), max_size=6)
anybody = st.integers(0, 719)
"""Which of those that are there; no draw may hang on what a run came to, since threads decide that too."""


def minutes(most: int) -> st.SearchStrategy[timedelta]:
    return st.integers(1, most).map(lambda n: timedelta(minutes=n))


class Promises(World):
    """What users, papers, time and machines do to a world, and what must hold there."""

    def teardown(self) -> None:
        try:
            self.settle_down()
        finally:
            self.reaper.disarm()
            self.store.close()
            self.peek.close()

    @initialize(
        start=st.sampled_from(STARTS),
        hold=st.booleans(),
        ticked=st.booleans(),
        papers=st.lists(st.tuples(topical, st.integers(-2, 34), kinds), min_size=1, max_size=4),
        wants=st.lists(st.tuples(places, topics, hours, zones, leads), min_size=3, max_size=6),
    )
    def begin(self, start: str, hold: bool, ticked: bool, papers: list[Any], wants: list[Any]) -> None:
        self.now = self.planned = at(start)
        self.hold = hold
        self.library()
        if ticked:
            self.tick()
        for each in papers:
            self.publish([each])
        for each in wants:
            self.subscribe(*each)

    # what users do

    @rule(place=places, topic=topics, hour=hours, zone=zones, leads=leads)
    def subscribe(
        self, place: Address, topic: str, hour: time, zone: str, leads: tuple[int, ...] | None
    ) -> None:
        chat = self.chat(place)
        self.store_says(chat.address, topic, hour, zone, leads)
        made = next(o for o in self.store.subscriptions.of(chat.address) if o.topics == wanted(topic))
        before = chat.subs.get(topic)
        sub = Sub(made.id, topic, hour, zone, leads, before.told if before else date.min)
        chat.subs[topic] = sub
        last = self.last(chat.address)
        if not chat.awake:
            chat.awake = True
            chat.begin(last, self.now, chat.subs.values())
        elif before is None:
            chat.begin(last, self.now, [sub])
        elif before.leads != leads:
            sub.told = max(min(before.told, sub.today(self.now) - timedelta(days=1)), last or date.min)
        else:
            sub.tried = before.tried

    def store_says(
        self, address: Address, topic: str, hour: time, zone: str, leads: tuple[int, ...] | None
    ) -> None:
        self.store.subscriptions.add(address, wanted(topic), hour, zone, leads, "en", "u1", self.now)
        self.store.lanes.set_rate(address.platform, 1e6)

    @rule(who=anybody, hour=hours, zone=zones, moves_on=st.booleans())
    def change(self, who: int, hour: time, zone: str, moves_on: bool) -> None:
        if not (there := self.everybody()):
            return
        place, topic = there[who % len(there)]
        chat = self.chats[place]
        old = chat.subs[topic]
        if not moves_on:
            zone = old.zone
        else:
            hour = old.hour
        self.subscribe(chat.address, topic, hour, zone, old.leads)

    @rule(who=anybody)
    def unsubscribe(self, who: int) -> None:
        if not (there := self.everybody(awake=True)):
            return
        place, topic = there[who % len(there)]
        chat = self.chats[place]
        assert self.store.subscriptions.remove(chat.address, chat.subs[topic].id) is not None
        gone = chat.subs.pop(topic)
        chat.owed = {item for item in chat.owed if self.wants(chat, item.ref)}
        assert gone

    @rule(who=anybody, wait=minutes(14400))
    def snooze(self, who: int, wait: timedelta) -> None:
        if there := self.everybody():
            self.choose(there[who % len(there)][0], Preferences(snoozed=self.now + wait))

    @rule(who=anybody)
    def wake_up(self, who: int) -> None:
        if there := self.everybody():
            self.choose(there[who % len(there)][0], USUAL)

    @rule(who=anybody)
    def deactivate(self, who: int) -> None:
        if not self.chats:
            return
        chat = list(self.chats.values())[who % len(self.chats)]
        self.store.subscriptions.deactivate(chat.address, "gone")
        chat.sleep()

    @rule(who=anybody, other=anybody, onto=st.booleans(), told=st.booleans())
    def move(self, who: int, other: int, onto: bool, told: bool) -> None:
        here = [a for a in self.chats if a.platform == "telegram" and a not in self.moves]
        if not here:
            return
        old = here[who % len(here)]
        others = [a for a in here if a != old]
        new = others[other % len(others)] if onto and others else self.address()
        self.moves[old] = new
        if told:
            self.store.subscriptions.move(old, new)
            self.moved()

    # what papers say

    @rule(papers=st.lists(st.tuples(topical, st.integers(-2, 34), kinds), min_size=1, max_size=4))
    def publish(self, papers: list[tuple[str, int, Kind]]) -> None:
        for topic, ahead, kind in papers:
            number = next(self.numbers)
            self.put(f"paper{number}", number, topic, ahead, kind)

    @rule(which=anybody, topic=topical, ahead=st.integers(-2, 34), gone=st.booleans())
    def edit(self, which: int, topic: str, ahead: int, gone: bool) -> None:
        if not self.papers:
            return
        id = sorted(self.papers)[which % len(self.papers)]
        self.put(id, next(self.numbers), topic, None if gone else ahead, Kind.DEADLINE)

    # what time and machines do

    @rule(wait=st.one_of(minutes(90), minutes(1500), minutes(4320)), script=faults)
    def go_on(self, wait: timedelta, script: list[str | None]) -> None:
        self.tick(wait, script=script)

    @rule(script=faults)
    def at_once(self, script: list[str | None]) -> None:
        self.tick(script=script)

    @rule(days=st.integers(1, 7))
    def downtime(self, days: int) -> None:
        self.tick(timedelta(days=days))

    @rule(wait=minutes(4320))
    def silence(self, wait: timedelta) -> None:
        """Time passes and nobody ticks."""
        self.now = min(self.now + wait, self.planned + timedelta(days=7))

    @rule(ahead=st.booleans())
    def clock_jumps(self, ahead: bool) -> None:
        hour = timedelta(hours=1)
        if ahead:
            self.tick(hour)
        self.now -= hour
        self.tick()

    @rule(wait=minutes(1600), left=st.integers(0, 25), script=faults)
    def killed_at_a_transaction(self, wait: timedelta, left: int, script: list[str | None]) -> None:
        self.reaper.transactions = left
        self.tick(wait, script=script)

    @rule(wait=minutes(1600), left=st.integers(0, 3), late=st.booleans())
    def killed_at_a_message(self, wait: timedelta, left: int, late: bool) -> None:
        self.reaper.messages = left
        for each in self.outside.values():
            each.late_death = late
        self.tick(wait)

    @rule(wait=minutes(1600))
    def two_clocks(self, wait: timedelta) -> None:
        self.tick(wait, clocks=2)

    # what must hold

    @invariant()
    def nothing_is_told_twice(self) -> None:
        for chat in self.chats.values():
            assert not repeated(chat), f"{chat.address}: {repeated(chat)}"

    @invariant()
    def subscriptions_are_what_was_asked_for(self) -> None:
        for chat in self.chats.values():
            held = {
                (one.id, one.topics, one.hour, one.zone, one.leads)
                for one in self.store.subscriptions.of(chat.address)
            }
            asked = {(s.id, wanted(s.topic), s.hour, s.zone, s.leads) for s in chat.subs.values()}
            assert held == (asked if chat.awake else set()), chat.address

    @invariant()
    def states_are_the_named_ones(self) -> None:
        with self.peek.reading() as connection:
            assert set(connection.execute(select(DELIVERY.c.state).distinct()).scalars()) <= set(STATES)

    def settle_down(self) -> None:
        """Everything is well again for a while: then nothing waits, and nothing that is owed was not told."""
        self.reaper.messages = None
        for each in self.outside.values():
            each.script = []
        for address in [each for each in self.chats if self.resting(each)]:
            self.choose(address, USUAL)
        for wait in (0, 3, 180, 3, 180, 3):
            self.tick(timedelta(minutes=wait))
            self.nothing_is_told_twice()
        self.subscriptions_are_what_was_asked_for()
        counts = self.store.ledger.counts()
        assert (counts["pending"], counts["in_flight"]) == (0, 0)
        assert (self.store.occurrences.due(), self.store.occurrences.planned()) == ((), ())
        for chat in self.chats.values():
            unpaid = chat.unpaid() - {
                item for item in chat.owed if self.excused(chat.address, item.ref, item.day)
            }
            assert not unpaid, f"{chat.address} was never told {sorted(unpaid)}\n{self.told()}"


@pytest.fixture
def fresh(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[], str]]:
    """The address of a store with nothing in it, once more for each life."""
    if request.param == "postgresql":
        server = request.getfixturevalue("postgres")
        yield lambda: server.emptied(MIGRATED)
        return
    Store.open(f"sqlite:///{tmp_path}/first.db").close()
    numbers = count(1)

    def copied() -> str:
        number = next(numbers)
        for old in tmp_path.glob(f"life{number - 1}.db*"):
            old.unlink()
        shutil.copy(tmp_path / "first.db", tmp_path / f"life{number}.db")
        return f"sqlite:///{tmp_path}/life{number}.db"

    yield copied


@pytest.mark.parametrize("fresh", ["sqlite", "postgresql"], indirect=True)
def test_nothing_is_told_twice_unsaid_and_nothing_owed_is_lost(fresh: Callable[[], str]) -> None:
    machine = type("Promises", (Promises,), {"fresh": staticmethod(fresh)})
    lives = settings(
        max_examples=max(1, STEPS // LIFE),
        stateful_step_count=LIFE,
        deadline=None,
        database=None,
        derandomize="MILEPOST_LAW_STEPS" not in os.environ,
        suppress_health_check=list(HealthCheck),
        print_blob=True,
    )
    run_state_machine_as_test(machine, settings=lives)
