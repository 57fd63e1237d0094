"""Days: 2023年7月15日（星期六）, 二〇二三年七月十五日, 今年7月15日, 7月15日, 2023-07-15."""

from __future__ import annotations

import re

from briefings.dates.chinese.lexicon import HEAD, WEEKDAY, base, weekday
from briefings.dates.mention import Nothing, Point, Spec
from briefings.dates.rule import Rule, loose
from briefings.dates.values import exists
from briefings.numerals import DAY, HAN, MONTH, number

NAMED = rf"(?:\s?[（(，]?\s?{WEEKDAY}(?P<wd>[一二三四五六日天])(?![边期报刊记讯])\s?[）)]?)?"
DATE = r"(?:日|号(?![文楼线公令院馆厅码地]))"
_FREE = rf"(?<![0-9.\-第个])(?<!{HAN})"


def point(match: re.Match[str], head: Point, m: str = "m", d: str = "d") -> Point | None:
    """The day of a match, in the year of `head`; None where no calendar has it."""
    month, day = number(match[m]), number(match[d])
    if month is None or day is None or not exists(head.year or 2000, month, day):
        return None
    return Point(year=head.year, turn=head.turn, same=head.same, month=month, day=day)


def _read(match: re.Match[str]) -> Spec:
    found = point(match, Point(**base(match)))
    if found is None:
        return Nothing()
    named = match["wd"]
    return Point(
        found.year, found.turn, found.month, found.day, same=found.same,
        weekday=weekday(named) if named else None,
    )  # fmt: skip


def _read_digits(match: re.Match[str]) -> Spec:
    return point(match, Point(year=int(match["y"]))) or Nothing()


def _skip(match: re.Match[str]) -> Spec:
    return Nothing()


CUES = ("月", "20", "19")

RULES: tuple[Rule, ...] = (
    loose(rf"{HEAD}[，,]?\s?(?P<m>{MONTH})\s?月\s?(?:份\s?)?(?P<d>{DAY})\s?{DATE}{NAMED}", _read, "月"),
    loose(rf"{_FREE}(?P<m>{MONTH})\s?月\s?(?P<d>{DAY})\s?{DATE}{NAMED}", _read, "月"),
    loose(
        r"(?<![0-9A-Za-z./\-])(?P<y>[12][0-9]{3})(?P<s>[-./])(?P<m>[0-9]{1,2})(?P=s)(?P<d>[0-9]{1,2})(?![0-9]|[-./][0-9])",
        _read_digits,
        "20",
        "19",
    ),
    loose(
        rf"(?:农历|阴历|旧历|夏历)[^，。；、\s]{{0,8}}?(?:{MONTH}|正|腊|冬)月(?:{DAY}|廿?{HAN}{{1,2}})?日?",
        _skip,
        "历",
    ),
)
