"""Buttons may be one person's, and chats may be forgotten: tombstones, their salt, farewells put off."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Buttons that are there belong to their chat, as before."""
    op.add_column("note", sa.Column("actor", sa.Text, nullable=False, server_default=""))
    op.create_index("ix_note_at", "note", ["at"])
    op.create_table(
        "secret",
        sa.Column("name", sa.String, primary_key=True),
        sa.Column("value", sa.Text, nullable=False),
    )
    op.create_table(
        "tombstone",
        sa.Column("mark", sa.Text, primary_key=True),
        sa.Column("slot", sa.Date, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
    )
    op.create_table(
        "farewell",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("platform", sa.String, nullable=False),
        sa.Column("tenant", sa.String, nullable=False),
        sa.Column("channel", sa.String, nullable=False),
        sa.Column("thread", sa.String, nullable=False),
        sa.Column("actor", sa.Text, nullable=False),
        sa.Column("private", sa.Boolean, nullable=False),
        sa.Column("due", MOMENT, nullable=False),
        sa.UniqueConstraint("platform", "tenant", "channel", "thread"),
    )
    op.create_index("ix_farewell_due", "farewell", ["due"])
