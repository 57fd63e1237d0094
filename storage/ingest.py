"""Files into the library: each whole or not at all, and a bad one never stops the others."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Literal

from briefings.corpus import calendar_document, shipped
from briefings.errors import Refused
from briefings.model import Document
from storage.codec import packed, storable
from storage.errors import Failed, StoreError
from storage.files import find, load
from storage.intake import Job, take
from storage.store import Store

SHIPPED = "shipped/"
Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Row:
    """What became of one file; `documents` counts what it holds now, `why` explains where there is need."""

    name: str
    outcome: Literal["added", "updated", "same", "refused"]
    why: str = ""
    documents: int = 0


@dataclass(frozen=True, slots=True)
class Summary:
    """What became of all the files, in the order they were read."""

    rows: tuple[Row, ...]

    @property
    def counts(self) -> dict[str, int]:
        """How many files were added, updated, the same and refused."""
        told = [row.outcome for row in self.rows]
        return {outcome: told.count(outcome) for outcome in ("added", "updated", "same", "refused")}

    @property
    def refused(self) -> int:
        """How many files were refused, wholly or in part."""
        return self.counts["refused"]


def ingest(store: Store, paths: Sequence[Path], *, at: datetime, progress: Progress | None = None) -> Summary:
    """Read files and folders into the library; the same bytes from the same place change nothing.

    `at` is the time that new versions are dated with. `progress` is told (done, total, file) as it goes.
    Raises a `StoreError` where the database fails; what is wrong with a file stands in its row.
    """
    jobs = [Job(file.name, storable(str(file.path)), partial(load, file)) for file in find(paths)]
    return Summary(tuple(_rows(store, jobs, at, progress)))


def ship(store: Store, *, at: datetime, progress: Progress | None = None) -> Summary:
    """Read the documents and the calendar that travel with the program into the library."""
    jobs = [Job(name, f"{SHIPPED}{name}", partial(bytes, data)) for name, data in shipped()]
    rows = _rows(store, jobs, at, progress)
    return Summary((*rows, _calendar(store, at)))


def _rows(store: Store, jobs: Sequence[Job], at: datetime, progress: Progress | None) -> list[Row]:
    """One row for each file, in order."""
    rows: list[Row] = []
    for done, job in enumerate(jobs):
        tell = partial(progress, done, len(jobs)) if progress else _silent
        tell(job.name)
        rows.append(_row(store, job, at, tell))
    if progress and jobs:
        progress(len(jobs), len(jobs), jobs[-1].name)
    return rows


def _row(store: Store, job: Job, at: datetime, tell: Callable[[str], None]) -> Row:
    """One file read and stored; whatever is wrong with it becomes its row."""
    try:
        taken = take(store.library, job, at, tell)
        return Row(job.name, taken.outcome, taken.why, taken.documents)
    except Refused as refusal:
        why = f"{refusal.details.get('why', '')}. {refusal.details.get('now', '')}".strip()
        return Row(job.name, "refused", why)
    except StoreError as fault:
        if not isinstance(fault, Failed):
            raise
        return Row(job.name, "refused", str(fault))
    except Exception as fault:
        # a reader's mistake about one file must not cost the others
        return Row(job.name, "refused", f"reading it went wrong ({type(fault).__name__}). Please report it.")


def _calendar(store: Store, at: datetime) -> Row:
    """The curated calendar, a document like the others."""
    calendar = calendar_document()
    sha256 = hashlib.sha256(packed(Document, calendar).encode()).hexdigest()
    path = f"{SHIPPED}{calendar.name}"
    if store.library.known(path, sha256):
        return Row(calendar.name, "same", documents=1)
    outcome = store.library.put([calendar], name=calendar.name, sha256=sha256, path=path, at=at)
    return Row(calendar.name, outcome.verdict, documents=1)


def _silent(_name: str) -> None:
    """Nobody wants to know how far it is."""
