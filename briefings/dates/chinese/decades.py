"""Decades and five-year plans: 上世纪90年代, 20世纪80年代末, 九十年代, “十四五”期间."""

from __future__ import annotations

import re

from briefings.dates.mention import Between, Nothing, Part, Plan, Point, Spec
from briefings.dates.rule import Rule, loose
from briefings.numerals import COUNT, HAN, number, year

_PARTS: dict[str, Part] = {
    "初": "early",
    "中": "mid",
    "末": "late",
    "后": "late",
    "早": "early",
    "晚": "late",
}
_NOT = r"(?!表|理|码|价|替|为|办|收|偿|销)"
_PART = r"(?:的?(?P<part>初期?|中后?期|末期?|后期|早期|晚期|中叶))?"
_FIRST = {1: 1953, 2: 1958}


def _part(match: re.Match[str]) -> Part | None:
    return _PARTS.get((match["part"] or "")[:1])


def _read(match: re.Match[str]) -> Spec:
    century = {"上": 20, "本": 21}.get(match["c"]) or number(match["c"].removeprefix("第")) or 0
    tens = number(match["n"]) or 0
    if not 1 <= century <= 21 or tens % 10 or tens > 90:
        return Nothing()
    return Point(year=(century - 1) * 100 + tens, decade=True, part=_part(match))


def _read_two(match: re.Match[str]) -> Spec:
    """Two decades in a row: 上世纪五六十年代."""
    word = match["c"] or "上"
    century = {"上": 20, "本": 21}.get(word) or number(word) or 0
    first, last = number(match["n"]) or 0, number(match["n2"]) or 0
    if not 1 <= century <= 21 or last != first + 1:
        return Nothing()
    base = (century - 1) * 100
    return Between(Point(year=base + 10 * first, decade=True), Point(year=base + 10 * last, decade=True))


def _read_year(match: re.Match[str]) -> Spec:
    value = year(match["y"])
    return Point(year=value, decade=True, part=_part(match)) if value % 10 == 0 else Nothing()


def _read_short(match: re.Match[str]) -> Spec:
    tens = number(match["n"]) or 0
    return Point(year=1900 + tens, decade=True, part=_part(match)) if tens % 10 == 0 else Nothing()


def _skip(match: re.Match[str]) -> Spec:
    return Nothing()


def _read_plan(match: re.Match[str]) -> Spec:
    word = match["n"]
    count = number(word if match["full"] else word.removesuffix("五")) or 0
    if count in _FIRST:
        return Between(Point(year=_FIRST[count]), Point(year=_FIRST[count] + 4))
    return Plan(count) if 3 <= count <= 40 else Nothing()


_CENTURY = r"(?P<c>上|本|[12]?[0-9]|二?十[一二三四五六七八九]?)个?世纪"
_PLAN = r"(?:二?十?[一二三四五六七八九]|二?十)五"
_OPEN, _CLOSE = r"[“\"「『‘《]", r"[”\"」』’》]"
CUES = (
    "年代",
    "世纪",
    "五”",
    '五"',
    "五」",
    "五』",
    "五’",
    "五时期",
    "五期间",
    "五规划",
    "五计划",
    "五年规划",
    "五年计划",
    "五》",
)

RULES: tuple[Rule, ...] = (
    loose(rf"{_CENTURY}(?P<n>[0-9]0|{HAN}{{1,2}})年代{_PART}{_NOT}", _read, "世纪"),
    loose(
        rf"(?:{_CENTURY})?(?<![0-9])(?P<n>[三四五六七八])(?:、|至"
        rf"|到)?(?P<n2>[四五六七八九])十年代{_PART}{_NOT}",
        _read_two,
        "世纪",
    ),
    loose(rf"(?<![0-9])(?P<y>[12][0-9]{{2}}0)\s?年代{_PART}{_NOT}", _read_year, "年代"),
    loose(
        rf"(?<![0-9年纪])(?<!{HAN})(?P<n>[2-9]0|[二三四五六七八九]十)年代{_PART}{_NOT}", _read_short, "年代"
    ),
    loose(
        r"(?:上|本|新|下|[12]?[0-9]|二?十[一二三四五六七八九]?)个?世纪(?:中叶|初|末|中期|以来|之交"
        r"|上半叶|下半叶|前期|后期)?",
        _skip,
        "世纪",
    ),
    loose(
        rf"{_OPEN}(?P<n>{_PLAN}){_CLOSE}(?P<full>(?!))?(?:期间|时期|以来|规划期?|计划期?|期末|末期?"
        rf"|初期?|收官之年|开局之年)?",
        _read_plan,
    ),
    loose(rf"(?<!{HAN})(?P<n>{_PLAN})(?P<full>(?!))?(?:期间|时期|规划期?|计划)", _read_plan),
    loose(rf"第(?P<n>{COUNT})(?P<full>个)五年(?:规划|计划)(?:期间|时期)?", _read_plan, "五年"),
)
