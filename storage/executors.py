"""The shelf of processes that carry jobs: each tells now and then that it lives."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update

from storage.engine import Database
from storage.errors import Taken
from storage.tables import EXECUTOR
from storage.upserts import insert_new

LEAVING = "being replaced"
"""The role of one that was given up, while another process hands on its jobs."""


@dataclass(frozen=True)
class Executor:
    """A process: what it does, since when, and when it last said so."""

    id: str
    role: str
    started_at: datetime
    beat_at: datetime


class Executors:
    """Who carries jobs. A process that finds its own row gone was given up by the others."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def join(self, id: str, role: str, at: datetime, silence: timedelta) -> None:
        """Enter a process. Raises `Taken` where one of this id was heard of within `silence`."""
        row = {"role": role, "started_at": at, "beat_at": at}
        gone = EXECUTOR.c.beat_at <= at - silence
        with self._database.writing() as connection:
            if insert_new(connection, EXECUTOR, {"id": id, **row}) is not None:
                return
            change = update(EXECUTOR).where(EXECUTOR.c.id == id, gone).values(**row)
            if connection.execute(change).rowcount != 1:
                raise Taken(executor=id)

    def rejoin(self, id: str, role: str, at: datetime) -> bool:
        """Enter a process again that was given up; False while its jobs are still being handed on."""
        row = {"id": id, "role": role, "started_at": at, "beat_at": at}
        with self._database.writing() as connection:
            return insert_new(connection, EXECUTOR, row) is not None

    def beat(self, id: str, role: str, at: datetime) -> bool:
        """Say that a process lives; False where the others have given it up."""
        mine = update(EXECUTOR).where(EXECUTOR.c.id == id, EXECUTOR.c.role == role)
        with self._database.writing() as connection:
            return connection.execute(mine.values(beat_at=at)).rowcount == 1

    def leave(self, id: str) -> None:
        """Strike a process out; nothing where it is not there."""
        with self._database.writing() as connection:
            connection.execute(delete(EXECUTOR).where(EXECUTOR.c.id == id))

    def give_up(self, id: str, beat_at: datetime | None, at: datetime) -> bool:
        """Make it ours to hand on the jobs of a process that was last heard of at `beat_at`, None for never.

        False where it has been heard of since, or another process is at it.
        """
        with self._database.writing() as connection:
            if beat_at is None:
                row = {"id": id, "role": LEAVING, "started_at": at, "beat_at": at}
                return insert_new(connection, EXECUTOR, row) is not None
            same = update(EXECUTOR).where(EXECUTOR.c.id == id, EXECUTOR.c.beat_at == beat_at)
            return connection.execute(same.values(role=LEAVING, beat_at=at)).rowcount == 1

    def all(self) -> tuple[Executor, ...]:
        """Every process that is entered, the oldest first."""
        asked = select(EXECUTOR).order_by(EXECUTOR.c.started_at, EXECUTOR.c.id)
        with self._database.reading() as connection:
            return tuple(
                Executor(row.id, row.role, row.started_at, row.beat_at) for row in connection.execute(asked)
            )

    def silent(self, now: datetime, after: timedelta) -> tuple[str, ...]:
        """The ids of those not heard of for `after`, by their own clocks."""
        return tuple(one.id for one in self.all() if one.beat_at <= now - after)

    def living(self, now: datetime, after: timedelta) -> tuple[Executor, ...]:
        """Those heard of within `after`, by their own clocks."""
        return tuple(one for one in self.all() if one.beat_at > now - after and one.role != LEAVING)
