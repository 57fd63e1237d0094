"""A job that kills whoever carries it comes to an end: it is set aside, and the others go on."""

from __future__ import annotations

import asyncio
import os
import random
import signal
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from bench.soak.debts import Debts, states
from bot.card import Card
from bot.carrying import Carrying
from bot.clock import now
from bot.courier import Courier, identity
from bot.delivery import materialise
from bot.ports import Desk
from bot.trials import ASIDE, DEATHS
from briefings.model import Address
from storage.engine import Database
from storage.store import Store
from tests.fleet import NURSERY, until


class Outside:
    """A platform outside that takes what it is given; with one chat's message its caller dies."""

    name = "telegram"

    def __init__(self, poison: int) -> None:
        self._poison = str(poison)

    async def open(self) -> None: ...

    async def listen(self, desk: Desk) -> None: ...

    async def close(self) -> None: ...

    async def parts(self, card: Card) -> int:
        return 1

    async def send(self, address: Address, card: Card, *, name: str = "") -> str:
        if address.channel == self._poison:
            os.kill(os.getpid(), signal.SIGKILL)
        return "17"


def carry(url: str, way: str, poison: int, log: str) -> None:
    """The life of a process that carries jobs until it is asked to stop, or dies of one."""
    with Path(log).open("ab") as out:
        os.dup2(out.fileno(), 1)
        os.dup2(out.fileno(), 2)
    asyncio.run(_carry(url, way, poison))


async def _carry(url: str, way: str, poison: int) -> None:
    store, me, stop = Store.open(url), identity("worker"), asyncio.Event()
    carrying = Carrying(store, lambda: {"telegram": Outside(poison)}, me, now)
    jobs = carrying.jobs
    if way == "plan":
        jobs["plan"] = lambda _: os.kill(os.getpid(), signal.SIGKILL)
    courier = Courier(
        url, me, jobs, setup=carrying.setup, aside=carrying.aside, alone=store.one_process,
        beat=0.1, silence=1,
    )  # fmt: skip
    carrying.stopping = courier.stopping
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    await courier.start()
    await stop.wait()
    await courier.stop()


class Works:
    """A store with debts, and carriers one after the other."""

    def __init__(self, url: str, folder: Path) -> None:
        self.url, self.log = url, folder / "carriers.log"
        self.store, self.database = Store.open(url), Database(url)
        self.debts = Debts(self.store, self.database, random.Random(1))
        self.debts.stock()
        self.deaths = 0

    def close(self) -> None:
        self.store.close()
        self.database.close()

    def carried(self, way: str, poison: int = 0) -> None:
        """Let carriers work, each begun when the last one died, until nothing is left to do."""
        while self._one(way, poison) != 0:
            self.deaths += 1
            assert self.deaths <= 3 * DEATHS, self.told()

    def _one(self, way: str, poison: int) -> int:
        """The life of one carrier: its exit code."""
        process = NURSERY.Process(target=carry, args=(self.url, way, poison, str(self.log)))
        process.start()
        until(lambda: process.exitcode is not None or self.done(), self.told)
        process.terminate()
        process.join(60)
        assert process.exitcode in {0, -signal.SIGKILL}, self.told()
        return process.exitcode

    def done(self) -> bool:
        """Whether nobody has anything to do."""
        time.sleep(0.05)
        due, seen = self.store.occurrences.due(), self.store.survey(now())
        waits = [one for one in due if f"plan:{one}" not in seen.aside]
        return not (waits or seen.deliveries["pending"] or seen.deliveries["in_flight"])

    def told(self) -> str:
        return self.log.read_text(encoding="utf-8")


@pytest.fixture
def works(store_url: str, tmp_path: Path) -> Iterator[Works]:
    with closing(Works(store_url, tmp_path)) as here:
        yield here


def test_a_message_that_kills_whoever_sends_it_is_set_aside_with_what_was_in_hand(works: Works) -> None:
    works.debts.subscribe(40)
    poison, *others = sorted(works.debts.owed)
    works.debts.claim(3)
    materialise(now(), works.store)
    works.carried("send", poison)
    assert works.deaths == DEATHS
    found = states(works.database)
    dead = {chat for chat, (state, _) in found.items() if state == "dead"}
    assert poison in dead
    assert len(dead) < len(others)
    assert {found[chat][1] for chat in dead} == {ASIDE}
    assert {found[chat][0] for chat in works.debts.owed if chat not in dead} == {"sent"}
    assert works.told().count("job set aside") == 1
    assert len(works.store.ledger.stuck("dead")) == len(dead)
    works.store.ledger.redeliver_all("dead", now())
    works.carried("send")
    assert {state for state, _ in states(works.database).values()} == {"sent"}


def test_a_plan_that_kills_whoever_carries_it_is_set_aside_until_somebody_says_so(works: Works) -> None:
    works.debts.subscribe(3)
    works.debts.claim(2)
    (occurrence,) = materialise(now(), works.store)
    works.carried("plan")
    assert works.deaths == DEATHS
    seen = works.store.survey(now())
    assert seen.aside == (f"plan:{occurrence}",)
    assert {states(works.database).get(chat, ("none", ""))[0] for chat in works.debts.single} == {"sent"}
    assert works.store.occurrences.revive(now() + timedelta(days=1)) == 0
    assert works.store.tolls.bring_back(now(), f"plan:{occurrence}") == 1
    works.carried("send")
    assert {states(works.database)[chat][0] for chat in works.debts.owed} == {"sent"}
    assert works.store.survey(now()).aside == ()
