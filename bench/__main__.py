"""Run every measurement and print one table: `make bench`."""

from __future__ import annotations

import sys
from datetime import UTC, datetime

from bench import answering, delivery, memory, reading, searching, transport
from bench.table import Row, show


def main() -> None:
    """Measure, a part after the other, and print the table."""
    rows: list[Row] = []
    for part in (reading, searching, delivery, transport, answering, memory):
        print(f"measuring {part.__name__.rpartition('.')[2]} …", file=sys.stderr)
        rows += part.rows()
    show(rows, datetime.now(UTC).date())


if __name__ == "__main__":
    main()
