"""Jobs for whichever process is free: entered in the transaction that makes them necessary."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class Job:
    """A piece of work: the name of what is done, a key that no other job has, and with what."""

    name: Literal["plan", "send"]
    key: str
    argument: Mapping[str, int | str]
    priority: int = 10


def enqueue(connection: Connection, job: Job) -> None:
    """Placeholder until the engine is merged."""
