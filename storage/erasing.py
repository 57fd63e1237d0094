"""Every row that names a chat or a person taken away, but for a salted tombstone."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Table,
    and_,
    delete,
    func,
    or_,
    select,
    true,
    tuple_,
    update,
)
from sqlmodel import SQLModel

from briefings.digests import KIND
from briefings.model import Address, Digest
from storage.chats import address as address_of
from storage.codec import storable, unpacked
from storage.notices import NOTICE
from storage.roster import chat_of
from storage.tables import ADDRESS, FAREWELL, INBOX, NOTE
from storage.tombstones import bury, told_before
from storage.traffic import CHAT, DELIVERY, JOURNAL, OCCURRENCE, PREFERENCE, SCHEDULE

_TOLD = ("sent", "held", "in_flight")
_PLACE = ("platform", "tenant", "channel")
Place = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Leaver:
    """Who is to be forgotten: a chat with all its threads, and of a `private` one the person `actor` too."""

    address: Address
    actor: str
    private: bool

    @property
    def names(self) -> tuple[str, ...]:
        """The ids that must be nowhere afterwards."""
        told = (self.address.channel, self.actor) if self.private else (self.address.channel,)
        return tuple(dict.fromkeys(filter(None, map(storable, told))))


def erase(connection: Connection, who: Leaver, now: datetime) -> tuple[str, ...]:
    """Take away every row, and the name wherever it stands in another's; the ids that were meant."""
    places = places_of(connection, who)
    ids = chats_at(connection, places)
    chats = connection.execute(select(CHAT).where(CHAT.c.id.in_(ids))).all()
    schedules = [chat.schedule_id for chat in chats if chat.schedule_id]
    locked = select(SCHEDULE.c.id).where(SCHEDULE.c.id.in_(schedules)).order_by(SCHEDULE.c.id)
    connection.execute(locked.with_for_update()).all()
    for chat in chats:
        _entomb(connection, address_of(chat), chat.id, now)
    names = tuple(dict.fromkeys((*who.names, *(place[2] for place in places))))
    _withdraw(connection, who.address, ids, names)
    for table in within():
        connection.execute(delete(table).where(table.c.chat_id.in_(ids)))
    connection.execute(delete(CHAT).where(CHAT.c.id.in_(ids)))
    for table in placed():
        connection.execute(delete(table).where(at_places(table, places)))
    if who.private:
        _unname(connection, who)
    _unread(connection, who.address, names, now)
    return names


def _entomb(connection: Connection, address: Address, chat: int, now: datetime) -> None:
    """A tombstone where the chat was told anything."""
    went = or_(DELIVERY.c.state.in_(_TOLD), DELIVERY.c.repeat.is_(true()))
    asked = select(func.max(DELIVERY.c.slot)).where(DELIVERY.c.chat_id == chat, DELIVERY.c.kind == KIND, went)
    last = connection.execute(asked).scalar()
    if last is not None:
        bury(connection, address, max(last, told_before(connection, address) or last), now)


def _withdraw(connection: Connection, address: Address, chats: Sequence[int], names: Sequence[str]) -> None:
    """What was owed to these chats alone, and notices that speak of them."""
    theirs = select(DELIVERY.c.occurrence_id).where(DELIVERY.c.chat_id.in_(chats))
    alone = OCCURRENCE.c.schedule_id.is_(None)
    connection.execute(delete(OCCURRENCE).where(alone, OCCURRENCE.c.id.in_(theirs)))
    named = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, names))})(?!\w)")
    likely = or_(*(OCCURRENCE.c.digest.contains(name, autoescape=True) for name in names))
    asked = select(OCCURRENCE.c.id, OCCURRENCE.c.digest).where(alone, OCCURRENCE.c.kind == NOTICE, likely)
    notices = ((row.id, unpacked(Digest, row.digest)) for row in connection.execute(asked).all())
    for id, told in notices:
        if _near(told.address, address) and named.search(told.why):
            owner = chat_of(connection, told.address)
            sent = (DELIVERY.c.chat_id == (owner.id if owner else None), DELIVERY.c.occurrence_id == id)
            connection.execute(delete(DELIVERY).where(*sent))
            connection.execute(delete(OCCURRENCE).where(OCCURRENCE.c.id == id))


def _near(one: Address, other: Address) -> bool:
    """Whether two chats are of one platform and workspace."""
    return (one.platform, one.tenant) == (other.platform, other.tenant)


def _unname(connection: Connection, who: Leaver) -> None:
    """In what belongs to others a person's id makes way for nobody's; what is theirs alone goes."""
    actor, address = storable(who.actor), who.address
    here = {"platform": storable(address.platform), "tenant": storable(address.tenant)}
    chats = select(CHAT.c.id).where(*(CHAT.c[name] == value for name, value in here.items()))
    for table in _metadata():
        if "actor" not in table.c:
            continue
        if "chat_id" in table.c:
            mine = and_(table.c.actor == actor, table.c.chat_id.in_(chats))
        else:
            mine = named(table, who)
        gone = table in {NOTE, FAREWELL}
        connection.execute(delete(table).where(mine) if gone else update(table).where(mine).values(actor=""))
    _unlist(connection, PREFERENCE, "value", actor, chats)
    _unlist(connection, JOURNAL, "before", actor, chats)


