"""One source into its documents: captions dropped, glued stories cut off, each with its own blocks."""

from __future__ import annotations

from collections.abc import Sequence

from briefings.model import Source
from briefings.splitting.assembly import article, story
from briefings.splitting.cuts import Block, Cut
from briefings.splitting.furniture import below_navigation, furniture, kicker
from briefings.splitting.header import tells_date, tells_origin
from briefings.splitting.paragraphs import Paragraph, key, paragraphs
from briefings.splitting.stories import find_stories, title_like

__all__ = ["Block", "Cut", "split"]


def split(source: Source) -> tuple[Cut, ...]:
    """The article and the stories of a source, in order; at least the article, however little it says.

    A source that names itself (`source.id`) is one article: who made the collection has cut it.
    """
    every = paragraphs(source.text, source.body, markdown=source.format == "markdown")
    title = _title(every, source)
    page = source.title or (every[title].text if title is not None else "")
    stories = find_stories(every, title, page) if source.id is None else ()
    ends = [found.first for found in stories] + [len(every)]
    return (
        article(source, every[: ends[0]], title),
        *(story(source, every[s.first : end], s) for s, end in zip(stories, ends[1:], strict=True)),
    )


def _title(every: Sequence[Paragraph], source: Source) -> int | None:
    """Which paragraph is the article's title, or None where the text does not have one."""
    if source.title is not None:
        wanted = key(source.title)
        return next((i for i, p in enumerate(every[:3]) if p.short and key(p.text) == wanted), None)
    for index, paragraph in enumerate(every[:5]):
        if paragraph.kind == "heading" and paragraph.level == 1:
            return index
    below = below_navigation(every)
    if below is not None:
        return below
    for index, paragraph in enumerate(every[:6]):
        about = tells_date(paragraph.text) or tells_origin(paragraph.text)
        about = about or furniture(paragraph) or (kicker(paragraph) and len(every) > index + 2)
        if not about and paragraph.kind not in ("rule", "picture"):
            return index if title_like(paragraph) and len(every) > index + 1 else None
    return None
