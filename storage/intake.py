"""One file's bytes into the library: read, studied, named, stored."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain, islice
from typing import Literal, assert_never

from briefings import reading
from briefings.corpus import calendar
from briefings.errors import Refused
from briefings.model import Document, Source
from briefings.study import study
from storage.library import Library, Owner
from storage.naming import ids, usable
from storage.shelving import Outcome, Put

BATCH = 200
"""Lines of a collection that are stored in one transaction."""


@dataclass(frozen=True, slots=True)
class Job:
    """A file to take: what to call it, the place that is its identity, and how to get its bytes."""

    name: str
    path: str
    load: Callable[[], bytes]

    @property
    def file(self) -> str:
        """Its name without folders."""
        return self.name.replace("\\", "/").rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a file; `documents` counts what it holds now."""

    outcome: Literal["added", "updated", "same", "refused"]
    documents: int = 0
    why: str = ""


@dataclass(slots=True)
class Tally:
    """What became of a collection's lines so far."""

    kept: set[str] = field(default_factory=set)
    told: set[Put] = field(default_factory=set)
    refused: list[str] = field(default_factory=list)

    def add(self, outcome: Outcome) -> None:
        """Count what was stored."""
        self.told |= {put for _, put in outcome.documents}

    def taken(self, retired: Sequence[str]) -> Taken:
        """The whole collection's row."""
        changed: Put = "updated" if retired or self.told != {"added"} else "added"
        outcome: Put = "same" if self.told <= {"same"} and not retired else changed
        if not self.refused:
            return Taken(outcome, len(self.kept))
        more = f" (and {len(self.refused) - 1:,} more)" if len(self.refused) > 1 else ""
        rest = f"; the other {len(self.kept):,} documents are in" if self.kept else ""
        return Taken("refused", len(self.kept), f"{self.refused[0]}{more}{rest}.")


def take(library: Library, job: Job, at: datetime, tell: Callable[[str], None]) -> Taken:
    """Store what a file holds, or nothing where these bytes are known; raises `Refused`."""
    data = job.load()
    sha256 = hashlib.sha256(data).hexdigest()
    if library.known(job.path, sha256):
        return Taken("same", library.holding(job.path))
    twin = library.twin(job.path, sha256)
    if twin and not library.holding(job.path):
        return Taken("same", why=f"the same bytes as {twin}")
    sources = reading.read(job.file, data)
    first = next(sources, None)
    if first is None:
        raise Refused(name=job.name, why="there is nothing to read in it", now="Check the file.")
    if isinstance(first, Source) and first.id is None:
        return _whole(library, job, [first, *sources], sha256, at)
    return _collection(library, job, chain((first,), sources), sha256, at=at, tell=tell)


def _whole(
    library: Library, job: Job, sources: Sequence[Source | Refused], sha256: str, at: datetime
) -> Taken:
    """A file that is a document, or a page of several, in one transaction."""
    documents: list[Document] = []
    for source in sources:
        if isinstance(source, Refused):
            raise source
        documents += _named(library, job, source, {document.id for document in documents})
    if not documents:
        raise Refused(name=job.name, why="there is no text in it", now="Check the file.")
    outcome = library.put(documents, name=job.file, sha256=sha256, path=job.path, at=at)
    return Taken(outcome.verdict, len(documents))


def _named(library: Library, job: Job, source: Source, taken: set[str]) -> tuple[Document, ...]:
    """A source's documents, under the first id that neither another file nor this one has given away."""
    for id in ids(job.file):
        if id in taken or not _free(library.owners([id]), job):
            continue
        documents = study(source, id=id, origins=calendar())
        theirs = [document.id for document in documents]
        if taken.isdisjoint(theirs) and _free(library.owners(theirs), job):
            return documents
    raise AssertionError("ids never end")


def _free(owners: dict[str, Owner], job: Job) -> bool:
    return all(owner.path == job.path for owner in owners.values())


def _collection(
    library: Library,
    job: Job,
    sources: Iterator[Source | Refused],
    sha256: str,
    *,
    at: datetime,
    tell: Callable[[str], None],
) -> Taken:
    """A collection, some lines at a time; only when its end is reached does it count as read."""
    tally = Tally()
    lines = _readable(sources, tally)
    while batch := list(islice(lines, BATCH)):
        documents = [document for source in batch for document in _line(source, tally)]
        allowed = _allowed(library, job, documents, tally)
        if allowed:
            tally.add(library.extend(allowed, name=job.file, path=job.path, at=at))
        tell(f"{job.name}: {len(tally.kept):,} documents")
    if tally.refused:
        return tally.taken(())
    return tally.taken(library.finish(name=job.file, path=job.path, sha256=sha256, kept=tally.kept, at=at))


def _readable(sources: Iterator[Source | Refused], tally: Tally) -> Iterator[Source]:
    """The lines that can be read; the others are counted."""
    for source in sources:
        match source:
            case Refused():
                tally.refused.append(f"{source.details['name']}: {source.details['why']}")
            case Source():
                yield source
            case _:
                assert_never(source)


def _line(source: Source, tally: Tally) -> tuple[Document, ...]:
    """A line's documents; a line that names itself badly or twice is left out."""
    id = source.id or ""
    if not usable(id):
        tally.refused.append(f"“{id[:40]}” can't be an id")
        return ()
    if id in tally.kept:
        tally.refused.append(f"the id {id} stands twice")
        return ()
    documents = study(source, id=id, origins=calendar())
    tally.kept |= {id, *(document.id for document in documents)}
    return documents


def _allowed(library: Library, job: Job, documents: Sequence[Document], tally: Tally) -> list[Document]:
    """The documents whose ids are not those of another file's different texts."""
    owners = library.owners([document.id for document in documents])
    allowed = []
    for document in documents:
        owner = owners.get(document.id)
        if owner is None or job.path == owner.path or _moved(owner, job, document):
            allowed.append(document)
        else:
            tally.refused.append(f"the id {document.id} is {owner.name}'s")
            tally.kept.discard(document.id)
    return allowed


def _moved(owner: Owner, job: Job, document: Document) -> bool:
    """Whether this is the same document from a file that now lies elsewhere."""
    return owner.name == job.file or owner.sha256 == document.sha256
