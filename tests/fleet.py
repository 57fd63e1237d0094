"""Processes of the program for tests: forked from one that has read its code, so that they start quickly."""

from __future__ import annotations

import asyncio
import json
import multiprocessing
import os
import re
import signal
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

PATIENCE = 90.0
BEAT, SILENCE = 0.2, 2.0
NURSERY = multiprocessing.get_context("forkserver")
NURSERY.set_forkserver_preload(["bot.service", "bot.platforms.telegram", "dbos", "tests.fleet"])
_RUNNING = re.compile(rb" running .*?executor=\S+")


def serve(role: str, environment: dict[str, str], log: str) -> None:
    """The life of a process: as `milepost run --role`, but quicker to give up who is silent."""
    with Path(log).open("ab") as out:
        os.dup2(out.fileno(), 1)
        os.dup2(out.fileno(), 2)
    os.chdir(Path(log).parent)
    os.environ.update(environment)
    from bot import app
    from bot.service import Role, Service
    from config.settings import load

    settings = load()
    store = app.store(settings)
    service = Service(settings, store, Role(role), beat=BEAT, silence=SILENCE)
    code = asyncio.run(service.run())
    store.close()
    sys.exit(code)


@dataclass
class Running:
    """A process that was started."""

    process: Any
    log: Path

    def up(self) -> Running:
        """Wait until it says that it runs."""
        until(lambda: self.log.exists() and _RUNNING.search(self.log.read_bytes()), self.told)
        return self

    def told(self) -> str:
        """What it printed."""
        return self.log.read_text(encoding="utf-8") if self.log.exists() else "nothing"

    def signal(self, number: int) -> None:
        os.kill(self.process.pid, number)

    def kill(self) -> None:
        """Kill it at once."""
        self.process.kill()
        self.process.join()

    def stop(self) -> float:
        """Ask it to stop; the seconds that it took."""
        began = time.monotonic()
        self.signal(signal.SIGTERM)
        self.process.join(PATIENCE)
        assert self.process.exitcode == 0, self.told()
        return time.monotonic() - began


@dataclass
class Site:
    """A database, a Telegram that writes down what it accepts, and processes that work for both."""

    folder: Path
    url: str
    root: str
    ends: ExitStack
    count: int = 0

    def start(self, role: str, **more: str) -> Running:
        """Start a process, which ends with the test at the latest."""
        from bench.soak.platform import TOKEN

        self.count += 1
        log = self.folder / f"{self.count}-{role}.log"
        environment = {
            "DATABASE_URL": self.url,
            "TELEGRAM_BOT_TOKEN": TOKEN,
            "TELEGRAM_API_BASE_URL": self.root,
            "PORT": "0",
            **more,
        }
        process = NURSERY.Process(target=serve, args=(role, environment, str(log)))
        process.start()
        running = Running(process, log)
        self.ends.callback(running.kill)
        return running

    def book(self) -> dict[int, list[dict[str, Any]]]:
        """What the platform accepted, by chat, in order."""
        found: defaultdict[int, list[dict[str, Any]]] = defaultdict(list)
        for line in (self.folder / "accepted.jsonl").read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            found[row["chat"]].append(row)
        return dict(found)

    def too_fast(self) -> int:
        """How many messages the platform refused because they came too fast."""
        asked = Request(f"{self.root}/control", b"{}", {"Content-Type": "application/json"})
        with urlopen(asked) as answer:
            return int(json.load(answer).get("too fast", 0))

    def accepted(self, count: int) -> dict[int, list[dict[str, Any]]]:
        """Wait until so many chats have got something; what they got."""
        until(lambda: len(self.book()) >= count, lambda: f"{len(self.book())} of {count}: {self.logs()}")
        return self.book()

    def logs(self) -> str:
        """What every process printed."""
        return "\n".join(f"{log.name}: {log.read_text()}" for log in sorted(self.folder.glob("*.log")))


def until(true: Callable[[], object], told: Callable[[], str]) -> None:
    """Wait until something is true of another process; fails the test where it never is."""
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end, told()
        time.sleep(0.02)


@contextmanager
def site(folder: Path, url: str) -> Iterator[Site]:
    """A site whose processes and platform are gone afterwards."""
    book = folder / "accepted.jsonl"
    book.touch()
    command = [sys.executable, "-m", "bench.soak.platform", str(book), "1"]
    here = Path(__file__).parents[1]
    with ExitStack() as ends:
        platform = ends.enter_context(subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=here))
        ends.callback(platform.terminate)
        assert platform.stdout
        yield Site(folder, url, platform.stdout.readline().strip(), ends)
