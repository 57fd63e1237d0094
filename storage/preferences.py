"""The shelf of preferences: what each chat chose as a whole, and the snooze that follows from it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, select, update

from briefings.model import Address
from briefings.preferences import USUAL, Preferences
from briefings.schedules import caught_up
from storage.chosen import held, preferences, put_preferences
from storage.engine import Database
from storage.jobs import send_jobs
from storage.occurrences import part_with
from storage.resettling import last_day, lock, resettle
from storage.roster import chat_of, enter, stay
from storage.slices import in_state
from storage.subscriptions import here
from storage.traffic import CHAT, DELIVERY


class ChatPreferences:
    """What chats chose as a whole."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, address: Address) -> Preferences:
        """What this chat chose; the usual where it chose nothing."""
        with self._database.reading() as connection:
            chat = chat_of(connection, address)
            known = chat is not None and here(chat, address)
            return preferences(connection, chat.id) if chat is not None and known else USUAL

    def keep(self, address: Address, chosen: Preferences, actor: str, at: datetime) -> Preferences:
        """Choose for a chat; what is planned from now on follows it, and a snooze begins or ends."""
        with self._database.writing() as connection:
            stay(connection)
            chat = enter(connection, address)
            lock(connection, chat.id)
            before = held(connection, chat.id)
            put_preferences(connection, chat.id, chosen, actor, at)
            if before:
                resettle(connection, chat.id, before, at)
            snooze(connection, chat, chosen.snoozed, at)
            return preferences(connection, chat.id)


def snooze(connection: Connection, chat: Row[Any], until: datetime | None, at: datetime) -> None:
    """Let a chat rest until then; None, or a time gone by, wakes it up."""
    if until is not None and until > at:
        _rest(connection, chat, until, at)
    elif chat.snoozed_until is not None:
        _go_on(connection, chat.id, at)


def _rest(connection: Connection, chat: Row[Any], until: datetime, at: datetime) -> None:
    """Nothing more is planned for a chat or sent to it: it leaves those that are told as far as it was."""
    part_with(connection, chat.id)
    row = connection.execute(select(CHAT.c.since, CHAT.c.schedule_id).where(CHAT.c.id == chat.id)).one()
    since = row.since or (_told(connection, chat.id, at) if row.schedule_id else None)
    values = {"since": since, "snoozed_until": until}
    connection.execute(update(CHAT).where(CHAT.c.id == chat.id).values(**values))


def _told(connection: Connection, chat: int, at: datetime) -> date | None:
    """Up to which local day a chat was told; in one zone that may be a day later than in another."""
    told, last = caught_up(held(connection, chat), at), last_day(connection, chat)
    return max(told, last) if told and last else told


def _go_on(connection: Connection, chat: int, at: datetime) -> None:
    """A chat goes on before its snooze is over; what was planned before that is carried by new jobs."""
    rested = {"snoozed_until": None, "rested_at": at}
    connection.execute(update(CHAT).where(CHAT.c.id == chat).values(**rested))
    what = (DELIVERY.c.id, DELIVERY.c.occurrence_id, DELIVERY.c.kind)
    waits = select(*what).where(DELIVERY.c.chat_id == chat, in_state("pending"))
    for row in connection.execute(waits).all():
        send_jobs(connection, row.occurrence_id, row.kind, [row.id], again=int(at.timestamp()))
