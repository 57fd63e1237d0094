"""What only this installation knows: its salt, and what is made with it."""

from __future__ import annotations

import hashlib
import hmac
import secrets

from sqlalchemy import Connection, select

from storage.codec import storable
from storage.engine import Database
from storage.tables import SECRET
from storage.upserts import insert_new

SALT = "salt"


class Secrets:
    """Marks of this installation, which nobody else can make. Methods block and raise `StoreError`s."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._salt = b""

    def seal(self, words: str) -> str:
        """Sixteen letters that only this installation can give for these words."""
        return hmac.new(self._key(), storable(words).encode(), hashlib.sha256).hexdigest()[:16]

    def alias(self, person: str) -> str:
        """A name for somebody in a log, the same each time, which tells nobody who they are."""
        return self.seal(f"alias {person}")[:8]

    def _key(self) -> bytes:
        if not self._salt:
            with self._database.reading() as connection:
                found = _salt(connection)
            if found is None:
                with self._database.writing() as connection:
                    found = salt(connection)
            self._salt = found
        return self._salt


def salt(connection: Connection) -> bytes:
    """The salt of this installation, made where there is none yet."""
    if _salt(connection) is None:
        insert_new(connection, SECRET, {"name": SALT, "value": secrets.token_hex(32)})
    found = _salt(connection)
    assert found is not None
    return found


def _salt(connection: Connection) -> bytes | None:
    found: str | None = connection.execute(select(SECRET.c.value).where(SECRET.c.name == SALT)).scalar()
    return found.encode() if found else None
