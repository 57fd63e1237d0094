"""The shelf of subscriptions: what each chat wants to be told; no chat sees another's."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any, cast

from sqlalchemy import Connection, Row, Select, delete, exists, false, func, or_, select, true, update

from briefings.digests import KIND
from briefings.model import Address, Subscription
from briefings.schedules import Want, caught_up, eve, planned_by
from storage.chats import address as address_of
from storage.codec import packed, storable, unpacked
from storage.engine import Database
from storage.moving import move_chat
from storage.occurrences import part_with
from storage.roster import NOBODY, chat_of, enrol, enter, put_to_sleep
from storage.schedules import planned_of, schedule_for
from storage.slices import in_state
from storage.tombstones import told_before
from storage.traffic import CHAT, DELIVERY, SCHEDULE, SUBSCRIPTION
from storage.upserts import insert_new

_LEADS = tuple[int, ...] | None


class Subscriptions:
    """What chats subscribed to."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(  # noqa: PLR0917
        self,
        address: Address,
        topics: Sequence[str],
        hour: time,
        zone: str,
        leads: Sequence[int] | None,
        language: str,
        actor: str,
        at: datetime,
    ) -> Subscription:
        """Subscribe a chat, which wakes it up; the same topics again change that subscription.

        A chat that begins, or asks for more, is told of today even where its hour has passed; another
        hour or zone tells no day twice.
        """
        wanted = _wanted(topics)
        values = {
            "topics": packed(tuple[str, ...], tuple(storable(topic) for topic in topics)),
            "hour": hour.isoformat("minutes"),
            "zone": zone,
            "leads": packed(_LEADS, None if leads is None else tuple(leads)),
            "language": language,
            "actor": storable(actor),
            "at": at,
        }
        with self._database.writing() as connection:
            chat = enter(connection, address)
            _lock(connection, chat.id)
            before = held(connection, chat.id) if chat.active else ()
            mine = (SUBSCRIPTION.c.chat_id == chat.id, SUBSCRIPTION.c.wanted == wanted)
            if insert_new(connection, SUBSCRIPTION, {"wanted": wanted, "chat_id": chat.id, **values}) is None:
                connection.execute(update(SUBSCRIPTION).where(*mine).values(**values))
            if not chat.active:
                connection.execute(update(CHAT).where(CHAT.c.id == chat.id).values(active=True, why=None))
            resettle(connection, chat.id, before, at)
            id = connection.execute(select(SUBSCRIPTION.c.id).where(*mine)).scalar_one()
            return next(one for one in held(connection, chat.id) if one.id == id)

    def of(self, address: Address) -> tuple[Subscription, ...]:
        """What this chat is subscribed to, in the order it was asked for."""
        with self._database.reading() as connection:
            chat = chat_of(connection, address)
            return held(connection, chat.id) if chat is not None and _here(chat, address) else ()

    def active(self) -> tuple[Subscription, ...]:
        """Every chat's subscriptions; those of chats that can't be reached are left out."""
        with self._database.reading() as connection:
            return tuple(_subscription(row) for row in connection.execute(_asked()))

    def remove(self, address: Address, id: int) -> Subscription | None:
        """End one of this chat's subscriptions and return it; None where the id is not this chat's."""
        with self._database.writing() as connection:
            chat = chat_of(connection, address)
            if chat is None or not _here(chat, address) or not _fits(id):
                return None
            _lock(connection, chat.id)
            before = held(connection, chat.id)
            gone = next((one for one in before if one.id == id), None)
            if gone is None:
                return None
            connection.execute(delete(SUBSCRIPTION).where(SUBSCRIPTION.c.id == id))
            resettle(connection, chat.id, before, None)
            return gone

    def move(self, old: Address, new: Address) -> None:
        """A chat got a new address: its subscriptions, deliveries and notes go there in one transaction."""
        if old == new:
            return
        with self._database.writing() as connection:
            move(connection, old, new)

    def deactivate(self, address: Address, why: str) -> None:
        """This chat can't be reached: keep its subscriptions, asleep, with the reason."""
        with self._database.writing() as connection:
            chat = chat_of(connection, address)
            if chat is not None and _here(chat, address):
                put_to_sleep(connection, chat.id, why)


def held(connection: Connection, chat: int) -> tuple[Subscription, ...]:
    """The subscriptions of a chat that can be reached."""
    return tuple(_subscription(row) for row in connection.execute(_asked().where(CHAT.c.id == chat)))


def enrol_rest(database: Database) -> None:
    """Give a schedule to chats that want something and have none yet, as after a migration."""
    wanting = exists().where(SUBSCRIPTION.c.chat_id == CHAT.c.id)
    lost = (CHAT.c.schedule_id.is_(None), CHAT.c.moved_to.is_(None), wanting)
    with database.reading() as connection:
        chats = connection.execute(select(CHAT.c.id, CHAT.c.since).where(*lost)).all()
    for chat in chats:
        with database.writing() as connection:
            rows = connection.execute(_rows().where(SUBSCRIPTION.c.chat_id == chat.id)).all()
            wants = sorted({Want.of(_bare(row)) for row in rows}, key=repr)
            since = chat.since or min(eve(_bare(row), row.at) for row in rows)
            enrol(connection, chat.id, schedule_for(connection, wants), since)


def move(connection: Connection, old: Address, new: Address) -> None:
    """Carry everything of a chat to its new address, in the caller's transaction."""
    chat, there = chat_of(connection, old), chat_of(connection, new)
    both = [one.id for one in (chat, there) if one is not None]
    _lock(connection, *both)
    one = len(set(both)) < 2
    before = () if one else [each for id in both for each in held(connection, id)]
    for id in () if one else both:
        part_with(connection, id)
    stays = move_chat(connection, old, new)
    if stays is not None and not one:
        _enrol_anew(connection, stays, before, None)


