"""A chat that wants something else gets the schedule of that, told as far as it was told before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, exists, false, func, or_, select, true, update

from briefings.digests import KIND
from briefings.model import Address, Subscription
from briefings.rhythms import taken_up
from briefings.schedules import Want, caught_up, eve
from storage.chats import address as address_of
from storage.chosen import held, wanting
from storage.engine import Database
from storage.moving import move_chat
from storage.occurrences import part_with
from storage.roster import NOBODY, chat_of, enrol, moving
from storage.schedules import schedule_for
from storage.slices import in_state
from storage.tombstones import told_before
from storage.traffic import CHAT, DELIVERY, SCHEDULE, SUBSCRIPTION


def enrol_rest(database: Database) -> None:
    """Give a schedule to chats that want something and have none yet, as after a migration."""
    some = exists().where(SUBSCRIPTION.c.chat_id == CHAT.c.id)
    lost = (CHAT.c.schedule_id.is_(None), CHAT.c.moved_to.is_(None), some)
    with database.reading() as connection:
        chats = connection.execute(select(CHAT.c.id, CHAT.c.since).where(*lost)).all()
    for chat in chats:
        with database.writing() as connection:
            rows, wanted = wanting(connection, chat.id)
            pairs = zip(wanted, rows, strict=True)
            since = chat.since or min(eve(one, row.at) for one, row in pairs)
            enrol(connection, chat.id, _schedule(connection, wanted), since)


def move(connection: Connection, old: Address, new: Address) -> None:
    """Carry everything of a chat to its new address, in the caller's transaction."""
    moving(connection)
    chat, there = chat_of(connection, old), chat_of(connection, new)
    both = [one.id for one in (chat, there) if one is not None]
    lock(connection, *both)
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
    _, after = wanting(connection, chat)
    if before and {Want.of(one) for one in after} == {Want.of(one) for one in before}:
        return
    part_with(connection, chat)
    if at is not None and not before:
        _withdraw(connection, chat, at)
    _enrol_anew(connection, chat, before, at)


def following(
    connection: Connection, chat: int, one: Subscription, wanted: Subscription, at: datetime
) -> Subscription:
    """What a chat wants in the place of a subscription, from the day on that loses and repeats nothing."""
    if one.cadence == wanted.cadence:
        return replace(wanted, former=one.former, begins=one.begins)
    known = (caught_up(held(connection, chat), at), last_day(connection, chat))
    told = max(eve(one, at), *(day for day in known if day))
    former, begins = taken_up(one, wanted.cadence, told)
    return replace(wanted, former=former, begins=begins)


def lock(connection: Connection, *chats: int) -> None:
    """No clock turns the schedules of these chats until the transaction ends."""
    mine = select(CHAT.c.schedule_id).where(CHAT.c.id.in_(chats))
    asked = select(SCHEDULE.c.id).where(SCHEDULE.c.id.in_(mine)).order_by(SCHEDULE.c.id)
    connection.execute(asked.with_for_update()).all()


def _enrol_anew(
    connection: Connection, chat: int, before: Sequence[Subscription], at: datetime | None
) -> None:
    """Give a chat the schedule of what it wants, told as far as it was under what it wanted before."""
    rows, after = wanting(connection, chat)
    asked = max((row.at for row in rows), default=None)
    since = _since(connection, chat, before, after, at, asked) if asked else None
    enrol(connection, chat, _schedule(connection, after), since)


def _schedule(connection: Connection, wanted: Sequence[Subscription]) -> int | None:
    return schedule_for(connection, list({Want.of(one) for one in wanted}))


def _withdraw(connection: Connection, chat: int, at: datetime) -> None:
    """A chat that begins is told anew what it did not want, or could not hear, while it waited to be sent."""
    waits = (DELIVERY.c.chat_id == chat, DELIVERY.c.kind == KIND, in_state("pending"))
    gone = {"state": "skipped", "settled_at": at, "next_at": None, "error": NOBODY}
    unsent = update(DELIVERY).where(*waits, DELIVERY.c.repeat.is_(false()))
    connection.execute(unsent.values(**gone))


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
    more = set(map(_scope, after)) - set(map(_scope, before))
    if told is None or (more and at is not None):
        begins = min(eve(one, now) for one in after)
        told = min(told, begins) if told else begins
    last = last_day(connection, chat)
    if last is None and not before:
        here = connection.execute(select(CHAT).where(CHAT.c.id == chat)).one()
        last = told_before(connection, address_of(here))
    return max(told, last) if last else told


def last_day(connection: Connection, chat: int) -> date | None:
    """The last local day of which a chat got a digest, or is going to."""
    went = or_(DELIVERY.c.state != "skipped", DELIVERY.c.repeat.is_(true()))
    sent = select(func.max(DELIVERY.c.slot)).where(DELIVERY.c.chat_id == chat, went)
    found: date | None = connection.execute(sent.where(DELIVERY.c.kind == KIND)).scalar()
    return found


def _scope(one: Subscription) -> tuple[Any, ...]:
    """What a subscription is about, whatever its hour: a change of it asks for more."""
    chosen = one.preferences
    narrowed = (one.must, one.without, one.kinds, one.grades)
    return (one.topics, one.leads, *narrowed, chosen.muted, chosen.followed)
