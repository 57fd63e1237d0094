"""A lane keeps its rate within two per cent, however many workers share it and however late they look."""

from __future__ import annotations

import heapq
import random
from datetime import datetime, timedelta
from itertools import pairwise

import pytest

from bench.soak.debts import Debts
from bot.clock import now
from bot.delivery import materialise
from storage.settling import Outcome, Taken
from storage.slices import Slice
from storage.store import Store

RATE = 27.0
SPAN = 30.0
"""Seconds of a reckoned clock."""
ROUND_TRIP, GATHERED = 0.06, 0.02
LATE = (0.002, 0.08)
"""Seconds by which a worker looks later than it should."""


class Worker:
    """One that sends, by a clock that is only reckoned."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.flying: list[Taken] = []

    def landed(self, at: datetime) -> list[Outcome]:
        """What has come back by then."""
        back = [one for one in self.flying if one.at + timedelta(seconds=ROUND_TRIP) <= at]
        self.flying = [one for one in self.flying if one not in back]
        return [Outcome(one, "sent", provider_id="17") for one in back]


def released(store: Store, count: int, dice: random.Random) -> list[float]:
    """When the messages of that span leave that so many workers share, in seconds from its beginning."""
    debts = Debts(store, store._database, dice)
    debts.stock()
    debts.subscribe(int(RATE * SPAN * 1.2))
    store.lanes.set_rate("telegram", RATE)
    begin = now()
    (one,) = materialise(begin, store)
    store.occurrences.plan(one)
    reach = store.occurrences.range(one)
    assert reach is not None
    part, times = Slice(one, *reach), []
    workers = [Worker(f"worker-{n}") for n in range(count)]
    turns = [(dice.uniform(*LATE), n) for n in range(count)]
    while turns:
        second, n = heapq.heappop(turns)
        if second >= SPAN:
            continue
        worker, at = workers[n], begin + timedelta(seconds=second)
        window = store.windows.look(
            part, at, worker.name, 100, worker.landed(at), platforms=["telegram"], anyway=True
        )
        worker.flying += window.taken
        times += [max(0.0, (each.at - begin).total_seconds()) for each in window.taken]
        due = second + GATHERED
        if not window.taken and window.again is not None:
            back = min((each.at for each in worker.flying), default=None)
            due = (window.again - begin).total_seconds()
            due = min(due, (back - begin).total_seconds() + ROUND_TRIP) if back else due
        heapq.heappush(turns, (max(due, second) + dice.uniform(*LATE), n))
    return sorted(times)


@pytest.mark.parametrize("workers", [2, 4])
def test_workers_together_keep_a_lane_s_rate_within_two_per_cent(store: Store, workers: int) -> None:
    times = released(store, workers, random.Random(workers))
    spans = [later - sooner for sooner, later in pairwise(times)]
    assert min(spans) >= 1 / RATE - 1e-5
    rate = (len(times) - 1) / (times[-1] - times[0])
    assert 0.98 * RATE <= rate <= RATE
    for length in (1, 5, 10):
        for start in range(int(SPAN) - length):
            inside = sum(start <= each < start + length for each in times)
            assert inside <= RATE * length + 1
