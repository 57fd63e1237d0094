"""The shelf of deliveries: who was owed which digest, claimed before the deed and settled after it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Update,
    func,
    insert,
    literal,
    literal_column,
    or_,
    select,
    update,
)

from briefings.model import Address, Delivery, Digest, Due, Milestone
from storage.chats import address as address_of
from storage.chats import belongs, columns
from storage.codec import packed, storable, unpacked
from storage.engine import Database
from storage.tables import DELIVERY, DELIVERY_ITEM, STATES, SUBSCRIPTION
from storage.upserts import insert_new


class Ledger:
    """Deliveries by key; a chat gets at most one of a kind for a local day, in however many processes."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def claim(self, digests: Sequence[Digest], planned: Mapping[int, datetime]) -> tuple[str, ...]:
        """Enter the digests that nobody entered yet and move the watermarks, all or nothing.

        `planned` says up to when each subscription (by id) is planned now; a watermark never moves back.
        Returns the keys that are new.
        """
        with self._database.writing() as connection:
            keys = tuple(digest.key for digest in digests if _enter(connection, digest))
            for id, until in sorted(planned.items()):
                connection.execute(_watermark(id, until))
            return keys

    def due(self, now: datetime, limit: int = 1000) -> tuple[Delivery, ...]:
        """What may be sent now, the longest waiting first."""
        asked = select(DELIVERY).where(_state("pending"), DELIVERY.c.next_at <= now)
        return self._read(asked.order_by(DELIVERY.c.next_at, DELIVERY.c.id).limit(limit))

    def take(self, key: str, now: datetime) -> bool:
        """Make a delivery ours to send; False where somebody else took it or it is not due."""
        return self._change(
            update(DELIVERY)
            .where(_named(key), _state("pending"), DELIVERY.c.next_at <= now)
            .values(state="in_flight", taken_at=now)
        )

    def settle(
        self,
        key: str,
        state: str,
        now: datetime,
        *,
        provider_id: str | None = None,
        error: str | None = None,
        next_at: datetime | None = None,
        repeat: bool = False,
        charge: bool = True,
    ) -> None:
        """Write what became of a delivery; `sent` is final, and nothing but `sent` overrules what is settled.

        `pending` takes `next_at`; `repeat` says that this attempt may have arrived; `charge` counts it.
        """
        if state not in STATES or (state == "pending" and next_at is None):
            raise ValueError(f"a delivery can't be settled as {state}")
        values: dict[str, Any] = {
            "state": state,
            "next_at": next_at,
            "taken_at": None,
            "settled_at": now,
            "attempt": DELIVERY.c.attempt + int(charge),
            "repeat": or_(DELIVERY.c.repeat, literal(repeat)),
            "error": error and storable(error),
        }
        if provider_id is not None:
            values["provider_id"] = storable(provider_id)
        open_ = (
            DELIVERY.c.state != "sent" if state == "sent" else DELIVERY.c.state.in_(("pending", "in_flight"))
        )
        self._change(update(DELIVERY).where(_named(key), open_).values(**values))

    def reclaim(self, now: datetime, older_than: timedelta) -> int:
        """Deliveries that a dead process left in flight wait again, as repeats: they may have arrived."""
        left = update(DELIVERY).where(_state("in_flight"), DELIVERY.c.taken_at <= now - older_than)
        values = {"state": "pending", "next_at": now, "taken_at": None, "repeat": True}
        with self._database.writing() as connection:
            return connection.execute(left.values(**values)).rowcount

    def of(self, address: Address, limit: int = 20) -> tuple[Delivery, ...]:
        """This chat's deliveries, newest first."""
        mine = select(DELIVERY).where(belongs(DELIVERY, address))
        return self._read(mine.order_by(DELIVERY.c.slot.desc(), DELIVERY.c.id.desc()).limit(limit))

    def delivery(self, key: str) -> Delivery | None:
        """The delivery with this key, or that had it before its chat moved."""
        return next(iter(self._read(select(DELIVERY).where(_named(key)))), None)

    def counts(self) -> dict[str, int]:
        """How many deliveries are in each state; every state is named."""
        asked = select(DELIVERY.c.state, func.count()).group_by(DELIVERY.c.state)
        with self._database.reading() as connection:
            found: dict[str, int] = dict(connection.execute(asked).all())
        return {state: found.get(state, 0) for state in STATES}

    def _read(self, asked: Any) -> tuple[Delivery, ...]:
        with self._database.reading() as connection:
            return tuple(_delivery(row) for row in connection.execute(asked))

    def _change(self, change: Update) -> bool:
        """Whether the change found its row."""
        with self._database.writing() as connection:
            return connection.execute(change).rowcount == 1


def _state(state: str) -> ColumnElement[bool]:
    """The state as a literal: SQLite does not use a partial index for a bound value."""
    return DELIVERY.c.state == literal_column(f"'{state}'")


def _named(key: str) -> ColumnElement[bool]:
    return or_(DELIVERY.c.key == storable(key), DELIVERY.c.former == storable(key))


def _enter(connection: Connection, digest: Digest) -> bool:
    """Whether this digest is new; with it go the items that it carries."""
    row = {
        "key": digest.key,
        "kind": digest.kind,
        "slot": digest.slot,
        "due": digest.due,
        "state": "pending",
        "attempt": 0,
        "repeat": False,
        "next_at": digest.due,
        "digest": packed(Digest, digest),
        **columns(digest.address),
    }
    delivery = insert_new(connection, DELIVERY, row)
    if delivery is None:
        return False
    items = [
        {
            "delivery_id": delivery,
            "number": number,
            "ref": one.ref,
            "rule": one.rule,
            "day": one.day,
            "lead": due.lead,
            "told": due.told,
            "topic": storable(due.topic),
        }
        for number, (due, one) in enumerate(_carried(digest))
    ]
    if items:
        connection.execute(insert(DELIVERY_ITEM), items)
    return True


def _carried(digest: Digest) -> Iterator[tuple[Due, Milestone]]:
    """Everything that a digest tells, check-ins inside an anniversary's line too."""
    for due in digest.items:
        yield from ((due, one) for one in (due.milestone, *due.milestone.joined))


def _watermark(id: int, until: datetime) -> Update:
    """Move a subscription's watermark, forward only."""
    behind = or_(SUBSCRIPTION.c.planned.is_(None), SUBSCRIPTION.c.planned < until)
    return update(SUBSCRIPTION).where(SUBSCRIPTION.c.id == id, behind).values(planned=until)


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
