"""The unit beside a number: which of the spellings of money and measures stands there."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from briefings.figures.measures import AREAS, EXACT
from briefings.figures.measures import WORDS as MEASURES
from briefings.figures.money import CODES, CURRENCIES, SIGNS
from briefings.figures.money import WORDS as MONEY

__all__ = ["AREAS", "CURRENCIES", "MEASURED", "money_at", "unit_after", "unit_before"]

_PREFIXES = {**SIGNS, **{code: code for code in CODES}, "百分之": "percent", "千分之": "per mille"}
_LENGTHS = sorted({len(sign) for sign in _PREFIXES}, reverse=True)
_LAST = frozenset(sign[-1] for sign in _PREFIXES)
_GAP = re.compile(r"[ \u00a0\n\r-]{0,3}[多余餘]?")
_BLANK = r"[ \u00a0\n\r]"


class _Table:
    """Spellings by their first character; each first character has one pattern of its own."""

    def __init__(self, rows: Iterable[tuple[str, str]], *, cased: bool) -> None:
        spelled: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
        for unit, spellings in rows:
            for one in _split(spellings):
                spelled[one[0]].append((one, unit))
        self._rows: dict[str, tuple[re.Pattern[str], list[str]]] = {}
        for first, own in spelled.items():
            own.sort(key=lambda pair: -len(pair[0]))
            every = "|".join(f"({_spaced(one)})" for one, _ in own)
            pattern = re.compile(f"(?:{every})(?![A-Za-z0-9²³])", 0 if cased else re.IGNORECASE)
            for case in {first} if cased else {first.lower(), first.upper()}:
                self._rows[case] = (pattern, [unit for _, unit in own])

    def match(self, text: str, at: int) -> tuple[str, int] | None:
        """The unit that is spelled at `at`, and where it ends."""
        pattern, units = self._rows.get(text[at : at + 1], (None, []))
        found = pattern.match(text, at) if pattern else None
        return (units[(found.lastindex or 1) - 1], found.end()) if found else None


def _split(spellings: str) -> list[str]:
    """The spellings between the bars that stand in no group."""
    found, depth, start = [], 0, 0
    for at, character in enumerate(spellings):
        depth += (character == "(") - (character == ")")
        if character == "|" and depth == 0:
            found.append(spellings[start:at])
            start = at + 1
    return [*found, spellings[start:]]


def _spaced(spelled: str) -> str:
    return (
        spelled.replace(" ", f"{_BLANK}{{1,3}}")
        .replace("~", f"{_BLANK}?")
        .replace("_", r"[ \u00a0\n\r-]{1,3}")
    )


MEASURED = frozenset(unit for unit, _ in (*MONEY, *MEASURES, *EXACT)) | CURRENCIES
"""Every unit that is money or a measure, and no counted noun."""
_WORDS = _Table((*MONEY, *MEASURES), cased=False)
_EXACT = _Table((*((code, code) for code in CODES), *EXACT), cased=True)


def unit_after(text: str, at: int) -> tuple[str, int] | None:
    """The unit that stands at `at`, behind at most a space or a hyphen, and where it ends."""
    gap = _GAP.match(text, at)
    start = gap.end() if gap else at
    return _EXACT.match(text, start) or _WORDS.match(text, start)


def unit_before(text: str, at: int) -> tuple[str, int] | None:
    """The unit written in front of a number at `at`, such as a currency sign, and where it begins."""
    end = at
    while end > 0 and at - end < 2 and text[end - 1] in " \u00a0\n\r":
        end -= 1
    if end == 0 or text[end - 1] not in _LAST:
        return None
    for length in _LENGTHS:
        start = end - length
        unit = _PREFIXES.get(text[start:end]) if start >= 0 else None
        if unit and not _goes_back(text, start) and (text[start:end] != "R" or end == at):
            return unit, start
    return None


def _goes_back(text: str, start: int) -> bool:
    """Whether the sign at `start` is only the end of a longer word."""
    before = text[start - 1 : start]
    return text[start].isalpha() and text[start].isascii() and before.isascii() and before.isalnum()


def money_at(text: str, at: int) -> tuple[str, int] | None:
    """The currency sign or code that begins at `at`, and where its number begins."""
    for length in _LENGTHS:
        unit = SIGNS.get(text[at : at + length]) or (
            text[at : at + length] in CODES and text[at : at + length]
        )
        if unit:
            end = at + length
            while end < len(text) and end - at - length < 2 and text[end] in " \u00a0\n\r":
                end += 1
            if text[end : end + 1].isdigit():
                return unit, end
    return None
