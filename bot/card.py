"""A reply as a value: a card of blocks that every platform renders by a pure function."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from briefings.model import Evidence

Style = Literal["plain", "bold", "italic", "code"]


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text in one style. Its text is never markup: renderers show every character as it is."""

    text: str
    style: Style = "plain"


Text = tuple[Span, ...]


def bold(words: str) -> Span:
    """Words that stand out."""
    return Span(words, "bold")


def italic(words: str) -> Span:
    """Words said aside, such as a grade."""
    return Span(words, "italic")


def code(words: str) -> Span:
    """Words to type, such as `/upcoming`."""
    return Span(words, "code")


def text(*parts: str | Span) -> Text:
    """Put strings and spans together to a text."""
    return tuple(Span(part) if isinstance(part, str) else part for part in parts)


def plain(words: Text) -> str:
    """The text without its styles."""
    return "".join(span.text for span in words)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a reply and the sentences that prove it; `evidence` is empty only for our own words."""

    text: Text
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Heading:
    """The line above what follows."""

    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line that stands alone."""

    line: Line


@dataclass(frozen=True, slots=True)
class Bullets:
    """Lines of a list."""

    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Pairs:
    """Names with their values, such as a document's dates."""

    rows: tuple[tuple[str, Line], ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its title, and the side on which its words stand."""

    title: str
    align: Literal["left", "right"] = "left"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table, a cell for each column, and the sentences that prove it."""

    cells: tuple[Text, ...]
    evidence: tuple[Evidence, ...] = ()

    @property
    def line(self) -> Line:
        """The row where there is no room for a table: its first cell, then the others that say something."""
        first, *others = [cell for cell in self.cells if plain(cell).strip()] or [()]
        head = tuple(replace(span, style="bold") if span.style == "plain" else span for span in first)
        rest = [span for at, cell in enumerate(others) for span in (Span(" · " if at else " — "), *cell)]
        return Line((*head, *rest), self.evidence)


@dataclass(frozen=True, slots=True)
class Band:
    """What the rows below it, down to the next band, have in common: a heading across the table."""

    text: str

    @property
    def line(self) -> Line:
        """The band where there is no room for a table."""
        return Line((bold(self.text),))


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under the titles of their columns; each row has exactly as many cells as there are columns.

    A platform shows the same as lines where a table has no room. Raises `ValueError` for a ragged row.
    """

    columns: tuple[Column, ...]
    rows: tuple[Row | Band, ...]

    def __post_init__(self) -> None:
        """Refuse what no platform could draw."""
        if any(isinstance(row, Row) and len(row.cells) != len(self.columns) for row in self.rows):
            raise ValueError("a row of a table has not as many cells as there are columns")


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence word for word, between what stands before and after it."""

    text: str
    evidence: tuple[Evidence, ...]
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """A line that wants attention; `kind` is said by a word and a sign, never by colour alone."""

    kind: Literal["info", "warning", "error"]
    line: Line


@dataclass(frozen=True, slots=True)
class Sources:
    """The list behind the marks: (ref, title) for each sentence cited above, in order."""

    entries: tuple[tuple[str, str], ...]


Block = Heading | Paragraph | Bullets | Pairs | Table | Quote | Notice | Sources


@dataclass(frozen=True, slots=True)
class Action:
    """A button: pressing it is typing its command (without the slash)."""

    label: str
    command: str
    style: Literal["plain", "primary", "danger"] = "plain"


@dataclass(frozen=True, slots=True)
class Card:
    """A whole reply. `private` replies are for the asker alone where a platform can do that."""

    blocks: tuple[Block, ...]
    actions: tuple[Action, ...] = ()
    private: bool = True

    @property
    def numbers(self) -> dict[str, int]:
        """Source marks: the number of each cited ref, in order of first appearance, from 1."""
        numbers: dict[str, int] = {}
        for evidence in cited(self):
            numbers.setdefault(evidence.ref, len(numbers) + 1)
        return numbers

    @property
    def summary(self) -> str:
        """One plain line for notifications and screen readers: the first heading, else the first line."""
        for block in self.blocks:
            match block:
                case Heading():
                    return block.text
                case Paragraph() | Notice():
                    return plain(block.line.text)
                case _:
                    continue
        return "Milepost"


def lines(block: Block) -> tuple[Line, ...]:
    """Every line of a block, in order; quotes and sources have none."""
    match block:
        case Paragraph() | Notice():
            return (block.line,)
        case Bullets():
            return block.lines
        case Pairs():
            return tuple(line for _, line in block.rows)
        case Table():
            return tuple(row.line for row in block.rows)
        case Heading() | Quote() | Sources():
            return ()


def cited(card: Card) -> tuple[Evidence, ...]:
    """All evidence of a card in the order in which it is shown."""
    found: list[Evidence] = []
    for block in card.blocks:
        if isinstance(block, Quote):
            found.extend(block.evidence)
        for line in lines(block):
            found.extend(line.evidence)
    return tuple(found)


def private(card: Card, yes: bool) -> Card:
    """The same card for the asker alone, or for the whole chat."""
    return replace(card, private=yes)
