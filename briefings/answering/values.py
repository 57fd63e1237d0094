"""The typed value of an answer, in the sentence's own words: an amount, a time, a name, a place, a cause."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from briefings.answering.asking import Wanted, fragment, noun
from briefings.answering.kin import kin
from briefings.answering.place import Line
from briefings.answering.question import Question
from briefings.answering.sorts import nearness, places
from briefings.answering.spans import causes, names, sites
from briefings.answering.whole import amount, time
from briefings.figures.units import MEASURED
from briefings.model import Fact, Figure, Precision
from briefings.sentences import fold
from briefings.words import analyse

MONEY = re.compile(r"[A-Z]{3}")
LENGTHS = frozenset({"km", "m", "cm", "mm", "mile", "foot", "nautical mile"})
AREAS = frozenset({"km2", "m2", "hectare", "mu", "acre", "square mile", "square foot"})
UNFIT = 0.25
"""What an amount of another measure than the one asked for is worth."""
PRECISE = {Precision.DAY: 1.0, Precision.RANGE: 0.9, Precision.MONTH: 0.9}
"""What a time is worth as an answer by its precision."""
APART = 0.5
"""How near to the best value another must be to be shown beside it."""

_YEAR = re.compile(r"(?i)\b(?:what|which) year|哪一?年")
_TIME_UNITS = frozenset({"year", "month", "week", "day", "hour", "minute", "second", "years old"})
_DURATION = re.compile(
    r"(?i)(?:\d+(?:[.,]\d+)?|a|an|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|eighteen|twenty|thirty)"
    r"(?: and a half)?[ -](?:years?|months?|weeks?|days?|hours?|minutes?|seconds?)|"
    r"(?:\d+(?:\.\d+)?|[一二三四五六七八九十两半]{1,3})个?(?:年|月|周|天|日|小时|分钟|秒)"
)
_LOOSE = re.compile(
    r"(?i)(?:[$£€¥]\s?)?\d+(?:[.,]\d+)*(?:\s?%|\s(?:million|billion|thousand|percent))?|"
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|once|twice|half|a dozen)\b|"
    r"[一二三四五六七八九十两]{1,3}(?:分之[一二三四五六七八九十]{1,3}|[个名次座家位倍艘辆])"
)
_CUT = re.compile(r"[,;:，；：]|\s(?:and|but|while|whereas)\s|而(?=\D)")
CROSSED = 40
"""How many characters the end of a clause between a value and a word of the question stands for."""
TIMELY, EXTREME = 2.0, 3.0
"""How much better a value fits that is of the time, or is the highest, that is asked for."""
_YEARS = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")
_ONE_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d\s?年?(?!\d)")
_HIGHEST_ASKED = re.compile(r"(?i)\b(?:highest|record|maximum|peak|most)\b|最高|最多")
_HIGHEST = re.compile(r"(?i)\b(?:highest|record|maximum|peak|up to|as much as)\b|最高|最多|高达")
_BARE = re.compile(
    r"(?i)(?:(?:about|around|some|nearly|almost|over|more than|less than|fewer than|at least|up to|at most|"
    r"approximately|an estimated|only)\s)?(?:[^A-Za-z]{0,3}\d[\d.,]*|\b(?:one|two|three|four|five|six|seven|"
    r"eight|nine|ten|eleven|twelve)\b)(?:\s(?:million|billion|thousand|trillion)\b)?"
)
_COUNTED = re.compile(r"\D{0,3}\d[\d.,]*\s?[万萬亿億千百]?[多余]?\s?[个個名家次座位件项艘辆户戶人](?!次)")
_ORDINAL = re.compile(r"\b\d{1,4}(?:st|nd|rd|th)\s[a-z]{3,20}")
_FROM = re.compile(r"(?i)\bfrom\s(?:an?\s|some\s|about\s)?$|从$|由$")
_TO = re.compile(r"(?i).{0,12}?\s?\bto\b|.{0,12}?[到至]")
_BEFORE_ASKED = re.compile(
    r"(?i)\b(?:original|originally|initial|initially|before|previous|earlier|from|old|first)\b|原|之前|此前"
)
_PART_ASKED = re.compile(r"(?i)\b(?:how (?:much|many)|what part|what portion) of\b")
_DUE_ASKED = re.compile(
    r"(?i)\b(?:deadline|until|by when|due|latest|close|end|expire)|截止|期限|之前|最晚|到期"
)
_DUE = re.compile(r"(?i)\b(?:by|until|before|(?:no|not) later than|to|till)\s(?:the\s)?$|[至到]$|截止$")
_OFTEN_ASKED = re.compile(r"(?i)\bhow (?:often|frequently|many times)\b|多久.{0,4}[一次]|几次")
_OFTEN = re.compile(
    r"(?i)\bevery (?:\w{1,8} )?(?:years?|months?|weeks?|days?|hours?|minutes?|quarters?|terms?)\b|"
    r"\b(?:once|twice|\w{1,8} times) (?:a|an|each|per|every) (?:year|month|week|day|quarter|term)\b|"
    r"\b(?:daily|weekly|monthly|quarterly|yearly|annually)\b|每[年月周天日]\w{0,2}次|每[年月周天日季][度]?"
)
BESIDE = 16
"""Characters around an amount within which the thing that was asked for must be named."""
LEFT = 0.5
"""What an amount that something rose or fell from is worth where only the amount is asked for."""
NOUN = 4
"""Characters of a counted thing from which on a Chinese amount is told without it."""
_SINCE = re.compile(r"(?i)\bsince $")
_SINCE_ASKED = re.compile(r"(?i)\b(?:since|last|clos|shut|begin|began|beg[au]n|start)")
_CHANGE = re.compile(
    r"(?i)\b(?:rates?|growth|grew|grow|rise|rose|fall|fell|increase|decrease|change)\b|增|降|率|幅"
)


@dataclass(frozen=True, slots=True)
class Rung:
    """A value with where it stands in its sentence, what it is of, and how well it fits the question."""

    text: str
    at: int
    subject: str
    fit: float


def rungs(question: Question, line: Line, weights: dict[str, float]) -> tuple[Rung, ...]:
    """The values of the wanted sort in a sentence, best first; none where no sort is wanted."""
    said = line.passage.text
    like = kin([term for term in weights if term not in line.own], line.own)
    words = [(weight, (term, *like.get(term, ()))) for term, weight in weights.items()]
    anchors = [(weight, where) for weight, terms in words if (where := _stands(question, line, terms))]
    known = question.text.lower()
    found: dict[str, Rung] = {}
    for text, subject, sort in _offered(question, line):
        at = said.find(text)
        if at < 0 or not text or text.lower() in known or text in found:
            continue
        fit = sort * (0.1 + _nearness(anchors, at, said, question))
        fit *= _timely(question, said, at) * _extreme(question, said, at, len(text))
        fit *= _left(question, said, at, len(text))
        found[text] = Rung(text, at, subject, fit)
    return tuple(sorted(found.values(), key=lambda rung: (-rung.fit, rung.at)))


def _nearness(
    anchors: Sequence[tuple[float, Sequence[int]]], spot: int, said: str, question: Question
) -> float:
    """How near a value stands to words of the question; those of another clause are further away."""
    cuts = [match.start() for match in _CUT.finditer(said)]
    step = CROSSED * (0.3 if question.chinese else 1.0)

    def moved(at: int) -> int:
        crossed = sum(min(at, spot) <= cut < max(at, spot) for cut in cuts)
        return at + round(crossed * step) * (1 if at >= spot else -1)

    shifted = [(weight, [moved(at) for at in where]) for weight, where in anchors]
    return nearness(shifted, spot, question.chinese)


def _timely(question: Question, said: str, spot: int) -> float:
    """More where the time that is told last before a value is the question's own."""
    wanted = {term for term in question.timed if _YEARS.fullmatch(term)}
    wanted |= {each.text.lower() for each in question.times}
    if not wanted or question.wanted is Wanted.DATE:
        return 1.0
    low = said.lower()
    own = [at for each in wanted for at in _found(each, low)]
    told = own + [match.start() for match in _YEARS.finditer(low)]
    before = [at for at in told if at < spot]
    governs = max(before) if before else min(told, default=-1)
    return TIMELY if governs in own else 1.0


