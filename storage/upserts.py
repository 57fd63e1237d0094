"""Inserts that make way for a row that is there already, in both databases' words.

Each is put together once for the table and columns that it is of: to do that takes longer than to insert.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection, Executable, Table
from sqlalchemy.dialects import postgresql, sqlite


def insert_new(connection: Connection, table: Table, values: Mapping[str, Any]) -> int | None:
    """Insert a row unless a unique one stands in its way; the new row's first key column, or None."""
    return connection.execute(_new(connection.dialect.name, table), dict(values)).scalar()


def insert_or_change(
    connection: Connection,
    table: Table,
    unique: Sequence[str],
    values: Mapping[str, Any] | Sequence[Mapping[str, Any]],
) -> None:
    """Insert one or more rows, or give those with the same `unique` columns these values."""
    rows = [values] if isinstance(values, Mapping) else list(values)
    changed = tuple(name for name in rows[0] if name not in unique)
    connection.execute(_or_change(connection.dialect.name, table, tuple(unique), changed), rows)


def insert_many(
    connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]
) -> list[tuple[Any, ...]]:
    """Insert those rows that no unique one stands in the way of; the keys of the new ones."""
    found = connection.execute(_many(connection.dialect.name, table), list(rows))
    return [tuple(row) for row in found]


def _insert(dialect: str, table: Table) -> Any:
    return (postgresql.insert if dialect == "postgresql" else sqlite.insert)(table)


@cache
def _new(dialect: str, table: Table) -> Executable:
    key = next(iter(table.primary_key.columns))
    made: Executable = _insert(dialect, table).on_conflict_do_nothing().returning(key)
    return made


@cache
def _or_change(dialect: str, table: Table, unique: tuple[str, ...], names: tuple[str, ...]) -> Executable:
    row = _insert(dialect, table)
    changed = {name: row.excluded[name] for name in names}
    made: Executable = row.on_conflict_do_update(index_elements=list(unique), set_=changed)
    return made


@cache
def _many(dialect: str, table: Table) -> Executable:
    made: Executable = _insert(dialect, table).on_conflict_do_nothing().returning(*table.primary_key.columns)
    return made
