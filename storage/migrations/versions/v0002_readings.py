"""Which rules read a version, so that better ones can read it again; chats that chose no leads."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Versions that are there were read by rules older than any with a number.

    Leads that are those of a chat that chose none are no choice: until now they were stored for it.
    """
    op.add_column("version", sa.Column("reading", sa.Integer, nullable=False, server_default="0"))
    op.execute("UPDATE subscription SET leads = 'null' WHERE leads = '[30,7,0]'")
