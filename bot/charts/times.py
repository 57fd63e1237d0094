"""Dated facts along time: a dot for a day, a bar for what is less exact, and the line of today."""

from __future__ import annotations

from datetime import date

from bot.charts.canvas import BLUE, FAINT, RED, TRACK
from bot.charts.font import shown, width
from bot.charts.layout import GAP, ROWS, Page, filled, foot, headed, named, placed, said
from bot.charts.scales import Days, days
from bot.picture import Picture, Stretch
from briefings.saying import day
from briefings.tongue import _

RADIUS = 8
INSET = 18
TRACKED = 24
"""The height of a row's own stretch of the axis."""


def draw(page: Page, picture: Picture) -> float:
    """Draw the stretches of a picture, one below the other; the height of the page."""
    rows = picture.stretches[:ROWS]
    y = headed(page, picture.title)
    if not rows:
        y = said(page, y, _("There is nothing to draw."))
        return y + page.layout.edge
    today = picture.today.toordinal() if picture.today else None
    axis = days([_span(row) for row in rows], today, page.layout.left + INSET, page.layout.right - INSET)
    y = _top(page, axis, y, picture.today)
    places, y = placed(page, y, rows, TRACKED)
    for row, (top, end) in zip(rows, places, strict=True):
        _track(page, axis, top, end, today)
        _stretch(page, row, axis, (top + end) / 2)
    y = _legend(page, y, rows, axis)
    return foot(page, y, rows, len(picture.rows) - len(rows))


def _span(row: Stretch) -> tuple[int, int]:
    """The days of a stretch that the text gives; an open side counts as the other one."""
    ends = [value.toordinal() for value in (row.first, row.last) if value]
    return (min(ends), max(ends)) if ends else (1, 1)


def _beyond(row: Stretch, axis: Days) -> int:
    """On which side of the axis a stretch lies: -1 before it, 1 behind it, 0 on it."""
    first, last = _span(row)
    return -1 if last < axis.first else int(first >= axis.last)


def _top(page: Page, axis: Days, y: float, today: date | None) -> float:
    """The name of today and the marks of the axis."""
    if today:
        words = _("today, {day}").format(day=day(today))
        number = today.toordinal()
        words += " →" if number >= axis.last else ""
        words = "← " + words if number < axis.first else words
        y += page.layout.small * 1.4
        _centred(page, axis.x(number + 0.5), y, words)
    y += page.layout.small * 1.4
    named(page, y, axis.marks(_most(page)))
    return y + GAP / 2


def _most(page: Page) -> int:
    return 7 if page.layout.beside else 5


def _centred(page: Page, x: float, y: float, words: str) -> None:
    """The name of today around its place, held to the page."""
    half = width(shown(words), page.layout.small) / 2
    place = min(max(x, page.layout.edge + half), page.layout.right - half)
    page.words(place, y - 3, words, page.layout.small, RED, anchor="middle")


def _track(page: Page, axis: Days, top: float, end: float, today: int | None) -> None:
    """A row's stretch of the axis with its marks and today's line."""
    page.box(page.layout.left, top, page.layout.right - page.layout.left, end - top, fill=TRACK)
    for x, _name in axis.marks(_most(page)):
        page.upright(x, top, end, FAINT)
    if today is not None and axis.first <= today < axis.last:
        page.upright(axis.x(today + 0.5), top, end, RED, 2, dashed=True)


def _stretch(page: Page, row: Stretch, axis: Days, y: float) -> None:
    """A day as a dot, more as a bar, an open side as an arrow; what lies outside as an arrow at the edge."""
    fill, dashed = filled(row.grade)
    first, last = _span(row)
    if side := _beyond(row, axis):
        x = axis.left if side < 0 else axis.right
        points = [(x + side * 6, y), (x - side * 8, y - RADIUS), (x - side * 8, y + RADIUS)]
        page.shape(points, fill, BLUE, dashed=dashed)
    elif row.first and row.last and first == last:
        x = axis.x(first + 0.5)
        if row.due:
            r = RADIUS + 1
            page.shape([(x, y - r), (x + r, y), (x, y + r), (x - r, y)], fill, BLUE, dashed=dashed)
        else:
            page.dot(x, y, RADIUS - 1, fill, BLUE, dashed=dashed)
    else:
        _bar(page, row, axis, y)


def _bar(page: Page, row: Stretch, axis: Days, y: float) -> None:
    """A bar with a point at each open side."""
    fill, dashed = filled(row.grade)
    first, last = _span(row)
    left = axis.x(first) if row.first else axis.left
    right = axis.x(last + 1) if row.last else axis.right
    if right - left < 8:
        left, right = (left + right) / 2 - 4, (left + right) / 2 + 4
    half = 6
    tips = (
        [(left, y)] if not row.first else [],
        [(right, y)] if not row.last else [],
    )
    inner = (left + (10 if tips[0] else 0), right - (10 if tips[1] else 0))
    points = [
        *tips[0], (inner[0], y - half), (inner[1], y - half),
        *tips[1], (inner[1], y + half), (inner[0], y + half),
    ]  # fmt: skip
    page.shape(points, fill, BLUE, dashed=dashed)


def _legend(page: Page, y: float, rows: tuple[Stretch, ...], axis: Days) -> float:
    """What the shapes mean that are drawn."""
    exact = any(row.first and row.first == row.last and not row.due for row in rows)
    due = any(row.due and row.first == row.last for row in rows)
    long = any(row.first != row.last for row in rows)
    open_ = any(row.first is None or row.last is None for row in rows)
    beyond = any(_beyond(row, axis) for row in rows)
    signs = [
        *([_("● a day")] if exact else []),
        *([_("◆ due on a day")] if due else []),
        *([_("■ a month, a year or longer")] if long else []),
        *([_("■▶ goes on")] if open_ else []),
        *([_("◀ ▶ beyond this axis")] if beyond else []),
    ]
    return said(page, y + GAP / 2, " · ".join(signs))
