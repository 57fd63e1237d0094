"""How fast a collection goes in and answers, beside SQLite's own FTS5 with porter and OR."""

from __future__ import annotations

import json
import sqlite3
import tempfile
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from bench.material import collection
from bench.table import Row, seconds
from storage.ingest import ingest
from storage.store import Store

DOCUMENTS = 2_000
QUERIES = (
    "guidance fund Northport",
    "bonded services",
    "test vehicles register 2019",
    "credit report",
    "data rules",
)
TABLE = "create virtual table t using fts5(id unindexed, title, text, tokenize='porter unicode61')"
AT = datetime(2026, 1, 1, tzinfo=UTC)


def rows() -> list[Row]:
    """Whole ingest in documents a second, and one query's time."""
    material = collection(DOCUMENTS)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "notices.jsonl"
        file.write_text("\n".join(json.dumps(row) for row in material), encoding="utf-8")
        store = Store.open(f"sqlite:///{folder}/milepost.db")
        into = DOCUMENTS / seconds(partial(ingest, store, [file], at=AT), times=1)
        ours = seconds(lambda: [store.library.search(query) for query in QUERIES]) / len(QUERIES)
        store.close()
        raw = sqlite3.connect(f"{folder}/raw.db")
        raw.execute(
            "create virtual table t using fts5(id unindexed, title, text, tokenize='porter unicode61')"
        )
        direct = DOCUMENTS / seconds(lambda: _fill(raw, material), times=1)
        theirs = seconds(lambda: [_ask(raw, query) for query in QUERIES]) / len(QUERIES)
        raw.close()
    return [
        Row(
            f"ingest, dates and all, {DOCUMENTS:,} documents",
            into,
            "FTS5 inserts alone",
            direct,
            "documents/s",
        ),
        Row("one search", ours * 1000, "FTS5 porter OR", theirs * 1000, "ms", more=False),
    ]


def _fill(raw: sqlite3.Connection, material: list[dict[str, str]]) -> None:
    """Insert the collection as it is."""
    with raw:
        raw.executemany("insert into t values (:id, :title, :text)", material)


def _ask(raw: sqlite3.Connection, query: str) -> list[tuple[str]]:
    """Ten documents for any of the words."""
    words = " OR ".join(f'"{word}"' for word in query.split())
    return raw.execute("select id from t where t match ? order by rank limit 10", (words,)).fetchall()
