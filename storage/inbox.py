"""The shelf of what was already received: a platform's second delivery of an update does nothing."""

from __future__ import annotations

from datetime import datetime

from storage.codec import storable
from storage.engine import Database
from storage.tables import INBOX
from storage.upserts import insert_new


class Inbox:
    """Which updates were seen."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def seen(self, platform: str, tenant: str, delivery: str, at: datetime) -> bool:
        """Whether this update came before; the first call remembers it, in whichever process."""
        update = {"platform": platform, "tenant": storable(tenant), "delivery": storable(delivery), "at": at}
        with self._database.writing() as connection:
            return insert_new(connection, INBOX, update) is None
