"""The lock on a file: one process has it, and it is free again however that one ended."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from storage.errors import InUse
from storage.locking import FileLock

ROOT = Path(__file__).parents[3]
HOLDER = """
import sys, time
from pathlib import Path
from storage.locking import FileLock
FileLock(Path(sys.argv[1])).take()
print("held", flush=True)
sys.stdin.read()
"""


def test_a_second_process_is_told_who_has_it_until_that_one_is_killed(tmp_path: Path) -> None:
    guarded = tmp_path / "milepost.db"
    pipe = subprocess.PIPE
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, guarded], cwd=ROOT, stdin=pipe, stdout=pipe
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"held\n"
        lock = FileLock(guarded)
        with pytest.raises(InUse) as caught:
            lock.take()
        message = str(caught.value)
        assert f"process {child.pid}" in message
        assert str(guarded) in message
        assert "PostgreSQL" in message
        assert "\n" not in message
        os.kill(child.pid, signal.SIGKILL)
        child.wait()
        lock.take()
        lock.take()
        lock.free()
        lock.free()
    assert not guarded.exists()


def test_two_in_one_process_are_kept_apart_too(tmp_path: Path) -> None:
    first, second = FileLock(tmp_path / "milepost.db"), FileLock(tmp_path / "milepost.db")
    first.take()
    with pytest.raises(InUse, match=str(os.getpid())):
        second.take()
    first.free()
    second.take()
    second.free()
