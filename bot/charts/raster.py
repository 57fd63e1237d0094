"""A picture as PNG: drawn from our own SVG alone, with no font, file or address but the bundled ones."""

from __future__ import annotations

from bot.charts.drawing import svg
from bot.charts.font import CHINESE, LATIN
from bot.charts.layout import Width
from bot.picture import Picture

ZOOM = 2
"""Dots for each unit of the drawing, so that it is sharp on a phone."""


def png(picture: Picture, width: Width = "narrow") -> bytes:
    """The picture as PNG, in the language that is spoken here; call it in a thread: it takes about 100 ms.

    Its size is bound by the rows that are drawn: at most 1,920 x 8,000 dots.
    """
    import resvg_py

    drawn = resvg_py.svg_to_bytes(
        svg_string=svg(picture, width),
        font_files=[str(CHINESE.path), str(LATIN.path)],
        font_family=CHINESE.family,
        sans_serif_family=CHINESE.family,
        skip_system_fonts=True,
        zoom=ZOOM,
    )
    return bytes(drawn)
