"""Documents may be withdrawn by an editor; a subscription knows the cadences that it had before."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """None is withdrawn yet, and those that are weekly were daily before they began."""
    op.add_column("subscription", sa.Column("former", sa.Text, nullable=False, server_default="[]"))
    op.create_table(
        "withdrawal",
        sa.Column("document", sa.Text, primary_key=True),
        sa.Column("why", sa.Text, nullable=False),
        sa.Column("platform", sa.String, nullable=False),
        sa.Column("tenant", sa.String, nullable=False),
        sa.Column("actor", sa.Text, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )
