"""What is owed during a long run: chats that subscribe all the time and are owed today's digest at once."""

from __future__ import annotations

import datetime as dt
import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from briefings.digests import plan
from briefings.model import Address, Clock, Digest, Document, Evidence, Passage
from storage.engine import Database
from storage.errors import StoreError
from storage.store import Store
from storage.traffic import CHAT, DELIVERY
from tests.made import fact, on, subscription

TOPIC = "harbour charter"
YEARS = 4  # so that there is such a day on 29 February too
HOURS = tuple(dt.time(n, 30) for n in range(6))


def zone(now: datetime) -> str:
    """A zone where it is forenoon: no midnight comes while a run lasts."""
    return f"Etc/GMT{min(now.hour - 10, 12):+d}"


def paper(day: date) -> Document:
    """A paper that tells of a charter of this day."""
    sentence = f"The Harbour Charter was signed on {day.day} {day:%B %Y}."
    passage = Passage("harbour", 1, 1, 0, len(sentence), sentence)
    sha256 = "c" * 64
    proof = (Evidence(passage.ref, sha256, 0, len(sentence)),)
    signed = replace(fact("Harbour Charter", on(day), document="harbour"), evidence=proof)
    clock = Clock(day.year, None, None, 0.9)
    return Document(
        "harbour", "Harbour", "article", sentence, 0, sha256, "en", "harbour.md", (passage,), clock, (signed,)
    )


@dataclass
class Debts:
    """Enters what is owed, through the store, as people and programs do."""

    store: Store
    dice: random.Random
    owed: dict[int, float] = field(default_factory=dict)
    """Each chat that is owed one message, and since when it certainly is (Unix time)."""
    single: set[int] = field(default_factory=set)
    """Those that were entered by themselves, due at once, and not by the clock."""

    def stock(self) -> None:
        """Put the paper into the library whose anniversary is today."""
        now = datetime.now(UTC)
        self.zone = zone(now)
        self.day = now.astimezone(ZoneInfo(self.zone)).date()
        told = paper(self.day.replace(year=self.day.year - YEARS))
        self.store.library.put([told], name=told.name, path=told.name, sha256=told.sha256, at=now)

    def subscribe(self, count: int) -> None:
        """Fresh chats subscribe: the clock finds that they are owed today's digest."""
        hour = self.dice.choice(HOURS)
        for _ in range(count):
            chat, now = self._fresh(), datetime.now(UTC)
            address = Address("telegram", str(chat))
            add = partial(self.store.subscriptions.add, address, [TOPIC], hour, self.zone, (0,), "en", "7")
            _persist(partial(add, now))
            self.owed[chat] = time.time()

    def claim(self, count: int) -> None:
        """Messages of their own, due now, for fresh chats: as urgent notices are."""
        now = datetime.now(UTC)
        (model,) = self._digest(now)
        for _ in range(count):
            chat = self._fresh()
            one = replace(model, address=Address("telegram", str(chat)), kind="extra", due=datetime.now(UTC))
            _persist(partial(self.store.ledger.claim, [one]))
            self.owed[chat] = time.time()
            self.single.add(chat)

    def _fresh(self) -> int:
        return 1_000 + len(self.owed)

    def _digest(self, now: datetime) -> tuple[Digest, ...]:
        one = subscription(topics=(TOPIC,), zone=self.zone, hour=HOURS[0], planned=now - timedelta(days=1))
        return plan(now, [replace(one, leads=(0,))], self.store.library.entries())


def _persist(deed: Callable[[], object]) -> None:
    """Do it again until the database takes it: what was not entered is not owed."""
    while True:
        try:
            deed()
            return
        except StoreError:
            time.sleep(0.5)


def flying(database: Database, owner: str) -> list[int]:
    """The chats to which a process has messages in flight."""
    asked = CHAT.join(DELIVERY, DELIVERY.c.chat_id == CHAT.c.id).select()
    mine = asked.where(DELIVERY.c.state == "in_flight", DELIVERY.c.owner == owner)
    with database.reading() as connection:
        return [int(row.channel) for row in connection.execute(mine.with_only_columns(CHAT.c.channel))]


def states(database: Database) -> dict[int, tuple[str, str]]:
    """The state of each chat's delivery, and why."""
    asked = CHAT.join(DELIVERY, DELIVERY.c.chat_id == CHAT.c.id).select()
    with database.reading() as connection:
        rows = connection.execute(asked.with_only_columns(CHAT.c.channel, DELIVERY.c.state, DELIVERY.c.error))
        return {int(row.channel): (row.state, row.error or "") for row in rows}
