"""How right the search is on public collections, beside SQLite's own FTS5 with porter and OR."""

from __future__ import annotations

import json
import math
import re
import sqlite3
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bench.table import Row
from storage.ingest import ingest
from storage.store import Store

AT = datetime(2026, 1, 1, tzinfo=UTC)
DEPTH = 10
PEER = "FTS5 porter OR"


@dataclass(frozen=True, slots=True)
class Collection:
    """Documents, questions, and which documents answer them how well (question → document → gain)."""

    name: str
    documents: tuple[dict[str, str], ...]
    queries: Mapping[str, str]
    judged: Mapping[str, Mapping[str, int]]


def rows(shared: Path) -> list[Row]:
    """nDCG@10 of every collection that lies below `shared`."""
    found = []
    for collection in collections(shared):
        with tempfile.TemporaryDirectory() as folder:
            what = f"{collection.name}, nDCG@{DEPTH}"
            found.append(Row(what, _ours(collection, Path(folder)), PEER, _theirs(collection), "nDCG"))
    return found


def collections(shared: Path) -> Iterator[Collection]:
    """The collections that are on this machine."""
    abstracts, paragraphs = shared / "evals/cranfield", shared / "evals/xquad"
    if abstracts.is_dir():
        yield cranfield(abstracts)
    for language in ("en", "zh"):
        file = paragraphs / f"xquad.{language}.json"
        if file.is_file():
            yield _xquad(file, language)


def cranfield(folder: Path) -> Collection:
    """Abstracts of aerodynamics, 225 questions; a grade of 1 is best and −1 is no use."""
    documents = tuple(
        {"id": id, "title": fields.get("T", ""), "text": fields.get("W", "")}
        for id, fields in _records(folder / "cran.all.1400")
    )
    queries = {str(place): fields["W"] for place, (_, fields) in enumerate(_records(folder / "cran.qry"), 1)}
    judged: dict[str, dict[str, int]] = defaultdict(dict)
    for line in (folder / "cranqrel").read_text(encoding="utf-8").splitlines():
        query, document, grade = line.split()[:3]
        judged[query][document] = max(0, 5 - int(grade)) if int(grade) > 0 else 0
    return Collection("Cranfield", documents, queries, judged)


def _records(file: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """The records of a file in the SMART format."""
    for record in re.split(r"^\.I ", file.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        id, _, rest = record.partition("\n")
        parts = re.split(r"^\.([A-Z])\n", rest, flags=re.MULTILINE)[1:]
        yield id.strip(), {key: text.strip() for key, text in zip(parts[::2], parts[1::2], strict=True)}


def _xquad(file: Path, language: str) -> Collection:
    """Paragraphs of an encyclopedia and questions that one of them answers."""
    documents: list[dict[str, str]] = []
    queries: dict[str, str] = {}
    judged: dict[str, dict[str, int]] = {}
    for article in json.loads(file.read_text(encoding="utf-8"))["data"]:
        for paragraph in article["paragraphs"]:
            id = f"p{len(documents)}"
            documents.append({"id": id, "title": "", "text": paragraph["context"]})
            for question in paragraph["qas"]:
                queries[question["id"]] = question["question"]
                judged[question["id"]] = {id: 1}
    return Collection(f"XQuAD {language}", tuple(documents), queries, judged)


def ndcg(ranked: list[str], judged: Mapping[str, int]) -> float:
    """Normalised discounted cumulative gain of the first `DEPTH`."""
    ideal = _gain(sorted(judged.values(), reverse=True))
    return _gain([judged.get(document, 0) for document in ranked]) / ideal if ideal else 0.0


def _gain(grades: list[int]) -> float:
    return sum(grade / math.log2(place + 2) for place, grade in enumerate(grades[:DEPTH]))


def _mean(collection: Collection, found: Mapping[str, list[str]]) -> float:
    """The mean over the questions that have an answer."""
    asked = [query for query in collection.queries if any(collection.judged.get(query, {}).values())]
    return sum(ndcg(found[query], collection.judged[query]) for query in asked) / len(asked)


def _ours(collection: Collection, folder: Path) -> float:
    """The collection ingested as an operator would, and searched."""
    file = folder / "collection.jsonl"
    file.write_text("\n".join(map(json.dumps, collection.documents)), encoding="utf-8")
    store = Store.open(f"sqlite:///{folder}/milepost.db")
    ingest(store, [file], at=AT)
    found = {
        id: [hit.passage.document for hit in store.library.search(query, DEPTH)]
        for id, query in collection.queries.items()
    }
    store.close()
    return _mean(collection, found)


def _theirs(collection: Collection) -> float:
    """The same in FTS5 alone: porter, any of the words, its own bm25."""
    raw = sqlite3.connect(":memory:")
    raw.execute("create virtual table t using fts5(id unindexed, title, text, tokenize='porter unicode61')")
    raw.executemany("insert into t values (:id, :title, :text)", collection.documents)
    asked = "select id from t where t match ? order by bm25(t, 0, 2, 1) limit ?"
    found = {}
    for id, query in collection.queries.items():
        words = " OR ".join(f'"{word}"' for word in re.findall(r"\w+", query))
        found[id] = [row[0] for row in raw.execute(asked, (words, DEPTH))] if words else []
    raw.close()
    return _mean(collection, found)
