"""`milepost brief`: texts from files, the store or a batch to their sentences that tell the most."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from briefings.errors import Refused
from briefings.model import Document
from briefings.reading import read
from briefings.script import chinese
from briefings.study import study
from briefings.summary import Line, lines_of, summary, told_by
from storage.library import Library


@dataclass(frozen=True, slots=True)
class Asked:
    """What a summary is to be: on a question or on all of it, so many words or sentences long."""

    query: str = ""
    words: int | None = None
    sentences: int | None = None


def of_lines(id: str, lines: Sequence[Line], asked: Asked, title: str = "") -> dict[str, Any]:
    """A summary as one line of output: `char` are code points in the text that was given."""
    texts = [line.text for line in lines]
    at = summary(texts, words=asked.words, count=asked.sentences, topic=asked.query, title=title)
    chosen = [lines[place] for place in at]
    blank = "" if chosen and all(chinese(line.text) for line in chosen) else " "
    return {
        "id": id,
        "summary": blank.join(line.text for line in chosen),
        "sentences": [{"char": [line.start, line.end], "text": line.text} for line in chosen],
    }


def of_document(document: Document, asked: Asked) -> dict[str, Any]:
    """The summary of a document; the stories that stood on its page are documents of their own."""
    lines = [Line(passage.start, passage.end, passage.text) for passage in told_by(document)]
    return of_lines(document.id, lines, asked, document.title)


def named(library: Library, name: str) -> Document:
    """The document with this id or title. Raises `Refused` where there is none."""
    found = library.document(name) or library.titled(name)
    if found is None:
        raise Refused(
            name=name[:80],
            why="it is neither a file nor a document that the store has",
            now="Give a path, a document's id or its title; for a topic: milepost say 'brief …'.",
        )
    return found


def of_file(path: Path) -> Iterator[Document | Refused]:
    """The article of a file, or each document of a collection."""
    try:
        data = path.read_bytes()
    except OSError as fault:
        raise Refused(
            name=path.name, why=fault.strerror or "it can't be read", now="Check the path."
        ) from None
    for number, source in enumerate(read(path.name, data), 1):
        if isinstance(source, Refused):
            yield source
            continue
        name = source.id or (path.stem if number == 1 else f"{path.stem}-{number}")
        yield study(source, id=name)[0]


def batch(path: Path, usual: Asked) -> Iterator[dict[str, Any]]:
    """A summary for each line of a batch file. Raises `Refused` for a line that is none, naming it."""
    try:
        rows = path.read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError):
        raise Refused(name=path.name, why="it can't be read as UTF-8", now="Check the file.") from None
    for number, row in enumerate(rows, 1):
        if row.strip():
            yield _row(row, f"{path.name}, line {number}", usual)


def _row(row: str, name: str, usual: Asked) -> dict[str, Any]:
    try:
        value = json.loads(row)
        id, text = value["id"], value["text"]
        title, query = value.get("title") or "", value.get("query") or usual.query
        words, sentences = _count(value, "words"), _count(value, "sentences")
        if not all(isinstance(each, str) for each in (text, title, query)):
            raise TypeError(name)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise Refused(
            name=name,
            why='it is no {"id", "text"} line',
            now='Give strings, and where you like "query" and a whole number as "words" or "sentences".',
        ) from None
    own = Asked(query, words, sentences) if words or sentences else Asked(query, usual.words, usual.sentences)
    lines, heading = lines_of(text, title or None)
    return of_lines(id, lines, own, heading)


def _count(value: dict[str, Any], key: str) -> int | None:
    """A whole number above zero, or None where the key is missing."""
    count = value.get(key)
    if count is not None and (isinstance(count, bool) or not isinstance(count, int) or count < 1):
        raise ValueError(key)
    return count


def show(found: dict[str, Any], as_json: bool) -> None:
    """A summary as a line of JSON, or its sentences."""
    if as_json:
        print(json.dumps(found, ensure_ascii=False))
        return
    for line in found["sentences"]:
        print(line["text"])
    if not found["sentences"]:
        print("Nothing in it can stand in a summary.")
