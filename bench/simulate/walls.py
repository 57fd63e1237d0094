"""What stands in the way: the least time that each part needs by itself, and what does not fit at all."""

from __future__ import annotations

from bench.simulate.costs import Costs
from bench.simulate.events import windows
from bench.simulate.fanouts import Fanout


def bounds(fanout: Fanout, costs: Costs, workers: int) -> dict[str, float]:
    """The seconds below which no run can be, by what holds it there; the largest is the wall."""
    held = sum(one.lanes * max(one.each / one.rate, _fastest(one.each, costs)) for one in fanout.lanes)
    transactions = windows(fanout, costs)
    return {
        "platform limit": max(one.each / one.rate for one in fanout.lanes),
        "planning": fanout.messages / costs.plan_rows_per_second,
        "database CPU": transactions * costs.database_cpu_ms_per_window / 1000 / costs.database_cores,
        "database log": fanout.messages * costs.wal_bytes_per_message / 1e6 / costs.wal_mb_per_second,
        "workers' CPU": fanout.messages * costs.worker_cpu_ms_per_message / 1000 / workers,
        "workers' places": held / (workers * costs.worker_slices),
    }


def _fastest(each: int, costs: Costs) -> float:
    """The seconds that a lane's messages take where nothing holds them."""
    transaction = costs.window_transaction_ms / 1000 / costs.window_messages
    return each * (transaction + costs.worker_cpu_ms_per_message / 1000)


def walls(fanout: Fanout, costs: Costs, workers: int) -> list[tuple[str, float]]:
    """The bounds, the highest wall first."""
    return sorted(bounds(fanout, costs, workers).items(), key=lambda item: (-item[1], item[0]))


def memory_mb(costs: Costs) -> float:
    """Megabytes of a worker whose places are all taken, which no number of subscribers changes."""
    return costs.worker_base_mb + costs.worker_slices * costs.window_messages * costs.worker_kb_per_row / 1000


def misfits(costs: Costs, workers: int) -> list[str]:
    """What does not fit at all, however long one waits."""
    found = []
    if (needed := workers * costs.worker_connections) > costs.database_connections:
        found.append(f"{needed:.0f} connections, of {costs.database_connections:.0f}")
    if (needed := memory_mb(costs)) > costs.worker_memory_mb:
        found.append(f"{needed:.0f} MB in a worker, of {costs.worker_memory_mb:.0f}")
    return found
