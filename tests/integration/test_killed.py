"""Killed at any moment the store is whole, and reading again makes it complete."""

from __future__ import annotations

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
from array import array
from collections import Counter
from contextlib import suppress
from pathlib import Path

import pytest

from storage.engine import Database
from storage.ingest import ingest
from storage.store import Store
from storage.tables import CHUNK, COUNTER, DOCUMENT, PASSAGE, TERM, VERSION
from tests.unit.storage.made import AT

ROOT = Path(__file__).parents[2]
LINES, FILES, KILLS = 600, 30, 4
CHILD = """
import sys
from datetime import UTC, datetime
from contextlib import suppress
from pathlib import Path
from storage.ingest import ingest
from storage.store import Store
store = Store.open(sys.argv[1])
print("ready", flush=True)
ingest(store, [Path(sys.argv[2])], at=datetime(2026, 7, 1, tzinfo=UTC))
print("done", flush=True)
"""


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    folder = tmp_path / "papers"
    folder.mkdir()
    rows = (
        {"id": f"n{n}", "title": f"Notice {n}", "text": f"On 3 May 2022 fund {n} began."}
        for n in range(LINES)
    )
    (folder / "notices.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    for n in range(FILES):
        text = " ".join(f"In 2021 rule {n} of part {part} was made." for part in range(30))
        (folder / f"paper-{n:02}.txt").write_text(f"Paper {n}\n\n{text}\n", encoding="utf-8")
    return folder


def assert_whole(url: str) -> None:
    """Every document has its sentences and chunks, and the totals are those of the rows."""
    database = Database(url)
    with database.reading() as connection:
        documents = connection.execute(DOCUMENT.select()).all()
        versions = {row.id for row in connection.execute(VERSION.select())}
        told = {row.version_id for row in connection.execute(PASSAGE.select())}
        chunks = connection.execute(CHUNK.select()).all()
        terms = {row.id: row.frequency for row in connection.execute(TERM.select()) if row.frequency}
        totals = {row.name: row.value for row in connection.execute(COUNTER.select())}
    database.close()
    current = {row.version_id for row in documents}
    assert None not in current
    assert current == versions == told == {chunk.owner for chunk in chunks}
    assert terms == Counter(term for chunk in chunks for term in set(array("I", chunk.terms)))
    assert totals.get("rows", 0) == len(chunks)


def kill_while_reading(url: str, papers: Path, after: float) -> bool:
    """Whether the child was killed before it was done."""
    command = [sys.executable, "-c", CHILD, url, str(papers)]
    child = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": str(ROOT)}
    )
    assert child.stdout is not None
    try:
        assert child.stdout.readline() == b"ready\n"
        with suppress(subprocess.TimeoutExpired):
            child.wait(after)
        child.send_signal(signal.SIGKILL)
        return b"done" not in child.stdout.read()
    finally:
        child.kill()
        child.stdout.close()
        child.wait()


def test_killed_at_any_moment_the_store_is_whole(store_url: str, papers: Path) -> None:
    dice = random.Random(7)
    killed = 0
    for _ in range(KILLS):
        killed += kill_while_reading(store_url, papers, dice.uniform(0.0, 0.6))
        assert_whole(store_url)
        if store_url.startswith("sqlite"):
            with sqlite3.connect(store_url.removeprefix("sqlite:///")) as connection:
                assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
                connection.execute("INSERT INTO chunk_terms(chunk_terms) VALUES ('integrity-check')")
                connection.rollback()
            connection.close()
    assert killed, "the child was too quick to be killed"
    store = Store.open(store_url)
    assert ingest(store, [papers], at=AT).refused == 0
    assert store.library.count() == LINES + FILES
    assert ingest(store, [papers], at=AT).counts["same"] == FILES + 1
    assert [hit.passage.document for hit in store.library.search("notice 577", 1)] == ["n577"]
    store.close()
    assert_whole(store_url)
