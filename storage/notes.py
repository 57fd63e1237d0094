"""The shelf of notes: small things that a chat remembers, for that chat only."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete, select

from briefings.model import Address
from storage.chats import belongs, bound, columns, place
from storage.codec import packed, storable, unpacked
from storage.engine import Database
from storage.tables import ADDRESS, MARK, NOTE
from storage.upserts import insert_new, insert_or_change

KEPT = timedelta(days=30)
"""How long a button works after it was shown last."""
FRESH = timedelta(days=1)
"""For how long a button that is shown again need not be written again."""
_SHOWN = select(NOTE.c.name).where(
    bound(NOTE), NOTE.c.name.in_(bindparam("names", expanding=True)), NOTE.c.at >= bindparam("since")
)
_NAMED = select(NOTE.c.command, NOTE.c.actor).where(
    bound(NOTE), NOTE.c.name == bindparam("name"), NOTE.c.at >= bindparam("since")
)
_MARKS = select(MARK.c.refs).where(bound(MARK))


@dataclass(frozen=True, slots=True)
class Note:
    """The command behind a button; where there is an `actor`, it is this person's alone."""

    command: str
    actor: str = ""


def _name(command: str, actor: str) -> str:
    return "~" + hashlib.sha256("\0".join(filter(None, (actor, command))).encode()).hexdigest()[:16]


class Notes:
    """Commands behind buttons, and the refs behind the numbers of the last reply."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def remember(self, address: Address, command: str, at: datetime, actor: str = "") -> str:
        """A name for the command of a button: `~` and letters, the same for the same command and person."""
        return self.remember_all(address, (command,), at, actor)[0]

    def remember_all(
        self, address: Address, commands: Sequence[str], at: datetime, actor: str = ""
    ) -> tuple[str, ...]:
        """Names for the commands of several buttons, in their order."""
        actor = storable(actor)
        named = {_name(command, actor): command for command in map(storable, commands)}
        if not named:
            return ()
        asked = {"names": list(named), "since": at - FRESH, **place(address)}
        with self._database.reading() as connection:
            stale = set(named) - set(connection.execute(_SHOWN, asked).scalars())
        if stale:
            same = {"at": at, "actor": actor, **columns(address)}
            rows = [{"name": name, "command": named[name], **same} for name in sorted(stale)]
            with self._database.writing() as connection:
                insert_or_change(connection, NOTE, (*ADDRESS, "name"), rows)
        return tuple(_name(storable(command), actor) for command in commands)

    def recall(self, address: Address, name: str, at: datetime) -> Note | None:
        """What this chat remembers by a name; None for other chats' names, made-up ones and old ones."""
        with self._database.reading() as connection:
            asked = {"name": storable(name), "since": at - KEPT, **place(address)}
            found = connection.execute(_NAMED, asked).first()
        return Note(found.command, found.actor) if found else None

    def tidy(self, now: datetime) -> int:
        """Forget the buttons that work no more; how many."""
        with self._database.writing() as connection:
            old = delete(NOTE).where(NOTE.c.at < now - KEPT, NOTE.c.name.startswith("~"))
            return connection.execute(old).rowcount

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
            refs = connection.execute(_MARKS, place(address)).scalar()
        return unpacked(tuple[str, ...], refs) if refs else ()

    def set_marks(self, address: Address, refs: Sequence[str]) -> None:
        """Remember the refs of the reply that is going out now."""
        values = {"refs": packed(tuple[str, ...], tuple(storable(ref) for ref in refs)), **columns(address)}
        with self._database.writing() as connection:
            insert_or_change(connection, MARK, ADDRESS, values)
