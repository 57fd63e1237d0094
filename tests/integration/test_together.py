"""Several at one store at once: nobody loses anything, nobody is told that it is broken."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, time, timedelta
from pathlib import Path

import pytest

from storage.engine import Database, lose_when_frozen
from storage.errors import StoreError
from storage.inbox import Name, Update
from storage.ingest import ingest
from storage.store import Store
from storage.traffic import LANE
from tests.conftest import MIGRATED
from tests.postgres import Server
from tests.unit.storage.made import AT, CHAT, CHATS, digest, quick, settle, take


def test_reading_papers_does_not_keep_the_chats_waiting(store_url: str, tmp_path: Path) -> None:
    for n in range(30):
        (tmp_path / f"p{n}.txt").write_text(
            f"Paper {n}\n\nIn 2021 the fund of {n} was set up.\n", encoding="utf-8"
        )
    papers = sorted(tmp_path.glob("p*.txt"))
    reader, writer = Store.open(store_url), Store.open(store_url)

    def chat(n: int) -> int:
        address = CHATS[n % len(CHATS)]
        writer.subscriptions.add(address, [f"topic {n}"], time(9), "UTC", (0,), "en", "U1", AT)
        writer.inbox.put([Update(Name("telegram", "", str(n)), "{}")], AT, "chat")
        return len(writer.library.search("fund"))

    with ThreadPoolExecutor(5) as pool:
        halves = [pool.submit(ingest, reader, part, at=AT) for part in (papers[:15], papers[15:])]
        answers = list(pool.map(chat, range(60)))
        assert [half.result().counts["added"] for half in halves] == [15, 15]
    assert all(0 <= found <= 10 for found in answers)
    assert len(reader.subscriptions.active()) == 60
    assert reader.library.count() == 30
    assert len(reader.library.search("fund", 50)) == 30
    reader.close()
    writer.close()


def test_two_clocks_send_each_day_once(store_url: str) -> None:
    clocks = [Store.open(store_url), Store.open(store_url)]
    days = [digest(slot=date(2026, 7, 1) + timedelta(days=n)) for n in range(20)]

    def tick(clock: Store) -> list[str]:
        clock.ledger.claim(days)
        quick(clock)
        now, mine = days[-1].due, []
        for day in days:
            if (taken := take(clock, day.key, now, f"clock-{id(clock)}")) is not None:
                settle(clock, taken, "sent", now, f"clock-{id(clock)}")
                mine.append(day.key)
        return mine

    sent: list[str] = []
    while len(sent) < len(days):
        with ThreadPoolExecutor(4) as pool:
            new = [key for keys in pool.map(tick, clocks * 2) for key in keys]
        assert new
        sent += new
    assert sorted(sent) == sorted(each.key for each in days)
    assert {each.state for each in clocks[0].ledger.of(CHAT, 50)} == {"sent"}
    for clock in clocks:
        clock.close()


def test_who_stands_still_in_a_look_loses_it_to_the_others(
    postgres: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.engine.FROZEN_SECONDS", 1)
    url = postgres.emptied(MIGRATED)
    store, frozen = Store.open(url), Database(url)
    quick(store)
    store.ledger.claim([digest()])
    with pytest.raises(StoreError), frozen.writing() as connection:  # noqa: PT012 the end of it raises
        lose_when_frozen(connection)
        connection.execute(LANE.select().with_for_update())
        assert take(store, digest().key, digest().due) is not None
    frozen.close()
    store.close()
