"""Where the stories begin that are glued to the end of a page, told from ordinary headings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from briefings.script import chinese
from briefings.splitting.paragraphs import CLOSERS, Paragraph, key
from briefings.splitting.stamps import lone
from briefings.words import analyse

LEAST_BODY = 300
LONG = 120
LONG_HAN = 80
DOUBLED = 24
SHORTEST = 8
TAG = 40
ALONE = 50
TAGGED, LITTLE = 60, 45
SHORT_HAN = 15
BRIEF = 18
MOST, READ = 200, 4000
_IDEOGRAPH = re.compile("[\u3400-\u9fff]")
_BAR = re.compile("[|｜]")
_RELATED = re.compile(
    r"\W*(?:(?:related|recommended|more|other|hot|popular|latest|earlier|previous|older)"
    r" (?:articles?|stor(?:y|ies)|news|reports?|reading|content|posts?)"
    r"|you (?:may|might) also (?:like|be interested in)|read (?:more|next|also)"
    r"|recommended(?: for you)?|recommendations|more (?:like this|from .{1,40}|on this(?: story| topic)?)"
    r"|(?:the )?latest (?:from|in|on) .{1,40}|most (?:read|popular|viewed)"
    r"|(?:also )?in (?:the|other) news|(?:today['’]s )?top stories"
    r"|editor['’]?s['’]? (?:picks?|choice)"
    r"|don['’]t miss|keep reading|what to read next|trending(?: now)?|elsewhere(?: on .{1,30})?|see also"
    r"|相关(?:阅读|新闻|文章|报道|推荐)|推荐阅读|延伸阅读|更多(?:新闻|内容|阅读|精彩|推荐)"
    r"|(?:热门|热点|编辑|精彩|今日|为您|为你|往期|最新)(?:推荐|文章|新闻|阅读|回顾|资讯|内容)|猜你喜欢|大家(?:都)?在看"
    r"|(?:相關|推薦|延伸)(?:閱讀|新聞|文章|報道|報導))\W*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Story:
    """A story's first paragraph, by index, and the index of its first paragraph behind the title lines."""

    first: int
    body: int
    title: str


def find_stories(paragraphs: Sequence[Paragraph], title: int | None, page: str) -> tuple[Story, ...]:
    """The stories glued behind the article whose title is `page`, in order; empty for an ordinary text."""
    first = 0 if title is None else title + 1
    found: list[Story] = []
    read = 0
    known = False
    for index in range(first, len(paragraphs)):
        if read >= LEAST_BODY or known:
            story = _doubled(paragraphs, index, page, known) or _tagged(paragraphs, index, known)
            if known:
                story = story or _after_break(paragraphs, index) or _under_a_date(paragraphs, index)
            if story and (not found or story.first > found[-1].body):
                found.append(story)
        known = bool(found) or (read >= LEAST_BODY and (known or related(paragraphs[index])))
        read += weight(paragraphs[index].text)
    if not found:
        return _alternating(paragraphs, first) or _alone(paragraphs, first)
    return (*reversed(list(_before(paragraphs, found[0].first, first))), *found)


def related(paragraph: Paragraph) -> bool:
    """Whether a line announces links to other pages."""
    return len(paragraph.text) <= 60 and bool(_RELATED.fullmatch(paragraph.text))


def base(title: str) -> str:
    """A title without the tags behind it: "Ferry opens | Transport | Harbour" gives "Ferry opens"."""
    end = len(title)
    for bar in reversed(list(_BAR.finditer(title[:600]))[-8:]):
        if not 0 < len(title[bar.end() : end].strip()) <= TAG:
            break
        end = bar.start()
    name = title[:end].rstrip()
    return name if weight(name) >= 15 else title


def title_like(paragraph: Paragraph) -> bool:
    """Whether a paragraph could be a title: short, of one piece, and no sentence with its full stop."""
    text = paragraph.text
    mark = text[-1:] in ("?", "!", "？", "！")
    worded = any(c.isalpha() for c in text)
    return (
        paragraph.kind in ("text", "heading")
        and paragraph.short
        and worded
        and (mark or not paragraph.finished)
    )


def cut_off(paragraph: Paragraph) -> bool:
    """Whether a long paragraph breaks off in the middle of a sentence."""
    last = paragraph.text.rstrip(CLOSERS)[-1:]
    dots = paragraph.text.endswith(("...", "…"))
    broken = dots or last.isalnum() or last in ",，、-–—%"
    return broken and long(paragraph.text) and prose(paragraph.text)


def long(text: str, least: int | None = None) -> bool:
    """Whether a text says enough to be a story's; Chinese says it in fewer words."""
    return weight(text) >= min(LONG_HAN if chinese(text) else LONG, least or LONG)


def prose(text: str) -> bool:
    """Whether a text is made of words, as code, tables and lists of names and numbers are not."""
    sample = text[:1000]
    counted = chinese(sample)
    worded = sum(c.isalpha() or c.isspace() or (counted and c.isdigit()) for c in sample)
    least = 0.83 if sample.isascii() else 0.7
    return worded >= least * len(sample) and "@" not in sample and "```" not in sample


def weight(text: str) -> int:
    """The length of a text in Latin letters: an ideograph says about as much as two and a half."""
    if text.isascii():
        return len(text)
    return len(text) + 3 * len(_IDEOGRAPH.findall(text[:2000])) // 2


def _body(paragraphs: Sequence[Paragraph], index: int, least: int = LONG) -> Paragraph | None:
    """The paragraph at the index, where it is long enough to be a story's text."""
    if index >= len(paragraphs):
        return None
    body = paragraphs[index]
    enough = long(body.text, least if body.finished or (least < TAGGED and chinese(body.text)) else None)
    return body if body.kind == "text" and enough and prose(body.text) else None


