"""The words of time that the families share: months, numbers, units, and the patterns made of them."""

from __future__ import annotations

from typing import cast, get_args

from briefings.dates.mention import Part, Unit

_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
MONTHS = {name.lower(): n for n, name in enumerate(_MONTHS, 1)}
MONTHS |= {name[:3].lower(): n for n, name in enumerate(_MONTHS, 1)} | {"sept": 9}
_WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
WEEKDAYS = {name: n for n, name in enumerate(_WEEKDAYS)}

_SMALL = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_ORDINALS = [
    "zeroth",
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
]
_NUMBERS = {word: n for n, word in enumerate(_SMALL)} | {w: 10 * n for n, w in enumerate(_TENS, 2)}
_NUMBERS |= {"a": 1, "an": 1, "hundred": 100, "couple": 2, "half": 0}
_RANKS = {word: n for n, word in enumerate(_ORDINALS)} | {
    w[:-1] + "ieth": 10 * n for n, w in enumerate(_TENS, 2)
}
_RANKS |= {"hundredth": 100, "centenary": 100, "last": 4, "latter": 2}

MONTH_NAMES = tuple(name.lower() for name in _MONTHS)
MONTH_CUES = tuple(name[:3].lower() for name in _MONTHS)
UNIT_CUES = (
    "year",
    "month",
    "week",
    "day",
    "hour",
    "decade",
    "centur",
    "fortnight",
    "quarter",
    "minute",
    "seconds",
)

WS = r"(?:\s{1,3})"
GAP = r"(?:\s{1,3}|-)"
YEAR = r"(?:1[0-9]{3}|20[0-9]{2}|21[0-9]{2})"
DAY = r"(?:3[01]|[12][0-9]|0?[1-9])"
NTH = r"(?:st|nd|rd|th|ST|ND|RD|TH)"
FULL_MONTH = f"(?:{'|'.join(_MONTHS + [m.upper() for m in _MONTHS])})"
SHORT_MONTH = r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)"
MONTH = rf"(?:{FULL_MONTH}|{SHORT_MONTH}\b\.?)"
WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Mon|Tue|Tues|Wed|Thu|Thur|Thurs|Fri|Sat|Sun)\b\.?"
_ONES = "|".join(_SMALL[1:10])
_SMALLER = rf"(?:(?:{'|'.join(_TENS)})(?:[-\s](?:{_ONES}))?|{'|'.join(reversed(_SMALL[1:]))})"
NUMBER = (
    rf"(?i:[0-9]{{1,4}}|(?:an?|{_ONES})\shundred\s(?:and\s)?{_SMALLER}|(?:{_ONES})\shundred|(?:{'|'.join(_TENS)})(?:[-\s](?:{_ONES}))?|{'|'.join(reversed(_SMALL[1:]))}|"
    r"an?\s(?:hundred|couple\sof)|an?|hundred)"
)
FEW = r"(?i:(?:a\s)?few|several|some|many|a\snumber\sof|recent)"
_RANK_ONES = "|".join(_ORDINALS[1:10])
_RANK_WORDS = sorted(set(_RANKS) - {"last", "latter", "centenary"}, key=len, reverse=True)
RANK = (
    rf"(?i:[0-9]{{1,3}}\s?(?:st|nd|rd|th)|(?:an?\s|one[\s-]|two[\s-]|three[\s-])?hundred(?:\sand\s|[\s-])"
    rf"(?:(?:{'|'.join(_TENS)})[-\s](?:{_RANK_ONES})|{'|'.join(_RANK_WORDS)})|"
    rf"(?:two|three|four|five)[\s-]hundredth|(?:{'|'.join(_TENS)})[-\s](?:{_RANK_ONES})|"
    rf"{'|'.join(_RANK_WORDS)})"
)
UNIT = r"(?i:second(?=s)|minute|hour|day|week|month|quarter|year|decade|centur(?:y|ie)|fortnight)"
PART = (
    r"(?i:(?:the\s{1,3})?(?:very\s)?(?:(?:beginning|start|turn|end|close|middle|early\spart|latter\spart|"
    r"early\sdays|early\smonths|final\sdays|last\sdays|last\smonths)\s{1,3}of|early\sin|late\sin|early|mid|late)"
    r"(?:[-\s]{1,3}(?:the\s{1,3})?))"
)
PART_CUES = (
    "early",
    "late",
    "mid",
    "beginning of",
    "start of",
    "turn of",
    "end of",
    "close of",
    "part of",
    "days of",
    "months of",
)
_PARTS: tuple[tuple[str, Part], ...] = (
    ("early", "early"),
    ("late", "late"),
    ("mid", "mid"),
    ("begin", "start"),
    ("start", "start"),
    ("turn", "start"),
    ("end", "end"),
    ("close", "end"),
    ("final", "end"),
    ("last", "end"),
)


def number(text: str) -> int | None:
    """The value of a number word or of digits; None where the words count nothing exactly."""
    words = text.lower().replace("-", " ").split()
    if len(words) == 1 and words[0].isascii() and words[0].isdigit():
        return int(words[0])
    if not words or any(word not in _NUMBERS and word not in {"of", "and"} for word in words):
        return None
    if "hundred" in words[1:]:
        at = words.index("hundred")
        return (number(" ".join(words[:at])) or 1) * 100 + (
            number(" ".join(words[at + 1 :]).removeprefix("and ")) or 0
        )
    if words[0] in {"a", "an"} and len(words) > 1:
        words = words[1:]
    return sum(_NUMBERS.get(word, 0) for word in words) or None


def rank(text: str) -> int | None:
    """The value of an ordinal such as `45th`, `second`, `twenty-fifth`."""
    low = text.lower().strip()
    digits = low.rstrip("stndrh ")
    if digits.isascii() and digits.isdigit():
        return int(digits)
    hundreds, found, rest = low.partition("hundred")
    if found and low not in _RANKS:
        times = 100 * (number(hundreds.strip(" -")) or 1)
        rest = rest.strip(" -").removeprefix("and ")
        return times if rest == "th" else times + (rank(rest) or 0)
    tens, _, ones = low.replace("-", " ").partition(" ")
    if ones:
        return (_NUMBERS.get(tens) or 0) + _RANKS.get(ones, 0) or None
    return _RANKS.get(low) or None


def month(text: str) -> int:
    """The number of a month by its name or a short form of it."""
    low = text.lower().rstrip(".")
    return MONTHS.get(low) or MONTHS[low[:3]]


def unit(text: str) -> tuple[Unit, int]:
    """A unit, and how many of it the word stands for (a fortnight is two weeks)."""
    low = text.lower().removesuffix("s")
    if low == "fortnight":
        return "week", 2
    low = "century" if low.startswith("centur") else "decade" if low.startswith("decade") else low
    return (cast("Unit", low), 1) if low in get_args(Unit) else ("day", 1)


def part(text: str | None) -> Part | None:
    """Which part of a unit words such as "the end of" or "mid-" name."""
    low = (text or "").lower()
    return next((value for sign, value in _PARTS if sign in low), None)


def weekday(text: str) -> int:
    """The number of a weekday (Monday is 0) by its name or a short form of it."""
    low = text.lower()[:3]
    return next(n for name, n in WEEKDAYS.items() if name.startswith(low))
