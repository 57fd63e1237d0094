"""The inbox: an update is new once, waits until it was dealt with, and is in one process's hands."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from alembic import command
from sqlalchemy import text

from storage import schema
from storage.engine import Database
from storage.errors import ReadOnly
from storage.inbox import Name, Settled, Update, _left
from storage.store import Store
from storage.tables import INBOX
from tests.unit.storage.made import AT

LEASE = timedelta(seconds=30)
LATER = AT + LEASE


def named(id: int | str, platform: str = "telegram", tenant: str = "") -> Name:
    return Name(platform, tenant, str(id))


def arrived(*ids: int | str) -> list[Update]:
    return [Update(named(id), f'{{"update_id": "{id}"}}') for id in ids]


def left(store: Store, owner: str = "second", now: object = LATER) -> list[str]:
    return [each.name.id for each in store.inbox.left("telegram", now, LEASE, owner)]  # type: ignore[arg-type]


def rows(url: str) -> dict[str, tuple[object, ...]]:
    database = Database(url)
    with database.reading() as connection:
        found = {row.delivery: (row.body, row.owner, row.why) for row in connection.execute(INBOX.select())}
    database.close()
    return found


def test_an_update_is_new_once_in_its_tenant(store: Store) -> None:
    assert store.inbox.put(arrived(17, 18, 17), AT, "first") == (True, True, False)
    assert store.inbox.put(arrived(17, 19), AT, "second") == (False, True)
    for tenant in ("T1", "T2"):
        mine = [Update(named(17, "slack", tenant), "{}")]
        assert store.inbox.put(mine, AT, "first") == (True,)
        assert store.inbox.put(mine, AT, "first") == (False,)


def test_of_a_hundred_copies_at_once_one_is_new(store: Store) -> None:
    with ThreadPoolExecutor(8) as pool:
        told = list(pool.map(lambda n: store.inbox.put(arrived(18), AT, f"p{n}"), range(100)))
    assert sum(new for (new,) in told) == 1


def test_a_thousand_updates_are_one_transaction(store: Store) -> None:
    assert store.inbox.put(arrived(*range(1200), 5), AT, "first") == (True,) * 1200 + (False,)
    assert store.inbox.waiting() == 1200


def test_what_was_dealt_with_keeps_its_name_and_nothing_of_its_words(store: Store, store_url: str) -> None:
    store.inbox.put(arrived(1, 2, 3), AT, "first")
    store.inbox.put((), AT, "first", [Settled(named(1)), Settled(named(2), "no use\0")])
    kept = rows(store_url)
    assert (kept["1"], kept["2"]) == ((None, None, None), (None, None, "no use\ufffd"))
    assert kept["3"][0]
    assert store.inbox.put(arrived(1), AT, "first") == (False,)
    assert left(store) == ["3"]


def test_what_nobody_has_in_hand_any_more_is_claimed_once_and_in_order(store: Store) -> None:
    store.inbox.put(arrived(9, 10, 100, 11), AT, "first")
    assert left(store, now=LATER - timedelta(seconds=1)) == []
    assert left(store) == ["9", "10", "11", "100"]
    assert left(store, "third") == []
    store.inbox.release([named(10), named(11)], "first")
    assert left(store, "third") == [], "released by one that has it no more"
    store.inbox.release([named(10)], "second")
    assert left(store, "third") == ["10"]


def test_many_that_look_at_once_share_what_was_left(store_url: str) -> None:
    stores = [Store.open(store_url) for _ in range(4)]
    stores[0].inbox.put(arrived(*range(200)), AT, "gone")
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda n: left(stores[n], f"p{n}"), range(4)))
    assert sorted(int(id) for ids in found for id in ids) == list(range(200))
    for each in stores:
        each.close()


def test_who_still_has_an_update_in_hand_keeps_it(store: Store) -> None:
    store.inbox.put(arrived(1, 2), AT, "first")
    store.inbox.keep([named(1)], LATER, "first")
    store.inbox.keep([named(2)], LATER, "second")
    assert left(store) == ["2"]


def test_only_its_owner_begins_anew_and_each_time_is_counted(store: Store) -> None:
    store.inbox.put(arrived(1), AT, "first")
    assert left(store) == ["1"]
    assert store.inbox.begin(named(1), LATER, "first") == 0
    assert [store.inbox.begin(named(1), LATER, "second") for _ in range(2)] == [1, 2]
    store.inbox.put((), LATER, "second", [Settled(named(1))])
    assert store.inbox.begin(named(1), LATER, "second") == 0


@pytest.mark.parametrize("id", ["x" * 5000, "a\0b", "\ud800", "浦东", "'; DROP TABLE inbox"])
def test_any_name_and_body_can_be_kept(store: Store, id: str) -> None:
    update = Update(Name("slack", id, id), '{"text": "\0 \ud83d 浦东"}')
    assert store.inbox.put([update], AT, "first") == (True,)
    assert store.inbox.put([update], AT, "first") == (False,)
    (claimed,) = store.inbox.left("slack", LATER, LEASE, "second")
    assert "浦东" in claimed.body
    assert store.inbox.begin(claimed.name, LATER, "second") == 1
    store.inbox.put((), LATER, "second", [Settled(update.name)])
    assert store.inbox.waiting() == 0


def test_what_waits_outlives_tidying(store: Store) -> None:
    store.inbox.put(arrived(1, 2), AT, "first", [])
    store.inbox.put(arrived(3), LATER, "first", [Settled(named(1))])
    store.inbox.put((), LATER, "first", [Settled(named(3))])
    assert store.inbox.tidy(LATER) == 1
    assert store.inbox.put(arrived(1, 2, 3), LATER, "first") == (True, False, False)


def test_a_store_that_may_only_be_read_says_so(tmp_path: object) -> None:
    Store.open(f"sqlite:///{tmp_path}/milepost.db").close()
    store = Store.open(f"sqlite:///file:{tmp_path}/milepost.db?mode=ro&uri=true")
    with pytest.raises(ReadOnly):
        store.inbox.put(arrived(1), AT, "first")
    store.close()


def test_what_waits_is_found_by_its_index_whatever_was_dealt_with(store: Store, store_url: str) -> None:
    store.inbox.put(arrived(*range(3000)), AT, "first")
    store.inbox.put((), AT, "first", [Settled(named(id)) for id in range(2990)])
    database = Database(store_url)
    with database.reading() as connection:
        explain = "EXPLAIN QUERY PLAN" if database.sqlite else "EXPLAIN"
        asked = _left("telegram", LATER).compile(connection)
        values: object = asked.params
        if database.sqlite:
            values = tuple("2026-01-01" for _ in asked.params)
        else:
            connection.execute(text("ANALYZE inbox"))
        plan = " ".join(map(str, connection.exec_driver_sql(f"{explain} {asked}", values)))  # type: ignore[arg-type]
    database.close()
    assert "inbox_waiting" in plan


def test_what_an_older_program_received_is_not_done_again(empty_url: str) -> None:
    database = Database(empty_url)
    with database.writing() as connection:
        command.upgrade(schema.configuration(connection), "0004")
        row = {"platform": "slack", "tenant": "T1", "delivery": "Ev1", "at": str(AT)}
        old = text(
            "INSERT INTO inbox (platform, tenant, delivery, at) VALUES (:platform, :tenant, :delivery, :at)"
        )
        connection.execute(old, row)
    database.close()
    store = Store.open(empty_url)
    assert store.inbox.waiting() == 0
    assert store.inbox.put([Update(Name("slack", "T1", "Ev1"), "{}")], AT, "first") == (False,)
    store.close()
