"""Processes of the program as a host runs them: started, killed, frozen, redeployed, and started again."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import re
import signal
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

LEAVES = 30.0
"""Seconds after which a process that was asked to stop is killed, and that counts as a broken promise."""


NURSERY = multiprocessing.get_context("forkserver")
"""Processes are forked from one that has read the program's code and done nothing else: reading it takes
longer than most of them live."""
NURSERY.set_forkserver_preload(["bot.__main__", "bot.courier", "dbos", "bench.soak.fleet"])

_RUNNING = re.compile(rb" running .*?executor=(\S+)")


def born(words: list[str], environment: Mapping[str, str], log: Path) -> None:
    """A process's life: the command, as if it was called in a shell of its own."""
    with log.open("ab") as out, open(os.devnull, "rb") as nothing:
        for theirs, ours in ((nothing, 0), (out, 1), (out, 2)):
            os.dup2(theirs.fileno(), ours)
    os.chdir(log.parent)
    os.environ.clear()
    os.environ.update(environment)
    sys.argv = ["milepost", *words]
    from bot.__main__ import main

    main()


@dataclass
class Process:
    """A place in the fleet that always has a process: who dies is replaced at once."""

    role: str
    name: str
    log: Path
    environment: Mapping[str, str]
    starts: int = 0
    frozen: bool = False
    leaving: bool = False
    fell: list[str] = field(default_factory=list)
    """How processes ended that nobody asked to."""
    left: list[float] = field(default_factory=list)
    """Seconds that those took to stop that were asked to."""

    def start(self) -> None:
        """Start a process in this place."""
        words = ["run"] if self.role == "all" else ["run", "--role", self.role]
        self.starts += 1
        self._from = self.log.stat().st_size if self.log.exists() else 0
        self._process = NURSERY.Process(target=born, args=(words, self.environment, self.log))
        self._process.start()

    @property
    def executor(self) -> str | None:
        """The name under which it sends, "None" where it never does; None before it runs."""
        if not self.log.exists():
            return None
        with self.log.open("rb") as lines:
            lines.seek(self._from)
            said = _RUNNING.search(lines.read())
        return said[1].decode() if said else None

    def kill(self) -> None:
        """Kill it, and start another."""
        self._process.kill()
        self._process.join()
        self.frozen = False
        self.start()

    async def freeze(self, seconds: float) -> None:
        """Let it stand still, with its connections open, and go on as if nothing was."""
        mine = self._process
        assert mine.pid
        self.frozen = True
        os.kill(mine.pid, signal.SIGSTOP)
        await asyncio.sleep(seconds)
        if self._process is mine:
            os.kill(mine.pid, signal.SIGCONT)
            self.frozen = False

    async def deploy(self) -> None:
        """Ask it to stop, wait until it has, and start another."""
        self.leaving = True
        try:
            await self.leave()
            self.start()
        finally:
            self.leaving = False

    async def leave(self) -> None:
        """Ask it to stop and wait until it has."""
        began = time.monotonic()
        self._process.terminate()
        while self._process.exitcode is None:
            if time.monotonic() - began > LEAVES:
                self.fell.append("did not stop when it was asked to")
                self._process.kill()
            await asyncio.sleep(0.1)
        self.left.append(time.monotonic() - began)

    def mend(self, excused: bool) -> None:
        """Start another where it ended by itself; `excused` where its database was away."""
        code = self._process.exitcode
        if code is None or self.leaving:
            return
        if not (excused and code == 2):
            self.fell.append(f"ended by itself with {code}")
        self.start()

    def end(self) -> None:
        """Kill it for good."""
        self._process.kill()
        self._process.join()


class Fleet:
    """All processes of one installation."""

    def __init__(
        self, folder: Path, roles: tuple[str, ...], database: str, platform: str, token: str
    ) -> None:
        clean = {key: os.environ[key] for key in ("PATH", "HOME", "LANG") if key in os.environ}
        environment = clean | {
            "DATABASE_URL": database,
            "TELEGRAM_BOT_TOKEN": token,
            "TELEGRAM_API_BASE_URL": platform,
            "PORT": "0",
        }
        self.all = [
            Process(role, f"{role}-{n}", folder / f"{role}-{n}.log", environment)
            for n, role in enumerate(roles, 1)
        ]

    def start(self) -> None:
        """Start every process."""
        for each in self.all:
            each.start()

    async def up(self, patience: float = 180.0) -> None:
        """Wait until every process said that it runs. Raises `TimeoutError`."""
        async with asyncio.timeout(patience):
            while not all(each.executor for each in self.all):
                self.mend(False)
                await asyncio.sleep(0.5)

    def mend(self, excused: bool) -> None:
        """Start another for each that ended by itself."""
        for each in self.all:
            each.mend(excused)

    @property
    def fell(self) -> list[str]:
        """Every process that ended though nobody asked it to, or did not end when asked."""
        return [f"{each.name} {how}" for each in self.all for how in each.fell]

    def end(self) -> None:
        """Kill them all."""
        for each in self.all:
            each.end()
