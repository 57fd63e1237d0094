"""Documents studied again from what is kept of them, once better rules can read them."""

from __future__ import annotations

from collections.abc import Sequence

from briefings.errors import Refused
from briefings.languages import language
from briefings.model import Document, Origin, Source
from briefings.reading import form
from briefings.study import study


def reread(documents: Sequence[Document], origins: Sequence[Origin] = ()) -> tuple[Document, ...]:
    """The documents of a page as today's rules read them; its article comes first, as `study` gives them.

    Where the rules are those that read the page before, these are the documents themselves. Raises
    whatever `study` raises.
    """
    article = documents[0]
    given = source(documents)
    again = study(given, id=article.id, origins=origins)
    if again[0].title != article.title:
        # it does not call itself so: whoever gave the page gave the title too
        again = study(source(documents, titled=True), id=article.id, origins=origins)
    return again


def source(documents: Sequence[Document], *, titled: bool = False) -> Source:
    """The page that these documents were cut from, as far as it is kept: each text where it stood.

    What stood between them said nothing; line breaks stand for it, so that all offsets stay.
    """
    article = documents[0]
    kind = _format(article.name)
    header = article.clock.header
    own = all(each.language == language(each.text) for each in documents)
    return Source(
        name=article.name,
        format=kind,
        sha256=article.sha256,
        text=_page(documents, kind == "markdown"),
        id=article.id if kind == "jsonl" else None,
        title=article.title if titled else None,
        published=header.raw if header and header.raw not in article.text else None,
        language=None if own else article.language,
        label=article.label,
        credit=article.credit,
    )


def _format(name: str) -> str:
    """The format that a file's name asks for; plain text for a name that no format reads any more."""
    try:
        return form(name).name
    except Refused:
        return "text"


def _page(documents: Sequence[Document], markdown: bool) -> str:
    """The texts at their places."""
    parts: list[str] = []
    end = 0
    for each in sorted(documents, key=lambda one: one.offset):
        gap = max(0, each.offset - end)
        opening = bool(each.passages) and (each.passages[0].paragraph, each.passages[0].start) == (0, 0)
        # a title's mark is no part of its text, and is what tells it from a sentence
        mark = "# " if markdown and opening and gap >= (4 if end else 2) else ""
        parts += ["\n" * (gap - len(mark)), mark, each.text]
        end = max(end, each.offset) + len(each.text)
    return "".join(parts)
