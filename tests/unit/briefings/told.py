"""Short ways for tests to study a text and look at what came of it."""

from __future__ import annotations

import hashlib
from datetime import date

from briefings.model import Document, Fact, Source
from briefings.study import study


def source(text: str, **more: str) -> Source:
    """A plain text as it would be read from a file."""
    return Source(
        "page.txt", "text", hashlib.sha256(text.encode("utf-8", "replace")).hexdigest(), text, **more
    )  # type: ignore[arg-type]


def page(text: str, on: str | None = None, **more: str) -> Document:
    """The first document of a text, its time of writing fixed or found."""
    reference = date.fromisoformat(on) if on else None
    return study(source(text, **more), id="page", reference=reference)[0]


def fact(document: Document, expression: str) -> Fact:
    """The fact that an expression of the text dates."""
    return next(each for each in document.facts if expression in each.expression)


def span(found: Fact) -> tuple[str | None, str | None]:
    """The interval of a fact in ISO form."""
    when = found.when
    return (
        when.start.isoformat() if when.start else None,
        when.end.isoformat() if when.end else None,
    )
