"""Amounts and times in all their words: the unit, the range and the reservation that belong to them."""

from __future__ import annotations

import re

_BOUND = r"(?:以上|以下|以内|以內|左右|上下)"
_CHINESE_AFTER = re.compile(
    rf"[\u4e00-\u9fff](?=[，。；、：,;）)]|$)|"
    rf"{_BOUND}?(?:[至到～~-]?\d[\d.,]{{0,15}}[万萬亿億千]?[元亩畝米吨噸]{_BOUND}?)?"
)
_BEFORE = re.compile(r"(?i)\b(?:the\s)?(?:end|beginning|start|middle|close|(?:first|second)\shalf)\sof\s$")
_AFTER = re.compile(
    r"(?i)\sof\s(?:this|the|next|last)\s(?:calendar\s|fiscal\s|financial\s)?year|"
    r"(?<=[日月年])(?:之前|以前|前|底|初)"
)
_COUNTER = re.compile(r"[个個][\u4e00-\u9fff]{0,4}$")


def amount(said: str, at: int, text: str) -> str:
    """An amount with the end of its unit and its range, where the text goes on with them."""
    end = at + len(text)
    if text.isascii() and not said[end : end + 1] > "\u2fff":
        return text
    match = _CHINESE_AFTER.match(said, end)
    more = match[0] if match else ""
    if len(more) == 1 and not _COUNTER.search(text):
        more = ""
    return text + more


def time(said: str, at: int, text: str) -> str:
    """A time with the part of it that is meant: the end of, of this year."""
    before = _BEFORE.search(said, max(0, at - 24), at)
    after = _AFTER.match(said, at + len(text))
    return (before[0] if before else "") + text + (after[0] if after else "")
