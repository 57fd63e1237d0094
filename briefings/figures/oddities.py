"""Amounts that can hardly be meant as they stand: the text is kept, and the doubt is said."""

from __future__ import annotations

import re

SAMPLE = 200_000

_CHINESE_SOURCE = re.compile(
    r"\b(?:yuan|RMB|CNY|renminbi|China|Chinese|Beijing|Shanghai|Shenzhen|Guangdong)\b|[\u4e00-\u9fff]{4}"
)
_CHINESE_UNITS = {
    "acre": "acres in a Chinese source are almost surely mu (1 mu is about 667 square metres)",
    "mile": "miles in a Chinese source may be li (1 li is 500 metres)",
    "catty": "a catty is 500 grams in a Chinese source",
}
_SHARE = re.compile(r"(?i)\b(?:account(?:s|ed|ing)? for|share of|proportion of|make(?:s)? up|made up)\W|占")
_MOST = {
    "person": (8.5e9, "more people than there are"),
    "km2": (5.2e8, "more than the surface of the earth"),
}


def chinese_source(text: str) -> bool:
    """Whether a document's units may have been translated from Chinese ones."""
    return _CHINESE_SOURCE.search(text, 0, SAMPLE) is not None


def odd(value: float, unit: str | None, before: str, *, chinese: bool) -> str | None:
    """Why an amount looks wrong, or None; `before` are the words in front of it."""
    if chinese and unit in _CHINESE_UNITS:
        return _CHINESE_UNITS[unit]
    if unit == "percent" and value > 100 and _SHARE.search(before[-40:]):
        return "a share of more than the whole"
    limit = _MOST.get(unit or "")
    return limit[1] if limit and value > limit[0] else None
