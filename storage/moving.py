"""A chat's rows carried over to its new address."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Connection, Table, delete, literal, select, update

from briefings.model import Address
from storage.chats import belongs, columns, key_of
from storage.tables import DELIVERY, MARK, NOTE


def move_delivered(connection: Connection, old: Address, new: Address) -> None:
    """Deliveries take the new address and key, and still answer to the old key while one is in flight.

    A day that the new address already has a delivery for keeps it; the old one's stays where it was.
    """
    taken = select(DELIVERY.c.kind, DELIVERY.c.slot).where(belongs(DELIVERY, new))
    held = {tuple(row) for row in connection.execute(taken)}
    for row in connection.execute(select(DELIVERY).where(belongs(DELIVERY, old))).all():
        if (row.kind, row.slot) not in held:
            values = {"key": key_of(new, row.kind, row.slot), "former": row.key, **columns(new)}
            connection.execute(update(DELIVERY).where(DELIVERY.c.id == row.id).values(**values))


def move_notes(connection: Connection, old: Address, new: Address) -> None:
    """Buttons and marks of old messages go on working; where the new address has its own, that one stays."""
    _move(connection, NOTE, NOTE.c.name, old, new)
    _move(connection, MARK, literal(""), old, new)


def _move(connection: Connection, table: Table, name: ColumnElement[str], old: Address, new: Address) -> None:
    """Move rows that are told apart by `name` inside a chat."""
    held = set(connection.execute(select(name).where(belongs(table, new))).scalars())
    for row in connection.execute(select(table.c.id, name.label("held")).where(belongs(table, old))).all():
        this = table.c.id == row.id
        if row.held in held:
            connection.execute(delete(table).where(this))
        else:
            connection.execute(update(table).where(this).values(**columns(new)))
