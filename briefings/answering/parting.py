"""Chinese without blanks parted into words that the tables know and pieces that may be names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefings.answering.lexicon import chinese

LONGEST = 12
"""Characters of a word that is looked up."""
_LIGHT = (
    "的了是有在要会能将和与及或对从到由被把所为共一二三四五六七八九十百千万两几个只家部项条次座名位种件台辆艘棵株层岁笔份批"
    "吗呢吧这那该其哪些多少每最已曾还就都也又而且于之以里内时中上下前后花得过用来去年月日号天谁"
)
"""Characters that are small words, or that count."""
_PIECE = re.compile("[^的了]+")

Part = tuple[str, int, bool]
"""A word or piece, its place, and whether the tables know it."""


def parted(run: str) -> Iterator[Part]:
    """The longest known words of a run of characters from left to right, and the pieces between them."""
    known = chinese()
    at = begun = 0
    while at < len(run):
        # a single character is a word behind a name, as "district" is, and a part of a name elsewhere
        least = at if at - begun > 1 or len(run) == 1 else at + 1
        end = next((e for e in range(min(len(run), at + LONGEST), least, -1) if run[at:e] in known), None)
        if end is None:
            at += 1
            continue
        yield from _left(run[begun:at], begun)
        yield run[at:end], at, True
        at = begun = end
    yield from _left(run[begun:], begun)


def _left(between: str, start: int) -> Iterator[Part]:
    """What no table has, without the small words around it; a single character is none."""
    for match in _PIECE.finditer(between):
        piece = match[0].lstrip(_LIGHT)
        at = match.end() - len(piece)
        piece = piece.rstrip(_LIGHT)
        if len(piece) > 1:
            yield piece, start + at, False
