"""Numbers as texts write them: digits, English and Chinese number words, scale words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from heapq import merge

from briefings.figures.units import unit_after

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
    "mio": 1e6,
    "billion": 1e9,
    "bln": 1e9,
    "bn": 1e9,
    "trillion": 1e12,
    "trn": 1e12,
    "tn": 1e12,
    "dozen": 12.0,
    "lakh": 1e5,
    "lac": 1e5,
    "crore": 1e7,
}
_SCALES |= {f"{word}s": _SCALES[word] for word in ("million", "billion", "trillion", "lakh", "crore")}
_START = {"half a": 0.5, "half": 0.5, "a": 1.0, "an": 1.0}
_HAN = {c: v for v, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "兩": 2}
_HAN_SMALL = {"十": 10, "百": 100, "千": 1000}
_HAN_LARGE = {"万": 1e4, "萬": 1e4, "亿": 1e8, "億": 1e8}
_HAN_SCALES: dict[str, float] = {**_HAN_SMALL, **_HAN_LARGE}

_ARTICLE = r"an?(?=[ \u00a0\n\r]{1,3}(?:hundred|thousand|million|billion|trillion|dozen|crore|lakh)\b)"
_WORDED = "|".join((*_ONES, *_TENS, r"half(?:[ \u00a0]an?(?=[ \u00a0]))?", _ARTICLE))
_WORDS = re.compile(rf"(?:{_WORDED})(?![^\W\d_])", re.IGNORECASE)
_WORD_START = re.compile(rf"(?<![^\W\d_])(?:{_WORDED})(?![^\W\d_])", re.IGNORECASE)
_MARK = re.compile("[0-9一二两兩三四五六七八九十百千万亿]|零(?=点)")
_LETTERS = re.compile("[a-z]+")
# "a" and "an" start a number only before one of these.
_TELLTALES = frozenset((*_ONES, *_TENS, *_SCALES, "half"))

_DIGITS = re.compile(r"(?:\d{1,3}(?:,\d{3}){1,5}(?![\d,]\d)|\d{1,18}(?!\d))(?:\.\d{1,9}(?!\d))?")
_SPACED = re.compile(r"[1-9]\d{0,2}(?:[ \u00a0\u2009\u202f]\d{3}){1,4}(?![\d]|[ \u00a0\u2009\u202f.,:/-]\d)")
_INDIAN = re.compile(r"\d{1,2}(?:,\d{2}){1,5},\d{3}(?![\d,]\d)(?:\.\d{1,2}(?!\d))?")
_SCALE = re.compile(rf"[ \u00a0\n\r-]{{0,3}}({'|'.join(_SCALES)})(?![^\W\d_])", re.IGNORECASE)
_WORD = re.compile(r"[ \u00a0\n\r-]{0,3}(and[ \u00a0\n\r]{1,3})?([a-z]{3,9})(?![^\W_])", re.IGNORECASE)
_HALF = re.compile(r"[ \u00a0]and[ \u00a0]a[ \u00a0]half\b", re.IGNORECASE)
_HAN_RUN = re.compile("[零〇一二两兩三四五六七八九十百千万萬亿億]{1,20}")
_HAN_SCALE = re.compile(r"\s?[多余餘]?(?:[百千]?[万萬亿億]{1,2}|百(?!分|升)|千(?![米克瓦伏赫吨噸卡帕]))")
_HAN_POINT = re.compile("点([零〇一二三四五六七八九]{1,6})(?![分刻半])([万亿]?)")
_VULGAR = {"½": 0.5, "¼": 0.25, "¾": 0.75}


@dataclass(frozen=True, slots=True)
class Number:
    """A number that ends at `end`; `plain` says that it is bare digits without comma, point or scale.

    `lead` is its value without the scale; `spaced` says that blanks stand between its thousands.
    """

    value: float
    end: int
    plain: bool
    scaled: bool
    worded: bool
    lead: float
    spaced: bool = False


def anchors(text: str) -> Iterator[int]:
    """Where a number may begin, in order."""
    marks = (match.start() for match in _MARK.finditer(text))
    if _TELLTALES.isdisjoint(_LETTERS.findall(text.lower())):
        return marks
    return merge(marks, (match.start() for match in _WORD_START.finditer(text)))


def begins(text: str, at: int) -> bool:
    """Whether a number may begin at `at`."""
    return bool(_MARK.match(text, at) or _WORD_START.match(text, at))


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
            factor *= _HAN_SCALES.get(character, 1)
        end = match.end()
    return factor, end


def _digits(text: str, at: int) -> Number | None:
    spaced = _SPACED.match(text, at)
    match = spaced or _INDIAN.match(text, at) or _DIGITS.match(text, at)
    if match is None:
        return None
    written = "".join(match.group().replace(",", "").split()) if spaced else match.group().replace(",", "")
    value, end = float(written), match.end()
    vulgar = _VULGAR.get(text[end : end + 1])
    if vulgar and written.isdigit():
        value, end = value + vulgar, end + 1
    factor, end = scales(text, end)
    plain = match.group().isdigit() and factor == 1 and not vulgar
    return Number(_exact(value * factor), end, plain, factor != 1, False, value, spaced is not None)


def _exact(value: float) -> float:
    """The value without the dust of binary fractions: 1.868 times 1e9 is 1868000000."""
    return float(f"{value:.12g}")


def _english(text: str, at: int) -> Number | None:
    match = _WORDS.match(text, at)
    if match is None:
        return None
    first = " ".join(match.group().lower().split())
    total, end = _START.get(first.removesuffix("n") if first.startswith("half") else first, 0.0), match.end()
    if not total:
        total, end = _below_hundred(text, first, end)
    if half := _HALF.match(text, end):
        total, end = total + 0.5, half.end()
    factor, after = scales(text, end)
    if (first in _START or first == "half an") and factor == 1 and not _half_of(text, first, end):
        return None
    value = _exact(total * factor)
    if factor in (100.0, 1000.0) and (rest := _rest(text, after, factor)):
        more, after = scales(text, rest[1]) if factor == 100 else (1.0, rest[1])
        value, factor = (value + rest[0]) * more, factor * more
    return Number(value, after, False, factor >= 1000, True, total)


def _half_of(text: str, first: str, end: int) -> bool:
    """Whether "half a" tells of a measure: "half a percentage point", but not "half a day"."""
    return first.startswith("half a") and unit_after(text, end) is not None


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
    value = total + section + digit
    if point := _HAN_POINT.match(text, match.end()):
        written = "".join(str(_HAN[character]) for character in point.group(1))
        factor = _HAN_LARGE.get(point.group(2), 1.0)
        value = _exact((value + float(f"0.{written}")) * factor)
        return Number(value, point.end(), False, factor > 1, True, value / factor)
    return Number(value, match.end(), False, total > 0, True, value)
