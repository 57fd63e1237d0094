"""The inbox as a loop uses it: one transaction for what waits, one owner for what is in hand."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest

from bot import counting, receiving
from bot.counting import Counters
from bot.mailbox import Mailbox
from bot.receiving import Reception
from storage.errors import Failed
from storage.inbox import Name, Settled, Update
from storage.store import Store

AT = datetime(2026, 7, 1, 8, 0, tzinfo=UTC)


class Hands:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.time = AT

    def __call__(self) -> datetime:
        return self.time


class Watched(Mailbox):
    """Notes how much was written at once; fails where it is told to."""

    faults = 0

    def record(self, arrived: Sequence[Update], settled: Sequence[Settled] = ()) -> Sequence[bool]:
        self.sizes = [*getattr(self, "sizes", []), (len(arrived), len(settled))]
        if self.faults:
            self.faults -= 1
            raise Failed(where="here", why="it is full")
        return super().record(arrived, settled)


def update(id: int) -> Update:
    return Update(Name("telegram", "", str(id)), "{}")


async def until_empty(store: Store) -> None:
    async with asyncio.timeout(10):
        while store.inbox.waiting():  # noqa: ASYNC110 (it is written by a thread)
            await asyncio.sleep(0.005)


async def nothing() -> None:
    """A deed."""


async def test_what_arrives_while_something_is_written_is_written_together(store: Store) -> None:
    mail = Watched(store.inbox, Hands())
    async with Reception(mail, Counters()) as reception:
        told = await asyncio.gather(*(reception.receive([update(n % 40)]) for n in range(50)))
    assert sum(new for (new,) in told) == 40
    assert len(mail.sizes) <= 3


async def test_what_could_not_be_written_is_told_to_each_and_is_new_afterwards(store: Store) -> None:
    mail, counters = Watched(store.inbox, Hands()), Counters()
    mail.faults = 1
    async with Reception(mail, counters) as reception:
        asked = [reception.receive([update(n)]) for n in range(3)]
        told = await asyncio.gather(*asked, return_exceptions=True)
        assert [type(each) for each in told] == [Failed] * 3
        assert await reception.receive([update(0), update(1)]) == [True, True]
    assert counters.snapshot() == {counting.RECEIVED: 2, counting.DUPLICATE: 0}


async def test_what_was_done_is_done_although_it_could_not_be_written_at_first(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(receiving, "SWEEP", 0.02)
    mail, done, left = Watched(store.inbox, Hands()), [], []
    async with Reception(mail, Counters()) as reception:
        await reception.receive([update(1)])
        mail.faults = 3

        async def deed() -> None:
            done.append(1)

        async def take(update: Update) -> None:
            left.append(update)

        await reception.deal(update(1).name, deed)
        keeping = asyncio.create_task(reception.keep("telegram", take))
        await until_empty(store)
        keeping.cancel()
    assert (done, left) == ([1], [])


async def test_what_is_in_hand_stays_in_hand_however_long_it_takes(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(receiving, "SWEEP", 0.01)
    clock = Hands()
    lease = timedelta(seconds=30)
    mail, other = Mailbox(store.inbox, clock, lease=lease), Mailbox(store.inbox, clock, lease=lease)
    monkeypatch.setattr(receiving, "SURE", 0.5)
    async with Reception(mail, Counters()) as reception:
        await reception.receive([update(1)])
        keeping = asyncio.create_task(reception.keep("telegram", lambda update: nothing()))
        for _ in range(4):
            clock.time += timedelta(seconds=20)
            await asyncio.sleep(0.6)
            assert other.left("telegram") == ()
        keeping.cancel()


async def test_what_another_process_took_over_meanwhile_is_left_to_it(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(receiving, "SURE", -1.0)  # as after a stop and a continue of this process
    clock = Hands()
    mail, other = Mailbox(store.inbox, clock), Mailbox(store.inbox, clock)
    done: list[int] = []

    async def deed() -> None:
        done.append(1)

    async with Reception(mail, Counters()) as reception:
        await reception.receive([update(1), update(2)])
        clock.time += timedelta(seconds=31)
        assert len(other.left("telegram")) == 2
        store.inbox.release([update(2).name], other._owner)
        await reception.deal(update(1).name, deed)
        await reception.deal(update(2).name, deed)
    assert done == []
    assert store.inbox.waiting() == 2


async def test_an_update_that_stops_the_process_each_time_is_given_up(store: Store, store_url: str) -> None:
    counters, begun = Counters(), []
    store.inbox.put([update(1)], AT, "gone")
    for _ in range(receiving.MOST + 2):
        async with Reception(Mailbox(store.inbox, Hands(), alone=True), counters) as reception:

            async def killed() -> None:
                begun.append(1)
                raise asyncio.CancelledError

            async def take(update: Update, reception: Reception = reception) -> None:
                await reception.deal(update.name, killed)

            task = asyncio.create_task(reception.keep("telegram", take))
            await asyncio.wait({task}, timeout=0.2)
            task.cancel()
    assert len(begun) == receiving.MOST
    assert counters[counting.DROPPED] == 1
    assert store.inbox.waiting() == 0


async def test_what_can_not_be_taken_up_stands_in_nobodys_way(store: Store) -> None:
    store.inbox.put([update(1), update(2)], AT, "gone")
    taken: list[str] = []

    async with Reception(Mailbox(store.inbox, Hands(), alone=True), Counters()) as reception:

        async def take(update: Update) -> None:
            if update.name.id == "1":
                raise ValueError("no JSON")
            taken.append(update.name.id)
            await reception.deal(update.name, nothing)

        keeping = asyncio.create_task(reception.keep("telegram", take))
        await until_empty(store)
        keeping.cancel()
    assert taken == ["2"]


async def test_nothing_is_taken_in_any_more_at_the_end(store: Store) -> None:
    reception = Reception(Mailbox(store.inbox, Hands()), Counters())
    async with reception:
        await reception.receive([update(1)])
    with pytest.raises(RuntimeError):
        await reception.receive([update(2)])
    assert [each.name for each in store.inbox.left("telegram", AT, timedelta(0), "next")] == [update(1).name]
