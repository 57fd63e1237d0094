"""Occurrences entered, and planned: page by page each chat of their group gets its delivery."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    and_,
    false,
    func,
    insert,
    literal,
    literal_column,
    or_,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite

from briefings.alerts import ALERT, is_alert
from briefings.model import Digest, Due, Milestone
from storage.codec import packed, storable
from storage.engine import Database, lose_when_frozen
from storage.jobs import SLICE, Run, come_again, priority, runs_of, send_runs
from storage.queue import Job, enqueue, waiting
from storage.roster import awake, in_reach
from storage.slices import Slice, in_state
from storage.tolls import aside
from storage.traffic import CHAT, DELIVERY, OCCURRENCE, OCCURRENCE_ITEM

STALLED = timedelta(minutes=5)
"""How long what is due may be without a job before it is given one."""
PAGE = 20_000
"""Chats that get their delivery in one transaction."""


class Occurrences:
    """What is owed to many at once."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def due(self) -> tuple[int, ...]:
        """The occurrences whose chats do not all have their delivery yet, the oldest first."""
        return self._numbers("due")

    def planned(self) -> tuple[int, ...]:
        """The occurrences with deliveries that are not all settled, as far as anybody looked."""
        return self._numbers("planned")

    def plan(self, id: int, got_on: Callable[[], None] = lambda: None) -> int:
        """Give every chat of an occurrence its delivery, with the jobs that send them; how many are new.

        Killed in the middle, or done by two at once, the rest is planned once. `got_on` is called after
        each page of it.
        """
        new = 0
        while True:
            with self._database.writing() as connection:
                lose_when_frozen(connection)
                found = _locked(connection, id)
                if found is None or found.state != "due":
                    return new
                new += _page(connection, found)
            got_on()

    def settled(self, id: int, *, small: bool = False) -> bool:
        """Whether nothing of an occurrence waits or is under way; it is closed then.

        `small` looks only where one slice holds it all, which is quick.
        """
        with self._database.writing() as connection:
            found = connection.execute(select(OCCURRENCE).where(OCCURRENCE.c.id == id)).first()
            if found is None or found.state == "done":
                return True
            if found.state == "due" or (small and found.owed > SLICE) or _open(connection, found):
                return False
            connection.execute(update(OCCURRENCE).where(OCCURRENCE.c.id == id).values(state="done"))
            return True

    def come_again(self, part: Slice, at: datetime, now: datetime) -> None:
        """See to it that what is left of a slice is sent at a later time."""
        with self._database.writing() as connection:
            asked = select(OCCURRENCE.c.kind).where(OCCURRENCE.c.id == part.occurrence)
            kind = connection.execute(asked).scalar()
            if kind is not None:
                come_again(connection, part, kind, at, now)

    def revive(self, now: datetime, after: timedelta = STALLED, limit: int = 50) -> int:
        """Enqueue anew what no job carries though it is open, as where a job failed; how many occurrences.

        Looks at the oldest open occurrences that were due `after` ago, and closes those that are settled.
        """
        asked = select(OCCURRENCE).where(OCCURRENCE.c.state != literal_column("'done'"))
        with self._database.reading() as connection:
            old = asked.where(OCCURRENCE.c.due <= now - after).order_by(OCCURRENCE.c.id).limit(limit)
            rows = connection.execute(old).all()
        return sum(self._carried_again(row, now) for row in rows if not self.settled(row.id))

    def _carried_again(self, row: Row[Any], now: datetime) -> bool:
        """Whether an occurrence had no job, and has one now."""
        name = "plan" if row.state == "due" else "send"
        with self._database.writing() as connection:
            if waiting(connection, f"{name}:{row.id}") or f"{name}:{row.id}" in aside(connection):
                return False
            if row.state == "due":
                key = f"plan:{row.id}@{int(now.timestamp())}"
                enqueue(connection, Job("plan", key, {"occurrence": row.id}, priority(row.kind)))
            else:
                come_again(connection, Slice(row.id, row.first, row.last), row.kind, now, now)
            return True

    def range(self, id: int) -> tuple[int, int] | None:
        """The first and last delivery of an occurrence; None where it has none."""
        with self._database.reading() as connection:
            asked = select(OCCURRENCE.c.first, OCCURRENCE.c.last).where(OCCURRENCE.c.id == id)
            found = connection.execute(asked).first()
        return None if found is None or found.first is None else (found.first, found.last)

    def _numbers(self, state: str) -> tuple[int, ...]:
        asked = select(OCCURRENCE.c.id).where(OCCURRENCE.c.state == literal_column(f"'{state}'"))
        with self._database.reading() as connection:
            still = asked.where(OCCURRENCE.c.state != literal_column("'done'"))
            return tuple(connection.execute(still.order_by(OCCURRENCE.c.id)).scalars())


