"""Lanes: when the next messages of a token or workspace may leave, agreed between all processes (GCRA)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, select, update

from briefings.model import Address
from storage.codec import storable
from storage.engine import Database
from storage.traffic import LANE
from storage.upserts import insert_new

AHEAD = timedelta(milliseconds=250)
"""How far ahead of its time a message may be taken: what a dead process had taken is told as a repeat."""
TOGETHER = timedelta(milliseconds=100)
"""How long who waits for a busy lane lets its places gather, so that one look takes several."""
STRAY = timedelta(minutes=1)
"""A lane that is taken further ahead than this was taken by a clock that has been put back since."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICRO = timedelta(microseconds=1)
_SECOND = 1_000_000


@dataclass(frozen=True, slots=True)
class Lane:
    """A lane as others see it: its rate in messages a second, and until when or why it is closed."""

    platform: str
    tenant: str
    rate: float
    blocked_until: datetime | None
    off: str | None


class Lanes:
    """Every lane."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> tuple[Lane, ...]:
        """The lanes, by platform and tenant."""
        asked = select(LANE).order_by(LANE.c.platform, LANE.c.tenant)
        with self._database.reading() as connection:
            rows = connection.execute(asked).all()
        return tuple(Lane(row.platform, row.tenant, row.rate, row.blocked_until, row.off) for row in rows)

    def of(self, address: Address) -> Lane | None:
        """The lane that messages to an address go through; None where none ever did."""
        place = (storable(address.platform), storable(address.tenant))
        return next((lane for lane in self.all() if (lane.platform, lane.tenant) == place), None)

    def set_rate(self, platform: str, rate: float) -> None:
        """What every lane of a platform may send from now on, in messages a second."""
        with self._database.writing() as connection:
            lane = {"platform": storable(platform), "tenant": "", "rate": rate, "arrival": 0}
            insert_new(connection, LANE, lane)
            mine = LANE.c.platform == storable(platform)
            connection.execute(update(LANE).where(mine, LANE.c.rate != rate).values(rate=rate))


@dataclass(frozen=True, slots=True)
class Grant:
    """Instants at which messages of a lane may leave; fewer than were asked for where it is busy.

    Without any, `again` is when to ask next.
    """

    at: tuple[datetime, ...]
    again: datetime


def reserve(connection: Connection, lane: int, now: datetime, want: int, parts: int = 1) -> Grant:
    """Take up to `want` places of a lane, each of `parts` messages, no further ahead than `AHEAD`.

    The lane is ours until the transaction ends, so that all processes together keep its rate.
    """
    row = connection.execute(select(LANE).where(LANE.c.id == lane).with_for_update()).one()
    if row.blocked_until is not None and row.blocked_until > now:
        return Grant((), row.blocked_until)
    places, arrival = spaced(_micro(now), row.arrival, row.rate, want, parts)
    if places:
        connection.execute(update(LANE).where(LANE.c.id == lane).values(arrival=arrival))
    return Grant(tuple(_instant(each) for each in places), _instant(max(arrival, _micro(now))) - AHEAD)


def spaced(now: int, arrival: int, rate: float, want: int, parts: int = 1) -> tuple[Sequence[int], int]:
    """The generic cell rate algorithm, in microseconds: the places from `now` on, and the new arrival time.

    Messages are `1 / rate` seconds apart, whoever asks for them; nothing saved up in idle times is
    sent in a burst. Source: ATM Forum TM 4.0, GCRA(1/rate, 0).
    """
    step = math.ceil(_SECOND * max(parts, 1) / rate)
    horizon = now + AHEAD // _MICRO
    start = max(now, arrival) if arrival <= horizon + STRAY // _MICRO else now
    count = min(want, max(0, -(-(horizon - start) // step)))
    return [start + n * step for n in range(count)], start + count * step if count else arrival


def block(connection: Connection, lane: int, until: datetime, off: str | None = None) -> None:
    """Send nothing through a lane until then; `off` says that its credentials are refused."""
    row = connection.execute(select(LANE).where(LANE.c.id == lane).with_for_update()).one()
    later = max(until, row.blocked_until) if row.blocked_until else until
    why = storable(off) if off else row.off
    connection.execute(update(LANE).where(LANE.c.id == lane).values(blocked_until=later, off=why))


def reopen(connection: Connection, lane: int) -> None:
    """The credentials of a lane that was given up are taken again."""
    connection.execute(update(LANE).where(LANE.c.id == lane).values(off=None, blocked_until=None))


def _micro(at: datetime) -> int:
    return (at - _EPOCH) // _MICRO


def _instant(micro: int) -> datetime:
    return _EPOCH + micro * _MICRO
