"""Pictures of facts: drawn as SVG by our own hand, and from that as PNG."""

from __future__ import annotations

from bot.charts.drawing import svg
from bot.charts.layout import Width
from bot.charts.raster import png

__all__ = ["Width", "png", "svg"]
