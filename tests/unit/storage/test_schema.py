"""Opening a store: migrations agree with the tables, twice is once, and every fault is one clear line."""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text
from sqlmodel import SQLModel

from storage import schema
from storage.engine import Database
from storage.errors import BadAddress, Busy, Corrupt, Foreign, Newer, ReadOnly, StoreError, Unreachable
from storage.store import Store
from tests.postgres import Server
from tests.unit.storage.made import CHAT, digest, document, put

INDEX = {"chunk_terms", "chunk_found_by", "found_by"}
SECRET = "hunter2"


def ours(name: str | None, kind: str, *_: object) -> bool:
    """What the models describe; the full-text index is each database's own."""
    return not (name or "").startswith("chunk_terms") and name not in INDEX


def test_migrations_and_models_agree(empty_url: str) -> None:
    database = Database(empty_url)
    schema.migrate(database)
    with database.reading() as connection:
        options = {"compare_type": True, "include_name": ours, "include_object": lambda o, n, *_: ours(n, "")}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, SQLModel.metadata) == []
    database.close()


def test_the_program_knows_the_newest_step() -> None:
    assert ScriptDirectory.from_config(schema.configuration()).get_current_head() == schema.HEAD


def test_opening_again_changes_nothing_and_keeps_everything(empty_url: str) -> None:
    paper = document("zone", "Leading Zone", "The fund.")
    first = Store.open(empty_url)
    put(first, paper)
    first.ledger.claim([digest()])
    first.close()
    first.close()
    again = Store.open(empty_url)
    assert again.library.document("zone") == paper
    assert len(again.ledger.of(CHAT)) == 1
    again.close()


def test_many_may_open_an_empty_database_at_once(empty_url: str) -> None:
    faults: list[BaseException] = []

    def open_one() -> None:
        try:
            Store.open(empty_url).close()
        except BaseException as fault:
            faults.append(fault)

    threads = [threading.Thread(target=open_one) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []


def test_a_store_in_memory_is_shared_by_its_threads() -> None:
    store = Store.open("sqlite://")
    put(store, document("zone", "Leading Zone", "The fund."))
    counts: list[int] = []
    threads = [threading.Thread(target=lambda: counts.append(store.library.count())) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert counts == [1] * 4
    store.close()


def test_sqlite_waits_keeps_references_and_logs_ahead(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/milepost.db"
    Store.open(url).close()
    database = Database(url)
    with database.reading() as connection:
        told = {
            name: connection.execute(text(f"PRAGMA {name}")).scalar()
            for name in ("journal_mode", "busy_timeout", "foreign_keys")
        }
    database.close()
    assert told == {"journal_mode": "wal", "busy_timeout": 10_000, "foreign_keys": 1}


def open_fails(url: str, kind: type[StoreError]) -> str:
    with pytest.raises(kind) as caught:
        Store.open(url)
    message = str(caught.value)
    assert "\n" not in message
    assert SECRET not in message
    assert caught.value.__cause__ is None
    return message


@pytest.mark.parametrize(
    "url", ["", "milepost.db", "mysql://root:hunter2@db/x", "http://hunter2", "postgres://[::1"]
)
def test_an_address_that_is_none_is_told_how_to_write_one(url: str) -> None:
    assert "sqlite:///milepost.db" in open_fails(url, BadAddress)


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_a_server_that_is_not_there_is_named_without_its_password(scheme: str) -> None:
    message = open_fails(f"{scheme}://pilot:{SECRET}@127.0.0.1:1/milepost", Unreachable)
    assert "127.0.0.1/milepost" in message
    assert "nobody listens" in message
    assert "pilot" not in message


def test_a_database_that_does_not_exist_is_said_so(postgres: Server) -> None:
    assert "no such database" in open_fails(postgres.url("nothing_here"), Unreachable)


def test_a_folder_that_does_not_exist_is_named(tmp_path: Path) -> None:
    assert "there is no folder" in open_fails(f"sqlite:///{tmp_path}/none/milepost.db", Unreachable)


def test_a_folder_is_no_database(tmp_path: Path) -> None:
    open_fails(f"sqlite:///{tmp_path}", Unreachable)


def test_a_file_that_is_no_database_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "milepost.db"
    file.write_bytes(b"not a database at all, but long enough to look at" * 50)
    before = file.read_bytes()
    open_fails(f"sqlite:///{file}", Corrupt)
    assert file.read_bytes() == before


def test_another_programs_database_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "milepost.db"
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE guests (name TEXT)")
    connection.close()
    before = file.read_bytes()
    open_fails(f"sqlite:///{file}", Foreign)
    assert file.read_bytes() == before


def test_a_newer_schema_is_not_touched(store_url: str) -> None:
    Store.open(store_url).close()
    database = Database(store_url)
    with database.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    assert "9999" in open_fails(store_url, Newer)
    with database.writing() as connection:
        connection.execute(text(f"UPDATE alembic_version SET version_num = '{schema.HEAD}'"))
        assert "subscription" in inspect(connection).get_table_names()
    database.close()
    Store.open(store_url).close()


def test_a_database_that_may_only_be_read_is_said_so(tmp_path: Path) -> None:
    file = tmp_path / "milepost.db"
    Store.open(f"sqlite:///{file}").close()
    store = Store.open(f"sqlite:///file:{file}?mode=ro&uri=true")
    with pytest.raises(ReadOnly, match="can't be written"):
        put(store, document("zone", "Leading Zone", "The fund."))
    store.close()
    open_fails(f"sqlite:///file:{tmp_path}/new.db?mode=ro&uri=true", Unreachable)


def test_a_database_that_stays_locked_is_busy_not_broken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.engine.BUSY_SECONDS", 0)
    file = tmp_path / "milepost.db"
    store = Store.open(f"sqlite:///{file}")
    holder = sqlite3.connect(file, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with pytest.raises(Busy, match="Try again"):
        store.notes.set_marks(CHAT, ["zone#1.1"])
    holder.execute("ROLLBACK")
    holder.close()
    store.notes.set_marks(CHAT, ["zone#1.1"])
    store.close()


def test_damage_met_later_is_one_line_too(tmp_path: Path) -> None:
    file = tmp_path / "milepost.db"
    store = Store.open(f"sqlite:///{file}")
    put(store, document("zone", "Leading Zone", *(f"The fund {n}." for n in range(500))))
    store.close()
    with file.open("r+b") as damaged:
        damaged.seek(4096)
        damaged.write(b"\xff" * (file.stat().st_size - 4096))
    with pytest.raises(Corrupt):
        Store.open(f"sqlite:///{file}").library.count()
