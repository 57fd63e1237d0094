"""A source to its documents: split, sentences, clock, dated facts, figures."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from briefings.clock import clock
from briefings.facts import facts
from briefings.figures import figures
from briefings.model import Clock, Document, Dropped, Fact, Figure, Origin, Passage, Source
from briefings.sentences import sentences
from briefings.splitting import Cut, split
from briefings.telling import telling
from briefings.wording import clean


def study(
    source: Source, *, id: str, reference: date | None = None, origins: Sequence[Origin] = ()
) -> tuple[Document, ...]:
    """The documents of a source, the article first; its stories are `id-2`, `id-3` … with `page=id`.

    `reference` fixes the time of writing; `origins` are known anniversaries that may date a text.
    The same source gives the same documents on every day.
    """
    documents: list[Document] = []
    page: Clock | None = None
    for number, cut in enumerate(split(source), 1):
        name = id if number == 1 else f"{id}-{number}"
        document = _document(source, cut, name, reference, origins, page)
        if number == 1:
            page = document.clock
        documents.append(document if number == 1 else replace(document, page=id))
    return tuple(documents)


def _document(
    source: Source, cut: Cut, id: str, reference: date | None, origins: Sequence[Origin], page: Clock | None
) -> Document:
    text = source.text[cut.start : cut.end]
    sha256 = hashlib.sha256(f"{cut.title}\n{text}".encode("utf-8", "replace")).hexdigest()
    passages = tuple(_passages(text, cut, id))
    told = telling(text, passages)
    time = clock(told, header=_header(source, cut), reference=reference, origins=origins, prior=page)
    counted = figures(passages, [(each.mention.start, each.mention.end) for each in told], text)
    return Document(
        id=id,
        title=cut.title,
        kind=cut.kind,
        text=text,
        offset=cut.start,
        sha256=sha256,
        language=source.language or _language(text),
        name=source.name,
        passages=passages,
        clock=time,
        facts=tuple(_with_figures(facts(id, sha256, told, time), counted)),
        figures=counted,
        headings=tuple(
            (b.start - cut.start, text[b.start - cut.start : b.end - cut.start].strip())
            for b in cut.blocks
            if b.kind == "heading"
        ),
        dropped=tuple(Dropped(d.start - cut.start, d.end - cut.start, d.why) for d in cut.dropped),
        label=source.label,
        credit=source.credit,
    )


def _header(source: Source, cut: Cut) -> tuple[str, int, int] | None:
    """The date line of the page, or else what the source says of itself."""
    if cut.header is not None:
        start, end = cut.header
        return source.text[start:end], start - cut.start, end - cut.start
    if cut.kind == "article" and source.published:
        return source.published, 0, 0
    return None


def _passages(text: str, cut: Cut, id: str) -> Iterator[Passage]:
    if cut.title_span is not None:
        start, end = cut.title_span[0] - cut.start, cut.title_span[1] - cut.start
        if 0 <= start < end:
            yield Passage(id, 0, 1, start, end, clean(text[start:end]))
    for paragraph, block in enumerate(cut.blocks, 1):
        spans = sentences(text, block.start - cut.start, block.end - cut.start)
        for number, (start, end) in enumerate(spans, 1):
            yield Passage(id, paragraph, number, start, end, clean(text[start:end]))


def _language(text: str) -> str:
    sample = text[:4000]
    han = sum("\u4e00" <= c <= "\u9fff" for c in sample)
    return "zh" if han * 3 > max(1, len(sample)) else "en"


def _with_figures(found: Sequence[Fact], counted: Sequence[Figure]) -> Iterator[Fact]:
    """Each fact with the figures of its sentence."""
    by_ref: dict[str, list[Figure]] = {}
    for figure in counted:
        by_ref.setdefault(figure.ref, []).append(figure)
    for fact in found:
        yield replace(fact, figures=tuple(by_ref.get(fact.evidence[0].ref, ())))
