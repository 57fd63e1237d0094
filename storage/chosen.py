"""Rows of what chats chose, as values: subscriptions with how far they are planned, and preferences."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from datetime import datetime, time
from typing import Any, cast

from sqlalchemy import Connection, Row, Select, bindparam, select, true

from briefings.model import Address, Subscription
from briefings.preferences import USUAL, Preferences
from briefings.schedules import Want, planned_by
from storage.chats import address as address_of
from storage.codec import packed, packed_brief, storable, unpacked
from storage.schedules import planned_of
from storage.traffic import CHAT, PREFERENCE, SCHEDULE, SUBSCRIPTION
from storage.upserts import insert_or_change

_LEADS = tuple[int, ...] | None
_WORDS = tuple[str, ...]
_CHOSEN = select(PREFERENCE.c.value).where(PREFERENCE.c.chat_id == bindparam("chat"))


def held(connection: Connection, chat: int) -> tuple[Subscription, ...]:
    """The subscriptions of a chat that can be reached."""
    return tuple(subscription(row) for row in connection.execute(asked().where(CHAT.c.id == chat)))


def wanting(connection: Connection, chat: int) -> tuple[list[Row[Any]], list[Subscription]]:
    """A chat's subscriptions, be it in reach or not: their rows, and what those ask for."""
    rows = connection.execute(
        select(SUBSCRIPTION).where(SUBSCRIPTION.c.chat_id == chat).order_by(SUBSCRIPTION.c.id)
    ).all()
    chosen = preferences(connection, chat)
    return list(rows), [bare(row, None, chosen) for row in rows]


def preferences(connection: Connection, chat: int) -> Preferences:
    """What a chat chose as a whole."""
    found = connection.execute(_CHOSEN, {"chat": chat}).scalar()
    return unpacked(Preferences, found) if found else USUAL


def put_preferences(connection: Connection, chat: int, chosen: Preferences, actor: str, at: datetime) -> None:
    """Write what a chat chose as a whole."""
    values = {"chat_id": chat, "value": storable(packed_brief(Preferences, chosen))}
    values |= {"actor": storable(actor), "at": at}
    insert_or_change(connection, PREFERENCE, ["chat_id"], values)


def columns_of(wanted: Subscription) -> dict[str, Any]:
    """The columns of what a subscription asks for."""
    words = {name: getattr(wanted, name) for name in ("topics", "must", "without", "kinds", "grades")}
    return {
        "wanted": folded(wanted.topics),
        **{name: packed(_WORDS, tuple(map(storable, told))) for name, told in words.items()},
        "hour": wanted.hour.isoformat("minutes"),
        "zone": wanted.zone,
        "leads": packed(_LEADS, wanted.leads),
        "language": wanted.language,
        "cadence": wanted.cadence,
        "begins": wanted.begins,
    }


def folded(topics: Sequence[str]) -> str:
    """The topics in one spelling and order, so that asking twice is asking once."""
    told = {" ".join(unicodedata.normalize("NFKC", storable(topic)).casefold().split()) for topic in topics}
    return packed(list[str], sorted(told - {""}))


def asked() -> Select[Any]:
    """Subscriptions of chats that can be reached, with their address and how far they are planned."""
    place = (CHAT.c.platform, CHAT.c.tenant, CHAT.c.channel, CHAT.c.thread, CHAT.c.since)
    joined = (
        SUBSCRIPTION.join(CHAT, SUBSCRIPTION.c.chat_id == CHAT.c.id)
        .outerjoin(SCHEDULE, CHAT.c.schedule_id == SCHEDULE.c.id)
        .outerjoin(PREFERENCE, PREFERENCE.c.chat_id == CHAT.c.id)
    )
    what = select(SUBSCRIPTION, *place, SCHEDULE.c.wants, SCHEDULE.c.planned, PREFERENCE.c.value)
    return what.select_from(joined).where(CHAT.c.active.is_(true())).order_by(SUBSCRIPTION.c.id)


def bare(row: Row[Any], address: Address | None = None, chosen: Preferences = USUAL) -> Subscription:
    """A subscription by its own row alone."""
    return Subscription(
        id=row.id,
        address=address or Address("", ""),
        topics=unpacked(_WORDS, row.topics),
        hour=time.fromisoformat(row.hour),
        zone=row.zone,
        leads=unpacked(cast("type[tuple[int, ...] | None]", _LEADS), row.leads),
        language=row.language,
        must=unpacked(_WORDS, row.must),
        without=unpacked(_WORDS, row.without),
        kinds=unpacked(_WORDS, row.kinds),
        grades=unpacked(_WORDS, row.grades),
        cadence=row.cadence,
        preferences=chosen,
        begins=row.begins,
    )


def subscription(row: Row[Any]) -> Subscription:
    """A subscription with its chat's address, planned as far as the chat or its schedule is."""
    chosen = unpacked(Preferences, row.value) if row.value else USUAL
    found = bare(row, address_of(row), chosen)
    if row.since is not None:
        return planned_by(found, row.since)
    if row.planned is None:
        return found
    return planned_by(found, planned_of(row.wants, row.planned).get(Want.of(found)))
