"""What speaks for a sentence as the answer to a question, in numbers."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from briefings.answering.kin import kin
from briefings.answering.place import Line
from briefings.answering.question import Question
from briefings.answering.sorts import offers
from briefings.answering.times import agreement, asked
from briefings.ranking import Weights, inverse

SIGNS = (
    "covered", "akin", "above", "near", "held", "local", "local_akin", "chunk", "document", "rank", "adjacent", "dense",
    "sort", "sort_near", "named", "nameless", "time", "other_time", "size", "first", "bare", "gap", "sort_local",
)  # fmt: skip
"""The signs of a sentence, in order."""
MOST = 40
"""Sentences that are looked at closely."""
PAIR = 0.4
"""How well two characters of a pair that stand apart stand for it."""
UNKNOWN_PAIR = 0.5
"""What a pair of characters that the store does not have weighs: it may span two words."""


@dataclass(frozen=True, slots=True)
class Measured:
    """A sentence with its signs; `missing` are the terms that neither it nor its surroundings have,
    `local` what each term tells within its document."""

    line: Line
    signs: tuple[float, ...]
    missing: tuple[str, ...]
    local: Mapping[str, float]


def worth(question: Question, known: Weights, rows: int) -> dict[str, float]:
    """What each term of a question weighs, all together 1; one that the store does not have weighs most."""
    found = {term: inverse(known.frequencies.get(term, 0), rows) for term in dict.fromkeys(question.terms)}
    for term in found:
        if term not in known.frequencies and not term.isascii():
            found[term] *= UNKNOWN_PAIR
    total = sum(found.values()) or 1.0
    return {term: weight / total for term, weight in found.items()}


def measured(question: Question, known: Weights, told: Sequence[Line], rows: int) -> list[Measured]:
    """The signs of every sentence, in the same order."""
    return _Measure(question, known, told, rows).every()


class _Measure:
    """What is counted once for all the sentences of a question."""

    def __init__(self, question: Question, known: Weights, told: Sequence[Line], rows: int) -> None:
        self.question, self.told = question, told
        self.weights = worth(question, known, rows)
        vocabulary: set[str] = set()
        for line in told:
            vocabulary |= line.own
        self.kin = kin(self.weights, vocabulary)
        self.best = max((line.score for line in told), default=0.0) or 1.0
        self.most = max((line.home.score for line in told), default=0.0) or 1.0
        self.mean = sum(len(line.terms) for line in told) / max(1, len(told)) or 1.0
        self.local = self._local()

    def every(self) -> list[Measured]:
        ranked = [(line, self._rank(line.terms)) for line in self.told]
        top = max((rank for _, rank in ranked), default=0.0) or 1.0
        ranked.sort(key=lambda pair: -(pair[0].score / self.best + pair[1] / top))
        ranked = ranked[:MOST]
        spans = {}
        for line, _ in ranked:
            if line.home.id not in spans:
                spans[line.home.id] = asked(self.question, line.home.clock) if self.question.times else ()
        return [
            self._one(line, rank / top, spans[line.home.id])
            for line, rank in ranked
        ]

    def _local(self) -> dict[str, dict[str, float]]:
        """What each term says within its document: little where the title or many of the sentences have it."""
        lines: dict[str, list[Line]] = defaultdict(list)
        for line in self.told:
            lines[line.home.id].append(line)
        found = {}
        for id, mine in lines.items():
            times = Counter(term for line in mine for term in line.own if term in self.weights)
            above = mine[0].above
            weights = {}
            for term, weight in self.weights.items():
                worth = weight * inverse(times[term], len(mine) + 2)
                if term in above:
                    worth *= 0.3
                if term in self.question.timed:
                    worth *= 0.5
                weights[term] = worth
            total = sum(weights.values()) or 1.0
            found[id] = {term: weight / total for term, weight in weights.items()}
        return found

    def _rank(self, terms: Sequence[str]) -> float:
        norm = 1.2 * (0.5 + 0.5 * len(terms) / self.mean)
        counts = Counter(terms)
        return sum(w * counts[t] * 2.2 / (counts[t] + norm) for t, w in self.weights.items() if t in counts)

    def _like(self, term: str, line: Line) -> float:
        """How well a word of the sentence stands for a term that it does not have."""
        best = max((how for word, how in self.kin[term].items() if word in line.own), default=0.0)
        if not best and term in self.question.initials and self.question.initials[term] in line.initials:
            return 0.9
        if not best and not term.isascii() and len(term) == 2 and all(c in line.passage.text for c in term):
            return PAIR
        return best

    def _one(self, line: Line, rank: float, spans) -> Measured:
        question, local = self.question, self.local[line.home.id]
        covered = akin = above = near = held = own = own_akin = gap = 0.0
        missing, there, likes = [], set(), {}
        named = nameless = names = 0.0
        for term, share in self.weights.items():
            name = term in question.names
            names += share if name else 0.0
            if term in line.own:
                covered += share
                own += local[term]
                there.add(term)
                named += share if name else 0.0
            elif like := self._like(term, line):
                akin += share * like
                own_akin += local[term] * like
                likes[term] = like
                named += share * like if name else 0.0
            elif term in line.above:
                above += share
            elif term in line.near:
                near += share
            elif term in line.home.held:
                held += share
            else:
                missing.append(term)
                gap = max(gap, share)
                nameless += share if name else 0.0
        sort, sort_near = offers(question, line, local, there)
        agreed = agreement(question, line, spans)
        text = line.passage.text
        bare = len(line.terms) < 12 and text[-1:] not in ".!?。！？;；:："
        return Measured(
            line,
            (
                covered, akin, above, near, held, own, own_akin, line.score / self.best, line.home.score / self.most, rank,
                _adjacent(question.terms, line.terms), _dense(there, line.terms),
                sort, sort_near, named / names if names else 0.5, nameless / names if names else 0.0,
                float(agreed == 1.0) if spans else 0.0, float(agreed == 0.0) if spans else 0.0,
                math.log1p(len(line.terms)) / 4, float(line.passage.paragraph == 1 and line.passage.sentence == 1),
                float(bare), gap, sort * (own + own_akin),
            ),
            tuple(missing),
            local,
        )  # fmt: skip


def _adjacent(asked_terms, terms):
    """The share of neighbouring terms of the question that stand close together in the sentence."""
    if len(asked_terms) < 2:
        return 0.0
    at = defaultdict(list)
    wanted = set(asked_terms)
    for place, term in enumerate(terms):
        if term in wanted:
            at[term].append(place)
    pairs = zip(asked_terms, asked_terms[1:], strict=False)
    hits = sum(any(0 < y - x <= 2 for x in at[a] for y in at[b]) for a, b in pairs if a in at and b in at)
    return hits / (len(asked_terms) - 1)


def _dense(there, terms):
    """How close together the question's terms stand."""
    places = [place for place, term in enumerate(terms) if term in there]
    gaps = [1.0 / (after - before) for before, after in zip(places, places[1:], strict=False)]
    return sum(gaps) / len(gaps) if gaps else 0.0
