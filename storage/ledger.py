"""The shelf of deliveries: who was owed which digest, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    func,
    insert,
    literal_column,
    or_,
    select,
    update,
)

from briefings.model import Address, Delivery, Digest
from storage.chats import address as address_of
from storage.codec import storable, unpacked
from storage.engine import Database
from storage.errors import NoChat
from storage.jobs import send_jobs
from storage.occurrences import enter
from storage.roster import chat_named, chat_of
from storage.roster import enter as enter_chat
from storage.slices import Slice, in_state
from storage.traffic import CHAT, DELIVERY, OCCURRENCE, STATES

PAGE = 10_000
"""Deliveries that are sent after all in one transaction."""
STUCK = ("dead", "held")
"""The states that somebody has to decide about."""


class Ledger:
    """Deliveries by key; a chat gets at most one of a kind for a local day, in however many processes."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def claim(self, digests: Sequence[Digest]) -> tuple[str, ...]:
        """Enter digests, each for the one chat that it names, all or nothing; the keys that are new."""
        with self._database.writing() as connection:
            return tuple(digest.key for digest in digests if claim_one(connection, digest))

    def of(self, address: Address, limit: int = 20) -> tuple[Delivery, ...]:
        """This chat's deliveries, newest first."""
        with self._database.reading() as connection:
            chat = chat_of(connection, address)
            if chat is None:
                return ()
            mine = _asked().where(DELIVERY.c.chat_id == chat.id)
            rows = connection.execute(
                mine.order_by(DELIVERY.c.slot.desc(), DELIVERY.c.id.desc()).limit(limit)
            )
            return tuple(_delivery(row) for row in rows)

    def delivery(self, key: str) -> Delivery | None:
        """The delivery with this key, be it from before its chat moved."""
        with self._database.reading() as connection:
            row = _keyed(connection, key)
            return _delivery(row) if row is not None else None

    def stuck(self, state: str, limit: int = 100) -> tuple[Delivery, ...]:
        """The dead or held deliveries, newest first."""
        asked = _asked().where(*_stuck(state))
        with self._database.reading() as connection:
            rows = connection.execute(asked.order_by(DELIVERY.c.id.desc()).limit(limit))
            return tuple(_delivery(row) for row in rows)

    def newest(
        self, state: str | None = None, chat: str | None = None, limit: int = 100
    ) -> tuple[Delivery, ...]:
        """Deliveries, newest first: those that are dead or held, and those of the chat with this name.

        Raises `NoChat` where nobody of that name was ever here.
        """
        asked = _asked() if state is None else _asked().where(*_stuck(state))
        with self._database.reading() as connection:
            if chat is not None:
                found = chat_named(connection, chat)
                if found is None:
                    raise NoChat(chat=storable(chat)[:80])
                asked = asked.where(DELIVERY.c.chat_id == found.id)
            rows = connection.execute(asked.order_by(DELIVERY.c.id.desc()).limit(limit))
            return tuple(_delivery(row) for row in rows)

    def redeliver_all(self, state: str, now: datetime) -> int:
        """Send every dead or every held delivery after all; how many. What fails meanwhile is left alone."""
        count = 0
        while page := self._redelivered(state, now):
            count += page
        return count

    def _redelivered(self, state: str, now: datetime) -> int:
        """One page of them, in one transaction; how many."""
        place = (DELIVERY.c.id, DELIVERY.c.occurrence_id, DELIVERY.c.kind)
        before = or_(DELIVERY.c.settled_at.is_(None), DELIVERY.c.settled_at < now)
        asked = select(*place).where(*_stuck(state), before)
        with self._database.writing() as connection:
            ordered = asked.order_by(DELIVERY.c.occurrence_id, DELIVERY.c.id)
            rows = connection.execute(ordered.limit(PAGE).with_for_update(skip_locked=True)).all()
            for (occurrence, kind), group in groupby(rows, lambda row: (row.occurrence_id, row.kind)):
                _again(connection, occurrence, kind, [row.id for row in group], now)
            return len(rows)

    def redeliver(self, key: str, now: datetime) -> bool:
        """Send a dead or held delivery after all, as if never tried; False where it is neither."""
        with self._database.writing() as connection:
            row = _keyed(connection, key)
            if row is None or row.state not in STUCK:
                return False
            _again(connection, row.occurrence_id, row.kind, [row.id], now)
            return True

    def counts(self) -> dict[str, int]:
        """How many deliveries are in each state; every state is named."""
        asked = select(DELIVERY.c.state, func.count()).group_by(DELIVERY.c.state)
        with self._database.reading() as connection:
            found: dict[str, int] = dict(connection.execute(asked).all())
        return {state: found.get(state, 0) for state in STATES}

    def digest(self, occurrence: int) -> Digest | None:
        """What an occurrence tells, addressed to nobody in particular."""
        asked = select(OCCURRENCE.c.digest).where(OCCURRENCE.c.id == occurrence)
        with self._database.reading() as connection:
            found = connection.execute(asked).scalar()
        return unpacked(Digest, found) if found else None

    def part(self, key: str) -> Slice | None:
        """The slice that is one delivery."""
        with self._database.reading() as connection:
            row = _keyed(connection, key)
            return Slice(row.occurrence_id, row.id, row.id) if row is not None else None


