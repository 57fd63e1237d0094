"""The inbox in the hands of one process, with its name, its clock and its patience."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from storage.inbox import Inbox, Name, Settled, Update

LEASE = timedelta(seconds=30)
"""How long an update stays with a process that says nothing more of it."""


class Mailbox:
    """Implements `Mail`. `owner` is a name that no other process has, `lease` the same in all of them.

    `alone` says that no other process works on this store: what is there at the start was left behind.
    """

    def __init__(
        self,
        inbox: Inbox,
        clock: Callable[[], datetime],
        *,
        owner: str = "",
        lease: timedelta = LEASE,
        alone: bool = False,
    ) -> None:
        self._inbox = inbox
        self._clock = clock
        self._owner = owner or secrets.token_hex(8)
        self._lease = lease
        self._alone = alone

    def record(self, arrived: Sequence[Update], settled: Sequence[Settled] = ()) -> Sequence[bool]:
        """Write down what arrived and what was dealt with; of the first, which are new."""
        return self._inbox.put(arrived, self._clock(), self._owner, settled)

    def left(self, platform: str, *, starting: bool = False) -> Sequence[Update]:
        """Updates that a process which is gone left behind, now in our hands."""
        patience = timedelta(0) if starting and self._alone else self._lease
        return self._inbox.left(platform, self._clock(), patience, self._owner)

    def begin(self, name: Name) -> int:
        """Begin anew on one that was left; 0 where it is in our hands no more."""
        return self._inbox.begin(name, self._clock(), self._owner)

    def keep(self, names: Sequence[Name]) -> None:
        """Say that these are still in hand."""
        self._inbox.keep(names, self._clock(), self._owner)

    def release(self, names: Sequence[Name]) -> None:
        """Let go of these, not dealt with."""
        self._inbox.release(names, self._owner)
