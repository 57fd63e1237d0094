"""Candidate rows scored at once: exact BM25 of rows and documents, the same whichever store found them.

Rows are arrays of term numbers, so that a question costs a few passes over one array. Sources: BM25 as in
Robertson and Zaragoza, “The Probabilistic Relevance Framework” (2009); feedback as in Rocchio (1971), within
the rows at hand.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from briefings.ranking import K1, TITLE, B

Floats = NDArray[np.float64]
Numbers = NDArray[np.int64]

WHOLE = 0.5
"""What a document's own score counts beside that of its best row."""
TEACHERS, LESSONS = 5, 20
"""Best documents whose words are asked for as well, and how many of those words."""
TRUST = 0.4
"""What the best of those words is worth beside the question's rarest."""
USUAL = 0.3
"""The share of rows above which a word says nothing of a subject."""


@dataclass(frozen=True, slots=True)
class Scale:
    """What scores are measured by: how many rows there are, the mean row and the mean document in terms."""

    rows: int
    row: float
    document: float


class Rows:
    """Rows of a search: their term numbers in one array, whose they are, how long their documents are."""

    def __init__(
        self,
        terms: bytes,
        lengths: Sequence[int],
        titled: Sequence[int],
        owners: Sequence[int],
        whole: Sequence[int],
    ) -> None:
        """`terms` holds little-endian 32-bit numbers; the first `titled` of each row are those of a title."""
        self.terms: NDArray[np.uint32] = np.frombuffer(terms, "<u4")
        self.lengths: Numbers = np.asarray(lengths, np.int64)
        self.titled: Numbers = np.asarray(titled, np.int64)
        self._first: Numbers = np.concatenate(([0], np.cumsum(self.lengths)[:-1])).astype(np.int64)
        self.owners, self.place = np.unique(np.asarray(owners, np.int64), return_inverse=True)
        self.whole: Numbers = np.zeros(len(self.owners), np.int64)
        self.whole[self.place] = np.asarray(whole, np.int64)

    def __len__(self) -> int:
        return len(self.lengths)

    @cached_property
    def of(self) -> Numbers:
        """To which row each term belongs."""
        return np.repeat(np.arange(len(self)), self.lengths)

    def times(self, term: int) -> tuple[Floats, Floats]:
        """How often a term stands in each row's sentences, and in its title."""
        at = np.flatnonzero(self.terms == term)
        row = np.searchsorted(self._first, at, side="right") - 1
        named = at - self._first[row] < self.titled[row]
        return self._counted(row[~named]), self._counted(row[named])

    def _counted(self, row: Numbers) -> Floats:
        return np.bincount(row, minlength=len(self)).astype(np.float64)

    def whole_times(self, said: Floats, titled: Floats) -> Floats:
        """How often a term stands in each document: every row repeats the title, which counts once."""
        named = np.zeros(len(self.owners))
        np.maximum.at(named, self.place, titled)
        return np.bincount(self.place, weights=said, minlength=len(self.owners)) + TITLE * named


@dataclass(frozen=True, slots=True)
class Scores:
    """What rows are worth, what share of the question each holds, and what their documents are worth."""

    rows: Floats
    covers: Floats
    documents: Floats


def scored(rows: Rows, worth: Mapping[int, float], total: float, scale: Scale) -> Scores:
    """The scores of rows and documents for terms of that worth; `total` is what a row could cover at most."""
    own, whole, covered = np.zeros(len(rows)), np.zeros(len(rows.owners)), np.zeros(len(rows))
    near, far = _norm(rows.lengths, scale.row), _norm(rows.whole, scale.document)
    for term, weight in worth.items():
        said, titled = rows.times(term)
        own += weight * _saturated(said + TITLE * titled, near)
        covered += weight * (said + titled > 0)
        whole += weight * _saturated(rows.whole_times(said, titled), far)
    best = np.zeros(len(rows.owners))
    np.maximum.at(best, rows.place, own)
    return Scores(own, covered / total if total else covered, (1 - WHOLE) * best + WHOLE * whole)


def taught(rows: Rows, scores: Scores, rarity: Mapping[int, float], strongest: float, scale: Scale) -> Floats:
    """The documents' scores with those of the words that the best of them share, where nobody is far ahead.

    `rarity` is the worth of the terms in `lessons`; `strongest` the worth of the question's best term.
    """
    told = scores.documents
    if len(told) < 2 or not rarity:
        return told
    second, first = np.sort(told)[-2:]
    trust = TRUST * strongest * (second / first if first else 0.0)
    weights = _lessons(rows, scores, rarity, scale)
    best = max(weights.values(), default=0.0)
    far = _norm(rows.whole, scale.document)
    for term, weight in weights.items():
        times = rows.whole_times(*rows.times(term))
        told = told + WHOLE * trust * weight / best * _saturated(times, far)
    return told


def teachers(scores: Scores) -> Numbers:
    """The places of the best documents, best first."""
    order = np.argsort(-scores.documents, kind="stable")[:TEACHERS]
    return order[scores.documents[order] > 0].astype(np.int64)


def vocabulary(rows: Rows, places: Numbers) -> Numbers:
    """Every term of those documents."""
    held = np.isin(rows.place, places)
    return np.unique(rows.terms[held[rows.of]]).astype(np.int64)


def _lessons(rows: Rows, scores: Scores, rarity: Mapping[int, float], scale: Scale) -> dict[int, float]:
    """The terms that tell the best documents from all others, with their worth."""
    best = teachers(scores)
    share = scores.documents[best] / scores.documents[best].sum()
    norms = _norm(rows.whole, scale.document)[best]
    numbers = np.asarray(sorted(rarity), np.int64)
    held = np.zeros((len(best), len(numbers)))
    for place, document in enumerate(best):
        mine = rows.terms[(rows.place == document)[rows.of]].astype(np.int64)
        at = np.searchsorted(numbers, mine)
        known = at < len(numbers)
        known[known] = numbers[at[known]] == mine[known]
        held[place] = np.bincount(at[known], minlength=len(numbers))
    told = (share[:, None] * _saturated(held, norms[:, None])).sum(axis=0)
    told *= np.asarray([rarity[int(number)] for number in numbers])
    order = np.argsort(-told, kind="stable")[:LESSONS]
    return {int(numbers[at]): float(told[at]) for at in order if told[at] > 0}


def _norm(lengths: Numbers, mean: float) -> Floats:
    """What longer texts are held back by."""
    return np.asarray(K1 * (1 - B + B * lengths / max(mean, 1.0)), np.float64)


def _saturated(times: Floats, norm: Floats) -> Floats:
    """What the first time says, and each further one less."""
    return np.asarray(times * (K1 + 1) / (times + norm), np.float64)
