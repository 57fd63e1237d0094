"""Several processes that carry jobs: what one leaves, killed, frozen or stopped, another takes over."""

from __future__ import annotations

import os
import queue
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from storage.engine import Database
from storage.queue import Job, enqueue
from storage.store import Store
from tests.unit.storage.test_queue import entered

ROOT = Path(__file__).parents[2]
BEAT, SILENCE, PATIENCE = 0.1, 2.0, 60
CARRIER = """
import asyncio, signal, sys
from functools import partial
from bot.courier import Courier, identity

say = partial(print, ">", flush=True)
url, way, beat, silence, alone = sys.argv[1:]

async def send(argument):
    say("begun", argument["n"])
    if way == "hold":
        try:
            await courier.stopping.wait()
        except asyncio.CancelledError:
            say("broken off", argument["n"])
            raise
    say("done", argument["n"])

async def main():
    global courier
    courier = Courier(url, identity(way), {"plan": send, "send": send}, alone=alone == "alone",
                      beat=float(beat), silence=float(silence), sends=2)
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    await courier.start()
    say("up")
    await stop.wait()
    await courier.stop()
    say("down")

try:
    asyncio.run(main())
except Exception as fault:
    say(type(fault).__name__, fault)
"""


class Carrier:
    """A process that carries jobs: one that holds on to what it begins, or one that does it."""

    def __init__(self, url: str, way: str, silence: float = SILENCE, alone: str = "") -> None:
        command = [sys.executable, "-c", CARRIER, url, way, str(BEAT), str(silence), alone]
        self.process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        self._lines: queue.Queue[str] = queue.Queue()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            if line.startswith("> "):  # the others are its log
                self._lines.put(line[2:].strip())

    def says(self, count: int = 1) -> list[str]:
        """The next lines that it prints, sorted."""
        return sorted(self._lines.get(timeout=PATIENCE) for _ in range(count))

    def signal(self, number: int) -> None:
        os.kill(self.process.pid, number)

    def freeze(self) -> None:
        """Let it stand still; returns once it does."""
        self.signal(signal.SIGSTOP)
        os.waitid(os.P_PID, self.process.pid, os.WSTOPPED)

    def end(self) -> list[str]:
        """Kill it where it still runs; what it printed that nobody read."""
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        self._reader.join()
        assert self.process.stdout is not None
        self.process.stdout.close()
        return [self._lines.get() for _ in range(self._lines.qsize())]


class Fleet:
    """Carriers on one database, all ended at the end."""

    def __init__(self, url: str, ends: ExitStack) -> None:
        Store.open(url).close()
        self.database = Database(url)
        self._url, self._ends = url, ends
        ends.callback(self.database.close)

    def start(self, way: str, silence: float = SILENCE, alone: str = "") -> Carrier:
        carrier = Carrier(self._url, way, silence, alone)
        self._ends.callback(carrier.end)
        return carrier

    def freeze(self, carrier: Carrier) -> None:
        """Let one stand still, though not with the one lock of a file: it would hold up everybody."""
        carrier.freeze()
        while not self._writable():
            carrier.signal(signal.SIGCONT)
            carrier.freeze()

    def _writable(self) -> bool:
        """Whether a file can be written to now; on a server others are held up by no transaction."""
        if not self.database.sqlite:
            return True
        with closing(sqlite3.connect(self.database.where, timeout=0.5, isolation_level=None)) as file:
            try:
                file.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError:
                return False
            return True

    def put(self, *numbers: int) -> None:
        with self.database.writing() as connection:
            for n in numbers:
                enqueue(connection, Job("send", f"send:{n}", {"n": n}))


@pytest.fixture
def fleet(store_url: str) -> Iterator[Fleet]:
    with ExitStack() as ends:
        yield Fleet(store_url, ends)


def test_what_a_killed_process_had_begun_another_does(fleet: Fleet) -> None:
    first = fleet.start("hold")
    assert first.says() == ["up"]
    fleet.put(1, 2)
    assert first.says(2) == ["begun 1", "begun 2"]
    second = fleet.start("do")
    assert second.says() == ["up"]
    first.signal(signal.SIGKILL)
    assert second.says(4) == ["begun 1", "begun 2", "done 1", "done 2"]
    assert first.end() == []


def test_what_all_had_begun_when_all_were_killed_a_newcomer_does(fleet: Fleet) -> None:
    dead = [fleet.start("hold") for _ in range(2)]
    assert [one.says() for one in dead] == [["up"]] * 2
    fleet.put(*range(4))
    for one in dead:
        one.says(2)
    for one in dead:
        one.signal(signal.SIGKILL)
    newcomer = fleet.start("do")
    assert newcomer.says(9) == sorted(
        ["up", *(f"{what} {n}" for n in range(4) for what in ("begun", "done"))]
    )


def test_a_frozen_process_loses_its_jobs_and_comes_back_without_them(fleet: Fleet) -> None:
    frozen = fleet.start("hold")
    assert frozen.says() == ["up"]
    fleet.put(1)
    assert frozen.says() == ["begun 1"]
    fleet.freeze(frozen)
    other = fleet.start("do")
    assert other.says(3) == ["begun 1", "done 1", "up"]
    frozen.signal(signal.SIGCONT)
    assert frozen.says() == ["broken off 1"]
    other.signal(signal.SIGTERM)
    assert other.says() == ["down"]
    fleet.put(2)
    assert frozen.says() == ["begun 2"]
    assert [row[2] for row in entered(fleet.database)] == ["SUCCESS", "PENDING"]


def test_a_process_that_is_stopped_hands_on_at_once(fleet: Fleet) -> None:
    first = fleet.start("hold", silence=3600)
    assert first.says() == ["up"]
    fleet.put(1)
    assert first.says() == ["begun 1"]
    second = fleet.start("do", silence=3600)
    assert second.says() == ["up"]
    first.signal(signal.SIGTERM)
    assert first.says(2) == ["done 1", "down"]
    assert second.says(2) == ["begun 1", "done 1"]
    assert first.process.wait(PATIENCE) == 0


def test_a_living_process_is_left_its_jobs(fleet: Fleet) -> None:
    first, second = fleet.start("hold"), fleet.start("do")
    assert first.says() == second.says() == ["up"]
    fleet.freeze(second)
    fleet.put(1)
    assert first.says() == ["begun 1"]
    second.signal(signal.SIGCONT)
    fleet.put(*range(2, 8))
    told = [*second.says(10), *first.end()]
    assert not any(line.endswith(" 1") for line in told)


def test_the_only_process_of_a_file_takes_up_at_once_what_its_killed_predecessor_left(
    tmp_path: Path,
) -> None:
    with ExitStack() as ends:
        fleet = Fleet(f"sqlite:///{tmp_path}/milepost.db", ends)
        first = fleet.start("hold", 3600, "alone")
        assert first.says() == ["up"]
        fleet.put(1)
        assert first.says() == ["begun 1"]
        refused = fleet.start("do", 3600, "alone")
        (line,) = refused.says()
        assert line.startswith("InUse")
        assert f"process {first.process.pid}" in line
        first.signal(signal.SIGKILL)
        first.process.wait()
        second = fleet.start("do", 3600, "alone")
        assert second.says(3) == ["begun 1", "done 1", "up"]
