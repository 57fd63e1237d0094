"""Amounts as bars, unit by unit, each unit on a scale of its own that says what it is."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from bot.charts.canvas import BLUE, FAINT, PAPER, TRACK
from bot.charts.font import wrapped
from bot.charts.layout import GAP, ROWS, Page, filled, foot, headed, named, placed, said
from bot.charts.scales import Amounts, amounts
from bot.picture import Bar, Picture
from briefings.tongue import _

THICK, INSET = 16, 30


def draw(page: Page, picture: Picture) -> float:
    """Draw the bars of a picture under the titles of their units; the height of the page."""
    rows = picture.bars[:ROWS]
    y = headed(page, picture.title)
    for unit, bars in groupby(rows, key=lambda bar: bar.unit):
        y = _unit(page, y, unit, list(bars))
    return foot(page, y, rows, len(picture.rows) - len(rows))


def _unit(page: Page, y: float, unit: str, bars: Sequence[Bar]) -> float:
    """One unit: its title and its scale on one line, its bars."""
    values = [value for bar in bars for value in (bar.value, bar.size)]
    axis = amounts(values, page.layout.left + 1, page.layout.right - INSET, shares=unit == "%")
    y += 1.5 * GAP
    for line in wrapped(unit, page.layout.column, page.layout.label, 3):
        y += page.layout.label * 1.3
        page.words(page.layout.edge, y - page.layout.label * 0.3, line, page.layout.label, heavy=True)
    marks = axis.marks(5 if page.layout.beside else 3)
    named(page, y, marks)
    places, y = placed(page, y + GAP, bars, THICK + GAP)
    for bar, (top, end) in zip(bars, places, strict=True):
        page.box(page.layout.left, top, page.layout.right - page.layout.left, end - top, fill=TRACK)
        for x, _name in marks:
            page.upright(x, top, end, FAINT)
        _bar(page, bar, axis, (top + end) / 2)
    if axis.log:
        y = said(page, y, _("Logarithmic scale: lengths compare powers of ten, not amounts."))
    return y


def _bar(page: Page, bar: Bar, axis: Amounts, y: float) -> None:
    """An amount from the beginning of the scale; of a range, what may be more is only outlined."""
    fill, dashed = filled(bar.grade)
    low = min(bar.value, bar.size if bar.upper is None else bar.upper)
    end, further = axis.x(low), axis.x(bar.size)
    top = y - THICK / 2
    if further > end:
        page.box(axis.left, top, further - axis.left, THICK, fill=PAPER, stroke=BLUE, dashed=True)
    page.box(axis.left, top, max(2, end - axis.left), THICK, fill=fill, stroke=BLUE, dashed=dashed)
