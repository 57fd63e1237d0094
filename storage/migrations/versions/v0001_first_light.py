"""The first schema: documents and their index, subscriptions, the ledger, the inbox, the notes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

MOMENT = sa.DateTime(timezone=True)

FULL_TEXT = {
    # what Python took apart stays apart: `ascii` takes every other character as part of a term
    "sqlite": (
        """CREATE VIRTUAL TABLE chunk_terms USING fts5(
            terms, content='chunk', content_rowid='id', detail='none', columnsize=0,
            tokenize="ascii tokenchars '.'")""",
        """CREATE TRIGGER chunk_added AFTER INSERT ON chunk BEGIN
            INSERT INTO chunk_terms(rowid, terms) VALUES (new.id, new.terms); END""",
        """CREATE TRIGGER chunk_removed AFTER DELETE ON chunk BEGIN
            INSERT INTO chunk_terms(chunk_terms, rowid, terms) VALUES ('delete', old.id, old.terms); END""",
    ),
    "postgresql": (
        """ALTER TABLE chunk ADD COLUMN found_by tsvector
            GENERATED ALWAYS AS (array_to_tsvector(string_to_array(btrim(terms), '  '))) STORED""",
        "CREATE INDEX chunk_found_by ON chunk USING gin (found_by)",
    ),
}


def upgrade() -> None:
    """Make every table."""
    _library()
    _index()
    _chats()
    _ledger()
    for statement in FULL_TEXT[op.get_bind().dialect.name]:
        op.execute(statement)


def _library() -> None:
    """Sources, documents, their versions, sentences and facts."""
    op.create_table(
        "source",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("path", sa.Text, nullable=False, unique=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("sha256", sa.String, nullable=False, index=True),
        sa.Column("at", MOMENT, nullable=False),
    )
    op.create_table(
        "document",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("name", sa.Text, nullable=False, unique=True),
        sa.Column("source_id", sa.Integer, sa.ForeignKey("source.id"), index=True),
        sa.Column("version_id", sa.Integer, index=True),
        sa.Column("retired", sa.Boolean, nullable=False),
    )
    op.create_table(
        "version",
        sa.Column("id", sa.Integer, primary_key=True),
        _of("document"),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("sha256", sa.String, nullable=False),
        sa.Column("fingerprint", sa.String, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("language", sa.String, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("written", sa.Date),
        sa.Column("clock", sa.Text, nullable=False),
        sa.Column("figures", sa.Text, nullable=False),
        sa.Column("headings", sa.Text, nullable=False),
        sa.Column("dropped", sa.Text, nullable=False),
        sa.Column("label", sa.Text),
        sa.Column("credit", sa.Text),
        sa.Column("page", sa.Text),
        sa.UniqueConstraint("document_id", "number"),
    )
    op.create_table(
        "passage",
        _of("version", primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("paragraph", sa.Integer, nullable=False),
        sa.Column("sentence", sa.Integer, nullable=False),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("end", sa.Integer, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
    )
    op.create_table(
        "fact",
        _of("version", primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("id", sa.Text, nullable=False, index=True),
        sa.Column("value", sa.Text, nullable=False),
    )


def _index() -> None:
    """What the search finds, and how rare its terms are."""
    op.create_table(
        "chunk",
        sa.Column("id", sa.Integer, primary_key=True),
        _of("version", index=True),
        sa.Column("first", sa.Integer, nullable=False),
        sa.Column("last", sa.Integer, nullable=False),
        sa.Column("length", sa.Integer, nullable=False),
        sa.Column("terms", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
    )
    op.create_table(
        "term",
        sa.Column("term", sa.Text, primary_key=True),
        sa.Column("frequency", sa.Integer, nullable=False),
    )
    op.create_table(
        "counter",
        sa.Column("name", sa.String, primary_key=True),
        sa.Column("value", sa.Integer, nullable=False),
    )


def _chats() -> None:
    """What chats want, what they sent, what they remember."""
    op.create_table(
        "subscription",
        sa.Column("id", sa.Integer, primary_key=True),
        *_address(),
        sa.Column("wanted", sa.Text, nullable=False),
        sa.Column("topics", sa.Text, nullable=False),
        sa.Column("hour", sa.String, nullable=False),
        sa.Column("zone", sa.String, nullable=False),
        sa.Column("leads", sa.String, nullable=False),
        sa.Column("language", sa.String, nullable=False),
        sa.Column("planned", MOMENT),
        sa.Column("active", sa.Boolean, nullable=False),
        sa.Column("why", sa.Text),
        sa.Column("actor", sa.Text, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.UniqueConstraint("platform", "tenant", "channel", "thread", "wanted"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "inbox",
        sa.Column("platform", sa.String, primary_key=True),
        sa.Column("tenant", sa.String, primary_key=True),
        sa.Column("delivery", sa.Text, primary_key=True),
        sa.Column("at", MOMENT, nullable=False, index=True),
    )
    op.create_table(
        "note",
        sa.Column("id", sa.Integer, primary_key=True),
        *_address(),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("command", sa.Text, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.UniqueConstraint("platform", "tenant", "channel", "thread", "name"),
    )
    op.create_table(
        "mark",
        sa.Column("id", sa.Integer, primary_key=True),
        *_address(),
        sa.Column("refs", sa.Text, nullable=False),
        sa.UniqueConstraint("platform", "tenant", "channel", "thread"),
    )


def _ledger() -> None:
    """Who was owed which digest, and what became of it."""
    op.create_table(
        "delivery",
        sa.Column("id", sa.Integer, primary_key=True),
        *_address(),
        sa.Column("key", sa.Text, nullable=False, unique=True),
        sa.Column("former", sa.Text, index=True),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("slot", sa.Date, nullable=False),
        sa.Column("due", MOMENT, nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("attempt", sa.Integer, nullable=False),
        sa.Column("repeat", sa.Boolean, nullable=False),
        sa.Column("next_at", MOMENT),
        sa.Column("taken_at", MOMENT),
        sa.Column("settled_at", MOMENT),
        sa.Column("provider_id", sa.Text),
        sa.Column("error", sa.Text),
        sa.Column("digest", sa.Text, nullable=False),
        sa.UniqueConstraint("platform", "tenant", "channel", "thread", "kind", "slot"),
        sa.CheckConstraint(
            "state IN ('pending', 'in_flight', 'sent', 'skipped', 'dead', 'held')", name="delivery_state"
        ),
    )
    for name, column, state in (("due", "next_at", "pending"), ("flying", "taken_at", "in_flight")):
        where = sa.text(f"state = '{state}'")
        op.create_index(f"delivery_{name}", "delivery", [column], sqlite_where=where, postgresql_where=where)
    op.create_table(
        "delivery_item",
        _of("delivery", primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("ref", sa.Text, nullable=False, index=True),
        sa.Column("rule", sa.String, nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("lead", sa.Integer, nullable=False),
        sa.Column("told", sa.Date, nullable=False),
        sa.Column("topic", sa.Text, nullable=False),
    )


def _of(table: str, *, primary_key: bool = False, index: bool = False) -> sa.Column[int]:
    """A reference to a row that takes this one with it."""
    owner = sa.ForeignKey(f"{table}.id", ondelete="CASCADE")
    return sa.Column(f"{table}_id", sa.Integer, owner, nullable=False, primary_key=primary_key, index=index)


def _address() -> tuple[sa.Column[str], ...]:
    """The chat that a row belongs to."""
    return tuple(
        sa.Column(part, sa.String, nullable=False) for part in ("platform", "tenant", "channel", "thread")
    )
