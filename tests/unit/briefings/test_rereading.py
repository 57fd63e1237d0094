"""A page studied again from what is kept of it is the same page, as long as the rules are the same."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from bench.material import page as prose
from briefings.corpus import calendar, shipped
from briefings.errors import Refused
from briefings.model import Document
from briefings.reading import read
from briefings.rereading import reread, source
from briefings.study import study
from tests.shared import shared

STORY = (
    "The pilots of the quay went on with their work and nobody counted the hours of the night in which they"
)
GLUED = f"""# The harbour reform

Published: 12 July 2023

The harbour reform was approved on 3 May 2022. {"It was read in the port and widely liked. " * 12}

Ferry line opens to the northern islands | Transport | Harbour

{STORY * 3}

Museum shows the history of the northern lighthouse | Culture

{STORY * 3}
"""
FRONT = (
    "---\ntitle: What the port says\npublished: 2023-07-12\nlabel: A summary\nlanguage: en\n---\n\n"
    "Today the port opened.\n"
)


def pages(name: str, data: bytes) -> Iterator[tuple[Document, ...]]:
    for number, each in enumerate(read(name, data)):
        if not isinstance(each, Refused):
            yield study(each, id=each.id or f"page{number or ''}", origins=calendar())


def lines() -> bytes:
    rows = (
        {"id": "a", "title": "Notice", "text": "On 3 May 2022 the fund began.", "published": "2022-06-01"},
        {
            "id": "b",
            "text": "Notice of the port\n\nThe fund ends by the end of next year. It was set up in 2021.",
        },
        {"id": "c", "title": "A title of its own", "text": "Title in the text\n\nLast year the quay opened."},
    )
    return "\n".join(json.dumps(row) for row in rows).encode()


FILES = {
    "glued.md": GLUED.encode(),
    "glued.txt": GLUED.removeprefix("# ").encode(),
    "front.md": FRONT.encode(),
    "untitled.txt": b"On 3 May 2022 the port opened its quay. It had been built since 2019.\n",
    "prose.txt": prose(60).encode(),
    "lines.jsonl": lines(),
    "byte-order.txt": "\ufeffThe quay\r\n\r\nReleased: 2023-07-12\r\n\r\nToday the quay opened.\r\n".encode(),
}


@pytest.mark.parametrize(("name", "data"), [*shipped(), *FILES.items()])
def test_the_same_rules_read_the_same(name: str, data: bytes) -> None:
    found = list(pages(name, data))
    assert found
    for documents in found:
        assert reread(documents, calendar()) == documents


def test_the_stories_of_a_page_stay_stories() -> None:
    (documents,) = pages("glued.md", FILES["glued.md"])
    assert [one.kind for one in documents] == ["article", "story", "story"]
    assert [one.id for one in reread(documents)] == ["page", "page-2", "page-3"]


def test_the_page_itself_too() -> None:
    for file in shared("seeds").iterdir():
        for documents in pages(file.name, file.read_bytes()):
            again = reread(documents, calendar())
            assert [(one.id, one.title, one.sha256) for one in again] == [
                (one.id, one.title, one.sha256) for one in documents
            ]
            assert again == documents


def test_offsets_stay_where_they_were() -> None:
    (documents,) = pages("glued.md", FILES["glued.md"])
    text = source(documents).text
    assert all(text[one.offset : one.offset + len(one.text)] == one.text for one in documents)
