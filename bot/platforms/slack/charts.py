"""A picture's amounts as Slack's own charts, where they can be compared; a table beside says the same."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from bot.picture import Bar, Picture
from bot.platforms.slack.words import inert

TITLE, LABEL, AXIS = 50, 20, 50
"""Characters of a chart's title, of a bar's label, of what an axis is called."""
BARS = 12
"""Bars of one chart, so that a narrow screen still shows them."""
CHARTS = 2
"""Charts of one message."""


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars of one unit: inert words, each label once."""

    title: str
    unit: str
    bars: tuple[tuple[str, float], ...]


def charts(picture: Picture) -> list[Chart]:
    """The charts of a picture, unit by unit; none where nothing can be compared."""
    units: defaultdict[str, list[Bar]] = defaultdict(list)
    for bar in picture.bars:
        if math.isfinite(bar.size):
            units[bar.unit].append(bar)
    compared = [(unit, bars) for unit, bars in units.items() if len({bar.size for bar in bars}) > 1]
    title = _cut(picture.title, TITLE) or "Milepost"
    return [
        Chart(title, _cut(unit, AXIS) or "–", tuple(_labelled(bars[:BARS])))
        for unit, bars in compared[:CHARTS]
    ]


def _labelled(bars: list[Bar]) -> Iterator[tuple[str, float]]:
    """Each bar under a label of its own: what it is of, and where that is taken, its number."""
    taken: set[str] = set()
    for number, bar in enumerate(bars, 1):
        label = _cut(bar.what or bar.said, LABEL) or str(number)
        if label in taken:
            label = f"{_cut(bar.what or bar.said, LABEL - 4)} {number}"
        taken.add(label)
        yield label, bar.size


def _cut(words: str, most: int) -> str:
    said = " ".join(inert(words).split())
    return said if len(said) <= most else said[: most - 1].rstrip() + "…"
