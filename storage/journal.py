"""The shelf of changes: what each chat had chosen before each of them, so that every one can be undone."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, or_, select, text, update

from briefings.choices import Change, State
from briefings.model import Address, Subscription
from briefings.preferences import USUAL
from storage.chats import address as address_of
from storage.chosen import bare, columns_of, held, preferences, put_preferences, wanting
from storage.codec import packed, storable, unpacked
from storage.engine import Database
from storage.preferences import snooze
from storage.resettling import following, lock, resettle
from storage.roster import chat_of, enter, rouse, stay
from storage.subscriptions import here
from storage.traffic import CHAT, JOURNAL, SUBSCRIPTION

KEPT = timedelta(days=30)
"""How long a change can be undone."""
NEWEST = 50
"""How many changes of a chat can be."""


class Journal:
    """What chats had chosen before they chose something else."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def state(self, address: Address) -> State:
        """All that this chat has chosen now, be it in reach or not."""
        with self._database.reading() as connection:
            chat = chat_of(connection, address)
            return _state(connection, chat) if chat is not None and here(chat, address) else State()

    def note(self, address: Address, what: str, before: State, actor: str, at: datetime) -> int:
        """Write down a change that was made, in a few words; the number by which it is undone.

        A chat's newest 50 changes are kept, each for 30 days.
        """
        with self._database.writing() as connection:
            stay(connection)
            chat = enter(connection, address)
            lock(connection, chat.id)
            mine = JOURNAL.c.chat_id == chat.id
            last = connection.execute(select(func.max(JOURNAL.c.number)).where(mine)).scalar() or 0
            row = {"chat_id": chat.id, "number": last + 1, "what": storable(what)}
            row |= {"before": storable(packed(State, _bare(before))), "actor": storable(actor), "at": at}
            connection.execute(insert(JOURNAL).values(**row))
            old = or_(JOURNAL.c.at < at - KEPT, JOURNAL.c.number <= last + 1 - NEWEST)
            connection.execute(delete(JOURNAL).where(mine, old))
            return int(last) + 1

    def changes(self, address: Address, at: datetime) -> tuple[Change, ...]:
        """What this chat changed and can still undo, the newest first."""
        with self._database.reading() as connection:
            chat = chat_of(connection, address)
            if chat is None or not here(chat, address):
                return ()
            mine = (JOURNAL.c.chat_id == chat.id, JOURNAL.c.at >= at - KEPT)
            asked = select(JOURNAL).where(*mine).order_by(JOURNAL.c.number.desc())
            return tuple(
                Change(row.number, row.what, unpacked(State, row.before), row.actor, row.at)
                for row in connection.execute(asked)
            )

    def undo(self, address: Address, number: int, actor: str, at: datetime) -> State | None:
        """Bring back what this chat had chosen before a change, and return it; once more does it again.

        None where this chat has no such change, or has it no more.
        """
        with self._database.writing() as connection:
            stay(connection)
            chat = chat_of(connection, address)
            if chat is None or not here(chat, address):
                return None
            mine = (JOURNAL.c.chat_id == chat.id, JOURNAL.c.number == number)
            if not 0 < number < 2**31:
                return None
            found = connection.execute(select(JOURNAL).where(*mine).with_for_update()).first()
            if found is None or found.at < at - KEPT:
                return None
            now = _state(connection, chat)
            _restore(connection, chat, unpacked(State, found.before), actor, at)
            swapped = {"before": packed(State, now), "actor": storable(actor), "at": at}
            connection.execute(update(JOURNAL).where(*mine).values(**swapped))
            return _state(connection, chat)

    def restore(self, address: Address, state: State, actor: str, at: datetime) -> State:
        """Let this chat have chosen exactly that, with the old ids where they are free; as it is then."""
        with self._database.writing() as connection:
            stay(connection)
            chat = enter(connection, address)
            _restore(connection, chat, state, actor, at)
            return _state(connection, chat)


def _state(connection: Connection, chat: Row[Any]) -> State:
    _, wanted = wanting(connection, chat.id)
    there = address_of(chat)
    every = tuple(replace(one, address=there, preferences=USUAL) for one in wanted)
    return State(every, preferences(connection, chat.id))


def _bare(state: State) -> State:
    """The choices alone, without how far anything is planned."""
    every = (replace(one, planned=None, preferences=USUAL) for one in state.subscriptions)
    return replace(state, subscriptions=tuple(every))


def _restore(connection: Connection, chat: Row[Any], state: State, actor: str, at: datetime) -> None:
    lock(connection, chat.id)
    before = held(connection, chat.id) if chat.active else ()
    rows, _ = wanting(connection, chat.id)
    who = {row.id: {"actor": row.actor, "at": row.at} for row in rows}
    now = {row.id: bare(row) for row in rows}
    wanted = [
        following(connection, chat.id, now[one.id], one, at) if one.id in now else one
        for one in state.subscriptions
    ]
    connection.execute(delete(SUBSCRIPTION).where(SUBSCRIPTION.c.chat_id == chat.id))
    for one in wanted:
        _put(connection, chat.id, one, who.get(one.id, {"actor": storable(actor), "at": at}))
    put_preferences(connection, chat.id, state.preferences, actor, at)
    if state.subscriptions:
        rouse(connection, chat)
    resettle(connection, chat.id, before, at)
    there = connection.execute(select(CHAT).where(CHAT.c.id == chat.id)).one()
    snooze(connection, there, state.preferences.snoozed, at)


def _put(connection: Connection, chat: int, one: Subscription, who: dict[str, Any]) -> None:
    """Write a subscription under its old id, where that was given once and is nobody's now."""
    values = {"chat_id": chat, **columns_of(one), **who}
    taken = connection.execute(select(SUBSCRIPTION.c.id).where(SUBSCRIPTION.c.id == one.id)).first()
    if 0 < one.id <= _given(connection) and taken is None:
        values["id"] = one.id
    connection.execute(delete(SUBSCRIPTION).where(_same(chat, values["wanted"])))
    connection.execute(insert(SUBSCRIPTION).values(**values))


def _same(chat: int, wanted: str) -> Any:
    return (SUBSCRIPTION.c.chat_id == chat) & (SUBSCRIPTION.c.wanted == wanted)


def _given(connection: Connection) -> int:
    """The highest id that a subscription was ever given."""
    if connection.dialect.name == "postgresql":
        asked = "SELECT last_value FROM subscription_id_seq"
    else:
        asked = "SELECT seq FROM sqlite_sequence WHERE name = 'subscription'"
    return int(connection.execute(text(asked)).scalar() or 0)
