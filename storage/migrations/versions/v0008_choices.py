"""What chats choose: narrower subscriptions, preferences, snoozing, and a journal of changes to undo."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

MOMENT = sa.DateTime(timezone=True)
LISTS = ("must", "without", "kinds", "grades")


def upgrade() -> None:
    """Add what older subscriptions leave open, and the tables of what is chosen from now on."""
    for name in LISTS:
        op.add_column("subscription", sa.Column(name, sa.Text, nullable=False, server_default="[]"))
    op.add_column("subscription", sa.Column("cadence", sa.String, nullable=False, server_default="daily"))
    op.add_column("subscription", sa.Column("begins", sa.Date))
    op.add_column("chat", sa.Column("snoozed_until", MOMENT))
    op.add_column("chat", sa.Column("rested_at", MOMENT))
    where = sa.text("snoozed_until IS NOT NULL")
    op.create_index("chat_snoozing", "chat", ["snoozed_until"], sqlite_where=where, postgresql_where=where)
    op.create_table(
        "preference",
        sa.Column("chat_id", sa.Integer, _chat(), primary_key=True),
        sa.Column("value", sa.Text, nullable=False),
        sa.Column("actor", sa.Text, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
    )
    op.create_table(
        "journal",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("chat_id", sa.Integer, _chat(), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("actor", sa.Text, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("what", sa.Text, nullable=False),
        sa.Column("before", sa.Text, nullable=False),
        sa.UniqueConstraint("chat_id", "number"),
    )


def _chat() -> sa.ForeignKey:
    return sa.ForeignKey("chat.id", ondelete="CASCADE")
