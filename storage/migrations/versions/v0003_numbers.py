"""The search index as numbers of terms; it is made anew from the sentences when the store is opened."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

FULL_TEXT = {
    # without content, ranks and positions: it only says which chunks hold which terms
    "sqlite": (
        """CREATE VIRTUAL TABLE chunk_terms USING fts5(
            terms, content='', detail='none', columnsize=0, tokenize='ascii')""",
        # more is gathered in memory before it is written, which makes for fewer pieces to merge
        "INSERT INTO chunk_terms (chunk_terms, rank) VALUES ('hashsize', 16777216)",
    ),
    "postgresql": (
        "ALTER TABLE chunk ADD COLUMN found_by integer[] NOT NULL",
        "CREATE INDEX chunk_found_by ON chunk USING gin (found_by)",
    ),
}


def upgrade() -> None:
    """Put the old index away and make an empty one of the new kind."""
    kind = op.get_bind().dialect.name
    if kind == "sqlite":
        op.execute("DROP TABLE chunk_terms")
    op.drop_table("chunk")
    op.drop_table("term")
    op.execute("DELETE FROM counter WHERE name IN ('rows', 'length')")
    op.create_table(
        "chunk",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("owner", sa.Integer, nullable=False, index=True),
        sa.Column("first", sa.Integer, nullable=False),
        sa.Column("last", sa.Integer, nullable=False),
        sa.Column("titled", sa.Integer, nullable=False),
        sa.Column("whole", sa.Integer, nullable=False),
        sa.Column("terms", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "term",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("term", sa.Text, nullable=False, unique=True),
        sa.Column("frequency", sa.Integer, nullable=False),
    )
    for statement in FULL_TEXT[kind]:
        op.execute(statement)
