"""A chat's rows carried over to its new address."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Connection, Table, delete, literal, select, update

from briefings.model import Address
from storage.chats import address, belongs, columns
from storage.codec import storable
from storage.roster import chat_of, enter
from storage.tables import MARK, NOTE
from storage.traffic import CHAT, DELIVERY, JOURNAL, PREFERENCE, SUBSCRIPTION


def move_chat(connection: Connection, old: Address, new: Address) -> int | None:
    """Take a chat to its new address, where all it has answers to the old one too; the number of the chat.

    Where the new address is a chat already the two become one: what both have stays once, and a day
    that both have a delivery for keeps the new one's. None where nobody was known at the old address.
    """
    move_notes(connection, old, new)
    chat, there = chat_of(connection, old), chat_of(connection, new)
    if chat is None:
        return None
    if there is not None and there.id == chat.id and address(there) != new:
        if address(chat) != old:
            # old news: the chat went on from there since
            return int(chat.id)
        _forget(connection, new, chat.id)
        there = None
    if there is None:
        place = {"name": storable(str(new)), **columns(new)}
        connection.execute(update(CHAT).where(CHAT.c.id == chat.id).values(**place))
        _leave(connection, enter(connection, old).id, chat.id)
        return int(chat.id)
    if there.id == chat.id:
        return int(chat.id)
    _merge(connection, chat.id, there.id, chat.active)
    _leave(connection, chat.id, there.id)
    return int(there.id)


def _merge(connection: Connection, old: int, new: int, active: bool) -> None:
    """All that one chat has given to another, but for what that has; their changes are not mixed."""
    held = select(SUBSCRIPTION.c.wanted).where(SUBSCRIPTION.c.chat_id == new).scalar_subquery()
    mine = update(SUBSCRIPTION).where(SUBSCRIPTION.c.chat_id == old, SUBSCRIPTION.c.wanted.not_in(held))
    connection.execute(mine.values(chat_id=new))
    connection.execute(delete(SUBSCRIPTION).where(SUBSCRIPTION.c.chat_id == old))
    taken = connection.execute(select(DELIVERY).where(DELIVERY.c.chat_id == new)).all()
    served = {(row.kind, row.slot) for row in taken if row.state != "skipped" or row.repeat}
    unsent = {(row.kind, row.slot): row.id for row in taken if (row.kind, row.slot) not in served}
    told, both = {row.kind for row in taken if row.state != "skipped"}, set[str]()
    whose = select(DELIVERY.c.id, DELIVERY.c.kind, DELIVERY.c.slot, DELIVERY.c.state)
    for row in connection.execute(whose.where(DELIVERY.c.chat_id == old)).all():
        if (row.kind, row.slot) not in served:
            connection.execute(delete(DELIVERY).where(DELIVERY.c.id == unsent.get((row.kind, row.slot))))
            connection.execute(update(DELIVERY).where(DELIVERY.c.id == row.id).values(chat_id=new))
            both |= {row.kind} & told if row.state != "skipped" else set()
    # days of the one may tell what days of the other told: what is yet to come says that it may be a repeat
    waits = (
        DELIVERY.c.chat_id == new,
        DELIVERY.c.kind.in_(both),
        DELIVERY.c.state.in_(("pending", "in_flight")),
    )
    connection.execute(update(DELIVERY).where(*waits).values(repeat=True))
    _merge_choices(connection, old, new)
    if active:
        connection.execute(update(CHAT).where(CHAT.c.id == new).values(active=True, why=None))


def _merge_choices(connection: Connection, old: int, new: int) -> None:
    """What one chat chose given to another that chose nothing, with the snooze that follows from it."""
    for table in (PREFERENCE, JOURNAL):
        own = connection.execute(select(table.c.chat_id).where(table.c.chat_id == new).limit(1)).first()
        if own is None:
            given = update(table).where(table.c.chat_id == old).values(chat_id=new)
            if connection.execute(given).rowcount and table is PREFERENCE:
                until = select(CHAT.c.snoozed_until).where(CHAT.c.id == old).scalar_subquery()
                connection.execute(update(CHAT).where(CHAT.c.id == new).values(snoozed_until=until))


def _forget(connection: Connection, alias: Address, chat: int) -> None:
    """Drop what pointed from an address to a chat that comes back to it."""
    for row in connection.execute(select(CHAT.c.id).where(belongs(CHAT, alias))).all():
        connection.execute(update(CHAT).where(CHAT.c.moved_to == row.id).values(moved_to=chat))
        connection.execute(delete(DELIVERY).where(DELIVERY.c.chat_id == row.id))
        connection.execute(delete(CHAT).where(CHAT.c.id == row.id))


def _leave(connection: Connection, old: int, new: int) -> None:
    """The old address only points to the new chat from now on."""
    gone = {"active": False, "moved_to": new, "schedule_id": None, "since": None}
    connection.execute(update(CHAT).where(CHAT.c.id == old).values(**gone))


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
