"""The shelf of notes: small things that a chat remembers, for that chat only."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from briefings.model import Address
from storage.chats import belongs, columns
from storage.codec import packed, storable, unpacked
from storage.engine import Database
from storage.tables import ADDRESS, MARK, NOTE
from storage.upserts import insert_new, insert_or_change


class Notes:
    """Commands behind buttons, and the refs behind the numbers of the last reply."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def remember(self, address: Address, command: str, at: datetime) -> str:
        """A name for a command too long for a button: `~` and letters, the same for the same command."""
        command = storable(command)
        name = "~" + hashlib.sha256(command.encode()).hexdigest()[:16]
        if self.recall(address, name) is None:
            values = {"name": name, "command": command, "at": at, **columns(address)}
            with self._database.writing() as connection:
                insert_new(connection, NOTE, values)
        return name

    def recall(self, address: Address, name: str) -> str | None:
        """The command that this chat remembers by a name; None for other chats' names and made-up ones."""
        with self._database.reading() as connection:
            mine = (belongs(NOTE, address), NOTE.c.name == storable(name))
            return connection.execute(select(NOTE.c.command).where(*mine)).scalar()

    def once(self, address: Address, what: str, at: datetime) -> bool:
        """Write down for this chat that something happened; False where it had happened before."""
        values = {"name": storable(what), "command": "", "at": at, **columns(address)}
        with self._database.writing() as connection:
            return insert_new(connection, NOTE, values) is not None

    def happened(self, address: Address, what: str) -> bool:
        """Whether that was written down for this chat."""
        with self._database.reading() as connection:
            mine = (belongs(NOTE, address), NOTE.c.name == storable(what))
            return connection.execute(select(NOTE.c.id).where(*mine)).first() is not None

    def marks(self, address: Address) -> tuple[str, ...]:
        """The refs behind [1], [2] … of the last reply in this chat."""
        with self._database.reading() as connection:
            refs = connection.execute(select(MARK.c.refs).where(belongs(MARK, address))).scalar()
        return unpacked(tuple[str, ...], refs) if refs else ()

    def set_marks(self, address: Address, refs: Sequence[str]) -> None:
        """Remember the refs of the reply that is going out now."""
        values = {"refs": packed(tuple[str, ...], tuple(storable(ref) for ref in refs)), **columns(address)}
        with self._database.writing() as connection:
            insert_or_change(connection, MARK, ADDRESS, values)