def _doubled(paragraphs: Sequence[Paragraph], index: int, page: str, known: bool) -> Story | None:
    """A title that stands twice, in two lines or in one, above a story's text."""
    line = paragraphs[index]
    if weight(line.text) < SHORTEST or not title_like(line) or key(base(line.text)) == key(base(page)):
        return None
    once, after = _twice(paragraphs, index)
    if once is None or weight(key(once)) < (SHORT_HAN if known and chinese(once) else DOUBLED):
        return None
    tagged = base(once) != once
    body = _body(paragraphs, after, LITTLE if known else TAGGED if tagged else LONG)
    if body is None or len(body.text) <= len(base(once)):
        return None
    if tagged or known:
        return Story(index, after, once)
    strong = weight(once) >= 40
    alone = after + 1 >= len(paragraphs) or _twice(paragraphs, after + 1)[0] is not None
    return Story(index, after, once) if cut_off(body) or (strong and alone) else None


def _twice(paragraphs: Sequence[Paragraph], index: int) -> tuple[str | None, int]:
    """The doubled title at the index and the index behind it, or None."""
    line = paragraphs[index].text
    if index + 1 < len(paragraphs) and paragraphs[index].short and paragraphs[index + 1].short:
        here, there = key(base(line)), key(base(paragraphs[index + 1].text))
        if here and here == there:
            return line, index + 2
    half = len(line) // 2
    once = line[:half].strip()
    if 60 <= weight(line) <= 600 and once and once == line[-len(once) :]:
        return once, index + 1
    return None, index


def _tagged(paragraphs: Sequence[Paragraph], index: int, known: bool) -> Story | None:
    """A title with tags behind it above a story's text that breaks off."""
    line = paragraphs[index]
    if "|" not in line.text and "｜" not in line.text:
        return None
    name = base(line.text)
    if name == line.text or not title_like(line) or weight(name) < 25:
        return None
    body = _body(paragraphs, index + 1)
    if body is None or not (known or cut_off(body)):
        return None
    return Story(index, index + 1, line.text)


def _after_break(paragraphs: Sequence[Paragraph], index: int) -> Story | None:
    """A title right behind a story that breaks off, or behind the words "Related articles"."""
    line, before = paragraphs[index], paragraphs[index - 1]

    if not title_like(line) or weight(line.text) < BRIEF or _body(paragraphs, index + 1, LITTLE) is None:
        return None
    return Story(index, index + 1, line.text) if cut_off(before) or related(before) else None


def _before(paragraphs: Sequence[Paragraph], index: int, first: int) -> Iterator[Story]:
    """Pairs of a title and a text that breaks off, right before the first known story, newest first."""
    while index - 2 > first and cut_off(paragraphs[index - 1]):
        line = paragraphs[index - 2]
        if not title_like(line) or weight(line.text) < 30 or not _ordinary(paragraphs[first : index - 2]):
            break
        index -= 2
        yield Story(index, index + 1, line.text)


def _ordinary(paragraphs: Sequence[Paragraph]) -> bool:
    """Whether nearly all long paragraphs end as sentences do, so that one that breaks off is odd."""
    long = [p for p in paragraphs if p.kind == "text" and weight(p.text) >= LONG]
    return len(long) >= 2 and sum(p.finished for p in long) >= 0.9 * len(long)


def _alone(paragraphs: Sequence[Paragraph], first: int) -> tuple[Story, ...]:
    """A title and a text that breaks off, at the end of a text that else does not, on other things."""
    index = len(paragraphs) - 1
    if index - 2 <= first or not cut_off(paragraphs[index]) or weight(paragraphs[index].text) < 2 * LONG:
        return ()
    line, body, rest = paragraphs[index - 1], paragraphs[index].text, paragraphs[first : index - 1]
    if not title_like(line) or weight(line.text) < ALONE or line.kind != "text" or not _ordinary(rest):
        return ()
    told = frozenset(term for p in rest[-MOST:] for term in analyse(p.text[:READ]))
    title, words = frozenset(analyse(line.text)), frozenset(analyse(body[:READ]))
    strange = len(title & told) <= 0.34 * len(title) and len(words & told) <= 0.34 * len(words)
    return (Story(index - 1, index, line.text),) if strange else ()


def _under_a_date(paragraphs: Sequence[Paragraph], index: int) -> Story | None:
    """A title above a date line and a text of its own."""
    if (
        index + 1 >= len(paragraphs)
        or not title_like(paragraphs[index])
        or not lone(paragraphs[index + 1].text)
    ):
        return None
    line = paragraphs[index]
    whole = weight(line.text) >= BRIEF and _body(paragraphs, index + 2, TAGGED) is not None
    return Story(index, index + 2, line.text) if whole else None


def _alternating(paragraphs: Sequence[Paragraph], first: int) -> tuple[Story, ...]:
    """Two or more pairs of a title and a text that breaks off, at the end of a text that else does not."""
    found: list[Story] = []
    index = len(paragraphs) - 1
    while index - 1 > first and cut_off(paragraphs[index]) and weight(paragraphs[index].text) >= 2 * LONG:
        line = paragraphs[index - 1]
        if not title_like(line) or weight(line.text) < 40 or len(line.text) * 2 > len(paragraphs[index].text):
            break
        found.append(Story(index - 1, index, line.text))
        index -= 2
    ordinary = _ordinary(paragraphs[first : index + 1])
    return tuple(reversed(found)) if len(found) >= 2 and ordinary else ()
