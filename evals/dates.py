"""How right the dates are, beside `dateparser.search_dates` with the true time of writing given."""

from __future__ import annotations

import importlib.util
import json
from datetime import date
from pathlib import Path
from typing import Any

from bench.table import Row
from briefings.corpus import calendar
from briefings.extract import extraction
from briefings.reading import read
from briefings.study import study
from evals import expressions, peer, wikiwars
from evals.documents import Predicted, documents, score

PEER = "dateparser"
SAMPLE = 3


def rows(shared: Path) -> list[Row]:
    """The seed, the project's own documents and expressions, WikiWars; a set that is missing has no row."""
    return [*_seed(shared), *_documents(), _expressions(), *_wikiwars(shared)]


def _extract(name: str, data: bytes) -> list[dict[str, Any]]:
    return [
        document
        for source in read(name, data)
        for document in extraction(study(source, id="eval", origins=calendar()))["documents"]
    ]


def _seed(shared: Path) -> list[Row]:
    truth, scorer = shared / "truth" / "seed_truth.json", shared / "truth" / "score.py"
    seeds = sorted((shared / "seeds").glob("*.txt"))
    if not truth.exists() or not scorer.exists() or not seeds:
        return []
    found = _extract(seeds[0].name, seeds[0].read_bytes())
    items = [item for document in found for item in document["items"]]
    text = seeds[0].read_bytes().decode()
    theirs = [
        {"char": [a, b], "start": days[0], "end": days[1]}
        for a, b, days in peer.search(text, date(2023, 7, 13))
        if days
    ]
    year = found[0]["reference"]["year"] == json.loads(truth.read_text())["reference"]["year"]
    return [
        Row("seed, items F1", _f1(scorer, truth, items), PEER, _f1(scorer, truth, theirs), ""),
        Row("seed, reference year right", float(year), PEER, None, ""),
    ]


def _f1(scorer: Path, truth: Path, items: list[dict[str, Any]]) -> float:
    """The items F1 of the scorer that stands beside the truth."""
    spec = importlib.util.spec_from_file_location("score", scorer)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    found = [(i["char"][0], i["char"][1], (i["start"], i["end"]) if i.get("start") else None) for i in items]
    scored = module.total([module.score_doc(json.loads(truth.read_text())["items"], found)])
    return float(scored["F1"])


def _documents() -> list[Row]:
    ours, theirs, years, count = [0, 0], [0, 0], 0, 0
    for row, text in documents():
        found = _extract(f"{row['id']}.txt", text.encode())
        items: list[Predicted] = [
            (i["char"][0], i["char"][1], (i["start"], i["end"]) if i["start"] else None)
            for document in found
            for i in document["items"]
        ]
        _add(ours, row, text, items)
        _add(theirs, row, text, peer.search(text, _true(row)))
        years, count = years + (found[0]["reference"]["year"] == row["year"]), count + 1
    return [
        Row("own documents, items F1", _mean(ours), PEER, _mean(theirs), ""),
        Row("own documents, year of writing right", 100 * years / count, PEER, None, "%"),
    ]


def _true(row: dict[str, Any]) -> date:
    return date.fromisoformat(row["interval"][0] or "2020-01-01")


def _add(sums: list[int], row: dict[str, Any], text: str, found: list[Predicted]) -> None:
    right, labelled, counted, _ = score(row, text, found)
    sums[0] += right
    sums[1] += labelled + counted


def _mean(sums: list[int]) -> float:
    return 200 * sums[0] / sums[1] if sums[1] else 0.0


def _expressions() -> Row:
    every = list(expressions.expressions())
    right = len(every) - len(expressions.wrong())
    theirs = sum(_peer_right(row) for row in every)
    share = 100 / len(every)
    return Row("own expressions, value and interval right", right * share, PEER, theirs * share, "%")


def _peer_right(row: dict[str, Any]) -> bool:
    at = row["text"].index(row["find"])
    found = peer.search(row["text"], date.fromisoformat(row["on"]))
    over = [p for p in found if min(p[1], at + len(row["find"])) > max(p[0], at)]
    if row["start"] is None:
        return not over
    return bool(over) and over[0][2] == (row["start"], row["end"])


def _wikiwars(shared: Path) -> list[Row]:
    folder = shared / "evals" / "wikiwars" / "tml"
    every = list(wikiwars.histories(folder)) if folder.exists() else []
    if not every:
        return []
    sample = every[-SAMPLE:]
    theirs = wikiwars.value_f1(sample, _peer_values)
    return [
        Row("WikiWars, value F1", wikiwars.value_f1(every, wikiwars.read), PEER, None, ""),
        Row(f"WikiWars, value F1, last {SAMPLE}", wikiwars.value_f1(sample, wikiwars.read), PEER, theirs, ""),
    ]


def _peer_values(history: wikiwars.History) -> list[wikiwars.Valued]:
    return [(a, b, peer.value(days)) for a, b, days in peer.search(history.text, history.on) if days]
