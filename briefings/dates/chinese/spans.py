"""Stretches beside the time of writing: 近五年, 两年来, 过去十年, 未来三年, 三年内, 年内, 今年以来."""

from __future__ import annotations

import re

from briefings.dates.chinese.lexicon import HEAD, PART, UNIT, base, part, unit
from briefings.dates.mention import Length, Nothing, Point, Spec, Step, Stretch, Upto, Vague, Within
from briefings.dates.rule import Rule, loose
from briefings.dates.values import exists
from briefings.numerals import COUNT, DAY, HAN, MONTH, number

_BACK = r"(?:过去的?这?|近|最近的?|刚刚?过去的|这(?!一年(?![以来里间中多]))|此前的?|以往的?)"
_ON = r"(?:未来的?|今后的?|往后的?|接下来的?|此后的?|下一个?)"
_RANGE = rf"(?:{COUNT}\s?(?:至|到|—|-|~)\s?)?"
_FEW = r"(?P<few>几|数|若干)"
_UNIT = rf"(?:{UNIT}|日|(?<=[数几两半])月|年(?:多|余)?(?:时间)?)"
_FREE = rf"(?<![0-9.\-第])(?<!{HAN})"
# 历时近三年 counts nearly three years, and ends nowhere.
_NEARLY = r"(?<![时过了达长续用历隔花足有])"
_FROM = r"(?<!起)(?<!日起)(?<!后)"
_SINCE = r"(?:以来|起?至今(?![年天日晚晨早春夏秋冬])|到现在|到如今|迄今)"


def _stretch(match: re.Match[str], *, ahead: bool) -> Spec:
    name = unit(match["u"].removesuffix("时间"))
    if match.groupdict().get("few"):
        return Length(name, None)
    count = number(match["n"])
    if not count:
        return Length(name, None)
    return Stretch(name, count, ahead=ahead)


def _read_back(match: re.Match[str]) -> Spec:
    return _stretch(match, ahead=False)


def _read_on(match: re.Match[str]) -> Spec:
    return _stretch(match, ahead=True)


def _read_half_back(match: re.Match[str]) -> Spec:
    return Stretch("month", 6, ahead=False)


def _read_half_on(match: re.Match[str]) -> Spec:
    return Stretch("month", 6, ahead=True)


def _read_length(match: re.Match[str]) -> Spec:
    return Length(unit(match["u"]), number(match["n"]))


def _read_within(match: re.Match[str]) -> Spec:
    return Within({"年": "year", "月": "month", "季": "quarter", "周": "week"}[match["u"][0]])  # type: ignore[arg-type]


def _read_since(match: re.Match[str]) -> Spec:
    """From a year, month or day up to the time of writing."""
    groups = match.groupdict()
    month, day = number(groups.get("m") or ""), number(groups.get("d") or "")
    head = base(match)
    if month and not exists(head.get("year") or 2000, month, day or 1):
        return Nothing()
    if head == {} and not month:
        head = {"turn": 0}
    return Upto(Point(**head, month=month, day=day, part=part(groups.get("part"))))


def _read_quarter_since(match: re.Match[str]) -> Spec:
    return Upto(Point(**base(match), nth=number(match["q"])))


def _read_half_since(match: re.Match[str]) -> Spec:
    return Upto(Point(**base(match), nth=5 if match["h"] == "上" else 6))


def _read_moon(match: re.Match[str]) -> Spec:
    return Upto(Step({"月": "month", "周": "week"}[match["u"]], {"上": -1}.get(match["t"], 0)))  # type: ignore[arg-type]


def _read_vague(match: re.Match[str]) -> Spec:
    return Vague("PAST_REF")


CUES = ("来", "间", "近", "内", "过去", "未来", "今后", "往后", "接下", "今", "下一", "此后", "这", "前")

