"""Chats by their address: found, entered, put to sleep, each in the lane of its token or workspace."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, bindparam, select, true, update

from briefings.model import Address
from storage.chats import bound, columns, place
from storage.codec import storable
from storage.traffic import CHAT, LANE
from storage.upserts import insert_new

RATES = {"telegram": 27.0, "slack": 5.0}
"""Messages a second that a new lane may send: 0.9 of Telegram's limit for a bot; of Slack's, which is not
published for a workspace, what it has always taken."""
_ANY = 100.0
_AT = select(CHAT).where(bound(CHAT))
_NUMBERED = select(CHAT).where(CHAT.c.id == bindparam("chat"))
_MOVES = 7305829
"""The number of the lock on where chats are; any will do that nobody else takes."""
NOBODY = "nobody here is subscribed any more"
"""Why a delivery is skipped whose chat wants nothing, or nothing of it."""


def awake() -> ColumnElement[bool]:
    """The condition that a chat can be reached and is not snoozing: something may be planned for it."""
    return and_(in_reach(), CHAT.c.snoozed_until.is_(None))


def in_reach() -> ColumnElement[bool]:
    """The condition that a chat can be reached."""
    return CHAT.c.active.is_(true())


def chat_of(connection: Connection, address: Address) -> Row[Any] | None:
    """The chat at an address, or at the one it moved to; None where nobody was ever known there."""
    found = connection.execute(_AT, place(address)).first()
    while found is not None and found.moved_to is not None:
        found = connection.execute(_NUMBERED, {"chat": found.moved_to}).first()
    return found


def chat_named(connection: Connection, name: str) -> Row[Any] | None:
    """The chat with an address on one line, or the one it moved to."""
    found = connection.execute(select(CHAT).where(CHAT.c.name == storable(name))).first()
    while found is not None and found.moved_to is not None:
        found = connection.execute(_NUMBERED, {"chat": found.moved_to}).first()
    return found


def stay(connection: Connection) -> None:
    """No chat moves until the transaction ends; to be said before a chat that is changed is looked for.

    On SQLite a transaction that writes is alone anyway.
    """
    _move_lock(connection, "pg_advisory_xact_lock_shared")


def moving(connection: Connection) -> None:
    """Nobody else moves a chat, or changes what one gets, until the transaction ends; to be said first."""
    _move_lock(connection, "pg_advisory_xact_lock")


def _move_lock(connection: Connection, function: str) -> None:
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SELECT {function}({_MOVES})")


def enter(connection: Connection, address: Address) -> Row[Any]:
    """The chat at an address, entered where it is new."""
    found = chat_of(connection, address)
    if found is not None:
        return found
    row = {
        "name": storable(str(address)),
        "lane_id": lane_of(connection, address),
        "active": True,
        **columns(address),
    }
    insert_new(connection, CHAT, row)
    return connection.execute(_AT, place(address)).one()


def lane_of(connection: Connection, address: Address) -> int:
    """The number of the lane that messages to an address go through."""
    place = (LANE.c.platform == storable(address.platform), LANE.c.tenant == storable(address.tenant))
    asked = select(LANE.c.id).where(*place)
    found: int | None = connection.execute(asked).scalar()
    if found is None:
        rate = RATES.get(address.platform, _ANY)
        lane = {"platform": storable(address.platform), "tenant": storable(address.tenant), "rate": rate}
        insert_new(connection, LANE, {**lane, "arrival": 0})
        found = connection.execute(asked).scalar_one()
    return found


def enrol(connection: Connection, chat: int, schedule: int | None, since: date | None) -> None:
    """Give a chat its schedule, told up to a local day."""
    values = {"schedule_id": schedule, "since": since if schedule else None}
    connection.execute(update(CHAT).where(CHAT.c.id == chat).values(**values))


def put_to_sleep(connection: Connection, chat: int, why: str) -> None:
    """A chat can't be reached: nothing is planned for it until it asks again."""
    connection.execute(update(CHAT).where(CHAT.c.id == chat).values(active=False, why=storable(why)))


def rouse(connection: Connection, chat: Row[Any]) -> None:
    """A chat that asks for something can be reached."""
    if not chat.active:
        connection.execute(update(CHAT).where(CHAT.c.id == chat.id).values(active=True, why=None))
