"""What a row, a window and a message cost, read from a table that says where each figure comes from."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from pathlib import Path

HERE = Path(__file__).with_name("costs.json")


@dataclass(frozen=True, slots=True)
class Costs:
    """Figures of one database, one worker and the way to a platform; the names carry the units."""

    plan_rows_per_second: float
    window_messages: float
    window_transaction_ms: float
    database_cpu_ms_per_window: float
    database_cores: float
    database_connections: float
    wal_bytes_per_message: float
    wal_mb_per_second: float
    worker_cpu_ms_per_message: float
    worker_slices: float
    worker_connections: float
    worker_base_mb: float
    worker_kb_per_row: float
    worker_memory_mb: float
    runners_per_lane: float
    slice_messages: float
    round_trip_ms: float


def load(path: Path = HERE) -> tuple[Costs, dict[str, str]]:
    """The costs of a file, and where each comes from; ValueError names what is missing, odd or not known."""
    held = json.loads(path.read_text("utf-8"))
    known = {field.name for field in fields(Costs)}
    if wrong := known ^ set(held):
        raise ValueError(f"{path.name}: missing or not known: {', '.join(sorted(wrong))}")
    values = {name: float(entry["value"]) for name, entry in held.items()}
    if odd := sorted(name for name, value in values.items() if not value > 0):
        raise ValueError(f"{path.name}: must be above 0: {', '.join(odd)}")
    return Costs(**values), {name: str(entry["from"]) for name, entry in held.items()}
