"""Due slots as data: the instants of a chat's hour on its local days, whatever its clocks do."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from briefings.model import Subscription
from briefings.rhythms import hour_of, hushed, quiet_until

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


def slot(subscription: Subscription, day: date, urgent: bool = False) -> datetime:
    """The instant of a subscription's hour on a local day, in UTC.

    Where quiet hours hold that hour it is their end, but not for what is `urgent` where they let that
    through. An hour that spring skips is told as much later as the clock jumps (02:30 at 03:30), an hour that
    autumn repeats when it first comes. A whole day that a zone skips is told with the next one, to which it
    is a moment ahead.
    """
    hour = hour_of(subscription, urgent).replace(tzinfo=None, fold=0)
    at = _instant(subscription.zone, hour, day)
    if subscription.preferences.quiet is None or (urgent and parted(subscription)):
        return at
    return quiet_until(subscription.preferences.quiet, zone_of(subscription.zone), at) or at


def parted(subscription: Subscription) -> bool:
    """Whether its quiet hours part what is urgent from the rest of a day, so that it has two slots."""
    quiet = subscription.preferences.quiet
    return quiet is not None and quiet.rule == "urgent" and hushed(subscription)


def local_day(now: datetime, zone: str) -> date:
    """The civil day that an instant falls on in a zone."""
    return now.astimezone(zone_of(zone)).date()


def through(subscription: Subscription, day: date) -> datetime:
    """The watermark of a subscription that was told of a day, be it before its own slot.

    A moment past the slot sets it apart from the time of a tick, which may be ahead where time is replayed.
    """
    return _last(subscription, day) + timedelta.resolution


def window(subscription: Subscription, now: datetime, urgent: bool = False) -> list[date]:
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
    return [day for day in days if slot(subscription, day, urgent) > earliest]


def told_up_to(subscription: Subscription, mark: datetime) -> date:
    """The last local day of which no slot is later than a watermark."""
    day = local_day(mark, subscription.zone) + _DAY
    while _last(subscription, day) > mark:
        day -= _DAY
    return day


def next_slot(subscription: Subscription, mark: datetime) -> datetime:
    """The first slot after a watermark (aware): before it, who was told so far is owed nothing."""
    day = told_up_to(subscription, mark) + _DAY
    if not parted(subscription):
        return slot(subscription, day)
    return min(at for urgent in (False, True) if (at := slot(subscription, day, urgent)) > mark)


def _last(subscription: Subscription, day: date) -> datetime:
    """The later slot of a local day."""
    at = slot(subscription, day)
    return max(at, slot(subscription, day, urgent=True)) if parted(subscription) else at


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
    clock = zone_of(zone)
    at, following = (datetime.combine(each, hour, clock).astimezone(UTC) for each in (day, day + _DAY))
    return at if at < following else at - 2 * timedelta.resolution


def zone_of(name: str) -> tzinfo:
    """The zone; UTC for a name that nobody has, since late is better than never."""
    try:
        return ZoneInfo(WITHDRAWN.get(name, name))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return UTC
