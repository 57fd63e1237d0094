"""The rows of what goes out: chats and their lanes, what they want, what they are owed, what became of it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, ClassVar

from sqlalchemy import BigInteger, CheckConstraint, Column, Date, Index, Integer, Text, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from storage.moments import Instant
from storage.tables import ADDRESS, Addressed, table, within

STATES = ("pending", "in_flight", "sent", "skipped", "dead", "held")


def _where(condition: str) -> dict[str, Any]:
    """A partial index's condition for both databases; in queries it must stand as a literal too."""
    return {"sqlite_where": text(condition), "postgresql_where": text(condition)}


def _serial() -> Any:
    """A number that is never given twice and does not run out; SQLite counts in an INTEGER alone."""
    return Column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True)


class LaneRow(SQLModel, table=True):
    """What one bot token or workspace may send: `rate` messages a second.

    `arrival` is the theoretical arrival time of the next message in microseconds since 1970 (GCRA);
    until `blocked_until` nothing is sent; `off` says why the credentials are refused.
    """

    __tablename__ = "lane"
    __table_args__ = (UniqueConstraint("platform", "tenant"),)
    id: int | None = Field(default=None, primary_key=True)
    platform: str
    tenant: str = ""
    rate: float
    arrival: int = Field(default=0, sa_type=BigInteger)
    blocked_until: datetime | None = Field(default=None, sa_type=Instant)
    off: str | None = Field(default=None, sa_type=Text)


class ScheduleRow(SQLModel, table=True):
    """What some chats want, all the same: `wants` as JSON, unique.

    `planned` is the instant up to which each want is planned, as JSON, for the chats that are told as far as
    most; `turn` counts the changes, so that of two clocks one wins; `next_at` is when something may be due.
    """

    __tablename__ = "schedule"
    id: int | None = Field(default=None, primary_key=True)
    wants: str = Field(unique=True, sa_type=Text)
    planned: str | None = Field(default=None, sa_type=Text)
    turn: int = 0
    next_at: datetime | None = Field(default=None, sa_type=Instant, index=True)


class ChatRow(Addressed, table=True):
    """A chat that messages go to. `name` is its address on one line.

    `since` is the local day up to which it was told, where that is not as far as its schedule; `active`
    and `why` say whether it can be reached; `moved_to` is the chat that took its place. While it has a
    `snoozed_until` nothing is planned for it or sent to it; `rested_at` is when that last ended.
    """

    __tablename__ = "chat"
    __table_args__: ClassVar[Any] = (
        UniqueConstraint(*ADDRESS),
        Index("chat_of_schedule", "schedule_id", "id"),
        Index("chat_behind", "schedule_id", "since", **_where("since IS NOT NULL")),
        Index("chat_snoozing", "snoozed_until", **_where("snoozed_until IS NOT NULL")),
    )
    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(unique=True, sa_type=Text)
    lane_id: int = Field(sa_column=within("lane.id"))
    schedule_id: int | None = Field(default=None, foreign_key="schedule.id")
    since: date | None = Field(default=None, sa_type=Date)
    active: bool = True
    why: str | None = Field(default=None, sa_type=Text)
    moved_to: int | None = None
    snoozed_until: datetime | None = Field(default=None, sa_type=Instant)
    rested_at: datetime | None = Field(default=None, sa_type=Instant)


def _list() -> Any:
    """A list of words as JSON, empty in rows that are older than it."""
    return Field(default="[]", sa_type=Text, sa_column_kwargs={"server_default": "[]"})


class SubscriptionRow(SQLModel, table=True):
    """What a chat wants; `wanted` is its topics in one spelling, unique in a chat."""

    __tablename__ = "subscription"
    # an id is never given twice: a button of a removed subscription must not touch a later one
    __table_args__: ClassVar[Any] = (UniqueConstraint("chat_id", "wanted"), {"sqlite_autoincrement": True})
    id: int | None = Field(default=None, primary_key=True)
    chat_id: int = Field(sa_column=within("chat.id"))
    wanted: str = Field(sa_type=Text)
    topics: str = Field(sa_type=Text)
    hour: str
    zone: str
    leads: str
    language: str
    must: str = _list()
    without: str = _list()
    kinds: str = _list()
    grades: str = _list()
    cadence: str = Field(default="daily", sa_column_kwargs={"server_default": "daily"})
    begins: date | None = Field(default=None, sa_type=Date)
    former: str = _list()
    actor: str = Field(default="", sa_type=Text)
    at: datetime = Field(sa_type=Instant)