def enter(
    connection: Connection,
    digest: Digest,
    *,
    schedule: int | None = None,
    since: date | None = None,
    becomes: date | None = None,
    state: str = "due",
) -> int:
    """Enter an occurrence with what it tells, and the job that plans it, in the caller's transaction."""
    row = {
        "schedule_id": schedule,
        "kind": digest.kind,
        "slot": digest.slot,
        "due": digest.due,
        "digest": packed(Digest, digest),
        "state": state,
        "since": since,
        "becomes": becomes,
        "cursor": 0,
        "owed": 0,
    }
    id: int = connection.execute(insert(OCCURRENCE).values(**row).returning(OCCURRENCE.c.id)).scalar_one()
    if items := [_item(id, *each) for each in enumerate(_carried(digest))]:
        connection.execute(insert(OCCURRENCE_ITEM), items)
    if state == "due":
        enqueue(connection, Job("plan", f"plan:{id}", {"occurrence": id}, priority(digest.kind)))
    return id


def _item(id: int, number: int, told: tuple[Due, Milestone]) -> dict[str, Any]:
    due, one = told
    return {
        "occurrence_id": id,
        "number": number,
        "ref": one.ref,
        "rule": one.rule,
        "day": one.day,
        "lead": due.lead,
        "told": due.told,
        "topic": storable(due.topic),
    }


def _carried(digest: Digest) -> Iterator[tuple[Due, Milestone]]:
    """Everything that a digest tells, check-ins inside an anniversary's line too."""
    for due in digest.items:
        yield from ((due, one) for one in (due.milestone, *due.milestone.joined))


def _locked(connection: Connection, id: int) -> Row[Any] | None:
    """The occurrence, ours until the transaction ends."""
    return connection.execute(select(OCCURRENCE).where(OCCURRENCE.c.id == id).with_for_update()).first()


def _group(found: Row[Any]) -> Any:
    """The condition that a chat belongs to an occurrence's group."""
    mine = CHAT.c.schedule_id == found.schedule_id
    if is_alert(found.kind):
        # news is for everybody, told as far as they are; who snoozes has it when that is over
        return and_(mine, in_reach())
    since = CHAT.c.since.is_(None) if found.since is None else CHAT.c.since == found.since
    return and_(mine, since, awake())


def _page(connection: Connection, found: Row[Any]) -> int:
    """Plan the next page of an occurrence's chats; the last one closes it."""
    chats = select(CHAT.c.id).where(_group(found), CHAT.c.id > found.cursor).order_by(CHAT.c.id).limit(PAGE)
    count, last = connection.execute(select(func.count(), func.max(chats.subquery().c.id))).one()
    here = update(OCCURRENCE).where(OCCURRENCE.c.id == found.id)
    if not count:
        empty = found.first is None
        connection.execute(here.values(state="done" if empty else "planned"))
        return 0
    these = and_(_group(found), CHAT.c.id > found.cursor, CHAT.c.id <= last)
    new = _hand_out(connection, found, these)
    if found.since is not None:
        connection.execute(update(CHAT).where(these).values(since=found.becomes))
    connection.execute(here.values(cursor=last))
    return new


