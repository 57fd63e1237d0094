"""What comes again and again: 每年, 每月, 每年7月, 每周五, 每两年, 一年一度."""

from __future__ import annotations

import re

from briefings.dates.chinese.lexicon import UNIT, WEEKDAY, unit, weekday
from briefings.dates.mention import Nothing, Repeat, Spec
from briefings.dates.rule import Rule, loose
from briefings.dates.timex import duration
from briefings.dates.values import exists
from briefings.numerals import COUNT, DAY, HAN, MONTH, number

_UNITS = {
    "年": "XXXX",
    "月": "XXXX-XX",
    "周": "XXXX-WXX",
    "天": "XXXX-XX-XX",
    "日": "XXXX-XX-XX",
    "季": "XXXX-QX",
}
_SEASONS = {"春": "SP", "夏": "SU", "秋": "FA", "冬": "WI"}
_EVERY = "每"


def _read(match: re.Match[str]) -> Spec:
    return Repeat(_UNITS[match["u"].lstrip("个一")[0].replace("星", "周").replace("礼", "周")])


def _read_month(match: re.Match[str]) -> Spec:
    month = number(match["m"]) or 0
    return Repeat(f"XXXX-{month:02}") if 1 <= month <= 12 else Nothing()


def _read_day(match: re.Match[str]) -> Spec:
    month, day = number(match["m"]) or 0, number(match["d"]) or 0
    return Repeat(f"XXXX-{month:02}-{day:02}") if exists(2000, month, day) else Nothing()


def _read_monthday(match: re.Match[str]) -> Spec:
    day = number(match["d"]) or 0
    return Repeat(f"XXXX-XX-{day:02}") if 1 <= day <= 31 else Nothing()


def _read_weekday(match: re.Match[str]) -> Spec:
    return Repeat(f"XXXX-WXX-{weekday(match['d']) + 1}")


def _read_weekdays(match: re.Match[str]) -> Spec:
    return Repeat("XXXX-WXX")


def _read_weekend(match: re.Match[str]) -> Spec:
    return Repeat("XXXX-WXX-WE" if "节" not in match[0] else "XXXX")


def _read_count(match: re.Match[str]) -> Spec | None:
    count = number(match["n"])
    return Repeat(duration(unit(match["u"]), count)) if count else None


def _read_half(match: re.Match[str]) -> Spec:
    return Repeat("P6M")


def _read_once(match: re.Match[str]) -> Spec | None:
    count = number(match["n"])
    if not count:
        return None
    name = match["u"]
    return Repeat(_UNITS[name.lstrip("个")[0]]) if count == 1 else Repeat(duration(unit(name), count))


def _read_season(match: re.Match[str]) -> Spec:
    return Repeat(f"XXXX-{_SEASONS[match['s']]}")


def _read_quarter(match: re.Match[str]) -> Spec:
    return Repeat(f"XXXX-Q{'一二三四'.index(match['q']) + 1}")


CUES = ("每", "常年", "一度", "一次", "一届", "星期一至", "周一至", "寒暑假", "工作日")

RULES: tuple[Rule, ...] = (
    loose(
        rf"{_EVERY}一?(?P<u>年|个?月|周|个?星期|个?礼拜|天|日|个?季度)(?:度)?(?:末|底|初)?(?:早晨|清晨"
        rf"|早上|晚上?|上午|下午)?(?![轻龄级份额])",
        _read,
        "每",
    ),
    loose(r"每(?P<u>晚|早)(?:[0-9]{1,2}[点时])?", lambda m: Repeat("XXXX-XX-XX"), "每晚", "每早"),
    loose(r"每(?:个)?学[年期]", lambda m: Repeat("XXXX"), "每"),
    loose(rf"每年的?\s?(?P<m>{MONTH})\s?月份?(?:[上中下]旬|底|初|末)?", _read_month, "每年"),
    loose(rf"每年的?\s?(?P<m>{MONTH})\s?月\s?(?P<d>{DAY})\s?[日号]", _read_day, "每年"),
    loose(r"每年的?第?(?P<q>[一二三四])季度", _read_quarter, "每年"),
    loose(r"每年的?(?P<s>[春夏秋冬])(?:季|天)", _read_season, "每年"),
    loose(rf"每个?月的?\s?(?P<d>{DAY})\s?[日号](?:[、和及]\s?{DAY}\s?[日号]){{0,3}}", _read_monthday, "每"),
    loose(
        rf"每?(?:个|逢)?{WEEKDAY}(?P<d>[一二三四五六日天])(?:至|到|-"
        rf"|—){{1,2}}(?:{WEEKDAY})?[一二三四五六日天]",
        _read_weekdays,
        "周",
        "星期",
        "礼拜",
    ),
    loose(rf"每个?月的?(?:第[一二三四]|最后一)个?{WEEKDAY}(?P<d>[一二三四五六日天])", _read_weekdays, "每"),
    loose(
        rf"(?:每个?|(?<![个第数几0-9])(?<!{HAN})(?<![0-9]\s))工作日(?:的?(?:上午|下午)|\s?[0-9]{{1,2}}[时点:：][0-9]{{0,2}}分?(?:至|到|-|—)"
        r"[0-9]{1,2}[时点:：][0-9]{0,2}分?)?",
        lambda m: Repeat("XXXX-WXX"),
        "工作日",
    ),
    loose(r"(?<![0-9])常年(?!平均|均)", lambda m: Repeat("XXXX"), "常年"),
    loose(r"每(?:逢|个)?(?:周末|双休日)|每逢(?:节假日|假期)", _read_weekend, "每"),
    loose(r"寒暑假(?:期间)?", lambda m: Repeat("XXXX"), "寒暑假"),
    loose(
        rf"每(?:个|逢)?(?:{WEEKDAY})的?(?P<d>[一二三四五六日天])(?:[、和及](?:{WEEKDAY})?[一二三四五六日天](?![层楼])){{0,4}}",
        _read_weekday,
        "每",
    ),
    loose(rf"每隔?\s?(?P<n>{COUNT})\s?(?P<u>{UNIT})(?!级)", _read_count, "每"),
    loose(r"每(?:隔)?半年|半年一次", _read_half, "半年"),
    loose(
        rf"(?<![0-9第])(?P<n>{COUNT})\s?(?P<u>年|个月|个?季度|周|天|日)一[度次届](?!性)",
        _read_once,
        "一度",
        "一次",
        "一届",
    ),
)
