"""Chinese sentences that tell of an anniversary: whether they license an origin, and whose it is."""

from __future__ import annotations

import re

from briefings.chinese.clauses import around
from briefings.script import plain

_NOW = re.compile(
    r"(?<![不总要凡尤可但还只于就先])是(?!否|非)|将?迎来|恰逢|适逢|正值|时值|值此|喜迎|欣逢|又逢|将满"
    r"|即将|正好|刚好|将是|踏入|步入(?!了)"
)
_PAST = re.compile(
    r"去年|前年|昨[天日晚]|前天|曾经?|当年|(?<![为除])了(?![解结])|举行|举办|召开|主办|承办|出席|参加"
    r"|发表|庆典|纪念大会|庆祝大会|活动|晚会|展览|观看|特别节目|邮票|已经?(?![有])"
)
_WHEN = re.compile(r"^(?:纪念日?)?[”》]?(?:之际|到来之际|来临之际|的日子|之年|的重要(?:节点|年份|时刻))")
_GONE = re.compile(
    r"去年|前年|昨[天日晚]|上月|上周|曾经?|已经?(?![有])|(?<![为除])了(?![解结])|举行|举办|召开"
)
_YORE = re.compile(r"去年|前年|昨[天日晚]|上[个]?月|上周|曾经?|[12][0-9]{3}年")
_LEAD = re.compile(
    r"^.*(?:正?是|将?迎来了?|恰逢|适逢|正值|时值|值此|喜迎|欣逢|又逢|将满|即将|正好|刚好|庆祝|纪念|热烈|踏入|步入|举行|举办|召开"
    r"|今年|明年|为|在|于|[日年月](?=《|“))(?:我们?|我国的?|全国)?"
)
_TAIL = re.compile(r"(?:的|第|整|届满|满|已|共|迈入|进入|走过|将)+$")
_SUBJECT = re.compile(
    r"^(?:再过.{1,8}?|今年|明年|今天|当天|同时|[0-9]{1,4}年"
    r"|[0-9]{1,2}月[0-9]{1,2}日)?[，,]?\s?(.{2,30}?)(?:即将|将|又|也|还|正)*(?:迎来了?|喜迎|庆祝|纪念|踏入|步入|举行|举办|召开)"
)
_SHORT = 4


_FOR = re.compile(r"(?:庆祝|纪念|迎接|献礼|喜庆)[^，。]{0,40}$")
_COMING = re.compile(r"(?<!已)将(?![军士领其])|拟|计划|定于|即将|筹备")
_YEARS = re.compile(
    r"^(?:的|来的)?(?:改革|开放|发展|建设|创新|奋斗|探索|实践|辉煌|光辉|风雨|不平凡|砥砺)*的?(?:历程"
    r"|征程|历史|岁月|之路|道路|路程|风雨路)"
)
_GONE_BY = re.compile(r"(?:走过|历经|经历|经过|跨越|迈过)了?(?:整整|近)?$")
_SINCE = re.compile(r"(?:自|从)[^，。；]{0,24}以来，[^，。；]{0,8}$")
_LATELY = re.compile(r"(?:今天|昨天|今日|昨日|今年|明年|本月|下月|日前|近日|目前)+$")


def licensed(before: str, after: str) -> bool:
    """Whether a sentence speaks of its anniversary in the present or the future.

    `before` and `after` are its words around the count: 今年是新区成立 and 10周年's following text.
    """
    before, after = plain(before), plain(after)
    (start, stop), *_ = around(before + "年", len(before))[0]
    clause = before[start:stop]
    now = [m.end() for m in _NOW.finditer(clause)]
    past = [m.end() for m in _PAST.finditer(clause)]
    if _WHEN.match(after):
        return not _GONE.search(clause) and (bool(now) or not _YORE.search(clause + after[:60]))
    if now:
        return not past or max(now) > max(past)
    if _FOR.search(clause):
        coming, gone = _COMING.search(after[:80]), _GONE.search(after[:80])
        return coming is not None and (gone is None or coming.start() < gone.start())
    return re.search(r"今年|明年|后年", clause) is not None and not past and not _PAST.match(after)


def indirect(before: str) -> bool:
    """Whether something else is done for the anniversary: 为庆祝…10周年, 值此…之际 is not."""
    words = plain(before)
    (start, stop), *_ = around(words + "年", len(words))[0]
    return bool(_FOR.search(words[start:stop]))


def subject(before: str) -> str:
    """What the anniversary is of, in the words before its count: 新区成立, of 今年是新区成立10周年."""
    words = plain(before)
    (start, stop), *_ = around(words + "年", len(words))[0]
    clause = words[start:stop]
    lead = _LEAD.match(clause)
    rest = _TAIL.sub("", clause[lead.end() :] if lead else clause)
    if len(rest) <= _SHORT and (who := _SUBJECT.match(clause) or _SUBJECT.match(words)):
        rest = _LATELY.sub("", who[1].rpartition("，")[2]) + rest
    return rest.strip("“”《》 ，,、的") if not _titled(rest) else rest.strip(" ，,、的")


def _titled(words: str) -> bool:
    """Whether the words hold a whole title in its marks."""
    return ("《" in words and "》" in words) or ("“" in words and "”" in words)


def years_of(before: str, after: str) -> str | None:
    """What has gone on for as many years as are counted (某港开港走过12年历程), or None."""
    words = plain(before)
    (start, stop), *_ = around(words + "年", len(words))[0]
    clause = words[start:stop]
    gone = _GONE_BY.search(clause)
    if gone is None or not (_YEARS.match(plain(after)) or _SINCE.search(words)):
        return None
    own = clause[: gone.start()].strip(" 已经将也又")
    whole = own if own else re.split(r"自(?:从)?[12]|[，。；]", words)[0]
    return whole.strip(" ，") or None
