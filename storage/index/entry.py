"""A chunk as both databases store it, and chunks as they are scored."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]
Terms = NDArray[np.uint32]


class Entry(NamedTuple):
    """A chunk's columns, as in `ChunkRow`, and last its different terms, by which it is found."""

    id: int
    owner: int
    first: int
    last: int
    titled: int
    whole: int
    terms: bytes
    different: Terms


class Held(NamedTuple):
    """Chunks that were found, a column each, in any order; `terms` are those of one after the other."""

    ids: Numbers
    owners: Numbers
    titled: Numbers
    whole: Numbers
    lengths: Numbers
    terms: bytes

    def each(self) -> Iterator[Terms]:
        """The terms of each chunk."""
        every = np.frombuffer(self.terms, "<u4")
        return iter(np.split(every, np.cumsum(self.lengths)[:-1])) if len(self.ids) else iter(())


def held(rows: Sequence[tuple[Any, ...]]) -> Held:
    """The chunks of rows of id, owner, titled, whole and terms."""
    columns = list(zip(*rows, strict=True)) or [()] * 5
    ids, owners, titled, whole = (np.asarray(column, np.int64) for column in columns[:4])
    lengths = np.asarray([len(each) // 4 for each in columns[4]], np.int64)
    return Held(ids, owners, titled, whole, lengths, b"".join(columns[4]))
