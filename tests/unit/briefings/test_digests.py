"""Who is owed what: once, on the right local day, however the clock ticks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from briefings.digests import plan, preview, watermarks
from briefings.model import Address, Digest, Entry, Grade, Kind, Subscription
from briefings.slots import slot
from tests.made import BASE, CHAT, amount, at, between, during, entries, fact, on, opinions, subscription

NOON = at("2026-07-15T12:00+08:00")


class Clock:
    """Plans and claims as the shell does: unique keys, watermarks that only go forward."""

    def __init__(self, *subscriptions: Subscription) -> None:
        self.subscriptions = list(subscriptions)
        self.sent: list[Digest] = []

    def tick(self, now: datetime, known: Sequence[Entry]) -> list[Digest]:
        digests = plan(now, self.subscriptions, known)
        marks = watermarks(now, self.subscriptions, digests)
        for n, one in enumerate(self.subscriptions):
            if one.id in marks and (one.planned is None or marks[one.id] > one.planned):
                self.subscriptions[n] = replace(one, planned=marks[one.id])
        keys = {digest.key for digest in self.sent}
        new = [digest for digest in digests if digest.key not in keys]
        self.sent += new
        return new


def told(digest: Digest) -> list[tuple[date, int]]:
    return [(item.milestone.day, item.lead) for item in digest.items]


def test_the_fifteenth_of_july_is_owed_once() -> None:
    clock = Clock(subscription(planned=at("2026-07-14T12:00+08:00")))
    (digest,) = clock.tick(at("2026-07-15T09:00+08:00"), opinions())
    assert digest.key == "telegram:-1001/digest/2026-07-15"
    assert digest.due == at("2026-07-15T09:00+08:00")
    assert told(digest) == [(date(2026, 7, 15), 0)]
    assert digest.items[0].milestone.number == 5
    assert (digest.late, digest.stale) == (0, 0)
    assert digest.why == (
        "This chat is subscribed to “leading zone”, and “5 years since the Leading Zone Opinions "
        "(15 Jul 2021)” falls on 15 Jul 2026."
    )
    later = [at("2026-07-15T09:00+08:00") + timedelta(seconds=30 * n) for n in range(10)]
    assert [digest for now in later for digest in clock.tick(now, opinions())] == []


def test_nothing_is_owed_before_the_hour_or_on_a_quiet_day() -> None:
    assert plan(at("2026-07-15T08:59:59+08:00"), [subscription()], opinions()) == ()
    assert plan(at("2026-07-16T09:00+08:00"), [subscription()], opinions()) == ()


@pytest.mark.parametrize(("day", "lead"), [(date(2026, 6, 15), 30), (date(2026, 7, 8), 7)])
def test_the_leads_are_told_on_their_days(day: date, lead: int) -> None:
    (digest,) = plan(datetime.combine(day, time(2), UTC), [subscription()], opinions())
    assert told(digest) == [(date(2026, 7, 15), lead)]
    assert f"comes up in {lead} days, on 15 Jul 2026" in digest.why


def test_a_chat_chooses_its_own_leads_for_anniversaries_only() -> None:
    deadline = fact("leading zone comments", on(date(2026, 8, 14)), kind=Kind.DEADLINE)
    known = (*opinions(), *entries(deadline))
    one = subscription(leads=(1,))
    assert plan(NOON, [one], opinions()) == ()
    (digest,) = plan(at("2026-07-14T12:00+08:00"), [one], known)
    assert told(digest) == [(date(2026, 7, 15), 1)]
    (digest,) = plan(NOON, [one], known)
    assert told(digest) == [(date(2026, 8, 14), 30)]


def test_after_downtime_there_is_one_digest_labelled_late() -> None:
    one = subscription(planned=at("2026-07-14T10:00+08:00"))
    (digest,) = plan(at("2026-07-16T10:00+08:00"), [one], opinions())
    assert (digest.slot, digest.late, told(digest)) == (date(2026, 7, 15), 1, [(date(2026, 7, 15), 0)])


def test_a_new_chat_is_told_of_today_only() -> None:
    assert plan(at("2026-07-16T10:00+08:00"), [subscription()], opinions()) == ()


def test_a_watermark_ahead_of_the_clock_means_today_only() -> None:
    one = subscription(planned=at("2026-11-24T12:00+00:00"))
    assert len(plan(NOON, [one], opinions())) == 1
    assert plan(at("2026-07-16T10:00+08:00"), [one], opinions()) == ()


def test_a_notice_that_a_later_one_overtakes_is_dropped_and_counted() -> None:
    one = subscription(planned=at("2026-07-07T10:00+08:00"), leads=(7, 3, 1, 0))
    (digest,) = plan(at("2026-07-14T10:00+08:00"), [one], opinions())
    assert (told(digest), digest.stale, digest.late) == ([(date(2026, 7, 15), 1)], 2, 0)


@pytest.mark.parametrize(("days", "owed"), [(7, 1), (8, 0)])
def test_seven_days_back_and_no_further(days: int, owed: int) -> None:
    one = subscription(planned=at("2026-07-01T00:00+08:00"))
    now = at("2026-07-15T09:00+08:00") + timedelta(days=days)
    digests = plan(now, [one], opinions())
    assert [(digest.slot, digest.late) for digest in digests] == [(date(2026, 7, 15), days)][:owed]


def test_just_past_midnight_is_not_late() -> None:
    one = subscription(hour=time(23, 59, 45), planned=at("2026-07-15T23:59:40+08:00"))
    (digest,) = plan(at("2026-07-16T00:00:10+08:00"), [one], opinions())
    assert (digest.slot, digest.late) == (date(2026, 7, 15), 0)


def test_two_chats_get_it_at_their_own_nine_o_clock() -> None:
    start = at("2026-07-14T12:00+00:00")
    near = subscription(1, Address("telegram", "1"), planned=start)
    far = subscription(2, Address("slack", "C1", "T1"), zone="America/New_York", planned=start)
    clock = Clock(near, far)
    assert [d.address for d in clock.tick(at("2026-07-15T01:00+00:00"), opinions())] == [near.address]
    assert clock.tick(at("2026-07-15T12:59+00:00"), opinions()) == []
    assert [d.address for d in clock.tick(at("2026-07-15T13:00+00:00"), opinions())] == [far.address]


def test_subscriptions_of_one_chat_share_one_digest_a_day() -> None:
    known = (*opinions(), *entries(fact("industrial fund", on(date(2022, 7, 15)))))
    start = at("2026-07-14T12:00+00:00")
    clock = Clock(
        subscription(1, hour=time(18), planned=start),
        subscription(2, topics=("fund",), planned=start),
    )
    (digest,) = clock.tick(at("2026-07-15T09:00+08:00"), known)
    assert {item.topic for item in digest.items} == {"leading zone", "fund"}
    assert clock.tick(at("2026-07-15T18:00+08:00"), known) == []
    assert clock.tick(at("2026-07-17T18:00+08:00"), known) == []


def test_what_was_told_early_for_a_later_hour_does_not_come_again_after_downtime() -> None:
    july = [fact("fund", on(date(2022, 7, 15))), fact("leading zone", on(date(2022, 7, 16)))]
    start = at("2026-07-14T12:00+08:00")
    evening = subscription(1, hour=time(18), topics=("fund",), planned=start)
    morning = subscription(2, topics=(), planned=start)
    clock = Clock(evening, morning)
    (first,) = clock.tick(at("2026-07-15T09:00+08:00"), entries(*july))
    (second,) = clock.tick(at("2026-07-16T20:00+08:00"), entries(*july))
    assert [told(each) for each in (first, second)] == [[(date(2026, 7, 15), 0)], [(date(2026, 7, 16), 0)]]
    assert second.late == 0


def test_a_zone_behind_hears_with_its_chat_from_its_first_tick_on() -> None:
    known = entries(fact("fund", on(date(2022, 7, 16))), fact("leading zone", on(date(2022, 7, 16))))
    ahead = subscription(1, planned=at("2026-07-15T12:00+08:00"))
    behind = subscription(2, topics=("fund",), zone="America/New_York")
    clock = Clock(ahead, behind)
    (digest,) = clock.tick(at("2026-07-16T09:00+08:00"), known)
    assert {item.topic for item in digest.items} == {"fund", "leading zone"}
    assert clock.tick(at("2026-07-16T13:00+00:00"), known) == []


def test_two_topics_about_one_thing_tell_it_once() -> None:
    (digest,) = plan(NOON, [subscription(1), subscription(2, topics=("opinions",))], opinions())
    assert [item.topic for item in digest.items] == ["leading zone"]


def test_no_topic_means_everything_and_a_strange_one_nothing() -> None:
    assert len(plan(NOON, [subscription(topics=())], opinions())) == 1
    assert plan(NOON, [subscription(topics=("fisheries",))], opinions()) == ()


def test_a_target_due_this_month_rides_along_and_comes_again_on_its_last_day() -> None:
    figure = amount("100 billion yuan", 1e11, "about", "sub-funds")
    when = between(date(2023, 7, 1), date(2026, 7, 31), "2023-07/2026-07")
    target = fact("leading zone", when, kind=Kind.TARGET, grade=Grade.ESTIMATED, figures=[figure])
    known = (*opinions(), *entries(target))
    (digest,) = plan(NOON, [subscription()], known)
    assert told(digest) == [(date(2026, 7, 15), 0), (date(2026, 7, 31), 16)]
    assert plan(at("2026-07-16T12:00+08:00"), [subscription()], known) == ()
    (digest,) = plan(at("2026-07-31T12:00+08:00"), [subscription()], known)
    assert told(digest) == [(date(2026, 7, 31), 0)]


def test_an_hour_that_spring_skips_comes_as_much_later() -> None:
    berlin = subscription(zone="Europe/Berlin", hour=time(2, 30))
    assert slot(berlin, date(2026, 3, 29)) == at("2026-03-29T03:30+02:00")


def test_an_hour_that_autumn_repeats_comes_once() -> None:
    known = entries(fact("leading zone", on(date(2021, 10, 25))))
    clock = Clock(subscription(zone="Europe/Berlin", hour=time(2, 30), planned=at("2026-10-24T12:00+00:00")))
    ticks = [at("2026-10-25T00:00+00:00") + timedelta(minutes=30 * n) for n in range(8)]
    sent = [(now, d.key) for now in ticks for d in clock.tick(now, known)]
    assert sent == [(at("2026-10-25T02:30+02:00"), "telegram:-1001/digest/2026-10-25")]


def test_a_zone_that_nobody_knows_does_not_stop_the_others() -> None:
    lost = subscription(1, Address("telegram", "1"), zone="Mars/Olympus")
    assert len(plan(at("2026-07-15T18:00+08:00"), [lost, subscription(2)], opinions())) == 2


def test_the_preview_is_what_a_year_would_have_brought() -> None:
    found = preview(subscription(), opinions(), at("2026-08-01T12:00+08:00"))
    assert [(d.slot, d.items[0].lead) for d in found] == [
        (date(2026, 6, 15), 30),
        (date(2026, 7, 8), 7),
        (date(2026, 7, 15), 0),
    ]
    assert all(d.late == 0 and d.address == CHAT for d in found)


ZONES = st.sampled_from(
    [
        "Asia/Shanghai",
        "Europe/Berlin",
        "America/New_York",
        "Asia/Kolkata",
        "Asia/Kathmandu",
        "Australia/Lord_Howe",
        "America/St_Johns",
        "Pacific/Apia",
        "Pacific/Kiritimati",
        "Africa/Casablanca",
    ]
)
HOURS = st.builds(time, st.integers(0, 23), st.sampled_from([0, 30, 59]))
STARTS = st.integers(0, 364 * 24 * 60).map(lambda n: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=n))
GAPS = st.lists(st.integers(1, 6 * 24 * 60), min_size=8, max_size=30)
DAYS = st.lists(st.integers(0, 60), min_size=1, max_size=6, unique=True)


def world(start: datetime, days: Sequence[int]) -> tuple[Entry, ...]:
    first = start.date()
    named = ["alpha leading zone", "beta leading zone", "gamma leading zone", "delta leading zone"]
    found = [(first + timedelta(days=n), named[n % 4]) for n in days]
    return entries(*(fact(what, on(day), kind=Kind.DEADLINE, id=f"{what}{day}") for day, what in found))


@settings(max_examples=150, deadline=None)
@given(zones=st.lists(st.tuples(ZONES, HOURS), min_size=1, max_size=3), start=STARTS, gaps=GAPS, days=DAYS)
def test_at_any_rhythm_every_item_is_told_once(
    zones: list[tuple[str, time]], start: datetime, gaps: list[int], days: list[int]
) -> None:
    known = world(start, days)
    chats = [
        subscription(n, Address("telegram", str(n)), zone=zone, hour=hour, planned=start)
        for n, (zone, hour) in enumerate(zones, 1)
    ]
    clock, now = Clock(*chats), start
    for gap in gaps:
        now += timedelta(minutes=gap)
        clock.tick(now, known)
        assert clock.tick(now, known) == []
    event(f"{min(len(clock.sent), 5)} digests")
    for chat in chats:
        mine = [item for d in clock.sent if d.address == chat.address for item in d.items]
        counted = Counter((item.milestone.ref, item.lead) for item in mine)
        assert set(counted.values()) <= {1}
        for entry in known:
            day = entry.fact.when.end
            assert day is not None
            passed = [day - timedelta(days=n) for n in (30, 7, 1, 0)]
            owed = [told for told in passed if start < slot(chat, told) <= now]
            heard = {item.told for item in mine if item.milestone.entry == entry}
            assert heard <= set(owed)
            assert (max(owed) in heard) if owed else not heard


@settings(max_examples=150, deadline=None)
@given(hours=st.lists(st.tuples(HOURS, ZONES), min_size=2, max_size=3), start=STARTS, gaps=GAPS, days=DAYS)
def test_one_chat_with_several_hours_hears_each_thing_once(
    hours: list[tuple[time, str]], start: datetime, gaps: list[int], days: list[int]
) -> None:
    known = world(start, days)
    topics = ("alpha", "beta", "gamma")
    clock = Clock(
        *(
            subscription(n, topics=(topics[n],), hour=hour, zone=zone, planned=start)
            for n, (hour, zone) in enumerate(hours)
        )
    )
    now = start
    for gap in gaps:
        now += timedelta(minutes=gap)
        clock.tick(now, known)
    counted = Counter((item.milestone.ref, item.lead) for d in clock.sent for item in d.items)
    assert set(counted.values()) <= {1}
    for topic, chat in zip(topics, clock.subscriptions, strict=False):
        for entry in known:
            day = entry.fact.when.end
            assert day is not None
            passed = [day - timedelta(days=n) for n in (30, 7, 1, 0)]
            owed = [told for told in passed if start < slot(chat, told) <= now]
            heard = {i.told for d in clock.sent for i in d.items if i.milestone.entry == entry}
            if owed and topic in entry.fact.what:
                assert max(owed) in heard or heard & {told for told in passed if told > max(owed)}


@given(order=st.permutations(range(6)), now=STARTS)
def test_the_order_of_subscriptions_and_entries_makes_no_difference(order: list[int], now: datetime) -> None:
    known = world(now, [0, 1, 7, 8, 30, 31])
    chats = [subscription(n, Address("slack", f"C{n % 3}"), topics=()) for n in range(6)]
    mixed = plan(now, [chats[n] for n in order], [known[n] for n in order])
    assert mixed == plan(now, chats, known)


def test_a_new_zone_does_not_tell_today_again() -> None:
    clock = Clock(subscription(planned=at("2026-07-14T12:00+08:00")))
    assert len(clock.tick(at("2026-07-15T09:00+08:00"), opinions())) == 1
    for planned in (clock.subscriptions[0].planned, None):
        moved = replace(clock.subscriptions[0], zone="America/New_York", planned=planned)
        clock.subscriptions = [moved]
        assert clock.tick(at("2026-07-15T13:30+00:00"), opinions()) == []


def test_fifth_means_five_years_after_its_base() -> None:
    (digest,) = plan(NOON, [subscription()], opinions())
    (item,) = digest.items
    assert item.milestone.entry.fact.when.start == BASE


def test_without_a_choice_round_years_are_told_ninety_days_ahead_too() -> None:
    usual = subscription(leads=None)
    for day, lead in ((date(2026, 4, 16), 90), (date(2026, 6, 15), 30), (date(2026, 7, 15), 0)):
        (digest,) = plan(datetime.combine(day, time(2), UTC), [usual], opinions())
        assert told(digest) == [(date(2026, 7, 15), lead)]
    assert plan(at("2027-04-16T12:00+08:00"), [usual], opinions()) == ()
    assert plan(at("2026-04-16T12:00+08:00"), [subscription(leads=(30, 7, 0))], opinions()) == ()


def test_a_year_is_announced_once_on_its_first_day() -> None:
    known = entries(fact("leading zone reform", during(2013)))
    clock = Clock(subscription(planned=at("2025-12-01T09:00+08:00"), leads=None))
    days = [at("2025-12-02T09:00+08:00") + timedelta(days=n) for n in range(500)]
    sent = [(digest.slot, digest.why) for now in days for digest in clock.tick(now, known)]
    assert [slot for slot, _ in sent] == [date(2026, 1, 1), date(2027, 1, 1)]
    assert "“13 years since leading zone reform (2013)” is remembered in 2026." in sent[0][1]


def near() -> tuple[Entry, ...]:
    """An anniversary on 15 July and a target of its topic due on the 18th."""
    when = on(date(2026, 7, 18))
    return (*opinions(), *entries(fact("leading zone opinions in force", when, kind=Kind.TARGET, id="t")))


def test_a_check_in_near_its_anniversary_is_told_once_and_with_it() -> None:
    clock = Clock(subscription(planned=at("2026-07-01T12:00+08:00")))
    days = [at("2026-07-02T09:00+08:00") + timedelta(days=n) for n in range(30)]
    sent = [digest for now in days for digest in clock.tick(now, near())]
    assert [(told(digest), len(digest.items[0].milestone.joined)) for digest in sent] == [
        ([(date(2026, 7, 15), 7)], 0),
        ([(date(2026, 7, 15), 0)], 1),
    ]


@pytest.mark.parametrize("one", [subscription(topics=("force",)), subscription(leads=(7,))])
def test_a_chat_that_does_not_hear_of_the_anniversary_that_day_hears_of_the_check_in(
    one: Subscription,
) -> None:
    (digest,) = plan(at("2026-07-18T12:00+08:00"), [one], near())
    assert told(digest) == [(date(2026, 7, 18), 0)]
    assert digest.items[0].milestone.joined == ()


@settings(max_examples=100, deadline=None)
@given(
    start=STARTS,
    gaps=GAPS,
    origins=st.lists(st.integers(0, 60), min_size=1, max_size=3, unique=True),
    targets=st.lists(st.integers(0, 60), max_size=3, unique=True),
    leads=st.sampled_from([None, (30, 7, 0), (7,), (0,)]),
)
def test_every_lead_of_every_rule_is_told_once_and_joining_tells_nothing_twice(
    start: datetime, gaps: list[int], origins: list[int], targets: list[int], leads: tuple[int, ...] | None
) -> None:
    first = start.date()
    born = [
        fact(f"leading zone {n}", on((first + timedelta(days=n)).replace(year=2021, day=15)), id=f"o{n}")
        for n in origins
    ]
    aims = [
        fact(f"leading zone {n} grows", on(first + timedelta(days=n)), kind=Kind.TARGET, id=f"t{n}")
        for n in targets
    ]
    known = entries(*born, *aims, fact("leading zone reform", during(2016), id="year"))
    clock, now = Clock(subscription(planned=start, leads=leads)), start
    for gap in gaps:
        now += timedelta(minutes=gap)
        clock.tick(now, known)
    told_ = [
        (one.ref, item.lead)
        for digest in clock.sent
        for item in digest.items
        for one in (item.milestone, *item.milestone.joined)
    ]
    assert set(Counter(told_).values()) <= {1}
    every = [item for digest in clock.sent for item in digest.items]
    event(f"{sum(bool(item.milestone.joined) for item in every)} joined")
    for item in every:
        asked = leads if leads is not None and item.milestone.rule != "announcement" else item.milestone.leads
        assert item.milestone.rule in {"checkin", "halfway"} or item.lead in asked
        assert item.lead == 0 or not item.milestone.joined
