"""The shelf of documents: put, look up, search.

What puts documents here is imported where it is used: a process that only sends has no need of it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from threading import Lock
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from briefings.almanac import almanac
from briefings.corpus import calendar
from briefings.disputes import settled
from briefings.judging import Case
from briefings.model import Document, Entry, Evidence, Fact, Passage
from briefings.rules import READING
from storage.assembling import assembled, by_ids, current
from storage.batches import parts
from storage.codec import storable, unpacked
from storage.engine import Database
from storage.enquiries import Enquiries
from storage.listing import COUNT, NEWEST, Listing, listings
from storage.outcomes import judged
from storage.proofs import still
from storage.tables import COUNTER, DOCUMENT, FACT, SOURCE, VERSION

if TYPE_CHECKING:
    from storage.shelving import Outcome, Shelving


@dataclass(frozen=True, slots=True)
class Owner:
    """The place that a document came from, and the hash of its text."""

    path: str
    name: str
    sha256: str


class Library(Enquiries):
    """Documents with their sentences and facts; every answer is of their current versions."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self._lock = Lock()
        self._entries: tuple[int, tuple[Entry, ...]] | None = None
        self._cases: tuple[tuple[Entry, ...], tuple[Case, ...]] | None = None

    def put(
        self, documents: Sequence[Document], *, name: str, sha256: str, path: str = "", at: datetime
    ) -> Outcome:
        """Store all the documents of a source in one transaction; those that it no longer has are retired.

        `sha256` is the hash of the source's bytes, `path` where it lies (its `name` if that says enough).
        Raises `Refused` for a document that can't be stored, and then keeps nothing.
        """
        with self._shelving(at) as shelving:
            source = shelving.source(path or name, name, sha256)
            outcome = shelving.put_all(documents, source)
            return replace(outcome, retired=shelving.retire(source, {document.id for document in documents}))

    def extend(self, documents: Sequence[Document], *, name: str, path: str, at: datetime) -> Outcome:
        """Store some documents of a collection too large for one transaction; `finish` it afterwards."""
        with self._shelving(at) as shelving:
            source = shelving.source(path, name, "")
            return shelving.put_all(documents, source)

    def finish(
        self, *, name: str, path: str, sha256: str, kept: Collection[str], at: datetime
    ) -> tuple[str, ...]:
        """A collection was read to its end: `kept` are its documents, others of this place are retired."""
        with self._shelving(at) as shelving:
            return shelving.retire(shelving.source(path, name, sha256), kept)

    @contextmanager
    def _shelving(self, at: datetime) -> Iterator[Shelving]:
        """One transaction that changes the library."""
        from storage.shelving import Shelving

        with self._database.writing() as connection:
            shelving = Shelving(connection, at)
            yield shelving
            shelving.finish()

    def known(self, path: str, sha256: str) -> bool:
        """Whether this place was read to its end by today's rules when it held these very bytes."""
        held = DOCUMENT.join(VERSION, VERSION.c.id == DOCUMENT.c.version_id)
        stale = select(DOCUMENT.c.id).select_from(held)
        older = (DOCUMENT.c.retired.is_(False), VERSION.c.reading != READING)
        with self._database.reading() as connection:
            asked = select(SOURCE.c.id).where(SOURCE.c.path == path, SOURCE.c.sha256 == sha256)
            source = connection.execute(asked).scalar()
            mine = stale.where(DOCUMENT.c.source_id == source, *older)
            return source is not None and connection.execute(mine.limit(1)).first() is None

    def holding(self, path: str) -> int:
        """How many documents this place holds now."""
        with self._database.reading() as connection:
            joined = DOCUMENT.join(SOURCE, SOURCE.c.id == DOCUMENT.c.source_id)
            mine = select(func.count()).select_from(joined)
            held = mine.where(SOURCE.c.path == path, DOCUMENT.c.retired.is_(False))
            return int(connection.execute(held).scalar_one())

    def twin(self, path: str, sha256: str) -> str | None:
        """The name of another place that holds these very bytes."""
        with self._database.reading() as connection:
            asked = select(SOURCE.c.name).where(SOURCE.c.path != path, SOURCE.c.sha256 == sha256)
            return connection.execute(asked.limit(1)).scalar()

    def owners(self, ids: Sequence[str]) -> dict[str, Owner]:
        """Which place each of these documents came from; ids that nobody has are left out."""
        with self._database.reading() as connection:
            joined = DOCUMENT.join(SOURCE, SOURCE.c.id == DOCUMENT.c.source_id).join(
                VERSION, VERSION.c.id == DOCUMENT.c.version_id
            )
            columns = (DOCUMENT.c.name.label("id"), SOURCE.c.path, SOURCE.c.name, VERSION.c.sha256)
            asked = select(*columns).select_from(joined)
            rows = [
                row
                for part in parts(ids)
                for row in connection.execute(asked.where(DOCUMENT.c.name.in_(part)))
            ]
            return {row.id: Owner(row.path, row.name, row.sha256) for row in rows}

    def document(self, id: str) -> Document | None:
        """The document with this id, or None."""
        return next(iter(self.documents([id])), None)

    def documents(self, ids: Sequence[str]) -> tuple[Document, ...]:
        """Those of these documents that are here, in the order asked."""
        with self._database.reading() as connection:
            return by_ids(connection, ids)

    def latest(self, limit: int = 10, offset: int = 0) -> tuple[Document, ...]:
        """The documents written last, newest first, the undated at the end; articles before their stories."""
        with self._database.reading() as connection:
            return assembled(connection, connection.execute(NEWEST.limit(limit).offset(offset)).all())

    def listed(self, limit: int = 10, offset: int = 0) -> tuple[Listing, ...]:
        """The same documents in the same order, as a list tells of them."""
        with self._database.reading() as connection:
            return listings(connection, limit, offset)

    def count(self) -> int:
        """How many documents there are, the calendar not counted."""
        with self._database.reading() as connection:
            return int(connection.execute(COUNT).scalar_one())

    @property
    def revision(self) -> int:
        """A number that moves whenever the library changes, in whichever process."""
        with self._database.reading() as connection:
            asked = select(COUNTER.c.value).where(COUNTER.c.name == "revision")
            return int(connection.execute(asked).scalar() or 0)

    def passage(self, ref: str) -> tuple[Document, Passage] | None:
        """The sentence that a citation such as `leading-zone#12.3` names, with its document."""
        id, _, _ = ref.rpartition("#")
        document = self.document(id) if id else None
        for passage in document.passages if document else ():
            if passage.ref == ref:
                return (document, passage) if document else None
        return None

    def holds(self, evidence: Evidence) -> bool:
        """Whether that sentence still stands in the current version of its document, wherever it moved to."""
        return evidence in self.held((evidence,))

    def held(self, evidence: Collection[Evidence]) -> frozenset[Evidence]:
        """Those of these sentences that still stand so, all looked up in one state of the store."""
        if not evidence:
            return frozenset()
        with self._database.reading() as connection:
            return frozenset(still(connection, evidence))

    def titles(self, ids: Sequence[str]) -> dict[str, str]:
        """The titles of documents by public id, those that are not there left out."""
        now = current().subquery()
        asked = select(now.c.public, now.c.title)
        with self._database.reading() as connection:
            return {
                row.public: row.title
                for part in parts([storable(id) for id in ids])
                for row in connection.execute(asked.where(now.c.public.in_(part)))
            }

    def entries(self) -> tuple[Entry, ...]:
        """Everything dated that the documents tell, merged; worked out again when the library changes."""
        with self._lock:
            revision = self.revision
            if self._entries is None or self._entries[0] != revision:
                self._entries = (revision, settled(almanac(self._told()), calendar()))
            return self._entries[1]

    def cases(self) -> tuple[Case, ...]:
        """Every target and deadline with what later documents say of it; kept as long as the entries are."""
        entries = self.entries()
        with self._lock:
            if self._cases is None or self._cases[0] is not entries:
                with self._database.reading() as connection:
                    self._cases = (entries, judged(connection, entries))
            return self._cases[1]

    def _told(self) -> Iterator[tuple[Fact, str]]:
        """Every fact of a current version, with its document's title."""
        now = current().subquery()
        asked = select(FACT.c.value, now.c.title).join(now, now.c.id == FACT.c.version_id)
        with self._database.reading() as connection:
            rows = connection.execute(asked.order_by(now.c.public, FACT.c.number)).all()
        return ((unpacked(Fact, row.value), row.title) for row in rows)

    def fact(self, id: str) -> Fact | None:
        """The fact with this id in a current version, or None."""
        now = current().subquery()
        asked = select(FACT.c.value).join(now, now.c.id == FACT.c.version_id).where(FACT.c.id == storable(id))
        with self._database.reading() as connection:
            value = connection.execute(asked.limit(1)).scalar()
            return unpacked(Fact, value) if value is not None else None
