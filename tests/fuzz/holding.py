"""What must hold of any bytes that are read as a document."""

from __future__ import annotations

from datetime import date

from briefings.almanac import almanac
from briefings.corpus import calendar
from briefings.errors import Refused
from briefings.extract import extraction
from briefings.milestones import milestones
from briefings.model import Document, Fact, Kind, Source
from briefings.reading import read
from briefings.study import study

ORIGINS = calendar()
NAMES = ("page.txt", "page.md", "pages.jsonl")


def holds(data: bytes) -> None:
    """Read bytes in every format; AssertionError or any other exception but Refused is a fault."""
    for name in NAMES:
        try:
            sources = list(read(name, data))
        except Refused:
            continue
        for source in sources:
            if isinstance(source, Source):
                documents = study(source, id="page", origins=ORIGINS)
                _sound(source, documents)


def _sound(source: Source, documents: tuple[Document, ...]) -> None:
    told = []
    for document in documents:
        assert source.text[document.offset : document.offset + len(document.text)] == document.text
        for fact in document.facts:
            _proved(fact, document)
            told.append((fact, document.title))
        for figure in document.figures:
            assert document.text[figure.start : figure.end] == figure.text
    extraction(documents)
    for milestone in milestones(almanac(told), date(1900, 1, 1), date(2200, 12, 31)):
        assert milestone.entry.fact.kind is not Kind.VAGUE
        assert 1900 <= milestone.day.year <= 2200


def _proved(fact: Fact, document: Document) -> None:
    """A fact stands in its text, its ends are in order, and a dated one has an EDTF text."""
    assert 0 <= fact.start < fact.end <= len(document.text)
    assert any(e.start <= fact.start and fact.end <= e.end for e in fact.evidence)
    start, end = fact.when.start, fact.when.end
    assert start is None or end is None or start <= end
    assert start is None or fact.when.edtf
