"""Chinese dates that are written in digits, and the words for this, last and next year."""

from __future__ import annotations

import re

from briefings.dates.mention import Nothing, Part, Point, Spec
from briefings.dates.rule import Rule, loose
from briefings.dates.values import exists

_TURN = {"今年": 0, "本年": 0, "去年": -1, "上年": -1, "明年": 1, "前年": -2, "后年": 2}
_HEAD = r"(?:(?P<y>[12][0-9]{3})\s?年|(?P<turn>今年|本年|去年|上年|明年|前年|后年))"
_PARTS: dict[str, Part] = {
    "年初": "start",
    "年底": "end",
    "年末": "end",
    "底": "end",
    "初": "start",
    "中": "mid",
}


def _head(match: re.Match[str]) -> tuple[int | None, int | None]:
    groups = match.groupdict()
    turn = groups.get("turn")
    return (int(groups["y"]) if groups.get("y") else None), (_TURN[turn] if turn else None)


def _read_day(match: re.Match[str]) -> Spec:
    year, turn = _head(match)
    number, day = int(match["m"]), int(match["d"])
    if not exists(year or 2000, number, day):
        return Nothing()
    return Point(year=year, turn=turn, month=number, day=day)


def _read_month(match: re.Match[str]) -> Spec:
    year, turn = _head(match)
    number = int(match["m"])
    return Point(year=year, turn=turn, month=number) if 1 <= number <= 12 else Nothing()


def _read_year(match: re.Match[str]) -> Spec:
    year, turn = _head(match)
    return Point(year=year, turn=turn, part=_PARTS.get(match["part"] or ""))


def _read_half(match: re.Match[str]) -> Spec:
    year, turn = _head(match)
    return Point(year=year, turn=turn, nth=5 if match["h"] == "上" else 6)


CUES = (
    "年",
    "月",
)

RULES: tuple[Rule, ...] = (
    loose(rf"(?<![0-9]){_HEAD}?\s?(?P<m>[0-9]{{1,2}})\s?月\s?(?P<d>[0-9]{{1,2}})\s?[日号]", _read_day),
    loose(rf"(?<![0-9]){_HEAD}\s?(?P<m>[0-9]{{1,2}})\s?月(?!\s?[0-9])", _read_month),
    loose(rf"(?<![0-9]){_HEAD}(?P<h>[上下])半年", _read_half),
    loose(rf"(?<![0-9]){_HEAD}(?P<part>年?[底初末中])?", _read_year),
)
