"""A text sealed: in it nothing is alive but the entities that are our own."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise

from bot.platforms.telegram.defusing import JOINER, breaks
from bot.platforms.telegram.splitting import Mark, Rich


def sealed(words: str, marks: Iterable[Mark]) -> Rich:
    """The words with a joiner wherever the server would see something live outside of our code."""
    ours = tuple(sorted(marks, key=lambda mark: (mark.start, -mark.end)))
    apart = _joined(Rich(words, ours), _edges(words, _codes(ours)))
    return _trimmed(_joined(apart, _outside(breaks(apart.text), _codes(apart.marks))))


def _codes(marks: Iterable[Mark]) -> list[Mark]:
    """What the server looks for nothing in."""
    return [mark for mark in marks if mark.kind in {"code", "pre"}]


def _outside(places: Sequence[int], codes: Sequence[Mark]) -> list[int]:
    """The places that are not inside code: the server looks for nothing there."""
    starts = [mark.start for mark in codes]

    def inside(place: int) -> bool:
        at = bisect_left(starts, place) - 1
        return at >= 0 and place < codes[at].end

    return [place for place in places if not inside(place)]


def _edges(words: str, codes: Sequence[Mark]) -> list[int]:
    """Where code touches other words: nothing that is found may reach over its edge."""
    ends = sorted({place for mark in codes for place in (mark.start, mark.end)})
    return [p for p in ends if 0 < p < len(words) and not words[p - 1].isspace() and not words[p].isspace()]


def _joined(rich: Rich, places: Sequence[int]) -> Rich:
    """The same with a joiner at each place (in order); at an edge of an entity it stays outside."""
    if not places:
        return rich
    cuts = [0, *places, len(rich.text)]
    words = JOINER.join(rich.text[first:last] for first, last in pairwise(cuts))
    marks = (
        Mark(m.start + bisect_right(places, m.start), m.end + bisect_left(places, m.end), m.kind, m.at)
        for m in rich.marks
    )
    return Rich(words, tuple(marks))


def _trimmed(rich: Rich) -> Rich:
    """Without the white space at both ends, which the server would take away."""
    gone = len(rich.text) - len(rich.text.lstrip())
    words = rich.text.strip()
    if len(words) == len(rich.text):
        return rich
    marks = (Mark(max(0, m.start - gone), min(len(words), m.end - gone), m.kind, m.at) for m in rich.marks)
    return Rich(words, tuple(mark for mark in marks if mark.start < mark.end))
