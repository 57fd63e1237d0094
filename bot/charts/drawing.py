"""A picture as SVG: its sort decides how it is drawn, its width how it is laid out."""

from __future__ import annotations

from bot.charts import amounts, times
from bot.charts.layout import LAYOUTS, Page, Width
from bot.picture import Picture


def svg(picture: Picture, width: Width = "wide") -> str:
    """The picture as one SVG document that needs nothing else, in the language that is spoken here."""
    page = Page(LAYOUTS[width])
    draw = amounts.draw if picture.bars else times.draw
    return page.document(draw(page, picture), picture.title, picture.alt)
