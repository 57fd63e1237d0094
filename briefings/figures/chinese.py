"""Counts in Chinese sentences: a number, a measure word and the noun."""

from __future__ import annotations

import re
from dataclasses import replace

from briefings.figures.amount import Amount
from briefings.figures.numerals import Number

_MEASURE = re.compile(
    r"\s?[多余餘]?(人次|倍|岁|歲|人|户|戶|名|位|(?:个|個|家|项|項|条|條|件|款|辆|輛|台|座|所|次|批|种|種|类|類|场|場|艘|架|部|篇"
    r"|份|枚|支|只|栋|幢|间|間|处|處|片|块|塊|套|组|組|门|門|宗|笔|筆|例|大|方面))"
)
_NOUN = re.compile(
    r"[^\W\d_的了在和与與及等是将將已为為被把从從向对對于於由以到中并並其这這达達超约約占共有可能都会让使较較比，。]{1,8}"
)
# Verbs that go on behind what is counted: "52家企业提供212个岗位".
_VERB = re.compile(
    r"(?<=.)(?:提供|参加|參加|参与|參與|获得|獲得|获批|实现|實現|完成|开展|開展|享受|签约|簽約|落户|落戶|入驻|入駐|进入|推出|设立|設立"
    r"|成立|启动|开工|建成|投产|投用|开放|纳入|列入|通过|承担|集中|正式|全部|陆续|分布|涵盖|涉及|需要|实施|受益|接受|收到|取得|迎来|来自|合作)"
)
_BEFORE = re.compile(
    r"(?:建成|新建|新增|设立|引进|培育|发放|签发|受理|办理|开通|投放|授权|布局|拥有|完成|获得|吸引|集聚|落户|的|，|。|、|；|^|\d)"
    r"([\u4e00-\u9fffA-Z0-9]{0,4}[\u4e00-\u9fff]{2,10}?)(?:约|近|超过|超|逾|达到|达|共计|共|累计|合计|为|有|[了着]){0,2}\Z"
)
_TENTHS = re.compile(r"\s?成(?![立为員员本果功长長交就都分])")
_NAMED = {"人": "person", "名": "person", "位": "person", "人次": "visit", "倍": "times", "岁": "years old"}
_NAMED |= {"户": "household", "戶": "household", "歲": "years old"}
_NO_NOUN = ("月", "年", "季度", "小时", "星期", "工作日", "世纪")


def follows(text: str, at: int) -> bool:
    """Whether the text goes on in Chinese at `at`."""
    return "\u3400" <= text[at : at + 2].lstrip()[:1] <= "\u9fff"


def count(text: str, amount: Amount, found: Number) -> Amount | None:
    """The amount with what it counts, or None where the number counts nothing (a date, a part of a word)."""
    if text[amount.start - 1 : amount.start] == "每":
        return None
    measure = _MEASURE.match(text, found.end)
    if measure is None:
        return _tenths(text, amount, found) or (amount if found.scaled and not found.worded else None)
    word = measure.group(1)
    if (found.value == 1) if found.worded else (word == "大"):
        return None
    return _named(text, amount, measure) if word in _NAMED else _counted(text, amount, found, measure)


def _named(text: str, amount: Amount, measure: re.Match[str]) -> Amount:
    """People, households, visits, ages: the measure word says what is counted."""
    word = measure.group(1)
    noun = _noun(text, measure.end()) if word in ("名", "位") else None
    start, end = noun or (measure.start(1), measure.end())
    return replace(amount, unit=_NAMED[word], end=end, noun=(start, end), lasting=_NAMED[word] == "years old")


def _counted(text: str, amount: Amount, found: Number, measure: re.Match[str]) -> Amount | None:
    """Things: the noun stands behind the measure word, or before the number ("5G基站3万个")."""
    noun = _noun(text, measure.end())
    if noun is None and found.worded:
        return None
    if noun is None:
        before = _BEFORE.search(text, max(0, amount.start - 24), amount.start)
        start, end = before.span(1) if before else (measure.start(1), measure.end())
        return replace(amount, unit=text[start:end], end=measure.end(), noun=(start, end))
    counted = text[noun[0] : noun[1]]
    return None if counted.startswith(_NO_NOUN) else replace(amount, unit=counted, end=noun[1], noun=noun)


def _noun(text: str, at: int) -> tuple[int, int] | None:
    """The span of the noun at `at`, up to the verb that goes on behind it."""
    match = _NOUN.match(text, at)
    if match is None:
        return None
    verb = _VERB.search(match.group())
    return match.start(), match.start() + verb.start() if verb else match.end()


def _tenths(text: str, amount: Amount, found: Number) -> Amount | None:
    """ "六成" is 60 percent."""
    match = _TENTHS.match(text, found.end)
    if match is None or not 1 <= found.value <= 10 or found.scaled:
        return None
    return replace(amount, value=found.value * 10, unit="percent", end=match.end())
