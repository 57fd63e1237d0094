"""Chinese numerals: 二〇二三, 十五, 廿一, 两百, 三十多 and digits."""

from __future__ import annotations

ZERO = "〇○零0０ＯO"
_DIGITS = {c: n for n, c in enumerate("〇一二三四五六七八九")} | {"两": 2} | dict.fromkeys(ZERO, 0)
_TENS = {"廿": 20, "卅": 30}
_SCALES = {"十": 10, "百": 100, "千": 1000}

HAN = "[一二两三四五六七八九十百千廿卅]"
COUNT = rf"(?:[0-9]{{1,3}}|{HAN}{{1,7}})"
"""A count of something: up to three digits, or a numeral in characters."""
YEAR = rf"(?:[12][0-9]{{3}}|[一二][{ZERO}一二三四五六七八九]{{3}})"
"""A year of four digits: 2023, 二〇二三."""
MONTH = r"(?:1[0-2]|0?[1-9]|[0-9]{1,2}|十[一二]?|[一二三四五六七八九])"
DAY = r"(?:[0-9]{1,2}|[二三]?十[一二三四五六七八九]?|[廿卅][一二三四五六七八九]?|初?[一二三四五六七八九])"


def number(text: str) -> int | None:
    """The value of digits or of a numeral; None for what counts nothing exactly (三四, three or four)."""
    if text.isascii():
        return (int(text) or None) if text.isdigit() else None
    total = digit = 0
    fresh = True
    for character in text.removeprefix("初"):
        if character in _TENS:
            total, digit, fresh = total + _TENS[character], 0, True
        elif character in _SCALES:
            total += (digit or (0 if not fresh else 1)) * _SCALES[character]
            digit, fresh = 0, True
        elif not fresh:
            return None
        else:
            digit = _DIGITS.get(character, 0)
            fresh = digit == 0
    return total + digit or None


def year(text: str) -> int:
    """The value of a year written in digits or digit by digit in characters."""
    return int("".join(str(_DIGITS.get(c, c)) for c in text))
