"""Outcomes written: what became of deliveries, and what that means for their chats and lanes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, bindparam, func, or_, select, text, update

from briefings.model import Address
from storage.chats import columns
from storage.codec import packed, storable
from storage.lanes import block, reopen
from storage.notices import tell_owner
from storage.resettling import move
from storage.roster import moving, put_to_sleep
from storage.slices import in_state
from storage.tables import ADDRESS, MARK
from storage.traffic import DELIVERY, STATES
from storage.upserts import insert_or_change


@dataclass(frozen=True, slots=True)
class Taken:
    """A delivery that is ours to send at `at`.

    `wants` is its chat's schedule, empty where it has none; `reopens`: its lane was given up, and this
    message tries whether the credentials are taken again; `rested` is when the chat last snoozed until.
    """

    id: int
    address: Address
    lane: int
    attempt: int
    repeat: bool
    at: datetime
    wants: str = ""
    reopens: bool = False
    rested: datetime | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a delivery that was taken.

    `state` pending needs `next_at`; `charge` counts the attempt; `repeat`: it may have arrived. `asleep`
    puts the chat to sleep with the reason, `moved` takes it to its new address; `lane_until` closes the
    lane, `lane_off` says why for good. `marks` are the refs behind the message's numbers.
    """

    taken: Taken
    state: str
    error: str | None = None
    next_at: datetime | None = None
    provider_id: str | None = None
    repeat: bool = False
    charge: bool = True
    asleep: str | None = None
    moved: Address | None = None
    lane_until: datetime | None = None
    lane_off: str | None = None
    marks: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """No other state, and no waiting without an end."""
        if self.state not in STATES or (self.state == "pending" and self.next_at is None):
            raise ValueError(f"a delivery can't be settled as {self.state}")


def settle(connection: Connection, outcomes: Sequence[Outcome], now: datetime, owner: str) -> None:
    """Write what became of deliveries; `sent` is final, and only who has one in flight says anything else."""
    if any(each.moved for each in outcomes):
        moving(connection)
    if outcomes:
        write = _at_once if connection.dialect.name == "postgresql" else _one_by_one
        write(connection, [{**_values(outcome, now), "mine": owner} for outcome in outcomes])
    _remember(connection, [each for each in outcomes if each.marks])
    for each in outcomes:
        if each.asleep is not None:
            _sleep(connection, each, each.asleep, now)
        if each.lane_until is not None:
            block(connection, each.taken.lane, each.lane_until, each.lane_off)
        if each.moved is not None:
            move(connection, each.taken.address, each.moved)
        if each.taken.reopens and each.state == "sent":
            reopen(connection, each.taken.lane)


def _one_by_one(connection: Connection, rows: Sequence[dict[str, Any]]) -> None:
    """Outcomes written where a statement costs nothing but its work."""
    for statement, final in ((_SENT, True), (_OTHERWISE, False)):
        if values := [row for row in rows if (row["new_state"] == "sent") is final]:
            connection.execute(statement, values)


def _at_once(connection: Connection, rows: Sequence[dict[str, Any]]) -> None:
    """Outcomes written in one statement: a server is asked, and plans, once for all of them."""
    columns = {f"{name}s": [row[name] for row in rows] for name in _ARRAYS}
    connection.execute(_ALL, {**columns, "settled": rows[0]["settled"], "mine": rows[0]["mine"]})


def _sleep(connection: Connection, outcome: Outcome, why: str, now: datetime) -> None:
    """Put the chat to sleep, and let its owner know."""
    chat = _chat(connection, outcome.taken.id)
    if chat is not None:
        put_to_sleep(connection, chat, why)
        tell_owner(connection, chat, why, now)


def _chat(connection: Connection, delivery: int) -> int | None:
    """Whose a delivery is; None where it went when two chats became one."""
    asked = select(DELIVERY.c.chat_id).where(DELIVERY.c.id == delivery)
    found: int | None = connection.execute(asked).scalar()
    return found


