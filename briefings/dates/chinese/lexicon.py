"""The words that the Chinese families share: years and their parts, units, what ends a word."""

from __future__ import annotations

import re
from typing import TypedDict

from briefings.dates.mention import Part, Unit
from briefings.numerals import YEAR, year

_TURNS = {
    "大前年": -3, "前年": -2, "去年": -1, "上一年": -1, "上年": -1, "今年": 0, "本年": 0, "这一年": 0,
    "明年": 1, "来年": 1, "下一年": 1, "下年": 1, "大后年": 3, "后年": 2,
}  # fmt: skip
_SAMES = {"同年": 0, "当年": 0, "该年": 0, "次年": 1, "翌年": 1, "转年": 1, "第二年": 1}

# Chinese has no spaces: what stands before or behind tells a word from a part of another one.
_NOT_WORD = r"(?![轻龄纪画级糕])"
_TURN = (
    r"(?:(?<!大)大[前后]年|(?<![目以此之日先空从跟0-9年月天])前年|(?<![过失除逝])去年|(?<![以之])上一?年"
    r"|(?<![如当迄])今年"
    r"|(?<![日成基资版原])本年|(?<![证说声表注聪透光阐])(?<!(?<!目)标)明年|(?<![出历从归])来年|(?<![以之])下一?年"
    r"|(?<![今此以之然最随先往0-9年月天])后年)"
)
_SAME = r"(?:(?<![不相])同年|(?<![相应正])当年|该年|次年|翌年|转年|(?<!连续)第二年)"
_FIRST = r"(?<![0-9.\-])"
HEAD = (
    r"(?=[12一二今去前明后上下本来这大同当该次翌转第])"
    rf"(?:{_FIRST}(?P<y>{YEAR})\s?年(?:度(?!假))?|(?P<turn>{_TURN}){_NOT_WORD}(?:度(?!假))?的?"
    rf"|(?P<same>{_SAME}){_NOT_WORD})"
)
"""A year by its number, counted from the year of writing, or by the year told before."""

_EARLY = r"初(?![中级步期次心衷审始赛选创稿夏春冬秋一二三])|伊始"
_MID = (
    r"中(?!国|央|共|小|西|东|部|心|医|药|美|欧|俄|法|英|日|韩|科|铁|石|华|等|非|外|方|青|文|级|介|标|选"
    r"|高|考|资|航|粮"
    r"|化|旬|游|秋|途|型|枢|产|长|短|德|意|印|巴|澳|加|墨|越|哈|远|期|低|轻|重|关|层|介"
    r"|建[集一二三四五六七八]|第|全会)"
)
_END = r"底(?![层蕴气线部盘色座稿价图细片])|末(?![端梢班])|终(?![端止点身于究审])|尾(?![款矿气号数盘])"
PART = rf"(?P<part>{_EARLY}|{_MID}|{_END})"
_PARTS: dict[str, Part] = {
    "初": "start", "伊": "start", "中": "mid", "底": "end", "末": "end", "终": "end", "尾": "end",
    "上": "early", "下": "late",
}  # fmt: skip

WEEKDAY = r"(?:星期|周|礼拜)"
TO = r"\s?(?:至|到|—{1,2}|－|–|-{1,2}|~|～|〜|―|─{1,2})\s?"

UNITS: dict[str, Unit] = {
    "年": "year", "个年头": "year", "周年": "year", "年度": "year",
    "个月": "month", "月": "month", "个季度": "quarter", "季度": "quarter",
    "周": "week", "个星期": "week", "星期": "week", "个礼拜": "week", "礼拜": "week",
    "天": "day", "日": "day", "个工作日": "day", "小时": "hour", "分钟": "minute", "个小时": "hour",
    "个世纪": "century", "世纪": "century",
}  # fmt: skip
UNIT = r"(?:年|个年头|个(?:多|余)?月|个季度|周|个?星期|个?礼拜|天|个?工作日|个?小时|分钟|个世纪)"


class Base(TypedDict, total=False):
    """The fields of a point that name its year."""

    year: int | None
    turn: int | None
    same: bool


def base(match: re.Match[str]) -> Base:
    """The year that a match names by `HEAD`."""
    groups = match.groupdict()
    if groups.get("y"):
        return Base(year=year(groups["y"]))
    if groups.get("turn"):
        return Base(turn=_TURNS[groups["turn"]])
    if groups.get("same"):
        word = groups["same"]
        return Base(same=True, turn=_SAMES[word] or None)
    return Base()


def part(text: str | None) -> Part | None:
    """Which part of a year or month 初, 中旬 or 底 name."""
    return _PARTS.get((text or "").lstrip("年月")[:1])


def unit(text: str) -> Unit:
    """The unit that a measure such as 个月 counts."""
    return UNITS.get(text.replace("多", "").replace("余", ""), "day")


def weekday(text: str) -> int:
    """The number of a weekday (Monday is 0) by its last character."""
    return "一二三四五六日天".index(text) % 7 if text != "天" else 6
