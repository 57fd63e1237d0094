"""What a question's terms are worth, and exact BM25 of a few sentences by them."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

K1 = 1.2
B = 0.75
TITLE = 2.0
"""How many times in the text one time in the title is worth."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What a question's terms are worth in a collection: term → inverse document frequency × repeats.

    `mean` is the mean length of a row of that collection, in terms; `frequencies` says in how many rows
    each term stands; `missing` is the worth of the terms that the collection does not have, `aside` that of
    terms which nothing need cover, being other names for the rest.
    """

    terms: Mapping[str, float]
    mean: float
    frequencies: Mapping[str, int]
    missing: float = 0.0
    aside: float = 0.0

    @property
    def total(self) -> float:
        """What a row with every term could cover."""
        return sum(self.terms.values()) + self.missing - self.aside


def weights(terms: Sequence[str], frequencies: Mapping[str, int], rows: int, mean: float) -> Weights:
    """The worth of each term that the collection has; a term asked twice weighs twice."""
    every = Counter(terms)
    asked = {term: times for term, times in every.items() if frequencies.get(term)}
    return Weights(
        {term: times * inverse(frequencies[term], rows) for term, times in asked.items()},
        max(mean, 1.0),
        {term: frequencies[term] for term in asked},
        (every.total() - sum(asked.values())) * inverse(0, rows),
    )


def lightened(known: Weights, shares: Mapping[str, float]) -> Weights:
    """The same weights with only a share of these terms' worth, which nothing need cover."""
    if not shares:
        return known
    terms = {term: worth * shares.get(term, 1.0) for term, worth in known.terms.items()}
    return replace(known, terms=terms, aside=sum(terms[term] for term in shares if term in terms))


def inverse(frequency: int, rows: int) -> float:
    """The inverse document frequency, never below zero."""
    return math.log(1 + (max(rows, frequency) - frequency + 0.5) / (frequency + 0.5))


def bm25(known: Weights, terms: Sequence[str]) -> float:
    """The score of a text by its analysed terms."""
    return judged(known, terms)[0]


def judged(known: Weights, terms: Sequence[str]) -> tuple[float, float]:
    """The score as in `bm25`, and the share of the question's worth, 0 to 1, that stands there at all."""
    norm = K1 * (1 - B + B * len(terms) / known.mean)
    counts = Counter(terms)
    score = covered = 0.0
    for term, worth in known.terms.items():
        if times := counts[term]:
            covered += worth
            score += worth * times * (K1 + 1) / (times + norm)
    return score, covered / known.total if covered else 0.0
