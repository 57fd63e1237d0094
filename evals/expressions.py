"""Labelled expressions: does the right stretch of text get the right value and interval?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from briefings.anchoring import anchors
from briefings.dates.anchor import Anchor
from briefings.dates.resolving import resolve
from briefings.model import Passage
from briefings.telling import telling
from evals.documents import finer
from evals.labelled import Interval, Label, right, spot


@dataclass(frozen=True, slots=True)
class Read:
    """What was read where a label points; all None where nothing was."""

    value: str | None = None
    interval: Interval | None = None


def read(row: Label) -> Read:
    """The TIMEX3 value and the interval that Milepost reads where the label points."""
    text = row["text"]
    a, b = spot(text, row)
    on = date.fromisoformat(row["on"]) if row["on"] else None
    told = telling(text, [Passage("eval", 1, 1, 0, len(text), text)])
    for each, anchor in zip(told, anchors(told, Anchor(on, on, on.year if on else None)), strict=True):
        if min(each.mention.end, b) <= max(each.mention.start, a):
            continue
        reading = resolve(each.mention.spec, anchor)
        if reading is None:
            continue
        when = reading.when
        interval = (when.start.isoformat(), when.end.isoformat()) if when.start and when.end else None
        return Read(reading.timex.value if reading.timex else None, interval)
    return Read()


def correct(row: Label, got: Read) -> bool:
    """Whether both the value and the interval are right; a label without an interval wants none."""
    return got.value == row["value"] and right(row, got.interval)


def invented(row: Label, got: Read) -> bool:
    """Whether a reading claims more than its words: days where they give none, or fewer than they cover."""
    if got.interval is None or right(row, got.interval):
        return False
    return row["start"] is None or finer(row, got.interval)


def wrong(rows: Iterable[Label]) -> list[tuple[Label, Read]]:
    """The labelled expressions that are read otherwise, with what was read."""
    pairs = ((row, read(row)) for row in rows)
    return [(row, got) for row, got in pairs if not correct(row, got)]
