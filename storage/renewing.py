"""Documents that older rules read, studied again from the text that is kept: page by page, each whole."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select

from briefings.corpus import calendar
from briefings.model import Document
from briefings.rereading import reread
from briefings.rules import READING
from storage.assembling import CALENDAR, assembled, current
from storage.engine import Database
from storage.errors import StoreError
from storage.shelving import Shelving
from storage.tables import DOCUMENT, VERSION

Progress = Callable[[int, int, str], None]
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Renewed:
    """How many pages were studied again, how many of them changed, and which could not be read."""

    pages: int = 0
    changed: int = 0
    failed: tuple[str, ...] = ()


def renew(database: Database, *, at: datetime, progress: Progress | None = None) -> Renewed:
    """Study again every page that older rules read; a second time does nothing.

    A page is stored in one transaction with the mark that it is done: killed in the middle, the rest
    waits for the next time. `at` dates what becomes a new version. A page that its own rules can't read
    stays as it was.
    """
    waiting = _stale(database)
    changed, failed = 0, []
    for done, page in enumerate(waiting):
        if progress:
            progress(done, len(waiting), page)
        try:
            changed += _page(database, page, at)
        except StoreError:
            raise
        except Exception:
            # a reader's mistake about one page must not cost the others
            _LOG.exception("renewing: %s could not be studied again", page)
            failed.append(page)
    if progress and waiting:
        progress(len(waiting), len(waiting), waiting[-1])
    return Renewed(len(waiting), changed, tuple(failed))


def _stale(database: Database) -> tuple[str, ...]:
    """The ids of the articles on whose page something was read by other rules than today's."""
    now = current().subquery()
    article = func.coalesce(now.c.page, now.c.public)
    asked = select(article).where(now.c.reading != READING, now.c.kind != CALENDAR).distinct()
    with database.reading() as connection:
        return tuple(connection.execute(asked.order_by(article)).scalars())


def _page(database: Database, page: str, at: datetime) -> bool:
    """Study one page again and store it; whether anything of it changed."""
    with database.reading() as connection:
        before = _documents(connection, page)
    if not before or before[0].id != page:
        return _settled(database, before)
    after = reread(before, calendar())
    with database.writing() as connection:
        shelving = Shelving(connection, at)
        source = _source(connection, page)
        # somebody else may have read the file meanwhile, and that reading is better than this one
        if source is None or _documents(connection, page) != before:
            return False
        if _taken(connection, source, after):
            after = before
        told = [shelving.put(document, source) for document in after]
        kept = {document.id for document in after}
        gone = shelving.drop([document.id for document in before if document.id not in kept])
        shelving.finish()
    return bool(gone) or set(told) != {"same"}


def _settled(database: Database, left: Sequence[Document]) -> bool:
    """Stories whose article is gone keep what is known of them: mark them as read."""
    with database.writing() as connection:
        for document in left:
            mine = select(DOCUMENT.c.version_id).where(DOCUMENT.c.name == document.id).scalar_subquery()
            connection.execute(VERSION.update().where(VERSION.c.id == mine).values(reading=READING))
    return False


def _documents(connection: Connection, page: str) -> tuple[Document, ...]:
    """What stands on a page now, the article first."""
    here = (DOCUMENT.c.name == page) | (VERSION.c.page == page)
    rows = connection.execute(current().where(here)).all()
    return tuple(
        sorted(assembled(connection, rows), key=lambda one: (one.page is not None, one.offset, one.id))
    )


def _source(connection: Connection, page: str) -> int | None:
    """The row of the source that a document belongs to."""
    asked = select(DOCUMENT.c.source_id).where(DOCUMENT.c.name == page)
    return connection.execute(asked).scalar()


def _taken(connection: Connection, source: int, documents: Sequence[Document]) -> bool:
    """Whether another source has given away one of these ids."""
    ids = [document.id for document in documents]
    asked = select(DOCUMENT.c.id).where(DOCUMENT.c.name.in_(ids), DOCUMENT.c.source_id != source)
    return connection.execute(asked).first() is not None
