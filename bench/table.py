"""One row of a measurement, and the table of all of them in Markdown."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from statistics import median


@dataclass(frozen=True, slots=True)
class Row:
    """A figure of ours beside a peer's from the same run; `more` says that more is better.

    `ours` is None for what cannot be measured on this machine.
    """

    what: str
    ours: float | None
    peer: str
    theirs: float | None
    unit: str
    more: bool = True

    @property
    def ratio(self) -> str:
        """How many times better ours is; below 1 it is worse."""
        if not self.theirs or not self.ours:
            return "–"
        return f"{self.ours / self.theirs if self.more else self.theirs / self.ours:.2g} ×"


def seconds(
    work: Callable[[], object], times: int = 3, clock: Callable[[], float] = time.perf_counter
) -> float:
    """The median time of some runs, in seconds: wall time, or by another clock."""
    taken = []
    for _ in range(times):
        start = clock()
        work()
        taken.append(clock() - start)
    return median(taken)


def show(rows: Iterable[Row], day: date) -> None:
    """Print the table."""
    print(f"\n| measured {day.isoformat()} | Milepost | peer | peer's | ratio |")
    print("|---|---|---|---|---|")
    for row in rows:
        ours, theirs = (_shown(value, row.unit) for value in (row.ours, row.theirs))
        print(f"| {row.what} | {ours} | {row.peer} | {theirs} | {row.ratio} |")


def _shown(value: float | None, unit: str) -> str:
    return "–" if value is None else f"{value:,.4g} {unit}".rstrip()
