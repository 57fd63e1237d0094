"""The documents and the curated calendar that the product ships."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from briefings.corpus.paper import paper
from briefings.corpus.rows import origins
from briefings.model import Document, Origin

CALENDAR = "calendar.yaml"


def shipped() -> tuple[tuple[str, bytes], ...]:
    """The shipped documents as (file name, bytes), by name; the name without its ending is the id."""
    found = (each for each in (files(__name__) / "documents").iterdir() if each.name.endswith(".md"))
    return tuple(sorted((each.name, each.read_bytes()) for each in found))


@cache
def calendar() -> tuple[Origin, ...]:
    """The curated origins in the calendar's order; raises `Refused` where the file is not in order."""
    return origins((files(__name__) / CALENDAR).read_bytes(), CALENDAR)


@cache
def calendar_document() -> Document:
    """The curated calendar as a document whose nth paragraph is its nth row."""
    return paper(calendar(), CALENDAR)
