"""The typed value of an answer, in the sentence's own words: an amount, a time, a name, a place, a cause."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from briefings.answering.asking import Wanted
from briefings.answering.kin import kin
from briefings.answering.place import Line
from briefings.answering.question import Question
from briefings.answering.sorts import nearness, places
from briefings.figures.units import MEASURED
from briefings.model import Fact, Figure, Precision
from briefings.sentences import fold

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
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b"
)
_NAME = re.compile(
    r"(?<![\w'’])[A-Z][\w'’&-]*(?:\.?\s(?:(?:of|the|de|van|von|and|bin|al)\s){0,2}[A-Z0-9][\w'’&-]*){0,6}"
)
_CHINESE_NAME = re.compile(
    r"(?:[厅局市县区院校处部镇村会]长|主任|书记|经理|董事长?|总裁|主席|教授|院士|代表|负责人|创始人|作者|设计师)"
    r"([\u4e00-\u9fff]{2,3}?)(?=[，。、：；,说表介在指认]|$)"
)
_PLACE = re.compile(r"\b(?:in|at|near|on|to|of|from)\s(?:the\s)?([A-Z][\w'’-]*(?:\s[A-Z][\w'’-]*){0,4})")
_CHINESE_PLACE = re.compile(
    r"(?:位于|落户|设在|在|于)([\u4e00-\u9fff]{2,12}?)(?=[，。、；设举召成建开投签,]|$)"
)
_CAUSE = re.compile(
    r"(?i)\b(?:because of|because|due to|owing to|thanks to|as a result of|reflects?|after|caused by|"
    r"blamed on|"
    r"in order to|so that)\s([^.;]{3,160})|(?:因为|由于|因|受)([^，。；]{2,40})|为了?([^，。；]{3,40})"
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
    for text, subject, fit in _offered(question, line):
        at = said.find(text)
        if at < 0 or not text or text.lower() in known or text in found:
            continue
        found[text] = Rung(text, at, subject, fit * (0.1 + nearness(anchors, at, question.chinese)))
    return tuple(sorted(found.values(), key=lambda rung: (-rung.fit, rung.at)))


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
            yield from ((m[1], "", 1.5) for m in _CHINESE_NAME.finditer(said))
            yield from (
                (m[0], "", 1.0 if " " in m[0] else 0.6) for m in _NAME.finditer(said) if _new(question, m[0])
            )
        case Wanted.PLACE:
            yield from ((m[1], "", 1.0) for m in _PLACE.finditer(said) if _new(question, m[1]))
            yield from ((m[1], "", 1.0) for m in _CHINESE_PLACE.finditer(said))
        case Wanted.REASON:
            yield from (((m[1] or m[2] or m[3]).strip(), "", 1.0) for m in _CAUSE.finditer(said))
        case _:
            return


def _amounts(question: Question, said: str, figures: Sequence[Figure]) -> Iterator[tuple[str, str, float]]:
    for figure in figures:
        yield (
            _shown(question, figure),
            figure.subject,
            1.0 if _measures(question.measure, figure.unit) else UNFIT,
        )
    if question.measure == "duration":
        yield from ((m[0], "", 1.0) for m in _DURATION.finditer(said))
    if not figures:
        yield from ((m[0], "", 0.5 * UNFIT) for m in _LOOSE.finditer(said))


def _shown(question: Question, figure: Figure) -> str:
    """An amount as the text gives it, without the thing counted where the question names it."""
    text = fold(figure.text)
    if (
        figure.unit is None
        or figure.unit in MEASURED
        or figure.unit in _TIME_UNITS
        or MONEY.fullmatch(figure.unit)
        or question.chinese
    ):
        return text
    bare = re.match(r"(?i)[^A-Za-z]*\d[\d.,]*(?:\s(?:million|billion|thousand|trillion))?", text)
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
    for fact in facts:
        exact = PRECISE.get(fact.when.precision, 0.7) if fact.when.start or fact.when.end else UNFIT
        year = _YEAR.search(question.text) and str(fact.when.start or "")[:4] in fact.expression
        yield fold(fact.expression), fact.what, 1.0 if year else exact


def _new(question: Question, name: str) -> bool:
    """Whether a name says something that the question does not."""
    asked = set(re.findall(r"\w+", question.text.lower()))
    return not set(re.findall(r"\w+", name.lower())) <= asked
