"""The simulation: slices wait for a worker, windows for the database, messages for their lane."""

from __future__ import annotations

import heapq
import math
import random
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field

from bench.simulate.costs import Costs
from bench.simulate.fanouts import Fanout, Lanes

JITTER = 0.2
"""How far a transaction strays from its cost, either way."""
READY, TAKEN, FETCHED, GONE = range(4)


@dataclass(slots=True)
class Outcome:
    """When it was over, in seconds from the due instant, and how long everything was busy."""

    planned: float
    delivered: dict[str, float] = field(default_factory=dict)
    database: float = 0.0
    workers: float = 0.0
    slots: float = 0.0

    @property
    def seconds(self) -> float:
        """Until the last message was taken."""
        return max(self.delivered.values())


@dataclass(slots=True)
class _Lane:
    """One lane: what is left of it, and when its next message may leave."""

    group: Lanes
    first: int
    left: int
    tat: float = 0.0


@dataclass(slots=True)
class _Slice:
    """A run of one lane's messages on a worker."""

    lane: _Lane
    left: int
    worker: int = -1
    since: float = 0.0


class Simulation:
    """One digest from its due instant on; `run` works it out, the same for the same seed."""

    def __init__(self, fanout: Fanout, costs: Costs, workers: int, seed: int = 7) -> None:
        self.costs = costs
        self._random = random.Random(seed)
        planned = fanout.messages / costs.plan_rows_per_second
        self.outcome = Outcome(planned)
        # planning holds one core of the database until it is done
        cores = max(1, int(costs.database_cores))
        self._cores = [0.0] * (cores - 1) + [planned if cores > 1 else 0.0]
        heapq.heapify(self._cores)
        self._busy = [0.0] * workers
        slices = int(costs.worker_slices)
        self._slots = deque(worker for _ in range(slices) for worker in range(workers))
        self._waiting: deque[_Slice] = deque()
        self._events: list[tuple[float, int, int, _Slice]] = []
        self._order = 0
        for lane in _lanes(fanout):
            for _ in range(int(costs.runners_per_lane)):
                self._next_slice(0.0, lane)

    def run(self) -> Outcome:
        """Let it all happen."""
        steps = (self._ready, self._taken, self._fetched, self._gone)
        while self._events:
            at, _, step, piece = heapq.heappop(self._events)
            steps[step](at, piece)
        return self.outcome

    def _push(self, at: float, step: int, piece: _Slice) -> None:
        self._order += 1
        heapq.heappush(self._events, (at, self._order, step, piece))

    def _next_slice(self, now: float, lane: _Lane) -> None:
        """The next slice of a lane, as soon as its rows are planned."""
        size = min(lane.left, int(self.costs.slice_messages))
        if size:
            lane.left -= size
            lane.first += size
            self._push(max(now, lane.first / self.costs.plan_rows_per_second), READY, _Slice(lane, size))

    def _ready(self, now: float, piece: _Slice) -> None:
        """A slice stands at the end of the queue."""
        self._waiting.append(piece)
        self._seat(now)

    def _seat(self, now: float) -> None:
        """Give free places in workers to those who wait longest."""
        while self._slots and self._waiting:
            piece = self._waiting.popleft()
            piece.worker, piece.since = self._slots.popleft(), now
            self._push(now, TAKEN, piece)

    def _taken(self, now: float, piece: _Slice) -> None:
        """A transaction: outcomes of the last window, places in the lane, the next rows."""
        costs = self.costs
        stray = 1 + JITTER * (2 * self._random.random() - 1)
        work = costs.database_cpu_ms_per_window / 1000 * stray
        begin = max(now, heapq.heappop(self._cores))
        heapq.heappush(self._cores, begin + work)
        self.outcome.database += work
        rest = max(0.0, costs.window_transaction_ms - costs.database_cpu_ms_per_window) / 1000
        self._push(begin + work + rest, FETCHED, piece)

    def _fetched(self, now: float, piece: _Slice) -> None:
        """The worker writes a window's messages, and they leave as the lane allows."""
        count = min(piece.left, int(self.costs.window_messages))
        piece.left -= count
        work = count * self.costs.worker_cpu_ms_per_message / 1000
        done = max(now, self._busy[piece.worker]) + work
        self._busy[piece.worker] = done
        self.outcome.workers += work
        lane = piece.lane
        lane.tat = max(lane.tat, now) + count / lane.group.rate
        # the next window is fetched while these are under way
        self._push(max(done, lane.tat), TAKEN if piece.left else GONE, piece)

    def _gone(self, now: float, piece: _Slice) -> None:
        """The last message of a slice left: its place in the worker is free."""
        self.outcome.slots += now - piece.since
        name = piece.lane.group.name
        answered = now + self.costs.round_trip_ms / 1000
        self.outcome.delivered[name] = max(answered, self.outcome.delivered.get(name, 0.0))
        self._slots.append(piece.worker)
        self._next_slice(now, piece.lane)
        self._seat(now)


def _lanes(fanout: Fanout) -> Iterator[_Lane]:
    """The lanes in the order in which their rows are planned."""
    first = 0
    for group in fanout.lanes:
        for _ in range(group.lanes):
            yield _Lane(group, first, group.each)
            first += group.each


def windows(fanout: Fanout, costs: Costs) -> int:
    """Transactions that a fan-out takes: one a window, counted slice by slice."""
    size, piece = int(costs.window_messages), int(costs.slice_messages)
    total = 0
    for group in fanout.lanes:
        whole, rest = divmod(group.each, piece)
        total += group.lanes * (whole * math.ceil(piece / size) + math.ceil(rest / size))
    return total
