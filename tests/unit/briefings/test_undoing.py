"""Taking back a change brings back what was, and leaves alone what was changed since."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time

from hypothesis import given
from hypothesis import strategies as st

from briefings.choices import State
from briefings.model import Address, Subscription
from briefings.preferences import Preferences, Quiet
from briefings.undoing import undone

HERE = Address("telegram", "-1")
WORDS = st.lists(st.sampled_from(["fund", "tax", "port", "亿元"]), max_size=3, unique=True).map(tuple)
TIMES = st.times().map(lambda each: each.replace(second=0, microsecond=0))
QUIETS = st.builds(Quiet, TIMES, TIMES, st.sampled_from(["hold", "drop", "urgent"]))
PREFERENCES = st.builds(
    Preferences,
    language=st.sampled_from(["", "en", "zh"]),
    quiet=st.none() | QUIETS,
    snoozed=st.none() | st.just(datetime(2026, 7, 9, tzinfo=UTC)),
    muted=WORDS,
    followed=WORDS,
    silent=st.booleans(),
    days_off=st.sampled_from(["", "before", "after", "drop"]),
    country=st.sampled_from(["", "CN", "DE"]),
    who=st.sampled_from(["", "admins", "anyone", "listed"]),
    listed=WORDS,
    well=st.booleans(),
)


def subscriptions(id: int) -> st.SearchStrategy[Subscription]:
    return st.builds(
        Subscription,
        id=st.just(id),
        address=st.just(HERE),
        topics=st.just((f"topic {id}",)),
        hour=TIMES,
        zone=st.sampled_from(["Asia/Shanghai", "Europe/Berlin"]),
        leads=st.none() | st.just((7, 0)),
        must=WORDS,
        without=WORDS,
        cadence=st.sampled_from(["daily", "instant", "weekly:mon"]),
    )


SOME = st.sets(st.integers(1, 5), max_size=4).flatmap(
    lambda ids: st.tuples(*(subscriptions(id) for id in sorted(ids)))
)
STATES = st.builds(State, SOME, PREFERENCES)


@given(STATES, STATES)
def test_the_last_change_is_taken_back_whole(before: State, after: State) -> None:
    assert undone(after, before, after) == before


@given(STATES, STATES)
def test_a_change_that_changed_nothing_takes_nothing_back(now: State, other: State) -> None:
    assert undone(now, other, other) == now


def test_what_was_changed_since_stays() -> None:
    before = State()
    after = State(preferences=Preferences(silent=True, language="en", muted=("a",)))
    now = State(preferences=Preferences(silent=True, language="zh", muted=("a", "b"), well=True))
    assert undone(now, before, after).preferences == Preferences(language="zh", muted=("b",), well=True)


def test_a_subscription_that_began_later_stays_and_an_ended_one_begins_again() -> None:
    one, two, three = (Subscription(n, HERE, (f"topic {n}",), time(9), "Asia/Shanghai") for n in (1, 2, 3))
    before, after = State((one, two)), State((two,))
    now = State((replace(two, zone="Europe/Berlin"), three))
    assert undone(now, before, after).subscriptions == (one, replace(two, zone="Europe/Berlin"), three)


def test_a_subscription_that_a_change_began_is_ended_though_it_was_edited() -> None:
    one = Subscription(1, HERE, ("topic",), time(9), "Asia/Shanghai")
    now = State((replace(one, hour=time(10)),))
    assert undone(now, State(), State((one,))).subscriptions == ()
