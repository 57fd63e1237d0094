"""Days and weeks beside the day of writing: 昨天, 上周, 本周五, 星期五, 当天, 次日; quarters: 上季度."""

from __future__ import annotations

import re

from briefings.dates.chinese.lexicon import WEEKDAY, weekday
from briefings.dates.mention import Nothing, Spec, Step, Weekday
from briefings.dates.rule import Rule, loose

_DAYS = {
    "大前": -3, "前": -2, "昨": -1, "今": 0, "本": 0, "即": 0, "明": 1, "后": 2, "大后": 3,
}  # fmt: skip
_TURNS = {
    "上上": -2,
    "上": -1,
    "本": 0,
    "这": 0,
    "这个": 0,
    "上个": -1,
    "下": 1,
    "下个": 1,
    "下下": 2,
    "上一": -1,
    "下一": 1,
}
_WEEK = rf"(?<![以之])(?P<t>上上|下下|上个|下个|这个|上一|下一|上|下|本|这)(?:{WEEKDAY})"
_END = r"(?![年岁期刊报围全到密转恩边])"
_TOLD = {
    "当天": 0,
    "当日": 0,
    "同日": 0,
    "同一天": 0,
    "该日": 0,
    "次日": 1,
    "翌日": 1,
    "第二天": 1,
    "隔天": 1,
    "前一天": -1,
    "前一日": -1,
    "后一天": 1,
    "当晚": 0,
    "当夜": 0,
}


def _read_day(match: re.Match[str]) -> Spec:
    return Step("day", _DAYS[match["d"]])


def _read_told(match: re.Match[str]) -> Spec:
    return Step("day", _TOLD[match[0]], told=True, dated=True)


def _read_week(match: re.Match[str]) -> Spec:
    return Step("week", _TURNS[match["t"]])


def _read_weekday(match: re.Match[str]) -> Spec:
    return Weekday(weekday(match["d"]), week=_TURNS[match["t"]])


def _read_alone(match: re.Match[str]) -> Spec:
    return Weekday(weekday(match["d"]))


def _read_told_week(match: re.Match[str]) -> Spec:
    return Step("week", 1 if match[0][0] in "次翌" else 0, told=True, dated=True)


def _skip(match: re.Match[str]) -> Spec:
    return Nothing()


CUES = ("天", "日", "周", "星期", "礼拜", "季度", "昨", "今", "明", "上年", "同期", "当晚", "当夜")

RULES: tuple[Rule, ...] = (
    loose(r"(?:去年|(?<![以之])上年)同期", lambda m: Step("year", -1, told=True, counted=True), "同期"),
    loose(
        r"(?<![以之])上年(?:度)?(?![纪龄代头末底初终中年]|\s?[0-9一二三四五六七八九十])",
        lambda m: Step("year", -1, told=True, dated=True),
        "上年",
    ),
    loose(r"每日经济新闻|今日头条|明日之星|昨日重现|日经|今日说法|每日电讯|今日关注", _skip, "日"),
    loose(
        r"(?<![大目从空先])(?P<d>大前|大后|前|昨|今|明|后)(?:天"
        r"|日)(?![气津然空府文鹅使内本])(?<!前日)(?<!后日)",
        _read_day,
        "天",
        "日",
    ),
    loose(r"(?<![0-9期每逾节假生工作周当目终近多整])(?P<d>前)日(?=[，在从举召到由])", _read_day, "前日"),
    loose(
        r"(?P<d>昨|今|明)(?:晚|晨|早|夜)(?!年)|(?P<x>)",
        lambda m: _read_day(m) if m["d"] else None,
        "昨",
        "今",
        "明",
    ),
    loose(r"(?<![基版原资日样])(?P<d>本|即)日(?=[起晚上下在，至内前])(?!本)", _read_day, "本日", "即日"),
    loose(
        r"(?:(?<![相应正])当[天日]|同[一]天|(?<!不)同日|该日|次日|翌日|第二天(?!地)|隔天"
        r"|(?<![0-9])前一[天日]|(?<!最)后一天|当[晚夜])(?![常程])",
        _read_told,
        "天",
        "日",
        "当晚",
        "当夜",
    ),
    loose(
        rf"{_WEEK}(?P<d>[一二三四五六日天])(?!年)(?<!天(?=[气文然空]))(?<!一(?=[致样直般共定同带些度批轮场次季]))",
        _read_weekday,
        "周",
        "星期",
        "礼拜",
    ),
    loose(rf"{_WEEK}末?{_END}", _read_week, "周", "星期", "礼拜"),
    loose(
        rf"(?:(?<![相应])当|同|次|翌)(?:{WEEKDAY})末?(?![年岁期一二三四五六日])",
        _read_told_week,
        "周",
        "星期",
    ),
    loose(
        r"(?<![0-9每上下本这一两二三四五六七八九十个至到的满])(?:星期|礼拜"
        r"|周(?=.(?:[，。、（(晚上下早中将开起举召在凌前之发宣表公抵说的会除参出访与对称就向接签傍夜]|$)))(?P<d>[一二三四五六日天])(?![级年线贝色])",
        _read_alone,
        "周",
        "星期",
        "礼拜",
    ),
    loose(
        r"(?<![以之])(?P<t>上一?|下一?|本|这一?个)个?季度",
        lambda m: Step("quarter", {"上": -1, "下": 1}.get(m["t"][0], 0)),
        "季度",
    ),
)
