"""Due slots as data: the instants of a chat's hour on its local days, whatever its clocks do."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from briefings.model import Subscription

BACK = timedelta(days=7)
"""How far back a plan goes after downtime."""
AHEAD = timedelta(days=3)
"""How far ahead of the clock a watermark is believed: a chat's other zones, clocks that were put right."""

WITHDRAWN = {
    "Canada/East-Saskatchewan": "America/Regina",
    "US/Pacific-New": "America/Los_Angeles",
}
"""Names that the lists of zones had once and dropped, with the zone whose time they told."""

_DAY = timedelta(days=1)


def slot(subscription: Subscription, day: date) -> datetime:
    """The instant of a subscription's hour on a local day, in UTC.

    An hour that spring skips is told as much later as the clock jumps (02:30 at 03:30), an hour that
    autumn repeats when it first comes. A whole day that a zone skips is told with the next one, to which it
    is a moment ahead.
    """
    return _instant(subscription.zone, subscription.hour.replace(tzinfo=None, fold=0), day)


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
    if _astray(subscription, mark, now):
        return [today]
    earliest = max(mark, now - BACK - timedelta.resolution)
    first = local_day(min(earliest, now), subscription.zone) - _DAY
    days = [first + n * _DAY for n in range((today - first).days)] + ahead
    return [day for day in days if slot(subscription, day) > earliest]


def told_up_to(subscription: Subscription, mark: datetime) -> date:
    """The last local day whose slot is not later than a watermark."""
    day = local_day(mark, subscription.zone) + _DAY
    while slot(subscription, day) > mark:
        day -= _DAY
    return day


def next_slot(subscription: Subscription, mark: datetime) -> datetime:
    """The first slot after a watermark (aware): before it, who was told so far is owed nothing."""
    return slot(subscription, told_up_to(subscription, mark) + _DAY)


def _astray(subscription: Subscription, mark: datetime, now: datetime) -> bool:
    """Whether a watermark is too far ahead to be believed, as where time is replayed.

    A clock that ran a little ahead has told all the days that it jumped over.
    """
    today = local_day(now, subscription.zone)
    return mark - now > AHEAD and all(mark != through(subscription, today + n * _DAY) for n in range(3))


@lru_cache(maxsize=10_000)
def _instant(zone: str, hour: time, day: date) -> datetime:
    """A local time as an instant; the many chats of one zone and hour share it.

    A skipped day's is a moment before the next day's, since watermarks must be able to part the two.
    """
    clock = _zone(zone)
    at, following = (datetime.combine(each, hour, clock).astimezone(UTC) for each in (day, day + _DAY))
    return at if at < following else at - 2 * timedelta.resolution


def _zone(name: str) -> tzinfo:
    """The zone; UTC for a name that nobody has, since late is better than never."""
    try:
        return ZoneInfo(WITHDRAWN.get(name, name))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return UTC
