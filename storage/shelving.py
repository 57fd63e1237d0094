"""Putting documents on the shelf: versions, sentences, facts and index in the caller's transaction."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from math import isfinite
from typing import Any, Literal

from sqlalchemy import Connection, Row, bindparam, delete, insert, select, update

from briefings.errors import Refused
from briefings.model import Clock, Document, Dropped, Fact, Figure
from briefings.rules import READING
from storage.codec import packed, storable
from storage.index.building import LIBRARY, LOCK
from storage.index.entries import Changes, add_count, titled
from storage.tables import DOCUMENT, FACT, PASSAGE, SOURCE, VERSION, WITHDRAWAL

Put = Literal["added", "updated", "same"]

_KNOWN = (
    select(
        DOCUMENT,
        VERSION.c.number,
        VERSION.c.sha256,
        VERSION.c.fingerprint,
        VERSION.c.position,
        VERSION.c.reading,
    )
    .join(VERSION, VERSION.c.id == DOCUMENT.c.version_id)
    .where(DOCUMENT.c.name == bindparam("id"))
)
_CURRENT = update(DOCUMENT).where(DOCUMENT.c.id == bindparam("owner")).values(version_id=bindparam("version"))


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of each document that was put, by id, and which the source has no longer."""

    documents: tuple[tuple[str, Put], ...]
    retired: tuple[str, ...] = ()

    @property
    def verdict(self) -> Put:
        """One word for all of it: `added` where everything is new, `same` where nothing changed."""
        told = {put for _, put in self.documents}
        if told <= {"same"} and not self.retired:
            return "same"
        return "added" if told == {"added"} and not self.retired else "updated"


class Shelving:
    """One transaction's changes to the library."""

    def __init__(self, connection: Connection, at: datetime) -> None:
        self._connection = connection
        self._at = at
        self._changes = Changes(connection)
        self._changed = False
        if connection.dialect.name == "postgresql":
            connection.execute(LOCK, {"lock": LIBRARY})

    def source(self, path: str, name: str, sha256: str) -> int:
        """The row of a source, with the hash of what it holds now (empty while it is being read)."""
        values = {"name": storable(name), "sha256": sha256, "at": self._at}
        row = self._connection.execute(select(SOURCE.c.id).where(SOURCE.c.path == path)).scalar()
        if row is None:
            return _inserted(self._connection.execute(insert(SOURCE).values(path=path, **values)))
        self._connection.execute(update(SOURCE).where(SOURCE.c.id == row).values(**values))
        return int(row)

    def put(self, document: Document, source: int) -> Put:
        """Store one document: a new one, a new version of a known one, or nothing."""
        document = _cleaned(document)
        try:
            values = _values(document)
        except ValueError:
            raise Refused(
                name=document.name, why="it holds broken characters", now="Save it as UTF-8."
            ) from None
        known = self._known(document.id)
        if known is None:
            outcome = self._add(document, values, source)
        else:
            outcome = self._renew(document, values, known)
            owner = {"source_id": source, "retired": False}
            self._connection.execute(update(DOCUMENT).where(DOCUMENT.c.id == known.id).values(**owner))
        self._changed |= outcome != "same"
        return outcome

    def put_all(self, documents: Sequence[Document], source: int) -> Outcome:
        """Store several documents of one source, in order."""
        return Outcome(tuple((document.id, self.put(document, source)) for document in documents))

    def _known(self, id: str) -> Row[Any] | None:
        """A document's row with what its current version is."""
        return self._connection.execute(_KNOWN, {"id": id}).first()

    def _add(self, document: Document, values: dict[str, Any], source: int) -> Put:
        row = {"name": document.id, "source_id": source, "retired": False}
        owner = _inserted(self._connection.execute(insert(DOCUMENT), row))
        self._version(document, values, owner, 1)
        return "added"

    def _renew(self, document: Document, values: dict[str, Any], known: Row[Any]) -> Put:
        """A known document again: its text makes a new version, anything else changes the current one."""
        if values["sha256"] != known.sha256:
            if not known.retired:
                self._changes.remove(known.version_id)
            self._version(document, values, known.id, known.number + 1)
            return "updated"
        this = VERSION.c.id == known.version_id
        if values["fingerprint"] != known.fingerprint:
            if not known.retired:
                self._changes.remove(known.version_id)
            self._connection.execute(update(VERSION).where(this).values(**values))
            for table in (PASSAGE, FACT):
                self._connection.execute(delete(table).where(table.c.version_id == known.version_id))
            self._contents(document, known.version_id)
            return "updated"
        moved = {name: values[name] for name in ("position", "reading")}
        if moved != {name: getattr(known, name) for name in moved}:
            self._connection.execute(update(VERSION).where(this).values(**moved))
        if known.retired:
            self._index(document, known.version_id)
            return "updated"
        return "same"

    def _version(self, document: Document, values: dict[str, Any], owner: int, number: int) -> None:
        """Make a version the current one."""
        row = {"document_id": owner, "number": number, "at": self._at, **values}
        version = _inserted(self._connection.execute(insert(VERSION), row))
        self._connection.execute(_CURRENT, {"owner": owner, "version": version})
        self._contents(document, version)

    def _contents(self, document: Document, version: int) -> None:
        """The sentences, facts and chunks of a version."""
        passages = [
            {
                "version_id": version,
                "number": number,
                "paragraph": p.paragraph,
                "sentence": p.sentence,
                "start": p.start,
                "end": p.end,
                "text": p.text,
            }
            for number, p in enumerate(document.passages)
        ]
        facts = [
            {"version_id": version, "number": number, "id": fact.id, "value": packed(Fact, fact)}
            for number, fact in enumerate(document.facts)
        ]
        for table, rows in ((PASSAGE, passages), (FACT, facts)):
            if rows:
                self._connection.execute(insert(table), rows)
        self._index(document, version)

    def hide(self, version: int) -> None:
        """Let nothing find a version any more: its document was withdrawn."""
        self._changes.remove(version)
        self._changed = True

    def show(self, version: int, title: str) -> None:
        """Make a version findable again."""
        asked = select(PASSAGE.c.paragraph, PASSAGE.c.text).where(PASSAGE.c.version_id == version)
        rows = self._connection.execute(asked.order_by(PASSAGE.c.number))
        said = [(row.paragraph, row.text) for row in rows]
        self._changes.add(version, titled(title, said), said)
        self._changed = True

    @cached_property
    def _withdrawn(self) -> frozenset[str]:
        """The documents that an editor withdrew: they are read, and not made findable."""
        return frozenset(self._connection.execute(select(WITHDRAWAL.c.document)).scalars())

    def _index(self, document: Document, version: int) -> None:
        """Make a version's sentences findable."""
        if document.id in self._withdrawn:
            return
        said = [(passage.paragraph, passage.text) for passage in document.passages]
        self._changes.add(version, titled(document.title, said), said)

    def retire(self, source: int, kept: Collection[str]) -> tuple[str, ...]:
        """Take down the documents of a source that it no longer has; their versions stay."""
        columns = (DOCUMENT.c.id, DOCUMENT.c.name, DOCUMENT.c.version_id)
        mine = select(*columns).where(DOCUMENT.c.source_id == source, DOCUMENT.c.retired.is_(False))
        return self._take_down([row for row in self._connection.execute(mine) if row.name not in kept])

    def drop(self, ids: Collection[str]) -> tuple[str, ...]:
        """Take down documents that a page no longer holds; their versions stay."""
        columns = (DOCUMENT.c.id, DOCUMENT.c.name, DOCUMENT.c.version_id)
        mine = select(*columns).where(DOCUMENT.c.name.in_(list(ids)), DOCUMENT.c.retired.is_(False))
        return self._take_down(self._connection.execute(mine).all())

    def _take_down(self, gone: Sequence[Any]) -> tuple[str, ...]:
        for row in gone:
            self._changes.remove(row.version_id)
            this = update(DOCUMENT).where(DOCUMENT.c.id == row.id)
            self._connection.execute(this.values(retired=True))
        self._changed |= bool(gone)
        return tuple(row.name for row in gone)

    def finish(self) -> None:
        """Write the totals; the library's revision moves where anything changed."""
        if self._changed:
            self._changes.apply()
            add_count(self._connection, "revision", 1)


