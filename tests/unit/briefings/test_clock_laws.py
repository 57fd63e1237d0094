"""Whatever the clock, the zones and the people do: every local day with something due is told once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta

from hypothesis import Phase, event, given, settings
from hypothesis import strategies as st
from whenever import PlainDateTime

from briefings.digests import plan, watermarks
from briefings.model import Digest, Entry, Kind, Subscription
from briefings.slots import local_day, through
from tests.made import entries, fact, on, subscription

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


@dataclass
class Desk:
    """One chat: plans and claims as the shell does, and counts in days which it should have told."""

    chats: list[Subscription]
    known: Sequence[Entry]
    sent: list[Digest] = field(default_factory=list)
    since: dict[int, date] = field(default_factory=dict)
    told: dict[int, date] = field(default_factory=dict)

    def begin(self, now: datetime) -> None:
        """From now on, days count."""
        self.since = {one.id: passed(one, now) for one in self.chats}
        self.told = dict(self.since)

    def tick(self, now: datetime) -> None:
        """Plan and claim; a digest whose key was claimed before would never be sent."""
        digests = plan(now, self.chats, self.known)
        marks = watermarks(now, self.chats, digests)
        for n, one in enumerate(self.chats):
            mark = marks.get(one.id)
            if mark and (one.planned is None or mark > one.planned):
                self.chats[n] = replace(one, planned=mark)
        assert not {each.key for each in digests} & {each.key for each in self.sent}
        self.sent += digests
        self.told = {one.id: max(self.told[one.id], passed(one, now)) for one in self.chats}

    def change(self, number: int, zone: str, hour: time) -> None:
        """Somebody sets another zone and hour: the days that were told stay told."""
        n = number % len(self.chats)
        one, other = self.chats[n], replace(self.chats[n], zone=zone, hour=hour)
        assert one.planned
        day = local_day(one.planned, one.zone) + DAY
        while through(one, day) > one.planned:
            day -= DAY
        self.chats[n] = replace(other, planned=through(other, day))


def dated(days: Sequence[date]) -> tuple[Entry, ...]:
    """A deadline of each topic on each of these days, told on the day."""
    found = [(day, topic) for day in days for topic in TOPICS]
    return entries(*(fact(topic, on(day), kind=Kind.DEADLINE, id=f"{topic}{day}") for day, topic in found))


@settings(max_examples=400, deadline=None, phases=[Phase.explicit, Phase.generate])
@given(st.lists(st.tuples(ZONES, HOURS), min_size=1, max_size=3), STARTS, STEPS, DUE)
def test_every_day_with_something_due_is_told_once(
    hours: list[tuple[str, time]],
    start: datetime,
    steps: list[tuple[int, int, tuple[int, str, time] | None]],
    due: int,
) -> None:
    days = [start.date() + n * DAY for n in range(-2, 78) if due >> n + 2 & 1]
    chats = [
        subscription(n, topics=(TOPICS[n],), zone=zone, hour=hour, planned=start, leads=(0,))
        for n, (zone, hour) in enumerate(hours)
    ]
    desk, now, changed = Desk(chats, dated(days)), start, False
    desk.begin(start)
    for pause, jump, change in steps:
        now += (pause + jump) * MINUTE
        desk.tick(now)
        if change:
            desk.change(*change)
            desk.tick(now)
            changed = True
        if jump:
            now -= jump * MINUTE
            desk.tick(now)
    event(f"{len(chats)} subscriptions, changed: {changed}, {min(len(desk.sent), 8)} digests")
    heard = Counter((item.topic, item.milestone.day) for d in desk.sent for item in d.items if not item.lead)
    assert set(heard.values()) <= {1}
    for one in desk.chats:
        topic = TOPICS[one.id]
        owed = {day for day in days if desk.since[one.id] < day <= desk.told[one.id]}
        assert owed <= {day for said, day in heard if said == topic}
        if len(desk.chats) == 1:
            assert {day for said, day in heard if said == topic} == owed
