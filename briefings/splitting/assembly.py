"""A cut put together from its paragraphs: title, date line, blocks, and what is dropped and why."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from briefings.model import Dropped, Source
from briefings.sentences import fold, sentences
from briefings.splitting.cuts import Block, Cut
from briefings.splitting.furniture import furniture
from briefings.splitting.header import find_footer, find_header
from briefings.splitting.paragraphs import Paragraph, key
from briefings.splitting.stories import Story, base, related, title_like, weight

TITLE = 110
HEADING = 120
TELLING = 12
SAYING = 24
_PICTURED = re.compile(
    r"^(?:photos?|pictures?|images?|figures?|caption|图)\s?\d{0,3}\s?[:：.]\s?", re.IGNORECASE
)
_SUFFIX = re.compile(r"(?:\s[-–—]\s|\s?[_|｜]\s?|\s?[(（\[【])[^-–—_|｜()（）]{2,40}[)）\]】]?$")


def article(source: Source, every: Sequence[Paragraph], title: int | None) -> Cut:
    """The article in the paragraphs; `title` is the index of its title, where the text has one."""
    name = source.title or (every[title].text if title is not None else "")
    span = (every[title].start, every[title].end) if title is not None else None
    header, dropped = _around(every, title, name)
    blocks = tuple(_blocks(every, {title, header, *dropped}))
    start, end = (every[0].start, every[-1].end) if every else (source.body, source.body)
    shown = fold(name) or _opening(source.text, blocks) or _stem(source.name)
    return Cut("article", start, end, shown, span, _span(every, header), blocks, _drops(every, dropped))


def story(source: Source, every: Sequence[Paragraph], found: Story) -> Cut:
    """One glued story in its paragraphs, the first of which is its title."""
    name = base(found.title)
    start = every[0].start
    span = (start, start + len(name))
    header, dropped = _around(every, 0, name)
    blocks = tuple(_blocks(every, {0, header, *dropped}))
    drops = _drops(every, dropped)
    if span[1] < every[0].end:
        drops = (Dropped(span[1], every[0].end, "tags or title again"), *drops)
    return Cut("story", start, every[-1].end, fold(name), span, _span(every, header), blocks, drops)


def _around(every: Sequence[Paragraph], title: int | None, name: str) -> tuple[int | None, dict[int, str]]:
    """The index of the date line, and the indices of what is no evidence with the reasons."""
    header, bylines = find_header(every, 0 if title is None else title + 1)
    if header is None and title:
        header, before = find_header(every[:title], 0)
        bylines = (*before, *bylines)
    if header is None:
        header = find_footer(every, furniture)
    dropped = {i: "page furniture" for i, p in enumerate(every) if furniture(p)}
    if title and any(furniture(p) for p in every[:title]):
        dropped |= {i: "navigation" for i, p in enumerate(every[:title]) if p.short and not p.finished}
    dropped |= dict.fromkeys(bylines, "byline")
    dropped |= dict(_repeats(every, title, name))
    dropped |= dict.fromkeys(_links(every), "links to other pages")
    dropped |= {i: "picture" for i, p in enumerate(every) if p.kind == "picture"}
    for index in (title, header):
        dropped.pop(-1 if index is None else index, None)
    return header, dropped


def _repeats(every: Sequence[Paragraph], title: int | None, name: str) -> Iterator[tuple[int, str]]:
    """The short paragraphs that say the title once more: below a picture, mostly."""
    wanted = {said for said in _sayings(name) if weight(said) >= TELLING}
    longest = max(map(len, wanted), default=0)
    for index, paragraph in enumerate(every):
        text = paragraph.text
        if index == title or not paragraph.short or len(text) * 2 < longest:
            continue
        said = wanted.intersection(_sayings(text)) or _breaking_off(text, wanted)
        if said:
            yield index, "title again" if title is not None and index == title + 1 else "caption"


def _sayings(title: str) -> frozenset[str]:
    """What a title says, with and without the tags, the source or the word "photo" around it."""
    names = {base(title)}
    if weight(bare := _SUFFIX.sub("", _PICTURED.sub("", base(title)))) >= SAYING:
        names.add(bare)
    return frozenset(map(key, names))


def _breaking_off(text: str, wanted: set[str]) -> bool:
    """Whether a line is a title cut short with dots."""
    begun = key(text)
    return (
        text.rstrip().endswith(("…", "..."))
        and len(begun) >= SAYING
        and any(w.startswith(begun) for w in wanted)
    )


def _links(every: Sequence[Paragraph]) -> Iterator[int]:
    """The indices of the words "Related articles" and of the links behind them."""
    index = 0
    while index < len(every):
        start, index = index, index + 1
        if not related(every[start]):
            continue
        while index < len(every) and (
            furniture(every[index]) or (every[index].short and not every[index].finished)
        ):
            index += 1
        if index < len(every) and not related(every[index - 1]) and not furniture(every[index - 1]):
            index -= 1
        yield from range(start, index)


def _blocks(every: Sequence[Paragraph], taken: set[int | None]) -> Iterator[Block]:
    kept = [p for i, p in enumerate(every) if i not in taken and p.kind not in ("rule", "picture")]
    for index, paragraph in enumerate(kept):
        match paragraph.kind:
            case "heading":
                yield Block(paragraph.start, paragraph.end, "heading")
            case "table":
                if any(c.isalnum() for c in paragraph.text):
                    yield Block(paragraph.start, paragraph.end, "item")
            case "item":
                alone = (
                    paragraph.lone and _heads(kept, index) and (index == 0 or kept[index - 1].kind != "item")
                )
                yield Block(paragraph.start, paragraph.end, "heading" if alone else "item")
            case _:
                yield Block(paragraph.start, paragraph.end, "heading" if _heads(kept, index) else "text")


def _heads(kept: Sequence[Paragraph], index: int) -> bool:
    """Whether an unmarked paragraph reads as a heading of what comes behind it."""
    line = kept[index]
    if index + 1 >= len(kept) or weight(line.text) > HEADING or line.finished or not line.text:
        return False
    first = line.text.lstrip("\"'“‘「《(（")[:1]
    below = kept[index + 1]
    plain = line.text[-1] not in ",，、-–—|" and (first.isupper() or first.isdigit() or not first.isascii())
    return plain and (
        below.finished or weight(below.text) > HEADING or (line.lone and below.lone and title_like(below))
    )


def _opening(text: str, blocks: Sequence[Block]) -> str:
    """The first sentence, cut to the length of a title, for a text that has none."""
    for block in blocks:
        for start, end in sentences(text, block.start, min(block.end, block.start + 2000))[:1]:
            words = fold(text[start:end])
            return words if len(words) <= TITLE else words[:TITLE].rsplit(" ", 1)[0].rstrip(",;:，；、") + "…"
    return ""


def _stem(name: str) -> str:
    return fold(name.rsplit(".", 1)[0].replace("-", " ").replace("_", " ")) or "Untitled"


def _span(every: Sequence[Paragraph], index: int | None) -> tuple[int, int] | None:
    return None if index is None else (every[index].start, every[index].end)


def _drops(every: Sequence[Paragraph], dropped: dict[int, str]) -> tuple[Dropped, ...]:
    return tuple(Dropped(every[i].start, every[i].end, dropped[i]) for i in sorted(dropped))
