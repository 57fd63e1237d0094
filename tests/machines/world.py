"""The world that the promises are tried in: a store, platforms outside, and a book of what is owed."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from itertools import count
from typing import Any

from hypothesis.stateful import RuleBasedStateMachine
from sqlalchemy import select

from bot.delivery import tick
from briefings.digests import KIND
from briefings.milestones import milestones
from briefings.model import Address, Clock, Digest, Document, Evidence, Fact, Kind, Passage
from briefings.preferences import Preferences
from storage.codec import unpacked
from storage.engine import Database
from storage.schedules import TICKED
from storage.store import Store
from storage.tables import COUNTER
from storage.traffic import CHAT, DELIVERY, OCCURRENCE
from storage.windows import THERE
from tests.machines.books import Chat, repeated
from tests.machines.outside import Death, Outside, Reaper
from tests.made import at, fact, on

TOLD = DELIVERY.c.occurrence_id == OCCURRENCE.c.id
STARTS = (
    "2026-03-05T03:00+00:00",
    "2026-03-27T12:00+00:00",
    "2026-10-22T20:00+00:00",
    "2026-12-30T09:00+00:00",
)
TOPICS = ("alpha", "beta", "gamma", "")


class World(RuleBasedStateMachine):
    """A store, platforms outside, and a book of what every chat is owed; nothing happens here by itself."""

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

    def choose(self, address: Address, chosen: Preferences) -> None:
        self.store.preferences.keep(address, chosen, "u1", self.now)

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

    def excused(self, address: Address, ref: str, day: date) -> bool:
        """Whether a delivery with this notice or a later one has a reason for not having gone out.

        Somebody has to decide about it, or the chat that its chat became one with had one of that day.
        """
        # a day that both had stays with the old address, which the shelf itself answers no more
        became = [str(address), *(str(old) for old in self.moves if self.there(old) == address)]
        stuck = DELIVERY.c.state.in_(("dead", "held")) & CHAT.c.name.in_(became)
        joined = DELIVERY.join(CHAT, DELIVERY.c.chat_id == CHAT.c.id).join(OCCURRENCE, TOLD)
        asked = select(OCCURRENCE.c.digest).select_from(joined).where(stuck | (DELIVERY.c.error == THERE))
        with self.peek.reading() as connection:
            every = [unpacked(Digest, each) for each in connection.execute(asked).scalars()]
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
                # what was for a chat that became one with this may come before the book has heard of it
                whose = [one for at, one in self.chats.items() if self.there(at) == chat.address]
                assert any(one.subs for one in whose), f"{chat.address} is not subscribed"
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
        held = {one.id for one in self.store.subscriptions.of(here.address)}
        for topic, sub in gone.subs.items():
            mine = here.subs.get(topic)
            # of two that come at once either may be heard of first
            if mine is None or (mine.id in here.given and mine.id not in held):
                here.subs[topic] = sub
                here.given.add(sub.id)
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
        """The last day that this chat has, or will have, a digest of, be it only worked out as yet."""
        every = self.store.ledger.of(address, limit=100)
        row = self.row(address)
        mine = (OCCURRENCE.c.schedule_id == row.schedule_id, OCCURRENCE.c.kind == KIND)
        due = (OCCURRENCE.c.state == "due", OCCURRENCE.c.since.is_not_distinct_from(row.since))
        with self.peek.reading() as connection:
            days = list(connection.execute(select(OCCURRENCE.c.slot).where(*mine, *due)).scalars())
        days += [each.digest.slot for each in every if each.state != "skipped" or each.repeat]
        return max(days, default=None)


def wanted(topic: str) -> tuple[str, ...]:
    return (topic,) if topic else ()


def paper(id: str, sentence: str, sha256: str, *facts: Fact) -> Document:
    passage = Passage(id, 1, 1, 0, len(sentence), sentence)
    proof = (Evidence(passage.ref, sha256, 0, len(sentence)),)
    told = tuple(replace(each, evidence=proof) for each in facts)
    clock = Clock(2023, None, None, 0.9)
    return Document(id, id, "article", sentence, 0, sha256, "en", f"{id}.md", (passage,), clock, told)
