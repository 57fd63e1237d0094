"""The store at a glance, for whoever runs it; nothing here reads a whole ledger, however long it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, Select, false, func, literal_column, or_, select, text

from storage import queue
from storage.engine import Database
from storage.executors import LEAVING, Executor
from storage.lanes import Lane
from storage.schema import at_revision
from storage.slices import in_state
from storage.tables import EXECUTOR, INBOX
from storage.tolls import aside
from storage.traffic import CHAT, DELIVERY, LANE, OCCURRENCE, SCHEDULE

NEWEST = 20_000
"""Of how many of the newest deliveries it is counted what was sent and skipped, and told what went wrong."""
OLDEST = 20_000
"""How many of those that wait longest are looked at, lane by lane."""
SAMPLE = 2_000
"""Deliveries of an occurrence that are looked up to tell how far it is, where it has more than these."""
SHOWN = 20
"""Open occurrences that are told one by one."""
SILENT = timedelta(seconds=30)
"""A process that was not heard of for so long does not count as alive."""
_GOLDEN = 0.6180339887498949
_STANDING = ("pending", "in_flight", "dead", "held")


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an open occurrence is: `settled` of `owed` messages, estimated where it is not `exact`."""

    id: int
    kind: str
    slot: date
    due: datetime
    state: str
    owed: int
    settled: int
    exact: bool


@dataclass(frozen=True, slots=True)
class Queue:
    """What waits in a lane: how many of those that wait longest, and since when the first of them may go."""

    lane: Lane
    count: int
    oldest: datetime


@dataclass(frozen=True, slots=True)
class Trouble:
    """What went wrong with deliveries, how often among the newest ones, and when it did last."""

    state: str
    error: str
    count: int
    last: datetime | None


@dataclass(frozen=True, slots=True)
class Chats:
    """How many chats can be reached, how many can't, and the commonest reasons."""

    active: int
    asleep: int
    reasons: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Survey:
    """The store at one instant.

    `deliveries` counts those that stand in each state that somebody must do something about; `newest` counts
    every state among the newest deliveries. `jobs` is by queue and status; `inbox` counts the updates that
    nobody dealt with yet.
    """

    at: datetime
    database: str
    revision: str
    processes: tuple[Executor, ...]
    lanes: tuple[Lane, ...]
    deliveries: dict[str, int]
    newest: dict[str, int]
    jobs: dict[tuple[str, str], int]
    opened: int
    occurrences: tuple[Progress, ...]
    waiting: tuple[Queue, ...]
    next_at: datetime | None
    inbox: int
    chats: Chats | None
    troubles: tuple[Trouble, ...]
    aside: tuple[str, ...] = ()
    """Plans that were set aside, since process after process died of them."""

    @property
    def oldest(self) -> datetime | None:
        """Since when the message waits that waits longest in a lane that is open."""
        free = [
            each.oldest for each in self.waiting if each.oldest <= self.at and _is_open(each.lane, self.at)
        ]
        return min(free, default=None)

    @property
    def lag(self) -> timedelta:
        """How late the oldest message is that may be sent now."""
        return self.at - self.oldest if self.oldest else timedelta(0)

    def living(self, *roles: str) -> tuple[Executor, ...]:
        """The processes in these roles that gave a sign of life of late; every role where none is named."""
        alive = [one for one in self.processes if one.beat_at > self.at - SILENT and one.role != LEAVING]
        return tuple(one for one in alive if not roles or one.role in roles)


def survey(database: Database, now: datetime, *, whole: bool = True) -> Survey:
    """Look the store over, in one transaction; not `whole`, without what costs more than a scrape should."""
    with database.reading() as connection:
        lanes = {row.id: _lane(row) for row in connection.execute(select(LANE).order_by(*_PLACE))}
        return Survey(
            at=now,
            database=f"{_product(connection)} · {database.where}",
            revision=at_revision(connection) or "none",
            processes=_processes(connection),
            lanes=tuple(lanes.values()),
            deliveries={state: connection.execute(_count(state)).scalar_one() for state in _STANDING},
            newest=_newest(connection) if whole else {},
            jobs=queue.standing(connection),
            opened=connection.execute(_OPENED).scalar_one(),
            occurrences=_occurrences(connection) if whole else (),
            waiting=_waiting(connection, lanes),
            next_at=connection.execute(select(func.min(SCHEDULE.c.next_at))).scalar(),
            inbox=connection.execute(_WAITING).scalar_one(),
            chats=_chats(connection) if whole else None,
            troubles=_troubles(connection) if whole else (),
            aside=aside(connection),
        )


_PLACE = (LANE.c.platform, LANE.c.tenant)
_OPEN = OCCURRENCE.c.state != literal_column("'done'")
_WAITING = select(func.count()).select_from(INBOX).where(INBOX.c.done_at.is_(None))
_OPENED = select(func.count()).select_from(OCCURRENCE).where(_OPEN)


def _is_open(lane: Lane, now: datetime) -> bool:
    return lane.blocked_until is None or lane.blocked_until <= now


