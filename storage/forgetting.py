"""The shelf of farewells: what is known of a chat or a person, and how all of it ends."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete, select

from briefings.model import Address
from storage.chats import address as address_of
from storage.chats import belongs, columns
from storage.codec import storable
from storage.engine import Database
from storage.erasing import Leaver, at_places, chats_at, count, erase, named, placed, places_of, within
from storage.roster import moving
from storage.scrubbing import owe, scrub, settle_debt
from storage.tables import ADDRESS, FAREWELL, WITHDRAWAL
from storage.tombstones import weather
from storage.traffic import CHAT
from storage.upserts import insert_or_change

GRACE = timedelta(hours=24)


class Forgetting:
    """What is known of chats and people, and the end of it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def known(self, who: Leaver) -> dict[str, int]:
        """How many rows of each table would go, by the table's name; tables with none are left out."""
        with self._database.reading() as connection:
            places = places_of(connection, who)
            chats = chats_at(connection, places)
            found = {table.name: count(connection, table, at_places(table, places)) for table in placed()}
            for table in within():
                found[table.name] = count(connection, table, table.c.chat_id.in_(chats))
            if who.private:
                found[WITHDRAWAL.name] = count(connection, WITHDRAWAL, named(WITHDRAWAL, who))
        found.pop(CHAT.name, None)
        return {name: count for name, count in found.items() if count}

    def erase(self, who: Leaver, now: datetime) -> bool:
        """Forget; whether the ids are gone from the database's file too, which a long reader may delay.

        Whoever comes back begins anew, and is told nothing of the days that they were told before.
        """
        with self._database.writing() as connection:
            moving(connection)
            names = erase(connection, who, now)
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
