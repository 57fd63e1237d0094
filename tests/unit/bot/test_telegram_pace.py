"""One chat's pace: never faster than Telegram allows, never slower than that asks for."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.platforms.telegram.pace import GAP, MINUTE, MOST, SWEEP, Pace

GROUP = -1001


@dataclass
class Clock:
    now: float = 1000.0

    def __call__(self) -> float:
        return self.now


def sent(pace: Pace, clock: Clock, chat: int | str, count: int) -> list[float]:
    """When so many messages leave that are sent one after the other as fast as they may be."""
    times = []
    for _ in range(count):
        clock.now += pace.take(chat)
        times.append(clock.now)
        pace.arrived(chat)
    return times


@pytest.mark.parametrize("chat", [77, GROUP, "@desk"])
def test_the_first_message_leaves_at_once_and_the_next_a_second_later(chat: int | str) -> None:
    clock = Clock()
    assert sent(Pace(clock), clock, chat, 3) == [1000, 1001, 1002]


def test_chats_do_not_wait_for_each_other() -> None:
    pace = Pace(Clock())
    assert [pace.take(chat) for chat in range(1, 50)] == [0] * 49


def test_who_waits_stands_in_a_queue() -> None:
    pace = Pace(Clock())
    assert [pace.take(77) for _ in range(4)] == [0, 1, 2, 3]
    assert pace.wait(77) == 4


def test_a_group_gets_twenty_a_minute_and_a_person_more() -> None:
    clock = Clock()
    times = sent(Pace(clock), clock, GROUP, MOST + 2)
    assert times[MOST - 1 :] == [1019, 1060, 1061]
    clock = Clock()
    assert sent(Pace(clock), clock, 77, MOST + 2)[-1] == 1021


def test_the_gap_counts_from_the_answer_because_the_network_is_no_clock() -> None:
    clock = Clock()
    pace = Pace(clock)
    pace.take(77)
    clock.now += 0.7
    pace.arrived(77)
    assert pace.wait(77) == pytest.approx(GAP)


@given(st.lists(st.tuples(st.sampled_from([77, GROUP]), st.floats(0, 40)), max_size=200))
def test_no_rhythm_gets_past_the_limits(asked: list[tuple[int, float]]) -> None:
    clock, left = Clock(), {77: [], GROUP: []}
    pace = Pace(clock)
    for chat, later in asked:
        clock.now += later
        left[chat].append(clock.now + pace.take(chat))
    for times in left.values():
        assert all(after - before >= GAP - 1e-6 for before, after in pairwise(times))
    group = left[GROUP]
    assert all(after - before >= MINUTE - 1e-6 for before, after in zip(group, group[MOST:], strict=False))


def test_a_fan_out_to_many_leaves_nothing_behind() -> None:
    clock = Clock()
    pace = Pace(clock)
    for chat in range(20 * SWEEP):
        assert pace.take(chat + 1) == pace.take(-chat - 1) == 0
        clock.now += 0.1
    assert len(pace._next) <= 2 * SWEEP
    assert len(pace._minutes) <= 2 * SWEEP
