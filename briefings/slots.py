"""Due slots as data: the instants of a chat's hour on its local days, whatever its clocks do."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from briefings.model import Subscription

BACK = timedelta(days=7)
"""How far back a plan goes after downtime."""

_DAY = timedelta(days=1)


def slot(subscription: Subscription, day: date) -> datetime:
    """The instant of a subscription's hour on a local day, in UTC.

    An hour that spring skips is told as much later as the clock jumps (02:30 at 03:30), an hour that
    autumn repeats when it first comes.
    """
    return _instant(subscription.zone, subscription.hour, day)


def local_day(now: datetime, zone: str) -> date:
    """The civil day that an instant falls on in a zone."""
    return now.astimezone(_zone(zone)).date()


def through(subscription: Subscription, day: date) -> datetime:
    """The watermark of a subscription that was told of a day, be it before its own slot.

    A moment past the slot sets it apart from the time of a tick, which may be ahead where time is replayed.
    """
    return slot(subscription, day) + timedelta.resolution


def window(subscription: Subscription, now: datetime) -> list[date]:
    """The local days to plan: those whose slot is later than the watermark, or today where it tells nothing.

    The last days may still be ahead: they are told early where the chat's digest of that day goes out.
    """
    today, mark = local_day(now, subscription.zone), subscription.planned
    ahead = [today + n * _DAY for n in range(3)]
    if mark is None:
        return ahead
    if mark > now and all(mark != through(subscription, day) for day in ahead):
        return [today]
    earliest = max(mark, now - BACK - timedelta.resolution)
    first = local_day(min(earliest, now), subscription.zone) - _DAY
    days = [first + n * _DAY for n in range((today - first).days)] + ahead
    return [day for day in days if slot(subscription, day) > earliest]


@lru_cache(maxsize=10_000)
def _instant(zone: str, hour: time, day: date) -> datetime:
    """A local time as an instant; the many chats of one zone and hour share it."""
    return datetime.combine(day, hour.replace(tzinfo=None, fold=0), tzinfo=_zone(zone)).astimezone(UTC)


def _zone(name: str) -> tzinfo:
    """The zone; UTC for a name that the machine's own list no longer has, since late is better than never."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return UTC
