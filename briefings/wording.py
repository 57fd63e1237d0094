"""The subject of a fact: a short clause in the words of its sentence."""

from __future__ import annotations

import re

from briefings.chinese import wording as han
from briefings.dates.mention import Point
from briefings.script import chinese
from briefings.sentences import fold
from briefings.telling import Told

LONGEST = 160
_LEAD = re.compile(
    r"(?i)\b(?:on|in|at|by|during|over|throughout|as\sof)"
    r"(?:\s(?:the\s(?:morning|afternoon|evening|night)\sof|about|around|early|late|the))?\s{0,3}$"
)
_CLAUSE = re.compile(r"[;:。；]\s?|[.!?]\s|,\s(?=(?:and|but|while|which|who)\s)")
_HANGING = re.compile(r"(?i)^\W*(?:and|but|which|who|while|of|that|or)\b")
_FEW = 5
_REACH = 600


def what_of(told: Told) -> str:
    """What the sentence says happened, without the expression of time where that leaves it whole."""
    if chinese(told.sentence):
        named = isinstance(told.mention.spec, Point) and told.mention.spec.named
        return han.what(told.sentence, told.at, told.at if named else told.to)
    before, after = told.before[-_REACH:], told.after[:_REACH]
    start = max((m.end() for m in _CLAUSE.finditer(before)), default=0)
    stop = _CLAUSE.search(after)
    tail = after[: stop.start()] if stop else after
    if isinstance(told.mention.spec, Point) and told.mention.spec.named:
        return shorten(f"{before[start:]}{told.mention.text}{tail}")
    words = _without(before[start:], told.mention.text, tail)
    if len(words.split()) < _FEW or _HANGING.match(words):
        words = _without(before, told.mention.text, after)
    return shorten(words)


def _without(before: str, expression: str, after: str) -> str:
    """The words around an expression; it stays where it is no adjunct ("the two years from …")."""
    head = _LEAD.sub("", before)
    if after[:2] in {"'s", "’s"}:
        return f"{before}{expression}{after}"
    if head != before or not before.strip():
        return f"{head} {after.lstrip(' ,')}" if head.strip() else after.lstrip(" ,")
    return f"{before}{expression}{after}"


def shorten(words: str) -> str:
    """One line of at most `LONGEST` characters that ends with a whole word."""
    line = re.sub(r"\s([,.;:])", r"\1", fold(words)).strip(' ,;:."“”-—')
    if len(line) <= LONGEST:
        return line
    return line[: LONGEST - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"
