"""The simulation agrees with what can be worked out by hand, and says what stands in the way."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from bench.simulate.costs import HERE, Costs, load
from bench.simulate.events import JITTER, Simulation, windows
from bench.simulate.fanouts import Fanout, Lanes, asked
from bench.simulate.walls import bounds, memory_mb, misfits, walls

# a machine on which nothing but what a test makes dear takes any time
FREE = Costs(
    plan_rows_per_second=1e12,
    window_messages=100,
    window_transaction_ms=1e-6,
    database_cpu_ms_per_window=1e-6,
    database_cores=4,
    database_connections=100,
    wal_bytes_per_message=1,
    wal_mb_per_second=1e9,
    worker_cpu_ms_per_message=1e-6,
    worker_slices=1000,
    worker_connections=1,
    worker_base_mb=100,
    worker_kb_per_row=1,
    worker_memory_mb=1000,
    runners_per_lane=2,
    slice_messages=2000,
    round_trip_ms=1e-6,
)
FAST = 1e12


def seconds(costs: Costs, *lanes: Lanes, workers: int = 4) -> float:
    return Simulation(Fanout("a digest", lanes), costs, workers).run().seconds


@pytest.mark.parametrize("rate", [27.0, 900.0])
def test_one_lane_takes_as_long_as_its_rate_says(rate: float) -> None:
    assert seconds(FREE, Lanes("bot", 1, 100_000, rate)) == pytest.approx(100_000 / rate, rel=1e-6)


def test_many_lanes_take_as_long_as_one_where_there_are_places() -> None:
    assert seconds(FREE, Lanes("desk", 500, 200, 4.0)) == pytest.approx(50, rel=1e-6)


def test_lanes_take_turns_where_places_are_few() -> None:
    few = replace(FREE, worker_slices=25)
    assert seconds(few, Lanes("desk", 500, 200, 4.0)) == pytest.approx(50 * 5, rel=1e-6)


def test_the_slower_of_two_lanes_ends_last_and_the_other_on_its_own_time() -> None:
    fanout = Fanout("two", (Lanes("slow", 1, 10_000, 10.0), Lanes("quick", 1, 10_000, 100.0)))
    done = Simulation(fanout, FREE, 4).run()
    assert done.delivered == {
        "slow": pytest.approx(1000, rel=1e-6),
        "quick": pytest.approx(100, rel=1e-6),
    }


def test_the_workers_share_what_is_to_be_written() -> None:
    dear = replace(FREE, worker_cpu_ms_per_message=1)
    assert seconds(dear, Lanes("desk", 400, 1000, FAST)) == pytest.approx(400_000 / 1000 / 4, rel=1e-3)


def test_the_databases_cores_share_the_transactions() -> None:
    dear = replace(FREE, database_cpu_ms_per_window=10, window_transaction_ms=10)
    by_hand = 400 * 10 * 0.010 / 4
    assert seconds(dear, Lanes("desk", 400, 1000, FAST)) == pytest.approx(by_hand, rel=JITTER)


def test_nothing_leaves_before_it_is_planned() -> None:
    slow = replace(FREE, plan_rows_per_second=1000)
    assert seconds(slow, Lanes("desk", 100, 1000, FAST)) == pytest.approx(100, rel=1e-3)


@pytest.mark.parametrize("each", [1, 99, 100, 101, 1999, 2000, 2001, 4150])
def test_every_message_is_in_one_window_and_is_written_once(each: int) -> None:
    dear = replace(FREE, worker_cpu_ms_per_message=1, database_cpu_ms_per_window=1)
    fanout = Fanout("a digest", (Lanes("desk", 7, each, FAST),))
    done = Simulation(fanout, dear, 4).run()
    assert done.workers == pytest.approx(fanout.messages / 1000)
    assert done.database == pytest.approx(windows(fanout, dear) / 1000, rel=JITTER)


def test_no_run_is_faster_than_its_highest_wall() -> None:
    costs, _ = load()
    for fanout in asked(200_000):
        for workers in (1, 4, 16):
            done = Simulation(fanout, costs, workers).run()
            assert done.seconds >= walls(fanout, costs, workers)[0][1] * (1 - JITTER)


def test_the_same_seed_gives_the_same_run() -> None:
    costs, _ = load()
    fanout = asked(100_000)[3]
    first, again = (Simulation(fanout, costs, 4, seed=3).run() for _ in range(2))
    assert first == again
    assert first != Simulation(fanout, costs, 4, seed=4).run()


def test_the_wall_is_what_was_made_dear() -> None:
    fanout = Fanout("a digest", (Lanes("desk", 100, 1000, FAST),))
    for wall, costs in {
        "planning": replace(FREE, plan_rows_per_second=10),
        "database CPU": replace(FREE, database_cpu_ms_per_window=1000),
        "database log": replace(FREE, wal_mb_per_second=1e-6),
        "workers' CPU": replace(FREE, worker_cpu_ms_per_message=1000),
    }.items():
        assert walls(fanout, costs, 4)[0][0] == wall
    assert walls(Fanout("slow", (Lanes("bot", 1, 1000, 1.0),)), FREE, 4)[0] == ("platform limit", 1000)


def test_ten_times_the_subscribers_are_ten_times_the_lane_or_ten_times_the_workspaces() -> None:
    costs, _ = load()
    bot, _, desk, _ = asked(1_000_000)
    assert bounds(bot.times(10), costs, 16)["platform limit"] == pytest.approx(10_000_000 / 27)
    before, after = (bounds(each, costs, 16) for each in (desk, desk.times(10)))
    assert after["platform limit"] == before["platform limit"]
    assert after["workers' CPU"] == pytest.approx(10 * before["workers' CPU"])


def test_what_does_not_fit_is_named() -> None:
    assert misfits(FREE, 4) == []
    assert misfits(FREE, 101) == ["101 connections, of 100"]
    assert memory_mb(FREE) == 200
    assert misfits(replace(FREE, worker_memory_mb=150), 4) == ["200 MB in a worker, of 150"]


def test_the_shipped_costs_say_where_they_come_from_and_a_bad_file_is_refused(tmp_path: Path) -> None:
    _, sources = load()
    assert all(sources.values())
    held = json.loads(HERE.read_text("utf-8"))
    file = tmp_path / "costs.json"
    for key, change in (("slice_messages", None), ("round_trip_ms", {"value": 0, "from": "nowhere"})):
        file.write_text(json.dumps({name: value for name, value in held.items() if name != key}), "utf-8")
        if change:
            file.write_text(json.dumps(held | {key: change}), "utf-8")
        with pytest.raises(ValueError, match=key):
            load(file)
