"""The ledger: one claim wins, states only go where they may, watermarks never go back."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from sqlalchemy import text

from briefings.model import Digest, Precision
from storage.codec import packed, unpacked
from storage.engine import Database
from storage.store import Store
from storage.tables import STATES
from tests.unit.storage.made import AT, CHAT, DAY, TOPIC, WORKSPACE, digest

DUE = digest().due
LATER = DUE + timedelta(minutes=5)


def claimed(store: Store) -> str:
    (key,) = store.ledger.claim([digest()], {})
    return key


def test_a_second_claim_of_a_day_is_nothing_new(store: Store) -> None:
    first = digest(items=2)
    assert store.ledger.claim([first, digest(TOPIC)], {}) == (first.key, digest(TOPIC).key)
    assert store.ledger.claim([digest(items=1), digest(WORKSPACE)], {}) == (digest(WORKSPACE).key,)
    found = store.ledger.delivery(first.key)
    assert found is not None
    assert (found.digest, found.state, found.attempt, found.repeat) == (first, "pending", 0, False)


def test_of_many_claims_at_once_one_wins(store: Store) -> None:
    with ThreadPoolExecutor(8) as pool:
        won = list(pool.map(lambda _: store.ledger.claim([digest()], {}), range(8)))
    assert sorted(map(len, won)) == [0] * 7 + [1]
    with ThreadPoolExecutor(8) as pool:
        taken = list(pool.map(lambda _: store.ledger.take(digest().key, DUE), range(8)))
    assert taken.count(True) == 1


def test_what_it_carries_is_written_beside_it(store: Store, store_url: str) -> None:
    store.ledger.claim([digest(items=3)], {})
    database = Database(store_url)
    with database.reading() as connection:
        rows = connection.execute(text("SELECT ref, lead, topic FROM delivery_item ORDER BY number")).all()
    database.close()
    assert [tuple(row) for row in rows] == [("fact-1@2026-07-15", lead, "leading zone") for lead in range(3)]


def test_a_watermark_never_moves_back(store: Store) -> None:
    sub = store.subscriptions.add(CHAT, ["zone"], time(9), "Asia/Shanghai", (0,), "en", "U1", AT)
    for until, expected in ((LATER, LATER), (DUE, LATER), (LATER + timedelta(1), LATER + timedelta(1))):
        store.ledger.claim([], {sub.id: until, 999: until})
        assert [s.planned for s in store.subscriptions.of(CHAT)] == [expected]


def test_nothing_is_due_before_its_time(store: Store) -> None:
    key = claimed(store)
    early = DUE - timedelta(seconds=1)
    assert store.ledger.due(early) == ()
    assert not store.ledger.take(key, early)
    assert [each.digest.key for each in store.ledger.due(DUE)] == [key]


def test_the_longest_waiting_comes_first(store: Store) -> None:
    days = [date(2026, 7, day) for day in (15, 13, 14)]
    store.ledger.claim([digest(slot=day) for day in days], {})
    assert [each.digest.slot for each in store.ledger.due(LATER)] == sorted(days)
    assert len(store.ledger.due(LATER, limit=2)) == 2
    assert [each.digest.slot for each in store.ledger.of(CHAT)] == sorted(days, reverse=True)


def test_what_is_taken_is_nobody_elses(store: Store) -> None:
    key = claimed(store)
    assert store.ledger.take(key, DUE)
    assert not store.ledger.take(key, DUE)
    assert store.ledger.due(LATER) == ()
    assert store.ledger.counts() == dict.fromkeys(STATES, 0) | {"in_flight": 1}


def test_sent_is_final(store: Store) -> None:
    key = claimed(store)
    store.ledger.take(key, DUE)
    store.ledger.settle(key, "sent", DUE, provider_id="42")
    store.ledger.settle(key, "pending", DUE, next_at=DUE)
    store.ledger.settle(key, "dead", DUE, error="late news")
    assert store.ledger.reclaim(LATER, timedelta(0)) == 0
    found = store.ledger.delivery(key)
    assert found is not None
    assert (found.state, found.provider_id, found.attempt, found.error) == ("sent", "42", 1, None)


@pytest.mark.parametrize("state", ["skipped", "dead", "held"])
def test_what_is_settled_stays_unless_it_did_arrive(store: Store, state: str) -> None:
    key = claimed(store)
    store.ledger.take(key, DUE)
    store.ledger.settle(key, state, DUE, error="why")
    store.ledger.settle(key, "pending", DUE, next_at=DUE)
    assert [each.state for each in store.ledger.of(CHAT)] == [state]
    store.ledger.settle(key, "sent", DUE)
    assert [each.state for each in store.ledger.of(CHAT)] == ["sent"]


def test_a_failed_attempt_waits_and_is_counted_unless_it_was_told_to_wait(store: Store) -> None:
    key = claimed(store)
    for charge, attempts in ((True, 1), (False, 1), (True, 2)):
        assert store.ledger.take(key, LATER)
        store.ledger.settle(
            key, "pending", DUE, next_at=LATER, error="502", charge=charge, repeat=attempts == 2
        )
        (waiting,) = store.ledger.due(LATER)
        assert (waiting.attempt, waiting.next_at, waiting.error) == (attempts, LATER, "502")
        assert store.ledger.due(LATER - timedelta(seconds=1)) == ()
    assert waiting.repeat


def test_what_a_dead_process_left_is_sent_again_as_a_repeat(store: Store) -> None:
    key = claimed(store)
    store.ledger.take(key, DUE)
    assert store.ledger.reclaim(LATER, timedelta(minutes=10)) == 0
    assert store.ledger.reclaim(LATER, timedelta(minutes=5)) == 1
    (again,) = store.ledger.due(LATER)
    assert again.repeat
    assert store.ledger.take(key, LATER)
    store.ledger.settle(key, "pending", LATER, next_at=LATER)
    assert [each.repeat for each in store.ledger.due(LATER)] == [True], "a repeat stays one"


@pytest.mark.parametrize(("state", "more"), [("gone", {}), ("pending", {})])
def test_no_other_state_can_be_written(store: Store, state: str, more: dict[str, object]) -> None:
    key = claimed(store)
    with pytest.raises(ValueError, match="settled as"):
        store.ledger.settle(key, state, DUE, **more)  # type: ignore[arg-type]


def test_keys_that_nobody_claimed_do_nothing(store: Store) -> None:
    assert not store.ledger.take("telegram:-1/daily/2026-01-01\0", DUE)
    store.ledger.settle("nothing", "sent", DUE)
    assert store.ledger.delivery("nothing") is None
    assert sum(store.ledger.counts().values()) == 0


def test_the_due_are_found_by_the_partial_index(tmp_path_factory: pytest.TempPathFactory) -> None:
    url = f"sqlite:///{tmp_path_factory.mktemp('plan')}/milepost.db"
    store = Store.open(url)
    seen: list[str] = []
    database = store.ledger._database  # the very statements that the ledger runs
    from sqlalchemy import event

    event.listen(database.engine, "before_cursor_execute", lambda c, cur, sql, *a: seen.append(sql))
    store.ledger.due(DUE)
    store.ledger.reclaim(DUE, timedelta(0))
    with database.reading() as connection:
        for sql, index in (
            (_one(seen, "SELECT delivery"), "delivery_due"),
            (_one(seen, "UPDATE"), "delivery_flying"),
        ):
            values = tuple("2026-01-01" for _ in range(sql.count("?")))
            plan = " ".join(
                str(row) for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", values)
            )
            assert index in plan, plan
    store.close()


def _one(seen: list[str], start: str) -> str:
    return next(sql for sql in seen if sql.startswith(start))


def test_slots_are_the_chats_own(store: Store) -> None:
    store.ledger.claim([digest(CHAT), digest(TOPIC), digest(slot=date(2026, 7, 16))], {})
    assert [each.digest.slot for each in store.ledger.of(TOPIC)] == [DAY]
    assert len(store.ledger.of(CHAT)) == 2
    assert store.ledger.of(WORKSPACE) == ()


def test_what_a_line_carries_is_written_down_and_read_back(store: Store) -> None:
    owed = digest()
    (item,) = owed.items[:1]
    guest = replace(item.milestone, rule="checkin", label="Due", precision=Precision.MONTH)
    host = replace(item.milestone, joined=(guest,))
    owed = replace(owed, items=(replace(item, milestone=host),))
    store.ledger.claim([owed], {})
    (held,) = store.ledger.of(CHAT)
    assert held.digest == owed


def test_a_delivery_that_an_older_version_wrote_is_read(store: Store) -> None:
    store.ledger.claim([digest()], {})
    older = (
        packed(Digest, digest()).replace(',"precision":"day","joined":[]', "").replace(',"disputed":[]', "")
    )
    assert older != packed(Digest, digest())
    assert unpacked(Digest, older) == digest()
