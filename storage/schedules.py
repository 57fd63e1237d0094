"""The shelf of schedules: what chats want in common, how far it is planned, and who is told less far."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import Connection, and_, delete, exists, or_, select, update

from briefings.model import Digest
from briefings.schedules import Group, Owed, Turn, Want, eve
from storage.codec import packed, packed_brief, unpacked
from storage.engine import Database
from storage.occurrences import enter
from storage.roster import awake
from storage.tables import COUNTER
from storage.traffic import CHAT, OCCURRENCE, SCHEDULE
from storage.upserts import insert_new, insert_or_change

REPLAYED = timedelta(days=3)
"""A schedule that is planned further ahead than this is asked about a time gone by: that day is told again
to whoever has not heard it."""
_WANTS = tuple[Want, ...]
TICKED = "ticked"
"""The counter that says that a clock has ticked here."""
_MARKS = tuple[datetime, ...]


class Schedules:
    """Schedules whose time has come, and what became of their turn."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def ripe(self, now: datetime, limit: int = 5000) -> tuple[tuple[Group, int], ...]:
        """The groups of chats that may be owed something now, each with its schedule's turn.

        A schedule that has an occurrence to be planned yet waits for that.
        """
        mine = and_(CHAT.c.schedule_id == SCHEDULE.c.id, awake())
        busy = exists().where(OCCURRENCE.c.schedule_id == SCHEDULE.c.id, OCCURRENCE.c.state == "due")
        behind = exists().where(mine, CHAT.c.since.isnot(None))
        asked = (
            select(SCHEDULE)
            .where(or_(SCHEDULE.c.next_at <= now, SCHEDULE.c.next_at > now + REPLAYED, behind))
            .where(~busy, exists().where(mine))
            .order_by(SCHEDULE.c.id)
            .limit(limit)
        )
        with self._database.reading() as connection:
            rows = connection.execute(asked).all()
            days = _behind(connection, [row.id for row in rows])
            body = _body(connection, [row.id for row in rows])
        found = []
        for row in rows:
            wants = unpacked(_WANTS, row.wants)
            planned = unpacked(_MARKS, row.planned) if row.planned else ()
            if planned and (row.id in body or not days.get(row.id)):
                found.append((Group(row.id, wants, None, planned), row.turn))
            found += [(Group(row.id, wants, day), row.turn) for day in days.get(row.id, ())]
        return tuple(found)

    def begin(self, now: datetime) -> None:
        """The first time that a clock ticks here, it has missed nothing: every chat begins with today."""
        with self._database.reading() as connection:
            if connection.execute(select(COUNTER.c.value).where(COUNTER.c.name == TICKED)).scalar():
                return
        with self._database.writing() as connection:
            asked = select(SCHEDULE.c.id, SCHEDULE.c.wants).where(SCHEDULE.c.planned.is_(None))
            for id, wants in connection.execute(asked).all():
                before = min(eve(want.standing(None), now) for want in unpacked(_WANTS, wants))
                behind = (CHAT.c.schedule_id == id, CHAT.c.since < before)
                connection.execute(update(CHAT).where(*behind).values(since=before))
            insert_or_change(connection, COUNTER, ["name"], {"name": TICKED, "value": 1})

    def wake(self, now: datetime) -> None:
        """Let chats go on whose snooze is over."""
        over = CHAT.c.snoozed_until <= now
        with self._database.reading() as connection:
            if connection.execute(select(CHAT.c.id).where(over).limit(1)).first() is None:
                return
        with self._database.writing() as connection:
            rested = {"rested_at": CHAT.c.snoozed_until, "snoozed_until": None}
            connection.execute(update(CHAT).where(over).values(**rested))

    def take_turns(self, taken: Sequence[tuple[Turn, int]]) -> tuple[int, ...]:
        """Write what turns decided, each whole; the numbers of the new occurrences.

        A schedule that another clock turned in the meantime is left alone.
        """
        entered: list[int] = []
        with self._database.writing() as connection:
            for turn, number in taken:
                if _turned(connection, turn, number):
                    entered += _enter(connection, turn)
        return tuple(entered)

    def next_at(self, after: datetime | None = None) -> datetime | None:
        """The next instant, later than `after`, at which something may be due to a chat."""
        mine = exists().where(CHAT.c.schedule_id == SCHEDULE.c.id, awake())
        asked = select(SCHEDULE.c.next_at.label("at")).where(mine, SCHEDULE.c.next_at.isnot(None))
        woken = select(CHAT.c.snoozed_until.label("at")).where(CHAT.c.snoozed_until.isnot(None))
        if after is not None:
            asked = asked.where(SCHEDULE.c.next_at > after)
            woken = woken.where(CHAT.c.snoozed_until > after)
        with self._database.reading() as connection:
            found = [connection.execute(one.order_by("at").limit(1)).scalar() for one in (asked, woken)]
        return min((at for at in found if at is not None), default=None)

    def tidy(self) -> int:
        """Take away schedules that no chat has any more and that nothing was ever owed by; how many."""
        used = exists().where(CHAT.c.schedule_id == SCHEDULE.c.id)
        owed = exists().where(OCCURRENCE.c.schedule_id == SCHEDULE.c.id)
        with self._database.writing() as connection:
            return connection.execute(delete(SCHEDULE).where(~used, ~owed)).rowcount