class PreferenceRow(SQLModel, table=True):
    """What a chat chose as a whole, as JSON, and who did so when."""

    __tablename__ = "preference"
    chat_id: int = Field(sa_column=within("chat.id", key=True))
    value: str = Field(sa_type=Text)
    actor: str = Field(default="", sa_type=Text)
    at: datetime = Field(sa_type=Instant)


class JournalRow(SQLModel, table=True):
    """A change of a chat's choices: `before` is what they were until then, as JSON."""

    __tablename__ = "journal"
    __table_args__: ClassVar[Any] = (UniqueConstraint("chat_id", "number"),)
    id: int | None = Field(default=None, primary_key=True)
    chat_id: int = Field(sa_column=within("chat.id"))
    number: int
    actor: str = Field(default="", sa_type=Text)
    at: datetime = Field(sa_type=Instant)
    what: str = Field(sa_type=Text)
    before: str = Field(sa_type=Text)


class OccurrenceRow(SQLModel, table=True):
    """Something that chats are owed: what it says as JSON, and for which chats of which schedule.

    State `due` until every chat has its delivery, `planned` until each of these is settled, then `done`.
    `since` and `becomes` are how far its chats were told before and are with it; `cursor` is the last
    chat that has its delivery; `first` and `last` are the deliveries' numbers.
    """

    __tablename__ = "occurrence"
    __table_args__: ClassVar[Any] = (
        CheckConstraint("state IN ('due', 'planned', 'done')", name="occurrence_state"),
        Index("occurrence_open", "schedule_id", **_where("state <> 'done'")),
    )
    id: int | None = Field(default=None, primary_key=True)
    schedule_id: int | None = Field(default=None, foreign_key="schedule.id")
    kind: str
    slot: date = Field(sa_type=Date)
    due: datetime = Field(sa_type=Instant)
    digest: str = Field(sa_type=Text)
    state: str = "due"
    since: date | None = Field(default=None, sa_type=Date)
    becomes: date | None = Field(default=None, sa_type=Date)
    cursor: int = 0
    first: int | None = Field(default=None, sa_type=BigInteger)
    last: int | None = Field(default=None, sa_type=BigInteger)
    owed: int = 0


class OccurrenceItemRow(SQLModel, table=True):
    """One thing that an occurrence tells: which milestone, how many days ahead, for which topic."""

    __tablename__ = "occurrence_item"
    occurrence_id: int = Field(sa_column=within("occurrence.id", key=True))
    number: int = Field(primary_key=True)
    ref: str = Field(index=True, sa_type=Text)
    rule: str
    day: date = Field(sa_type=Date)
    lead: int
    told: date = Field(sa_type=Date)
    topic: str = Field(sa_type=Text)


class DeliveryRow(SQLModel, table=True):
    """What one chat is owed; one for a chat, kind and local day, whatever happens.

    `owner` is the process that has it in flight; `repeat` says that an earlier attempt may have arrived.
    Whoever takes a chat away takes its deliveries first.
    """

    __tablename__ = "delivery"
    __table_args__: ClassVar[Any] = (
        UniqueConstraint("chat_id", "kind", "slot"),
        # nearly every row begins as the first of them, and SQLite makes a list anew for each
        CheckConstraint(f"state = '{STATES[0]}' OR state IN {STATES[1:]}", name="delivery_state"),
        Index("delivery_due", "next_at", **_where("state = 'pending'")),
        Index("delivery_flying", "taken_at", **_where("state = 'in_flight'")),
        Index("delivery_skipped", "slot", **_where("state = 'skipped'")),
        Index("delivery_stuck", "state", **_where("state IN ('dead', 'held')")),
    )
    id: int | None = Field(default=None, sa_column=_serial())
    # references would be looked up for each of a million new rows, which takes longer than all else
    chat_id: int
    occurrence_id: int
    lane_id: int
    kind: str
    slot: date = Field(sa_type=Date)
    state: str = "pending"
    attempt: int = 0
    repeat: bool = False
    next_at: datetime | None = Field(default=None, sa_type=Instant)
    owner: str | None = None
    taken_at: datetime | None = Field(default=None, sa_type=Instant)
    settled_at: datetime | None = Field(default=None, sa_type=Instant)
    provider_id: str | None = Field(default=None, sa_type=Text)
    error: str | None = Field(default=None, sa_type=Text)


LANE, SCHEDULE, CHAT, SUBSCRIPTION = map(table, ("lane", "schedule", "chat", "subscription"))
PREFERENCE, JOURNAL = map(table, ("preference", "journal"))
OCCURRENCE, OCCURRENCE_ITEM, DELIVERY = map(table, ("occurrence", "occurrence_item", "delivery"))
