"""Telegram's updates through the real inbox: none is lost, none is answered twice, whatever breaks."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot import clock, counting
from bot.platforms.telegram import Telegram, adapter, lanes
from bot.ports import Platform
from briefings.model import Address
from storage.errors import Failed
from storage.inbox import Name, Update
from storage.store import Store
from tests.fakes.telegram import FakeTelegram
from tests.integration.inbox_home import TOKEN, Counter, child, listening, platform, said


@dataclass
class Naps:
    """Waits between tries that take next to no time, and are counted."""

    taken: int = 0

    async def __call__(self, seconds: float) -> None:
        self.taken += 1
        await asyncio.sleep(0.01)


@pytest.fixture
async def server() -> AsyncIterator[FakeTelegram]:
    async with FakeTelegram(now=int(clock.now().timestamp())) as running:
        yield running


def quick(server: FakeTelegram, naps: Naps) -> Platform:
    return Telegram(TOKEN, server.root, clock=clock.now, sleep=naps, poll=5)


async def test_what_was_acknowledged_before_a_kill_is_answered_after_it_once(
    server: FakeTelegram, store_url: str
) -> None:
    Store.open(store_url).close()
    with child(store_url, "telegram", server.root, "stuck") as first:
        assert await said(first)
        server.say(77, "/help")
        server.say(78, "/latest")
        assert {await said(first), await said(first)} == {"asked /help", "asked /latest"}
        await server.idle()
        first.kill()
        first.wait()
    assert server.sent == []
    with child(store_url, "telegram", server.root) as second:
        await server.until(lambda: len(server.sent) == 2)
        server.say(79, "/help")
        await server.until(lambda: len(server.sent) == 3)
        assert [await said(second) for _ in range(4)].count("asked /help") == 2
    assert sorted(sent.chat for sent in server.sent) == [77, 78, 79]


async def test_what_another_process_left_is_taken_over_when_its_lease_is_over(
    server: FakeTelegram, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.receiving.SWEEP", 0.05)
    message = {"message_id": 1, "date": server.now, "chat": server.chat(77), "text": "/help"}
    names = [Name("telegram", "4242", str(id)) for id in (1, 2)]
    bodies = [json.dumps({"update_id": 1, "message": message}), '{"update_id": 2, "message": {}}']
    store.inbox.put(list(map(Update, names, bodies)), clock.now(), "gone")
    desk = Counter(store, alone=False, lease=0.5)
    async with listening(platform("telegram", server.root), desk):
        server.say(78, "/latest")
        await server.until(lambda: len(server.sent) == 2)
        await server.until(lambda: not store.inbox.waiting())
    assert sorted(desk.asked) == ["/help", "/latest"]
    assert desk.counters[counting.RECOVERED] == 2


async def test_a_hundred_copies_of_an_update_are_one_reply(server: FakeTelegram, store: Store) -> None:
    desk = Counter(store)
    async with listening(platform("telegram", server.root), desk):
        for words in ("/help", "/latest"):
            id = server.say(77, words)
            message = {"message_id": 1, "date": server.now, "chat": server.chat(77), "text": words}
            for _ in range(100):
                server.push({"update_id": id, "message": message})
        server.say(78, "/subs")
        await server.until(lambda: len(server.sent) == 3)
    assert sorted(desk.asked) == ["/help", "/latest", "/subs"]
    assert desk.counters[counting.DUPLICATE] >= 100
    assert store.inbox.waiting() == 0


async def test_a_locked_store_loses_nothing(
    server: FakeTelegram, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.engine.BUSY_SECONDS", 0.05)
    store = Store.open(f"sqlite:///{tmp_path}/milepost.db")
    desk, naps = Counter(store), Naps()
    async with listening(quick(server, naps), desk):
        holder = sqlite3.connect(tmp_path / "milepost.db", isolation_level=None)
        holder.execute("BEGIN IMMEDIATE")
        server.say(77, "/help")
        server.say(78, "/help")
        before = naps.taken
        await server.until(lambda: naps.taken > before + 5)
        assert desk.asked == server.sent == []
        holder.execute("ROLLBACK")
        holder.close()
        await server.until(lambda: len(server.sent) == 2)
        await server.idle()
    assert len(desk.asked) == 2
    assert store.inbox.waiting() == 0
    store.close()


async def test_a_store_that_may_only_be_read_for_a_while_loses_nothing(
    server: FakeTelegram, tmp_path: Path
) -> None:
    writable = Store.open(f"sqlite:///{tmp_path}/milepost.db")
    readable = Store.open(f"sqlite:///file:{tmp_path}/milepost.db?mode=ro&uri=true")
    desk, naps = Counter(writable), Naps()
    desk.mail._inbox = readable.inbox  # type: ignore[attr-defined]
    async with listening(quick(server, naps), desk):
        server.say(77, "/help")
        await server.until(lambda: naps.taken > 5)
        assert desk.asked == []
        desk.mail._inbox = writable.inbox  # type: ignore[attr-defined]
        await server.until(lambda: server.sent)
    assert desk.asked == ["/help"]
    writable.close()
    readable.close()


async def test_slow_answers_hold_up_no_acknowledgement(server: FakeTelegram, store: Store) -> None:
    desk = Counter(store)
    desk.open.clear()
    async with listening(platform("telegram", server.root), desk):
        for chat in range(1, 41):  # more than there are threads
            server.say(chat, "/help")
        await server.until(lambda: len(desk.asked) > 1)
        server.say(77, "/help")
        await server.idle()
        assert store.inbox.waiting() == 41
        desk.open.set()
        await server.until(lambda: len(server.sent) == 41)
    assert store.inbox.waiting() == 0


async def test_what_is_not_answered_when_we_stop_stays_for_the_next(
    server: FakeTelegram, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(adapter, "FAREWELL", 0.05)
    stuck = Counter(store)
    stuck.open.clear()
    async with listening(platform("telegram", server.root), stuck):
        for words in ("/help", "/latest", "/subs"):
            server.say(77, words)
        await server.until(lambda: stuck.asked)
        await server.idle()
    stuck.open.set()
    assert store.inbox.waiting() == 3
    second = Counter(store, alone=False)
    async with listening(platform("telegram", server.root), second):
        await server.until(lambda: len(server.sent) == 3)
    assert second.asked == ["/help", "/latest", "/subs"]
    assert second.counters[counting.RECOVERED] == 3


async def test_what_is_under_way_when_we_stop_is_finished_and_written_down(
    server: FakeTelegram, store: Store
) -> None:
    desk = Counter(store)
    desk.open.clear()
    async with listening(platform("telegram", server.root), desk) as task:
        server.say(77, "/help")
        await server.until(lambda: desk.asked)
        task.cancel()
        desk.open.set()
    assert len(server.sent) == 1
    assert store.inbox.waiting() == 0


async def test_a_moved_group_is_carried_over_although_the_store_failed_once(
    server: FakeTelegram, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.receiving.SWEEP", 0.05)
    desk = Counter(store, alone=False, lease=0.01)
    moved, moves = desk.moved, []

    def fragile(old: Address, new: Address) -> None:
        moves.append((old.channel, new.channel))
        if len(moves) == 1:
            raise Failed(where="here", why="it is full")
        moved(old, new)

    monkeypatch.setattr(desk, "moved", fragile)
    async with listening(platform("telegram", server.root), desk):
        server.say(-55, "", kind="group", migrate_to_chat_id=-1001234)
        await server.until(lambda: len(moves) > 1)
        await server.until(lambda: not store.inbox.waiting())
    assert moves == [("-55", "-1001234")] * 2


async def test_what_a_flooded_chat_asks_too_much_does_not_wait_for_ever(
    server: FakeTelegram, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lanes, "FLOOD", 2)
    desk = Counter(store)
    desk.open.clear()
    async with listening(platform("telegram", server.root), desk):
        for _ in range(9):
            server.say(77, "/help")
        await server.until(lambda: desk.counters[counting.DROPPED] >= 6)
        desk.open.set()
        await server.until(lambda: not store.inbox.waiting())
    assert len(desk.asked) + desk.counters[counting.DROPPED] == 9


async def test_nothing_of_what_is_not_for_us_is_kept(server: FakeTelegram, store: Store) -> None:
    desk = Counter(store)
    async with listening(platform("telegram", server.root), desk):
        server.say(-1001, "we talk about something else here")
        server.update(message={})
        server.update(some_future_thing={"a": 1})
        server.say(77, "/help")
        await server.until(lambda: server.sent)
    assert desk.counters[counting.RECEIVED] == 1
    assert desk.counters[counting.IGNORED] == desk.counters[counting.UNKNOWN] == 1
    assert desk.counters[counting.MALFORMED] == 1
