"""The clauses of a Chinese sentence, and the one around a stretch of it."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache

_MARK = re.compile(r"[，,；;：:。！？!?]")
_HARD = "；;。！？!?"
_REACH = 6

Span = tuple[int, int]


@lru_cache(maxsize=128)
def clauses(sentence: str) -> tuple[Span, ...]:
    """The spans of the clauses, in order, without the marks between them."""
    ends = [m.start() for m in _MARK.finditer(sentence)] + [len(sentence)]
    starts = [0, *(end + 1 for end in ends[:-1])]
    return tuple(zip(starts, ends, strict=True))


@lru_cache(maxsize=512)
def around(sentence: str, at: int) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """The clause at an offset with those behind it, and those before it, nearest first.

    Both stop at a semicolon or full stop, and a few clauses away.
    """
    spans = clauses(sentence)
    here = max(0, bisect_right(spans, (at, len(sentence))) - 1)
    last = here
    while last + 1 < len(spans) and last - here < _REACH and sentence[spans[last][1]] not in _HARD:
        last += 1
    first = here
    while first > 0 and here - first < _REACH and sentence[spans[first][0] - 1] not in _HARD:
        first -= 1
    return spans[here : last + 1], spans[first:here][::-1]
