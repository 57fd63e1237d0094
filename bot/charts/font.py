"""The bundled fonts: which characters they have, and how wide these are."""

from __future__ import annotations

import struct
import unicodedata
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

_EM = 1000
_WORD = 16
"""Characters of a word that is left out whole where a line ends."""


@dataclass(frozen=True)
class Face:
    """A font by its family, in a file beside this one."""

    family: str
    path: Path

    @cached_property
    def advances(self) -> dict[int, int]:
        """The width of every character that it has, in thousandths of its size."""
        data = self.path.read_bytes()
        tables = {
            data[at : at + 4].decode("ascii"): struct.unpack_from(">I", data, at + 8)[0]
            for at in range(12, 12 + 16 * struct.unpack_from(">H", data, 4)[0], 16)
        }
        known: int = struct.unpack_from(">H", data, tables["hhea"] + 34)[0]
        metrics = struct.unpack_from(f">{2 * known}H", data, tables["hmtx"])[::2]
        glyphs = _glyphs(data, tables["cmap"])
        return {char: metrics[min(glyph, known - 1)] for char, glyph in glyphs.items() if glyph}

    def width(self, words: str, size: float) -> float:
        """How wide words are in a size."""
        known = self.advances
        return sum(known.get(ord(char), _EM) for char in words) * size / _EM


_FOLDER = Path(__file__).with_name("fonts")
CHINESE = Face("Noto Sans SC", _FOLDER / "NotoSansSC-Subset.otf")
LATIN = Face("Noto Sans KR", _FOLDER / "NotoSansKR-Subset.otf")
"""The same letters with punctuation that fits them; it has no Chinese."""
MISSING = "〓"
"""Printers' sign for a character that the case has not; the font has it."""
LONGEST = 700
"""Characters of a text that are looked at."""
_SPACES = frozenset({"Zs", "Zl", "Zp"})
_MARKS = frozenset({"Mn", "Me", "Mc"})
_UNSEEN = frozenset({"Cc", "Cf", "Cs"})


def face(words: str) -> Face:
    """The font for words that are `shown`."""
    return LATIN if all(ord(char) in LATIN.advances for char in words) else CHINESE


def _glyphs(data: bytes, table: int) -> dict[int, int]:
    """The glyph of each character, from the table's part for the Basic Multilingual Plane (format 4)."""
    count = struct.unpack_from(">H", data, table + 2)[0]
    starts = (table + struct.unpack_from(">HHI", data, table + 4 + 8 * at)[2] for at in range(count))
    start = next(at for at in starts if struct.unpack_from(">H", data, at)[0] == 4)
    segments = struct.unpack_from(">H", data, start + 6)[0] // 2
    ends = struct.unpack_from(f">{segments}H", data, start + 14)
    at = start + 16 + 2 * segments
    firsts = struct.unpack_from(f">{segments}H", data, at)
    deltas = struct.unpack_from(f">{segments}H", data, at + 2 * segments)
    offsets_at = at + 4 * segments
    offsets = struct.unpack_from(f">{segments}H", data, offsets_at)
    found: dict[int, int] = {}
    for segment, (first, last) in enumerate(zip(firsts, ends, strict=True)):
        for char in range(first, min(last, 0xFFFE) + 1):
            glyph = char
            if offsets[segment]:
                place = offsets_at + 2 * segment + offsets[segment] + 2 * (char - first)
                glyph = struct.unpack_from(">H", data, place)[0]
                if not glyph:
                    continue
            found[char] = (glyph + deltas[segment]) & 0xFFFF
    return found


def shown(words: str) -> str:
    """The words as the fonts can show them, on one line: a run of characters that they lack is one `MISSING`.

    What is never seen (control and bidirectional characters) goes; marks that have no form of their own make
    the character that they stand on a missing one.
    """
    known = CHINESE.advances
    said: list[str] = []
    for char in unicodedata.normalize("NFC", words[:LONGEST]):
        category = unicodedata.category(char)
        if category in _SPACES or char in "\n\r\t\v\f":
            said.append(" ")
        elif ord(char) in known:
            said.append(char)
        elif category in _UNSEEN:
            continue
        elif category in _MARKS and said and said[-1] != " ":
            said[-1] = MISSING
        elif not said or said[-1] != MISSING:
            said.append(MISSING)
    line = " ".join("".join(said).split())
    return line.replace("…", "...") if face(line.replace("…", "")) is LATIN else line


def width(words: str, size: float) -> float:
    """How wide words are that are `shown`."""
    return face(words).width(words, size)


def wrapped(words: str, room: float, size: float, most: int) -> list[str]:
    """The words in at most so many lines that fit the room; the last ends with … where words are left out.

    Lines break at spaces and beside Chinese characters, never before closing punctuation; a longer word
    breaks anywhere.
    """
    lines: list[str] = []
    rest = shown(words)
    used = face(rest)
    while rest:
        if len(lines) == most:
            lines[-1] = _shortened(lines[-1], room, size, used)
            break
        cut = _fitting(rest, room, size, used)
        lines.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    return lines


def _fitting(words: str, room: float, size: float, used: Face) -> int:
    """How many characters go into a line, at least one."""
    known, taken, best = used.advances, 0.0, 0
    for at, char in enumerate(words):
        taken += known.get(ord(char), _EM) * size / _EM
        if taken > room:
            return best or max(1, at)
        following = words[at + 1 : at + 2]
        if char == " " or (following and _breaks(char, following)):
            best = at + 1
    return len(words)


def _breaks(before: str, after: str) -> bool:
    """Whether a line may end between these two."""
    if after in _CLOSING or before in _OPENING:
        return False
    return _wide(before) or _wide(after) or before in "-–—/"


_CLOSING = frozenset("，。、；：？！）》」』】”’…％,.;:?!)]}%")
_OPENING = frozenset("（《「『【“‘([{")


def _wide(char: str) -> bool:
    return char >= "\u2e80"


def _shortened(line: str, room: float, size: float, used: Face) -> str:
    """A line that says it goes on."""
    more = "..." if used is LATIN else "…"
    whole = line
    while line and used.width(line + more, size) > room:
        line = line[:-1]
    if line != whole and used is LATIN and " " in line[-_WORD:]:
        line = line[: line.rindex(" ")]
    return line.rstrip(" ,;，、；") + more
