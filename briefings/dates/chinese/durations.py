"""Plain durations: 为期三天, 三年, 一年半, 两年多, 数月, 24小时; what only looks like one is none."""

from __future__ import annotations

import re

from briefings.dates.chinese.lexicon import UNIT, unit
from briefings.dates.mention import Length, Nothing, Spec
from briefings.dates.rule import Rule, loose
from briefings.numerals import COUNT, HAN, number

_FREE = rf"(?<![0-9.\-第:：])(?<!{HAN})(?<![0-9]\s)"
_END = (
    r"(?:(?<=年)(?![级龄轻纪代画鉴报薪货夜糕检生长月]|四季)|(?<=月)(?![球饼亮龄])"
    r"|(?<=周)(?![年岁边期刊报围全到密转恩一二三四五六日末])"
    r"|(?<=天)(?![气津然空下文河府鹅才使桥]|两[头夜]|打鱼)|(?<=[期拜度日时纪钟头]))"
)
_FEW = r"(?:数十|几十|数百|上百|数千|上千|十几|百余|好几|若干|几|数|多|两三|三四|三五|四五|五六|七八)"
_SERVICE = r"(?:热线|服务|值守|值班|营业|开放|在线|客服|不打烊|轮班|监测|便利|运转|自助|不间断|全天候|无人)"


def _read(match: re.Match[str]) -> Spec:
    count = number(match["n"])
    name = unit(match["u"])
    if count is None:
        return Length(name, None)
    return Length(name, count + 0.5 if match["half"] else count)


def _read_decimal(match: re.Match[str]) -> Spec:
    return Length(unit(match["u"]), float(match["n"]))


def _read_both(match: re.Match[str]) -> Spec:
    """Years and months together: 一年零三个月."""
    years, months = number(match["n"]), number(match["m"])
    return Length("month", 12 * years + months) if years and months else Nothing()


def _read_old(match: re.Match[str]) -> Spec:
    return Length("year", int(match["n"]))


def _read_few(match: re.Match[str]) -> Spec:
    return Length(unit(match["u"]), None)


def _read_half_month(match: re.Match[str]) -> Spec:
    count = number(match["n"]) if match["n"] else 0
    if "世" in match["u"]:
        return Length("year", 100 * (count or 0) + 50)
    return Length("month", (count or 0) + 0.5)


def _read_half_year(match: re.Match[str]) -> Spec:
    return Length("month", 6)


def _read_days(match: re.Match[str]) -> Spec:
    return Length("day", number(match["n"]))


def _skip(match: re.Match[str]) -> Spec:
    return Nothing()


CUES = ("年", "月", "周", "天", "日", "小时", "分钟", "星期", "礼拜", "季度", "世纪")

RULES: tuple[Rule, ...] = (
    loose(rf"{_FREE}(?:历时)?(?P<n>{COUNT})\s?年(?:零|又|加)?(?P<m>{COUNT})\s?个月", _read_both, "个月"),
    loose(
        r"(?:有着?|近|约|超过?|逾|长达|距今(?:已有|约)?|已有)\s?(?P<n>[0-9]{3,4})\s?[多余]?年(?:的)?"
        r"(?=悠久|历史|文明|建城|建制|树龄|光阴)",
        _read_old,
        "年",
    ),
    loose(
        rf"(?<![0-9几数近多上过])(?<!{HAN})[百千万]年(?![前来])|[0-9]{{1,3}}\s?(?:周?岁|年级|年生)"
        rf"|{HAN}{{1,3}}(?:周?岁|年级)",
        _skip,
        "年",
        "岁",
    ),
    loose(rf"24\s?小时(?={_SERVICE})|(?:7|七)[×xX*]24\s?小时", _skip, "小时"),
    loose(rf"第\s?{COUNT}\s?(?:年(?!底|初|末)|周|天|个(?:月|季度|星期|小时|世纪|年头))", _skip, "第"),
    loose(
        rf"{_FREE}(?:为期|历时|长达)?(?P<n>{COUNT})\s?[多余]?\s?(?P<u>{UNIT}){_END}(?P<half>半(?!年"
        rf"|岁))?(?:[多余](?!种|样|元))?",
        _read,
    ),
    loose(rf"{_FREE}(?P<n>[0-9]{{1,3}}\.[0-9]{{1,2}})\s?(?P<u>{UNIT}){_END}", _read_decimal, "."),
    loose(
        rf"(?<!第)(?<!{HAN})(?P<few>{_FEW})(?P<u>{UNIT}|月){_END}",
        _read_few,
        "数",
        "几",
        "多",
        "百",
        "千",
        "十",
        "若干",
        "三",
        "五",
        "七",
    ),
    loose(rf"{_FREE}(?P<n>{COUNT})?(?<![0-9])(?:个)?半个?多?(?P<u>月|世纪)(?![刊])", _read_half_month, "半"),
    loose(r"(?<![上下大小])(?:大|小)?半年多?(?![报度会刊线检级])", _read_half_year, "半年"),
    loose(
        rf"(?:为期|历时|(?<=持续)|(?<=连续)|(?<=期为)|(?<=限为)|(?<=间为)|(?<=公示期)|(?<=公示)"
        rf"|(?<=长达))\s?(?P<n>{COUNT})\s?日(?!内)",
        _read_days,
        "日",
    ),
)
