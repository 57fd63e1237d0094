"""The clause of a sentence that an expression of time stands in."""

from __future__ import annotations

import re
from functools import lru_cache

from briefings.telling import Told

_BREAK = re.compile(
    r"[;；。]\s?|\s[—–]\s|:\s|,\s(?=(?:and|but|while|whereas|although|though|yet)\s)"
    r"|\s(?=(?:but|while|whereas|although|though)\s)"
)
_HANGS = re.compile(r"(?i)^\W*(?:and|or|but)\s(?:that|to|is|are|was|were|will|be|has|have|had|then|also)\b")
_VERB = re.compile(
    r"(?i)\b(?:is|are|was|were|be|been|has|have|had|will|shall|must|may|might|could|should|would|can|do|does|did|"
    r"\w{2,20}(?:ed|es)|\w{3,20}s)\b"
)


@lru_cache(maxsize=4096)
def clause(told: Told) -> str:
    """The clause around an expression; the sentence where the clause alone says nothing."""
    start = max((m.end() for m in _BREAK.finditer(told.sentence, 0, told.at)), default=0)
    stop = _BREAK.search(told.sentence, told.to)
    words = told.sentence[start : stop.start() if stop else len(told.sentence)]
    rest = words.replace(told.mention.text, " ")
    if _HANGS.match(words) or not _VERB.search(rest):
        return told.sentence
    return words
