"""The long run: `make soak`; KILLS, PACE, SEED and SCENARIO are taken from the environment."""

from __future__ import annotations

import asyncio
import os
import random
import signal
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

from bench.soak.scenario import Scenario
from bench.soak.verdict import Account, show
from tests.postgres import server

ROLES = ("worker", "worker", "worker", "clock", "clock", "web")
SHARE = 0.15
"""How many of the kills the one process on SQLite gets."""


async def _all(scenarios: list[Scenario]) -> list[Account]:
    return list(await asyncio.gather(*(each.run() for each in scenarios)))


def main() -> int:
    """Run the scenarios side by side and print what came of them; 1 where a promise broke."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that it takes its processes with it
    kills = int(os.environ.get("KILLS") or 500)
    pace = float(os.environ.get("PACE") or 8)
    seed = int(os.environ.get("SEED") or random.SystemRandom().randrange(10**6))
    which = os.environ.get("SCENARIO") or "both"
    folder = Path(tempfile.mkdtemp(prefix="milepost-soak-"))
    print(f"KILLS={kills} PACE={pace:g} SEED={seed} SCENARIO={which}; logs in {folder}", flush=True)
    alone = {"both": round(kills * SHARE), "sqlite": kills}.get(which, 0)
    with ExitStack() as ends:
        scenarios = []
        if alone:
            url = f"sqlite:///{folder}/sqlite/milepost.db"
            one = Scenario("one process, SQLite", folder / "sqlite", url, ("all",), alone, 2 * pace, seed)
            scenarios.append(one)
        if kills > alone:
            running = ends.enter_context(server())
            url = running.make("soak")
            many = Scenario(
                "roles, PostgreSQL", folder / "postgresql", url, ROLES, kills - alone, pace, seed, running
            )
            scenarios.append(many)
        accounts = asyncio.run(_all(scenarios))
    code = show(accounts)
    if code:
        print(f"Run it again with SEED={seed}; the processes' logs and what was accepted: {folder}")
    return code


if __name__ == "__main__":
    sys.exit(main())
