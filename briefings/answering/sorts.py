"""Whether a sentence holds the sort of thing that a question wants: a number, a time, a name."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from briefings.answering.asking import Wanted
from briefings.answering.kin import kin
from briefings.answering.place import Line
from briefings.answering.question import Question
from briefings.answering.spans import names
from briefings.script import plain
from briefings.words import analyse

REACH = 48
"""Characters behind a number within which what it counts is named."""
_NUMBER_WORDS = (
    r"one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|"
    r"eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|millions?|billions?|"
    r"dozens?|half|third|quarter|double|twice|once|several"
)
_NUMBER = re.compile(
    rf"(?i)\d+(?:[.,]\d+)*|\b(?:{_NUMBER_WORDS})\b|[一二三四五六七八九十百千万亿两零半]+(?=[个家人元亩公平方吨名项座件条天年月倍成层户所位种多余分])"
)
_YEAR = r"(?:1\d|20)\d\d"
_DATE = re.compile(
    rf"(?i)\b{_YEAR}s?\b|\b(?:january|february|march|april|may|june|july|august|september|october|november|december)\b|"
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\b(?:today|yesterday|tomorrow|spring|summer|autumn|winter|century|quarter)\b|"
    r"\b(?:last|next|this|previous|following|same) (?:year|month|week|day)\b|\b\d{1,4} ?(?:bc|ad|bce|ce)\b|"
    r"\d{4}\s?年|\d{1,2}\s?[月日号]|[去今明前后]年|[上下本当]月|世纪|昨天|今天|明天|年代|[一二三四五六七八九十]+月|年底|年初"
)
_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6}\.?"
_DAY = re.compile(
    rf"(?i)\b{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?(?:,? {_YEAR})?\b|"
    rf"\b\d{{1,2}}(?:st|nd|rd|th)? {_MONTH}(?: {_YEAR})?\b|"
    rf"\b(?:in|since|during|fiscal years?) {_YEAR}(?:/\d\d)?\b(?! [a-z]{{4}})|\b{_YEAR}/\d\d\b|"
    rf"{_YEAR}\s?年|\d{{1,2}}月(?:\d{{1,2}}[日号])?|\d{{1,2}}[日号]"
)
"""Numbers that are times and no amounts."""
_MONEY = re.compile(
    r"(?i)[$£€¥]|\b(?:yuan|dollars?|euros?|pounds?|usd|gbp|eur|rmb|cny|dong|yen|won|rupees?|baht|francs?|hk\$|cents?|rand|pesos?|"
    r"crowns?|kron(?:a|or|e|er)|dinars?|dirhams?|ri[ay]als?|roubles?|rubles?|liras?|shillings?|ringgit|rupiahs?|"
    r"zloty|forints?|takas?|reais|shekels?|pence|tugriks?|tenge|kips?|kyats?)\b|元|美金|欧元"
)
_PERCENT = re.compile(r"(?i)%|per ?cent|percentage|百分|成(?=[^为立员就长功])|％")
_LENGTH = re.compile(
    r"(?i)\b(?:km|kilomet(?:er|re)s?|met(?:er|re)s?|miles?|feet|foot|ft|cm|inch(?:es)?|yards?|m|mm)\b|公里|千米|米|厘米|英里|里"
)
_AREA = re.compile(r"(?i)square|hectares?|acres?|\bmu\b|km2|km²|m²|平方|公顷|亩")
_DURATION = re.compile(
    r"(?i)\b(?:years?|months?|weeks?|days?|hours?|minutes?|seconds?|decades?|centur(?:y|ies))\b|[年月周天]|小时|分钟|秒"
)
_MEASURES = {"money": _MONEY, "percent": _PERCENT, "length": _LENGTH, "area": _AREA, "duration": _DURATION}
_CAPITAL = re.compile(r"(?<![\w'’])[A-Z][\w'’&-]*")
_REASON = re.compile(
    r"(?i)\b(?:because|due to|owing to|since|as a result|so that|in order to|thanks to|therefore|"
    r"reason|caused?|forced?|"
    r"reflects?|led to|resulted|after|could not|too|led by|by the|blamed?|attributed|so as|to avoid|"
    r"to ensure|to make|to protect)\b|"
    r"因|由于|为了|所以|受.{1,12}影响|导致|原因|以便|旨在|鉴于"
)
_PLACE = re.compile(
    r"(?i)\b(?:in|at|near|on|from|to|of|between|across|around)\s+(?:the\s+)?[A-Z]|[省市县区镇乡村国州岛湾港路街]|位于|在"
)


def offers(
    question: Question, line: Line, local: Mapping[str, float], there: Collection[str]
) -> tuple[float, float]:
    """How well a sentence holds what is wanted, 0 to 1, and how near that stands to the question's words.

    One half of both where a question wants nothing of a sort.
    """
    found = spots(question, line.passage.text)
    if found is None:
        return 0.5, 0.5
    if not found:
        return 0.0, 0.0
    fit = _fits(question, line.passage.text)
    anchors = [(local[term], where) for term in there if (where := places(line, term, question))]
    return fit, max(nearness(anchors, spot, question.chinese) for spot in found)


def counts(question: Question, text: str) -> float:
    """1 where a number of what is to be counted stands there, 0 where none does, ½ where nothing is."""
    if not question.counted:
        return 0.5
    best = 0.0
    for match in _NUMBER.finditer(text):
        behind = text[match.end() : match.end() + REACH]
        if question.chinese:
            best = max(best, float(bool(question.counted & set(plain(behind[:4])))))
        else:
            words = set(analyse(behind))
            like = kin(question.counted - words, words).values()
            best = max(best, 1.0 if question.counted & words else 0.8 if any(like) else 0.0)
    return best


def nearness(anchors: Sequence[tuple[float, Sequence[int]]], spot: int, wide: bool) -> float:
    """How near a place stands to words of the question, those that tell most in its document counted most."""
    reach = 12.0 if wide else 40.0
    return sum(weight / (1.0 + min(abs(spot - at) for at in where) / reach) for weight, where in anchors)


def places(line: Line, term: str, question: Question) -> list[int]:
    """Where a term of the question stands in a sentence."""
    if not term.isascii():
        text = plain(line.passage.text)
        return [m.start() for m in re.finditer(re.escape(term), text)]
    return [at for held, at in line.spots if held == term]


def spots(question: Question, text: str) -> list[int] | None:
    """Where in a sentence things of the wanted sort stand; None where no sort is wanted."""
    match question.wanted:
        case Wanted.NUMBER:
            return _amounts(question, text)
        case Wanted.DATE:
            asked = question.text.lower()
            return [m.start() for m in _DATE.finditer(text) if m[0].lower() not in asked]
        case Wanted.NAME | Wanted.PLACE:
            return _names(question, text)
        case Wanted.REASON:
            return [m.start() for m in _REASON.finditer(text)]
        case _:
            return None


def _amounts(question: Question, text: str) -> list[int]:
    """Where numbers stand that the question has not and that are no days."""
    dated = {at for m in _DAY.finditer(text) for at in range(m.start(), m.end())}
    typed = question.text.lower().split()
    return [m.start() for m in _NUMBER.finditer(text) if m[0].lower() not in typed and m.start() not in dated]


def _names(question: Question, text: str) -> list[int] | None:
    """Where new names stand; Chinese ones of people are not told from other words."""
    if question.chinese:
        return [m.start() for m in _PLACE.finditer(text)] if question.wanted is Wanted.PLACE else None
    words = frozenset(re.findall(r"\w+", question.text.lower()))
    if question.wanted is Wanted.NAME:
        return [text.find(name) for name, _ in names(words, text)]
    return [m.start() for m in _CAPITAL.finditer(text) if m.start() and m[0].lower() not in words]


def _fits(question: Question, text: str) -> float:
    """Less than all where the sentence has numbers, but of no measure that was asked for."""
    unit = _MEASURES.get(question.measure or "")
    if question.wanted is not Wanted.NUMBER or unit is None:
        return 1.0
    return 1.0 if unit.search(text) else 0.4
