"""What an amount in a Chinese sentence is an amount of, in the text's own words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefings.figures.amount import Amount
from briefings.figures.chinese_nouns import head_end
from briefings.sentences import fold

REACH = 40
_SEGMENTS = 5

_WORDS_BEFORE = re.compile("[\u3400-\u9fffA-Za-z]{1,16}\\s{0,30}\\Z")
_JOINT = re.compile(
    "(?:分别|分別)?(?:约为|約為|约|約|近|超过|超過|超|逾|达到|達到|达|達|为|為|是|有|年的|(?<![上去前])年|在|从|從|由|共|共计|累计|合计|至|到|高达|突破"
    "|不少于|不低于|不超过|不足|有望|预计|預計|力争|已|将|將|拟|擬|计划|再"
    "|(?:增长|增加|增|上升|提高|扩大|下降|减少|降低|降|升|设立|投入|安排|提供|吸引|实现|完成|恢复|到位)(?:了|至|到|为)?)+\\Z"
)
_COMPARED = re.compile(
    "(?:同比|环比|環比|年均|平均|[比较較](?:上年|去年|上月|上季度|前一年|年初|上年同期|去年同期|同期)?(?:同期)?)+\\Z"
)
_OPENING = re.compile("^(?:其中|目前|预计|預計|此外|同时|全年|截至目前|今年以来)")
_OF = re.compile(
    "的([\u3400-\u9fff]{1,8}?)(?=[的了在和与及将已为被把从对向由到中并占达超，。、；：]|[^\u3400-\u9fff]|\\Z)"
)
_SHARE = re.compile("(?:以上)?([\u4e00-\u9fff]{2,8})")
_BY_MEASURE = frozenset({"person", "household", "visit", "times", "years old"})


def chinese_subject(text: str, amount: Amount, segments: Sequence[tuple[int, int]]) -> str:
    """The subject in a Chinese sentence: what is counted, what "的" leads to, or what stands before.

    `segments` are the stretches between marks before the amount, the nearest first.
    """
    if amount.noun and (amount.unit not in _BY_MEASURE or amount.noun[1] - amount.noun[0] > 2):
        return fold(text[amount.noun[0] : amount.noun[1]])
    if match := _OF.match(text, amount.end):
        return match.group(1)
    near = _before(text, *segments[0])
    if amount.unit == "percent" and not near and (match := _SHARE.match(text, amount.end)):
        return match.group(1)[: head_end(match.group(1))]
    if near or amount.noun:
        return near or fold(text[amount.noun[0] : amount.noun[1]]) if amount.noun else near
    return next(filter(None, (_before(text, *one) for one in segments[1:_SEGMENTS])), "")


def _before(text: str, start: int, end: int) -> str:
    """The words that end a stretch of a Chinese sentence, without the verbs that lead to the amount."""
    for _ in range(3):
        match = _WORDS_BEFORE.search(text, max(start, end - REACH), end)
        if match is None:
            break
        words = _OPENING.sub("", _JOINT.sub("", match.group().strip()).strip("的之和与"))
        words = _COMPARED.sub("", words).strip("的之和与")
        if len(words) > 1:
            return words
        end = match.start()
    return ""
