"""A card as rich renderables: every character as it is, none of it markup or a command to the terminal."""

from __future__ import annotations

import shlex
import unicodedata
from collections.abc import Iterable, Sequence
from io import StringIO
from typing import assert_never

from rich.cells import cell_len
from rich.console import Console as Screen
from rich.console import RenderableType
from rich.table import Table as Drawn
from rich.text import Text as Styled

from bot.card import (
    Action,
    Band,
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
    Table,
    Text,
    plain,
)
from bot.picture import Picture
from bot.words import tongue
from briefings.model import Evidence
from briefings.tongue import N_, _, speaking

STYLES = {"plain": "", "bold": "bold", "italic": "italic", "code": "cyan"}
SIGNS = {"info": N_("ℹ Note: "), "warning": N_("⚠ Warning: "), "error": N_("✖ Error: ")}
COLOURS = {"info": "blue", "warning": "yellow", "error": "red"}
_KEPT = frozenset("\u200c\u200d")
_NARROW = 40
_TABLE = 64
"""Columns that a screen needs for a table; narrower ones show lines."""


def clean(words: str) -> str:
    """The words without control and bidirectional characters; line breaks and tabs become spaces."""
    return "".join(map(_safe, words))


def _safe(char: str) -> str:
    category = unicodedata.category(char)
    if category == "Cc":
        return " " if char in "\n\r\t\v\f" else ""
    if category in {"Zl", "Zp"}:
        return " "
    return char if category not in {"Cf", "Cs"} or char in _KEPT else ""


def render(card: Card, width: int) -> list[RenderableType]:
    """The card's blocks for a screen of this width, in order, its buttons as numbered choices last."""
    draft = _Draft(card.numbers, width)
    shown: list[RenderableType] = [Styled("")]
    with speaking(tongue(card.language)):
        for block in card.blocks:
            shown.append(draft.block(block))
            if not isinstance(block, Heading):
                shown.append(Styled(""))
    return [*shown, *([_choices(card.actions), Styled("")] if card.actions else [])]


