"""The store: every shelf on one database.

What reads, indexes and searches is imported where it is used: a process that only sends has no need of it.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from storage.engine import Database, require_folder
from storage.executors import Executors
from storage.forgetting import Forgetting
from storage.inbox import Inbox
from storage.index.state import Size, current_rules, size
from storage.journal import Journal
from storage.lanes import Lanes
from storage.ledger import Ledger
from storage.library import Library
from storage.news import NewsShelf
from storage.notes import Notes
from storage.occurrences import Occurrences
from storage.preferences import ChatPreferences
from storage.probing import probe
from storage.queue import Backlog, prepare
from storage.resettling import enrol_rest
from storage.schedules import Schedules
from storage.schema import migrate
from storage.secrets import Secrets
from storage.subscriptions import Subscriptions
from storage.survey import Survey, survey
from storage.tolls import Tolls
from storage.windows import Windows
from storage.withdrawals import Withdrawals

if TYPE_CHECKING:
    from storage.renewing import Progress, Renewed


class Store:
    """What we keep. Its methods block, may be called from any thread, and raise `StoreError`s only."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.library = Library(database)
        self.withdrawals = Withdrawals(database)
        self.subscriptions = Subscriptions(database)
        self.preferences = ChatPreferences(database)
        self.journal = Journal(database)
        self.schedules = Schedules(database)
        self.news = NewsShelf(database)
        self.occurrences = Occurrences(database)
        self.windows = Windows(database)
        self.lanes = Lanes(database)
        self.ledger = Ledger(database)
        self.executors = Executors(database)
        self.tolls = Tolls(database)
        self.inbox = Inbox(database)
        self.notes = Notes(database)
        self.forgetting = Forgetting(database)
        self.secrets = Secrets(database)

    @classmethod
    def open(cls, url: str, *, progress: Progress | None = None) -> Store:
        """Open the database at `url`, making it and bringing schema and index up to date where needed.

        `progress` is told (done, total, document) while an index that older rules made is made anew.

        Takes `sqlite:///milepost.db`, `sqlite://` (in memory), `postgres://…` and `postgresql://…`.
        Raises a `StoreError` that says in one line, without the password, what is wrong and what to do.
        """
        database = Database(url)
        try:
            require_folder(database)
            migrate(database)
            prepare(database)
            enrol_rest(database)
            _index(database, progress)
        except BaseException:
            database.close()
            raise
        return cls(database)

    def renew(self, *, at: datetime, progress: Progress | None = None) -> Renewed:
        """Study again what older rules read; killed in the middle, the rest waits for the next time."""
        from storage.renewing import renew

        return renew(self._database, at=at, progress=progress)

    def reindex(self, *, progress: Progress | None = None) -> int:
        """Make the search index anew; how many documents it holds. The old one stands until it is done."""
        from storage.index.building import rebuild

        return rebuild(self._database, progress=progress)

    def indexed(self) -> Size:
        """How much the search index holds."""
        with self._database.reading() as connection:
            return size(connection)

    def survey(self, now: datetime, *, whole: bool = True) -> Survey:
        """The store at a glance; not `whole`, only what costs little."""
        return survey(self._database, now, whole=whole)

    def probe(self, now: datetime) -> None:
        """Raise a `StoreError` unless the database can be read and written, and is at our schema."""
        probe(self._database, now)

    def tidy_jobs(self, before: datetime) -> int:
        """Take away the rows of jobs that ended before then; how many."""
        backlog = Backlog(self._database)
        try:
            return backlog.tidy(before)
        finally:
            backlog.close()

    @property
    def one_process(self) -> bool:
        """Whether only one process may send from this store: an SQLite file has one writer."""
        return self._database.sqlite

    def close(self) -> None:
        """Let go of the database; safe to call twice."""
        self._database.close()


def _index(database: Database, progress: Progress | None) -> None:
    """Make the index anew where older rules made it."""
    with database.reading() as connection:
        if current_rules(connection):
            return
    from storage.index.building import rebuild

    rebuild(database, always=False, progress=progress)
