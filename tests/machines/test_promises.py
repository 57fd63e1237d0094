"""Whatever happens in whatever order: nothing is told twice without saying so, and nothing owed is lost."""

from __future__ import annotations

import asyncio
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, time, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select

from bot.delivery import tick
from briefings.milestones import milestones
from briefings.model import Address, Clock, Digest, Document, Evidence, Fact, Kind, Passage
from briefings.preferences import USUAL, Preferences
from storage.codec import unpacked
from storage.engine import Database
from storage.schedules import TICKED
from storage.store import Store
from storage.tables import COUNTER
from storage.traffic import CHAT, DELIVERY, OCCURRENCE, STATES
from storage.windows import THERE
from tests.conftest import MIGRATED
from tests.machines.books import Chat, Sub, repeated
from tests.machines.outside import FAULTS, Death, Outside, Reaper
from tests.made import at, fact, on

TOLD = DELIVERY.c.occurrence_id == OCCURRENCE.c.id
STEPS = int(os.environ.get("MILEPOST_LAW_STEPS", "200"))
"""How many steps are tried on each store."""
LIFE = int(os.environ.get("MILEPOST_LAW_LIFE", "40"))
"""Steps in one life."""
STARTS = (
    "2026-03-05T03:00+00:00",
    "2026-03-27T12:00+00:00",
    "2026-10-22T20:00+00:00",
    "2026-12-30T09:00+00:00",
)
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
TOPICS = ("alpha", "beta", "gamma", "")
LEADS = (None, (7, 0), (0,), (30, 1))
PLACES = (
    Address("telegram", "-11"),
    Address("telegram", "-12"),
    Address("telegram", "-13"),
    Address("telegram", "-14"),
    Address("slack", "C1", "T1"),
    Address("slack", "C1", "T2"),
)
GROUPS = [each for each in PLACES if each.platform == "telegram"]

steps = count()
zones, hours, topics, leads = map(st.sampled_from, (ZONES, HOURS, TOPICS, LEADS))
places, groups = st.sampled_from(PLACES), st.sampled_from(GROUPS)
topical, kinds = st.sampled_from(TOPICS[:3]), st.sampled_from((Kind.DEADLINE, Kind.ORIGIN))
faults = st.lists(st.sampled_from([None, *FAULTS]), max_size=6)
anybody = st.integers(0, 719)
"""Which of those that are there; no draw may hang on what a run came to, since threads decide that too."""


def minutes(most: int) -> st.SearchStrategy[timedelta]:
    return st.integers(1, most).map(lambda n: timedelta(minutes=n))


