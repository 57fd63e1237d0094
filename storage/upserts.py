"""Inserts that make way for a row that is there already, in both databases' words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite


def insert_new(connection: Connection, table: Table, values: Mapping[str, Any]) -> int | None:
    """Insert a row unless a unique one stands in its way; the new row's first key column, or None."""
    make = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    key = next(iter(table.primary_key.columns))
    row = make(table).values(**values).on_conflict_do_nothing().returning(key)
    return connection.execute(row).scalar()


def insert_or_change(
    connection: Connection,
    table: Table,
    unique: Sequence[str],
    values: Mapping[str, Any] | Sequence[Mapping[str, Any]],
) -> None:
    """Insert one or more rows, or give those with the same `unique` columns these values."""
    rows = [values] if isinstance(values, Mapping) else list(values)
    make = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    row = make(table)
    changed = {name: row.excluded[name] for name in rows[0] if name not in unique}
    connection.execute(row.on_conflict_do_update(index_elements=list(unique), set_=changed), rows)


def insert_many(
    connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]
) -> list[tuple[Any, ...]]:
    """Insert those rows that no unique one stands in the way of; the keys of the new ones."""
    make = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    # the rows apart from the statement: it is put into words once and for all
    fresh = make(table).on_conflict_do_nothing().returning(*table.primary_key.columns)
    return [tuple(row) for row in connection.execute(fresh, list(rows))]
