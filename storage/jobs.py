"""The jobs that send what is owed: slices of an occurrence, at once or at a later time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from storage.queue import URGENT, USUAL, Job, enqueue
from storage.slices import Slice

SLICE = 2_000
"""Deliveries that one job sends."""
BROADCAST = frozenset({"digest", "well"})
"""The kinds that everybody gets at one time."""


@dataclass(frozen=True, slots=True)
class Run:
    """Deliveries of one occurrence that one job sends: from the first to the last number, so many."""

    first: int
    last: int
    count: int


def runs_of(numbers: Sequence[int]) -> list[Run]:
    """Deliveries, by their numbers in order, in runs of a slice each."""
    parts = (numbers[at : at + SLICE] for at in range(0, len(numbers), SLICE))
    return [Run(part[0], part[-1], len(part)) for part in parts]


def send_jobs(connection: Connection, id: int, kind: str, numbers: Sequence[int], again: int = 0) -> None:
    """Enqueue the jobs that send these deliveries of an occurrence; `again` tells them from earlier ones."""
    send_runs(connection, id, kind, runs_of(numbers), again)


def send_runs(connection: Connection, id: int, kind: str, runs: Sequence[Run], again: int = 0) -> None:
    """The same for deliveries in runs."""
    for run in runs:
        argument: dict[str, int | str] = {"occurrence": id, "first": run.first, "last": run.last}
        key = f"send:{id}:{run.first}-{run.last}" + (f":{again}" if again else "")
        enqueue(connection, Job("send", key, argument, priority(kind)))


def come_again(connection: Connection, part: Slice, kind: str, at: datetime, now: datetime) -> None:
    """Enqueue the job that sends what is left of a slice at a later time."""
    argument: dict[str, int | str] = {"occurrence": part.occurrence, "first": part.first, "last": part.last}
    wait = max((at - now).total_seconds(), 0.0)
    key = f"send:{part.occurrence}:{part.first}-{part.last}@{int(max(at, now).timestamp() * 1000)}"
    enqueue(connection, Job("send", key, argument, priority(kind), wait))


def priority(kind: str) -> int:
    """What is sent first: everything before the broadcast of digests."""
    return USUAL if kind in BROADCAST else URGENT