def _found(each: str, said: str) -> Iterator[int]:
    return (match.start() for match in re.finditer(re.escape(each), said))


def _extreme(question: Question, said: str, spot: int, length: int) -> float:
    """More for the highest where the highest is asked for, as for a record."""
    wanted = _HIGHEST_ASKED.search(question.text)
    return EXTREME if wanted and _HIGHEST.search(said, max(0, spot - 16), spot + length) else 1.0


def _left(question: Question, said: str, spot: int, length: int) -> float:
    """Less for what something moved from, unless the beginning is asked for or the year of it."""
    if not _FROM.search(said, max(0, spot - 12), spot) or not _TO.match(said, spot + length):
        return 1.0
    if question.wanted is not Wanted.NUMBER or _BEFORE_ASKED.search(question.text):
        return 1.0
    years = _YEARS.findall(said)
    return 1.0 if years and question.timed & {years[0]} else LEFT


def _stands(question: Question, line: Line, terms: Sequence[str]) -> list[int]:
    """Where any of these terms stand."""
    return [at for term in terms for at in places(line, term, question)]


def beside(every: Sequence[Rung]) -> tuple[Rung, ...]:
    """The values that fit nearly as well as the best one, in the order of the sentence: the ladder."""
    near = [rung for rung in every if rung.fit >= APART * every[0].fit]
    return tuple(sorted(near, key=lambda rung: rung.at)) if len(near) > 1 else ()