def _stuck(state: str) -> tuple[ColumnElement[bool], ...]:
    """The condition that a delivery is dead or held, as its partial index has it."""
    if state not in STUCK:
        raise ValueError(f"{state} is neither dead nor held")
    wait = DELIVERY.c.state.in_([literal_column("'dead'"), literal_column("'held'")])
    return (wait, in_state(state))


def _again(connection: Connection, occurrence: int, kind: str, numbers: list[int], now: datetime) -> None:
    """Let deliveries of an occurrence wait as if never tried, with the jobs that send them."""
    values = {"state": "pending", "next_at": now, "attempt": 0, "error": None}
    connection.execute(update(DELIVERY).where(DELIVERY.c.id.in_(numbers)).values(**values))
    connection.execute(update(OCCURRENCE).where(OCCURRENCE.c.id == occurrence).values(state="planned"))
    send_jobs(connection, occurrence, kind, numbers, again=int(now.timestamp()))


def claim_one(connection: Connection, digest: Digest) -> bool:
    """Enter a digest for the chat that it names, in the caller's transaction; False where it is not new."""
    chat = enter_chat(connection, digest.address)
    day = (DELIVERY.c.chat_id == chat.id, DELIVERY.c.kind == digest.kind, DELIVERY.c.slot == digest.slot)
    if connection.execute(select(DELIVERY.c.id).where(*day)).first() is not None:
        return False
    occurrence = enter(connection, digest, state="planned")
    row = {
        "chat_id": chat.id,
        "occurrence_id": occurrence,
        "lane_id": chat.lane_id,
        "kind": digest.kind,
        "slot": digest.slot,
        "state": "pending",
        "attempt": 0,
        "repeat": False,
        "next_at": digest.due,
    }
    id: int = connection.execute(insert(DELIVERY).values(**row).returning(DELIVERY.c.id)).scalar_one()
    reach = {"first": id, "last": id, "owed": 1}
    connection.execute(update(OCCURRENCE).where(OCCURRENCE.c.id == occurrence).values(**reach))
    send_jobs(connection, occurrence, digest.kind, [id])
    return True


def _asked() -> Select[Any]:
    """Deliveries with what they tell and where they go."""
    joined = DELIVERY.join(CHAT, DELIVERY.c.chat_id == CHAT.c.id).join(
        OCCURRENCE, DELIVERY.c.occurrence_id == OCCURRENCE.c.id
    )
    place = (CHAT.c.platform, CHAT.c.tenant, CHAT.c.channel, CHAT.c.thread)
    return select(DELIVERY, OCCURRENCE.c.digest, *place).select_from(joined)


def _keyed(connection: Connection, key: str) -> Row[Any] | None:
    """The delivery with a key: an address, a kind and a day, divided by slashes."""
    name, kind, day = [*storable(key).rsplit("/", 2), "", ""][:3]
    chat = chat_named(connection, name)
    if chat is None:
        return None
    asked = _asked().where(DELIVERY.c.chat_id == chat.id, DELIVERY.c.kind == kind)
    return next((row for row in connection.execute(asked) if row.slot.isoformat() == day), None)


def _delivery(row: Row[Any]) -> Delivery:
    return Delivery(
        digest=replace(unpacked(Digest, row.digest), address=address_of(row)),
        state=row.state,
        attempt=row.attempt,
        repeat=row.repeat,
        next_at=row.next_at,
        provider_id=row.provider_id,
        error=row.error,
    )
