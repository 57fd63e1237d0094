"""A text's lines put together into paragraphs: hard wraps joined, list items and headings told apart."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from briefings.splitting.stamps import lone

WRAP = 130
ENDS = ".!?。！？…:：;；"
CLOSERS = "\"'”’」』)）]】*_"


_STRIP = " \t\v\x00\x1c\x1d\x1e\x1f\x85\xa0\u1680\u202f\u205f\u3000\ufeff" + "".join(
    map(chr, range(0x2000, 0x200C))
)
_LINE = re.compile("[^\r\n\f\u2028\u2029]+")
_ITEM = re.compile(
    r"(?:[-*+•·●▪■◆○‣–]|\(?\d{1,3}[.)]|\(?[a-zA-Z]\)|[a-h]\.|\(?[ivxIVX]{1,5}\)|[ivx]{1,5}\.)[ \t\u3000]+"
    r"|[(（](?:[一二三四五六七八九十]{1,3}|\d{1,2})[)）]\s*|(?:[一二三四五六七八九十]{1,3}|\d{1,2})、\s*|[①-⑳]\s*"
)
_NO_WORD = re.compile(r"[\W_]+")
_HASHES = re.compile(r"#{1,6}[ \t]+")
_CLAUSE = re.compile(r"第[一二三四五六七八九十百\d]{1,5}[章节編编部分]")
_LABELLED = re.compile(r"[A-Z][A-Za-z ]{1,20}:\s|[\u4e00-\u9fff]{2,6}[:：]")
_ROW = re.compile(
    r"(?:[0-9]{1,2}\s)?(?:[A-Z][a-z]{2,8}\.?\s(?:[0-9]{1,2},?\s)?)?(?:Q[1-4]\s)?(?:1[5-9]|20)[0-9]{2}(?:\s?[-–]\s?(?:(?:19|20)?[0-9]{2}))?"
    r"\s?[:,–—-]?\s{1,8}[A-Z(\"“]"
)
_RULE = re.compile(r"(?:[-*_=~][ \t]*){3,}")
_UNDERLINE = re.compile(r"=+|-+")
_PICTURE = re.compile(r"!\[[^\]]{0,400}\]\([^)]{0,400}\)")


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank, trimmed; `gap` says that a blank line stands before it."""

    start: int
    end: int
    indent: int
    gap: bool


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that belong together; `kind` is what their marks say, `lone` that blank lines surround it."""

    start: int
    end: int
    kind: Literal["text", "heading", "item", "table", "rule", "picture"]
    text: str
    level: int = 0
    lone: bool = True

    @property
    def short(self) -> bool:
        """Whether it is no longer than a title or a caption may be."""
        return self.end - self.start <= 300

    @property
    def finished(self) -> bool:
        """Whether it ends as a sentence does."""
        return self.text.rstrip(CLOSERS)[-1:] in tuple(ENDS)


def paragraphs(text: str, start: int = 0, *, markdown: bool = False) -> list[Paragraph]:
    """The paragraphs of the text from `start` on, in order; only blank lines are lost."""
    found: list[Paragraph] = []
    for group in _groups(text, _lines(text, start)):
        found.extend(_of_group(text, group, markdown))
    return found


def key(text: str) -> str:
    """What is left of a text for telling whether two say the same: letters and digits, folded."""
    plain = text[:600] if text.isascii() else unicodedata.normalize("NFKC", text[:600])
    return _NO_WORD.sub("", plain.casefold())


def _lines(text: str, start: int) -> Iterator[Line]:
    last = start
    for match in _LINE.finditer(text, start):
        raw = match.group()
        body = raw.lstrip(_STRIP)
        indent = len(raw) - len(body)
        body = body.rstrip(_STRIP)
        if body:
            begin = match.start() + indent
            yield Line(begin, begin + len(body), indent, _breaks(text, last, match.start()) > 1)
            last = match.end()


def _breaks(text: str, start: int, end: int) -> int:
    between = text[start:end]
    return sum(map(between.count, "\r\n\f\u2028\u2029")) - between.count("\r\n")


def _groups(text: str, lines: Iterator[Line]) -> Iterator[list[Line]]:
    group: list[Line] = []
    for line in lines:
        if group and (line.gap or len(group) > 5000):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _of_group(text: str, group: list[Line], markdown: bool) -> Iterator[Paragraph]:
    half = len(group) // 2
    long = half == 1 or group[half - 1].end - group[0].start >= 60
    if len(group) % 2 == 0 and half < 5 and long and _same(text, group[:half], group[half:]):
        yield _paragraph(text, group[:half], False)
        yield _paragraph(text, group[half:], False)
        return
    width = max(line.end - line.start for line in group)
    run: list[Line] = []
    for line in group:
        if markdown and len(run) == 1 and _UNDERLINE.fullmatch(text, line.start, line.end):
            yield replace(_paragraph(text, run, False), kind="heading", level=1 + (text[line.start] == "-"))
            run = []
            continue
        if run and not _joins(text, run, line, width, markdown):
            yield _paragraph(text, run, len(run) == len(group))
            run = []
        run.append(line)
    if run:
        yield _paragraph(text, run, len(run) == len(group))


def _same(text: str, first: Sequence[Line], second: Sequence[Line]) -> bool:
    return all(
        key(text[a.start : a.end]) == key(text[b.start : b.end]) != ""
        for a, b in zip(first, second, strict=True)
    )


def _joins(text: str, run: list[Line], line: Line, width: int, markdown: bool) -> bool:
    """Whether the line goes on with the paragraph that the run of lines before it began."""
    last = run[-1]
    before, here = text[last.start : last.end], text[line.start : min(line.end, line.start + 200)]
    labels = _LABELLED.match(here) and _LABELLED.match(text, run[0].start)
    if (
        labels
        or (_ROW.match(here) and _ROW.match(text, run[0].start))
        or lone(before)
        or lone(text[line.start : line.end])
        or _marked(here)
        or _kind(before)[0] in ("heading", "table", "rule", "picture")
    ):
        return False
    if markdown:
        return True
    deeper = line.indent - last.indent >= 2 and not _ITEM.match(text, run[0].start)
    indented = deeper or text[line.start - 1] == "\u3000"
    if indented or width > WRAP or before.startswith(here) or here.startswith(before):
        return False
    room = width - (last.end - last.start)
    word = len(here.split(maxsplit=1)[0]) if here[:1].isascii() else 2
    if room <= max(word, width // 8):
        return True
    return here[:1].islower() and before[-1:] not in tuple(ENDS)


def _marked(line: str) -> bool:
    return bool(_ITEM.match(line) or _CLAUSE.match(line)) or _kind(line)[0] != "text"


def _kind(line: str) -> tuple[Literal["text", "heading", "item", "table", "rule", "picture"], int]:
    """What the marks of a line say that it is, and how many characters of it are mark."""
    if _RULE.fullmatch(line[:400]):
        return "rule", 0
    if match := _HASHES.match(line):
        return "heading", match.end()
    if line[0] == "|" and line.count("|", 0, 4000) > 2:
        return "table", 0
    if _PICTURE.fullmatch(line[:1000]):
        return "picture", 0
    if match := _ITEM.match(line):
        return "item", match.end()
    return "text", 0


def _paragraph(text: str, run: Sequence[Line], lone: bool) -> Paragraph:
    start, end = run[0].start, run[-1].end
    kind, mark = _kind(text[start : run[0].end])
    level = mark - 1 if kind == "heading" else 0
    start += mark
    return Paragraph(start, end, kind, text[start:end], level, lone)
