"""The shelf of withdrawals: documents that an editor took out of every answer, who did, why and when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, delete, select

from storage.assembling import CALENDAR, current
from storage.codec import storable
from storage.engine import Database
from storage.tables import DOCUMENT, VERSION, WITHDRAWAL
from storage.upserts import insert_new

if TYPE_CHECKING:
    from storage.shelving import Shelving


@dataclass(frozen=True, slots=True)
class Editor:
    """Who withdraws: a person by their number on a platform; empty where they were forgotten since."""

    platform: str
    tenant: str
    actor: str

    def __str__(self) -> str:
        """As settings name people: `telegram:123`, `slack:T1/U1`; empty for nobody."""
        return f"{self.platform}:{self.tenant}{'/' if self.tenant else ''}{self.actor}" if self.actor else ""


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """A document that is in no answer and no digest: its id and title, who withdrew it, why, and when."""

    document: str
    title: str
    by: Editor
    why: str
    at: datetime


class Withdrawals:
    """Documents that are withdrawn stay stored, and are read anew like others, but nothing shows them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def every(self) -> tuple[Withdrawal, ...]:
        """All of them, the newest first."""
        joined = WITHDRAWAL.outerjoin(DOCUMENT, DOCUMENT.c.name == WITHDRAWAL.c.document)
        joined = joined.outerjoin(VERSION, VERSION.c.id == DOCUMENT.c.version_id)
        asked = select(WITHDRAWAL, VERSION.c.title).select_from(joined)
        with self._database.reading() as connection:
            rows = connection.execute(asked.order_by(WITHDRAWAL.c.at.desc(), WITHDRAWAL.c.document)).all()
        return tuple(
            Withdrawal(
                row.document,
                row.title or row.document,
                Editor(row.platform, row.tenant, row.actor),
                row.why,
                row.at,
            )
            for row in rows
        )

    def of(self, document: str) -> Withdrawal | None:
        """The withdrawal of a document; None where it is not withdrawn."""
        return next((one for one in self.every() if one.document == document), None)

    def withdraw(self, document: str, by: Editor, why: str, at: datetime) -> bool:
        """Take a document out of every answer; False where there is none to take, or it is the calendar."""
        with self._database.writing() as connection:
            shelving = _shelving(connection, at)
            asked = current().where(DOCUMENT.c.name == storable(document), VERSION.c.kind != CALENDAR)
            row = connection.execute(asked).first()
            values = _values(document, by, why, at)
            if row is None or insert_new(connection, WITHDRAWAL, values) is None:
                return False
            shelving.hide(row.id)
            shelving.finish()
        return True

    def restore(self, document: str, at: datetime) -> bool:
        """Take back a withdrawal; False where there was none, or the document's source has it no more."""
        with self._database.writing() as connection:
            shelving = _shelving(connection, at)
            mine = WITHDRAWAL.c.document == storable(document)
            if not connection.execute(delete(WITHDRAWAL).where(mine)).rowcount:
                return False
            row = connection.execute(current().where(DOCUMENT.c.name == storable(document))).first()
            if row is None:
                return False
            shelving.show(row.id, row.title)
            shelving.finish()
        return True


def _shelving(connection: Connection, at: datetime) -> Shelving:
    # what reads and indexes is needed by who withdraws alone
    from storage.shelving import Shelving

    return Shelving(connection, at)


def _values(document: str, by: Editor, why: str, at: datetime) -> Mapping[str, Any]:
    return {
        "document": storable(document),
        "why": storable(why),
        "platform": by.platform,
        "tenant": by.tenant,
        "actor": storable(by.actor),
        "at": at,
    }
