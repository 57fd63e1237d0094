"""The page that was there first, by the scorer that stands beside its labels."""

from __future__ import annotations

import importlib.util
import json
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

from bench.table import Row
from evals import peer
from evals.documents import extracted, predicted

PEER = "dateparser"


def rows(shared: Path) -> list[Row]:
    """Items, year and figures of the page; nothing where it is not on this machine."""
    truth, scorer = shared / "truth" / "seed_truth.json", shared / "truth" / "score.py"
    seeds = sorted((shared / "seeds").glob("*.txt"))
    if not truth.exists() or not scorer.exists() or not seeds:
        return []
    score, label = _scorer(scorer), json.loads(truth.read_text(encoding="utf-8"))
    data = seeds[0].read_bytes()
    found = extracted(seeds[0].name, data)
    ours = score.total([score.score_doc(label["items"], predicted(found))])["F1"]
    theirs = score.total([score.score_doc(label["items"], peer.search(data.decode(), date(2023, 7, 13)))])[
        "F1"
    ]
    year = found[0]["reference"]["year"] == label["reference"]["year"]
    figures = score.figures(label["figures"], [each for document in found for each in document["figures"]])
    return [
        Row("seed: items F1", float(ours), PEER, float(theirs), ""),
        Row("seed: reference year right", float(year), "–", None, ""),
        *_figures(figures),
    ]


def _figures(scored: dict[str, Any]) -> list[Row]:
    found = []
    for name in ("value", "unit"):
        hits, of = map(int, scored[name].split("/"))
        found.append(Row(f"seed: figures, {name}, right of {of}", hits, "–", None, ""))
    return [*found, Row("seed: figures that nobody labelled", scored["extra"], "–", None, "", more=False)]


def _scorer(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
