"""When a local day's hour comes: one instant for every day, whatever the clocks of a zone do."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st
from whenever import PlainDateTime

from briefings.model import Subscription
from briefings.slots import AHEAD, local_day, next_slot, slot, through, window
from tests.made import at, subscription

DAY = timedelta(days=1)
NAMES = sorted(available_timezones() - {"Factory", "localtime", "posixrules"})
ODD = (
    "Asia/Kolkata", "Asia/Kathmandu", "Australia/Lord_Howe", "Australia/Eucla", "Pacific/Chatham",
    "America/St_Johns", "America/Sao_Paulo", "America/Havana", "Asia/Beirut", "Asia/Gaza",
    "Africa/Casablanca", "America/Toronto", "America/Nuuk", "Antarctica/Troll", "Europe/Dublin",
    "Pacific/Apia", "Pacific/Fakaofo", "Pacific/Kiritimati", "Pacific/Kwajalein",
    "Europe/Berlin", "Asia/Shanghai",
)  # fmt: skip
ZONES = st.sampled_from(ODD) | st.sampled_from(NAMES)
HOURS = st.builds(time, st.integers(0, 23), st.sampled_from([0, 1, 15, 29, 30, 45, 59]))
EPOCH = datetime(1900, 1, 1, tzinfo=UTC)
INSTANTS = st.integers(0, 200 * 365 * 24 * 60).map(lambda n: EPOCH + timedelta(minutes=n))


def shift(zone: str, now: datetime) -> timedelta:
    """How far a zone is from UTC at an instant."""
    found = now.astimezone(ZoneInfo(zone)).utcoffset()
    assert found is not None
    return found


def change(zone: str, now: datetime) -> datetime:
    """The next instant after which a zone's clocks go otherwise, within 400 days; else the same instant."""
    before = shift(zone, now)
    days = (now + n * DAY for n in range(1, 401))
    later = next((day for day in days if shift(zone, day) != before), None)
    if later is None:
        return now
    low, high = later - DAY, later
    while high - low > timedelta(seconds=1):
        middle = low + (high - low) / 2
        low, high = (middle, high) if shift(zone, middle) == before else (low, middle)
    return high


def resolved(zone: str, hour: time, day: date) -> datetime:
    """What another library makes of a local time: the first of two, or as much later as clocks jump."""
    local = PlainDateTime(day.year, day.month, day.day, hour.hour, hour.minute)
    found = local.assume_tz(zone, disambiguation="compatible").to_instant()
    return found.to_stdlib().astimezone(UTC)


def exists(zone: str, day: date) -> bool:
    """Whether a zone has that day at all: its first moment is on it."""
    return local_day(resolved(zone, time(0), day), zone) == day


@st.composite
def moments(draw: st.DrawFn) -> tuple[Subscription, datetime]:
    """A subscription and an instant, as often as not within a day of a change of its clocks."""
    zone, now = draw(ZONES), draw(INSTANTS)
    hour = draw(HOURS)
    if draw(st.booleans()):
        now = change(zone, now)
        event("near a change")
        if draw(st.booleans()):
            moved = now.astimezone(ZoneInfo(zone)) + timedelta(minutes=draw(st.integers(-120, 120)))
            hour = moved.time().replace(second=0, microsecond=0)
        now += timedelta(minutes=draw(st.integers(-1500, 1500)))
    return subscription(zone=zone, hour=hour), now


@settings(max_examples=1500, deadline=None)
@given(moments())
def test_a_slot_is_where_another_library_puts_it(moment: tuple[Subscription, datetime]) -> None:
    one, now = moment
    today = local_day(now, one.zone)
    for day in (today - DAY, today, today + DAY):
        if exists(one.zone, day):
            assert slot(one, day) == resolved(one.zone, one.hour, day)


@settings(max_examples=600, deadline=None)
@given(moments())
def test_every_local_day_has_one_slot_and_slots_of_later_days_are_later(
    moment: tuple[Subscription, datetime],
) -> None:
    one, now = moment
    today = local_day(now, one.zone)
    days = [today + n * DAY for n in range(-3, 4)]
    slots = [slot(one, day) for day in days]
    assert all(one < other for one, other in pairwise(slots))
    for day in days:
        if not exists(one.zone, day):
            event("a day that is skipped")
            assert timedelta(0) < slot(one, day + DAY) - slot(one, day) < timedelta(seconds=1)


@settings(max_examples=600, deadline=None)
@given(moments())
def test_a_slot_shows_its_hour_or_its_hour_and_the_length_of_the_gap(
    moment: tuple[Subscription, datetime],
) -> None:
    one, now = moment
    due = slot(one, local_day(now, one.zone))
    wall = due.astimezone(ZoneInfo(one.zone)).replace(tzinfo=None)
    moved = wall - datetime.combine(local_day(now, one.zone), one.hour)
    before, after = shift(one.zone, due - DAY), shift(one.zone, due + timedelta.resolution)
    if moved:
        event("in a gap")
        assert moved == after - shift(one.zone, due - moved) > timedelta(0)
    elif before > after:
        event("clocks went back")
        earlier = due - (before - after)
        assert earlier.astimezone(ZoneInfo(one.zone)).replace(tzinfo=None) != wall


