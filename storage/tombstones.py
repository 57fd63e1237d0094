"""What is left of a chat that was forgotten: a salted hash, so that it is told nothing twice."""

from __future__ import annotations

import hashlib
from datetime import date, datetime, timedelta

from sqlalchemy import Connection, delete, select

from briefings.model import Address
from storage.codec import storable
from storage.secrets import salt
from storage.tables import TOMBSTONE
from storage.upserts import insert_or_change

STANDS = timedelta(days=40)
"""How long a tombstone stands; a digest of a week or a month is behind it then."""
COST = 1 << 14
"""Of making a hash, about a twentieth of a second: ids are short, and all of them could be tried."""


def bury(connection: Connection, address: Address, slot: date, at: datetime) -> None:
    """Keep of a chat that goes only the last local day that it was told."""
    row = {"mark": _mark(connection, address), "slot": slot, "at": at}
    insert_or_change(connection, TOMBSTONE, ["mark"], row)


def told_before(connection: Connection, address: Address) -> date | None:
    """The last local day that a chat was told before it was forgotten, if it was."""
    if connection.execute(select(TOMBSTONE.c.mark).limit(1)).first() is None:
        return None
    asked = select(TOMBSTONE.c.slot).where(TOMBSTONE.c.mark == _mark(connection, address))
    found: date | None = connection.execute(asked).scalar()
    return found


def weather(connection: Connection, now: datetime) -> int:
    """Take away the tombstones that nobody needs any more; how many."""
    return connection.execute(delete(TOMBSTONE).where(TOMBSTONE.c.at < now - STANDS)).rowcount


def _mark(connection: Connection, address: Address) -> str:
    words = storable(str(address)).encode()
    return hashlib.scrypt(words, salt=salt(connection), n=COST, r=8, p=1, dklen=32).hex()
