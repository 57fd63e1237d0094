"""What a tick did: its counts, and the lines that its operator reads."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Awaitable
from dataclasses import dataclass

from briefings.errors import MilepostError

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Counts:
    """What one tick did, and how many deliveries still wait; `troubles` are lines for the operator."""

    planned: int = 0
    claimed: int = 0
    reclaimed: int = 0
    sent: int = 0
    skipped: int = 0
    failed: int = 0
    dead: int = 0
    pending: int = 0
    troubles: tuple[str, ...] = ()

    def __str__(self) -> str:
        """All counts on one line."""
        names = ("planned", "claimed", "reclaimed", "sent", "skipped", "failed", "dead", "pending")
        return " · ".join(f"{name} {getattr(self, name)}" for name in names)

    @property
    def clean(self) -> bool:
        """Whether nothing failed."""
        return not (self.failed or self.dead or self.troubles)


class Tally:
    """The counts of a tick under way."""

    def __init__(self) -> None:
        self._tally: Counter[str] = Counter()
        self._troubles: dict[str, None] = {}

    def __setitem__(self, name: str, number: int) -> None:
        """Set one of the counts."""
        self._tally[name] = number

    def __getitem__(self, name: str) -> int:
        """One of the counts so far."""
        return self._tally[name]

    def count(self, name: str) -> None:
        """One more of these."""
        self._tally[name] += 1

    def trouble(self, why: str) -> None:
        """A line for the operator, who reads each once a tick."""
        self._troubles[why] = None

    def fail(self, why: str) -> None:
        """Something did not work."""
        self.count("failed")
        self.trouble(why)

    async def guarded(self, deed: Awaitable[None]) -> None:
        """Do something; what goes wrong with it is a trouble, not the end of the tick."""
        try:
            await deed
        except MilepostError as fault:
            self.fail(str(fault))
        except Exception as fault:
            _LOG.exception("delivery: a step of the tick broke")
            self.fail(f"A step of the tick broke ({type(fault).__name__}); the log has more.")

    def counts(self) -> Counts:
        """What was done so far."""
        return Counts(**self._tally, troubles=tuple(self._troubles))