def _lane(row: Row[Any]) -> Lane:
    return Lane(row.platform, row.tenant, row.rate, row.blocked_until, row.off)


def _product(connection: Connection) -> str:
    """The database and its version."""
    if connection.dialect.name == "sqlite":
        return f"SQLite {connection.execute(text('SELECT sqlite_version()')).scalar_one()}"
    told = str(connection.execute(text("SHOW server_version")).scalar_one())
    return f"PostgreSQL {told.split(maxsplit=1)[0]}"


def _processes(connection: Connection) -> tuple[Executor, ...]:
    rows = connection.execute(select(EXECUTOR).order_by(EXECUTOR.c.started_at, EXECUTOR.c.id))
    return tuple(Executor(row.id, row.role, row.started_at, row.beat_at) for row in rows)


def _count(state: str) -> Select[Any]:
    """How many are in a state that has a partial index, whose condition must stand there as a literal."""
    asked = select(func.count()).select_from(DELIVERY).where(in_state(state))
    if state in {"dead", "held"}:
        stuck = DELIVERY.c.state.in_([literal_column("'dead'"), literal_column("'held'")])
        asked = asked.where(stuck)
    return asked


def _newest(connection: Connection) -> dict[str, int]:
    """How many of the newest deliveries are in each state."""
    top = select(func.max(DELIVERY.c.id)).scalar_subquery()
    asked = select(DELIVERY.c.state, func.count()).where(DELIVERY.c.id > top - NEWEST)
    return dict(connection.execute(asked.group_by(DELIVERY.c.state)).all())


def _occurrences(connection: Connection) -> tuple[Progress, ...]:
    """The open occurrences, the oldest first."""
    rows = connection.execute(select(OCCURRENCE).where(_OPEN).order_by(OCCURRENCE.c.id).limit(SHOWN)).all()
    return tuple(_progress(connection, row) for row in rows)


def _progress(connection: Connection, row: Row[Any]) -> Progress:
    """How far an occurrence is: counted, or told from a spread of its numbers."""
    first, last = row.first or 0, row.last or 0
    exact = last - first < SAMPLE
    here = DELIVERY.c.id.between(first, last) if exact else DELIVERY.c.id.in_(_spread(first, last))
    waits = DELIVERY.c.state.in_(("pending", "in_flight"))
    asked = select(func.count(), func.count().filter(~waits)).where(here)
    seen, settled = connection.execute(asked.where(DELIVERY.c.occurrence_id == row.id)).one()
    done = settled if exact else round(row.owed * settled / max(seen, 1))
    return Progress(row.id, row.kind, row.slot, row.due, row.state, row.owed, done, exact)


def _spread(first: int, last: int) -> list[int]:
    """Numbers spread evenly over a range and over every period in it, the same each time."""
    width = last - first + 1
    return sorted({first + int(width * ((n * _GOLDEN) % 1.0)) for n in range(1, SAMPLE + 1)})


def _waiting(connection: Connection, lanes: dict[int, Lane]) -> tuple[Queue, ...]:
    """What waits longest, lane by lane."""
    first = select(DELIVERY.c.lane_id, DELIVERY.c.next_at).where(in_state("pending"))
    part = first.order_by(DELIVERY.c.next_at).limit(OLDEST).subquery()
    asked = select(part.c.lane_id, func.count().label("count"), func.min(part.c.next_at).label("oldest"))
    rows = connection.execute(asked.group_by(part.c.lane_id).order_by(part.c.lane_id)).all()
    return tuple(Queue(lanes[row.lane_id], row[1], row.oldest) for row in rows if row.lane_id in lanes)


def _chats(connection: Connection) -> Chats:
    """Chats that did not move away, and why some sleep."""
    why = func.coalesce(CHAT.c.why, "no reason kept")
    place = (CHAT.c.moved_to.is_not(None), why)
    off = or_(CHAT.c.active.is_(false()), CHAT.c.moved_to.is_not(None))
    rows = connection.execute(select(*place, func.count()).where(off).group_by(*place)).all()
    every: int = connection.execute(select(func.count()).select_from(CHAT)).scalar_one()
    asleep = sorted(((reason, count) for moved, reason, count in rows if not moved), key=lambda it: -it[1])
    active = every - sum(count for _, _, count in rows)
    return Chats(active, sum(count for _, count in asleep), tuple(asleep[:5]))


def _troubles(connection: Connection, limit: int = 5) -> tuple[Trouble, ...]:
    """What went wrong of late, the latest first."""
    top = select(func.max(DELIVERY.c.id)).scalar_subquery()
    last = func.max(DELIVERY.c.settled_at).label("last")
    asked = (
        select(DELIVERY.c.state, DELIVERY.c.error, func.count(), last)
        .where(DELIVERY.c.id > top - NEWEST, DELIVERY.c.error.is_not(None), DELIVERY.c.state != "sent")
        .group_by(DELIVERY.c.state, DELIVERY.c.error)
    )
    rows: Sequence[Any] = connection.execute(asked.order_by(last.desc()).limit(limit)).all()
    return tuple(Trouble(row[0], row[1], row[2], row[3]) for row in rows)
