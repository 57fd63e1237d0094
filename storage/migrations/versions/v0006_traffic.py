"""Chats, lanes, schedules and occurrences, so that what many are owed is worked out and kept once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

MOMENT = sa.DateTime(timezone=True)
SERIAL = sa.BigInteger().with_variant(sa.Integer, "sqlite")
ADDRESS = ("platform", "tenant", "channel", "thread")
RATES = {"telegram": 27.0, "slack": 5.0}
STATES = "state IN ('pending', 'in_flight', 'sent', 'skipped', 'dead', 'held')"


def upgrade() -> None:
    """Put the old rows aside, make the new tables, and carry everything over."""
    held = {name: _rows(name) for name in ("subscription", "delivery", "delivery_item")}
    for name in ("delivery_item", "delivery", "subscription"):
        op.drop_table(name)
    _lanes_and_chats()
    _ledger()
    chats = _carry_chats([*held["subscription"], *held["delivery"]])
    _carry_subscriptions(held["subscription"], chats)
    _carry_deliveries(held["delivery"], held["delivery_item"], chats)


def _rows(name: str) -> list[dict[str, Any]]:
    """All rows of a table as it was."""
    table = sa.Table(name, sa.MetaData(), autoload_with=op.get_bind())
    return [dict(row) for row in op.get_bind().execute(sa.select(table)).mappings()]


def _address() -> Iterator[sa.Column[str]]:
    for name in ADDRESS:
        yield sa.Column(name, sa.String, nullable=False)


def _within(table: str) -> sa.ForeignKey:
    return sa.ForeignKey(f"{table}.id", ondelete="CASCADE")


def _where(condition: str) -> dict[str, Any]:
    return {"sqlite_where": sa.text(condition), "postgresql_where": sa.text(condition)}


def _lanes_and_chats() -> None:
    op.create_table(
        "lane",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("platform", sa.String, nullable=False),
        sa.Column("tenant", sa.String, nullable=False),
        sa.Column("rate", sa.Float, nullable=False),
        sa.Column("arrival", sa.BigInteger, nullable=False),
        sa.Column("blocked_until", MOMENT),
        sa.Column("off", sa.Text),
        sa.UniqueConstraint("platform", "tenant"),
    )
    op.create_table(
        "schedule",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("wants", sa.Text, nullable=False, unique=True),
        sa.Column("planned", sa.Text),
        sa.Column("turn", sa.Integer, nullable=False),
        sa.Column("next_at", MOMENT, index=True),
    )
    op.create_table(
        "chat",
        sa.Column("id", sa.Integer, primary_key=True),
        *_address(),
        sa.Column("name", sa.Text, nullable=False, unique=True),
        sa.Column("lane_id", sa.Integer, sa.ForeignKey("lane.id", ondelete="CASCADE"), nullable=False),
        sa.Column("schedule_id", sa.Integer, sa.ForeignKey("schedule.id")),
        sa.Column("since", sa.Date),
        sa.Column("active", sa.Boolean, nullable=False),
        sa.Column("why", sa.Text),
        sa.Column("moved_to", sa.Integer),
        sa.UniqueConstraint(*ADDRESS),
    )
    op.create_index("chat_of_schedule", "chat", ["schedule_id", "id"])
    op.create_index("chat_behind", "chat", ["schedule_id", "since"], **_where("since IS NOT NULL"))
    op.create_table(
        "subscription",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("chat_id", sa.Integer, sa.ForeignKey("chat.id", ondelete="CASCADE"), nullable=False),
        sa.Column("wanted", sa.Text, nullable=False),
        sa.Column("topics", sa.Text, nullable=False),
        sa.Column("hour", sa.String, nullable=False),
        sa.Column("zone", sa.String, nullable=False),
        sa.Column("leads", sa.String, nullable=False),
        sa.Column("language", sa.String, nullable=False),
        sa.Column("actor", sa.Text, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.UniqueConstraint("chat_id", "wanted"),
        sqlite_autoincrement=True,
    )


def _ledger() -> None:
    op.create_table(
        "occurrence",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("schedule_id", sa.Integer, sa.ForeignKey("schedule.id")),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("slot", sa.Date, nullable=False),
        sa.Column("due", MOMENT, nullable=False),
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("since", sa.Date),
        sa.Column("becomes", sa.Date),
        sa.Column("cursor", sa.Integer, nullable=False),
        sa.Column("first", sa.BigInteger),
        sa.Column("last", sa.BigInteger),
        sa.Column("owed", sa.Integer, nullable=False),
        sa.CheckConstraint("state IN ('due', 'planned', 'done')", name="occurrence_state"),
    )
    op.create_index("occurrence_open", "occurrence", ["schedule_id"], **_where("state <> 'done'"))
    op.create_table(
        "occurrence_item",
        sa.Column(
            "occurrence_id", sa.Integer, sa.ForeignKey("occurrence.id", ondelete="CASCADE"), primary_key=True
        ),
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("ref", sa.Text, nullable=False, index=True),
        sa.Column("rule", sa.String, nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("lead", sa.Integer, nullable=False),
        sa.Column("told", sa.Date, nullable=False),
        sa.Column("topic", sa.Text, nullable=False),
    )
    op.create_table(
        "delivery",
        sa.Column("id", SERIAL, primary_key=True, autoincrement=True),
        sa.Column("chat_id", sa.Integer, sa.ForeignKey("chat.id", ondelete="CASCADE"), nullable=False),
        sa.Column(
            "occurrence_id", sa.Integer, sa.ForeignKey("occurrence.id", ondelete="CASCADE"), nullable=False
        ),
        sa.Column("lane_id", sa.Integer, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("slot", sa.Date, nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("attempt", sa.Integer, nullable=False),
        sa.Column("repeat", sa.Boolean, nullable=False),
        sa.Column("next_at", MOMENT),
        sa.Column("owner", sa.String),
        sa.Column("taken_at", MOMENT),
        sa.Column("settled_at", MOMENT),
        sa.Column("provider_id", sa.Text),
        sa.Column("error", sa.Text),
        sa.UniqueConstraint("chat_id", "kind", "slot"),
        sa.CheckConstraint(STATES, name="delivery_state"),
    )
    op.create_index("delivery_due", "delivery", ["next_at"], **_where("state = 'pending'"))
    op.create_index("delivery_flying", "delivery", ["taken_at"], **_where("state = 'in_flight'"))
    op.create_index("delivery_stuck", "delivery", ["state"], **_where("state IN ('dead', 'held')"))


def _table(name: str) -> sa.Table:
    return sa.Table(name, sa.MetaData(), autoload_with=op.get_bind())


def _insert(name: str, rows: list[dict[str, Any]]) -> None:
    """Insert rows, and let PostgreSQL's counter go on behind their numbers."""
    if not rows:
        return
    bind = op.get_bind()
    bind.execute(sa.insert(_table(name)), rows)
    if bind.dialect.name == "postgresql" and "id" in rows[0]:
        bind.execute(
            sa.text(f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), (SELECT max(id) FROM {name}))")  # noqa: S608
        )


