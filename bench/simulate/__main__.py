"""Simulate one digest to many millions and print what it takes: `make simulate`."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path

from bench.simulate.costs import HERE, Costs, load
from bench.simulate.events import Simulation
from bench.simulate.fanouts import Fanout, asked
from bench.simulate.walls import memory_mb, misfits, walls

HEADINGS = (
    "digest to", "planned", "delivered", "messages/s", "row changes/s", "log MB/s", "database", "workers",
    "wall", "then", "at 10 ×",
)  # fmt: skip


def main() -> None:
    """Simulate each fan-out, and print the table and what it was worked out from."""
    wanted = _wanted()
    costs, sources = load(wanted.costs)
    fanouts = asked(wanted.subscribers)
    print(f"\nOne digest to {wanted.subscribers:,} chats, {wanted.workers} workers, one PostgreSQL\n")
    print(f"| {' | '.join(HEADINGS)} |\n|{'---|' * len(HEADINGS)}")
    for fanout in fanouts:
        print(f"| {' | '.join(row(fanout, costs, wanted.workers, wanted.seed))} |")
    print(f"\nA worker with all places taken needs {memory_mb(costs):.0f} MB, whoever is written to.")
    for line in misfits(costs, wanted.workers):
        print(f"Does not fit: {line}.")
    print("\nFrom these costs:")
    for name, source in sources.items():
        print(f"  {name} {getattr(costs, name):g} ({source})")


def row(fanout: Fanout, costs: Costs, workers: int, seed: int) -> Iterable[str]:
    """The cells of one fan-out."""
    done = Simulation(fanout, costs, workers, seed).run()
    messages, seconds = fanout.messages, done.seconds
    # planning and sending overlap: rows are inserted while it plans, and updated twice until the end
    changed = messages * 3
    first, second = walls(fanout, costs, workers)[:2]
    grown = walls(fanout.times(10), costs, workers)[0]
    return (
        fanout.name,
        told(done.planned),
        ", ".join(f"{name} {told(at)}" for name, at in done.delivered.items()),
        f"{messages / seconds:,.0f}",
        f"{changed / seconds:,.0f}",
        f"{messages * costs.wal_bytes_per_message / 1e6 / seconds:,.1f}",
        f"{done.database / seconds / costs.database_cores:.0%}",
        f"{done.workers / seconds / workers:.0%}",
        _wall(first),
        _wall(second),
        _wall(grown),
    )


def told(seconds: float) -> str:
    """A time as one reads it."""
    if seconds < 120:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.1f} min" if seconds < 7200 else f"{seconds / 3600:.1f} h"


def _wall(wall: tuple[str, float]) -> str:
    """What stands in the way, and how high it is."""
    return f"{wall[0]} ({told(wall[1])})"


def _wanted() -> argparse.Namespace:
    """What was asked for."""
    parser = argparse.ArgumentParser(prog="python -m bench.simulate", description=__doc__)
    parser.add_argument("--subscribers", type=int, default=10_000_000)
    parser.add_argument("--workers", type=int, default=16)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--costs", type=Path, default=HERE, help="a file like costs.json")
    return parser.parse_args()


if __name__ == "__main__":
    main()
