"""An SVG that grows by shapes and words; every word is escaped, and nothing in it comes from elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from bot.charts.font import CHINESE, LATIN, face, shown

INK, SOFT, FAINT, PAPER, TRACK = "#1b1f24", "#57606a", "#c4ccd4", "#ffffff", "#f1f4f7"
BLUE, RED = "#0b5cad", "#b42318"
"""Colours: those of words have a contrast of at least 4.5 on `PAPER` and on `TRACK`."""
PATTERNS = {
    "decided": '<path d="M2 0V8M6 0V8" stroke="#0b5cad" stroke-width="2.6"/>',
    "planned": '<path d="M-2 10L10 -2M-2 2L2 -2M6 10L10 6" stroke="#0b5cad" stroke-width="2.2"/>',
    "estimated": '<path d="M0.8 2A1.2 1.2 0 1 0 0.8 1.9M4.8 6A1.2 1.2 0 1 0 4.8 5.9" fill="#0b5cad"/>',
    "hoped": "",
}
"""How what is not in force is filled: stripes, hatching, dots, nothing."""


def number(value: float) -> str:
    """A coordinate."""
    return f"{value:.1f}".removesuffix(".0")


class Canvas:
    """A drawing of one width; its height is known at the end."""

    def __init__(self, width: float) -> None:
        self.width = width
        self._shapes: list[str] = []

    def words(
        self, x: float, y: float, words: str, size: float, fill: str = INK,
        *, anchor: str = "start", heavy: bool = False,
    ) -> None:  # fmt: skip
        """Words on a line whose foot is at `y`; heavy ones have a rim, as the font has one weight."""
        line = shown(words)
        rim = f' stroke="{fill}" stroke-width="{number(size / 26)}"' if heavy else ""
        family = f' font-family="{LATIN.family}, sans-serif"' if face(line) is LATIN else ""
        self._shapes.append(
            f'<text x="{number(x)}" y="{number(y)}" font-size="{number(size)}" fill="{fill}"{rim}{family} '
            f'text-anchor="{anchor}">{escape(line)}</text>'
        )

    def box(
        self, x: float, y: float, width: float, height: float, *,
        fill: str, stroke: str = "none", round: float = 0, dashed: bool = False,
    ) -> None:  # fmt: skip
        """A rectangle."""
        self._shapes.append(
            f'<rect x="{number(x)}" y="{number(y)}" width="{number(max(0, width))}" '
            f'height="{number(height)}" rx="{number(round)}" fill="{fill}" {_rim(stroke, dashed)}/>'
        )

    def dot(self, x: float, y: float, radius: float, fill: str, stroke: str, *, dashed: bool = False) -> None:
        """A circle."""
        self._shapes.append(
            f'<circle cx="{number(x)}" cy="{number(y)}" r="{number(radius)}" fill="{fill}" '
            f"{_rim(stroke, dashed)}/>"
        )

    def shape(
        self, points: Sequence[tuple[float, float]], fill: str, stroke: str, *, dashed: bool = False
    ) -> None:
        """A polygon."""
        places = " ".join(f"{number(x)},{number(y)}" for x, y in points)
        self._shapes.append(f'<polygon points="{places}" fill="{fill}" {_rim(stroke, dashed)}/>')

    def upright(
        self, x: float, top: float, bottom: float, stroke: str, width: float = 1, *, dashed: bool = False
    ) -> None:
        """A vertical line."""
        dash = ' stroke-dasharray="5 3"' if dashed else ""
        self._shapes.append(
            f'<path d="M{number(x)} {number(top)}V{number(bottom)}" stroke="{stroke}" '
            f'stroke-width="{number(width)}"{dash}/>'
        )

    def document(self, height: float, title: str, alt: str) -> str:
        """The whole SVG; `title` and `alt` are what is read out where it is not seen."""
        patterns = "".join(
            f'<pattern id="{name}" width="8" height="8" patternUnits="userSpaceOnUse">'
            f'<rect width="8" height="8" fill="{PAPER}"/>{inner}</pattern>'
            for name, inner in PATTERNS.items()
        )
        size = f'width="{number(self.width)}" height="{number(height)}"'
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" {size} '
            f'viewBox="0 0 {number(self.width)} {number(height)}" role="img" '
            f'font-family="{CHINESE.family}, sans-serif">'
            f"<title>{escape(shown(title))}</title><desc>{escape(shown(alt))}</desc><defs>{patterns}</defs>"
            f'<rect width="100%" height="100%" fill="{PAPER}"/>{"".join(self._shapes)}</svg>'
        )


def _rim(stroke: str, dashed: bool) -> str:
    if stroke == "none":
        return 'stroke="none"'
    return f'stroke="{stroke}" stroke-width="2"' + (' stroke-dasharray="4 3"' if dashed else "")
