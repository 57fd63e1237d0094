"""How a chat's address stands in the rows that belong to it."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, Table, and_, bindparam

from briefings.model import Address
from storage.codec import storable
from storage.tables import ADDRESS


def columns(address: Address) -> dict[str, str]:
    """The address as the columns of a row."""
    return {part: storable(getattr(address, part)) for part in ADDRESS}


def belongs(table: Table, address: Address) -> ColumnElement[bool]:
    """The condition that a row is this chat's; every query for a chat has it."""
    return and_(*(table.c[part] == value for part, value in columns(address).items()))


def bound(table: Table) -> ColumnElement[bool]:
    """The same condition for a statement that is put together once; `place` are the values for it."""
    return and_(*(table.c[part] == bindparam(f"its_{part}") for part in ADDRESS))


def place(address: Address) -> dict[str, str]:
    """The values of `bound`."""
    return {f"its_{part}": storable(getattr(address, part)) for part in ADDRESS}


def address(row: Row[Any]) -> Address:
    """The chat that a row belongs to."""
    return Address(row.platform, row.channel, row.tenant, row.thread)


def key_of(address: Address, kind: str, slot: date) -> str:
    """The key of a chat's delivery of a kind on a local day."""
    return f"{address}/{kind}/{slot.isoformat()}"
