"""Questions answered by sentences of the library, or refused with what is missing: quotes, never claims."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from briefings.answering.judging import barred, confidence, least, ranked
from briefings.answering.place import Home, Line
from briefings.answering.question import Question, question
from briefings.answering.signs import Measured
from briefings.answering.values import Rung, beside, rungs
from briefings.model import Hit
from briefings.ranking import Weights

__all__ = ["Answer", "Question", "Rung", "answer", "question", "valued"]

SENTENCES = 3
"""Sentences of an answer at most."""
BEHIND = 0.8
"""How far behind a first sentence that can't answer one that can is taken instead."""
CLOSE = 0.6
"""How far behind the best a further sentence of an answer may score."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the library says to a question.

    `sentences` are the one to three that answer; none is a refusal, and `missing` names the words that
    the nearest place, the first of `hits`, does not have. `hits` are the ranked sentences, best first.
    `value` is the amount, time or name that is wanted, in the words of the first sentence; where several
    there would fit, `ladder` holds all of them. `did_you_mean` is the question with the spellings that the
    library has, where it was answered by those; `read_as` the words of another language by which it was.
    """

    question: Question
    hits: tuple[Hit, ...] = ()
    sentences: tuple[Hit, ...] = ()
    value: str | None = None
    ladder: tuple[Rung, ...] = ()
    missing: tuple[str, ...] = ()
    confidence: float = 0.0
    did_you_mean: str | None = None
    read_as: str | None = None


def answer(
    asked: Question, known: Weights, told: Sequence[Line], rows: int, limit: int = 10
) -> tuple[Answer, Sequence[Measured]]:
    """The answer by sentences alone, and what they were judged by; `valued` adds the value."""
    best = _ordered(asked, known, ranked(asked, known, told, rows))
    if not best:
        return _of(asked, missing=_words(asked, asked.terms)), ()
    sure = confidence([each for each, _ in best[:2]], [score for _, score in best[:2]], asked.slips)
    hits = tuple(_hit(each.line, score) for each, score in best[:limit])
    if sure < least(best[0][0]) or barred(asked, best[0][0], known):
        lacks = best[0][0].missing or tuple(t for t in asked.terms if t not in known.frequencies)
        words = _words(asked, lacks or _faint(asked, best[0][0]))
        return _of(asked, hits=hits, missing=words, confidence=sure), ()
    first = best[0]
    more = [
        _hit(each.line, score)
        for each, score in best[1:SENTENCES]
        if score >= first[1] - CLOSE and each.line.home.id == first[0].line.home.id
    ]
    return _of(asked, hits=hits, sentences=(hits[0], *more), confidence=sure), [each for each, _ in best[:1]]


def _ordered(
    asked: Question, known: Weights, best: list[tuple[Measured, float]]
) -> list[tuple[Measured, float]]:
    """The sentences with one that can answer first, where the first can't and it comes close behind."""
    if not best or not barred(asked, best[0][0], known):
        return best
    for at, (each, score) in enumerate(best[1:SENTENCES], 1):
        if score >= best[0][1] - BEHIND and not barred(asked, each, known):
            return [best[at], *best[:at], *best[at + 1 :]]
    return best


def _of(asked: Question, **given: Any) -> Answer:
    """An answer that says how the question was read."""
    return Answer(asked, did_you_mean=asked.spelled_as, read_as=asked.read_as, **given)


def valued(given: Answer, best: Sequence[Measured], homes: Mapping[str, Home]) -> Answer:
    """The answer with the value that its first sentence gives, by what was read in its document."""
    if not best:
        return given
    line = best[0].line
    line = replace(line, home=homes.get(line.home.id, line.home))
    found = rungs(given.question, line, dict(best[0].local))
    return replace(given, value=found[0].text, ladder=beside(found)) if found else given


def _faint(asked: Question, best: Measured) -> tuple[str, ...]:
    """The words that the sentence itself does not have."""
    return tuple(term for term in dict.fromkeys(asked.terms) if term not in best.line.own)


def _words(asked: Question, terms: Sequence[str]) -> tuple[str, ...]:
    """Terms as they were typed."""
    return tuple(dict.fromkeys(asked.spelled.get(term, term) for term in terms))


def _hit(line: Line, score: float) -> Hit:
    return Hit(line.passage, line.evidence, line.home.title, round(score, 4))
