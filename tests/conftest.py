"""What every test may ask for: a store on either database."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.store import Store
from tests.postgres import Server, server

MIGRATED = "milepost"
BOTH = ("sqlite", "postgresql")


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A PostgreSQL server with a migrated database for whoever asks first to empty it."""
    with server() as running:
        Store.open(running.make(MIGRATED)).close()
        yield running


@pytest.fixture(params=BOTH)
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database with nothing in it, on SQLite and then on PostgreSQL."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/milepost.db"
    else:
        with request.getfixturevalue("postgres").fresh() as url:
            yield url


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file to copy, which is quicker than to make one anew."""
    file = tmp_path_factory.mktemp("migrated") / "milepost.db"
    Store.open(f"sqlite:///{file}").close()
    return file


@pytest.fixture
def file_url(migrated: Path, tmp_path: Path) -> str:
    """The address of a migrated SQLite file with nothing in it."""
    shutil.copy(migrated, tmp_path / "milepost.db")
    return f"sqlite:///{tmp_path}/milepost.db"


@pytest.fixture(params=BOTH)
def store_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a migrated database, on SQLite and then on PostgreSQL."""
    if request.param == "sqlite":
        yield str(request.getfixturevalue("file_url"))
    else:
        yield request.getfixturevalue("postgres").emptied(MIGRATED)


@pytest.fixture
def store(store_url: str) -> Iterator[Store]:
    """An empty store, on SQLite and then on PostgreSQL."""
    opened = Store.open(store_url)
    yield opened
    opened.close()


@pytest.fixture
def both(postgres: Server, file_url: str) -> Iterator[tuple[Store, Store]]:
    """An empty store on each database."""
    stores = (Store.open(file_url), Store.open(postgres.emptied(MIGRATED)))
    yield stores
    for opened in stores:
        opened.close()