@settings(max_examples=600, deadline=None)
@given(moments(), st.integers(-12 * 24 * 60, AHEAD // timedelta(minutes=1)))
def test_an_alarm_rings_at_the_first_slot_that_a_plan_would_tell(
    moment: tuple[Subscription, datetime], planned: int
) -> None:
    one, now = moment
    mark = now + timedelta(minutes=planned)
    one = subscription(zone=one.zone, hour=one.hour, planned=mark)
    rings = next_slot(one, mark)
    assert rings > mark
    assert (rings <= now) == any(slot(one, day) <= now for day in window(one, now))
    for early in (mark, mark + (rings - mark) / 2, rings - timedelta.resolution):
        assert all(slot(one, day) > early for day in window(one, early))
    assert min(slot(one, day) for day in window(one, rings)) == rings


@settings(max_examples=150, deadline=None)
@given(moments())
def test_alarm_after_alarm_every_day_is_met_once(moment: tuple[Subscription, datetime]) -> None:
    one, now = moment
    first = local_day(now, one.zone) + DAY
    met: list[datetime] = []
    while len(met) < 20:
        now = next_slot(one, now)
        met.append(now)
    days = [first + n * DAY for n in range(18)]
    assert met == sorted(set(met))
    assert {slot(one, day) for day in days} <= set(met)


@pytest.mark.parametrize(
    ("zone", "hour", "day", "due"),
    [
        ("Europe/Berlin", time(2, 30), date(2026, 3, 29), "2026-03-29T03:30+02:00"),
        ("Europe/Berlin", time(2, 30), date(2026, 10, 25), "2026-10-25T02:30+02:00"),
        ("Australia/Lord_Howe", time(2, 15), date(2026, 10, 4), "2026-10-04T02:45+11:00"),
        ("Australia/Lord_Howe", time(1, 45), date(2026, 4, 5), "2026-04-05T01:45+11:00"),
        ("Asia/Kolkata", time(9), date(2024, 2, 29), "2024-02-29T09:00+05:30"),
        ("Asia/Kathmandu", time(0), date(2026, 3, 1), "2026-03-01T00:00+05:45"),
        ("America/Sao_Paulo", time(0), date(2018, 11, 4), "2018-11-04T01:00-02:00"),
        ("America/Sao_Paulo", time(23, 30), date(2018, 2, 17), "2018-02-17T23:30-02:00"),
        ("America/Havana", time(0, 30), date(2026, 11, 1), "2026-11-01T00:30-04:00"),
        ("America/St_Johns", time(0), date(2010, 11, 7), "2010-11-07T00:00-02:30"),
        ("America/Toronto", time(23, 45), date(1919, 3, 30), "1919-03-31T00:45-04:00"),
        ("Pacific/Apia", time(9), date(2011, 12, 29), "2011-12-29T09:00-10:00"),
        ("Pacific/Apia", time(9), date(2011, 12, 30), "2011-12-31T08:59:59.999998+14:00"),
        ("Pacific/Apia", time(9), date(2011, 12, 31), "2011-12-31T09:00+14:00"),
        ("Pacific/Kwajalein", time(9), date(1969, 9, 30), "1969-09-30T09:00+11:00"),
        ("US/Pacific-New", time(9), date(2026, 7, 15), "2026-07-15T09:00-07:00"),
        ("Mars/Olympus", time(9), date(2026, 7, 15), "2026-07-15T09:00+00:00"),
    ],
)
def test_known_days_of_odd_clocks(zone: str, hour: time, day: date, due: str) -> None:
    assert slot(subscription(zone=zone, hour=hour), day) == at(due)


@pytest.mark.parametrize(
    ("planned", "rings"),
    [
        ("2026-07-14T10:00+08:00", "2026-07-15T09:00+08:00"),
        ("2026-07-15T09:00+08:00", "2026-07-16T09:00+08:00"),
        ("2026-07-15T08:59+08:00", "2026-07-15T09:00+08:00"),
        ("2026-01-31T10:00+08:00", "2026-02-01T09:00+08:00"),
        ("2028-02-28T10:00+08:00", "2028-02-29T09:00+08:00"),
    ],
)
def test_the_alarm_is_set_to_the_first_day_that_was_not_told(planned: str, rings: str) -> None:
    assert next_slot(subscription(), at(planned)) == at(rings)


def test_a_day_told_ahead_of_its_hour_does_not_ring_again() -> None:
    evening = subscription(hour=time(18))
    assert next_slot(evening, through(evening, date(2026, 7, 15))) == at("2026-07-16T18:00+08:00")
