"""What speaks for a sentence as the answer to a question, in numbers."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from briefings.answering.kin import akin
from briefings.answering.place import Line
from briefings.answering.question import Question, Wanted
from briefings.answering.sorts import offers
from briefings.answering.times import agreement, asked
from briefings.ranking import Weights, inverse

SIGNS = (
    "covered", "akin", "above", "near", "held", "chunk", "document", "rank", "adjacent", "dense",
    "sort", "sort_near", "named", "nameless", "time", "other_time", "short", "long", "first", "gap",
)  # fmt: skip
"""The signs of a sentence, in order."""


@dataclass(frozen=True, slots=True)
class Measured:
    """A sentence with its signs; `missing` are the terms that neither it nor its surroundings have."""

    line: Line
    signs: tuple[float, ...]
    missing: tuple[str, ...]


def worth(question: Question, known: Weights, rows: int) -> dict[str, float]:
    """What each term of a question weighs; one that the store does not have weighs most."""
    unknown = inverse(0, rows)
    return {term: inverse(known.frequencies.get(term, 0), rows) if term in known.frequencies else unknown for term in dict.fromkeys(question.terms)}


def measured(question: Question, known: Weights, told: Sequence[Line], rows: int) -> list[Measured]:
    """The signs of every sentence, in the same order."""
    weights = worth(question, known, rows)
    total = sum(weights.values()) or 1.0
    best = max((line.score for line in told), default=0.0) or 1.0
    most = max((line.home.score for line in told), default=0.0) or 1.0
    length = sum(len(line.terms) for line in told) / max(1, len(told)) or 1.0
    ranks = [_rank(weights, line.terms, length) for line in told]
    top = max(ranks, default=0.0) or 1.0
    spans = {id(line.home): None for line in told}
    found = []
    for line, rank in zip(told, ranks, strict=True):
        if spans[id(line.home)] is None:
            spans[id(line.home)] = asked(question, line.home.clock) if question.times else ()
        found.append(
            _measured(question, weights, total, line, (line.score / best, line.home.score / most, rank / top), spans[id(line.home)])
        )
    return found


def _rank(weights: Mapping[str, float], terms: Sequence[str], mean: float) -> float:
    norm = 1.2 * (0.5 + 0.5 * len(terms) / mean)
    score = 0.0
    for term, weight in weights.items():
        if times := terms.count(term):
            score += weight * times * 2.2 / (times + norm)
    return score


def _measured(question, weights, total, line, ranks, spans):
    terms = line.terms
    own = frozenset(terms)
    covered = kin = above = near = held = gap = named = nameless = 0.0
    missing = []
    there = set()
    name_total = 0.0
    for term, weight in weights.items():
        share = weight / total
        is_name = term in question.names
        name_total += share if is_name else 0.0
        if term in own:
            covered += share
            there.add(term)
            named += share if is_name else 0
            continue
        like = akin(term, own)
        if like:
            kin += share * like
            there.add(term)
            named += share * like if is_name else 0
            continue
        if term in line.above:
            above += share
        elif term in line.near:
            near += share
        elif akin(term, line.above) or akin(term, line.near):
            near += 0.5 * share
            missing.append(term)
            gap = max(gap, 0.5 * share)
        elif term in line.home.held:
            held += share
        else:
            missing.append(term)
            gap = max(gap, share)
            nameless += share if is_name else 0
    sort, sort_near = offers(question, line)
    agreed = agreement(question, line, spans)
    size = len(terms)
    return Measured(
        line,
        (
            covered, kin, above, near, held, *ranks, _adjacent(question.terms, terms), _dense(there, terms),
            sort, sort_near, named / name_total if name_total else 0.5, nameless / name_total if name_total else 0.0,
            float(agreed == 1.0) if spans else 0.0, float(agreed == 0.0) if spans else 0.0,
            float(size < 5), math.log1p(size) / 4, float(line.passage.paragraph == 1 and line.passage.sentence == 1), gap,
        ),
        tuple(missing),
    )


def _adjacent(asked_terms, terms):
    """The share of neighbouring terms of the question that stand close together in the sentence."""
    if len(asked_terms) < 2:
        return 0.0
    at = {}
    for place, term in enumerate(terms):
        at.setdefault(term, []).append(place)
    hits = 0
    for a, b in zip(asked_terms, asked_terms[1:], strict=False):
        if a in at and b in at and any(0 < y - x <= 2 for x in at[a] for y in at[b]):
            hits += 1
    return hits / (len(asked_terms) - 1)


def _dense(there, terms):
    places = [n for n, t in enumerate(terms) if t in there]
    if len(places) < 2:
        return 0.0
    best = 0.0
    gaps = [b - a for a, b in zip(places, places[1:], strict=False)]
    return sum(1.0 / g for g in gaps) / len(gaps)
