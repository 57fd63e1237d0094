"""Labelled whole documents: how many of their times are right, and whether the time of writing is."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

LABELLED = Path(__file__).parent / "labelled"
Interval = tuple[str, str]
Predicted = tuple[int, int, Interval | None]


def documents() -> Iterator[tuple[dict[str, Any], str]]:
    """Every labelled document with its text."""
    for row in json.loads((LABELLED / "documents.json").read_text(encoding="utf-8")):
        yield row, (LABELLED / "documents" / f"{row['id']}.txt").read_text(encoding="utf-8")


def right(label: dict[str, Any], got: Interval | None) -> bool:
    """Whether an interval is the label's; a deadline need only end on its day."""
    if got is None:
        return False
    if label["start"] is None:
        return got[1] == label["end"]
    wanted = [(label["start"], label["end"]), *map(tuple, label.get("accept", ()))]
    slack = timedelta(days=label.get("slack", 0))
    return any(_near(a, got[0], slack) and _near(b, got[1], slack) for a, b in wanted)


def _near(a: str, b: str, slack: timedelta) -> bool:
    return abs(date.fromisoformat(a) - date.fromisoformat(b)) <= slack


def score(label: dict[str, Any], text: str, found: list[Predicted]) -> tuple[int, int, int, list[str]]:
    """Right, labelled and predicted counts of one document, with what was missed."""
    spans = [(text.index(item["find"]), item) for item in label["items"]]
    vague = [(a, a + len(item["find"])) for a, item in spans if item.get("vague")]
    core = [(a, item) for a, item in spans if not item.get("vague")]
    found = [p for p in found if not any(_over(p, a, b) for a, b in vague)]
    counted = sum(1 for p in found if p[2] or any(_over(p, a, a + len(item["find"])) for a, item in core))
    missed = [
        item["find"]
        for a, item in core
        if not any(_over(p, a, a + len(item["find"])) and right(item, p[2]) for p in found)
    ]
    return len(core) - len(missed), len(core), counted, missed


def _over(found: Predicted, a: int, b: int) -> bool:
    return min(found[1], b) > max(found[0], a)