def _cleaned(document: Document) -> Document:
    """The document without characters and numbers that no database holds; its offsets stay true."""
    return replace(
        document,
        text=storable(document.text),
        title=storable(document.title),
        name=storable(document.name),
        label=document.label and storable(document.label),
        credit=document.credit and storable(document.credit),
        figures=_finite(document.figures),
        facts=tuple(replace(fact, figures=_finite(fact.figures)) for fact in document.facts),
        passages=tuple(
            passage if (text := storable(passage.text)) is passage.text else replace(passage, text=text)
            for passage in document.passages
        ),
    )


def _finite(figures: tuple[Figure, ...]) -> tuple[Figure, ...]:
    """The figures that are numbers: four hundred digits are none that JSON can hold."""
    return tuple(f for f in figures if isfinite(f.value) and isfinite(f.upper or 0.0))


def _values(document: Document) -> dict[str, Any]:
    """A version's columns; the fingerprint leaves out where on its page a text begins."""
    whole = packed(Document, replace(document, offset=0))
    return {
        "sha256": document.sha256,
        "fingerprint": hashlib.sha256(whole.encode()).hexdigest(),
        "title": document.title,
        "kind": document.kind,
        "text": document.text,
        "position": document.offset,
        "language": document.language,
        "name": document.name,
        "written": document.clock.end,
        "clock": packed(Clock, document.clock),
        "figures": packed(tuple[Figure, ...], document.figures),
        "headings": packed(tuple[tuple[int, str], ...], document.headings),
        "dropped": packed(tuple[Dropped, ...], document.dropped),
        "label": document.label,
        "credit": document.credit,
        "page": document.page,
        "reading": READING,
    }


def _inserted(result: Any) -> int:
    """The id that the database gave to the row just inserted."""
    return int(result.inserted_primary_key[0])
