"""Replies in Chinese, made comparable: their days as English ones, and our own words told from names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from string import Formatter

from bot.words import tongue
from briefings.retelling import retold
from briefings.saying import MONTHS
from briefings.tongue import speaking
from docs.words import kept, places

TAG = "zh"
_HAN = re.compile(r"[\u3400-\u9fff]+")
_DAYS = (
    (re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日至(\d{1,2})日"), " {3}–{4} {m2} {1} "),
    (re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日至(\d{1,2})月(\d{1,2})日"), " {3} {m2} – {5} {m4} {1} "),
    (re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日"), " {3} {m2} {1} "),
    (re.compile(r"(\d{4})年(\d{1,2})月(?:[上中下]旬)?"), " {m2} {1} "),
    (re.compile(r"(?<!\d)(\d{1,2})月(\d{1,2})日"), " {2} {m1} "),
    (re.compile(r"(?<!\d)(\d{4})年(?!代)"), " {1} "),
)
_NUMBERED = re.compile(
    r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|twelve)\b|[一二两三四五六七八九十]"
)
LONGEST = 24
"""Characters of a run that are looked at as one of our words."""


def englished(line: str) -> str:
    """A line with its days and months as English replies have them."""
    for pattern, form in _DAYS:
        line = pattern.sub(lambda found, form=form: _said(found, form), line)
    return line


def _said(found: re.Match[str], form: str) -> str:
    groups = ["", *found.groups()]
    months = {
        f"m{at}": MONTHS[int(group) - 1] if group and 1 <= int(group) <= 12 else group
        for at, group in enumerate(groups)
        if at
    }
    return form.format(*groups, **months)


@cache
def _literals() -> tuple[str, ...]:
    """Everything that stands between the places of our sentences, in both languages."""
    ((_tag, place),) = places()
    told = kept(TAG, place)
    every = (each for one in told if one.id for each in (*_forms(one.id), *_forms(one.string)))
    return tuple(dict.fromkeys(words for each in every for words, *_rest in Formatter().parse(each) if words))


def _forms(words: str | tuple[str, ...]) -> tuple[str, ...]:
    return (words,) if isinstance(words, str) else tuple(words)


@cache
def numbered() -> tuple[str, ...]:
    """Our own words with a number in them."""
    return tuple(words for words in _literals() if _NUMBERED.search(words))


def without_numbered(line: str) -> str:
    """A line without our own words that have a number in them, where they stand for themselves."""
    return _numbered().sub("", line)


@cache
def _numbered() -> re.Pattern[str]:
    return re.compile("|".join(map(_whole, sorted(numbered(), key=len, reverse=True))))


def _whole(words: str) -> str:
    """Words where they are not part of others or of a number."""
    before = r"(?<![\w,.])" if words[0].isascii() and words[0].isalnum() else ""
    after = r"(?!\w)" if words[-1].isascii() and words[-1].isalnum() else ""
    return f"{before}{re.escape(words)}{after}"


@cache
def _words() -> frozenset[str]:
    return frozenset(run for words in _literals() for run in _HAN.findall(words))


def ours(run: str, known: str) -> bool:
    """Whether a run of characters is put together from our own words, and from what is known."""
    reached = {0}
    for at in range(len(run)):
        if at in reached:
            reached |= {at + len(piece) for piece in _pieces(run[at : at + LONGEST], known)}
    return len(run) in reached


def _pieces(rest: str, known: str) -> Iterator[str]:
    words = _words()
    for end in range(1, len(rest) + 1):
        piece = rest[:end]
        if piece in words or (end > 1 and piece in known):
            yield piece


@cache
def in_chinese(words: str) -> str:
    """One of our kept sentences in Chinese."""
    with speaking(tongue(TAG)):
        return retold(words)