def schedule_for(connection: Connection, wants: Sequence[Want]) -> int | None:
    """The number of the schedule of these wants, made where there is none; None for no wants."""
    if not wants:
        return None
    text = packed_brief(_WANTS, tuple(sorted(wants, key=lambda want: packed_brief(Want, want))))
    asked = select(SCHEDULE.c.id).where(SCHEDULE.c.wants == text)
    found: int | None = connection.execute(asked).scalar()
    if found is None:
        insert_new(connection, SCHEDULE, {"wants": text, "turn": 0})
        found = connection.execute(asked).scalar_one()
    return found


def planned_of(wants: str, planned: str | None) -> dict[Want, datetime]:
    """Up to when each want of a schedule is planned."""
    marks = unpacked(_MARKS, planned) if planned else ()
    return dict(zip(unpacked(_WANTS, wants), marks, strict=False))


def _behind(connection: Connection, schedules: Sequence[int]) -> dict[int, list[date]]:
    """The local days up to which chats of these schedules were told, where they lag behind the others."""
    found: dict[int, list[date]] = {}
    asked = (
        select(CHAT.c.schedule_id, CHAT.c.since)
        .where(CHAT.c.schedule_id.in_(schedules), CHAT.c.since.isnot(None), awake())
        .distinct()
    )
    for schedule, since in connection.execute(asked.order_by(CHAT.c.schedule_id, CHAT.c.since)):
        found.setdefault(schedule, []).append(since)
    return found


def _body(connection: Connection, schedules: Sequence[int]) -> set[int]:
    """Which of these schedules have chats that are told as far as the schedule is."""
    told = and_(CHAT.c.schedule_id == SCHEDULE.c.id, CHAT.c.since.is_(None), awake())
    asked = select(SCHEDULE.c.id).where(SCHEDULE.c.id.in_(schedules), exists().where(told))
    return set(connection.execute(asked).scalars())


def _turned(connection: Connection, turn: Turn, number: int) -> bool:
    """Whether this turn of the schedule is ours to take."""
    row = update(SCHEDULE).where(SCHEDULE.c.id == turn.schedule, SCHEDULE.c.turn == number)
    values = {
        "turn": number + 1,
        "planned": packed(_MARKS, turn.planned),
        "next_at": turn.next_at,
    }
    return connection.execute(row.values(**values)).rowcount == 1


def _enter(connection: Connection, turn: Turn) -> list[int]:
    """Occurrences for the groups that are owed something; the others are told as far as the turn goes."""
    entered = []
    for owed in turn.owed:
        if owed.digest is not None:
            entered.append(_occurrence(connection, owed, owed.digest))
        elif owed.group.since is not None and owed.becomes != owed.group.since:
            behind = (CHAT.c.schedule_id == turn.schedule, CHAT.c.since == owed.group.since, awake())
            connection.execute(update(CHAT).where(*behind).values(since=owed.becomes))
    return entered


def _occurrence(connection: Connection, owed: Owed, digest: Digest) -> int:
    group = owed.group
    return enter(connection, digest, schedule=group.schedule, since=group.since, becomes=owed.becomes)
