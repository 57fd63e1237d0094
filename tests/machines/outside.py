"""What lies outside of a machine's store: a platform that refuses or cuts off, and deaths of our process."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, event, select

from bot.card import Card, lines, plain
from bot.ports import DeliveryError, Desk
from briefings.digests import KIND
from briefings.model import Address, Digest, Due
from storage.codec import unpacked
from storage.engine import Database
from storage.traffic import CHAT, DELIVERY, OCCURRENCE

REPEAT = "May be a repeat"
FAULTS: dict[str, Callable[[], DeliveryError]] = {
    "slow down": lambda: DeliveryError("Too Many Requests", retry_after=37),
    "all slow down": lambda: DeliveryError("Too Many Requests", retry_after=60, everywhere=True),
    "broken": lambda: DeliveryError("502 Bad Gateway"),
    "blocked": lambda: DeliveryError("bot was blocked by the user", permanent=True),
    "refused": lambda: DeliveryError("invalid_blocks", refused=True),
    "credentials": lambda: DeliveryError("Unauthorized", off=True),
    "cut before": lambda: DeliveryError("cut", ambiguous=True),
    "cut after": lambda: DeliveryError("cut", ambiguous=True),
}


class Death(BaseException):
    """Our process is killed here: nothing of it happens from now on."""


@dataclass
class Reaper:
    """Kills the process that a test runs: before a transaction of its threads, or at a message.

    `transactions` and `messages` are how many it still gets; None is no end.
    """

    transactions: int | None = None
    messages: int | None = None
    dead: bool = False

    def arm(self) -> None:
        """Watch every transaction."""
        event.listen(Engine, "begin", self._begin)

    def disarm(self) -> None:
        """Watch no more."""
        event.remove(Engine, "begin", self._begin)

    def spare(self) -> None:
        """Let the next process live; a death at a message waits until there is one."""
        self.transactions = None
        if self.dead:
            self.messages, self.dead = None, False

    def _begin(self, _connection: Any) -> None:
        if threading.current_thread() is threading.main_thread():
            return  # the test itself
        if self.transactions is not None:
            self.transactions -= 1
            self.dead = self.dead or self.transactions < 0
        if self.dead:
            raise Death

    def message(self) -> bool:
        """Whether the process dies with this message."""
        if self.messages is not None:
            self.messages -= 1
            self.dead = self.dead or self.messages < 0
        return self.dead


@dataclass
class Taken:
    """A message that a platform took: whose, which day's, what of its digest it shows, and its words."""

    address: Address
    slot: str
    items: tuple[Due, ...]
    text: str
    at: datetime

    @property
    def repeat(self) -> bool:
        """Whether it says that it may be a repeat."""
        return REPEAT in self.text


@dataclass
class Outside:
    """A platform outside; it takes messages, or fails as its script says, one entry a call."""

    name: str
    peek: Database
    reaper: Reaper
    now: Callable[[], datetime]
    script: list[str] = field(default_factory=list)
    moved: dict[Address, Address] = field(default_factory=dict)
    taken: list[Taken] = field(default_factory=list)
    blocked: set[Address] = field(default_factory=set)
    """Chats that it called out of reach in the tick under way."""
    late_death: bool = False
    """Whether a death at a message comes after the platform took it."""

    async def open(self) -> None:
        """Nothing to open."""

    async def listen(self, desk: Desk) -> None:
        """Nobody types here."""

    async def close(self) -> None:
        """Nothing to close."""

    async def parts(self, card: Card) -> int:
        return 1

    async def send(self, address: Address, card: Card, *, name: str = "") -> str:
        await asyncio.sleep(0)
        if self.reaper.message():
            if self.late_death and address not in self.moved and name.split("/")[-2] == KIND:
                self.late_death = False
                self._take(address, card, name)
            raise Death
        if name.split("/")[-2] != KIND:
            return "notice"  # that somebody's chat is out of reach is no digest
        if address in self.moved:
            raise DeliveryError("migrated", moved=self.moved[address])
        fault = self.script.pop(0) if self.script else None
        if fault == "cut after":
            self._take(address, card, name)
        if fault == "blocked":
            self.blocked.add(address)
        if fault is not None:
            raise FAULTS[fault]()
        return self._take(address, card, name)

    def _take(self, address: Address, card: Card, name: str) -> str:
        text = "\n".join(plain(line.text) for block in card.blocks for line in lines(block))
        slot = name.rpartition("/")[2]
        shown = tuple(
            due for due in self._digest(address, slot).items if due.milestone.entry.fact.what in text
        )
        self.taken.append(Taken(address, slot, shown, text, self.now()))
        return str(len(self.taken))

    def _digest(self, address: Address, slot: str) -> Digest:
        """What the ledger says that this chat's delivery of a day tells."""
        joined = DELIVERY.join(CHAT, DELIVERY.c.chat_id == CHAT.c.id)
        asked = (
            select(OCCURRENCE.c.digest, DELIVERY.c.slot)
            .select_from(joined.join(OCCURRENCE, DELIVERY.c.occurrence_id == OCCURRENCE.c.id))
            .where(CHAT.c.name == str(address), DELIVERY.c.state == "in_flight")
        )
        with self.peek.reading() as connection:
            found = [row.digest for row in connection.execute(asked) if row.slot.isoformat() == slot]
        assert found, f"{address} gets a message of {slot} that is nobody's in the ledger"
        return unpacked(Digest, found[0])
