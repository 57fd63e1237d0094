"""The subject of a fact: a short clause in the words of its sentence."""

from __future__ import annotations

import re

from briefings.sentences import fold
from briefings.telling import Told

LONGEST = 160
_LEAD = re.compile(
    r"(?i)\b(?:on|in|at|by|since|during|over|until|till|before|from|within|for|throughout|as\sof|the\s(?:morning|afternoon|evening)\sof)\s{0,3}$"
)
_CLAUSE = re.compile(r"[;:。；]\s?|[.!?]\s|,\s(?=(?:and|but|while|which|who)\s)")


def what_of(told: Told) -> str:
    """What the sentence says happened, without the expression of time itself."""
    before, after = told.before, told.after
    start = max((m.end() for m in _CLAUSE.finditer(before)), default=0)
    stop = _CLAUSE.search(after)
    head = re.sub(_LEAD, "", re.sub(_LEAD, "", before[start:]))
    words = f"{head} {after[: stop.start()] if stop else after}"
    if len(words.split()) < 3:
        words = f"{before} {after}"
    return shorten(words)


def shorten(words: str) -> str:
    """One line of at most `LONGEST` characters that ends with a whole word."""
    line = re.sub(r"\s([,.;:])", r"\1", fold(words)).strip(' ,;:."“”-—')
    if len(line) <= LONGEST:
        return line
    return line[: LONGEST - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"
