"""Amounts that can hardly be meant as they stand: the text is kept, and the doubt is said."""

from __future__ import annotations

import re

SAMPLE = 200_000
_FEW = 5

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


_TRADITIONAL = re.compile("[萬億個國區與設開發產業學會時間們這對於點]")
_PLACES = (
    ("HKD", re.compile("香港|港府|特區政府|立法會")),
    ("TWD", re.compile("臺灣|台灣|新臺幣|新台幣|立法院")),
)


def home_money(text: str) -> str:
    """What a bare 元 is in a document: that of Hong Kong or Taiwan where its script and its words say so."""
    if "元" not in text or len(_TRADITIONAL.findall(text, 0, SAMPLE)) < _FEW:
        return "CNY"
    told = [(len(place.findall(text, 0, SAMPLE)), unit) for unit, place in _PLACES]
    return max(told)[1] if max(told)[0] else "CNY"


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
