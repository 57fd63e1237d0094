"""Narrow tables in monospaced text; what is wider than a phone is left to lines."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence

from bot.card import Band, Row, Table, plain
from bot.platforms.telegram.defusing import clean
from briefings.model import Evidence

WIDEST = 36
"""Columns of monospaced text that a phone shows without breaking them."""
GAP = "  "
EMPTY = "–"
_TURNED = frozenset({"R", "AL", "AN"})
_WIDE = frozenset({"W", "F"})

Marks = Callable[[Sequence[Evidence]], str]


def drawn(table: Table, marks: Marks) -> str | None:
    """The table in aligned monospaced text, or None where it is too wide or can't be aligned.

    `marks` gives the source marks of a row, which stand in a last column without a title. The first
    column is never pushed to the right: a message loses the blanks that it begins with.
    """
    if not table.columns or not any(isinstance(row, Row) for row in table.rows):
        return None
    titles = [clean(column.title).strip() or EMPTY for column in table.columns]
    rows = [[*titles, ""], *(_cells(row, marks) for row in table.rows)]
    columns = zip(*(row for row in rows if len(row) > 1), strict=True)
    widths = [max(map(breadth, column)) for column in columns]
    bands = [breadth(row[0]) for row in rows if len(row) == 1]
    if max(sum(widths) + len(GAP) * (len(widths) - 1), *bands, 0) > WIDEST:
        return None
    if not all(_even(words) for row in rows for words in row):
        return None
    right = [at > 0 and column.align == "right" for at, column in enumerate(table.columns)]
    return "\n".join(_drawn(row, widths, right) for row in rows)


def _cells(row: Row | Band, marks: Marks) -> list[str]:
    """The words of a row and its marks; a band is one cell."""
    if isinstance(row, Band):
        return [clean(row.text).strip() or EMPTY]
    return [*(clean(plain(cell)).strip() or EMPTY for cell in row.cells), marks(row.evidence)]


def _drawn(cells: Sequence[str], widths: Sequence[int], right: Sequence[bool]) -> str:
    if len(cells) == 1:
        return cells[0]
    padded = [_padded(words, widths[at], at < len(right) and right[at]) for at, words in enumerate(cells)]
    return GAP.join(padded).rstrip()


def _padded(words: str, width: int, right: bool) -> str:
    blank = " " * (width - breadth(words))
    return blank + words if right else words + blank


def breadth(words: str) -> int:
    """Columns that words take: Chinese characters take two, what sits on another character none."""
    return sum(_columns(char) for char in words)


def _columns(char: str) -> int:
    if unicodedata.category(char) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(char) in _WIDE else 1


def _even(words: str) -> bool:
    """Whether the width of words can be told at all: not where they run from right to left."""
    return words.isascii() or not any(unicodedata.bidirectional(char) in _TURNED for char in words)
