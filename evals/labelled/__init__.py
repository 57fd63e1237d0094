"""The labels: expressions and whole documents, each in parts; GUIDE.md says how they are made."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
PARTS = ("first", "tune", "measured")
"""`first` and `tune` may be read by who writes rules; of `measured` only the score is looked at."""

Label = dict[str, Any]
Interval = tuple[str, str]


def expressions(part: str) -> Iterator[Label]:
    """The labelled expressions of one file, such as `en-tune`."""
    for line in (FOLDER / "expressions" / f"{part}.jsonl").read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


def documents(part: str, language: str | None = None) -> Iterator[tuple[Label, str, bytes]]:
    """Each labelled document of a part: its label, its file's name and its bytes."""
    for path in sorted((FOLDER / "documents" / part).glob("*.json")):
        label = json.loads(path.read_text(encoding="utf-8"))
        text = next(p for p in (path.with_suffix(".txt"), path.with_suffix(".md")) if p.exists())
        if language is None or label["language"] == language:
            yield label, text.name, text.read_bytes()


def spot(text: str, label: Label) -> tuple[int, int]:
    """Where a label's words stand in its text; a label that stands nowhere is a fault of the labels."""
    at = -1
    for _ in range(label.get("nth", 1)):
        at = text.index(label["find"], at + 1)
    return at, at + len(label["find"])


def right(label: Label, got: Interval | None) -> bool:
    """Whether an interval is the label's, or one that it accepts; without a start only the end counts."""
    if got is None:
        return label["start"] is None and label["end"] is None
    slack = timedelta(days=label.get("slack") or 0)
    accepted = [(label["start"], label["end"]), *map(tuple, label.get("accept") or ())]
    return any(_near(a, got[0], slack) and _near(b, got[1], slack) for a, b in accepted if b)


def _near(wanted: str | None, got: str, slack: timedelta) -> bool:
    return wanted is None or abs(date.fromisoformat(wanted) - date.fromisoformat(got)) <= slack
