"""A table of a card as the grids of Slack's table blocks, or none where no block takes it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import Literal

from bot.card import Band, Row, Span, Table, Text, bold, plain
from bot.platforms.slack.words import inert

ROWS, COLUMNS = 100, 20
"""What a table block takes, its row of titles counted."""
LONGEST = 600
"""Characters of a cell; what is longer is read better as a line."""
CAPTION = 150
"""Characters of what a screen reader says of a table."""
EMPTY = Span("–")

Cells = tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """The rows of one table block, its titles first: inert words in every cell, none of them empty.

    `even` rows stand under no bands: a reader may sort them. `caption` says what the table is of.
    """

    rows: tuple[Cells, ...]
    aligns: tuple[Literal["left", "right"], ...]
    even: bool = False
    caption: str = ""

    @property
    def lines(self) -> tuple[Text, ...]:
        """The rows as lines, for where a message has no blocks."""
        return tuple(_joined(cells) for cells in self.rows)


def grids(table: Table, numbers: dict[str, int], most: int, caption: str = "") -> list[Grid]:
    """Tables of at most `most` characters each that together show the whole one, each under its titles.

    Empty where there is nothing to show or a cell or a row is too long. A band that a cut parts from its
    rows is told again.
    """
    aligns = tuple(column.align for column in table.columns)
    titles = _filled([(bold(column.title),) for column in table.columns])
    rows = [(row, _cells(row, len(aligns), numbers)) for row in table.rows]
    held = max((_size(cells) for _, cells in rows), default=0)
    if not rows or len(aligns) not in range(1, COLUMNS + 1) or _size(titles) + 2 * held > most:
        return []
    if any(len(plain(cell)) > LONGEST for cells in (titles, *(cells for _, cells in rows)) for cell in cells):
        return []
    even = not any(isinstance(row, Band) for row in table.rows)
    named = " ".join(inert(caption).split())[:CAPTION] or plain(_joined(titles))
    return [Grid((titles, *part), aligns, even, named) for part in _parts(rows, most - _size(titles))]


def _parts(rows: Sequence[tuple[Row | Band, Cells]], room: int) -> list[list[Cells]]:
    """The rows in parts that fit; none ends with a band."""
    found: list[list[Cells]] = []
    band: list[Cells] = []
    fresh: list[Cells] = []
    for row, cells in rows:
        if isinstance(row, Band):
            band = fresh = [cells]
            continue
        fresh = [*fresh, cells]
        if not found or _total(found[-1]) + _total(fresh) > room or len(found[-1]) + len(fresh) >= ROWS:
            fresh = [*band, cells]
            found.append([])
        found[-1] += fresh
        fresh = []
    return found


def _cells(row: Row | Band, width: int, numbers: dict[str, int]) -> Cells:
    """The cells of a row, its source marks behind the last one; a band stands in the first."""
    if isinstance(row, Band):
        return _filled([(bold(row.text),), *repeat((), width - 1)])
    marks = "".join(f" [{number}]" for number in dict.fromkeys(numbers[e.ref] for e in row.evidence))
    *first, last = _filled(row.cells)
    return (*first, (*last, Span(marks)) if marks else last)


def _filled(cells: Iterable[Text]) -> Cells:
    return tuple(_inert(cell) or (EMPTY,) for cell in cells)


def _inert(cell: Text) -> Text:
    """A cell's words on one line, or nothing where none can be seen."""
    spans = tuple(Span(inert(span.text).replace("\n", " "), span.style, span.at) for span in cell)
    return tuple(span for span in spans if span.text) if plain(spans).strip() else ()


def _joined(cells: Cells) -> Text:
    return tuple(span for at, cell in enumerate(cells) for span in ((Span(" · "),) if at else ()) + cell)


def _size(cells: Cells) -> int:
    return len(plain(_joined(cells))) + 1


def _total(rows: Sequence[Cells]) -> int:
    return sum(map(_size, rows))
