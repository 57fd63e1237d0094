"""How a picture is laid out on a phone and on a desk: its title, its labels, its legend."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from bot.charts.canvas import BLUE, PAPER, SOFT, Canvas
from bot.charts.font import MISSING, shown, width, wrapped
from bot.picture import Drawn
from briefings.model import Grade
from briefings.tongue import _, ngettext

Width = Literal["narrow", "wide"]
ROWS = 40
"""Rows that one picture draws."""
GAP = 8


@dataclass(frozen=True, slots=True)
class Layout:
    """Measures of a page: what is drawn reaches from `left` to `right`, what it is said as stands left of it.

    `beside`: what it is stands there too, else below, across the page, where it is narrow.
    """

    width: float
    edge: float
    title: float
    label: float
    small: float
    left: float
    beside: bool

    @property
    def right(self) -> float:
        """Where what is drawn ends."""
        return self.width - self.edge

    @property
    def column(self) -> float:
        """How wide words left of what is drawn may be."""
        return self.left - 2 * GAP - self.edge

    @property
    def page(self) -> float:
        """How wide words across the page may be."""
        return self.width - 2 * self.edge


LAYOUTS: dict[Width, Layout] = {
    "narrow": Layout(480, 16, 20, 16, 14, left=224, beside=False),
    "wide": Layout(960, 24, 22, 16, 14, left=430, beside=True),
}


class Page(Canvas):
    """A drawing with its layout."""

    def __init__(self, layout: Layout) -> None:
        super().__init__(layout.width)
        self.layout = layout


@dataclass(frozen=True, slots=True)
class Label:
    """The words of a row in lines that fit: beside what is drawn (heavy ones first), and below it."""

    heavy: tuple[str, ...]
    light: tuple[str, ...]
    below: tuple[str, ...]
    line: float

    @property
    def beside(self) -> float:
        """How much stands beside what is drawn."""
        return (len(self.heavy) + len(self.light)) * self.line

    def draw(self, page: Page, top: float, height: float) -> None:
        """Put it at the edge of the page, around and below what is drawn in this height."""
        y = top + (0 if page.layout.beside else max(0, height - self.beside) / 2)
        for at, words in enumerate((*self.heavy, *self.light)):
            y += self.line
            page.words(
                page.layout.edge, y - self.line * 0.25, words, page.layout.label, heavy=at < len(self.heavy)
            )
        y = top + height
        for words in self.below:
            y += self.line
            page.words(page.layout.edge, y - self.line * 0.25, words, page.layout.label)


def labelled(row: Drawn, page: Page) -> Label:
    """A row's label: its time or amount with its notes, and what that is."""
    size, line = page.layout.label, page.layout.label * 1.25
    if page.layout.beside:
        heavy = wrapped(" · ".join((row.said, *row.notes)), page.layout.column, size, 2)
        return Label(tuple(heavy), tuple(wrapped(row.what, page.layout.column, size, 2)), (), line)
    heavy = wrapped(row.said, page.layout.column, size, 3)
    notes = wrapped(" · ".join(row.notes), page.layout.page, size, 1)
    return Label(tuple(heavy), (), (*wrapped(row.what, page.layout.page, size, 2), *notes), line)


def placed(
    page: Page, y: float, rows: Sequence[Drawn], least: float
) -> tuple[list[tuple[float, float]], float]:
    """Draw the labels of rows below each other; top and end of what each draws, and where it goes on."""
    places = []
    for row in rows:
        label = labelled(row, page)
        height = max(least, label.beside)
        label.draw(page, y, height)
        places.append((y, y + height + (GAP - 2 if page.layout.beside else 0)))
        y += height + len(label.below) * label.line + (GAP if page.layout.beside else 1.5 * GAP)
    return places, y


def headed(page: Page, title: str) -> float:
    """Draw the title; where the page goes on."""
    y = page.layout.edge
    for line in wrapped(title, page.layout.page, page.layout.title, 2):
        y += page.layout.title * 1.25
        page.words(page.layout.edge, y - page.layout.title * 0.2, line, page.layout.title, heavy=True)
    return y + GAP


def named(page: Page, y: float, marks: Sequence[tuple[float, str]]) -> None:
    """Draw the names of a scale's places above it, as many as stand side by side, held to the page."""
    reached = -1.0
    for x, name in marks:
        half = width(shown(name), page.layout.small) / 2
        place = min(max(x, page.layout.left + half), page.layout.width - 4 - half)
        if place - half > reached:
            page.words(place, y - 3, name, page.layout.small, SOFT, anchor="middle")
            reached = place + half + GAP


def said(page: Page, y: float, words: str, fill: str = SOFT) -> float:
    """Draw small words across the page; where it goes on."""
    for line in wrapped(words, page.layout.page, page.layout.small, 4):
        y += page.layout.small * 1.35
        page.words(page.layout.edge, y - page.layout.small * 0.3, line, page.layout.small, fill)
    return y


def filled(grade: Grade) -> tuple[str, bool]:
    """How a grade is filled, and whether its rim is dashed."""
    if grade is Grade.IN_FORCE:
        return BLUE, False
    return (PAPER if grade is Grade.HOPED else f"url(#{grade.value})"), grade is Grade.HOPED


def foot(page: Page, y: float, rows: Sequence[Drawn], left: int) -> float:
    """What patterns mean, how many rows are not drawn, and that characters are missing; the page's height."""
    y += GAP
    firm = {row.grade: row.firm for row in rows if row.grade is not Grade.IN_FORCE and row.firm}
    grades = [grade for grade in Grade if grade in firm]
    x = page.layout.edge
    for at, grade in enumerate(grades):
        room = 28 + GAP + width(shown(firm[grade]), page.layout.small) + 2 * GAP
        if not at or x + room > page.layout.right:
            x, y = page.layout.edge, y + page.layout.small * 1.6
        fill, dashed = filled(grade)
        page.box(x, y - page.layout.small, 28, 13, fill=fill, stroke=BLUE, round=3, dashed=dashed)
        page.words(x + 28 + GAP, y - 2, firm[grade], page.layout.small, SOFT)
        x += room
    if left:
        more = ngettext("{number} more is in the list.", "{number} more are in the list.", left)
        y = said(page, y, more.format(number=left))
    if any(MISSING in shown(words) for row in rows for words in (row.said, row.what)):
        missing = _("{sign} stands for characters that this picture can't show; the list has them.")
        y = said(page, y, missing.format(sign=MISSING))
    return y + page.layout.edge
