"""A card laid out as units, each small enough for one Slack block."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, assert_never

from bot.card import (
    Block,
    Bullets,
    Card,
    Heading,
    Line,
    Notice,
    Pairs,
    Paragraph,
    Quote,
    Sources,
    Span,
    Table,
    bold,
    italic,
    plain,
)
from bot.picture import Picture
from bot.platforms.slack.charts import CHARTS, Chart, charts
from bot.platforms.slack.tables import Grid, grids
from bot.platforms.slack.words import inert, pieces
from briefings.model import Evidence
from briefings.tongue import N_, _

HEADER = 150
"""Characters that a header block takes."""
UNIT = 2500
"""Characters of one unit; a text object takes 3,000."""
MESSAGE = 3800
"""Characters of one message's blocks, so that its top-level text has room for the same."""
BLOCKS = 40
"""Units of one message, which takes 50 blocks; the rest is for buttons."""

Kind = Literal["header", "text", "list", "quote", "note", "table", "chart"]
Row = tuple[Span, ...]

SIGNS = {"info": N_("ℹ Note: "), "warning": N_("⚠ Warning: "), "error": N_("✖ Error: ")}


@dataclass(frozen=True, slots=True)
class Unit:
    """Rows of one kind; all their text is already inert. A table has a grid with the same words.

    A chart has no rows: what it shows is said beside it.
    """

    kind: Kind
    rows: tuple[Row, ...]
    grid: Grid | None = None
    chart: Chart | None = None

    @property
    def size(self) -> int:
        """Its characters, a line break after each row counted."""
        return sum(map(_size, self.rows))


def _size(row: Row) -> int:
    """Its characters, with the line break after it."""
    return sum(len(span.text) for span in row) + 1


def units(card: Card) -> tuple[Unit, ...]:
    """The card's blocks in order, long ones cut, empty ones left out."""
    numbers, heading = card.numbers, card.summary
    found: list[Unit] = []
    for block in card.blocks:
        heading = block.text if isinstance(block, Heading) else heading
        found += _units(block, numbers, heading)
    return tuple(found)


def _units(block: Block, numbers: dict[str, int], heading: str) -> Iterator[Unit]:
    """The units of a block below a heading; a table that fits no table block becomes a list."""
    if isinstance(block, Picture):
        drawn_here = [Unit("chart", (), chart=chart) for chart in charts(block)]
        yield from drawn_here or _fitting(
            "note", [(Span(_("Slack can't draw this; the list says the same.")),)]
        )
        return
    drawn = grids(block, numbers, UNIT, heading) if isinstance(block, Table) else []
    if drawn:
        yield from (Unit("table", grid.lines, grid) for grid in drawn)
    else:
        yield from _fitting(*_layout(block, numbers))


def parts(found: Sequence[Unit]) -> list[tuple[Unit, ...]]:
    """The units in messages within the limits; a header stays with what it heads."""
    done: list[tuple[Unit, ...]] = []
    open_: list[Unit] = []
    for unit in found:
        if open_ and not _joins(unit, open_):
            carried = [open_.pop()] if len(open_) > 1 and open_[-1].kind == "header" else []
            done.append(tuple(open_))
            open_ = carried
        open_.append(unit)
    return [*done, tuple(open_)]


def _joins(unit: Unit, others: Sequence[Unit]) -> bool:
    """Whether a message with these units takes one more: Slack takes one table and two charts a message."""
    full = sum(u.size for u in others) + unit.size > MESSAGE or len(others) >= BLOCKS
    same = sum(u.kind == unit.kind for u in others)
    return not full and same < {"table": 1, "chart": CHARTS}.get(unit.kind, BLOCKS)


def _layout(block: Block, numbers: dict[str, int]) -> tuple[Kind, list[Row]]:  # noqa: PLR0911 one a block
    match block:
        case Heading(text):
            return "header", [(Span(text), *_marks(block.line.marked, numbers))]
        case Paragraph(line):
            return "text", [_row(line, numbers)]
        case Notice(kind, line):
            return "text", [(bold(_(SIGNS[kind])), *_row(line, numbers))]
        case Bullets(lines):
            return "list", [_row(line, numbers) for line in lines]
        case Pairs(rows):
            return "text", [(*_name(name), *_row(line, numbers)) for name, line in rows]
        case Table(_, rows):
            return "list", [_row(row.line, numbers) for row in rows]
        case Quote(text, evidence, before, after, _):
            return "quote", [(*_beside(before, " "), bold(text), *_marks(evidence, numbers), *_beside(after))]
        case Picture():
            return "text", []
        case Sources(entries):
            return "note", [(Span(_source(ref, title, numbers)),) for ref, title in entries]
        case _:
            assert_never(block)


def _name(name: str) -> Row:
    """A name before its value; what stands between them depends on the language."""
    before, _name, after = _("{name}: ").partition("{name}")
    return (Span(before), bold(name), Span(after))


def _row(line: Line, numbers: dict[str, int]) -> Row:
    return (*line.text, *_marks(line.marked, numbers))


def _marks(evidence: Sequence[Evidence], numbers: dict[str, int]) -> Row:
    marks = dict.fromkeys(numbers[e.ref] for e in evidence)
    return (Span("".join(f" [{number}]" for number in marks)),)


def _beside(words: str, gap: str = "") -> Row:
    if not words.strip():
        return ()
    return (italic(f"{words}{gap}" if gap else f" {words}"),)


def _source(ref: str, title: str, numbers: dict[str, int]) -> str:
    mark = f"[{numbers[ref]}] " if ref in numbers else ""
    return f"{mark}{title} · {ref}"


def _fitting(kind: Kind, rows: list[Row]) -> Iterator[Unit]:
    """Units of at most `UNIT` characters; a header too long for its block is bold text instead."""
    short = [piece for row in rows for piece in _cut(row)]
    if kind == "header" and any("\n" in plain(row) or len(inert(plain(row))) > HEADER for row in short):
        kind, short = "text", [tuple(bold(span.text) for span in row) for row in short]
    taken: list[Row] = []
    size = 0
    for row in short:
        more = _size(row)
        if taken and size + more > UNIT:
            yield Unit(kind, tuple(taken))
            taken, size = [], 0
        taken.append(row)
        size += more
    if taken:
        yield Unit(kind, tuple(taken))


def _cut(row: Row) -> Iterator[Row]:
    """Inert rows of at most `UNIT` characters that together say what the row says."""
    taken: list[Span] = []
    room = UNIT - 1
    for span in row:
        words = inert(span.text)
        for piece in pieces(words, UNIT - 1):
            if len(piece) > room:
                yield from _said(taken)
                taken, room = [], UNIT - 1
            if piece:
                taken.append(Span(piece, span.style, span.at if len(piece) == len(words) else None))
                room -= len(piece)
    yield from _said(taken)


def _said(taken: list[Span]) -> Iterator[Row]:
    row = tuple(taken)
    if plain(row).strip():
        yield row