def resettle(connection: Connection, chat: int, before: Sequence[Subscription], at: datetime | None) -> None:
    """Give a chat the schedule of what it wants now; `before` is what it wanted until now.

    `at` is when somebody asked for more, None where nobody did.
    """
    rows = connection.execute(_rows().where(SUBSCRIPTION.c.chat_id == chat)).all()
    if before and {Want.of(_bare(row)) for row in rows} == {Want.of(one) for one in before}:
        return
    part_with(connection, chat)
    if at is not None and not before:
        _withdraw(connection, chat, at)
    _enrol_anew(connection, chat, before, at)


def _enrol_anew(
    connection: Connection, chat: int, before: Sequence[Subscription], at: datetime | None
) -> None:
    """Give a chat the schedule of what it wants, told as far as it was under what it wanted before."""
    rows = connection.execute(_rows().where(SUBSCRIPTION.c.chat_id == chat)).all()
    after = [_bare(row) for row in rows]
    wants = {Want.of(one) for one in after}
    asked = max((row.at for row in rows), default=None)
    since = _since(connection, chat, before, after, at, asked) if asked else None
    enrol(connection, chat, schedule_for(connection, sorted(wants, key=repr)), since)


def _withdraw(connection: Connection, chat: int, at: datetime) -> None:
    """A chat that begins is told anew what it did not want, or could not hear, while it waited to be sent."""
    waits = (DELIVERY.c.chat_id == chat, DELIVERY.c.kind == KIND, in_state("pending"))
    gone = {"state": "skipped", "settled_at": at, "next_at": None, "error": NOBODY}
    unsent = update(DELIVERY).where(*waits, DELIVERY.c.repeat.is_(false()))
    connection.execute(unsent.values(**gone))


def _lock(connection: Connection, *chats: int) -> None:
    """No clock turns the schedules of these chats until the transaction ends."""
    mine = select(CHAT.c.schedule_id).where(CHAT.c.id.in_(chats))
    asked = select(SCHEDULE.c.id).where(SCHEDULE.c.id.in_(mine)).order_by(SCHEDULE.c.id)
    connection.execute(asked.with_for_update()).all()


def _since(  # noqa: PLR0917
    connection: Connection,
    chat: int,
    before: Sequence[Subscription],
    after: Sequence[Subscription],
    at: datetime | None,
    asked: datetime,
) -> date | None:
    """Up to which local day a chat counts as told under what it wants now.

    `asked` is when it asked last, which counts where it was never planned.
    """
    now = at or max((one.planned for one in before if one.planned), default=asked)
    told = caught_up(before, now)
    more = {(one.topics, one.leads) for one in after} - {(one.topics, one.leads) for one in before}
    if told is None or (more and at is not None):
        begins = min(eve(one, now) for one in after)
        told = min(told, begins) if told else begins
    went = or_(DELIVERY.c.state != "skipped", DELIVERY.c.repeat.is_(true()))
    sent = select(func.max(DELIVERY.c.slot)).where(DELIVERY.c.chat_id == chat, went)
    last = connection.execute(sent.where(DELIVERY.c.kind == KIND)).scalar()
    if last is None and not before:
        here = connection.execute(select(CHAT).where(CHAT.c.id == chat)).one()
        last = told_before(connection, address_of(here))
    return max(told, last) if last else told


def _rows() -> Select[Any]:
    return select(SUBSCRIPTION).order_by(SUBSCRIPTION.c.id)


def _asked() -> Select[Any]:
    """Subscriptions of chats that can be reached, with their address and how far they are planned."""
    place = (CHAT.c.platform, CHAT.c.tenant, CHAT.c.channel, CHAT.c.thread, CHAT.c.since)
    joined = SUBSCRIPTION.join(CHAT, SUBSCRIPTION.c.chat_id == CHAT.c.id).outerjoin(
        SCHEDULE, CHAT.c.schedule_id == SCHEDULE.c.id
    )
    asked = select(SUBSCRIPTION, *place, SCHEDULE.c.wants, SCHEDULE.c.planned).select_from(joined)
    return asked.where(CHAT.c.active.is_(true())).order_by(SUBSCRIPTION.c.id)


def _bare(row: Row[Any], address: Address | None = None) -> Subscription:
    """A subscription by its own row alone."""
    return Subscription(
        id=row.id,
        address=address or Address("", ""),
        topics=unpacked(tuple[str, ...], row.topics),
        hour=time.fromisoformat(row.hour),
        zone=row.zone,
        leads=unpacked(cast("type[tuple[int, ...] | None]", _LEADS), row.leads),
        language=row.language,
    )


def _subscription(row: Row[Any]) -> Subscription:
    """A subscription with its chat's address, planned as far as the chat or its schedule is."""
    bare = _bare(row, address_of(row))
    if row.since is not None:
        return planned_by(bare, row.since)
    if row.planned is None:
        return bare
    mark = planned_of(row.wants, row.planned).get(Want.of(bare))
    return Want.of(bare).standing(mark, bare.id, bare.address)


def _here(chat: Row[Any], address: Address) -> bool:
    """Whether a chat is still at this address, and did not move away from it."""
    return bool(address_of(chat) == address)


def _wanted(topics: Sequence[str]) -> str:
    """The topics in one spelling and order, so that asking twice is asking once."""
    told = {" ".join(unicodedata.normalize("NFKC", storable(topic)).casefold().split()) for topic in topics}
    return packed(list[str], sorted(told - {""}))


def _fits(id: int) -> bool:
    """Whether a typed number can be an id at all."""
    return 0 < id < 2**31
