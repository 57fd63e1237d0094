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
REACH = timedelta(days=2 * WEEK + LONGEST)
"""For how long a change of the cadence can part what was told before it from what is told after."""
MOST = 6
"""Former cadences that are kept of somebody who changes it again and again."""

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
    weekly = any(weekday(cadence) is not None for cadence, _ in _course(one))
    return not (weekly or one.preferences.days_off or hushed(one))


def told_on(one: Subscription, day: date, lead: int) -> date | None:
    """The local day on which it is told what comes up on a day, so many days ahead; None where it is dropped.

    Later days are never told earlier. Weekly, what is ahead waits for the weekday, and what would be over by
    then is told on the one before. Where the cadence was another, what that told before the change is not
    told again, and what it let wait is told with the first day after the change.
    """
    course = _course(one)
    # a first cadence with a day was daily before it
    told = _told(one, DAILY if course[0][1] else course[0][0], day, lead)
    for cadence, begins in course:
        if begins is not None and (told is None or told >= begins):
            told = _not_before(one, _told(one, cadence, day, lead), begins)
    return told


def taken_up(
    held: Subscription, cadence: str, told: date
) -> tuple[tuple[tuple[str, date | None], ...], date | None]:
    """The former cadences and the first day of one that takes the place of the one held.

    `told` is the last local day that was told. A weekly one begins with its weekday, and until then all stays
    as it was; any other with the next day.
    """
    next_day = told + _DAY
    number = weekday(cadence)
    begins = next_day if number is None else next_day + (number - next_day.weekday()) % WEEK * _DAY
    course = [(name, day) for name, day in _course(held) if day is None or day < begins]
    # what changed long ago parts nothing any more
    course = [(name, day if day and day > told - REACH else None) for name, day in course]
    course = course[max((n for n, (_, day) in enumerate(course) if day is None), default=0) :][-MOST:]
    if course and course[0] == (course[0][0], None) and weekday(course[0][0]) is None:
        course = course[1:]
    last = course[-1][0] if course else DAILY
    if weekday(last) == number:
        return (tuple(course[:-1]), course[-1][1]) if course else ((), None)
    return tuple(course), begins


def _course(one: Subscription) -> tuple[tuple[str, date | None], ...]:
    """Every cadence that it has and had, with the day on which that began, the oldest first."""
    return (*one.former, (one.cadence, one.begins))


def _not_before(one: Subscription, told: date | None, begins: date) -> date | None:
    """The day of telling, or where that lies before a cadence began the first that may be told after."""
    if told is None or told >= begins:
        return told
    chosen = one.preferences
    return moved(begins, "after" if chosen.days_off else "", chosen.country)


def _told(one: Subscription, cadence: str, day: date, lead: int) -> date | None:
    """The local day on which a cadence tells what comes up on a day."""
    turn = _turn(cadence, day, lead)
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


def _turn(cadence: str, day: date, lead: int) -> date:
    """The day by the cadence alone."""
    number = weekday(cadence)
    if number is None:
        return day
    later = day + (number - day.weekday()) % WEEK * _DAY
    return later if later <= day + lead * _DAY else later - WEEK * _DAY


def _lets_through(quiet: Quiet, lead: int) -> bool:
    """Whether quiet hours let what is due so many days ahead through."""
    return quiet.rule == "urgent" and lead == 0
