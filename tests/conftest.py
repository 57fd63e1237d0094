"""What every test may ask for: a store on either database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.store import Store
from tests.postgres import Server, server

TEMPLATE = "milepost_template"
BOTH = ("sqlite", "postgresql")


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A PostgreSQL server with a migrated database to copy."""
    with server() as running:
        running.sql(f"CREATE DATABASE {TEMPLATE}")
        Store.open(running.url(TEMPLATE)).close()
        yield running


@pytest.fixture(params=BOTH)
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database with nothing in it, on SQLite and then on PostgreSQL."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/milepost.db"
    else:
        with request.getfixturevalue("postgres").database() as url:
            yield url


@pytest.fixture(params=BOTH)
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a migrated database, on SQLite and then on PostgreSQL."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/milepost.db"
    else:
        with request.getfixturevalue("postgres").database(TEMPLATE) as url:
            yield url


@pytest.fixture
def store(store_url: str) -> Iterator[Store]:
    """An empty store, on SQLite and then on PostgreSQL."""
    opened = Store.open(store_url)
    yield opened
    opened.close()


@pytest.fixture
def both(postgres: Server, tmp_path: Path) -> Iterator[tuple[Store, Store]]:
    """An empty store on each database."""
    with postgres.database(TEMPLATE) as url:
        stores = (Store.open(f"sqlite:///{tmp_path}/milepost.db"), Store.open(url))
        yield stores
        for opened in stores:
            opened.close()
