"""The `milepost` command as a user runs it: a process of its own, in a folder and a store of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True, slots=True)
class Ran:
    """What a call printed and how it ended."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        """Its standard output as JSON."""
        return json.loads(self.out)


@dataclass(frozen=True, slots=True)
class Milepost:
    """A place to call the command in; `extra` are environment variables (tokens, addresses)."""

    folder: Path
    extra: tuple[tuple[str, str], ...] = ()

    @property
    def environment(self) -> dict[str, str]:
        """A clean environment: nothing of this machine's tokens, the store in this folder."""
        clean = {key: os.environ[key] for key in ("PATH", "HOME", "LANG") if key in os.environ}
        paths = os.pathsep.join([str(ROOT)])
        store = f"sqlite:///{self.folder / 'milepost.db'}"
        return clean | {"PYTHONPATH": paths, "DATABASE_URL": store, "COLUMNS": "100"} | dict(self.extra)

    def __call__(self, *words: str, stdin: str = "", timeout: float = 120) -> Ran:
        """Run it and wait."""
        done = subprocess.run(
            [sys.executable, "-m", "bot", *words],
            cwd=self.folder,
            env=self.environment,
            input=stdin,
            capture_output=True,
            text=True,
            timeout=timeout,
            check=False,
        )
        return Ran(done.returncode, done.stdout, done.stderr)

    def start(self, *words: str) -> subprocess.Popen[str]:
        """Start it and let it run; the caller ends it."""
        return subprocess.Popen(
            [sys.executable, "-m", "bot", *words],
            cwd=self.folder,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