def _offered(question: Question, line: Line) -> Iterator[tuple[str, str, float]]:
    """Every value that may be meant: its words, its subject, and how well its sort fits."""
    said, place, home = line.passage.text, line.passage, line.home
    match question.wanted:
        case Wanted.NUMBER:
            here = [figure for figure in home.figures if place.start <= figure.start < place.end]
            yield from _amounts(question, said, here)
        case Wanted.DATE:
            here_too = [fact for fact in home.facts if place.start <= fact.start < place.end]
            yield from _times(question, said, here_too)
        case Wanted.NAME:
            yield from ((text, "", fit) for text, fit in names(_words(question), said))
        case Wanted.PLACE:
            yield from ((text, "", fit) for text, fit in sites(_words(question), said))
        case Wanted.REASON:
            yield from ((text, "", fit) for text, fit in causes(said))
        case _:
            yield from _likely(question, line)


def _likely(question: Question, line: Line) -> Iterator[tuple[str, str, float]]:
    """Where no sort is heard: an amount of the thing behind "what"; for mere words the amounts and times."""
    said, place = line.passage.text, line.passage
    figures = [figure for figure in line.home.figures if place.start <= figure.start < place.end]
    if thing := noun(question.text):
        offered = [(fold(figure.text), figure.subject) for figure in figures]
        offered += ((match[0], "") for match in _ORDINAL.finditer(said))
        for text, subject in offered:
            at = said.find(text)
            if at >= 0 and thing & set(analyse(said[max(0, at - BESIDE) : at + len(text) + BESIDE])):
                yield text, subject, 1.0
    elif fragment(question.text):
        yield from ((fold(figure.text), figure.subject, 1.0) for figure in figures)
        facts = [fact for fact in line.home.facts if place.start <= fact.start < place.end]
        yield from ((text, what, UNFIT * fit) for text, what, fit in _times(question, said, facts))


def _amounts(question: Question, said: str, figures: Sequence[Figure]) -> Iterator[tuple[str, str, float]]:
    for figure in figures:
        text = _shown(question, figure)
        at = said.find(text)
        fits = _measures(question.measure, figure.unit)
        parted = _CHANGE.search(question.text) or _PART_ASKED.search(question.text)
        if question.measure is None and figure.unit == "percent" and not parted:
            fits = False
        yield amount(said, at, text) if at >= 0 else text, figure.subject, 1.0 if fits else UNFIT
    if _OFTEN_ASKED.search(question.text):
        yield from ((m[0], "", 1.0) for m in _OFTEN.finditer(said))
    if question.measure == "duration":
        yield from ((m[0], "", 1.0) for m in _DURATION.finditer(said))
    if not figures:
        yield from ((m[0], "", 0.5 * UNFIT) for m in _LOOSE.finditer(said) if not _YEARS.fullmatch(m[0]))


def _shown(question: Question, figure: Figure) -> str:
    """An amount as the text gives it, without the thing counted where the question names it."""
    text = fold(figure.text)
    if question.chinese and question.measure == "count" and (counted := _COUNTED.match(text)):
        noun = text[counted.end() :]
        return counted[0] if len(noun) > NOUN or noun in question.text else text
    if (
        figure.unit is None
        or figure.unit in MEASURED
        or figure.unit in _TIME_UNITS
        or MONEY.fullmatch(figure.unit)
        or question.chinese
    ):
        return text
    bare = _BARE.match(text)
    return bare[0].strip() if bare and question.measure == "count" else text


def _measures(measure: str | None, unit: str | None) -> bool:
    """Whether a unit is of a measure; any is where none is asked for."""
    money = unit is not None and MONEY.fullmatch(unit) is not None
    fits = {
        "money": money,
        "percent": unit == "percent",
        "length": unit in LENGTHS,
        "area": unit in AREAS,
        "count": not money and unit not in MEASURED,
        "duration": unit in _TIME_UNITS,
    }
    return measure is None or fits[measure]


def _times(question: Question, said: str, facts: Sequence[Fact]) -> Iterator[tuple[str, str, float]]:
    asks = _SINCE_ASKED.search(question.text)
    for fact in facts:
        exact = PRECISE.get(fact.when.precision, 0.7) if fact.when.start or fact.when.end else UNFIT
        year = _YEAR.search(question.text) and str(fact.when.start or "")[:4] in fact.expression
        text = fold(fact.expression)
        at = said.find(text)
        if not asks and _SINCE.search(said, max(0, at - 7), max(0, at)):
            exact *= UNFIT
        if _DUE_ASKED.search(question.text) and _DUE.search(said, max(0, at - 14), max(0, at)):
            exact *= TIMELY
        if year and (only := _ONE_YEAR.search(text)):
            text, exact = only[0], 1.0
        elif at >= 0:
            text = time(said, at, text)
        yield text, fact.what, exact


def _words(question: Question) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", question.text.lower()))
