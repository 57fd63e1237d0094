"""One installation under fire: debts are entered all the time, while its processes and its world fail."""

from __future__ import annotations

import asyncio
import random
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp

from bench.soak.debts import Debts, flying, states
from bench.soak.fleet import Fleet, Process
from bench.soak.platform import TOKEN
from bench.soak.verdict import Account, Event, accepted
from storage.engine import Database
from storage.errors import StoreError
from storage.store import Store
from tests.postgres import Server

CALM = 45.0
"""Seconds at the beginning in which nothing goes wrong."""
BACKLOG = 400
"""Messages that may be owed at a time."""
SETTLES = 600.0
"""Seconds after which what is owed must have been settled."""
AFTERWARDS = 15.0
"""Seconds for which a fault may still be felt."""


@dataclass
class Scenario:
    """`kills` processes are killed, at a mean `pace` in seconds between faults; all by one seed."""

    name: str
    folder: Path
    url: str
    roles: tuple[str, ...]
    kills: int
    pace: float
    seed: int
    server: Server | None = None
    events: list[Event] = field(default_factory=list)

    async def run(self) -> Account:
        """From the start of the first process until everything owed is settled."""
        self.folder.mkdir(parents=True)
        self.dice = random.Random(f"{self.seed} {self.name}")
        book = self.folder / "accepted.jsonl"
        command = [sys.executable, "-m", "bench.soak.platform", str(book), str(self.seed)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as platform:  # noqa: ASYNC220
            try:
                assert platform.stdout
                self.root = (await asyncio.to_thread(platform.stdout.readline)).strip()
                return await self._run(book)
            finally:
                platform.terminate()

    async def _run(self, book: Path) -> Account:
        self.database = Database(self.url)
        store = Store.open(self.url)  # one after the other: migrations of two stores at once get mixed up
        self.debts = Debts(store, self.database, self.dice)
        await asyncio.to_thread(self.debts.stock)
        self.fleet = Fleet(self.folder, self.roles, self.url, self.root, TOKEN)
        self.troubles: list[str] = []
        self.away = 0.0
        self.under_fire = False
        try:
            async with aiohttp.ClientSession() as self.session:
                self.fleet.start()
                await self.fleet.up()
                self._say("up")
                return await self._fire(book)
        finally:
            self.fleet.end()
            store.close()
            self.database.close()

    async def _fire(self, book: Path) -> Account:
        tasks = [asyncio.create_task(self._feed()), asyncio.create_task(self._mend())]
        for task in tasks:
            task.add_done_callback(self._done)
        await asyncio.sleep(CALM)
        calm_until, self.under_fire = time.time(), True
        while (done := sum(each.what.startswith("kill ") for each in self.events)) < self.kills:
            await self._fault()
            if len(self.events) % 20 == 0:
                self._say(f"{done} of {self.kills} kills, {len(self.debts.owed)} owed")
            await asyncio.sleep(self.dice.uniform(0.4, 1.6) * self.pace)
        tasks[0].cancel()
        await asyncio.gather(tasks[0], return_exceptions=True)
        self._say("calm again")
        await self._settle()
        tasks[1].cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        counts = await self._order({})
        now = await asyncio.to_thread(states, self.database)
        return Account(
            self.name, self.debts.owed, frozenset(self.debts.single), accepted(book), now, self.events,
            calm_until, counts, self.fleet.fell, [t for each in self.fleet.all for t in each.left],
            self.troubles,
        )  # fmt: skip

    def _done(self, task: asyncio.Task[None]) -> None:
        if not task.cancelled() and (fault := task.exception()):
            self.troubles.append(f"the run itself broke: {fault!r}")
            self._say(self.troubles[-1])

    def _say(self, what: str) -> None:
        print(f"{time.strftime('%H:%M:%S')} {self.name}: {what}", file=sys.stderr, flush=True)

    # what goes on by itself

    async def _feed(self) -> None:
        """Owe something every second, as long as not too much is owed already."""
        while True:
            await asyncio.sleep(1)
            counts = await self._order({})
            if len(self.debts.owed) - counts.get("accepted", 0) < BACKLOG:
                with suppress(StoreError):
                    if self.dice.random() < 0.3:
                        await asyncio.to_thread(self.debts.subscribe, self.dice.randint(20, 160))
                    await asyncio.to_thread(self.debts.claim, self.dice.randint(1, 4))

    async def _mend(self) -> None:
        """Start again what ended by itself."""
        while True:
            self.fleet.mend(excused=time.time() - self.away < 2 * AFTERWARDS)
            await asyncio.sleep(1)

    async def _settle(self) -> None:
        """Wait until nothing is owed any more, with everybody alive and the platform well."""
        await self._order({"kind": "calm"})
        end = time.time() + SETTLES
        while time.time() < end:
            await asyncio.sleep(2)
            with suppress(StoreError):
                known = await asyncio.to_thread(states, self.database)
                waits = [c for c in self.debts.owed if known.get(c, ("none", ""))[0] in _OPEN]
                if not waits:
                    return
        self.troubles.append(f"{len(waits)} of {len(self.debts.owed)} were not settled in time: {waits[:20]}")

    # faults

    async def _fault(self) -> None:
        faults: list[tuple[int, Callable[[], Awaitable[None]]]] = [
            (70, self._kill),
            (5, self._freeze),
            (6, self._deploy),
            (4, self._storm),
            (3, self._flood),
            (4, self._gateway),
            (4, self._cut),
            (2, self._silence),
            (2 if self.server else 0, self._restart),
        ]
        weights, deeds = zip(*faults, strict=True)
        await self.dice.choices(deeds, weights)[0]()

    def _ready(self) -> list[Process]:
        """Processes that something may be done to: mostly such as run, at times such as just start."""
        free = [each for each in self.fleet.all if not each.frozen and not each.leaving]
        return free if self.dice.random() < 0.1 else [each for each in free if each.executor]

    async def _kill(self) -> None:
        """Kill one or several at once, at times all of them."""
        ready = self._ready()
        count = min(len(ready), self.dice.choice((1, 1, 1, 2, 2, 3, len(ready))))
        chosen = self.dice.sample(ready, count)
        names = [each.executor for each in chosen]
        at = time.time()
        for each in chosen:
            each.kill()
        for each, name in zip(chosen, names, strict=True):
            chats: list[int] = []
            if name:
                with suppress(StoreError):
                    chats = await asyncio.to_thread(flying, self.database, name)
            self.events.append(Event(f"kill {each.role}", at, at, tuple(chats)))

    async def _freeze(self) -> None:
        """One stands still long enough that the others give it up."""
        if (ready := self._ready()) and not any(each.frozen for each in self.fleet.all):
            seconds = self.dice.uniform(25, 40)
            self._note("freeze", seconds)
            self._task = asyncio.create_task(self.dice.choice(ready).freeze(seconds))

    async def _deploy(self) -> None:
        """All of them are stopped and started, as a host does with a new version."""
        self._note("deploy", 1)
        free = [each for each in self.fleet.all if not each.frozen]
        await asyncio.gather(*(each.deploy() for each in free))

    async def _storm(self) -> None:
        wait = self.dice.choice((1, 5, 30))
        await self._order({"kind": "storm", "seconds": wait, "retry_after": wait})
        self._note("429 for all", wait)

    async def _flood(self) -> None:
        await self._order({"kind": "storm", "seconds": 20, "retry_after": 20, "every": 11})
        self._note("429 for some", 20)

    async def _gateway(self) -> None:
        await self._order({"kind": "gateway", "seconds": 8, "share": 0.4})
        self._note("502", 8)

    async def _cut(self) -> None:
        await self._order({"kind": "cut", "seconds": 8, "share": 0.2})
        self._note("cut", 8)

    async def _silence(self) -> None:
        await self._order({"kind": "silence", "seconds": 4, "share": 0.2})
        self._note("timeout", 25)

    async def _restart(self) -> None:
        """The database crashes and comes back, at times only after a while."""
        assert self.server
        down = self.dice.choice((0.0, 0.0, 5.0, 20.0))
        self.away = time.time() + down
        self._note("database restart", down)
        await asyncio.to_thread(self.server.stop)
        await asyncio.sleep(down)
        await asyncio.to_thread(self.server.start)
        self.away = time.time()

    def _note(self, what: str, seconds: float) -> None:
        now = time.time()
        self.events.append(Event(what, now, now + seconds + AFTERWARDS))

    async def _order(self, order: dict[str, Any]) -> dict[str, int]:
        async with self.session.post(f"{self.root}/control", json=order) as answer:
            counts: dict[str, int] = await answer.json()
            return counts


_OPEN = ("none", "pending", "in_flight")
