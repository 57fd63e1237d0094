"""Which sentences tell the most: likeness to the whole, to the topic, and to nothing said already."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import log, sqrt

from briefings.model import Document, Evidence, Passage
from briefings.words import analyse

FEWEST, LONGEST = 4, 420
"""Terms that a sentence needs, and characters that it may have, to stand as a line."""
NEW = 0.35
"""How much a line loses for each part that an earlier one says already."""
SAME = 0.85
"""How alike two sentences are that say one thing; only one of them is told."""
MOST_RANKED = 600
"""Sentences that are compared with each other; a store of long documents gives its first ones."""

Vector = dict[str, float]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence that may become a line: where it stands, its weight vector, its score from 0 to about 1."""

    document: Document
    passage: Passage
    vector: Vector
    score: float

    @property
    def evidence(self) -> Evidence:
        """Its own proof."""
        return proof(self.document, self.passage)


def proof(document: Document, passage: Passage) -> Evidence:
    """A sentence as the evidence of what it says."""
    return Evidence(passage.ref, document.sha256, passage.start, passage.end)


def ranked(documents: Sequence[Document], topic: str) -> tuple[Sentence, ...]:
    """The sentences of these documents by how much they tell of the topic, best first.

    Sentences repeated word for word, titles and fragments are left out. Earlier documents count more.
    """
    found = list(_sentences(documents))[:MOST_RANKED]
    known = Counter(term for _, _, terms in found for term in set(terms))
    vectors = [_vector(terms, known, len(found)) for _, _, terms in found]
    whole = _unit(_sum(vectors))
    wanted = frozenset(analyse(topic))
    scored = [
        Sentence(
            documents[rank], passage, vector, _score(documents[rank], rank, passage, vector, whole, wanted)
        )
        for (rank, passage, _), vector in zip(found, vectors, strict=True)
    ]
    return tuple(sorted(scored, key=lambda one: -one.score))


def choose(
    sentences: Sequence[Sentence],
    count: int,
    said: Sequence[Sentence] = (),
    fits: Callable[[Sentence], bool] = lambda _: True,
) -> tuple[Sentence, ...]:
    """The `count` best sentences that fit and differ from each other and from what was `said` before."""
    chosen: list[Sentence] = []
    refs = {one.passage.ref for one in said}
    pool = [one for one in sentences if one.passage.ref not in refs and fits(one)]
    while pool and len(chosen) < count:
        best = max(pool, key=lambda one: one.score - NEW * _repeats(one, [*said, *chosen]))
        chosen.append(best)
        pool = [one for one in pool if one is not best and _likeness(one.vector, best.vector) < SAME]
    return tuple(chosen)


def _sentences(documents: Sequence[Document]) -> Iterator[tuple[int, Passage, tuple[str, ...]]]:
    seen: set[str] = set()
    for rank, document in enumerate(documents):
        for passage in document.passages:
            if passage.paragraph and len(passage.text) <= LONGEST and passage.text not in seen:
                seen.add(passage.text)
                terms = analyse(passage.text)
                if len(terms) >= FEWEST and passage.text != document.title:
                    yield rank, passage, terms


def _score(  # noqa: PLR0917
    document: Document, rank: int, passage: Passage, vector: Vector, whole: Vector, wanted: frozenset[str]
) -> float:
    """Likeness to the whole and to the topic, with a little for opening a text and for facts in it."""
    covered = len(wanted & vector.keys()) / len(wanted) if wanted else 0.0
    opening = 1.0 if passage.paragraph == 1 else 0.5 if passage.sentence == 1 else 0.0
    held = any(passage.start <= fact.start < passage.end for fact in document.facts)
    counted = any(figure.ref == passage.ref for figure in document.figures)
    return (
        0.5 * _likeness(vector, whole)
        + 0.25 * covered
        + 0.15 * opening
        + 0.1 * (held or counted)
        - 0.02 * rank
    )


def _vector(terms: Iterable[str], known: Counter[str], total: int) -> Vector:
    counts = Counter(terms)
    return _unit({term: (1 + log(n)) * log(1 + total / known[term]) for term, n in sorted(counts.items())})


def _unit(vector: Vector) -> Vector:
    length = sqrt(sum(weight * weight for weight in vector.values()))
    return {term: weight / length for term, weight in vector.items()} if length else vector


def _sum(vectors: Iterable[Vector]) -> Vector:
    total: Vector = {}
    for vector in vectors:
        for term, weight in vector.items():
            total[term] = total.get(term, 0.0) + weight
    return total


def _repeats(one: Sentence, said: Sequence[Sentence]) -> float:
    """The likeness to the closest line, and as much again for a third line out of one document."""
    closest = max((_likeness(one.vector, other.vector) for other in said), default=0.0)
    crowd = sum(other.document.id == one.document.id for other in said)
    return closest + 0.25 * crowd


def _likeness(one: Vector, other: Vector) -> float:
    if len(one) > len(other):
        one, other = other, one
    return sum(weight * other.get(term, 0.0) for term, weight in one.items())
