"""What is owed during a long run: chats that subscribe all the time and are owed today's digest at once."""

from __future__ import annotations

import datetime as dt
import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from itertools import count as count_from
from zoneinfo import ZoneInfo

from briefings.digests import plan
from briefings.model import Address, Clock, Digest, Document, Evidence, Passage
from storage.engine import Database
from storage.errors import StoreError
from storage.notices import NOTICE
from storage.store import Store
from storage.traffic import CHAT, DELIVERY, SUBSCRIPTION
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
    database: Database
    dice: random.Random
    owed: dict[int, float] = field(default_factory=dict)
    """Each chat that is owed one message, and since when it certainly is (Unix time)."""
    single: set[int] = field(default_factory=set)
    """Those that were entered by themselves, due at once, and not by the clock."""
    _numbers: Iterator[int] = field(default_factory=partial(count_from, 1_000))

    def stock(self) -> None:
        """Put the paper into the library whose anniversary is today."""
        now = datetime.now(UTC)
        self.zone = zone(now)
        self.day = now.astimezone(ZoneInfo(self.zone)).date()
        told = paper(self.day.replace(year=self.day.year - YEARS))
        self.store.library.put([told], name=told.name, path=told.name, sha256=told.sha256, at=now)

    def subscribe(self, count: int) -> None:
        """Fresh chats subscribe to the same: the clock finds that they are owed today's digest."""
        hour, now, first = self.dice.choice(HOURS), datetime.now(UTC), self._fresh()
        address = Address("telegram", str(first))
        add = self.store.subscriptions.add
        _persist(partial(add, address, [TOPIC], hour, self.zone, (0,), "en", "7", now))
        others = [self._fresh() for _ in range(count - 1)]
        _persist(partial(_copy, self.database, address, others))
        self.owed |= dict.fromkeys((first, *others), time.time())

    def claim(self, count: int) -> None:
        """Messages of their own, due now, for fresh chats: as urgent notices are."""
        now = datetime.now(UTC)
        (model,) = self._digest(now)
        for _ in range(count):
            chat = self._fresh()
            one = replace(model, address=Address("telegram", str(chat)), kind=NOTICE, due=datetime.now(UTC))
            _persist(partial(self.store.ledger.claim, [one]))
            self.owed[chat] = time.time()
            self.single.add(chat)

    def _fresh(self) -> int:
        return next(self._numbers)

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


def _copy(database: Database, model: Address, channels: Sequence[int]) -> None:
    """Other chats that asked for the same in the same moment, in one transaction: this is the quick way."""
    with database.writing() as connection:
        chat = dict(connection.execute(CHAT.select().where(CHAT.c.name == str(model))).mappings().one())
        mine = SUBSCRIPTION.select().where(SUBSCRIPTION.c.chat_id == chat.pop("id"))
        wants = dict(connection.execute(mine).mappings().one())
        del wants["id"]
        names = {channel: str(Address(model.platform, str(channel))) for channel in channels}
        rows = [{**chat, "name": name, "channel": str(channel)} for channel, name in names.items()]
        known = CHAT.select().where(CHAT.c.name.in_(names.values())).limit(1)
        if not rows or connection.execute(known).first():
            return  # the last time it was kept after all
        connection.execute(CHAT.insert(), rows)
        new = connection.execute(CHAT.select().where(CHAT.c.name.in_(names.values()))).all()
        connection.execute(SUBSCRIPTION.insert(), [{**wants, "chat_id": row.id} for row in new])


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
