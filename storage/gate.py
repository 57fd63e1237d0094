"""A gate before SQLite's one write lock, where the writers of a process wait for each other."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

SOON = 0.05
"""Seconds after which one that let others go first waits for nobody any more."""


class Gate:
    """Lets one in at a time, and those first who can't wait.

    SQLite itself has who meets a lock sleep and look again, up to a tenth of a second each time, and lets
    in whoever looks first: with a dozen writers an outcome waited for most of a second.
    """

    def __init__(self) -> None:
        self._change = threading.Condition()
        self._taken = False
        self._urgent = 0

    @contextmanager
    def passing(self, seconds: float, *, first: bool = False) -> Iterator[bool]:
        """Wait for so long to be let in; whether one was. `first` goes before the others."""
        inside = self._enter(seconds, first)
        try:
            yield inside
        finally:
            if inside:
                with self._change:
                    self._taken = False
                    self._change.notify_all()

    def _enter(self, seconds: float, first: bool) -> bool:
        with self._change:
            if not first and self._change.wait_for(lambda: not (self._taken or self._urgent), SOON):
                self._taken = True
                return True
            self._urgent += 1
            inside = self._change.wait_for(lambda: not self._taken, seconds)
            self._urgent -= 1
            if inside:
                self._taken = True
            else:
                self._change.notify_all()
            return inside
