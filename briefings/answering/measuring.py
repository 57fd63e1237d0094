"""The signs of sentences, taken from the question, the sentence and what stands around it."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise

from briefings.answering.kin import MEANING, SLIP, kin
from briefings.answering.lexicon import words
from briefings.answering.place import Line
from briefings.answering.question import Question
from briefings.answering.rivals import rival
from briefings.answering.signs import VALUES, Measured, Signs
from briefings.answering.sorts import counts, offers
from briefings.answering.times import Span, agreement, asked
from briefings.ranking import K1, Weights, inverse
from briefings.words import analyse

MOST = 40
"""Sentences that are looked at closely."""
PAIR = 0.4
"""How well two characters of a pair that stand apart stand for it."""
FILLING = frozenset(
    analyse(
        "altogether exactly actually currently presently roughly approximately precisely normally usually "
        "typically really still yet already eventually finally get gets got getting go goes went gone happen "
        "happened kind kinds sort sorts thing things lot lots anybody anyone somebody someone "
        "everyone whether entity extra per kilo r s"
    )
)
"""Words of a question that a library may well not have: they ask for nothing."""
INITIALS = 0.9
"""How well words stand for their initials."""
EQUAL = 0.9
"""How well another word stands for one where a question is translated by either."""
UNKNOWN_PAIR = 0.5
"""What a pair of characters that the store does not have weighs: it may span two words."""
TITLED, TIMED = 0.3, 0.5
"""What a term of the title, and one of a time, tells within a document."""
_LED = re.compile(
    r"(?:It|Its|This|These|That|Those|They|Their|He|His|She|Her|Such|Both|Another|One|An example|"
    r"The latter|The former|(?:During|After|In|At|By|With|For) (?:this|that|these|those|the same|it))\b|"
    r"[这该其它他她此]|上述|对此|为此|同时|其中"
)
"""Beginnings that take over what the sentence before speaks of."""
_OTHER = {0.0: 1.0, 0.3: 0.7}
"""How much a sentence speaks of another time, by its agreement."""


def worth(question: Question, known: Weights, rows: int) -> dict[str, float]:
    """What each term of a question weighs, all together 1; one that the store does not have weighs most."""
    found = {term: inverse(known.frequencies.get(term, 0), rows) for term in dict.fromkeys(question.terms)}
    for term in found:
        if term not in known.frequencies and not term.isascii():
            found[term] *= UNKNOWN_PAIR
    total = sum(found.values()) or 1.0
    return {term: weight / total for term, weight in found.items()}


def measured(question: Question, known: Weights, told: Sequence[Line], rows: int) -> list[Measured]:
    """The signs of the sentences that are worth a close look, the likeliest first."""
    return _Measure(question, known, told, rows).every()


class _Measure:
    """What is counted once for all the sentences of a question."""

    def __init__(self, question: Question, known: Weights, told: Sequence[Line], rows: int) -> None:
        self._question, self._told = question, told
        self._weights = worth(question, known, rows)
        self._unheard = {
            term
            for term in question.content
            if term not in known.frequencies
            and term.isascii()
            and term not in FILLING
            # a foreign word within Chinese may stand for one of the text
            and not question.chinese
        }
        self._strange = sum(piece.isdisjoint(known.frequencies) for piece in question.strange)
        self._kin = self._standing(frozenset().union(*(line.own for line in told)))
        self._best = max((line.score for line in told), default=0.0) or 1.0
        self._most = max((line.home.score for line in told), default=0.0) or 1.0
        self._mean = sum(len(line.terms) for line in told) / max(1, len(told)) or 1.0
        self._named = sum(weight for term, weight in self._weights.items() if term in question.names)
        self._local = self._within()
        self._spans: dict[str, tuple[Span, ...]] = {}

    def _standing(self, vocabulary: AbstractSet[str]) -> dict[str, dict[str, float]]:
        """What may stand for each term; a word that our tables have is no slip of another one."""
        found = kin(self._weights, vocabulary)
        for term in words().intersection(found):
            found[term] = {word: how for word, how in found[term].items() if how != SLIP}
        for term, others in self._question.equals.items():
            if term in found:
                found[term] |= dict.fromkeys(others, EQUAL)
        return found

    def every(self) -> list[Measured]:
        ranked = [(line, self._rank(line.terms)) for line in self._told]
        top = max((rank for _, rank in ranked), default=0.0) or 1.0
        ranked.sort(key=lambda pair: -round(pair[0].score / self._best + pair[1] / top, 9))
        self._top = max(ranked, key=lambda pair: (pair[1], pair[0].passage.ref))[0] if ranked else None
        return [self._one(line, rank / top) for line, rank in ranked[:MOST]]

    def _within(self) -> dict[str, dict[str, float]]:
        """What each term tells within its document: little where its title or many sentences have it."""
        lines: dict[str, list[Line]] = defaultdict(list)
        for line in self._told:
            lines[line.home.id].append(line)
        return {id: self._telling(mine) for id, mine in lines.items()}

    def _telling(self, mine: Sequence[Line]) -> dict[str, float]:
        times = Counter(term for line in mine for term in line.own if term in self._weights)
        found = {}
        for term, weight in self._weights.items():
            told = weight * inverse(times[term], len(mine) + 2)
            told *= TITLED if term in mine[0].above else 1.0
            found[term] = told * (TIMED if term in self._question.timed else 1.0)
        total = sum(found.values()) or 1.0
        return {term: told / total for term, told in found.items()}

    def _rank(self, terms: Sequence[str]) -> float:
        """BM25 among the sentences at hand."""
        norm = K1 * (0.5 + 0.5 * len(terms) / self._mean)
        counted = Counter(terms)
        score = 0.0
        for term, weight in self._weights.items():
            times: float = counted[term]
            if not times:
                times = max((how for word, how in self._kin[term].items() if word in counted), default=0.0)
            score += weight * times * (K1 + 1) / (times + norm)
        return score

    def _like(self, term: str, line: Line) -> float:
        """How well anything in the sentence stands for a term that it does not have."""
        best = max((how for word, how in self._kin[term].items() if word in line.own), default=0.0)
        if not best and self._question.initials.get(term, " ") in line.initials:
            return INITIALS
        if not best and not term.isascii() and len(term) == 2 and all(c in line.passage.text for c in term):
            return PAIR
        return best

    def _one(self, line: Line, rank: float) -> Measured:
        question, local, found = self._question, self._local[line.home.id], Signs()
        there, missing = self._covered(line, local, found)
        found.chunk, found.document, found.rank = line.score / self._best, line.home.score / self._most, rank
        found.adjacent, found.dense = _adjacent(question.terms, line.terms), _dense(there, line.terms)
        found.sort, found.sort_near = offers(question, line, local, there)
        found.counted = counts(question, line.passage.text)
        found.sort_local = found.sort * (found.local + found.local_akin)
        found.fresh = math.log1p(len(line.own - line.above - self._weights.keys())) / 4
        found.sort_above, found.sort_near_by = found.sort * found.above, found.sort * found.near
        found.unheard = float(min(2, len(self._unheard.intersection(missing)) + self._strange))
        found.unnamed = float(not question.names.isdisjoint(missing))
        found.rival = float(rival(question, line, missing))
        self._said(line, there, found)
        found.behind = self._behind(line)
        found.rank_squared, found.document_squared = found.rank**2, found.document**2
        self._named_in(found)
        self._timed(line, found)
        found.size = math.log1p(len(line.terms)) / 4
        found.first = float(line.passage.paragraph == line.passage.sentence == 1)
        found.bare = float(len(line.terms) < 12 and line.passage.text[-1:] not in ".!?。！？;；:：")
        return Measured(line, VALUES(found), tuple(missing), local)

    def _covered(self, line: Line, local: Mapping[str, float], found: Signs) -> tuple[set[str], list[str]]:
        """Where each term stands; the terms of the sentence itself, and those that are nowhere."""
        there: set[str] = set()
        missing: list[str] = []
        for term, share in self._weights.items():
            named = share if term in self._question.names else 0.0
            if term in line.own:
                there.add(term)
                found.covered += share
                found.local += local[term]
                found.named += named
            elif like := self._like(term, line):
                found.akin += share * like if like > MEANING else 0.0
                found.alike += share if like <= MEANING else 0.0
                found.local_akin += local[term] * like
                found.named += named * like
            elif term in line.above:
                found.above += share
            elif term in line.near:
                found.near += share
            elif term in line.home.held:
                found.held += share
                found.named_away += named
            else:
                missing.append(term)
                found.gap = max(found.gap, share)
                found.nameless += named
        return there, missing

    def _said(self, line: Line, there: AbstractSet[str], found: Signs) -> None:
        """What of the question's own statement the sentence makes, by itself or with the one before."""
        beside = self._question.names | self._question.timed | line.above
        wanted = [term for term in self._weights if term not in beside]
        lacks = [term for term in wanted if term not in there and not self._like(term, line)]
        if wanted:
            found.said = 1.0 - len(lacks) / len(wanted)
            found.unsaid = max((self._weights[term] for term in lacks), default=0.0)
        if _LED.match(line.passage.text):
            before = frozenset(analyse(line.before))
            found.led = sum(
                share for term, share in self._weights.items() if term not in there and term in before
            )

    def _behind(self, line: Line) -> float:
        """1 right behind the sentence that has most of the question, less a little further on."""
        top = self._top
        if top is None or top.home.id != line.home.id or top.passage.paragraph != line.passage.paragraph:
            return 0.0
        return {1: 1.0, 2: 0.6, 3: 0.3, -1: 0.3}.get(line.passage.sentence - top.passage.sentence, 0.0)

    def _named_in(self, found: Signs) -> None:
        """The shares of names are shares of what all names weigh; one half of each where there is none."""
        if not self._named:
            found.named = 0.5
            return
        found.named /= self._named
        found.named_away /= self._named
        found.nameless /= self._named

    def _timed(self, line: Line, found: Signs) -> None:
        if not self._question.times:
            return
        home = line.home
        if home.id not in self._spans:
            self._spans[home.id] = asked(self._question, home.clock)
        if spans := self._spans[home.id]:
            agreed = agreement(self._question, line, spans)
            found.time, found.other_time = float(agreed == 1.0), _OTHER.get(agreed, 0.0)


def _adjacent(wanted: Sequence[str], terms: Sequence[str]) -> float:
    """The share of neighbouring terms of the question that stand close together in the sentence."""
    if len(wanted) < 2:
        return 0.0
    known = frozenset(wanted)
    at: dict[str, list[int]] = defaultdict(list)
    for place, term in enumerate(terms):
        if term in known:
            at[term].append(place)
    held = [(at[one], at[next]) for one, next in pairwise(wanted) if one in at and next in at]
    close = sum(any(0 < b - a <= 2 for a in first for b in second) for first, second in held)
    return close / (len(wanted) - 1)


def _dense(there: AbstractSet[str], terms: Sequence[str]) -> float:
    """How close together the question's terms stand."""
    places = [place for place, term in enumerate(terms) if term in there]
    gaps = [1.0 / (after - before) for before, after in pairwise(places)]
    return sum(gaps) / len(gaps) if gaps else 0.0
