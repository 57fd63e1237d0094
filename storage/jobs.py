"""The jobs that send what is owed: slices of an occurrence, at once or at a later time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection

from storage.queue import URGENT, USUAL, Job, enqueue
from storage.slices import Slice

SLICE = 2_000
"""Deliveries that one job sends."""
BROADCAST = frozenset({"digest", "well"})
"""The kinds that everybody gets at one time."""


def send_jobs(connection: Connection, id: int, kind: str, numbers: Sequence[int], again: int = 0) -> None:
    """Enqueue the jobs that send these deliveries of an occurrence; `again` tells them from earlier ones."""
    for at in range(0, len(numbers), SLICE):
        first, last = numbers[at], numbers[min(at + SLICE, len(numbers)) - 1]
        argument: dict[str, int | str] = {"occurrence": id, "first": first, "last": last}
        key = f"send:{id}:{first}-{last}" + (f":{again}" if again else "")
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
