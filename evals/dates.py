"""How right the dates are, each set beside a peer that is told the true time of writing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from bench.table import Row
from evals import expressions, peer, seed, wikiwars
from evals.documents import Predicted, Score, add, items
from evals.labelled import PARTS, Label, documents
from evals.labelled import expressions as labelled

LANGUAGES = {"en": "English", "zh": "Chinese"}
SAMPLE = 3
ELSEWHERE = (
    "three news corpora, value F1",
    "policy documents and glued pages kept apart, items F1",
    "policy documents and glued pages kept apart, origins",
    "policy documents and glued pages kept apart, year of writing",
)
"""Measured by others on material that is not here; nothing else stands under these names."""


def rows(shared: Path) -> list[Row]:
    """Every set that is on this machine, and the names of those that are judged elsewhere."""
    found = [*seed.rows(shared)]
    for part in PARTS:
        found += _documents(part)
    for file in ("first", "en-tune", "en-measured", "zh-tune", "zh-measured"):
        found += _expressions(file)
    return [
        *found,
        *_wikiwars(shared),
        *(Row(f"{name}: judged elsewhere", None, "–", None, "") for name in ELSEWHERE),
    ]


def _documents(part: str) -> Iterator[Row]:
    for language, name in LANGUAGES.items():
        ours, theirs = Score(), Score()
        for label, file, data in documents(part, language):
            add(ours, label, file, data)
            text = data.decode()
            items(theirs, label, text, _search(language)(text, _true(label)))
        if ours.pages:
            yield from _scored(f"{ours.pages} {name} documents, {part}", ours, theirs, _peer(language))


def _scored(what: str, ours: Score, theirs: Score, peer_name: str) -> Iterator[Row]:
    yield Row(f"{what}: items F1", ours.f1, peer_name, theirs.f1 if peer_name != "–" else None, "")
    parts = (
        ("origins", ours.origins_right, ours.origins),
        ("year of writing", ours.years, ours.pages),
        ("verdict on the date line", ours.verdicts, ours.pages),
        ("split right", ours.splits, ours.pages),
        ("figures, value", ours.values, ours.figures),
        ("figures, value and unit", ours.units, ours.figures),
    )
    for name, hits, of in parts:
        if of:
            yield Row(f"{what}: {name}, right of {of}", hits, "–", None, "")
    yield Row(f"{what}: wrong year but sure", ours.sure, "–", None, "", more=False)
    yield Row(f"{what}: more exact than the words", ours.invented, "–", None, "", more=False)


def _true(label: Label) -> date:
    return date.fromisoformat(label["interval"][0] or f"{label['year'] or 2020}-01-01")


def _peer(language: str) -> str:
    return "dateparser" if language == "en" else peer.CHINESE


def _search(language: str) -> Callable[[str, date], list[Predicted]]:
    return peer.search if language == "en" else peer.search_chinese


def _expressions(file: str) -> Iterator[Row]:
    every = list(labelled(file))
    language = "zh" if file.startswith("zh") else "en"
    share = 100 / len(every)
    read = [(row, expressions.read(row)) for row in every]
    right = sum(expressions.correct(row, got) for row, got in read)
    theirs = sum(_peer_right(row, language) for row in every) * share if _peer(language) != "–" else None
    what = f"{len(every)} expressions, {file}"
    yield Row(f"{what}: value and interval", right * share, _peer(language), theirs, "%")
    yield Row(
        f"{what}: more exact than the words",
        sum(expressions.invented(*one) for one in read),
        "–",
        None,
        "",
        False,
    )


def _peer_right(row: Label, language: str) -> bool:
    """Whether the peer's interval is right (it gives no values); where nothing is meant it must be silent."""
    on = date.fromisoformat(row["on"] or "2020-01-01")
    got = peer.at(row, _search(language)(row["text"], on))
    return expressions.right(row, got)


def _wikiwars(shared: Path) -> list[Row]:
    folder = shared / "evals" / "wikiwars" / "tml"
    every = list(wikiwars.histories(folder)) if folder.exists() else []
    if not every:
        return []
    sample = every[-SAMPLE:]
    theirs = wikiwars.value_f1(sample, _peer_values)
    return [
        Row("WikiWars, value F1", wikiwars.value_f1(every, wikiwars.read), "dateparser", None, ""),
        Row(
            f"WikiWars, value F1, last {SAMPLE}",
            wikiwars.value_f1(sample, wikiwars.read),
            "dateparser",
            theirs,
            "",
        ),
    ]


def _peer_values(history: wikiwars.History) -> list[wikiwars.Valued]:
    return [(a, b, peer.value(days)) for a, b, days in peer.search(history.text, history.on) if days]
