"""Clocks as they come: zones, hours, pauses, jumps and changes of mind."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

from hypothesis import strategies as st
from whenever import PlainDateTime

from briefings.model import Entry, Fact, Kind, Subscription
from briefings.slots import local_day
from tests.made import entries, fact, on

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
TOPICS = ("alpha", "beta", "gamma")
ZONES = st.sampled_from(
    [
        "Asia/Shanghai", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Asia/Kathmandu",
        "Australia/Lord_Howe", "America/St_Johns", "Pacific/Kiritimati", "Pacific/Pago_Pago",
        "America/Havana", "Pacific/Apia", "Pacific/Chatham", "Africa/Casablanca",
    ]
)  # fmt: skip
HOURS = st.builds(time, st.integers(0, 23), st.sampled_from([0, 30, 59]))
# a year of today, and the weeks in which Apia skipped a day
STARTS = st.integers(0, 364 * 24 * 60).map(lambda n: datetime(2026, 1, 1, tzinfo=UTC) + n * MINUTE) | (
    st.integers(0, 10 * 24 * 60).map(lambda n: datetime(2011, 12, 24, tzinfo=UTC) + n * MINUTE)
)
WEEK = 7 * 24 * 60 - 61
"""Minutes of a downtime: seven days by a clock that may also jump an hour."""
PAUSES = (
    st.sampled_from([1, 30, 60, 600, 1380, 1440, 1500, 2880]) | st.integers(1, 2880) | st.integers(1, WEEK)
)
JUMPS = st.sampled_from([0, 0, 0, -60, 60])
CHANGES = st.none() | st.none() | st.tuples(st.integers(0, 2), ZONES, HOURS)
STEPS = st.lists(st.tuples(PAUSES, JUMPS, CHANGES), min_size=8, max_size=30)
ALL = 2**80 - 1
SOME = st.integers(0, ALL)
DUE = st.just(ALL) | SOME | st.builds(lambda one, other: one & other, SOME, SOME)
"""The days with something due, one bit a day."""


def day_slot(one: Subscription, day: date) -> datetime:
    """The instant of a subscription's hour, by another library."""
    local = PlainDateTime(day.year, day.month, day.day, one.hour.hour, one.hour.minute)
    return local.assume_tz(one.zone, disambiguation="compatible").to_instant().to_stdlib()


def passed(one: Subscription, now: datetime) -> date:
    """The newest local day whose hour has come."""
    day = local_day(now, one.zone) + 2 * DAY
    while day_slot(one, day) > now:
        day -= DAY
    return day


def due_days(start: datetime, due: int) -> list[date]:
    """The days of those bits, the first of them two days before the start."""
    return [start.date() + n * DAY for n in range(-2, 78) if due >> n + 2 & 1]


def deadlines(days: Sequence[date]) -> list[Fact]:
    """A deadline of each topic on each of these days."""
    return [fact(topic, on(day), kind=Kind.DEADLINE, id=f"{topic}{day}") for day in days for topic in TOPICS]


def dated(days: Sequence[date]) -> tuple[Entry, ...]:
    """Those deadlines as the almanac has them."""
    return entries(*deadlines(days))
