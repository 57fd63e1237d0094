"""Candidate rows scored at once: exact BM25 of rows and documents, the same whichever store found them.

Rows are arrays of term numbers, so that a question costs a few passes over one array. Sources: BM25 as in
Robertson and Zaragoza, “The Probabilistic Relevance Framework” (2009); feedback as in Rocchio (1971), within
the rows at hand.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from briefings.ranking import K1, TITLE, B

Floats = NDArray[np.float64]
Numbers = NDArray[np.int64]
Many = Sequence[int] | Numbers

WHOLE = 0.5
"""What a document's own score counts beside that of its best row."""
TEACHERS, LESSONS = 5, 20
"""Best documents whose words are asked for as well, and how many of those words."""
TRUST = 0.5
"""What the best of those words is worth beside the question's rarest."""
LEFT = 0.5
"""The share of a question that the best row must leave out for those words to be trusted so far."""
EXACT = 1e-9
"""What sums of shares may be off by."""
USUAL = 0.3
"""The share of rows above which a word says nothing of a subject."""


@dataclass(frozen=True, slots=True)
class Scale:
    """What scores are measured by: how many rows there are, the mean row and the mean document in terms."""

    rows: int
    row: float
    document: float


class Rows:
    """Rows of a search: their term numbers in one array, whose they are, how long their documents are.

    Their order makes no difference to any score.
    """

    def __init__(
        self,
        terms: bytes,
        lengths: Many,
        titled: Many,
        owners: Many,
        whole: Many,
    ) -> None:
        """`terms` holds little-endian 32-bit numbers; the first `titled` of each row are those of a title."""
        self.terms: NDArray[np.uint32] = np.frombuffer(terms, "<u4")
        self.lengths: Numbers = np.asarray(lengths, np.int64)
        self.titled: Numbers = np.asarray(titled, np.int64)
        self._ends: Numbers = np.cumsum(self.lengths)
        self._first: Numbers = self._ends - self.lengths
        self.owners, self.place = np.unique(np.asarray(owners, np.int64), return_inverse=True)
        self.whole: Numbers = np.zeros(len(self.owners), np.int64)
        self.whole[self.place] = np.asarray(whole, np.int64)

    def __len__(self) -> int:
        return len(self.lengths)

    def of(self, document: int) -> NDArray[np.uint32]:
        """Every term of the document at this place."""
        mine = np.flatnonzero(self.place == document)
        return np.concatenate([self.terms[self._first[row] : self._ends[row]] for row in mine])

    def times(self, terms: Sequence[int]) -> tuple[Floats, Floats]:
        """How often each term, a line each, stands in each row's sentences, and in its title."""
        wanted = np.asarray(terms, np.int64)
        lines = np.zeros(int(max(wanted.max(initial=0), self.terms.max(initial=0))) + 1, np.uint16)
        lines[wanted] = np.arange(1, len(wanted) + 1)
        told = lines[self.terms]
        at = np.flatnonzero(told)
        row = np.searchsorted(self._first, at, side="right") - 1
        cell = (told[at].astype(np.int64) - 1) * len(self) + row
        named = at - self._first[row] < self.titled[row]
        return self._counted(cell[~named], len(wanted)), self._counted(cell[named], len(wanted))

    def _counted(self, cells: Numbers, lines: int) -> Floats:
        counts = np.bincount(cells, minlength=lines * len(self)).astype(np.float64)
        return counts.reshape(lines, len(self))

    def whole_times(self, said: Floats, titled: Floats) -> Floats:
        """How often the terms stand in each document: every row repeats the title, which counts once."""
        lines, size = len(said), len(self.owners)
        cells = (np.arange(lines)[:, None] * size + self.place).ravel()
        told = np.bincount(cells, weights=said.ravel(), minlength=lines * size).astype(np.float64)
        at = np.flatnonzero(titled)
        if len(at):
            named = np.zeros(lines * size)
            np.maximum.at(named, cells[at], titled.ravel()[at])
            told = told + TITLE * named
        return told.reshape(lines, size)


@dataclass(frozen=True, slots=True)
class Scores:
    """What rows are worth, what share of the question each holds, and what their documents are worth."""

    rows: Floats
    covers: Floats
    documents: Floats


def scored(rows: Rows, worth: Mapping[int, float], total: float, scale: Scale) -> Scores:
    """The scores of rows and documents for terms of that worth; `total` is what a row could cover at most."""
    near, far = _norm(rows.lengths, scale.row), _norm(rows.whole, scale.document)
    weights = np.asarray(list(worth.values()))[:, None]
    said, titled = rows.times(list(worth))
    # a sum line by line, which is the same whatever order the rows are in
    own = (weights * _saturated(said + TITLE * titled, near)).sum(axis=0)
    whole = (weights * _saturated(rows.whole_times(said, titled), far)).sum(axis=0)
    covered = (weights * (said + titled > 0)).sum(axis=0)
    best = np.zeros(len(rows.owners))
    np.maximum.at(best, rows.place, own)
    return Scores(own, covered / total if total else covered, (1 - WHOLE) * best + WHOLE * whole)


def doubt(scores: Scores) -> float:
    """How far other words than the question's are to be trusted, 0 to 1: not where a row has all of these."""
    left = 1 - float(scores.covers.max(initial=0.0))
    return min(1.0, left / LEFT) if left > EXACT else 0.0


def taught(rows: Rows, scores: Scores, rarity: Mapping[int, float], strongest: float, scale: Scale) -> Floats:
    """The documents' scores with those of the words that the best of them share, where nobody is far ahead.

    `rarity` is the worth of the terms in `vocabulary`; `strongest` that of the question's best term.
    """
    told = scores.documents
    if len(told) < 2 or not rarity:
        return told
    second, first = np.sort(told)[-2:]
    trust = TRUST * doubt(scores) * strongest * (second / first if first else 0.0)
    lessons = _lessons(rows, scores, rarity, scale)
    if not lessons:
        return told
    best = max(lessons.values())
    shares = WHOLE * trust * np.asarray(list(lessons.values()))[:, None] / best
    times = rows.whole_times(*rows.times(list(lessons)))
    return np.asarray(told + (shares * _saturated(times, _norm(rows.whole, scale.document))).sum(axis=0))


def teachers(scores: Scores) -> Numbers:
    """The places of the best documents, best first."""
    order = np.argsort(-scores.documents, kind="stable")[:TEACHERS]
    return order[scores.documents[order] > 0].astype(np.int64)


def vocabulary(rows: Rows, places: Numbers) -> Numbers:
    """Every term of those documents."""
    told = [rows.of(int(place)) for place in places]
    return np.unique(np.concatenate(told)).astype(np.int64) if told else places


def _lessons(rows: Rows, scores: Scores, rarity: Mapping[int, float], scale: Scale) -> dict[int, float]:
    """The terms that tell the best documents from all others, with their worth."""
    best = teachers(scores)
    share = scores.documents[best] / scores.documents[best].sum()
    norms = _norm(rows.whole, scale.document)[best]
    numbers = np.asarray(sorted(rarity), np.int64)
    held = np.zeros((len(best), len(numbers)))
    for place, document in enumerate(best):
        mine = rows.of(int(document)).astype(np.int64)
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
