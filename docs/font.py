"""Make the fonts of the pictures: subsets of Noto Sans CJK, from Debian's `fonts-noto-cjk`, by fonttools."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

WHOLE = Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc")
TARGET = Path(__file__).parents[1] / "bot/charts/fonts"
FACES = {"Noto Sans SC": 2, "Noto Sans KR": 1}
"""Families, and their places in the collection: one for Chinese, one whose punctuation fits Latin letters."""
LATIN = (
    (0x20, 0x7E),  # Basic Latin
    (0xA0, 0x17F),  # Latin-1 and Latin Extended-A
    (0x2010, 0x2027),  # dashes, quotation marks, dots
    (0x2030, 0x203F),  # per mille, primes, guillemets
    (0x2070, 0x209F),  # raised and lowered digits
    (0x20A0, 0x20BF),  # currencies
)
OTHERS = (
    (0x2100, 0x214F),  # ℃ № ™
    (0x2150, 0x218F),  # fractions and Roman numerals
    (0x2190, 0x21FF),  # arrows
    (0x2200, 0x22FF),  # signs of mathematics
    (0x25A0, 0x25FF),  # shapes
    (0x3000, 0x303F),  # Chinese punctuation, 〓 among it
    (0xFE10, 0xFE4F),  # its other forms
    (0xFF00, 0xFFEF),  # full-width forms
)


def latin() -> Iterator[int]:
    """What a text without Chinese is made of."""
    for first, last in LATIN:
        yield from range(first, last + 1)


def every() -> Iterator[int]:
    """GB2312, row by row, and the ranges above."""
    yield from latin()
    for row in range(0xA1, 0xF8):
        for cell in range(0xA1, 0xFF):
            try:
                yield ord(bytes((row, cell)).decode("gb2312"))
            except UnicodeDecodeError:
                continue
    for first, last in OTHERS:
        yield from range(first, last + 1)


def main() -> None:
    """Cut the subsets and write them."""
    if not WHOLE.exists():
        sys.exit(f"milepost: {WHOLE} is missing: install Debian's fonts-noto-cjk")
    _cut("Noto Sans SC", set(every()))
    _cut("Noto Sans KR", set(latin()))


def _cut(family: str, characters: set[int]) -> None:
    """Write one subset, without hinting, kerning and alternate forms: widths are then plain sums."""
    from fontTools import subset

    options = subset.Options()
    options.font_number = FACES[family]
    options.hinting = False
    options.layout_features = []
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 7, 13, 14]
    options.notdef_outline = True
    options.recalc_timestamp = False
    options.drop_tables += ["BASE", "GDEF", "GPOS", "GSUB", "VORG", "vhea", "vmtx"]
    font = subset.load_font(str(WHOLE), options)
    if family == "Noto Sans KR":
        _narrow(font)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=characters)
    cutter.subset(font)
    short = family.replace(" ", "")
    for record in font["name"].names:
        if record.nameID in {1, 4}:
            record.string = family
        elif record.nameID == 6:
            record.string = f"{short}-Subset"
    target = TARGET / f"{short}-Subset.otf"
    subset.save_font(font, str(target), options)
    print(f"{target}: {target.stat().st_size:,} bytes")


def _narrow(font: Any) -> None:
    """Take the proportional forms of punctuation, as this face has no use for full-width ones."""
    rules = font["GSUB"].table
    at = {
        i
        for one in rules.FeatureList.FeatureRecord
        if one.FeatureTag == "pwid"
        for i in one.Feature.LookupListIndex
    }
    forms: dict[str, str] = {}
    for index in sorted(at):
        for rule in rules.LookupList.Lookup[index].SubTable:
            forms |= getattr(getattr(rule, "ExtSubTable", rule), "mapping", {})
    for table in font["cmap"].tables:
        if hasattr(table, "cmap"):
            table.cmap = {char: forms.get(glyph, glyph) for char, glyph in table.cmap.items()}


if __name__ == "__main__":
    main()
