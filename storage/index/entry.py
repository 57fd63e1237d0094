"""A chunk as both databases store it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Entry(NamedTuple):
    """A chunk's columns, as in `ChunkRow`, and last its different terms, by which it is found, as text."""

    id: int
    owner: int
    first: int
    last: int
    titled: int
    whole: int
    terms: bytes
    different: Sequence[str]
