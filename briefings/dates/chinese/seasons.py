"""Quarters, halves, seasons, first months: 一季度, 上半年, 前三季度, 前5个月, 今年春天, 去冬."""

from __future__ import annotations

import re
from dataclasses import replace

from briefings.dates.chinese.lexicon import HEAD, base, part
from briefings.dates.mention import Between, Months, Nothing, Point, Spec
from briefings.dates.rule import Rule, loose
from briefings.numerals import COUNT, number

_SEASON = {"春": 21, "夏": 22, "秋": 23, "冬": 24}
_SHORT = {"今": 0, "去": -1, "明": 1}
_QUARTERS = {"首": 1, "一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_OPT = rf"(?:{HEAD}的?)?"
_FREE = r"(?<![前个每近几数连续第0-9一二三四两])"
_QUARTER = r"(?:第?\s?(?P<q>[一二三四1-4])\s?季度|(?P<first>首)个?季度?)"
_LATE = r"(?P<part>初|末|底)?"
_COUNTED = rf"(?P<n>{COUNT})\s?(?P<u>个月|个?季度|月|季(?![节度]))(?![前后])"


def _year(match: re.Match[str]) -> Point:
    return Point(**base(match))


def _nth(match: re.Match[str], nth: int) -> Point:
    head = _year(match)
    return Point(
        year=head.year, turn=head.turn, same=head.same, nth=nth, part=part(match.groupdict().get("part"))
    )


def _read_quarter(match: re.Match[str]) -> Spec:
    return _nth(match, _QUARTERS[match["q"] or match["first"]])


def _read_quarters(match: re.Match[str]) -> Spec:
    head = _year(match)
    first, last = (replace(head, nth=_QUARTERS[match[q]]) for q in ("a", "b"))
    return Between(first, last)


def _read_half(match: re.Match[str]) -> Spec:
    return _nth(match, 5 if match["h"] == "上" else 6)


def _read_season(match: re.Match[str]) -> Spec:
    return _nth(match, _SEASON[match["s"]])


def _read_short(match: re.Match[str]) -> Spec:
    return Point(turn=_SHORT[match["w"]], nth=_SEASON[match["s"]])


def _read_months(match: re.Match[str]) -> Spec:
    count = (number(match["n"]) or 0) * (3 if "季" in match["u"] else 1)
    head = _year(match)
    if not 0 < count <= 12:
        return Nothing()
    return Months(count, head if head != Point() else Point(turn=0))


CUES = ("季", "半年", "月", "春", "夏", "秋", "冬", "Q")

RULES: tuple[Rule, ...] = (
    loose(rf"{HEAD}的?{_QUARTER}{_LATE}", _read_quarter, "季"),
    loose(rf"{HEAD}的?第(?P<q>[一二三四])季(?![度节])(?P<first>)(?P<part>)", _read_quarter, "季"),
    loose(rf"{_FREE}{_QUARTER}{_LATE}", _read_quarter, "季"),
    loose(
        r"(?<![前每])第(?P<q>[一二三四])季(?=[，。、；在至跌升增的內内將将起较較按同营財财毛获税净每量装出合业]|$)(?P<first>)(?P<part>)",
        _read_quarter,
        "季",
    ),
    loose(rf"{_OPT}(?<![A-Za-z0-9])Q(?P<q>[1-4])(?![A-Za-z0-9])(?P<first>){_LATE}", _read_quarter, "Q"),
    loose(
        rf"{_OPT}第?(?P<a>[一二三1-3])\s?(?:季度?)?\s?(?:至|到|、|和|—|-|~)\s?第?(?P<b>[二三四2-4])\s?季度",
        _read_quarters,
        "季度",
    ),
    loose(rf"{_OPT}(?<![以之])(?P<h>[上下])半年(?![级报])", _read_half, "半年"),
    loose(rf"{HEAD}的?(?P<s>[春夏秋冬])(?:季|天|日)?(?![节运耕种播考秋招闲训奥眠令])", _read_season),
    loose(r"(?<![四换反当应每])(?P<s>[春夏秋冬])(?:季|天)(?![节度班款装])", _read_season),
    loose(r"(?<![当如迄至过])(?P<w>[今去明])(?P<s>[春夏秋冬])(?![节运])", _read_short),
    loose(rf"{HEAD}的?[前头首]\s?{_COUNTED}", _read_months, "月", "季"),
    loose(rf"(?<![目提此之以日年月天周先空当])[前头首]\s?{_COUNTED}", _read_months, "月", "季"),
)
