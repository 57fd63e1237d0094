"""What a web page hangs around its text: navigation, share buttons, copyright, a kicker above the title."""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefings.splitting.header import tells_date, tells_origin
from briefings.splitting.paragraphs import Paragraph
from briefings.splitting.stories import title_like, weight

HEAD = 40
SHORT = 24
TITLE = 20

_SITES = (
    "facebook|twitter|x|linkedin|whatsapp|telegram|wechat|weibo|reddit|pinterest|e-?mail|qq|instagram|youtube"
)
_SIZES = r"\[?(?:print|close|large|medium|small)\]?"
_LINE = re.compile(
    "|".join(
        (
            r"share(?:\s(?:this|on|with|via|to)\b.{0,60}|:.{0,80})?",
            rf"(?:{_SITES})(?:[\s,|/·]+(?:{_SITES}|share|print|save))*",
            r"print(?:\sthis(?:\spage)?)?|copy link|save|listen(?:\sto this article)?",
            r"subscribe(?:\sto .{0,60})?",
            r"sign (?:in|up)|log ?in|menu|search|home(?:page)?|skip to (?:main )?content|back to top|to top",
            r"advertisement|sponsored|comments?(?:\s?\(\d+\))?|\d+ comments?",
            rf"(?:font size|text size|size)\s*:?.{{0,30}}|{_SIZES}(?:\s{_SIZES}){{0,4}}",
            r"(?:tags?|keywords?|topics?|filed under|categor(?:y|ies)|channel)\s*[:：].{1,120}",
            r"(?:©|\(c\)|copyright\b).{0,140}|.{0,80}\ball rights reserved\b.{0,60}",
            r"scan (?:the )?(?:qr )?code.{0,60}",
            r"(?:previous|next)(?: article| page| post| story)\s*[:：>»]?.{0,100}(?<![.!?])",
            r"(?:previous|next)(?:\s*[:：>»].{0,100})?(?<![.!?])",
            r"(?:<<?|«|←).{1,100}|.{1,60}(?:>>|»|→)",
            r"分享(?:到|至)?.{0,20}|打印|返回(?:顶部|首页)|扫一扫.{0,20}|版权所有.{0,60}|字体.{0,12}",
            r"(?:上|下)一篇.{0,60}",
        )
    ),
    re.IGNORECASE,
)
_TRAIL = re.compile(r"[^>›»/\n]{1,40}(?:\s{0,2}(?:>|›|»|→)\s{0,2}[^>›»/\n]{1,80}){1,6}")
_SLASHES = re.compile(r"(?:home|index|首页)(?:\s{0,2}/\s{0,2}[^/\n]{1,60}){1,6}", re.IGNORECASE)
_POSITION = re.compile(
    r"(?:you are here|current (?:position|location)|(?:您的)?当前位置|location)\s*[:：].{1,140}", re.I
)
_KICKER = re.compile(
    r"(?:for immediate release|(?:press|news|media) release|press (?:statement|notice|information)|news"
    r"|announcement|media advisory|(?:no|nr|number|ref|reference)\.?\s?[:：]?\s?[\w/.-]{1,24}"
    r"|\[?(?:in focus|focus|feature|exclusive|original|video|photos?)\]?)\W*",
    re.IGNORECASE,
)


def furniture(paragraph: Paragraph) -> bool:
    """Whether a line belongs to the page and not to its text."""
    line = paragraph.text.strip()
    if len(line) > 200 or "\n" in line or paragraph.kind not in ("text", "item"):
        return False
    return bool(_LINE.fullmatch(line)) or trail(line)


def trail(line: str) -> bool:
    """Whether a line says where in its site a page stands: "Home > News > Transport"."""
    return bool(_TRAIL.fullmatch(line) or _SLASHES.fullmatch(line) or _POSITION.fullmatch(line))


def kicker(paragraph: Paragraph) -> bool:
    """Whether a line stands above a title to say what kind of text follows."""
    return paragraph.short and bool(_KICKER.fullmatch(paragraph.text))


def below_navigation(paragraphs: Sequence[Paragraph]) -> int | None:
    """The index of the title below a head of navigation lines, or None where a text has no such head."""
    head = _head(paragraphs)
    if not any(furniture(p) or trail(p.text) for p in paragraphs[:3]) or head < 2:
        return None
    titles = [
        i
        for i, p in enumerate(paragraphs[:head])
        if title_like(p) and weight(p.text) >= TITLE and not furniture(p) and not _about(p)
    ]
    return titles[-1] if titles else None


def _head(paragraphs: Sequence[Paragraph]) -> int:
    """How many lines stand before the text: to the last line about it, or else to the first that is prose."""
    for index, paragraph in enumerate(paragraphs[:HEAD]):
        if _about(paragraph):
            return index
        if (paragraph.finished and weight(paragraph.text) > 60) or not paragraph.short:
            return index
    return 0


def _about(paragraph: Paragraph) -> bool:
    return tells_date(paragraph.text) or tells_origin(paragraph.text)
