"""What Chinese titles and clauses promise of a year: its results, or what is set for it."""

from __future__ import annotations

import re

from briefings.chinese.clauses import around
from briefings.dates.mention import Point, Spec
from briefings.script import plain

_LEAD = 40
_PERIOD = re.compile(
    r"公报|年报|年度报告|年鉴|总结|回顾|决算|白皮书|蓝皮书|绿皮书|统计|盘点|概况|成绩单|答卷|大事记|纪事"
    r"|运行情况|执行情况|(?<!工作)报告(?:摘要)?$"
)
_SET = re.compile(
    r"^(?:度|年)?[^，。]{0,24}?(?:招生|招聘|招录|招收|招募|工作要点|考试|选拔|申报|评选|遴选|复试|征集|预算(?!执行)"
    r"|春运|工作安排|工作方案|放假|行动方案|重点任务)"
)
_PLANNED = re.compile(r"行动(?:方案|计划)|工作方案|实施方案|规划|每年安排|计划")
_STARTS = re.compile(r"起[^，。；]{0,4}(?:施行|实施|执行|试行|生效|实行)")
_AIMED = re.compile(r"(?:到|至|力争|争取)$")
_ISSUE = re.compile(r"第\s?[0-9一二三四五六七八九十]{1,3}\s?(?:周|期|批|轮|号(?!线))")
_VIEW = re.compile(r"认为|判断|预判|研判|展望")
_AS_OF = re.compile(r"截[至止]到?$")


RESULT = re.compile(
    r"由[0-9][^，。；]{0,16}(?:提高|增[加长]?|上升|下降|降|扩大|减少?)[至到]|全年|同比|比上年|较上年|[比较][12][0-9]{3}年|增长|下降|累计|占[0-9总全]|首次突破|首度"
)
OVER = re.compile(r"已|了(?![解结])|共[0-9]|其中|首次|首度|跻身|位居|位列|名列")


def reports(words: str) -> bool:
    """Whether a title or heading promises the results of a year: 统计公报, 工作回顾."""
    return _PERIOD.search(plain(words)) is not None


def results(sentence: str, at: int) -> bool:
    """Whether the clause at an offset, or those behind it, tell how much there was, not what is planned."""
    words = rest(sentence, at)
    return RESULT.search(words) is not None and _PLANNED.search(words) is None


def thought(before: str) -> bool:
    """Whether the words before an expression make what it tells a view of what may come: 我们认为."""
    return _VIEW.search(plain(before)) is not None


def term(words: str, sentence: str, at: int) -> bool:
    """Whether a year is the term that something is set for, not one that is told of: 2023年度参保缴费."""
    return words.endswith("度") and not (results(sentence, at) or reports(sentence))


def issue(after: str) -> bool:
    """Whether a year numbers what comes out in it again and again: 2022年第31周, 第3期."""
    return _ISSUE.match(plain(after)) is not None


def once(sentence: str, at: int) -> bool:
    """Whether the clause at an offset, or those behind it, tell what was once so: 曾."""
    return "曾" in rest(sentence, at)


def planned(sentence: str, at: int) -> bool:
    """Whether the words around an offset name a plan: 行动方案（2023—2025年）, 2023—2025年每年安排资金."""
    return _PLANNED.search(plain(sentence)[max(0, at - _LEAD) : at + _LEAD]) is not None


def as_of(before: str) -> bool:
    """Whether figures are told up to the time behind these words: 截至."""
    return _AS_OF.search(plain(before[-4:])) is not None


def starts(after: str) -> bool:
    """Whether something is in force from the day before these words on: 起施行, 起试行."""
    return _STARTS.match(plain(after)) is not None


def aimed(before: str) -> bool:
    """Whether these words make the year behind them a far aim: 到, 截至, 力争."""
    return _AIMED.search(plain(before[-4:])) is not None


def scheduled(spec: Spec, after: str) -> int | None:
    """The year for which a title sets something: 2022年招生简章."""
    plainly = isinstance(spec, Point) and spec.month is None and not spec.decade and not spec.named
    return spec.year if isinstance(spec, Point) and plainly and _SET.match(plain(after)) else None


def bygone(spec: Spec, sentence: str, at: int) -> int | None:
    """The year whose results a clause tells, which a text of that year would call 今年."""
    if not isinstance(spec, Point) or spec.year is None or spec.year < 1 or spec.named or spec.decade:
        return None
    ends = spec.part == "end" and re.search(r"截[至止]到?$", plain(sentence[:at])) is not None
    if spec.month is not None or spec.nth is not None or (spec.part is not None and not ends):
        return None
    return spec.year if ends or RESULT.search(rest(sentence, at)) else None


def rest(sentence: str, at: int) -> str:
    """The clause at an offset with those behind it, up to a semicolon or full stop."""
    text = plain(sentence)
    here, _ = around(text, at)
    return text[here[0][0] : here[-1][1]]
