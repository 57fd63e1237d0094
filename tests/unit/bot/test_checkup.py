"""What is wrong is told in one line each: what, why, what now; and nothing is told where all is well."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.checkup import faults, span
from storage.executors import Executor
from storage.lanes import Lane
from storage.schema import HEAD
from storage.survey import Queue, Survey, Trouble

NOW = datetime(2026, 7, 15, 9, 0, tzinfo=UTC)
LANE = Lane("telegram", "", 27.0, None, None)
BOTH = ("telegram", "slack")


def process(role: str, ago: float = 2) -> Executor:
    return Executor(f"{role}-1", role, NOW - timedelta(hours=1), NOW - timedelta(seconds=ago))


WELL = Survey(
    at=NOW,
    database="SQLite",
    revision=HEAD,
    processes=(process("worker"), process("clock")),
    lanes=(LANE,),
    deliveries={"pending": 0, "in_flight": 0, "dead": 0, "held": 0},
    newest={},
    jobs={},
    opened=0,
    occurrences=(),
    waiting=(),
    next_at=None,
    inbox=0,
    chats=None,
    troubles=(),
)


def late(minutes: float, lane: Lane = LANE, count: int = 540) -> Survey:
    states = {**WELL.deliveries, "pending": count}
    since = NOW - timedelta(minutes=minutes)
    return replace(WELL, waiting=(Queue(lane, count, since),), deliveries=states, opened=1)


def told(seen: Survey, platforms: tuple[str, ...] = BOTH) -> str:
    lines = [str(fault) for fault in faults(seen, platforms)]
    assert all("\n" not in line for line in lines)
    return " | ".join(lines)


def test_nothing_is_told_where_all_is_well() -> None:
    assert faults(WELL, BOTH) == ()
    assert faults(late(4), BOTH) == ()


@pytest.mark.parametrize("state", ["dead", "held"])
def test_what_somebody_must_decide_about_is_told_with_the_commonest_reason(state: str) -> None:
    troubles = (Trouble(state, "rare", 1, NOW), Trouble(state, "no room", 5, NOW))
    seen = replace(WELL, deliveries={**WELL.deliveries, state: 1_234}, troubles=troubles)
    line = told(seen)
    assert line.startswith(f"1,234 deliveries are {state}: ")
    assert "no room" in line
    assert line.endswith(f"milepost deliveries redeliver --all-{state}")


def test_a_lane_that_is_off_is_told_with_what_the_platform_said() -> None:
    seen = replace(WELL, lanes=(replace(LANE, off="telegram refuses us: Unauthorized"),))
    assert "telegram is off: telegram refuses us: Unauthorized" in told(seen)
    assert "TELEGRAM_BOT_TOKEN" in told(seen)


def test_lag_is_told_with_what_the_pace_makes_of_it() -> None:
    line = told(late(6))
    assert line == (
        "The oldest message is 6 min late: no job carries them; the clock gives them one within minutes. "
        "Start: milepost run"
    )
    line = told(replace(late(6), jobs={("send", "pending"): 1}))
    assert "takes 27 messages a second. At its pace 540 are out in 20 s" in line


def test_nobody_alive_is_told_only_while_something_waits() -> None:
    gone = (process("worker", 60), process("clock", 60))
    assert told(replace(WELL, processes=gone)) == ""
    line = told(replace(late(1), processes=gone))
    assert "no worker is alive" in line
    assert "no clock is alive" in line
    assert told(replace(late(1), processes=(process("all"),))) == ""


def test_a_slot_that_passed_without_a_clock_is_told() -> None:
    seen = replace(WELL, processes=(process("worker"),), next_at=NOW - timedelta(minutes=6))
    assert "no clock is alive" in told(seen)
    assert told(replace(seen, next_at=NOW + timedelta(minutes=6))) == ""


def test_what_waits_for_a_platform_that_is_not_set_up_is_told() -> None:
    line = told(late(6), ("slack",))
    assert "540 wait for telegram: it is not set up here. Set TELEGRAM_BOT_TOKEN" in line
    assert "20,000 or more wait for telegram" in told(late(6, count=20_000), ("slack",))


def test_the_terminals_own_messages_are_no_fault() -> None:
    own = Lane("terminal", "", 100.0, None, None)
    assert told(replace(late(600, own), processes=()), ()) == ""


def test_a_lane_that_was_told_to_wait_is_no_lag() -> None:
    shut = replace(LANE, blocked_until=NOW + timedelta(minutes=1))
    assert told(replace(late(6, shut), lanes=(shut,))) == ""


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0, "0 s"), (59, "59 s"), (61, "1 min 1 s"), (3_600, "1 h"), (90_061, "1 d 1 h"), (-5, "0 s")],
)
def test_lengths_are_told_in_their_two_largest_units(seconds: int, words: str) -> None:
    assert span(timedelta(seconds=seconds)) == words
