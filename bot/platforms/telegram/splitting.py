"""A long text in parts that Telegram takes: cut where a reader would pause, never inside a character."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace

LIMIT = 4096  # UTF-16 code units; the server counts code points, which are never more
ENTITIES = 100
ROOM = 16  # for "(12/34)" at the end of a part and the white space before a cut

# Where a reader pauses, best first. Every pattern takes the white space with it.
_PAUSES = tuple(
    re.compile(pattern)
    for pattern in (
        r"\n\n\s*",
        r"\n\s*",
        r"[.!?…][\"'”’)\]]{0,3}\s+|[。！？][\"'”’」』）]{0,3}\s*",
    )
)
_GAP = re.compile(r"\s+")
_MARK = re.compile(r"\[\d")  # a source mark stays with its line
_ZWJ = "\u200d"
_VIRAMA = 9  # the combining class of signs that join two consonants
# Letters that are written onto the one after them (UAX 29: Prepend); the others of them are of class Cf.
_PREPENDED = frozenset(
    "\u0d4e\U000111c2\U000111c3\U000113d1\U0001193f\U00011941\U00011a3a\U00011d46\U00011f02"
) | {chr(code) for code in range(0x11A84, 0x11A8A)}


@dataclass(frozen=True, slots=True)
class Mark:
    """An entity of ours over `text[start:end]`, in code points; `at` is the Unix time that a time tells."""

    start: int
    end: int
    kind: str
    at: int = 0


@dataclass(frozen=True, slots=True)
class Rich:
    """A text and its entities, sorted by where they start."""

    text: str
    marks: tuple[Mark, ...] = ()


def units(text: str) -> int:
    """How long Telegram counts a text: UTF-16 code units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def split(rich: Rich, limit: int = LIMIT) -> list[Rich]:
    """The text in parts of at most `limit` units and 100 entities; their texts join to the whole."""
    if units(rich.text) <= limit and len(rich.marks) <= ENTITIES:
        return [rich]
    parts: list[Rich] = []
    start = 0
    while start < len(rich.text):
        end = _end(rich, start, limit - ROOM)
        parts.append(_part(rich, start, end))
        start = end
    return parts


def _part(rich: Rich, start: int, end: int) -> Rich:
    """A stretch of a text with what its entities cover of it."""
    marks: list[Mark] = []
    for mark in rich.marks:
        first, last = max(mark.start, start), min(mark.end, end)
        last = first + len(rich.text[first:last].rstrip())
        if first < last:
            marks.append(replace(mark, start=first - start, end=last - start))
    return Rich(rich.text[start:end], tuple(marks))


def _end(rich: Rich, start: int, room: int) -> int:
    """Where the part that starts at `start` ends."""
    furthest = _furthest(rich, start, room)
    if furthest == len(rich.text):
        return furthest
    window = rich.text[start:furthest]
    for pause in _PAUSES:
        if (cut := _last(pause, rich.text, start, window)) > start + len(window) // 3:
            return cut
    cut = _last(_GAP, rich.text, start, window)
    return cut if cut > start else _forced(rich.text, start, furthest)


def _furthest(rich: Rich, start: int, room: int) -> int:
    """How far a part can go at most, by its length and its entities."""
    end = start
    for char in rich.text[start : start + room]:
        room -= 1 + (char > "\uffff")
        if room < 0:
            break
        end += 1
    inside = [mark for mark in rich.marks if mark.end > start]
    return min(end, inside[ENTITIES].start) if len(inside) > ENTITIES else end


def _last(pause: re.Pattern[str], text: str, start: int, window: str) -> int:
    """The last place in a window where this pause allows a cut; `start` where there is none."""
    cut = start
    for match in pause.finditer(window):
        place = start + match.end()
        if place < len(text) and not text[place].isspace() and _parts_well(text, place):
            cut = place
    return cut


def _parts_well(text: str, place: int) -> bool:
    """Whether a cut here leaves a source mark with its line and a character whole."""
    return not _MARK.match(text, place) and boundary(text, place)


def _forced(text: str, start: int, end: int) -> int:
    """A cut in a word that is longer than a message: between characters, and never before a slash."""
    place = end
    while place > start and (text[place] == "/" or not boundary(text, place)):
        place -= 1
    place = place if place > start else end
    while place < len(text) and text[place].isspace():
        place += 1
    return place


def boundary(text: str, place: int) -> bool:
    """Whether two characters as readers see them meet here (UAX 29, on the safe side)."""
    before, after = text[place - 1], text[place]
    if before.isspace() and before not in "\r" and before < " ":
        return True
    joined = (
        before == _ZWJ
        or before in _PREPENDED
        or unicodedata.category(before) == "Cf"
        or unicodedata.combining(before) == _VIRAMA
        or (before, after) == ("\r", "\n")
        or (_hangul(before) and _hangul(after))
    )
    return not joined and not _extends(after) and not _half_flag(text, place)


def _extends(char: str) -> bool:
    """Whether a character belongs to the one before it."""
    category = unicodedata.category(char)
    return (
        category[0] == "M"
        or category == "Cn"  # newer than this Python: it may be anything
        or (category == "Cf" and char in "\u200c\u200d")
        or "\U0001f3fb" <= char <= "\U0001f3ff"
        or "\U000e0020" <= char <= "\U000e007f"
        or char in "\uff9e\uff9f\u0e33\u0eb3"
    )


def _hangul(char: str) -> bool:
    """Whether a character is a Korean letter that may join its neighbour to a syllable."""
    return "\u1100" <= char <= "\u11ff" or "\ua960" <= char <= "\ua97f" or "\uac00" <= char <= "\ud7ff"


def _half_flag(text: str, place: int) -> bool:
    """Whether a flag's second letter comes here: flags are pairs of regional indicators."""
    first = place
    while first and "\U0001f1e6" <= text[first - 1] <= "\U0001f1ff":
        first -= 1
    return (place - first) % 2 == 1 and "\U0001f1e6" <= text[place] <= "\U0001f1ff"
