"""Jobs whose process died while they were in hand, counted, so that none kills for ever."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """A table that is empty most of the time."""
    op.create_table(
        "toll",
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("deaths", sa.Integer, nullable=False),
        sa.Column("aside", sa.Boolean, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )
