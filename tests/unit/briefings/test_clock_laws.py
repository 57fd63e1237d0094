"""Whatever the clock, the zones and the people do: every local day with something due is told once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time

from hypothesis import Phase, event, example, given, settings
from hypothesis import strategies as st

from briefings.digests import plan, watermarks
from briefings.model import Digest, Entry, Subscription
from briefings.schedules import told_up_to
from briefings.slots import through
from tests.clockwork import DUE, HOURS, MINUTE, STARTS, STEPS, TOPICS, ZONES, dated, due_days, passed
from tests.made import subscription


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
        self.chats[n] = replace(other, planned=through(other, told_up_to(one, one.planned)))


@settings(max_examples=400, deadline=None, phases=[Phase.explicit, Phase.generate])
@given(st.lists(st.tuples(ZONES, HOURS), min_size=1, max_size=3), STARTS, STEPS, DUE)
@example(
    [
        ("Asia/Kathmandu", time(21, 30)),
        ("Pacific/Pago_Pago", time(6, 30)),
        ("Asia/Kolkata", time(18, 30)),
    ],
    datetime(2011, 12, 24, 13, tzinfo=UTC),
    [
        (2, 0, None),
        (293, 0, (2, "Asia/Kolkata", time(7, 30))),
        (1, -60, (2, "Asia/Kathmandu", time(18, 30))),
    ],
    674261,
)
def test_every_day_with_something_due_is_told_once(
    hours: list[tuple[str, time]],
    start: datetime,
    steps: list[tuple[int, int, tuple[int, str, time] | None]],
    due: int,
) -> None:
    days = due_days(start, due)
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
