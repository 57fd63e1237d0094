"""Texts taken apart many at a time: each piece between blanks is looked up, all else is done in arrays."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from briefings.words import terms
from storage.index.entry import Numbers, Terms

KEPT = 1_000_000
"""Different pieces that are kept in mind, and terms of them."""


class Texts:
    """Texts one after the other, as the marks of their terms.

    A mark is a term's place among `terms`, which are in the order in which they were first seen.
    """

    def __init__(self) -> None:
        self._pieces = _Pieces()
        self._said = array("I")
        self._ends = array("q")
        self.size = 0
        """Characters of the texts that wait, and one more for each."""

    @property
    def terms(self) -> dict[str, int]:
        """Every term that was ever seen, with its mark."""
        return self._pieces.terms

    def add(self, text: str) -> None:
        """Take in one more text."""
        self._said.extend(map(self._pieces.__getitem__, text.split()))
        self._ends.append(len(self._said))
        self.size += len(text) + 1

    def taken(self) -> tuple[Numbers, list[int]]:
        """The marks of all texts that wait, and where those of each end; none waits any longer."""
        said, ends = np.frombuffer(self._said, np.uint32), np.frombuffer(self._ends, np.int64)
        sizes = np.frombuffer(self._pieces.sizes, np.uint32).astype(np.int64)
        marks = np.frombuffer(self._pieces.marks, np.uint32).astype(np.int64)
        after, lengths = np.cumsum(sizes), sizes[said]
        before = np.concatenate(([0], np.cumsum(lengths)))
        places = np.arange(before[-1]) + np.repeat(after[said] - before[1:], lengths)
        self._said, self._ends, self.size = array("I"), array("q"), 0
        found = marks[places], before[ends].tolist()
        self._pieces.forget()
        return found


class _Pieces(dict[str, int]):
    """What stands between blanks, numbered; `sizes` and `marks` say how many terms each has, and which."""

    def __init__(self) -> None:
        super().__init__()
        self.terms: dict[str, int] = {}
        self.sizes, self.marks = array("I"), array("I")

    def __missing__(self, piece: str) -> int:
        known, sizes, own = self.terms, self.sizes, terms(piece)
        for term in own:
            self.marks.append(known.setdefault(term, len(known)))
        number = len(sizes)
        sizes.append(len(own))
        self[piece] = number
        return number

    def forget(self) -> None:
        """Start anew where there are too many: texts without blanks are pieces that never come again."""
        if len(self.marks) > KEPT or len(self) > KEPT:
            self.clear()
            self.sizes, self.marks = array("I"), array("I")


def once(rows: Sequence[Terms]) -> list[Terms]:
    """The different numbers of each row, lowest first."""
    if not rows:
        return []
    row = np.repeat(np.arange(len(rows), dtype=np.int64), [len(each) for each in rows])
    told = np.sort(row << 32 | np.concatenate(rows))
    different = told[firsts(told)]
    ends = np.searchsorted(different, np.arange(1, len(rows)) << 32)
    return np.split((different & 0xFFFFFFFF).astype("<u4"), ends)


def firsts(told: NDArray[Any]) -> Numbers:
    """Where each of the values stands first, which are in order; quicker than `unique`, which hashes them."""
    return np.flatnonzero(np.concatenate(([True], told[1:] != told[:-1]))[: len(told)])
