"""Whether the store can be used right now: read, written, and at the schema of this program."""

from __future__ import annotations

from datetime import datetime

from storage.engine import Database
from storage.errors import Behind
from storage.schema import HEAD, at_revision
from storage.tables import COUNTER
from storage.upserts import insert_or_change

PROBED = "probed"
"""The counter that a probe writes, for only what is committed shows a full disk."""


def probe(database: Database, now: datetime) -> None:
    """Read and write a row. Raises a `StoreError` that says what is wrong; blocks as the store does."""
    with database.reading() as connection:
        revision = at_revision(connection)
    if revision != HEAD:
        raise Behind(where=database.where, revision=revision or "none", head=HEAD)
    with database.writing() as connection:
        seconds = int(now.timestamp()) % 1_000_000
        insert_or_change(connection, COUNTER, ["name"], {"name": PROBED, "value": seconds})
