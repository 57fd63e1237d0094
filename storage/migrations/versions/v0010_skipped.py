"""Skipped deliveries, found by their day: whoever can be told again is looked for with every plan."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

SKIPPED = sa.text("state = 'skipped'")


def upgrade() -> None:
    """An index of the few that are."""
    op.create_index("delivery_skipped", "delivery", ["slot"], sqlite_where=SKIPPED, postgresql_where=SKIPPED)
