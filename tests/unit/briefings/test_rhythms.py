"""Cadence, quiet hours and days off: every day is told once, in order, and at a time that lets it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from briefings.days_off import known, moved, works
from briefings.digests import plan, preview
from briefings.model import Digest, Fact, Kind, Subscription
from briefings.preferences import USUAL, DaysOff, Preferences, Quiet, Rule
from briefings.rhythms import WEEKDAYS, comes_up, quiet_until, told_on, within
from briefings.slots import next_slot, slot, told_up_to
from tests.made import at, entries, fact, on, subscription

DAY = timedelta(days=1)
DAYS = st.dates(date(2019, 1, 1), date(2031, 12, 31))
COUNTRIES = st.sampled_from(["", "CN", "DE", "US", "IL", "AE", "GB", "JP", "XX"])
RULES: list[DaysOff] = ["before", "after", "drop"]
HOURS = st.builds(time, st.integers(0, 23), st.sampled_from([0, 15, 30, 59]))
QUIETS = st.builds(Quiet, HOURS, HOURS, st.sampled_from(["hold", "urgent"])).filter(
    lambda q: q.start != q.end
)
CADENCES = st.sampled_from(["daily", "instant", *(f"weekly:{day}" for day in WEEKDAYS)])
LEADS = st.sampled_from([0, 0, 1, 3, 7, 30])


@st.composite
def rhythms(draw: st.DrawFn) -> Subscription:
    """A subscription with any cadence, quiet hours and days off."""
    chosen = Preferences(
        quiet=draw(st.none() | QUIETS),
        days_off=draw(st.sampled_from(["", "before", "after"])),
        country=draw(COUNTRIES),
    )
    one = subscription(hour=draw(HOURS), zone=draw(st.sampled_from(["Asia/Shanghai", "Europe/Berlin"])))
    begins = draw(st.none() | DAYS)
    return replace(one, cadence=draw(CADENCES), preferences=chosen, begins=begins)


@settings(deadline=None)
@given(DAYS, st.sampled_from(RULES), COUNTRIES)
def test_what_is_moved_lands_on_the_next_working_day_of_its_side(
    day: date, rule: DaysOff, country: str
) -> None:
    found = moved(day, rule, country)
    if works(day, country):
        assert found == day
    elif rule == "drop":
        assert found is None
    else:
        assert found is not None
        event(f"{rule} by {abs((found - day).days)} days")
        assert works(found, country)
        assert (found > day) == (rule == "after")
        between = (min(day, found) + n * DAY for n in range(1, abs((found - day).days)))
        assert not any(works(each, country) for each in between)


@pytest.mark.parametrize(
    ("day", "country", "off"),
    [
        (date(2026, 2, 14), "CN", False),  # a Saturday that makes up for Spring Festival
        (date(2026, 2, 14), "", True),
        (date(2026, 2, 15), "CN", True),
        (date(2026, 2, 23), "CN", True),
        (date(2026, 2, 24), "CN", False),
        (date(2026, 2, 28), "cn", False),
        (date(2026, 10, 10), "CN", False),
        (date(2011, 12, 31), "CN", False),  # made up for New Year's Day of 2012
        (date(2026, 12, 25), "DE", True),
        (date(2026, 12, 25), "", False),
        (date(2026, 3, 6), "IL", True),  # a Friday
        (date(2026, 3, 8), "IL", False),  # a Sunday
        (date(2026, 3, 8), "nowhere", True),
    ],
)
def test_known_days_off_and_make_up_days(day: date, country: str, off: bool) -> None:
    assert works(day, country) is not off


def test_a_country_without_a_table_is_told_apart() -> None:
    assert [known(name) for name in ("CN", "cn ", "DE", "XX", "", "../x", "China" * 50)] == [
        True, True, True, False, False, False, False,
    ]  # fmt: skip


def test_the_whole_of_spring_festival_is_told_on_the_day_after_it() -> None:
    days = [date(2026, 2, 15) + n * DAY for n in range(9)]
    assert {moved(day, "after", "CN") for day in days} == {date(2026, 2, 24)}
    assert {moved(day, "before", "CN") for day in days} == {date(2026, 2, 14)}


@settings(max_examples=300, deadline=None)
@given(rhythms(), DAYS, LEADS)
def test_later_days_are_never_told_earlier(one: Subscription, first: date, lead: int) -> None:
    told = [told_on(one, first + n * DAY, lead) for n in range(40)]
    assert all(day is not None for day in told)
    assert all(day <= later for day, later in pairwise(day for day in told if day))


@settings(max_examples=150, deadline=None)
@given(rhythms(), DAYS)
def test_every_day_is_among_what_its_day_of_telling_tells_and_no_other(one: Subscription, day: date) -> None:
    leads = (0, 1, 7, 30)
    for lead in leads:
        told = told_on(one, day, lead)
        assert told is not None
        near = [told + n * DAY for n in range(-9, 10)]
        assert [each for each in near if (day, lead) in comes_up(one, each, leads)] == [told]


@settings(max_examples=300, deadline=None)
@given(rhythms(), DAYS, LEADS)
def test_it_is_told_on_working_days_and_outside_quiet_hours(one: Subscription, day: date, lead: int) -> None:
    chosen, told = one.preferences, told_on(one, day, lead)
    assert told is not None
    assert not chosen.days_off or works(told, chosen.country)
    urgent = lead == 0 and chosen.quiet is not None and chosen.quiet.rule == "urgent"
    instant = slot(one, told, urgent)
    local = instant.astimezone(ZoneInfo(one.zone))
    assert local.date() == told
    assert chosen.quiet is None or urgent or not within(chosen.quiet, local.time())


@settings(max_examples=300, deadline=None)
@given(rhythms(), st.integers(0, 3000 * 24 * 60))
def test_slots_of_a_rhythm_are_in_order_and_an_alarm_rings_at_each(one: Subscription, minutes: int) -> None:
    now = datetime(2020, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    up_to = told_up_to(one, now)
    assert slot(one, up_to) <= now
    assert slot(one, up_to, urgent=True) <= now
    rings = next_slot(one, now)
    assert rings > now
    every = [slot(one, up_to + n * DAY, urgent) for n in range(4) for urgent in (False, True)]
    assert min(each for each in every if each > now) == rings


@pytest.mark.parametrize(
    ("start", "end", "hour", "held", "next_day"),
    [
        (time(22), time(8), time(23), time(8), True),
        (time(22), time(8), time(6), time(8), False),
        (time(22), time(8), time(22), time(8), True),
        (time(22), time(8), time(8), time(8), False),
        (time(22), time(8), time(9), time(9), False),
        (time(12), time(14), time(13), time(14), False),
        (time(22), time(0), time(23), time(0), True),
        (time(0), time(6), time(0), time(6), False),
    ],
)
def test_an_hour_in_the_quiet_is_held_to_its_end(
    start: time, end: time, hour: time, held: time, next_day: bool
) -> None:
    one = replace(subscription(hour=hour), preferences=Preferences(quiet=Quiet(start, end)))
    told = told_on(one, date(2026, 7, 15), 0)
    assert told == date(2026, 7, 15) + next_day * DAY
    assert slot(one, told).astimezone(ZoneInfo(one.zone)).time() == held


@pytest.mark.parametrize(
    ("quiet", "zone", "now", "until"),
    [
        ("22:00-08:00", "Asia/Shanghai", "2026-07-15T23:00+08:00", "2026-07-16T08:00+08:00"),
        ("22:00-08:00", "Asia/Shanghai", "2026-07-15T22:00+08:00", "2026-07-16T08:00+08:00"),
        ("22:00-08:00", "Asia/Shanghai", "2026-07-15T07:59:59+08:00", "2026-07-15T08:00+08:00"),
        ("22:00-08:00", "Asia/Shanghai", "2026-07-15T08:00+08:00", None),
        ("22:00-08:00", "Asia/Shanghai", "2026-07-15T12:00+08:00", None),
        ("22:00-08:00", "Europe/Berlin", "2026-03-28T23:00+01:00", "2026-03-29T08:00+02:00"),
        ("22:00-08:00", "Europe/Berlin", "2026-10-24T23:00+02:00", "2026-10-25T08:00+01:00"),
        ("22:00-02:30", "Europe/Berlin", "2026-03-28T23:00+01:00", "2026-03-29T03:30+02:00"),
        ("22:00-02:30", "Europe/Berlin", "2026-03-29T03:10+02:00", None),
        ("22:00-02:30", "Europe/Berlin", "2026-10-25T01:00+02:00", "2026-10-25T02:30+02:00"),
        ("22:00-02:30", "Europe/Berlin", "2026-10-25T02:15+01:00", "2026-10-25T02:30+01:00"),
        ("02:30-08:00", "Europe/Berlin", "2026-10-25T02:45+02:00", "2026-10-25T02:00+01:00"),
        ("02:30-08:00", "Europe/Berlin", "2026-10-25T02:45+01:00", "2026-10-25T08:00+01:00"),
        ("02:30-03:15", "Europe/Berlin", "2026-03-29T03:00+02:00", "2026-03-29T03:15+02:00"),
    ],
)
def test_quiet_hours_end_as_the_clocks_say(quiet: str, zone: str, now: str, until: str | None) -> None:
    start, end = (time.fromisoformat(each) for each in quiet.split("-"))
    found = quiet_until(Quiet(start, end), ZoneInfo(zone), at(now))
    if until == "2026-10-25T02:00+01:00":  # the clocks go back out of the quiet, and come again
        assert found == at("2026-10-25T08:00+01:00")
    else:
        assert found == (at(until) if until else None)


def weekly(day: str = "mon", **chosen: object) -> Subscription:
    one = subscription(topics=(), leads=(30, 7, 0), planned=at("2026-06-01T00:00+08:00"))
    return replace(one, cadence=f"weekly:{day}", preferences=replace(USUAL, **chosen))


def deadline(day: date, what: str = "leading zone comments") -> Fact:
    return fact(what, on(day), kind=Kind.DEADLINE)


def origin(day: date, what: str = "leading zone fund") -> Fact:
    return fact(what, on(day.replace(year=2021)))


def told(digests: tuple[Digest, ...]) -> list[tuple[date, list[tuple[date, int]]]]:
    return [(d.slot, [(item.milestone.day, item.lead) for item in d.items]) for d in digests]


def test_a_week_is_told_in_one_capsule_with_what_the_next_one_brings() -> None:
    days = (date(2026, 7, 13), date(2026, 7, 15), date(2026, 7, 19), date(2026, 7, 20), date(2026, 8, 12))
    known = entries(*(deadline(day, f"zone {day:%d %B} comments") for day in days))
    (digest,) = plan(
        at("2026-07-13T09:00+08:00"), [replace(weekly(), planned=at("2026-07-12T12:00+08:00"))], known
    )
    assert (digest.slot, digest.late) == (date(2026, 7, 13), 0)
    assert told((digest,))[0][1] == [
        (date(2026, 7, 13), 0),
        (date(2026, 7, 15), 2),
        (date(2026, 7, 19), 6),
        (date(2026, 7, 20), 7),
        (date(2026, 8, 12), 30),
    ]
    for day in range(14, 20):
        later = replace(weekly(), planned=at("2026-07-13T09:00+08:00"))
        assert plan(at(f"2026-07-{day}T12:00+08:00"), [later], known) == ()


def test_who_turns_to_weekly_in_a_week_hears_of_the_rest_of_it_day_by_day() -> None:
    days = [date(2026, 7, 8) + n * DAY for n in range(12)]
    known = entries(*(origin(day, f"zone {day:%d} charter") for day in days))
    one = replace(weekly(), leads=(0,), begins=date(2026, 7, 13))
    brought = preview(one, known, at("2026-07-20T12:00+08:00"), months=1)
    assert [(digest.slot, len(digest.items)) for digest in brought] == [
        *((date(2026, 7, 8) + n * DAY, 1) for n in range(5)),
        (date(2026, 7, 13), 7),
    ]


def test_a_weekly_capsule_after_downtime_is_late_by_its_own_day() -> None:
    known = entries(deadline(date(2026, 7, 17)))
    one = replace(weekly(), planned=at("2026-07-12T12:00+08:00"))
    (digest,) = plan(at("2026-07-15T12:00+08:00"), [one], known)
    assert (digest.slot, digest.late) == (date(2026, 7, 13), 2)


def test_holidays_join_what_they_hold_back_in_one_capsule_that_is_not_late() -> None:
    one = replace(weekly(days_off="after", country="CN"), cadence="daily", leads=(0,))
    one = replace(one, planned=at("2026-02-13T12:00+08:00"))
    days = [date(2026, 2, 15) + n * DAY for n in range(10)]
    known = entries(*(origin(day, f"zone {day:%d} charter") for day in days))
    assert plan(at("2026-02-20T12:00+08:00"), [one], known) == ()
    (digest,) = plan(at("2026-02-24T09:00+08:00"), [one], known)
    mine = [(day, (day - date(2026, 2, 24)).days) for day in days]
    assert told((digest,)) == [(date(2026, 2, 24), mine)]
    assert (digest.late, digest.stale) == (0, 0)
    assert "falls on 24 Feb 2026" not in digest.why


@pytest.mark.parametrize("rule", ["hold", "urgent", "drop"])
def test_what_each_rule_makes_of_an_evening_hour(rule: Rule) -> None:
    quiet = Quiet(time(22), time(8), rule)
    one = replace(subscription(hour=time(23), leads=(7, 0)), preferences=Preferences(quiet=quiet))
    known = entries(
        origin(date(2026, 7, 15)),
        origin(date(2026, 7, 22), "leading zone rules"),
    )
    found = preview(one, known, at("2026-07-16T12:00+08:00"), months=1)
    due = [(d.due, [(i.milestone.day, i.lead) for i in d.items]) for d in found if d.slot > date(2026, 7, 14)]
    night, morning = at("2026-07-15T23:00+08:00"), at("2026-07-16T08:00+08:00")
    today, ahead = date(2026, 7, 15), date(2026, 7, 22)
    assert (
        due
        == {
            "hold": [(morning, [(today, -1), (ahead, 6)])],
            "urgent": [(night, [(today, 0)]), (morning, [(ahead, 6)])],
            "drop": [],
        }[rule]
    )
