"""Whether sentences still stand where they were read, or moved within their documents."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from sqlalchemy import Connection, bindparam, select

from briefings.model import Evidence
from storage.assembling import current
from storage.batches import parts
from storage.codec import storable
from storage.tables import DOCUMENT, PASSAGE, VERSION

_NOW = (
    current()
    .with_only_columns(DOCUMENT.c.name, VERSION.c.sha256, PASSAGE.c.start, PASSAGE.c.end)
    .join(PASSAGE, PASSAGE.c.version_id == VERSION.c.id)
    .where(
        DOCUMENT.c.name.in_(bindparam("names", expanding=True)),
        PASSAGE.c.start.in_(bindparam("starts", expanding=True)),
    )
)
_VERSIONS = (
    current()
    .with_only_columns(DOCUMENT.c.name, VERSION.c.document_id, VERSION.c.id)
    .where(DOCUMENT.c.name.in_(bindparam("names", expanding=True)))
)


def still(connection: Connection, evidence: Collection[Evidence]) -> Iterator[Evidence]:
    """Those whose words, as they were read, stand in the current version of their document."""
    unmoved = _unmoved(connection, evidence)
    left = [one for one in evidence if _read_at(one) not in unmoved]
    moved = frozenset(_moved(connection, left)) if left else frozenset()
    return (one for one in evidence if one in moved or _read_at(one) in unmoved)


def _unmoved(connection: Connection, evidence: Collection[Evidence]) -> set[tuple[str, str, int, int]]:
    """Sentences of current versions where these start: most were read in a version that is current still."""
    return {
        (name, sha256, start, end)
        for names in parts(sorted({_document(one) for one in evidence}))
        for starts in parts(sorted({one.start for one in evidence}))
        for name, sha256, start, end in connection.execute(_NOW, {"names": names, "starts": starts})
    }


def _read_at(evidence: Evidence) -> tuple[str, str, int, int]:
    return _document(evidence), evidence.sha256, evidence.start, evidence.end


def _moved(connection: Connection, evidence: Collection[Evidence]) -> Iterator[Evidence]:
    """Those that were read in an older version, and whose words stand in the current one."""
    versions = _current(connection, {_document(one) for one in evidence})
    known = [one for one in evidence if _document(one) in versions]
    quoted = _quoted(connection, known, {document for document, _ in versions.values()})
    texts = {text for said in quoted.values() for text in said}
    standing = _standing(connection, {version for _, version in versions.values()}, texts)
    for one in known:
        document, version = versions[_document(one)]
        said = quoted.get((document, one.sha256, one.start, one.end), ())
        if any((version, text) in standing for text in said):
            yield one


def _document(evidence: Evidence) -> str:
    return storable(evidence.ref.rpartition("#")[0])


def _current(connection: Connection, names: set[str]) -> dict[str, tuple[int, int]]:
    """Documents by public id: their numbers, and those of their current versions."""
    return {
        name: (document, version)
        for part in parts(sorted(names))
        for name, document, version in connection.execute(_VERSIONS, {"names": part})
    }


def _quoted(
    connection: Connection, evidence: Collection[Evidence], documents: set[int]
) -> dict[tuple[Any, ...], list[str]]:
    """What stood in each version at those offsets, by document, hash, start and end."""
    place = (VERSION.c.document_id, VERSION.c.sha256, PASSAGE.c.start, PASSAGE.c.end)
    read = select(*place, PASSAGE.c.text).join_from(PASSAGE, VERSION, VERSION.c.id == PASSAGE.c.version_id)
    wanted = VERSION.c.sha256.in_(sorted({one.sha256 for one in evidence}))
    found: dict[tuple[Any, ...], list[str]] = {}
    for some in parts(sorted(documents)):
        for starts in parts(sorted({one.start for one in evidence})):
            here = read.where(VERSION.c.document_id.in_(some), wanted, PASSAGE.c.start.in_(starts))
            for *key, text in connection.execute(here):
                found.setdefault(tuple(key), []).append(text)
    return found


def _standing(connection: Connection, versions: set[int], texts: set[str]) -> set[tuple[int, str]]:
    """Which of these sentences stand in which of these versions."""
    asked = select(PASSAGE.c.version_id, PASSAGE.c.text)
    return {
        (version, text)
        for some in parts(sorted(versions))
        for said in parts(sorted(texts))
        for version, text in connection.execute(
            asked.where(PASSAGE.c.version_id.in_(some), PASSAGE.c.text.in_(said))
        )
    }
