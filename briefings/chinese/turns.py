"""Chinese words that say which year it is: 步入2024年, “十四五”收官之年, 党的二十大召开之年."""

from __future__ import annotations

import re

from briefings.dates.mention import Plan, Point
from briefings.numerals import number
from briefings.script import plain

Found = tuple[int, float, str] | None
"""A year with the weight and the name of its witness."""

_CLOSING = re.compile(
    r"^[^，。；]{0,12}?(?:(?P<end>收官(?:在即|倒计时|阶段|只剩|仅剩|还有|进入)|(?:即将|进入|迎来)收官)|(?:^|”|」)(?:开局(?=[，。：])|开门红))"
)
_ENDS = (("最后一年", 4), ("末年", 4), ("首年", 0))
_TURNS = (
    (0, re.compile(r"(?:步入|进入|迈入|跨入|走进|踏入)(?:了|到)?$")),
    (1, re.compile(r"(?:刚刚?|已经?)(?:过去|结束|走过)的$|(?:回望|回眸|回首)(?:了)?$|^过去的$")),
    (-1, re.compile(r"(?:即将|就要)(?:到来|来临|开启)的$")),
)
_OUT = re.compile(r"^(?:(?P<gone>已经?|刚刚?)|就要|即将|行将|快要|将要)(?:过去|结束|翻篇|落幕|远去)")
_TASKS = re.compile(r"部署|安排|做好|研究|谋划")
_WORK = re.compile(r"^的?(?:各项|重点)?(?:工作|任务|目标任务)")
_OCCURS = re.compile(r"^[^。；]{0,40}?(?:召开|举办|举行|施行|实施|成立)之年")
_ABOUT = 24
_CONGRESS = re.compile(
    r"(?P<before>(?:迎接|喜迎|献礼|迎|今年是?)[^，。；]{0,16}?)党的(?P<n>十[二三四五六七八九]|二十[一二三]?)大(?P<after>[^，。；]{0,24})"
)
_SOON = re.compile(
    r"党的(?P<n>十[二三四五六七八九]|二十[一二三]?)大(?:召开在即|即将(?:隆重)?(?:召开|开幕)|(?:召开)?前夕|将(?:于今年|在今年)[^，。；]{0,8}召开)"
)
_FIRST_CONGRESS, _COUNTED_FROM = 1982, 12


def turning(year: int, before: str, after: str) -> Found:
    """步入2024年, 刚刚过去的2023年, 即将到来的2025年, 总结2023年工作，部署2024年任务."""
    for shift, words in _TURNS:
        if words.search(before):
            return year + shift, 2.5, "turn of a year"
    if over := _OUT.match(after):
        return year + (over["gone"] is not None), 4, "turn of a year"
    return (year, 3, "tasks of a year") if _TASKS.search(before[-16:]) and _WORK.match(after) else None


def occurring(spec: Point, after: str) -> str:
    """The words that may name what happens, or happened, in a year or month counted from that of writing."""
    words = plain(after)
    if spec.month is not None:
        return words[:_ABOUT]
    found = _OCCURS.match(words) if spec.turn == 0 else None
    return found[0] if found else ""


def congress(sentence: str) -> Found:
    """The year of a text that looks forward to a party congress, or is of its year or the next."""
    found = _CONGRESS.search(plain(sentence))
    if found is None:
        soon = _SOON.search(plain(sentence))
        return (_met(soon["n"]), 3, "a congress to come") if soon else None
    year = _met(found["n"])
    if "今年" not in found["before"]:
        return year, 3, "a congress to come"
    if "召开之年" in found["after"]:
        return year, 4, "year of a congress"
    return (year + 1, 4, "year of a congress") if re.search(r"开局之年|第一年|首年", found["after"]) else None


def _met(which: str) -> int:
    """The year in which a party congress meets, by its number."""
    return _FIRST_CONGRESS + 5 * ((number(which) or _COUNTED_FROM) - _COUNTED_FROM)


def plan_year(spec: Plan, before: str, after: str) -> Found:
    """今年是“十四五”开局之年, “十四五”收官在即."""
    first = 1966 + 5 * (spec.number - 3)
    if spec.number > 9 and (late := _CLOSING.match(after)):
        return first + (4 if late["end"] else 0), 2, "turn of a plan"
    if not re.search(r"今年是?|今年[^。；！？]{0,40}[是为]$|(?<!去)年是$", plain(before)[-44:]):
        return None
    if found := re.search(r"第([一二三四五])年", after[:16]):
        return first + "一二三四五".index(found[1]), 4, "year of a plan"
    for words, shift in (("开局", 0), ("起步", 0), ("收官", 4), ("承上启下", 2), ("中期", 2), *_ENDS):
        if words in after[:18]:
            return first + shift, 4, "year of a plan"
    return None
