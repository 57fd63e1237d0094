"""Which runs of terms stand side by side in the index, and which runs begin with given letters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection

from storage.index.matching import matcher
from storage.index.spelling import beginning

LOOKED = 50
"""Chunks in which a run is looked for."""
SCANNED = 300
"""Chunks in which initials are looked for."""
LIKELY = 12
"""The most frequent words of a letter that lead to those chunks."""

Numbers = NDArray[np.int64]


def times(connection: Connection, run: Sequence[int]) -> int:
    """In how many of the first `LOOKED` chunks with all of these terms they stand side by side."""
    if not run:
        return 0
    index = matcher(connection)
    ids = index.match(connection, sorted(set(run)), True, LOOKED)
    if len(run) == 1 or not ids:
        return len(ids)
    return sum(_stands(run, terms) for terms in index.rows(connection, ids).each())


def _stands(run: Sequence[int], terms: NDArray[np.uint32]) -> bool:
    starts = np.flatnonzero(terms[: len(terms) - len(run) + 1] == run[0])
    for step, number in enumerate(run[1:], 1):
        starts = starts[terms[starts + step] == number]
    return bool(len(starts))


def initialled(connection: Connection, letters: str) -> tuple[str, ...] | None:
    """The run of terms with these initials that stands there most often; None where it is no habit.

    `letters` are plain ones, two or more.
    """
    words: dict[str, Mapping[int, str]] = {}
    for letter in set(letters):
        words[letter] = {number: term for term, number, _ in beginning(connection, letter)}
    if not all(words.values()):
        return None
    rarest = min(set(letters), key=lambda letter: (len(words[letter]), letter))
    ids: set[int] = set()
    index = matcher(connection)
    likely = list(words[rarest])[:LIKELY]
    ids.update(index.match(connection, sorted(likely), False, SCANNED))
    counted: Counter[tuple[int, ...]] = Counter()
    numbers = [np.fromiter(words[letter], np.int64) for letter in letters]
    for terms in index.rows(connection, sorted(ids)).each():
        counted.update(_runs(terms, numbers))
    best = min(counted.items(), key=lambda item: (-item[1], item[0]), default=None)
    if best is None or best[1] < 2:
        return None
    return tuple(words[letter][number] for letter, number in zip(letters, best[0], strict=True))


def _runs(terms: NDArray[np.uint32], numbers: Sequence[Numbers]) -> list[tuple[int, ...]]:
    """The runs of a chunk whose nth term is among the nth numbers."""
    starts = np.arange(max(0, len(terms) - len(numbers) + 1))
    for step, wanted in enumerate(numbers):
        starts = starts[np.isin(terms[starts + step], wanted)]
    return [tuple(map(int, terms[at : at + len(numbers)])) for at in starts]
