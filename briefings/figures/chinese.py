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
_NAMED = {"人": "person", "名": "person", "位": "person", "人次": "visit", "倍": "times", "岁": "years old"}
_NAMED |= {"户": "household", "戶": "household", "歲": "years old"}
_NO_NOUN = ("月", "年", "季度", "小时", "星期", "工作日", "世纪")


def follows(text: str, at: int) -> bool:
    """Whether the text goes on in Chinese at `at`."""
    return "\u3400" <= text[at : at + 2].lstrip()[:1] <= "\u9fff"


def count(text: str, amount: Amount, found: Number) -> Amount | None:
    """The amount with what it counts, or None where the number counts nothing (a date, a part of a word)."""
    measure = _MEASURE.match(text, found.end)
    if measure is None:
        return amount if found.scaled and not found.worded else None
    word = measure.group(1)
    if (found.value == 1) if found.worded else (word == "大"):
        return None
    noun = _NOUN.match(text, measure.end())
    if word in _NAMED:
        polite = noun if word in ("名", "位") else None
        start, end = polite.span() if polite else (measure.start(1), measure.end())
        return replace(
            amount,
            unit=_NAMED[word],
            end=end,
            noun=(start, end),
            lasting=_NAMED[word] == "years old",
        )
    if noun is None and found.worded:
        return None
    if noun is None:
        return replace(amount, unit=word, end=measure.end(), noun=(measure.start(1), measure.end()))
    timed = noun.group().startswith(_NO_NOUN)
    return (
        None if timed else replace(amount, unit=noun.group(), end=noun.end(), noun=(noun.start(), noun.end()))
    )
