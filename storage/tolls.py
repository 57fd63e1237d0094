"""The shelf of tolls: jobs whose process died while they were in hand, and how often in a row."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection, delete, false, select, true, update

from storage.engine import Database
from storage.jobs import priority
from storage.queue import Job, enqueue
from storage.tables import TOLL
from storage.traffic import OCCURRENCE
from storage.upserts import insert_new

_PLAN = "plan:"


def stem(key: str) -> str:
    """What all jobs are counted under that go on with the same work at a later time."""
    return key.partition("@")[0]


class Tolls:
    """How many processes in a row died with a job in hand and nothing of it done; no row for none.

    The first death is told by who takes the job over, be it guilty or not. From then on it is charged when
    it begins, and its row goes as soon as anything of it is done: it takes nobody with it.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def suspect(self, keys: Collection[str], at: datetime) -> None:
        """Note that a process died with these jobs in hand; those that are noted charge themselves."""
        with self._database.writing() as connection:
            for key in sorted({stem(each) for each in keys}):
                insert_new(connection, TOLL, {"key": key, "deaths": 1, "aside": False, "at": at})

    def deaths(self, key: str) -> int:
        """How many processes in a row died of it, as far as anybody knows."""
        with self._database.reading() as connection:
            return connection.execute(select(TOLL.c.deaths).where(TOLL.c.key == stem(key))).scalar() or 0

    def charge(self, key: str, at: datetime) -> None:
        """One more, in advance: whoever lives on takes it back."""
        self._add(key, 1, at)

    def refund(self, key: str, at: datetime) -> None:
        """It was broken off by a process that lives."""
        self._add(key, -1, at)

    def clear(self, key: str) -> None:
        """Something of it was done, so it kills nobody; what was set aside stays so."""
        with self._database.writing() as connection:
            connection.execute(delete(TOLL).where(TOLL.c.key == stem(key), TOLL.c.aside == false()))

    def set_aside(self, key: str) -> None:
        """Begin it no more until somebody says so."""
        with self._database.writing() as connection:
            connection.execute(update(TOLL).where(TOLL.c.key == stem(key)).values(aside=True))

    def bring_back(self, now: datetime, key: str | None = None) -> int:
        """Begin what was set aside anew, all of it or the job of a key; how many jobs."""
        with self._database.writing() as connection:
            found = [each for each in aside(connection) if key in {None, each}]
            for each in found:
                connection.execute(delete(TOLL).where(TOLL.c.key == each))
                id = int(each.removeprefix(_PLAN))
                kind = connection.execute(select(OCCURRENCE.c.kind).where(OCCURRENCE.c.id == id)).scalar()
                again = f"{each}@{int(now.timestamp())}"
                enqueue(connection, Job("plan", again, {"occurrence": id}, priority(kind or "")))
            return len(found)

    def tidy(self, before: datetime) -> None:
        """Take away what was noted before then and is not set aside: its job is no more."""
        with self._database.writing() as connection:
            connection.execute(delete(TOLL).where(TOLL.c.at < before, TOLL.c.aside == false()))

    def _add(self, key: str, number: int, at: datetime) -> None:
        mine = update(TOLL).where(TOLL.c.key == stem(key), TOLL.c.aside == false())
        with self._database.writing() as connection:
            connection.execute(mine.values(deaths=TOLL.c.deaths + number, at=at))


def aside(connection: Connection) -> tuple[str, ...]:
    """The plans that were set aside; sending leaves its deliveries behind, dead, and nothing here."""
    asked = select(TOLL.c.key).where(TOLL.c.aside == true()).order_by(TOLL.c.key)
    return tuple(connection.execute(asked).scalars())
