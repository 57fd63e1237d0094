"""A probe finds out whether the store can be used: gone, locked, full, read-only, of another schema."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import text

from storage.engine import Database
from storage.errors import Behind, Busy, ReadOnly, StoreError
from storage.probing import probe
from storage.schema import HEAD
from storage.store import Store
from tests.unit.storage.made import AT, put
from tests.unit.storage.made import document as paper

ROOT = Path(__file__).parents[3]
FULL = """
import resource, signal, sys
from datetime import UTC, datetime
from storage.engine import Database
from storage.errors import StoreError
from storage.probing import probe
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
database, at = Database(sys.argv[1]), datetime(2026, 7, 1, tzinfo=UTC)
for limit in (4096, resource.RLIM_INFINITY):
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
    try:
        probe(database, at)
        print("fine")
    except StoreError as fault:
        print(fault)
"""


def test_a_store_that_works_passes_again_and_again(store: Store) -> None:
    for _ in range(3):
        store.probe(AT)


def test_another_schema_is_told(store: Store, store_url: str) -> None:
    database = Database(store_url)
    with database.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0003'"))
    try:
        with pytest.raises(Behind, match=r"schema 0003.*milepost migrate"):
            store.probe(AT)
    finally:
        with database.writing() as connection:
            connection.execute(text(f"UPDATE alembic_version SET version_num = '{HEAD}'"))
        database.close()


def test_a_store_that_can_not_be_written_is_told(store: Store, store_url: str, tmp_path: Path) -> None:
    if store_url.startswith("sqlite"):
        database = Database(f"sqlite:///file:{tmp_path}/milepost.db?mode=ro&uri=true")
    else:
        database = Database(f"{store_url}&options=-c%20default_transaction_read_only%3Don")
    with pytest.raises(ReadOnly, match="can't be written"):
        probe(database, AT)
    database.close()


def test_a_locked_file_is_told_and_comes_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("storage.engine.BUSY_SECONDS", 0.05)
    url = f"sqlite:///{tmp_path}/milepost.db"
    Store.open(url).close()
    held, asking = Database(url), Database(url)
    with held.writing() as connection:
        connection.execute(text("UPDATE counter SET value = value"))
        with pytest.raises(Busy):
            probe(asking, AT)
    probe(asking, AT)
    held.close()
    asking.close()


def test_a_full_disk_is_told_nothing_is_lost_and_it_comes_back(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/milepost.db"
    store = Store.open(url)
    put(store, paper("zone", "Zone", "The zone is 5."))
    told = subprocess.run(
        [sys.executable, "-c", FULL, url], cwd=ROOT, capture_output=True, text=True, check=True
    )
    first, second = told.stdout.splitlines()
    assert "did not take that" in first
    assert second == "fine"
    assert store.library.document("zone") is not None
    store.close()


def test_a_server_that_is_gone_is_told() -> None:
    database = Database("postgresql://nobody:secret-word@127.0.0.1:9/none")
    with pytest.raises(StoreError) as told:
        probe(database, AT)
    assert "secret-word" not in str(told.value)
    database.close()
