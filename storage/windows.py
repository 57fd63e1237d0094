"""One look at a slice of deliveries: outcomes written, places in the lanes taken, the next ones ours."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    and_,
    exists,
    func,
    or_,
    select,
    update,
)

from storage.chats import address as address_of
from storage.engine import Database, lose_when_frozen
from storage.lanes import AHEAD, STRAY, TOGETHER, reserve
from storage.roster import NOBODY
from storage.settling import Outcome, Taken, settle
from storage.slices import Slice, in_state, within
from storage.tables import ADDRESS
from storage.traffic import CHAT, DELIVERY, LANE, SCHEDULE

BEHIND = timedelta(seconds=1)
"""After what time it is looked whether a chat's earlier message has gone."""
THERE = "the chat's new address already has this digest"


@dataclass(slots=True)
class Window:
    """What a look gave: what is ours now, what was skipped, and when to look again where nothing is ours."""

    taken: list[Taken] = field(default_factory=list)
    skipped: int = 0
    again: datetime | None = None
    """None: nothing of the slice waits any more."""
    paced: bool = False
    """Whether only the lane's pace is waited for."""


class Windows:
    """Slices of deliveries, as those who send them see them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def look(
        self,
        part: Slice,
        now: datetime,
        owner: str,
        want: int,
        outcomes: Sequence[Outcome] = (),
        *,
        platforms: Collection[str],
        parts: int = 1,
        anyway: bool = False,
    ) -> Window:
        """Write outcomes and take the next deliveries, all in one transaction.

        `want` are taken at most, on these platforms alone, each a message of `parts`; `anyway` takes them
        whether or not the chat is subscribed.
        """
        if not outcomes and (idle := self._glance(part, now, want, tuple(platforms))):
            return idle
        with self._database.writing(first=bool(outcomes)) as connection:
            lose_when_frozen(connection)
            _in_order(connection)
            settle(connection, outcomes, now, owner)
            return _Look(connection, part, now, tuple(platforms)).take(owner, want, parts, anyway)

    def _glance(self, part: Slice, now: datetime, want: int, platforms: tuple[str, ...]) -> Window | None:
        """What a look gives that finds nothing to take; None where there is something.

        It takes no lock: those who wait for a busy lane are many, and must not be in the way of outcomes.
        """
        with self._database.reading() as connection:
            _in_order(connection)
            look = _Look(connection, part, now, platforms)
            return None if want and look.ready() else look.waiting()

    def elsewhere(self, part: Slice, platforms: Collection[str]) -> dict[str, int]:
        """How many deliveries of a slice wait on other platforms than these, by platform."""
        asked = (
            select(CHAT.c.platform, func.count())
            .select_from(DELIVERY.join(CHAT, DELIVERY.c.chat_id == CHAT.c.id))
            .where(within(part), in_state("pending"), CHAT.c.platform.not_in(list(platforms)))
            .group_by(CHAT.c.platform)
        )
        with self._database.reading() as connection:
            return dict(connection.execute(asked).all())

    def reclaim(
        self, part: Slice, now: datetime, lease: timedelta, *, gone: Sequence[str] = (), hold: bool = False
    ) -> int:
        """What a dead process left in flight waits again, as a repeat, or is held: it may have arrived.

        Dead is who has had one for longer than `lease`, and each owner among `gone`.
        """
        dead = or_(DELIVERY.c.taken_at <= now - lease, DELIVERY.c.owner.in_(list(gone)))
        left = update(DELIVERY).where(within(part), in_state("in_flight"), dead)
        values: dict[str, Any] = {"taken_at": None, "owner": None, "repeat": True}
        values |= {"state": "held", "error": CUT} if hold else {"state": "pending", "next_at": now}
        with self._database.writing() as connection:
            return connection.execute(left.values(**values)).rowcount

    def set_aside(
        self, part: Slice, now: datetime, why: str, *, gone: Sequence[str] = (), whole: bool = False
    ) -> int:
        """Give up what dead processes left in flight, for that may be what they died of; how many.

        `whole` gives up what waits too.
        """
        left = and_(in_state("in_flight"), DELIVERY.c.owner.in_(list(gone)))
        these = or_(left, in_state("pending")) if whole else left
        values: dict[str, Any] = {"state": "dead", "error": why, "settled_at": now, "next_at": None}
        values |= {"repeat": or_(DELIVERY.c.repeat, in_state("in_flight")), "taken_at": None, "owner": None}
        with self._database.writing() as connection:
            return connection.execute(update(DELIVERY).where(within(part), these).values(**values)).rowcount

    def owners(self, part: Slice) -> tuple[str, ...]:
        """Who has deliveries of a slice in flight."""
        asked = select(DELIVERY.c.owner).where(within(part), in_state("in_flight")).distinct()
        with self._database.reading() as connection:
            return tuple(owner for owner in connection.execute(asked).scalars() if owner)


def _in_order(connection: Connection) -> None:
    """The next deliveries are found by going along their numbers until there are enough.

    PostgreSQL, which can't know how many wait, would look up the chats of all the slice and sort them.
    """
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("; ".join(f"SET LOCAL enable_{way} = off" for way in _ROUNDABOUT))


_ROUNDABOUT = ("sort", "bitmapscan", "hashjoin", "mergejoin")
CUT = "its process died while it was sent, so it may have arrived"


@dataclass(frozen=True, slots=True)
class _Look:
    """A look at a slice at one time, for some platforms."""

    connection: Connection
    part: Slice
    now: datetime
    platforms: tuple[str, ...]

    def take(self, owner: str, want: int, parts: int, anyway: bool) -> Window:
        """Take what may be sent now, lane by lane."""
        found = Window()
        waiting: defaultdict[int, list[Any]] = defaultdict(list)
        for row in self._locked(want) if want else ():
            if row.moved_to is None and (anyway or (row.active and row.schedule_id is not None)):
                waiting[row.lane_id].append(row)
            else:
                self._skip(row)
                found.skipped += 1
        for lane, rows in sorted(waiting.items()):
            grant = reserve(self.connection, lane, self.now, len(rows), parts)
            found.taken += [_taken(row, at) for row, at in zip(rows, grant.at, strict=False)]
        if found.taken:
            mine = update(DELIVERY).where(DELIVERY.c.id.in_([each.id for each in found.taken]))
            self.connection.execute(mine.values(state="in_flight", owner=owner, taken_at=self.now))
        elif found.skipped:
            found.again = self.now
        else:
            self._when(found)
        return found

    def ready(self) -> bool:
        """Whether anything may be sent now."""
        return self.connection.execute(self._candidates(1)).first() is not None

    def waiting(self) -> Window:
        """When there may be something, as a window that takes nothing."""
        found = Window()
        self._when(found)
        return found

    def _locked(self, want: int) -> Sequence[Any]:
        """The next deliveries, ours until the transaction ends."""
        asked = self._candidates(want).with_for_update(of=DELIVERY, skip_locked=True)
        return self.connection.execute(asked).all()

    def _candidates(self, want: int) -> Select[Any]:
        """The next deliveries whose lane is open and whose chat waits for no earlier one of the kind."""
        reach = int((self.now + AHEAD).timestamp() * 1_000_000)
        stray = reach + STRAY // timedelta(microseconds=1)
        ready = or_(LANE.c.arrival < reach, LANE.c.arrival > stray)
        free = or_(LANE.c.blocked_until.is_(None), LANE.c.blocked_until <= self.now)
        rested = or_(CHAT.c.snoozed_until.is_(None), CHAT.c.snoozed_until <= self.now)
        place = [CHAT.c[name] for name in (*ADDRESS, "active", "moved_to", "schedule_id", "rested_at")]
        joined = (
            DELIVERY.join(CHAT, DELIVERY.c.chat_id == CHAT.c.id)
            .join(LANE, DELIVERY.c.lane_id == LANE.c.id)
            .outerjoin(SCHEDULE, CHAT.c.schedule_id == SCHEDULE.c.id)
        )
        names = (DELIVERY.c.id, DELIVERY.c.lane_id, DELIVERY.c.attempt, DELIVERY.c.repeat, LANE.c.off)
        return (
            select(*names, *place, SCHEDULE.c.wants)
            .select_from(joined)
            .where(within(self.part), in_state("pending"), DELIVERY.c.next_at <= self.now)
            .where(CHAT.c.platform.in_(self.platforms), free, ready, ~_earlier(), rested)
            .order_by(DELIVERY.c.id)
            .limit(want)
        )

    def _skip(self, row: Row[Any]) -> None:
        """A chat that wants nothing any more, or moved to one that has this, gets nothing."""
        why = NOBODY if row.moved_to is None else THERE
        gone = update(DELIVERY).where(DELIVERY.c.id == row.id)
        values = {"state": "skipped", "settled_at": self.now, "next_at": None, "error": why}
        self.connection.execute(gone.values(**values))

    def _when(self, found: Window) -> None:
        """When something of the slice can be taken next."""
        joined = DELIVERY.join(LANE, DELIVERY.c.lane_id == LANE.c.id)
        joined = joined.join(CHAT, DELIVERY.c.chat_id == CHAT.c.id)
        behind = _earlier().label("behind")
        until = (DELIVERY.c.next_at, LANE.c.blocked_until, CHAT.c.snoozed_until)
        asked = (
            select(*until, behind, func.min(LANE.c.arrival).label("arrival"))
            .select_from(joined)
            .where(within(self.part), in_state("pending"), CHAT.c.platform.in_(self.platforms))
            .group_by(*until, "behind")
        )
        for row in self.connection.execute(asked):
            closed = max(row.next_at, row.blocked_until or row.next_at, row.snoozed_until or row.next_at)
            if row.behind:
                closed = max(closed, self.now + BEHIND)
            busy = max(0.0, row.arrival / 1e6 - (self.now + AHEAD - TOGETHER).timestamp())
            busy = busy if busy <= STRAY.total_seconds() else 0.0
            at = max(closed, self.now + timedelta(seconds=busy))
            if found.again is None or at < found.again:
                found.again, found.paced = at, closed <= self.now


def _earlier() -> ColumnElement[bool]:
    """Whether a chat has an earlier delivery of the kind still open: its messages keep their order."""
    before = DELIVERY.alias()
    same = and_(before.c.chat_id == DELIVERY.c.chat_id, before.c.kind == DELIVERY.c.kind)
    open_ = before.c.state.in_(("pending", "in_flight"))
    return exists().where(same, before.c.id < DELIVERY.c.id, open_)


def _taken(row: Row[Any], at: datetime) -> Taken:
    return Taken(
        row.id,
        address_of(row),
        row.lane_id,
        row.attempt,
        row.repeat,
        at,
        row.wants or "",
        reopens=row.off is not None,
        rested=row.rested_at,
    )
