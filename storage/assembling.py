"""Rows back into documents."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, exists, select

from briefings.model import Clock, Document, Dropped, Fact, Figure, Passage
from storage.batches import parts
from storage.codec import storable, unpacked
from storage.tables import DOCUMENT, FACT, PASSAGE, VERSION, WITHDRAWAL

CALENDAR = "calendar"


def standing() -> ColumnElement[bool]:
    """The condition that a document is shown: its source has it, and no editor withdrew it."""
    withdrawn = exists().where(WITHDRAWAL.c.document == DOCUMENT.c.name)
    return and_(DOCUMENT.c.retired.is_(False), ~withdrawn)


def current() -> Select[Any]:
    """The current versions of documents that are shown, with `public` as their public id."""
    joined = DOCUMENT.join(VERSION, VERSION.c.id == DOCUMENT.c.version_id)
    columns = (VERSION, DOCUMENT.c.name.label("public"))
    return select(*columns).select_from(joined).where(standing())


def assembled(connection: Connection, rows: Sequence[Row[Any]]) -> tuple[Document, ...]:
    """The documents of these version rows, in their order, with sentences and facts."""
    passages: dict[int, list[Passage]] = defaultdict(list)
    facts: dict[int, list[Fact]] = defaultdict(list)
    public = {row.id: row.public for row in rows}
    for part in parts([row.id for row in rows]):
        sentences = select(PASSAGE).where(PASSAGE.c.version_id.in_(part))
        for s in connection.execute(sentences.order_by(PASSAGE.c.version_id, PASSAGE.c.number)):
            place = (s.paragraph, s.sentence, s.start, s.end, s.text)
            passages[s.version_id].append(Passage(public[s.version_id], *place))
        told = select(FACT).where(FACT.c.version_id.in_(part))
        for f in connection.execute(told.order_by(FACT.c.version_id, FACT.c.number)):
            facts[f.version_id].append(unpacked(Fact, f.value))
    return tuple(_document(row, tuple(passages[row.id]), tuple(facts[row.id])) for row in rows)


def _document(row: Row[Any], passages: tuple[Passage, ...], facts: tuple[Fact, ...]) -> Document:
    return Document(
        id=row.public,
        title=row.title,
        kind=row.kind,
        text=row.text,
        offset=row.position,
        sha256=row.sha256,
        language=row.language,
        name=row.name,
        passages=passages,
        clock=unpacked(Clock, row.clock),
        facts=facts,
        figures=unpacked(tuple[Figure, ...], row.figures),
        headings=unpacked(tuple[tuple[int, str], ...], row.headings),
        dropped=unpacked(tuple[Dropped, ...], row.dropped),
        label=row.label,
        credit=row.credit,
        page=row.page,
    )


def by_ids(connection: Connection, ids: Sequence[str]) -> tuple[Document, ...]:
    """Documents by public id, in the order asked."""
    ids = [storable(id) for id in ids]
    rows = [
        row for part in parts(ids) for row in connection.execute(current().where(DOCUMENT.c.name.in_(part)))
    ]
    by_id = {document.id: document for document in assembled(connection, rows)}
    return tuple(by_id[id] for id in dict.fromkeys(ids) if id in by_id)
