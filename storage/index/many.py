"""Many rows at once, in and out: straight to the driver, whose work is less than SQLAlchemy's would be."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection


def many(connection: Connection, statement: str, rows: Sequence[tuple[Any, ...]]) -> None:
    """Run a statement, its values written as `?`, for each of these rows; nothing where there are none."""
    if rows:
        marked = statement if connection.dialect.name == "sqlite" else statement.replace("?", "%s")
        connection.exec_driver_sql(marked, list(rows))


def fetched(connection: Connection, statement: str, *values: Any) -> list[tuple[Any, ...]]:
    """Every row that a statement gives, its values written as `?`."""
    if connection.dialect.name == "sqlite":
        cursor = connection.exec_driver_sql(statement, values).cursor
        return list(cursor.fetchall()) if cursor else []
    # the numbers of terms come as they are, not spelled out in hexadecimal
    raw: Any = connection.connection.driver_connection
    with raw.cursor(binary=True) as asked:
        return list(asked.execute(statement.replace("?", "%s"), values).fetchall())