RULES: tuple[Rule, ...] = (
    loose(
        r"近(?:些|几|多|十?数)?年以?来?|近几?个?月来|近[几数](?:天|日|周|年|个月)以?来?|(?:这|前)些年来?"
        r"|(?<!以)[前早]几(?:年|天|个月|周)(?!个)",
        _read_vague,
        "近",
        "些年",
    ),
    loose(
        rf"{_NEARLY}{_BACK}\s?(?P<n>{COUNT})\s?[多余]?(?P<u>{_UNIT})(?:时间|多)?(?:以?来|里|间"
        rf"|中)?(?![前后])",
        _read_back,
        "近",
        "过去",
        "这",
        "此前",
        "以往",
    ),
    loose(
        rf"{_NEARLY}{_BACK}{_FEW}(?P<u>{_UNIT})(?:时间)?(?:以?来|里|间)?(?![前后])",
        _read_back,
        "近",
        "过去",
        "这",
        "前",
    ),
    loose(rf"{_NEARLY}{_BACK}半年(?:以?来|多)?(?![报度])", _read_half_back, "半年"),
    loose(
        rf"{_FREE}(?P<n>{COUNT})\s?[多余]?(?P<u>{UNIT})(?:多)?(?:以来|(?<=年)间(?![隔断接歇谍])"
        rf"|来(?![自到回看说访电函往料]))",
        _read_back,
        "来",
        "间",
    ),
    loose(r"(?<![上下大])半年多?(?:以来|来(?![自到]))", _read_half_back, "半年"),
    loose(
        rf"{_ON}\s?{_RANGE}(?P<n>{COUNT})\s?(?P<u>{_UNIT})(?:时间|左右)?(?:以?内|里|间|中)?",
        _read_on,
        "未来",
        "今后",
        "往后",
        "接下",
        "此后",
        "下一",
    ),
    loose(rf"{_ON}{_FEW}(?P<u>{_UNIT})(?:以?内|里|间)?", _read_on, "未来", "今后", "往后", "接下", "此后"),
    loose(rf"{_ON}半年(?:内|里)?", _read_half_on, "半年"),
    loose(
        rf"{_FREE}{_FROM}{_RANGE}(?P<n>{COUNT})\s?(?P<u>{UNIT}|日)(?:时间)?(?:之内|以内"
        rf"|内(?![容地外部陆需涵河存])|(?<=时间)里)",
        _read_on,
        "内",
    ),
    loose(rf"(?<=起){_RANGE}(?P<n>{COUNT})\s?(?P<u>{UNIT}|日)(?:之内|以内|内)", _read_length, "内"),
    loose(rf"(?<=后){_RANGE}(?P<n>{COUNT})\s?(?P<u>{UNIT}|日)(?:之内|以内|内)", _read_length, "内"),
    loose(r"(?<![上下])半年(?:之内|以内|内)", _read_half_on, "半年"),
    loose(
        rf"(?<![0-9多几数半每两整])(?<!{HAN})(?<!个)(?:今|本|当)?(?P<u>年)(?:度)?(?:之"
        rf"|以)?内(?![容外部地陆需])",
        _read_within,
        "年内",
        "年度内",
        "年之内",
        "年以内",
    ),
    loose(
        rf"(?<![0-9多几数半每两整个])(?<!{HAN})本?(?P<u>月)(?:之|以)?内(?![容外部地])", _read_within, "月内"
    ),
    loose(r"本(?P<u>季)度内", _read_within, "季度内"),
    loose(
        rf"(?:自|从)?{HEAD}年?{PART}?(?:\s?(?P<m>{MONTH})\s?月份?(?:\s?(?P<d>{DAY})\s?日)?)?(?:成立|设立"
        rf"|开始|启动)?起?{_SINCE}",
        _read_since,
        "以来",
        "至今",
        "现在",
        "如今",
        "迄今",
    ),
    loose(
        rf"(?:自|从)?(?<![0-9])(?P<m>{MONTH})\s?月份?(?:\s?(?P<d>{DAY})\s?日)?起?{_SINCE}",
        _read_since,
        "以来",
        "至今",
    ),
    loose(rf"(?:自|从)?(?<![0-9])年{PART}{_SINCE}", _read_since, "以来", "至今"),
    loose(
        rf"(?:自从|自"
        rf"|从){HEAD}年?{PART}?(?:\s?(?P<m>{MONTH})\s?月份?(?:\s?(?P<d>{DAY})\s?日)?)?[^\s，。；：、0-9]{{1,12}}?(?:以来|至今)",
        _read_since,
        "以来",
        "至今",
    ),
    loose(rf"(?:自|从)?(?:{HEAD}的?)?第?(?P<q>[一二三四1-4])季度{_SINCE}", _read_quarter_since, "季度"),
    loose(rf"(?:自|从)?(?:{HEAD}的?)?(?P<h>[上下])半年{_SINCE}", _read_half_since, "半年"),
    loose(r"(?P<t>本|上|这|上个|这个)(?P<u>月|周)以来", _read_moon, "以来"),
)
