"""A reply as a value: a card of blocks that every platform renders by a pure function."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from bot.picture import Picture
from briefings.model import Evidence

Style = Literal["plain", "bold", "italic", "code"]


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text in one style. Its text is never markup: renderers show every character as it is.

    `at` (aware) is an instant that the text tells: a client that can shows it in the reader's own time.
    """

    text: str
    style: Style = "plain"
    at: datetime | None = None


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
    """One line of a reply and the sentences that prove it; `evidence` is empty only for our own words.

    Without any of the first `needs` of them the line is not sent, the others tell the same once more;
    None needs them all. `marks` is how many of them are shown as marks, None for all; all are checked.
    """

    text: Text
    evidence: tuple[Evidence, ...] = ()
    needs: int | None = None
    marks: int | None = None

    @property
    def marked(self) -> tuple[Evidence, ...]:
        """The proofs that are shown as marks."""
        return self.evidence[: self.marks]


def stated(words: Text, needed: Iterable[Evidence], also: Iterable[Evidence] = ()) -> Line:
    """A line with the sentences that it can't do without, and behind them others that tell the same."""
    firm = tuple(dict.fromkeys(needed))
    more = tuple(one for one in dict.fromkeys(also) if one not in firm)
    return Line(words, (*firm, *more), len(firm) if firm else None)


@dataclass(frozen=True, slots=True)
class Heading:
    """The line above what follows, and what proves it where it is more than our own words, as in a `Line`."""

    text: str
    evidence: tuple[Evidence, ...] = ()
    marks: int | None = None

    @property
    def line(self) -> Line:
        """The heading as a line."""
        return Line((bold(self.text),), self.evidence, marks=self.marks)


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
    """A row of a table, a cell for each column, and the sentences that prove it, as those of a `Line`."""

    cells: tuple[Text, ...]
    evidence: tuple[Evidence, ...] = ()
    needs: int | None = None

    @property
    def line(self) -> Line:
        """The row where there is no room for a table: its first cell, then the others that say something."""
        first, *others = [cell for cell in self.cells if plain(cell).strip()] or [()]
        head = tuple(replace(span, style="bold") if span.style == "plain" else span for span in first)
        rest = [span for at, cell in enumerate(others) for span in (Span(" · " if at else " — "), *cell)]
        return Line((*head, *rest), self.evidence, self.needs)


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
    """A sentence word for word, between what stands before and after it, which `beside` proves."""

    text: str
    evidence: tuple[Evidence, ...]
    before: str = ""
    after: str = ""
    beside: tuple[Evidence | None, Evidence | None] = (None, None)


@dataclass(frozen=True, slots=True)
class Notice:
    """A line that wants attention; `kind` is said by a word and a sign, never by colour alone."""

    kind: Literal["info", "warning", "error"]
    line: Line


@dataclass(frozen=True, slots=True)
class Sources:
    """The list behind the marks: (ref, title) for each sentence cited above, in order."""

    entries: tuple[tuple[str, str], ...]


Block = Heading | Paragraph | Bullets | Pairs | Table | Quote | Notice | Sources | Picture


@dataclass(frozen=True, slots=True)
class Action:
    """A button: pressing it is typing its command (without the slash).

    `evidence` proves a label that says more than what the button does; no mark is shown for it.
    A `link` is opened in place of that: one of a platform itself into this bot, which that platform puts on
    a card, never one of a document.
    """

    label: str
    command: str
    style: Literal["plain", "primary", "danger"] = "plain"
    evidence: tuple[Evidence, ...] = ()
    link: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """A whole reply. `private` replies are for the asker alone where a platform can do that.

    `instead`: it takes the place of the message whose button was pressed, where there is one. `language` is
    the tag of the one that it speaks, in which a platform adds its own words; empty for English.
    `own`: its buttons are the asker's alone; the desk refuses them to anybody else in the chat.
    `silent`: it makes no sound where it arrives. `lasting`: this very card is given again and again, so that
    a platform may keep what it made of it.
    """

    blocks: tuple[Block, ...]
    actions: tuple[Action, ...] = ()
    private: bool = True
    instead: bool = False
    own: bool = False
    silent: bool = False
    language: str = ""
    lasting: bool = False

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
    """Every line of a block, in order; quotes and sources have none, those of a picture show no marks."""
    match block:
        case Paragraph() | Notice():
            return (block.line,)
        case Bullets():
            return block.lines
        case Pairs():
            return tuple(line for _, line in block.rows)
        case Table():
            return tuple(row.line for row in block.rows)
        case Picture():
            told = ((text(f"{row.said} {row.what}"), row.evidence, row.needs) for row in block.rows)
            return tuple(Line(*one, marks=0) for one in told)
        case Heading() | Quote() | Sources():
            return ()


def cited(card: Card) -> tuple[Evidence, ...]:
    """All evidence of a card in the order in which it is shown."""
    found: list[Evidence] = []
    for block in card.blocks:
        if isinstance(block, Quote):
            found.extend(block.evidence)
        for line in (block.line,) if isinstance(block, Heading) else lines(block):
            found.extend(line.marked)
    return tuple(found)


def proofs(card: Card) -> tuple[Evidence, ...]:
    """All that must stand when a card leaves: what it cites, and what it shows or offers without a mark."""
    found = list(cited(card))
    for block in card.blocks:
        if isinstance(block, Quote):
            found.extend(one for one in block.beside if one)
        for line in (block.line,) if isinstance(block, Heading) else lines(block):
            found.extend(line.evidence)
    found.extend(one for action in card.actions for one in action.evidence)
    return tuple(dict.fromkeys(found))


def private(card: Card, yes: bool) -> Card:
    """The same card for the asker alone, or for the whole chat."""
    return replace(card, private=yes)
