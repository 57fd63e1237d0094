"""The shelf of what platforms delivered: each update once, and kept until somebody dealt with it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    and_,
    bindparam,
    delete,
    func,
    or_,
    select,
    tuple_,
    update,
)

from storage.codec import storable
from storage.engine import Database
from storage.tables import INBOX
from storage.upserts import insert_many

MOST = 500
"""Updates that are claimed at once."""
LONGEST = 200
"""Characters of a name that are kept as they are: an index takes only so much."""


class Name(NamedTuple):
    """An update's name: platform, tenant, and the platform's own id for it."""

    platform: str
    tenant: str
    id: str


@dataclass(frozen=True, slots=True)
class Update:
    """What a platform delivered; `body` is JSON text, as the platform sent it."""

    name: Name
    body: str


@dataclass(frozen=True, slots=True)
class Settled:
    """An update that was dealt with; `why` says what it was dropped for, if it was."""

    name: Name
    why: str | None = None


class Inbox:
    """Updates by name. One that waits belongs to the process that has it in hand, which must say so again
    and again; else it is another's for the taking."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(
        self, updates: Sequence[Update], at: datetime, owner: str, settled: Sequence[Settled] = ()
    ) -> tuple[bool, ...]:
        """Write down what arrived, in `owner`'s hands, and what was dealt with, all or nothing.

        Of each update: whether it is new. One that came before is left as it is.
        """
        if not updates and not settled:
            return ()
        with self._database.writing() as connection:
            _settle(connection, settled, at)
            return tuple(_put(connection, updates, at, owner))

    def left(
        self, platform: str, now: datetime, older_than: timedelta, owner: str, limit: int = MOST
    ) -> tuple[Update, ...]:
        """Updates that nobody had in hand for so long, the oldest first; from now on `owner` has them."""
        these = _left(platform, now - older_than).order_by(*_ARRIVAL).limit(limit)
        claim = (
            update(INBOX)
            .where(tuple_(*_NAME).in_(these), INBOX.c.done_at.is_(None))
            .values(owner=owner, taken_at=now)
            .returning(*_NAME, INBOX.c.body, INBOX.c.at)
        )
        with self._database.reading() as connection:
            if connection.execute(these.limit(1)).first() is None:
                return ()
        with self._database.writing() as connection:
            claimed = connection.execute(claim).all()
        return tuple(map(_update, sorted(claimed, key=_arrival)))

    def begin(self, name: Name, at: datetime, owner: str) -> int:
        """Begin anew on what was left: how often that was done now, 0 where `owner` has it no more."""
        again = (
            update(INBOX)
            .where(_named(name), INBOX.c.owner == owner, INBOX.c.done_at.is_(None))
            .values(attempts=INBOX.c.attempts + 1, taken_at=at)
            .returning(INBOX.c.attempts)
        )
        with self._database.writing() as connection:
            return connection.execute(again).scalar() or 0

    def keep(self, names: Iterable[Name], at: datetime, owner: str) -> None:
        """Say that `owner` still has these in hand."""
        self._each(names, owner, {"taken_at": at})

    def release(self, names: Iterable[Name], owner: str) -> None:
        """Give these out of `owner`'s hands: whoever looks next may take them."""
        self._each(names, owner, {"owner": None, "taken_at": None})

    def waiting(self) -> int:
        """How many updates nobody dealt with yet."""
        with self._database.reading() as connection:
            asked = select(func.count()).select_from(INBOX).where(INBOX.c.done_at.is_(None))
            return int(connection.execute(asked).scalar_one())

    def tidy(self, before: datetime) -> int:
        """Forget updates that came before and were dealt with; how many."""
        old = delete(INBOX).where(INBOX.c.at < before, INBOX.c.done_at.is_not(None))
        with self._database.writing() as connection:
            return connection.execute(old).rowcount

    def _each(self, names: Iterable[Name], owner: str, values: dict[str, Any]) -> None:
        rows = [_bound(name) for name in names]
        if not rows:
            return
        mine = update(INBOX).where(*_BOUND, INBOX.c.owner == owner, INBOX.c.done_at.is_(None))
        with self._database.writing() as connection:
            connection.execute(mine.values(**values), rows)


_NAME = (INBOX.c.platform, INBOX.c.tenant, INBOX.c.delivery)
_BOUND = tuple(column == bindparam(f"its_{column.name}") for column in _NAME)
_DONE = (
    update(INBOX)
    .where(*_BOUND, INBOX.c.done_at.is_(None))
    .values(
        done_at=bindparam("its_end"),
        body=None,
        owner=None,
        taken_at=None,
        why=bindparam("its_why"),
    )
)
_ARRIVAL = (INBOX.c.at, func.length(INBOX.c.delivery), INBOX.c.delivery)
"""In the order of arrival: of numbers that came together the smaller one first."""


def _put(connection: Connection, updates: Sequence[Update], at: datetime, owner: str) -> Iterator[bool]:
    """Of each update whether it is new; of two with one name the first one is."""
    if not updates:
        return
    held = {"at": at, "owner": owner, "taken_at": at, "attempts": 0}
    rows = [{**_columns(each.name), "body": storable(each.body), **held} for each in updates]
    new = set(insert_many(connection, INBOX, rows))
    for row in rows:
        name = (row["platform"], row["tenant"], row["delivery"])
        yield name in new
        new.discard(name)


def _settle(connection: Connection, settled: Sequence[Settled], at: datetime) -> None:
    rows = [{**_bound(one.name), "its_why": one.why and storable(one.why), "its_end": at} for one in settled]
    if not rows:
        return
    connection.execute(_DONE, rows)


def _left(platform: str, before: datetime) -> Select[Any]:
    """What waits in nobody's hands; "waits" is no bound value, else SQLite would not use its index."""
    free = or_(INBOX.c.taken_at.is_(None), INBOX.c.taken_at <= before)
    waiting = select(*_NAME).where(INBOX.c.done_at.is_(None), free, INBOX.c.platform == platform)
    return waiting.with_for_update(skip_locked=True)


def _columns(name: Name) -> dict[str, str]:
    """The name as the columns of a row; a very long part stands there as its hash."""
    return dict(zip(("platform", "tenant", "delivery"), map(_short, name), strict=True))


def _short(part: str) -> str:
    part = storable(part)
    return part if len(part) <= LONGEST else "sha256:" + hashlib.sha256(part.encode()).hexdigest()


def _named(name: Name) -> ColumnElement[bool]:
    return and_(*(INBOX.c[column] == value for column, value in _columns(name).items()))


def _bound(name: Name) -> dict[str, Any]:
    return {f"its_{column}": value for column, value in _columns(name).items()}


def _arrival(row: Row[Any]) -> tuple[datetime, int, str]:
    return row.at, len(row.delivery), row.delivery


def _update(row: Row[Any]) -> Update:
    return Update(Name(row.platform, row.tenant, row.delivery), row.body or "")
