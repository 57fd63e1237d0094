"""Forgetting a chat or a person: every row that names them goes, but for a salted tombstone."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
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
from storage.chats import belongs, columns
from storage.codec import storable, unpacked
from storage.engine import Database
from storage.notices import NOTICE
from storage.scrubbing import owe, scrub, settle_debt
from storage.tables import ADDRESS, FAREWELL, INBOX, NOTE
from storage.tombstones import bury, told_before, weather
from storage.traffic import CHAT, DELIVERY, JOURNAL, OCCURRENCE, PREFERENCE, SCHEDULE
from storage.upserts import insert_or_change

GRACE = timedelta(hours=24)
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


class Forgetting:
    """What is known of chats and people, and the end of it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def known(self, who: Leaver) -> dict[str, int]:
        """How many rows of each table would go, by the table's name; tables with none are left out."""
        with self._database.reading() as connection:
            places = _places(connection, who)
            chats = _chats(connection, places)
            found = {table.name: _count(connection, table, _at(table, places)) for table in _placed()}
            for table in _within():
                found[table.name] = _count(connection, table, table.c.chat_id.in_(chats))
        found.pop(CHAT.name, None)
        return {name: count for name, count in found.items() if count}

    def erase(self, who: Leaver, now: datetime) -> bool:
        """Forget; whether the ids are gone from the database's file too, which a long reader may delay.

        Whoever comes back begins anew, and is told nothing of the days that they were told before.
        """
        with self._database.writing() as connection:
            names = _erase(connection, who, now)
            owe(connection)
        return scrub(self._database, names)

    def postpone(self, who: Leaver, now: datetime) -> datetime:
        """Forget a day later unless that is called off; when."""
        due = now + GRACE
        row = {"actor": storable(who.actor), "private": who.private, "due": due, **columns(who.address)}
        with self._database.writing() as connection:
            insert_or_change(connection, FAREWELL, ADDRESS, row)
        return due

    def postponed(self, address: Address) -> datetime | None:
        """When this chat is going to be forgotten, if it is."""
        with self._database.reading() as connection:
            asked = select(FAREWELL.c.due).where(belongs(FAREWELL, address))
            found: datetime | None = connection.execute(asked).scalar()
        return found

    def call_off(self, address: Address) -> bool:
        """Stay after all; False where nobody wanted to go."""
        with self._database.writing() as connection:
            return connection.execute(delete(FAREWELL).where(belongs(FAREWELL, address))).rowcount > 0

    def overdue(self, now: datetime) -> int:
        """Forget everybody whose day has come; how many."""
        with self._database.reading() as connection:
            rows = connection.execute(select(FAREWELL).where(FAREWELL.c.due <= now)).all()
        for row in rows:
            self.erase(Leaver(address_of(row), row.actor, row.private), now)
        return len(rows)

    def tidy(self, now: datetime) -> None:
        """Take away old tombstones, and clean the file where that could not be done at once."""
        with self._database.writing() as connection:
            weather(connection, now)
        settle_debt(self._database)


def _erase(connection: Connection, who: Leaver, now: datetime) -> tuple[str, ...]:
    """Take away every row, and the name wherever it stands in another's; the ids that were meant."""
    places = _places(connection, who)
    ids = _chats(connection, places)
    chats = connection.execute(select(CHAT).where(CHAT.c.id.in_(ids))).all()
    schedules = [chat.schedule_id for chat in chats if chat.schedule_id]
    locked = select(SCHEDULE.c.id).where(SCHEDULE.c.id.in_(schedules)).order_by(SCHEDULE.c.id)
    connection.execute(locked.with_for_update()).all()
    for chat in chats:
        _entomb(connection, address_of(chat), chat.id, now)
    names = tuple(dict.fromkeys((*who.names, *(place[2] for place in places))))
    _withdraw(connection, who.address, ids, names)
    connection.execute(delete(DELIVERY).where(DELIVERY.c.chat_id.in_(ids)))
    connection.execute(delete(CHAT).where(CHAT.c.id.in_(ids)))
    for table in _placed():
        connection.execute(delete(table).where(_at(table, places)))
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
    speaking = [id for id, told in notices if _near(told.address, address) and named.search(told.why)]
    connection.execute(delete(DELIVERY).where(DELIVERY.c.occurrence_id.in_(speaking)))
    connection.execute(delete(OCCURRENCE).where(OCCURRENCE.c.id.in_(speaking)))


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
            mine = and_(table.c.actor == actor, *(table.c[name] == value for name, value in here.items()))
        gone = table in {NOTE, FAREWELL}
        connection.execute(delete(table).where(mine) if gone else update(table).where(mine).values(actor=""))
    _unlist(connection, PREFERENCE, "value", actor, chats)
    _unlist(connection, JOURNAL, "before", actor, chats)


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


def _places(connection: Connection, who: Leaver) -> list[Place]:
    """Where they are and were: a person's own chat may go by their id, and a chat may have moved."""
    address = who.address
    channels = who.names if who.private else (storable(address.channel),)
    places = [(storable(address.platform), storable(address.tenant), channel) for channel in channels]
    while True:
        ids = _chats(connection, places)
        old = select(*(CHAT.c[name] for name in _PLACE)).where(CHAT.c.moved_to.in_(ids))
        to = select(CHAT.c.moved_to).where(CHAT.c.id.in_(ids), CHAT.c.moved_to.is_not(None))
        new = select(*(CHAT.c[name] for name in _PLACE)).where(CHAT.c.id.in_(to))
        found = {tuple(row) for asked in (old, new) for row in connection.execute(asked)} - set(places)
        if not found:
            return places
        places += [(row[0], row[1], row[2]) for row in sorted(found)]


def _chats(connection: Connection, places: Sequence[Place]) -> list[int]:
    return list(connection.execute(select(CHAT.c.id).where(_at(CHAT, places))).scalars())


def _at(table: Table, places: Sequence[Place]) -> ColumnElement[bool]:
    return or_(*(and_(*(table.c[n] == v for n, v in zip(_PLACE, place, strict=True))) for place in places))


def _count(connection: Connection, table: Table, these: ColumnElement[bool]) -> int:
    return int(connection.execute(select(func.count()).select_from(table).where(these)).scalar_one())


def _metadata() -> list[Table]:
    """Every table of ours, whoever made it."""
    return SQLModel.metadata.sorted_tables


def _placed() -> list[Table]:
    """Tables whose rows belong to an address."""
    return [table for table in _metadata() if all(part in table.c for part in ADDRESS)]


def _within() -> list[Table]:
    """Tables whose rows belong to a chat by its number, and go with it."""
    return [table for table in _metadata() if "chat_id" in table.c]
