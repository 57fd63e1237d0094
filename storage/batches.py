"""Values so many at a time, as one IN (…) takes them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

BATCH = 500
"""Values in one IN (…)."""

T = TypeVar("T")


def parts(values: Sequence[T]) -> Iterator[Sequence[T]]:
    """The values, so many at a time."""
    return (values[start : start + BATCH] for start in range(0, len(values), BATCH))
