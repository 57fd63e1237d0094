"""WikiWars, 22 histories with labelled expressions: right span and right value, as TempEval-3 measures."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from briefings.extract import extraction
from briefings.reading import read as read_source
from briefings.study import study

_TIMEX = re.compile(r"<TIMEX3([^>]*)>(.*?)</TIMEX3>", re.S)
_VALUE = re.compile(r'value="([^"]*)"')
Valued = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class History:
    """A text, when it was taken down, and its labelled expressions."""

    text: str
    on: date
    labels: tuple[Valued, ...]


def histories(folder: Path, limit: int | None = None) -> Iterator[History]:
    """The histories below a folder, in the order of their numbers."""
    for path in sorted(folder.glob("*.tml"))[:limit]:
        raw = path.read_text(encoding="utf-8")
        day = re.search(r'<DCT>.*?value="([0-9-]{10})', raw, re.S)
        body = re.search(r"<TEXT>(.*)</TEXT>", raw, re.S)
        if day and body:
            text, labels = _labels(body[1])
            yield History(text, date.fromisoformat(day[1]), tuple(labels))


def _labels(body: str) -> tuple[str, list[Valued]]:
    text, labels, at = "", [], 0
    for match in _TIMEX.finditer(body):
        text += html.unescape(body[at : match.start()])
        words = html.unescape(match[2])
        value = _VALUE.search(match[1])
        labels.append((len(text), len(text) + len(words), value[1] if value else ""))
        text, at = text + words, match.end()
    return text + html.unescape(body[at:]), labels


def read(history: History) -> list[Valued]:
    """What `milepost extract --reference` prints, the day of download given as the time of writing."""
    return sorted(
        (item["char"][0], item["char"][1], item["timex"]["value"])
        for source in read_source("history.txt", history.text.encode())
        for document in extraction(study(source, id="history", reference=history.on))["documents"]
        for item in document["items"]
        if item["timex"]
    )


def value_f1(every: list[History], reader: Callable[[History], list[Valued]]) -> float:
    """The harmonic mean of precision and recall, where right is an overlapping span with the same value."""
    right = labelled = found = 0
    for history in every:
        read = reader(history)
        labelled, found = labelled + len(history.labels), found + len(read)
        right += _right(history.labels, read)
    return 200 * right / (labelled + found) if labelled + found else 0.0


def _right(labels: tuple[Valued, ...], read: list[Valued]) -> int:
    """Each label takes the first reading that overlaps it and is still free."""
    right, at = 0, 0
    for start, end, value in labels:
        while at < len(read) and read[at][1] <= start:
            at += 1
        if at < len(read) and read[at][0] < end:
            right += read[at][2] == value
            at += 1
    return right