class Promises(RuleBasedStateMachine):
    """A store, platforms outside, and a model of what every chat is owed."""

    fresh: Callable[[], str]

    def __init__(self) -> None:
        super().__init__()
        url = self.fresh()
        self.store = Store(Database(url))
        self.peek = Database(url)
        self.reaper = Reaper()
        self.reaper.arm()
        self.now = self.planned = at(STARTS[0])
        self.outside = {
            name: Outside(name, self.peek, self.reaper, lambda: self.now) for name in ("telegram", "slack")
        }
        self.chats: dict[Address, Chat] = {}
        self.papers: dict[str, int] = {}
        self.numbers = count(1)
        self.read = dict.fromkeys(self.outside, 0)
        self.hold = False

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

    def choose(self, address: Address, chosen: Preferences) -> None:
        self.store.preferences.keep(address, chosen, "u1", self.now)

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

    def library(self) -> None:
        """Papers that stay as they are, so that there is something to tell on most days."""
        papers = []
        for number in range(1000, 1036):
            day, topic = self.now.date() + timedelta(days=number - 1001), TOPICS[number % 3]
            what = f"{topic} k{number}x charter"
            told = fact(what, on(day), kind=Kind.DEADLINE, document=f"paper{number}")
            papers.append(paper(f"paper{number}", f"{what} is set for {day}.", f"{number:064d}", told))
        self.store.library.put(papers, name="papers", sha256="0" * 64, path="papers", at=self.now)

    def put(self, id: str, number: int, topic: str, ahead: int | None, kind: Kind) -> None:
        """A version of a paper with one dated sentence, or with none."""
        day = self.now.date() + timedelta(days=ahead or 0)
        if kind is Kind.ORIGIN:
            day = (day.replace(day=28) if (day.month, day.day) == (2, 29) else day).replace(year=2021)
        what = f"{topic} k{number}x charter"
        facts = (fact(what, on(day), kind=kind, document=id),) if ahead is not None else ()
        self.papers[id] = number
        self.store.library.put(
            [paper(id, f"{what} is set for {day}.", f"{number:064d}", *facts)],
            name=f"{id}.md", sha256=f"{number:064d}", path=f"{id}.md", at=self.now,
        )  # fmt: skip
        alive = self.alive()
        for chat in self.chats.values():
            chat.forget(alive)

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

    def excused(self, address: Address, ref: str, day: date) -> bool:
        """Whether a delivery with this notice or a later one has a reason for not having gone out.

        Somebody has to decide about it, or the chat that its chat became one with had one of that day.
        """
        became = [address, *(old for old in self.moves if self.there(old) == address)]
        told = [each for one in became for each in self.store.ledger.of(one, limit=100)]
        stuck = [each.digest for each in told if each.state in {"dead", "held"}]
        asked = select(OCCURRENCE.c.digest).select_from(DELIVERY.join(OCCURRENCE, TOLD))
        with self.peek.reading() as connection:
            there = connection.execute(asked.where(DELIVERY.c.error == THERE)).scalars().all()
        every = [*stuck, *(unpacked(Digest, each) for each in there)]
        return any(due.milestone.ref == ref and due.told >= day for each in every for due in each.items)

    def told(self) -> str:
        """The whole ledger, for who must find out why."""
        joined = DELIVERY.join(CHAT, DELIVERY.c.chat_id == CHAT.c.id).join(OCCURRENCE, TOLD)
        names = (CHAT.c.name, DELIVERY.c.slot, DELIVERY.c.state, DELIVERY.c.repeat, DELIVERY.c.error)
        asked = (
            select(*names, OCCURRENCE.c.since, OCCURRENCE.c.digest)
            .select_from(joined)
            .order_by(DELIVERY.c.id)
        )
        with self.peek.reading() as connection:
            rows = connection.execute(asked).all()
        return "\n".join(
            f"{row[:-1]} {[(d.milestone.ref, d.lead) for d in unpacked(Digest, row.digest).items]}"
            for row in rows
        )

    # how it is done

    @property
    def moves(self) -> dict[Address, Address]:
        """Where groups went, as the platform knows."""
        return self.outside["telegram"].moved

    def address(self) -> Address:
        return Address("telegram", f"-100{next(self.numbers)}")

    def there(self, place: Address) -> Address:
        """Where the chat at a place went, if it did."""
        while place in self.moves:
            place = self.moves[place]
        return place

    def chat(self, place: Address) -> Chat:
        """The chat at a place, or where it went."""
        place = self.there(place)
        return self.chats.setdefault(place, Chat(place))

    def everybody(self, awake: bool = False) -> list[tuple[Address, str]]:
        """Every subscription, by chat and topic."""
        return [
            (chat.address, topic)
            for chat in self.chats.values()
            for topic in sorted(chat.subs)
            if (chat.awake or not awake) and chat.address not in self.moves
        ]

    def tick(self, wait: timedelta = timedelta(0), script: list[str | None] = [], clocks: int = 1) -> None:  # noqa: B006
        self.now = min(self.now + wait, self.planned + timedelta(days=7))
        entries = self.store.library.entries()
        going = [chat for chat in self.chats.values() if not self.resting(chat.address)]
        for chat in self.chats.values():
            if not self.ticked:
                for sub in chat.subs.values():
                    sub.told = max(sub.told, sub.today(self.now) - timedelta(days=1))
        for chat in going:
            chat.come_up(self.now, self.last(chat.address), entries)
        for each in self.outside.values():
            each.script = [*each.script, *script][-6:]
            each.blocked.clear()
        try:
            asyncio.run(self.ticks(clocks))
            died = self.reaper.dead
        except Death:
            died = True
        self.reaper.spare()
        if not died:
            self.planned = max(self.planned, self.now)
            for chat in going:
                chat.turn(self.now)
        self.hear()

    async def ticks(self, clocks: int) -> None:
        done = await asyncio.gather(
            *(
                tick(self.now, self.store, self.outside, chance=lambda: 0.5, hold=self.hold)
                for _ in range(clocks)
            )
        )
        troubles = [line for counts in done for line in counts.troubles if "broke" in line]
        assert not troubles, troubles

    @property
    def ticked(self) -> bool:
        """Whether a clock ever ticked here: before that, nothing was missed."""
        asked = select(COUNTER.c.value).where(COUNTER.c.name == TICKED)
        with self.peek.reading() as connection:
            return bool(connection.execute(asked).scalar())

    def hear(self) -> None:
        """What the platforms took, and whom they lost; chats that became one took it as two."""
        self.moved(merging=False)
        for name, each in self.outside.items():
            for taken in each.taken[self.read[name] :]:
                chat = self.chat(taken.address)
                assert chat.subs, f"{chat.address} is not subscribed"
                assert not self.resting(taken.address), f"{chat.address} snoozes"
                chat.taken.append(taken)
            self.read[name] = len(each.taken)
        self.lost()
        self.moved()
        self.lost()

    def lost(self) -> None:
        """Chats that a platform lost sleep, be it that another one had become one with them before."""
        for each in self.outside.values():
            for address in each.blocked:
                chat = self.chat(address)
                if not self.awake(chat.address):
                    chat.sleep()

    def moved(self, merging: bool = True) -> None:
        """The store has heard of a move: two chats may be one now."""
        for old, new in self.moves.items():
            ready = merging or new not in self.chats
            if ready and old in self.chats and self.row(old).moved_to is not None:
                gone = self.chats.pop(old)
                here = self.chats.get(new)
                if here is None:
                    self.chats[new] = gone
                    gone.address = new
                else:
                    self.merge(gone, here)

    def merge(self, gone: Chat, here: Chat) -> None:
        last = self.last(here.address)
        assert not repeated(gone), repeated(gone)
        assert not repeated(here), repeated(here)
        here.taken += gone.taken
        here.joined = len(here.taken)
        if gone.awake or not here.awake:
            here.owed |= gone.owed
        for chat in (gone, here):
            for sub in () if chat.awake else chat.subs.values():
                sub.told, sub.tried = sub.today(self.now), {}
        for topic, sub in gone.subs.items():
            here.subs.setdefault(topic, sub)
        for sub in here.subs.values():
            sub.told = max(sub.told, last or date.min)
        here.awake = here.awake or gone.awake

    def wants(self, chat: Chat, ref: str) -> bool:
        """Whether a chat still asks for what a milestone is about."""
        return any(not t or ref.partition("@")[0].split("-")[1] == t for t in chat.subs)

    def alive(self) -> set[str]:
        year = timedelta(days=400)
        entries = self.store.library.entries()
        day = self.now.date()
        return {one.ref for one in milestones(entries, day - year, day + year)}

    def row(self, address: Address) -> Any:
        with self.peek.reading() as connection:
            return connection.execute(select(CHAT).where(CHAT.c.name == str(address))).one()

    def resting(self, address: Address) -> bool:
        """Whether a chat snoozes now, as the next tick will find it."""
        until = self.row(address).snoozed_until
        return until is not None and until > self.now

    def awake(self, address: Address) -> bool:
        return bool(self.row(address).active)

    def last(self, address: Address) -> date | None:
        """The last day that this chat has, or will have, a digest of."""
        every = self.store.ledger.of(address, limit=100)
        return max((d.digest.slot for d in every if d.state != "skipped" or d.repeat), default=None)


def wanted(topic: str) -> tuple[str, ...]:
    return (topic,) if topic else ()


def paper(id: str, sentence: str, sha256: str, *facts: Fact) -> Document:
    passage = Passage(id, 1, 1, 0, len(sentence), sentence)
    proof = (Evidence(passage.ref, sha256, 0, len(sentence)),)
    told = tuple(replace(each, evidence=proof) for each in facts)
    clock = Clock(2023, None, None, 0.9)
    return Document(id, id, "article", sentence, 0, sha256, "en", f"{id}.md", (passage,), clock, told)


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
