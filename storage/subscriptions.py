"""The shelf of subscriptions: what each chat wants to be told; no chat sees another's."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from datetime import datetime, time
from typing import Any

from sqlalchemy import Connection, Row, delete, select, update

from briefings.model import Address, Subscription
from storage.chats import address as address_of
from storage.chats import belongs, columns
from storage.codec import packed, storable, unpacked
from storage.engine import Database
from storage.moving import move_delivered, move_notes
from storage.tables import SUBSCRIPTION
from storage.upserts import insert_new

_LEADS = tuple[int, ...] | None
_USUAL = "null"
"""The stored leads of a chat that chose none."""


class Subscriptions:
    """What chats subscribed to."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(  # noqa: PLR0917
        self,
        address: Address,
        topics: Sequence[str],
        hour: time,
        zone: str,
        leads: Sequence[int] | None,
        language: str,
        actor: str,
        at: datetime,
    ) -> Subscription:
        """Subscribe a chat; the same topics again change that subscription and wake it up.

        Another hour or zone, or waking up, starts its planning anew: the watermark was of other slots.
        """
        wanted = _wanted(topics)
        values = {
            "topics": packed(tuple[str, ...], tuple(storable(topic) for topic in topics)),
            "hour": hour.isoformat("minutes"),
            "zone": zone,
            "leads": packed(_LEADS, None if leads is None else tuple(leads)),
            "language": language,
            "active": True,
            "why": None,
            "actor": storable(actor),
            "at": at,
        }
        with self._database.writing() as connection:
            mine = (belongs(SUBSCRIPTION, address), SUBSCRIPTION.c.wanted == wanted)
            row = {"wanted": wanted, **columns(address), **values}
            if insert_new(connection, SUBSCRIPTION, row) is None:
                old = connection.execute(select(SUBSCRIPTION).where(*mine)).one()
                same = old.active and (old.hour, old.zone) == (values["hour"], zone)
                planned = {} if same else {"planned": None}
                connection.execute(update(SUBSCRIPTION).where(*mine).values(**values, **planned))
            return _subscription(connection.execute(select(SUBSCRIPTION).where(*mine)).one())

    def of(self, address: Address) -> tuple[Subscription, ...]:
        """What this chat is subscribed to, in the order it was asked for."""
        return self._read(belongs(SUBSCRIPTION, address))

    def active(self) -> tuple[Subscription, ...]:
        """Every chat's subscriptions, for the clock; those of chats that can't be reached are left out."""
        return self._read()

    def _read(self, *conditions: Any) -> tuple[Subscription, ...]:
        asked = select(SUBSCRIPTION).where(SUBSCRIPTION.c.active.is_(True), *conditions)
        with self._database.reading() as connection:
            rows = connection.execute(asked.order_by(SUBSCRIPTION.c.id)).all()
        return tuple(_subscription(row) for row in rows)

    def remove(self, address: Address, id: int) -> Subscription | None:
        """End one of this chat's subscriptions and return it; None where the id is not this chat's."""
        mine = (belongs(SUBSCRIPTION, address), SUBSCRIPTION.c.id == id, SUBSCRIPTION.c.active.is_(True))
        with self._database.writing() as connection:
            row = connection.execute(select(SUBSCRIPTION).where(*mine)).first() if _fits(id) else None
            if row is None:
                return None
            connection.execute(delete(SUBSCRIPTION).where(*mine))
            return _subscription(row)

    def move(self, old: Address, new: Address) -> None:
        """A chat got a new address: its subscriptions, deliveries and notes go there in one transaction."""
        if old == new:
            return
        with self._database.writing() as connection:
            _move_subscriptions(connection, old, new)
            move_delivered(connection, old, new)
            move_notes(connection, old, new)

    def deactivate(self, address: Address, why: str) -> None:
        """This chat can't be reached: keep its subscriptions, asleep, with the reason."""
        mine = update(SUBSCRIPTION).where(belongs(SUBSCRIPTION, address))
        with self._database.writing() as connection:
            connection.execute(mine.values(active=False, why=storable(why)))


def _move_subscriptions(connection: Connection, old: Address, new: Address) -> None:
    """Move the subscriptions; where the new address has the same one, the later watermark wins."""
    held = {
        row.wanted: row for row in connection.execute(select(SUBSCRIPTION).where(belongs(SUBSCRIPTION, new)))
    }
    for row in connection.execute(select(SUBSCRIPTION).where(belongs(SUBSCRIPTION, old))).all():
        this = SUBSCRIPTION.c.id == row.id
        twin = held.get(row.wanted)
        if twin is None:
            connection.execute(update(SUBSCRIPTION).where(this).values(**columns(new)))
            continue
        connection.execute(delete(SUBSCRIPTION).where(this))
        planned = max((at for at in (row.planned, twin.planned) if at), default=None)
        active = row.active or twin.active
        values = update(SUBSCRIPTION).where(SUBSCRIPTION.c.id == twin.id)
        connection.execute(values.values(planned=planned, active=active))


def _wanted(topics: Sequence[str]) -> str:
    """The topics in one spelling and order, so that asking twice is asking once."""
    told = {" ".join(unicodedata.normalize("NFKC", storable(topic)).casefold().split()) for topic in topics}
    return packed(list[str], sorted(told - {""}))


def _fits(id: int) -> bool:
    """Whether a typed number can be an id at all."""
    return 0 < id < 2**31


def _subscription(row: Row[Any]) -> Subscription:
    return Subscription(
        id=row.id,
        address=address_of(row),
        topics=unpacked(tuple[str, ...], row.topics),
        hour=time.fromisoformat(row.hour),
        zone=row.zone,
        leads=None if row.leads == _USUAL else unpacked(tuple[int, ...], row.leads),
        language=row.language,
        planned=row.planned,
    )