def _place(row: dict[str, Any]) -> tuple[str, str, str, str]:
    platform, tenant, channel, thread = (str(row[part] or "") for part in ADDRESS)
    return platform, tenant, channel, thread


def _carry_chats(rows: list[dict[str, Any]]) -> dict[tuple[str, str, str, str], int]:
    """A chat for every address, in the lane of its token or workspace; their numbers."""
    chats: dict[tuple[str, str, str, str], int] = {}
    lanes: dict[tuple[str, str], int] = {}
    asleep = {_place(row): row["why"] for row in rows if row.get("active") is False}
    awake = {_place(row) for row in rows if row.get("active")}
    made = []
    for place in dict.fromkeys(map(_place, rows)):
        chats[place] = len(chats) + 1
        lane = lanes.setdefault(place[:2], len(lanes) + 1)
        active = place in awake or place not in asleep
        name = f"{place[0]}:" + "/".join(part for part in place[1:] if part)
        made.append(
            {
                "id": chats[place],
                **dict(zip(ADDRESS, place, strict=True)),
                "name": name,
                "lane_id": lane,
                "active": active,
                "why": None if active else asleep[place],
            }
        )
    _insert(
        "lane",
        [
            {"id": id, "platform": p, "tenant": t, "rate": RATES.get(p, 100.0), "arrival": 0}
            for (p, t), id in lanes.items()
        ],
    )
    _insert("chat", made)
    return chats


def _carry_subscriptions(rows: list[dict[str, Any]], chats: dict[tuple[str, str, str, str], int]) -> None:
    """Subscriptions by their chat; which day a chat was told last is kept for whoever gives it a schedule."""
    names = ("id", "wanted", "topics", "hour", "zone", "leads", "language", "actor", "at")
    _insert("subscription", [{"chat_id": chats[_place(row)], **{n: row[n] for n in names}} for row in rows])
    told: dict[int, date] = {}
    for row in rows:
        if row["active"]:
            chat, day = chats[_place(row)], _told(row)
            told[chat] = min(day, told.get(chat, day))
    table = _table("chat")
    for id, day in told.items():
        op.get_bind().execute(sa.update(table).where(table.c.id == id).values(since=day))


def _told(row: dict[str, Any]) -> date:
    """The last local day that a subscription was told of: the one before it began, where none was planned."""
    zone = ZoneInfo(row["zone"])
    at: datetime = row["planned"] or row["at"]
    local = (at if at.tzinfo else at.replace(tzinfo=ZoneInfo("UTC"))).astimezone(zone)
    passed = row["planned"] and local.strftime("%H:%M") >= row["hour"][:5]
    return local.date() if passed else local.date() - timedelta(days=1)


def _carry_deliveries(
    rows: list[dict[str, Any]], items: list[dict[str, Any]], chats: dict[tuple[str, str, str, str], int]
) -> None:
    """Each delivery with an occurrence of its own; what waits still goes out."""
    waits = ("pending", "in_flight")
    chat = _table("chat")
    lanes: dict[int, int] = dict(op.get_bind().execute(sa.select(chat.c.id, chat.c.lane_id)).all())
    occurrences, deliveries = [], []
    for row in rows:
        occurrences.append(
            {
                "id": row["id"],
                "kind": row["kind"],
                "slot": row["slot"],
                "due": row["due"],
                "digest": row["digest"],
                "state": "planned" if row["state"] in waits else "done",
                "cursor": 0,
                "first": row["id"],
                "last": row["id"],
                "owed": 1,
            }
        )
        names = ("id", "kind", "slot", "state", "attempt", "repeat", "next_at", "taken_at", "settled_at")
        number = chats[_place(row)]
        deliveries.append(
            {
                "chat_id": number,
                "occurrence_id": row["id"],
                "lane_id": lanes[number],
                **{name: row[name] for name in (*names, "provider_id", "error")},
            }
        )
    _insert("occurrence", occurrences)
    _insert("delivery", deliveries)
    carried = ("number", "ref", "rule", "day", "lead", "told", "topic")
    _insert(
        "occurrence_item",
        [{"occurrence_id": row["delivery_id"], **{name: row[name] for name in carried}} for row in items],
    )
