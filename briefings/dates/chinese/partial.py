"""Months and days without the rest: 2021年5月, 5月中旬, 月底, 上月15日, 本月, 15日."""

from __future__ import annotations

import re

from briefings.dates.chinese.absolute import DATE
from briefings.dates.chinese.lexicon import HEAD, PART, base, part
from briefings.dates.mention import DayOf, Nothing, Point, Spec, Step
from briefings.dates.rule import Rule, loose
from briefings.numerals import DAY, HAN, MONTH, number

_TURNS = {"上上": -2, "上": -1, "本": 0, "这": 0, "下": 1, "下下": 2}
_TOLD = {"当": 0, "同": 0, "该": 0, "次": 1, "翌": 1}
MOON = r"(?<![以之])(?P<turn>上上|下下|上|下|本|这)一?个?月|(?<![相应正])(?P<told>当|同|该|次|翌)月"
"""A month counted from that of writing, or from the month told before."""
_TENTH = rf"(?:\s?(?:份\s?)?(?P<tenth>(?:中下|上中|[上中下])旬)|\s?(?:份\s?)?{PART})"
_NOT_MOON = r"(?![球饼亮薪嫂台季光亏息供刊经票历子老牙])(?!\s?[0-9一二三四五六七八九十]{1,2}\s?[日号])"
_FREE = rf"(?<![0-9.\-第个])(?<!{HAN})"
# A day alone is one where it is no count of days (公示期5日, 3日内) and no part of a word (日本).
_ALONE = (
    r"(?<![0-9.\-第每近约共满过逾隔余多整前后这那几数期限示为时延达续休少月个号初])(?<!拘留)(?<!停业)(?<!停产)(?<!放假)(?<!提前)(?<!期[：:])(?<!间[：:])"
    r"(?P<d>[12][0-9]|3[01]"
    r"|[1-9])\s?日(?![内游前后之以龄均元子志期常用照间程产租薪式语货币报])(?!本(?![报台网社市]))"
)


def _part(match: re.Match[str]) -> str | None:
    groups = match.groupdict()
    return groups.get("tenth") or groups.get("part")


def _read_month(match: re.Match[str]) -> Spec:
    month = number(match["m"]) or 0
    if not 1 <= month <= 12:
        return Nothing()
    return Point(**base(match), month=month, part=part(_part(match)))


def _moon(match: re.Match[str]) -> tuple[int, bool]:
    """How many months from that of writing, or (True) from the one told before."""
    turn = match["turn"]
    return (_TURNS[turn], False) if turn else (_TOLD[match["told"]], True)


def _read_moon(match: re.Match[str]) -> Spec:
    turn, told = _moon(match)
    return Step("month", turn, told=told, dated=told, part=part(_part(match)))


def _read_moonday(match: re.Match[str]) -> Spec:
    turn, told = _moon(match)
    return _monthday(match["d"], turn, told)


def _monthday(text: str, turn: int | None, told: bool = False) -> Spec:
    day = number(text) or 0
    return DayOf(day, turn, lent=True, told=told) if 1 <= day <= 31 else Nothing()


def _read_alone(match: re.Match[str]) -> Spec:
    return _monthday(match["d"], None)


def _read_this(match: re.Match[str]) -> Spec:
    return _monthday(match["d"], 0)


def _read_new_year(match: re.Match[str]) -> Spec:
    return Point(**base(match), month=1, day=1)


_FEASTS = {
    "国庆节": (10, 1), "五一国际劳动节": (5, 1), "劳动节": (5, 1), "六一儿童节": (6, 1), "儿童节": (6, 1),
    "教师节": (9, 10), "国际妇女节": (3, 8), "植树节": (3, 12), "建党节": (7, 1), "八一建军节": (8, 1),
    "建军节": (8, 1),
}  # fmt: skip
"""Holidays that stand on one day of the calendar; those of the moon have no day here."""


def _read_feast(match: re.Match[str]) -> Spec:
    month, day = _FEASTS[match["name"]]
    return Point(**base(match), month=month, day=day)


def _read_now(match: re.Match[str]) -> Spec:
    return Step("month", 0, part=part(_part(match)))


CUES = ("月", "日", "旬", "号", "元旦", "节")

RULES: tuple[Rule, ...] = (
    loose(rf"{HEAD}[，,]?\s?(?P<m>{MONTH})\s?月{_TENTH}", _read_month, "月"),
    loose(rf"{HEAD}[，,]?\s?(?P<m>{MONTH})\s?月{_NOT_MOON}(?:份(?![额量子]))?", _read_month, "月"),
    loose(rf"{_FREE}(?P<m>{MONTH})\s?月{_TENTH}", _read_month, "月"),
    loose(rf"{_FREE}(?P<m>{MONTH})\s?月{_NOT_MOON}(?:份(?![额量子]))?(?!\s?[0-9]|革命)", _read_month, "月"),
    loose(rf"(?:{MOON})\s?(?P<d>{DAY})\s?{DATE}", _read_moonday, "月"),
    loose(rf"(?:{MOON}){_TENTH}", _read_moon, "月"),
    loose(rf"(?:{MOON}){_NOT_MOON}(?:份(?![额量子]))?", _read_moon, "月"),
    loose(rf"(?<![0-9个每数整蜜满弥岁半两])(?<!{HAN})月{PART}", _read_now, "月"),
    loose(rf"(?<![0-9月份])(?<!{HAN}月)(?P<tenth>[上中下]旬)", _read_now, "旬"),
    loose(_ALONE, _read_alone, "日"),
    loose(r"[今昨明前][（(](?P<d>[12][0-9]|3[01]|[1-9])[）)][日天晚早]", _read_this, "今", "昨", "明", "前"),
    loose(rf"(?:{HEAD}的?)?元旦(?![假期春佳晚小节])", _read_new_year, "元旦"),
    loose(
        rf"(?:{HEAD}的?)?(?P<name>{'|'.join(_FEASTS)})(?![目假长黄奖快期庆晚路街村广])",
        _read_feast,
        "节",
    ),
    loose(
        r"(?<![0-9.\-第月年])(?P<d>[12][0-9]|3[01]|[1-9])\s?号(?=上午|下午|中午|早上|晚上?|凌晨|当天)",
        _read_alone,
        "号",
    ),
    loose(r"(?<=[于在])(?P<d>[12][0-9]|3[01]|[1-9])\s?日(?=(?:[之以])?前)", _read_alone, "日"),
)
