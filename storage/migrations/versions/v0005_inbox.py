"""What was received is kept until it was dealt with, not only that it was received."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Updates that are there were taken by a program that kept none of them for later."""
    op.add_column("inbox", sa.Column("body", sa.Text))
    op.add_column("inbox", sa.Column("owner", sa.Text))
    op.add_column("inbox", sa.Column("taken_at", MOMENT))
    op.add_column("inbox", sa.Column("attempts", sa.Integer, nullable=False, server_default="0"))
    op.add_column("inbox", sa.Column("done_at", MOMENT))
    op.add_column("inbox", sa.Column("why", sa.Text))
    op.execute("UPDATE inbox SET done_at = at")
    waits = sa.text("done_at IS NULL")
    op.create_index(
        "inbox_waiting", "inbox", ["platform", "taken_at"], sqlite_where=waits, postgresql_where=waits
    )
