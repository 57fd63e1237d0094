"""Labelled expressions: does the right stretch of text get the right value and interval?"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from briefings.dates.anchor import Anchor
from briefings.dates.resolving import resolve
from briefings.model import Passage
from briefings.telling import telling
from evals.documents import LABELLED


def expressions() -> Iterator[dict[str, Any]]:
    """Every labelled expression in its sentence."""
    for line in (LABELLED / "expressions.jsonl").read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


def read(row: dict[str, Any]) -> tuple[str | None, str | None, str | None]:
    """The TIMEX3 value and the interval that Milepost reads where the label points."""
    text, on = row["text"], date.fromisoformat(row["on"])
    at = text.index(row["find"])
    for told in telling(text, [Passage("eval", 1, 1, 0, len(text), text)]):
        if min(told.mention.end, at + len(row["find"])) <= max(told.mention.start, at):
            continue
        reading = resolve(told.mention.spec, Anchor(on, on, on.year, tense=told.tense))
        if reading is None:
            continue
        when = reading.when
        ends = [each.isoformat() if each else None for each in (when.start, when.end)]
        return (reading.timex.value if reading.timex else None), ends[0], ends[1]
    return None, None, None


def wrong() -> list[tuple[dict[str, Any], tuple[str | None, str | None, str | None]]]:
    """The labelled expressions that are read otherwise, with what was read."""
    pairs = ((row, read(row)) for row in expressions())
    return [(row, got) for row, got in pairs if got != (row["value"], row["start"], row["end"])]
