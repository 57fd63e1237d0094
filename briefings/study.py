"""A source to its documents: split, sentences, clock, dated facts, figures."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from briefings.belonging import with_figures
from briefings.clock import clock
from briefings.facts import facts
from briefings.figures import figures
from briefings.languages import language
from briefings.model import Clock, Document, Dropped, Origin, Passage, Source
from briefings.sentences import fold, sentences
from briefings.spanning import spanned
from briefings.splitting import Cut, split
from briefings.telling import Told, telling


def study(
    source: Source, *, id: str, reference: date | None = None, origins: Sequence[Origin] = ()
) -> tuple[Document, ...]:
    """The documents of a source, the article first; its stories are `id-2`, `id-3` … with `page=id`.

    `reference` fixes the time of writing, as the field's corpora do, and has expressions told as in them
    (`dates/corpora.py`); `origins` are known anniversaries that may date a text.
    The same source gives the same documents on every day.
    """
    article, *stories = [
        _draft(source, cut, id if n == 1 else f"{id}-{n}", corpora=reference is not None)
        for n, cut in enumerate(split(source), 1)
    ]
    given = _Given(reference, origins)
    company = [_clock(source, story, given) for story in stories]
    time = _clock(source, article, replace(given, company=company))
    given = replace(given, page=time)
    clocks = [_clock(source, story, given) for story in stories]
    page = (time, *clocks) if stories else ()
    first = _document(source, article, time, page)
    rest = (_document(source, story, on, page) for story, on in zip(stories, clocks, strict=True))
    return (first, *(replace(story, page=id) for story in rest))


@dataclass(frozen=True, slots=True)
class _Given:
    """What is known before a document is read."""

    reference: date | None
    origins: Sequence[Origin]
    page: Clock | None = None
    company: Sequence[Clock] = ()


@dataclass(frozen=True, slots=True)
class _Draft:
    """A cut with its sentences and what they tell, before its time of writing is known."""

    id: str
    cut: Cut
    text: str
    passages: tuple[Passage, ...]
    told: tuple[Told, ...]
    corpora: bool


def _draft(source: Source, cut: Cut, id: str, *, corpora: bool) -> _Draft:
    text = source.text[cut.start : cut.end]
    passages = tuple(_passages(text, cut, id))
    return _Draft(id, cut, text, passages, telling(text, passages, corpora=corpora), corpora)


def _clock(source: Source, draft: _Draft, given: _Given) -> Clock:
    return clock(
        draft.told,
        header=_header(source, draft.cut),
        reference=given.reference,
        origins=given.origins,
        prior=given.page,
        company=given.company,
    )


def _document(source: Source, draft: _Draft, time: Clock, page: Sequence[Clock]) -> Document:
    cut, id, text, told, passages = draft.cut, draft.id, draft.text, draft.told, draft.passages
    sha256 = hashlib.sha256(f"{cut.title}\n{text}".encode("utf-8", "replace")).hexdigest()
    counted = figures(passages, [(each.mention.start, each.mention.end) for each in told], text)
    dated = facts(id, sha256, told if draft.corpora else spanned(told), time, page)
    return Document(
        id=id,
        title=cut.title,
        kind=cut.kind,
        text=text,
        offset=cut.start,
        sha256=sha256,
        language=source.language or language(text),
        name=source.name,
        passages=passages,
        clock=time,
        facts=tuple(with_figures(dated, counted, passages, text)),
        figures=counted,
        headings=tuple(_headings(text, cut)),
        dropped=tuple(Dropped(d.start - cut.start, d.end - cut.start, d.why) for d in cut.dropped),
        label=source.label,
        credit=source.credit,
    )


def _headings(text: str, cut: Cut) -> Iterator[tuple[int, str]]:
    for block in cut.blocks:
        if block.kind == "heading":
            start = block.start - cut.start
            yield start, fold(text[start : block.end - cut.start])


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
            yield Passage(id, 0, 1, start, end, fold(text[start:end]))
    for paragraph, block in enumerate(cut.blocks, 1):
        spans = sentences(text, block.start - cut.start, block.end - cut.start)
        for number, (start, end) in enumerate(spans, 1):
            yield Passage(id, paragraph, number, start, end, fold(text[start:end]))
