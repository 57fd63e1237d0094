"""A lock on a file that the kernel lets go of when its process ends, however it ends."""

from __future__ import annotations

import os
from pathlib import Path

from storage.errors import InUse

try:
    import fcntl
except ImportError:  # Windows has none; there nothing guards against a second process
    fcntl = None  # type: ignore[assignment]


class FileLock:
    """One process at a time; the file beside it holds the number of the one that has it."""

    def __init__(self, guarded: Path) -> None:
        self._guarded = guarded
        self._path = guarded.with_name(guarded.name + ".lock")
        self._handle: int | None = None

    def take(self) -> None:
        """Make it ours, for as long as this process lives. Raises `InUse` where another process has it."""
        if self._handle is not None or fcntl is None:
            return
        handle = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            other = os.read(handle, 20).decode("ascii", "replace").strip()
            os.close(handle)
            raise InUse(where=self._guarded, process=other or "unknown") from None
        os.ftruncate(handle, 0)
        os.write(handle, str(os.getpid()).encode())
        self._handle = handle

    def free(self) -> None:
        """Let go of it; safe to call twice. The file stays: removing it could part two that wait for it."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None
