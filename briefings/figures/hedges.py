"""The reservation of a text before or behind an amount: about, at least, up to, 近, 以上."""

from __future__ import annotations

import re
from collections import defaultdict

REACH = 56

_PHRASES = """about|around|approximately|approx|approx.|roughly|circa|ca.|c.|some|nearly|almost
virtually|practically|close to|near to|just|only|merely|barely|hardly|a mere|just under|just over
just above|just below|just short of|short of|a little over|a little under|a little more than
a little less than|slightly over|slightly under|slightly above|slightly below|slightly more than
slightly less than|slightly fewer than|well over|well above|well below|well under|far more than
much more than|more than|less than|fewer than|higher than|greater than|larger than|lower than
smaller than|no less than|no fewer than|no more than|no lower than|no higher than|not less than
not fewer than|not more than|not over|not exceeding|not to exceed|over|above|below|under|beyond|at least
at most|at a minimum|at the most|at the least|up to|up to about|up to around|as much as|as many as
as high as|as low as|as few as|as little as|in excess of|exceed|exceeds|exceeded|exceeding|surpass
surpasses|surpassed|surpassing|tops|topped|topping|approaching|nearing|an estimated|estimated at
a maximum of|a minimum of|maximum of|minimum of|a maximum|a minimum|upwards of|upward of
in the region of|in the order of|on the order of|somewhere around|perhaps|possibly|more or less|a record
a record high of|a record low of"""
_HAN = """约 大约 大概 约为 约有 将近 接近 几乎 近 超过 超 逾 突破 高达 多达 至少
    最少 不少于 不低于 不小于 不下 最多 最高 最低 不超过 不高于 不大于 至多 大于
    小于 高于 低于 多于 少于 不足 不到 約 大約 約為 約有 將近 幾乎 超過 高達
    多達 不少於 不低於 不小於 不超過 不高於 不大於 大於 小於 高於 低於 多於 少於"""
_SIGNS = frozenset("~≈<>≥≤±～＜＞")
HAN_HEDGES = frozenset(_HAN.split())
# "签约5个项目" signs five projects; "最近3年" are the last three years.
_NO_HAN = re.compile(
    "(?:[签簽预預合条條节節协協租契公履违違邀婚]约|[签簽预預合条條节節协協租契公履违違邀婚]約|[最附邻鄰]近)\\Z"
)
_LARGE = frozenset("百千万萬亿億")
_AFTER = re.compile(
    r"\s?(\+(?![\d+])"
    r"|(?:or|and) (?:so|more|less|fewer|above|over|under|younger|older|upwards?|below|higher)\b(?! than)"
    r"|at (?:the )?(?:most|least)\b|左右|上下|以上|以下|以内|以內|之内|之內|不等)",
    re.IGNORECASE,
)
_MANY = re.compile("[多余餘+]|[- ]odd\\b|[- ]plus\\b")
_FILL = (("a", "total", "of"), ("the",), ("its",), ("their",))
_OPEN = "([{\"'“‘—–"


def _by_last() -> dict[str, list[tuple[str, ...]]]:
    found: defaultdict[str, list[tuple[str, ...]]] = defaultdict(list)
    for phrase in _PHRASES.replace("\n", "|").split("|"):
        words = tuple(phrase.split())
        found[words[-1]].append(words)
    return {last: sorted(every, key=len, reverse=True) for last, every in found.items()}


_PHRASED = _by_last()


def hedge_before(text: str, at: int) -> tuple[str, int] | None:
    """The reservation that ends at `at`, in small letters, and where it begins; None where there is none."""
    if at == 0:
        return None
    before = text[max(0, at - 2) : at].strip()[-1:]
    if before in _SIGNS and before:
        return before, text.rindex(before, 0, at)
    if "\u3400" <= before <= "\u9fff":
        return _chinese_before(text, at)
    window = text[max(0, at - REACH) : at].lower()
    if not window[-1].isspace():
        return None
    words = window.split()
    for fill in _FILL:
        if tuple(words[-len(fill) :]) == fill and (found := _phrase(words[: -len(fill)])):
            return found, at - len(window) + _place(window, (*found.split(), *fill))
    found = _phrase(words)
    return (found, at - len(window) + _place(window, found.split())) if found else None


def _phrase(words: list[str]) -> str | None:
    """The reservation that the words end with."""
    last = words[-1].lstrip(_OPEN) if words else ""
    for phrase in _PHRASED.get(last, ()):
        own = words[-len(phrase) :]
        if len(own) == len(phrase) and (own[0].lstrip(_OPEN), *own[1:]) == phrase:
            return " ".join(phrase)
    return None


def _place(window: str, words: list[str] | tuple[str, ...]) -> int:
    """Where the last words of the window begin."""
    at = len(window)
    for word in reversed(words):
        at = window.rindex(word, 0, at)
    return at


def _chinese_before(text: str, at: int) -> tuple[str, int] | None:
    if text[at - 1] == "上" and text[at : at + 1] in _LARGE:
        return "上", at - 1
    end = at - (text[at - 1].isspace())
    for length in (3, 2, 1):
        words = text[max(0, end - length) : end]
        if len(words) == length and words in HAN_HEDGES:
            return None if _NO_HAN.search(text, max(0, end - 2), end) else (words, end - length)
    return None


def hedge_inside(text: str, start: int, end: int) -> str | None:
    """The reservation that is written into an amount: 多, 余, "300-odd"."""
    many = _MANY.search(text, start, end)
    return many.group().strip(" -") if many else None


def hedge_after(text: str, at: int) -> tuple[str, int] | None:
    """The reservation behind an amount that ends at `at`, and where it ends."""
    found = _AFTER.match(text, at)
    return (" ".join(found.group(1).lower().split()), found.end()) if found else None