def named(table: Table, who: Leaver) -> ColumnElement[bool]:
    """The condition that a row names a person as the one who did it, on their platform."""
    here = (storable(who.address.platform), storable(who.address.tenant))
    return and_(table.c.actor == storable(who.actor), table.c.platform == here[0], table.c.tenant == here[1])


def _unlist(connection: Connection, table: Table, name: str, actor: str, chats: Select[Any]) -> None:
    """Nobody stays on a list of those who may change what a chat gets."""
    column, key = table.c[name], list(table.primary_key.columns)
    likely = (table.c.chat_id.in_(chats), column.contains(actor, autoescape=True))
    for row in connection.execute(select(*key, column).where(*likely)).all():
        told = json.dumps(_without(json.loads(row[-1]), actor), ensure_ascii=False)
        this = (each == value for each, value in zip(key, row, strict=False))
        connection.execute(update(table).where(*this).values({name: told}))


def _without(told: Any, actor: str) -> Any:
    """The same JSON, but for this person on its lists."""
    if isinstance(told, dict):
        return {
            name: [one for one in value if one != actor] if name == "listed" else _without(value, actor)
            for name, value in told.items()
        }
    return [_without(value, actor) for value in told] if isinstance(told, list) else told


def _unread(connection: Connection, address: Address, names: Sequence[str], now: datetime) -> None:
    """What waits in the inbox and speaks of them is dealt with by being forgotten."""
    waits = [INBOX.c.body.is_not(None), INBOX.c.platform == storable(address.platform)]
    if address.tenant:
        waits.append(INBOX.c.tenant == storable(address.tenant))
    key = (INBOX.c.platform, INBOX.c.tenant, INBOX.c.delivery)
    about = or_(*(INBOX.c.body.contains(name, autoescape=True) for name in names))
    rows = connection.execute(select(*key, INBOX.c.body).where(*waits, about)).all()
    those = [tuple(row[:3]) for row in rows if _speaks(row.body, frozenset(names))]
    gone = {"body": None, "done_at": now, "owner": None, "taken_at": None, "why": "forgotten"}
    for place in those:
        connection.execute(update(INBOX).where(tuple_(*key) == place).values(**gone))


def _speaks(body: str, names: frozenset[str]) -> bool:
    """Whether a delivery's JSON holds one of these ids as a value; what is no JSON is taken to."""
    try:
        return any(value in names for value in _values(json.loads(body)))
    except (ValueError, RecursionError):
        return True


def _values(told: Any) -> Iterator[str]:
    if isinstance(told, dict | list):
        for each in told.values() if isinstance(told, dict) else told:
            yield from _values(each)
    elif isinstance(told, str | int):
        yield str(told)


def places_of(connection: Connection, who: Leaver) -> list[Place]:
    """Where they are and were: a person's own chat may go by their id, and a chat may have moved."""
    address = who.address
    channels = who.names if who.private else (storable(address.channel),)
    places = [(storable(address.platform), storable(address.tenant), channel) for channel in channels]
    while True:
        ids = chats_at(connection, places)
        old = select(*(CHAT.c[name] for name in _PLACE)).where(CHAT.c.moved_to.in_(ids))
        to = select(CHAT.c.moved_to).where(CHAT.c.id.in_(ids), CHAT.c.moved_to.is_not(None))
        new = select(*(CHAT.c[name] for name in _PLACE)).where(CHAT.c.id.in_(to))
        found = {tuple(row) for asked in (old, new) for row in connection.execute(asked)} - set(places)
        if not found:
            return places
        places += [(row[0], row[1], row[2]) for row in sorted(found)]


def chats_at(connection: Connection, places: Sequence[Place]) -> list[int]:
    """The numbers of the chats that are or were at these places, whatever their thread."""
    return list(connection.execute(select(CHAT.c.id).where(at_places(CHAT, places))).scalars())


def at_places(table: Table, places: Sequence[Place]) -> ColumnElement[bool]:
    """The condition that a row belongs to one of these places."""
    return or_(*(and_(*(table.c[n] == v for n, v in zip(_PLACE, place, strict=True))) for place in places))


def count(connection: Connection, table: Table, these: ColumnElement[bool]) -> int:
    """How many rows of a table a condition holds for."""
    return int(connection.execute(select(func.count()).select_from(table).where(these)).scalar_one())


def _metadata() -> list[Table]:
    """Every table of ours, whoever made it."""
    return SQLModel.metadata.sorted_tables


def placed() -> list[Table]:
    """Tables whose rows belong to an address."""
    return [table for table in _metadata() if all(part in table.c for part in ADDRESS)]


def within() -> list[Table]:
    """Tables whose rows belong to a chat by its number, and go with it."""
    return [table for table in _metadata() if "chat_id" in table.c]
