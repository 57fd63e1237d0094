"""Named counts of what happened, from any thread, for whoever wants to show them."""

from __future__ import annotations

from collections import Counter
from threading import Lock

RECEIVED = "updates_received"
DUPLICATE = "updates_duplicate"
MALFORMED = "updates_malformed"
IGNORED = "updates_ignored"
FAILED = "updates_failed"
RECOVERED = "updates_recovered"
DROPPED = "updates_dropped"
UNKNOWN = "updates_unknown"
FORGED = "updates_forged"
UNCHECKED = "updates_unchecked"
REFUSED = "updates_refused"
"""Received: taken in, also again. Duplicate: came before. Malformed, ignored: nothing to be done with it.
Failed: dealing with it broke. Recovered: another process left it. Dropped: given up after several tries.
Unknown: of a kind that is not known here. Forged: without the secret that its platform shows.
Unchecked: dealt with although the inbox could not be written. Refused: sent back for that reason."""


class Counters:
    """Counts by name, which only grow; a name that was never counted stands at 0."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._lock = Lock()

    def add(self, name: str, by: int = 1) -> None:
        """Count that it happened so many times more."""
        with self._lock:
            self._counts[name] += by

    def __getitem__(self, name: str) -> int:
        """How often it happened."""
        return self._counts[name]

    def snapshot(self) -> dict[str, int]:
        """Every count of this moment, by name."""
        with self._lock:
            return dict(self._counts)
