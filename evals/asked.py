"""Labelled questions, the stores they are asked in, and what counts as their answer."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from briefings.model import Passage
from briefings.sentences import fold
from evals.search import cranfield
from storage.ingest import ingest
from storage.store import Store

AT = datetime(2026, 1, 1, tzinfo=UTC)
LABELLED = Path(__file__).parent / "labelled"
FORMATS = {".txt", ".md"}


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with what answers it (none: nothing does), by pieces of text or by offsets.

    `group` tells questions on one article apart from those on others; `values` are the right values.
    """

    id: str
    query: str
    language: str
    pieces: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    starts: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    values: tuple[str, ...] = ()
    group: int = 0

    @property
    def answerable(self) -> bool:
        """Whether anything answers it."""
        return bool(self.pieces or self.starts)

    def right(self, passage: Passage) -> bool:
        """Whether a sentence is one that answers; a story of a page counts as the page."""
        if any(passage.start <= at < passage.end for at in self.starts.get(passage.document, ())):
            return True
        said = fold(passage.text)
        return any(
            fold(piece) in said
            for id, pieces in self.pieces.items()
            if _of(id, passage.document)
            for piece in pieces
        )


def _of(page: str, document: str) -> bool:
    story = document.removeprefix(page)
    return story == "" or (document.startswith(page) and story[:1] == "-" and story[1:].isdigit())


def labelled(part: str) -> Iterator[Asked]:
    """Our own questions of one part, all languages."""
    for file in sorted((LABELLED / "questions").glob(f"*-{part}.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            pieces = {row["document"]: row["answers"], **row.get("also", {})} if row["document"] else {}
            yield Asked(
                row["id"],
                row["query"],
                file.name.partition("-")[0],
                {id: tuple(each) for id, each in pieces.items()},
                values=tuple(row["value"] or ()),
            )


def xquad(shared: Path, language: str) -> tuple[list[dict[str, str]], list[Asked]]:
    """The paragraphs of an encyclopedia as documents, and its questions."""
    file = shared / f"evals/xquad/xquad.{language}.json"
    documents: list[dict[str, str]] = []
    questions: list[Asked] = []
    for number, article in enumerate(json.loads(file.read_text(encoding="utf-8"))["data"]):
        for paragraph in article["paragraphs"]:
            id = f"p{len(documents)}"
            documents.append({"id": id, "title": "", "text": paragraph["context"]})
            for row in paragraph["qas"]:
                starts = tuple(each["answer_start"] for each in row["answers"])
                questions.append(
                    Asked(row["id"], row["question"], language, starts={id: starts}, group=number)
                )
    return documents, questions


def texts() -> list[Path]:
    """The labelled texts that the questions are about."""
    folders = (LABELLED / "documents" / part for part in ("first", "tune"))
    return [
        path
        for folder in folders
        for path in sorted(folder.iterdir())
        if path.suffix in FORMATS and "-d-" not in path.name
    ]


def distractors(shared: Path) -> list[dict[str, str]]:
    """Abstracts that answer nothing asked here, to go wrong in."""
    folder = shared / "evals/cranfield"
    if not folder.is_dir():
        return []
    return [{**row, "id": f"distractor-{row['id']}"} for row in cranfield(folder).documents]


@contextmanager
def filled(rows: Sequence[Mapping[str, Any]], files: Iterable[Path] = ()) -> Iterator[Store]:
    """A store with these rows and files in it, gone afterwards."""
    with TemporaryDirectory() as folder:
        collection = Path(folder) / "collection.jsonl"
        collection.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
        store = Store.open(f"sqlite:///{folder}/milepost.db")
        try:
            ingest(store, [*([collection] if rows else []), *files], at=AT)
            yield store
        finally:
            store.close()
