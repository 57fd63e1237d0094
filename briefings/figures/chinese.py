"""Counts in Chinese sentences: a number, a measure word and the noun."""

from __future__ import annotations

import re
from dataclasses import replace

from briefings.figures.amount import Amount
from briefings.figures.chinese_nouns import head_end, noun_span
from briefings.figures.hedges import HAN_HEDGES
from briefings.figures.numerals import Number

_MEASURE = re.compile(
    r"\s?[多余餘]?(人次|架次|车次|車次|班次|家次|户次|倍|岁|歲|周岁|人|户|戶|名|位|(?:个|個|家|项|項|条|條|件|款|辆|輛|台|臺|座|所|次|批|种|種"
    r"|类|類|场|場|艘|架|部|篇|份|枚|支|只|隻|栋|棟|幢|间|間|处|處|片|块|塊|套|组|組|门|門|宗|笔|筆|例|大|方面|册|冊|枝|株|棵|头|頭|匹|尾|羽"
    r"|颗|顆|粒|根|本|幅|张|張|集|首|盏|口|段|道|层|層|页|頁|站|班|列|节|節|趟|席|单|單|起|封|票|剂|劑|针|針|箱|袋|瓶|届|屆|支))"
)
_NOUN = re.compile(
    r"[^\W\d_的了在和与與及等是将將已为為被把从從向對对於于由以到中并並其这這达達超約约占共有可能都会會让讓使较較比，。]{1,12}"
)
_BEFORE = re.compile(
    "([A-Z0-9]{0,4}[\u4e00-\u9fff]{2,14}?)"
    "(?:总数|總數|数量|數量)?(?:(?:增|减|減|扩大|压缩|精简)(?:至|到)|由|从|從|约|約|近|超过|超過|超|逾|至少|最多|不少于|不低于|不超过|高达|多达|不足|达到|達到|达|達|共计|共計|共|累计|累計|合计|合計|为|為|有|[了着至]){0,2}\\Z"
)
_QUOTES = frozenset("“「\"'‘『")
_TENTHS = re.compile(r"\s?成([一二三四五六七八九半]?)(?![立为為員员本果功长長交就都分群型套像])")
_NAMED = {"人": "person", "名": "person", "位": "person", "人次": "visit", "倍": "times", "岁": "years old"}
_NAMED |= {"户": "household", "戶": "household", "歲": "years old", "周岁": "years old"}
_NO_NOUN = (
    "月",
    "年",
    "季度",
    "小时",
    "小時",
    "星期",
    "工作日",
    "世纪",
    "世紀",
    "钟头",
    "百分",
    "交易日",
    "自然日",
)
# What goes on behind a measure word, and is no noun: "由9项减至4项".
_CHANGES = (
    "减",
    "減",
    "增",
    "升",
    "降",
    "扩",
    "擴",
    "压缩",
    "壓縮",
    "上升",
    "下降",
    "提高",
    "缩",
    "至",
    "到",
)
_CHANGED = re.compile(
    r"[0-9.,]{1,9}[百千万萬亿億]{0,2}[多余餘]?[\u4e00-\u9fff]{1,2}?(?:(?:增加|减少|減少|扩大|擴大|压缩|壓縮|精简|精簡|提高|下降|上升|[增减減升降扩缩])"
    r"(?:至|到|为|為)|至|到)\Z"
)
_NO_COUNT = ("大", "届", "屆", "节", "節", "段", "首", "本", "道", "起", "口", "头", "頭", "单", "單")
_DATED = re.compile("[年月日底末][内內]?\\Z")
_STRICT = frozenset("家项項件辆輛座所艘架台臺栋棟套册冊株枚支笔筆处處间間宗例")
_BARE_SCALE = re.compile("[百千万萬亿億]{1,8}(?![余餘多])")


def follows(text: str, at: int) -> bool:
    """Whether the text goes on in Chinese at `at`."""
    return "\u3400" <= text[at : at + 2].lstrip()[:1] <= "\u9fff"


def count(text: str, amount: Amount, found: Number) -> Amount | None:
    """The amount with what it counts, or None where the number counts nothing (a date, a part of a word)."""
    if vague(text, amount, found):
        return None
    measure = _MEASURE.match(text, found.end)
    if measure is None:
        whole = found.scaled and not found.worded
        return _tenths(text, amount, found) or (replace(amount, standing=True) if whole else None)
    word = measure.group(1)
    if found.worded and found.value <= 1 and word != "倍":
        return None
    if (word == "大" and not found.worded) or (
        found.worded and text[amount.number - 1 : amount.number] in _QUOTES
    ):
        return None
    return _named(text, amount, measure) if word in _NAMED else _counted(text, amount, found, measure)


def vague(text: str, amount: Amount, found: Number) -> bool:
    """Whether a number is only a scale word ("千家万户"), and no reservation makes it a number of its own."""
    return found.worded and amount.hedge is None and _BARE_SCALE.match(text, amount.number) is not None


def _named(text: str, amount: Amount, measure: re.Match[str]) -> Amount:
    """People, households, visits, ages: the measure word says what is counted."""
    word = measure.group(1)
    noun = _noun(text, measure.end()) if word in ("名", "位") else None
    start, end = noun or (measure.start(1), measure.end())
    if word == "倍":
        return replace(amount, unit="times", end=end)
    return replace(amount, unit=_NAMED[word], end=end, noun=(start, end), lasting=_NAMED[word] == "years old")


def _counted(text: str, amount: Amount, found: Number, measure: re.Match[str]) -> Amount | None:
    """Things: the noun stands behind the measure word, or before the number ("5G基站3万个")."""
    noun = _noun(text, measure.end())
    if noun is None:
        loose = found.worded and not found.scaled and measure.group(1) not in _STRICT
        return None if loose else _noun_before(text, amount, measure)
    counted = text[noun[0] : noun[1]]
    if counted.startswith(_CHANGES):
        return _noun_before(text, amount, measure)
    return None if counted.startswith(_NO_NOUN) else replace(amount, unit=counted, end=noun[1], noun=noun)


def _noun_before(text: str, amount: Amount, measure: re.Match[str]) -> Amount | None:
    changed = _CHANGED.search(text, max(0, amount.start - 20), amount.start)
    at = changed.start() if changed else amount.start
    before = _BEFORE.search(text, max(0, at - 24), at)
    first, last = noun_span(before.group(1)) if before else (0, 0)
    if (
        before is None
        or first == last
        or before.group(1) in HAN_HEDGES
        or _DATED.search(before.group(1)[:last])
    ):
        if measure.group(1) in _NO_COUNT and not amount.hedge:
            return None
        start, end = measure.span(1)
    else:
        start, end = before.start(1) + first, before.start(1) + last
    return replace(amount, unit=text[start:end], end=measure.end(), noun=(start, end))


def _noun(text: str, at: int) -> tuple[int, int] | None:
    """The span of the noun at `at`, up to the verb that goes on behind it."""
    match = _NOUN.match(text, at)
    if match is None:
        return None
    length = min(head_end(match.group()), 8)
    return (match.start(), match.start() + length) if length else None


def _tenths(text: str, amount: Amount, found: Number) -> Amount | None:
    """ "六成" is 60 percent, "六成五" 65."""
    match = _TENTHS.match(text, found.end)
    if match is None or not 1 <= found.value <= 10 or found.scaled:
        return None
    more = "一二三四五六七八九".find(match.group(1)) + 1 if match.group(1) not in ("", "半") else 0
    value = found.value * 10 + (5 if match.group(1) == "半" else more)
    return replace(amount, value=value, unit="percent", end=match.end())