def _remember(connection: Connection, outcomes: Sequence[Outcome]) -> None:
    """The refs behind the numbers of what was sent, for each chat that was not forgotten meanwhile."""
    told = {each.taken.address: each for each in outcomes}.values()
    rows = [
        {"this": each.taken.id, "refs": packed(tuple[str, ...], each.marks), **columns(each.taken.address)}
        for each in told
    ]
    if rows and connection.dialect.name == "postgresql":
        names = ("this", *ADDRESS, "refs")
        connection.execute(_MARKS, {f"{name}s": [row[name] for row in rows] for name in names})
        return
    there = select(DELIVERY.c.id).where(DELIVERY.c.id.in_([row["this"] for row in rows]))
    known = set(connection.execute(there).scalars()) if rows else set()
    rows = [row for row in rows if row.pop("this") in known]
    if rows:
        insert_or_change(connection, MARK, ADDRESS, rows)


def _values(outcome: Outcome, now: datetime) -> dict[str, Any]:
    return {
        "this": outcome.taken.id,
        "new_state": outcome.state,
        "until": outcome.next_at,
        "settled": now,
        "charged": int(outcome.charge),
        "again": outcome.repeat,
        "named": storable(outcome.provider_id or "") or None,
        "why": storable(outcome.error or "") or None,
    }


def _written() -> dict[str, Any]:
    return {
        "state": bindparam("new_state"),
        "next_at": bindparam("until", type_=DELIVERY.c.next_at.type),
        "taken_at": None,
        "owner": None,
        "settled_at": bindparam("settled", type_=DELIVERY.c.settled_at.type),
        "attempt": DELIVERY.c.attempt + bindparam("charged", type_=DELIVERY.c.attempt.type),
        "repeat": or_(DELIVERY.c.repeat, bindparam("again", type_=DELIVERY.c.repeat.type)),
        "provider_id": func.coalesce(
            bindparam("named", type_=DELIVERY.c.provider_id.type), DELIVERY.c.provider_id
        ),
        "error": bindparam("why", type_=DELIVERY.c.error.type),
    }


_THIS = DELIVERY.c.id == bindparam("this")
_HELD = and_(in_state("in_flight"), DELIVERY.c.owner == bindparam("mine"))
_SENT = update(DELIVERY).where(_THIS, or_(_HELD, DELIVERY.c.state != "sent")).values(_written())
_OTHERWISE = update(DELIVERY).where(_THIS, _HELD).values(_written())

_ARRAYS = {
    "this": "bigint",
    "new_state": "text",
    "until": "timestamptz",
    "charged": "integer",
    "again": "boolean",
    "named": "text",
    "why": "text",
}
_PARTS = ", ".join(f"CAST(:{name}s AS {kind}[])" for name, kind in _ARRAYS.items())
_ALL = text(
    "UPDATE delivery SET state = new.new_state, next_at = new.until, taken_at = NULL, owner = NULL,"  # noqa: S608
    " settled_at = :settled, attempt = attempt + new.charged, repeat = repeat OR new.again,"
    " provider_id = coalesce(new.named, provider_id), error = new.why"
    f" FROM unnest({_PARTS}) AS new ({', '.join(_ARRAYS)}) WHERE id = new.this"
    " AND (state = 'in_flight' AND owner = :mine OR new.new_state = 'sent' AND state <> 'sent')"
)
_MARKS = text(
    "INSERT INTO mark (platform, tenant, channel, thread, refs)"
    " SELECT platform, tenant, channel, thread, refs FROM unnest(CAST(:thiss AS bigint[]),"
    " CAST(:platforms AS text[]), CAST(:tenants AS text[]),"
    " CAST(:channels AS text[]), CAST(:threads AS text[]), CAST(:refss AS text[]))"
    " AS new (this, platform, tenant, channel, thread, refs)"
    " WHERE EXISTS (SELECT FROM delivery WHERE id = new.this)"
    " ON CONFLICT (platform, tenant, channel, thread) DO UPDATE SET refs = excluded.refs"
)
