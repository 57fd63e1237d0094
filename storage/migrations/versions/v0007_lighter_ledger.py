"""Deliveries without references, which were looked up for each of a million new ones."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

MOMENT = sa.DateTime(timezone=True)
SERIAL = sa.BigInteger().with_variant(sa.Integer, "sqlite")
STATES = "state = 'pending' OR state IN ('in_flight', 'sent', 'skipped', 'dead', 'held')"
INDEXES = {
    "delivery_due": ("next_at", "state = 'pending'"),
    "delivery_flying": ("taken_at", "state = 'in_flight'"),
    "delivery_stuck": ("state", "state IN ('dead', 'held')"),
}


def upgrade() -> None:
    """SQLite can't take a reference out of a table, so there the rows go over to a new one."""
    if op.get_bind().dialect.name == "sqlite":
        _made_anew()
    else:
        for column in ("chat_id", "occurrence_id"):
            op.drop_constraint(f"delivery_{column}_fkey", "delivery", type_="foreignkey")
        op.drop_constraint("delivery_state", "delivery", type_="check")
        op.create_check_constraint("delivery_state", "delivery", STATES)


def _made_anew() -> None:
    for name in INDEXES:
        op.drop_index(name, "delivery")
    op.rename_table("delivery", "delivery_before")
    columns = (
        sa.Column("id", SERIAL, primary_key=True, autoincrement=True),
        sa.Column("chat_id", sa.Integer, nullable=False),
        sa.Column("occurrence_id", sa.Integer, nullable=False),
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
    )
    unique, states = (
        sa.UniqueConstraint("chat_id", "kind", "slot"),
        sa.CheckConstraint(STATES, name="delivery_state"),
    )
    op.create_table("delivery", *columns, unique, states)
    names = ", ".join(column.name for column in columns)
    op.execute(f"INSERT INTO delivery ({names}) SELECT {names} FROM delivery_before ORDER BY id")  # noqa: S608
    op.drop_table("delivery_before")
    for name, (column, condition) in INDEXES.items():
        op.create_index(name, "delivery", [column], sqlite_where=sa.text(condition))
