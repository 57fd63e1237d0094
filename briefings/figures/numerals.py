"""Numbers as texts write them: digits, English and Chinese number words, scale words."""

from __future__ import annotations

import re
from dataclasses import dataclass

_SMALL = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
    sixteen seventeen eighteen nineteen"""
_ROUND = "twenty thirty forty fifty sixty seventy eighty ninety"
_ONES = {word: value for value, word in enumerate(_SMALL.split())}
_TENS = {word: value * 10 for value, word in enumerate(_ROUND.split(), 2)}
_SCALES = {
    "hundred": 1e2,
    "thousand": 1e3,
    "million": 1e6,
    "mln": 1e6,
    "mn": 1e6,
    "billion": 1e9,
    "bln": 1e9,
    "bn": 1e9,
    "trillion": 1e12,
    "trn": 1e12,
    "tn": 1e12,
    "dozen": 12.0,
}
_START = {"half a": 0.5, "half": 0.5, "a": 1.0, "an": 1.0}
_HAN = {c: v for v, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "兩": 2}
_HAN_SMALL = {"十": 10, "百": 100, "千": 1000}
_HAN_LARGE = {"万": 1e4, "萬": 1e4, "亿": 1e8, "億": 1e8}

_ARTICLE = r"an?(?= (?:hundred|thousand|million|billion|trillion|dozen)\b)"
_WORDED = "|".join((*_ONES, *_TENS, "half a", "half", _ARTICLE))
_WORDS = re.compile(_WORDED, re.IGNORECASE)
ANCHOR = re.compile(
    rf"\d|(?<![^\W\d_])(?:{_WORDED})(?![^\W\d_])|[一二两兩三四五六七八九十百千万亿]", re.IGNORECASE
)

_DIGITS = re.compile(r"(?:\d{1,3}(?:,\d{3}){1,5}(?![\d,]\d)|\d{1,18}(?!\d))(?:\.\d{1,9}(?!\d))?")
_SCALE = re.compile(rf"[ \u00a0\n\r-]{{0,3}}({'|'.join(_SCALES)})(?![^\W\d_])", re.IGNORECASE)
_WORD = re.compile(r"[ \u00a0\n\r-]{0,3}(and[ \u00a0\n\r]{1,3})?([a-z]{3,9})(?![^\W_])", re.IGNORECASE)
_HAN_RUN = re.compile("[零〇一二两兩三四五六七八九十百千万萬亿億]{1,20}")
_HAN_SCALE = re.compile(r"\s?[多余餘]?(?:[百千]?[万萬亿億]{1,2}|[百千])")


@dataclass(frozen=True, slots=True)
class Number:
    """A number that ends at `end`; `plain` says that it is bare digits without comma, point or scale."""

    value: float
    end: int
    plain: bool
    scaled: bool
    worded: bool
    lead: float


def number(text: str, at: int) -> Number | None:
    """The number that begins at `at`, with its scale words, or None."""
    if text[at].isascii() and text[at].isdigit():
        return _digits(text, at)
    return _english(text, at) if text[at].isascii() else _chinese(text, at)


def scales(text: str, at: int) -> tuple[float, int]:
    """What the scale words at `at` multiply by, and where they end; 1 and `at` where there are none."""
    factor, end = 1.0, at
    for _ in range(2):
        match = _SCALE.match(text, end)
        if match is None:
            break
        factor *= _SCALES[match.group(1).lower()]
        end = match.end()
    if end == at and (match := _HAN_SCALE.match(text, at)):
        for character in match.group():
            factor *= (_HAN_SMALL | _HAN_LARGE).get(character, 1)
        end = match.end()
    return factor, end


def _digits(text: str, at: int) -> Number | None:
    match = _DIGITS.match(text, at)
    if match is None:
        return None
    written = match.group()
    value = float(written.replace(",", ""))
    factor, end = scales(text, match.end())
    plain = written.isdigit() and factor == 1
    return Number(_exact(value * factor), end, plain, factor != 1, False, value)


def _exact(value: float) -> float:
    """The value without the dust of binary fractions: 1.868 times 1e9 is 1868000000."""
    return float(f"{value:.12g}")


def _english(text: str, at: int) -> Number | None:
    match = _WORDS.match(text, at)
    if match is None:
        return None
    first = match.group().lower()
    total, end = _START.get(first, 0.0), match.end()
    if first not in _START:
        total, end = _below_hundred(text, first, end)
    factor, after = scales(text, end)
    if first in _START and factor == 1:
        return None
    value = _exact(total * factor)
    if factor in (100.0, 1000.0) and (rest := _rest(text, after, factor)):
        more, after = scales(text, rest[1]) if factor == 100 else (1.0, rest[1])
        value, factor = (value + rest[0]) * more, factor * more
    return Number(value, after, False, factor >= 1000, True, total)


def _rest(text: str, at: int, factor: float) -> tuple[float, int] | None:
    """What comes behind "hundred and" or "thousand", and where it ends, or None."""
    match = _WORD.match(text, at)
    word = match.group(2).lower() if match else ""
    if match is None or not (word in _ONES or word in _TENS):
        return None
    value, end = _below_hundred(text, word, match.end())
    hundred = _SCALE.match(text, end) if factor == 1000 and match.group(1) is None else None
    if hundred is None or hundred.group(1).lower() != "hundred":
        return value, end
    rest = _rest(text, hundred.end(), 100)
    return (value * 100 + rest[0], rest[1]) if rest else (value * 100, hundred.end())


def _below_hundred(text: str, word: str, end: int) -> tuple[float, int]:
    """The value of a number word that ends at `end`, with the ones behind the tens, and where it ends."""
    if word in _ONES:
        return float(_ONES[word]), end
    more = _WORD.match(text, end)
    ones = 0 if more is None or more.group(1) else _ONES.get(more.group(2).lower(), 0)
    if more is None or not 0 < ones < 10:
        return float(_TENS[word]), end
    return float(_TENS[word] + ones), more.end()


def _chinese(text: str, at: int) -> Number | None:
    match = _HAN_RUN.match(text, at)
    if match is None:
        return None
    total, section, digit = 0.0, 0.0, 0.0
    for character in match.group():
        if character in _HAN:
            digit = digit * 10 + _HAN[character] if digit and not section else _HAN[character]
        elif character in _HAN_SMALL:
            section += (digit or 1.0) * _HAN_SMALL[character]
            digit = 0.0
        else:
            total = (total + section + digit or 1.0) * _HAN_LARGE[character]
            section = digit = 0.0
    return Number(total + section + digit, match.end(), False, total > 0, True, total + section + digit)