def part_with(connection: Connection, chat: int) -> None:
    """Before a chat leaves its group: its deliveries of what the group is owed and is not planned yet."""
    one = connection.execute(select(CHAT).where(CHAT.c.id == chat)).one()
    if one.schedule_id is None or not one.active:
        return
    since = OCCURRENCE.c.since.is_(None) if one.since is None else OCCURRENCE.c.since == one.since
    news = OCCURRENCE.c.kind.startswith(f"{ALERT}:")
    mine = news if one.snoozed_until is not None else or_(since, news)
    asked = select(OCCURRENCE).where(OCCURRENCE.c.schedule_id == one.schedule_id, mine)
    waits = (OCCURRENCE.c.state == literal_column("'due'"), OCCURRENCE.c.cursor < chat)
    for found in connection.execute(asked.where(*waits).with_for_update()).all():
        _hand_out(connection, found, CHAT.c.id == chat)


def _hand_out(connection: Connection, found: Row[Any], these: ColumnElement[bool]) -> int:
    """Give these chats their delivery, with the jobs that send them; how many deliveries."""
    runs = _deliveries(connection, found, these)
    if not runs:
        return 0
    count = sum(run.count for run in runs)
    reach = {
        "first": min(found.first or runs[0].first, *(run.first for run in runs)),
        "last": max(found.last or 0, *(run.last for run in runs)),
        "owed": found.owed + count,
    }
    connection.execute(update(OCCURRENCE).where(OCCURRENCE.c.id == found.id).values(**reach))
    send_runs(connection, found.id, found.kind, runs)
    return count


def _deliveries(connection: Connection, found: Row[Any], these: ColumnElement[bool]) -> list[Run]:
    """Deliveries for these chats where they have none of this kind and day, in runs of a slice each."""
    what = (
        CHAT.c.id,
        literal(found.id),
        CHAT.c.lane_id,
        literal(found.kind),
        literal(found.slot, DELIVERY.c.slot.type),
        literal("pending"),
        literal(0),
        literal(False),
        literal(found.due, DELIVERY.c.next_at.type),
    )
    names = ["chat_id", "occurrence_id", "lane_id", "kind", "slot", "state", "attempt", "repeat", "next_at"]
    whose = select(*what).where(these)
    make = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    rows = make(DELIVERY).from_select(names, whose.order_by(CHAT.c.lane_id, CHAT.c.id))
    again = _revived(connection, found, these)
    before: int = connection.execute(select(func.max(DELIVERY.c.id))).scalar() or 0
    connection.execute(rows.on_conflict_do_nothing())
    return runs_of(again) + _runs_after(connection, found.id, before)


def _runs_after(connection: Connection, occurrence: int, before: int) -> list[Run]:
    """The deliveries of an occurrence behind a number, in runs of a slice each, without reading them here."""
    place = (func.row_number().over(order_by=DELIVERY.c.id) - 1) // SLICE
    new = select(DELIVERY.c.id, place.label("place"))
    part = new.where(DELIVERY.c.id > before, DELIVERY.c.occurrence_id == occurrence).subquery()
    told = (func.min(part.c.id), func.max(part.c.id), func.count())
    asked = select(*told).group_by(part.c.place).order_by(part.c.place)
    return [Run(*row) for row in connection.execute(asked)]


def _revived(connection: Connection, found: Row[Any], these: ColumnElement[bool]) -> list[int]:
    """Deliveries of this kind and day that were skipped before they went out: they tell this instead."""
    day = (DELIVERY.c.kind == found.kind, DELIVERY.c.slot == found.slot)
    unsent = (in_state("skipped"), DELIVERY.c.repeat.is_(false()))
    if connection.execute(select(DELIVERY.c.id).where(*day, *unsent).limit(1)).first() is None:
        return []
    whose = DELIVERY.c.chat_id.in_(select(CHAT.c.id).where(these))
    values = {"occurrence_id": found.id, "state": "pending", "attempt": 0, "next_at": found.due}
    values |= {"settled_at": None, "error": None}
    row = update(DELIVERY).where(whose, *day, *unsent).values(**values)
    return sorted(connection.execute(row.returning(DELIVERY.c.id)).scalars())


def _open(connection: Connection, found: Row[Any]) -> bool:
    """Whether a delivery of an occurrence is not settled."""
    if found.first is None:
        return False
    reach = DELIVERY.c.id.between(found.first, found.last)
    waits = DELIVERY.c.state.in_(("pending", "in_flight"))
    asked = select(DELIVERY.c.id).where(reach, DELIVERY.c.occurrence_id == found.id, waits)
    return connection.execute(asked.limit(1)).first() is not None
