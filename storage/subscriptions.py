"""The shelf of subscriptions: what each chat wants to be told; no chat sees another's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from briefings.model import Address, Subscription
from briefings.rhythms import first_turn
from briefings.slots import local_day
from storage.chats import address as address_of
from storage.chosen import asked, bare, columns_of, folded, held, subscription
from storage.codec import storable
from storage.engine import Database
from storage.resettling import following, lock, move, resettle
from storage.roster import chat_of, enter, put_to_sleep, rouse, stay
from storage.traffic import SUBSCRIPTION


class Subscriptions:
    """What chats subscribed to."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, address: Address, wanted: Subscription, actor: str, at: datetime) -> Subscription:
        """Subscribe a chat, which wakes it up, or change what it has; as it is now.

        With id 0, or one that this chat has not, it is new or takes the place of the one with the same
        topics; else that one is changed, and takes the place of another with the same topics.
        A chat that begins, or asks for more, is told of today even where its hour has passed; another
        hour or zone tells no day twice. `wanted.preferences` are not looked at.
        """
        with self._database.writing() as connection:
            stay(connection)
            chat = enter(connection, address)
            lock(connection, chat.id)
            before = held(connection, chat.id) if chat.active else ()
            id = _put(connection, chat.id, wanted, {"actor": storable(actor), "at": at})
            rouse(connection, chat)
            resettle(connection, chat.id, before, at)
            return next(one for one in held(connection, chat.id) if one.id == id)

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
        """Subscribe a chat to topics and nothing narrower."""
        ahead = None if leads is None else tuple(leads)
        wanted = Subscription(0, address, tuple(topics), hour, zone, ahead, language)
        return self.keep(address, wanted, actor, at)

    def of(self, address: Address) -> tuple[Subscription, ...]:
        """What this chat is subscribed to, in the order it was asked for."""
        with self._database.reading() as connection:
            chat = chat_of(connection, address)
            return held(connection, chat.id) if chat is not None and here(chat, address) else ()

    def active(self) -> tuple[Subscription, ...]:
        """Every chat's subscriptions; those of chats that can't be reached are left out."""
        with self._database.reading() as connection:
            return tuple(subscription(row) for row in connection.execute(asked()))

    def remove(self, address: Address, id: int) -> Subscription | None:
        """End one of this chat's subscriptions and return it; None where the id is not this chat's."""
        with self._database.writing() as connection:
            stay(connection)
            chat = chat_of(connection, address)
            if chat is None or not here(chat, address) or not _fits(id):
                return None
            lock(connection, chat.id)
            before = held(connection, chat.id)
            gone = next((one for one in before if one.id == id), None)
            if gone is None:
                return None
            connection.execute(delete(SUBSCRIPTION).where(SUBSCRIPTION.c.id == id))
            resettle(connection, chat.id, before, None)
            return gone

    def move(self, old: Address, new: Address) -> None:
        """A chat got a new address: all that it has goes there in one transaction."""
        if old == new:
            return
        with self._database.writing() as connection:
            move(connection, old, new)

    def deactivate(self, address: Address, why: str) -> None:
        """This chat can't be reached: keep its subscriptions, asleep, with the reason."""
        with self._database.writing() as connection:
            stay(connection)
            chat = chat_of(connection, address)
            if chat is not None and here(chat, address):
                put_to_sleep(connection, chat.id, why)


def here(chat: Row[Any], address: Address) -> bool:
    """Whether a chat is still at this address, and did not move away from it."""
    return bool(address_of(chat) == address)


def _put(connection: Connection, chat: int, wanted: Subscription, who: dict[str, Any]) -> int:
    """Write a subscription of a chat; its id."""
    mine = select(SUBSCRIPTION.c.id).where(SUBSCRIPTION.c.chat_id == chat)
    same = connection.execute(mine.where(SUBSCRIPTION.c.wanted == folded(wanted.topics))).scalar()
    known = (
        connection.execute(mine.where(SUBSCRIPTION.c.id == wanted.id)).scalar() if _fits(wanted.id) else None
    )
    id: int | None = known or same
    values = columns_of(_begun(connection, chat, id, wanted, who["at"])) | who
    if id is None:
        row = insert(SUBSCRIPTION).values(chat_id=chat, **values).returning(SUBSCRIPTION.c.id)
        return int(connection.execute(row).scalar_one())
    if same not in {None, id}:
        connection.execute(delete(SUBSCRIPTION).where(SUBSCRIPTION.c.id == same))
    connection.execute(update(SUBSCRIPTION).where(SUBSCRIPTION.c.id == id).values(**values))
    return id


def _begun(
    connection: Connection, chat: int, id: int | None, wanted: Subscription, at: datetime
) -> Subscription:
    """What is wanted, with the day from which on its cadence is followed; a new one waits for its weekday."""
    mine = select(SUBSCRIPTION).where(SUBSCRIPTION.c.id == id)
    row = connection.execute(mine).first() if id is not None else None
    if row is None:
        return replace(wanted, former=(), begins=first_turn(wanted, local_day(at, wanted.zone)))
    return following(connection, chat, bare(row), wanted, at)


def _fits(id: int) -> bool:
    """Whether a typed number can be an id at all."""
    return 0 < id < 2**31
