"""Run every evaluation and print one table: `make evals`."""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from bench.table import Row, show
from evals import contract, dates, questions, search, summaries


def main() -> None:
    """Score, a part after the other, and print the table; what is not on this machine has no row."""
    shared = Path(os.environ.get("MILEPOST_SHARED") or Path(__file__).parents[2] / "shared")
    rows: list[Row] = []
    for part in (dates, search, questions, summaries, contract):
        print(f"scoring {part.__name__.rpartition('.')[2]} …", file=sys.stderr)
        rows += part.rows(shared)
    show(rows, datetime.now(UTC).date())


if __name__ == "__main__":
    main()