class _Draft:
    """Shows blocks with the card's source marks."""

    def __init__(self, numbers: dict[str, int], width: int) -> None:
        self._numbers = numbers
        self._screen = Screen(width=width, file=StringIO())
        self._indent = 2 if width >= _NARROW else 0

    def block(self, block: Block) -> Styled:
        """One block's rows."""
        match block:
            case Heading():
                words = Styled().append(clean(block.text), style="bold underline")
                shown = self._wrapped(words.append_text(self._marks(block.line.marked)), 0)
            case Paragraph():
                shown = self._item(block.line)
            case Bullets():
                shown = _rows(self._item(line, "• ", indent=self._indent) for line in block.lines)
            case Pairs():
                rows = block.rows
                shown = _rows(
                    self._item(line, _("{name}: ").format(name=clean(name)), "bold") for name, line in rows
                )
            case Table():
                shown = self._table(block)
            case Quote():
                shown = self._quote(block)
            case Notice():
                shown = self._item(block.line, _(SIGNS[block.kind]), f"bold {COLOURS[block.kind]}")
            case Sources():
                shown = self._sources(block)
            case Picture():
                shown = self._picture(block)
            case _:
                assert_never(block)
        return shown

    def _item(self, line: Line, before: str = "", style: str = "", indent: int = 0) -> Styled:
        """A line behind its sign."""
        words = Styled(before, style=style) if before else Styled()
        words = (
            Styled().append_text(words).append_text(_styled(line.text)).append_text(self._marks(line.marked))
        )
        return self._wrapped(words, indent, hang=len(before) if before == "• " else 0)

    def _wrapped(self, words: Styled, indent: int, hang: int = 0) -> Styled:
        """Words in rows that fit, all of them indented, all but the first by `hang` more."""
        room = max(1, self._screen.width - indent - hang)
        rows = words.wrap(self._screen, room)
        said = Styled()
        for at, row in enumerate(rows):
            row.rstrip()
            said.append("\n" * bool(at) + " " * (indent + hang * bool(at))).append_text(row)
        return said

    def _table(self, table: Table) -> Styled:
        """Columns, the first unbroken where it is short; lines under their bands where a screen is narrow."""
        if self._screen.width < _TABLE or not table.columns:
            return _rows(
                self._item(row.line, "" if isinstance(row, Band) else "• ", indent=self._indent)
                for row in table.rows
            )
        drawn = Drawn(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="dim")
        firsts = (row.text if isinstance(row, Band) else plain(row.cells[0]) for row in table.rows)
        whole = all(cell_len(clean(words)) <= self._screen.width // 3 for words in firsts)
        for at, column in enumerate(table.columns):
            title = Styled(clean(column.title))
            drawn.add_column(title, justify=column.align, overflow="fold", no_wrap=whole and not at)
        drawn.add_column("", overflow="fold")
        for row in table.rows:
            if isinstance(row, Band):
                drawn.add_row(Styled(clean(row.text), style="bold"))
            else:
                cells = (_styled(cell) if plain(cell).strip() else Styled("–") for cell in row.cells)
                drawn.add_row(*cells, Styled(self._marks(row.evidence).plain.strip(), style="green"))
        return self._flat(drawn)

    def _flat(self, drawn: Drawn) -> Styled:
        """A table as rows of text that end with their last word."""
        room = self._screen.options.update(width=self._screen.width - self._indent)
        said = []
        for segments in self._screen.render_lines(drawn, room, pad=False):
            row = Styled(" " * self._indent)
            for segment in segments:
                row.append(segment.text, style=segment.style)
            row.rstrip()
            said.append(row)
        return _rows(said)

    def _quote(self, quote: Quote) -> Styled:
        said = Styled()
        around = (quote.before, quote.text, quote.after)
        for words, style in zip(around, ("dim", "bold", "dim"), strict=True):
            if words.strip():
                said.append(" " * bool(said) + clean(words).strip(), style=style)
            if style == "bold":
                said.append_text(self._marks(quote.evidence))
        return self._wrapped(said, self._indent)

    def _sources(self, sources: Sources) -> Styled:
        rows = [Styled(_("Sources"), style="dim bold")]
        for at, (ref, title) in enumerate(sources.entries, 1):
            words = f"[{self._numbers.get(ref, at)}] {clean(ref)} · {clean(title)}"
            rows.append(self._wrapped(Styled(words, style="dim"), self._indent, hang=4))
        return _rows(rows)

    def _picture(self, picture: Picture) -> Styled:
        """What a picture shows, and how to get it from the shell: a terminal has no room for it."""
        shell = f"milepost {quoted(picture.command)} --picture {picture.name}.png"
        words = _("As a picture: leave the chat and type {command}").format(command=shell)
        return self._wrapped(Styled(f"{clean(picture.alt)}\n{clean(words)}", style="dim"), self._indent)

    def _marks(self, evidence: Sequence[Evidence]) -> Styled:
        refs = dict.fromkeys(one.ref for one in evidence)
        return Styled("".join(f" [{self._numbers[ref]}]" for ref in refs), style="green")


def quoted(command: str) -> str:
    """A command as a shell takes it: its verb, and what is behind it as one word where it needs to be."""
    verb, _space, rest = command.partition(" ")
    return f"{verb} {shlex.quote(rest)}" if rest else verb


def _rows(rows: Iterable[Styled], between: str = "\n") -> Styled:
    """Texts put together, below each other."""
    return Styled(between).join(rows)


def _styled(words: Text) -> Styled:
    """Spans as styled text: appended, never parsed."""
    said = Styled()
    for span in words:
        said.append(clean(span.text), style=STYLES[span.style])
    return said


def _choices(actions: Iterable[Action]) -> Styled:
    """The buttons as numbered choices."""
    said = Styled()
    for number, action in enumerate(actions, 1):
        said.append("   " * bool(said))
        said.append(f"{number})", style="bold").append(f" {clean(action.label)}")
    return said
