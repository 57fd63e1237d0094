"""When a chat is told what comes up on a day: as its cadence, quiet hours and days off let it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from briefings.days_off import LONGEST, around, moved
from briefings.model import Subscription
from briefings.preferences import Quiet

DAILY, INSTANT = "daily", "instant"
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
WEEK = 7

_DAY = timedelta(days=1)


def weekday(cadence: str) -> int | None:
    """The weekday of a weekly cadence, 0 for Monday; None where every day is told."""
    rhythm, _, name = cadence.partition(":")
    return WEEKDAYS.index(name) if rhythm == "weekly" and name in WEEKDAYS else None


def within(quiet: Quiet, hour: time) -> bool:
    """Whether an hour of the day lies in quiet hours; their end does not."""
    if quiet.start < quiet.end:
        return quiet.start <= hour < quiet.end
    return hour >= quiet.start or hour < quiet.end


def hushed(one: Subscription) -> bool:
    """Whether the hour of a subscription lies in its chat's quiet hours."""
    quiet = one.preferences.quiet
    return quiet is not None and within(quiet, one.hour)


def hour_of(one: Subscription, urgent: bool = False) -> time:
    """The local hour at which it is told: where quiet hours hold it, their end."""
    quiet = one.preferences.quiet
    if quiet is None or not within(quiet, one.hour):
        return one.hour
    return one.hour if urgent and quiet.rule == "urgent" else quiet.end


def steady(one: Subscription) -> bool:
    """Whether what comes up on a day is told on that day, whatever it is."""
    weekly, off = weekday(one.cadence) is not None, one.preferences.days_off
    return not (weekly or off or hushed(one))


def told_on(one: Subscription, day: date, lead: int) -> date | None:
    """The local day on which it is told what comes up on a day, so many days ahead; None where it is dropped.

    Later days are never told earlier. Weekly, what is ahead waits for the weekday, and what would be over by
    then is told on the one before.
    """
    turn = _turn(one, day, lead)
    if hushed(one):
        quiet = one.preferences.quiet
        if quiet is not None and quiet.rule == "drop":
            return None
        if quiet is not None and not _lets_through(quiet, lead) and quiet.start > quiet.end <= one.hour:
            turn += _DAY
    return moved(turn, one.preferences.days_off, one.preferences.country)


def comes_up(one: Subscription, day: date, leads: Sequence[int]) -> Iterator[tuple[date, int]]:
    """The days, with so many days ahead, of what it is told on a local day, the soonest first."""
    if steady(one):
        yield from ((day, lead) for lead in leads)
        return
    first, last = around(day, one.preferences.days_off, one.preferences.country)
    for lead in leads:
        # a week either way, and a night that quiet hours add
        for n in range(-WEEK - 1, (last - first).days + WEEK + 1):
            if told_on(one, first + n * _DAY, lead) == day:
                yield first + n * _DAY, lead


def first_turn(one: Subscription, today: date) -> date | None:
    """The first weekday of a weekly cadence from today on; None where it has none."""
    number = weekday(one.cadence)
    return None if number is None else today + (number - today.weekday()) % WEEK * _DAY


def strays(one: Subscription) -> int:
    """How many days at most lie between the day on which it comes up and the one on which it is told."""
    return 0 if steady(one) else WEEK + 1 + (LONGEST if one.preferences.days_off else 0)


def quiet_until(quiet: Quiet | None, zone: tzinfo, now: datetime) -> datetime | None:
    """When quiet hours that an instant lies in are over, in UTC; None where it lies in none.

    They are over as soon as the clocks of the zone say so, or have jumped past it.
    """
    local = now.astimezone(zone)
    if quiet is None or not within(quiet, local.time()):
        return None
    ends = []
    for n in range(3):
        for fold in (0, 1):
            end = datetime.combine(local.date() + n * _DAY, quiet.end, zone).replace(fold=fold)
            at = end.astimezone(UTC)
            if at > now and not within(quiet, at.astimezone(zone).time()):
                ends.append(at)
    return min(ends)


def _turn(one: Subscription, day: date, lead: int) -> date:
    """The day by the cadence alone."""
    number = weekday(one.cadence)
    if number is None or (one.begins is not None and day < one.begins):
        return day
    later = day + (number - day.weekday()) % WEEK * _DAY
    turn = later if later <= day + lead * _DAY else later - WEEK * _DAY
    return turn if one.begins is None else max(turn, one.begins)


def _lets_through(quiet: Quiet, lead: int) -> bool:
    """Whether quiet hours let what is due so many days ahead through."""
    return quiet.rule == "urgent" and lead == 0
