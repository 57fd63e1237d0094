"""The ledger: one claim wins, states only go where they may, what is stuck can be sent after all."""

from __future__ import annotations

import itertools
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import event, text

from briefings.model import Digest, Precision
from storage.codec import packed, unpacked
from storage.engine import Database
from storage.lanes import AHEAD, spaced
from storage.settling import Outcome
from storage.slices import Slice
from storage.store import Store
from storage.traffic import STATES
from tests.unit.storage.made import CHAT, DAY, ME, PLATFORMS, TOPIC, WORKSPACE, digest, quick, settle, take

DUE = digest().due
LATER = DUE + timedelta(minutes=5)


def claimed(store: Store) -> str:
    (key,) = store.ledger.claim([digest()])
    quick(store)
    return key


def test_a_second_claim_of_a_day_is_nothing_new(store: Store) -> None:
    first = digest(items=2)
    assert store.ledger.claim([first, digest(TOPIC)]) == (first.key, digest(TOPIC).key)
    assert store.ledger.claim([digest(items=1), digest(WORKSPACE)]) == (digest(WORKSPACE).key,)
    found = store.ledger.delivery(first.key)
    assert found is not None
    assert (found.digest, found.state, found.attempt, found.repeat) == (first, "pending", 0, False)


def test_of_many_claims_at_once_one_wins(store: Store) -> None:
    with ThreadPoolExecutor(8) as pool:
        won = list(pool.map(lambda _: store.ledger.claim([digest()]), range(8)))
    assert sorted(map(len, won)) == [0] * 7 + [1]
    quick(store)
    with ThreadPoolExecutor(8) as pool:
        mine = list(pool.map(lambda n: take(store, digest().key, DUE, f"process-{n}"), range(8)))
    assert sum(each is not None for each in mine) == 1


def test_what_it_carries_is_written_beside_it(store: Store, store_url: str) -> None:
    store.ledger.claim([digest(items=3)])
    database = Database(store_url)
    with database.reading() as connection:
        rows = connection.execute(text("SELECT ref, lead, topic FROM occurrence_item ORDER BY number")).all()
    database.close()
    assert [tuple(row) for row in rows] == [("fact-1@2026-07-15", lead, "leading zone") for lead in range(3)]


def test_nothing_is_due_before_its_time(store: Store) -> None:
    key = claimed(store)
    assert take(store, key, DUE - timedelta(seconds=1)) is None
    assert take(store, key, DUE) is not None


def test_a_chats_messages_keep_their_order(store: Store) -> None:
    days = [date(2026, 7, day) for day in (13, 14, 15)]
    keys = store.ledger.claim([digest(slot=day) for day in days])
    quick(store)
    assert take(store, keys[1], LATER) is None, "the one before has not gone"
    first = take(store, keys[0], LATER)
    assert first is not None
    assert take(store, keys[1], LATER) is None
    settle(store, first, "sent", LATER)
    assert take(store, keys[1], LATER) is not None
    assert [each.digest.slot for each in store.ledger.of(CHAT)] == sorted(days, reverse=True)


def test_what_is_taken_is_nobody_elses(store: Store) -> None:
    key = claimed(store)
    assert take(store, key, DUE) is not None
    assert take(store, key, DUE, "process-2") is None
    assert store.ledger.counts() == dict.fromkeys(STATES, 0) | {"in_flight": 1}


def test_sent_is_final(store: Store) -> None:
    key = claimed(store)
    mine = take(store, key, DUE)
    assert mine is not None
    settle(store, mine, "sent", DUE, provider_id="42")
    settle(store, mine, "pending", DUE, next_at=DUE)
    settle(store, mine, "dead", DUE, error="late news")
    part = store.ledger.part(key)
    assert part is not None
    assert store.windows.reclaim(part, LATER, timedelta(0)) == 0
    found = store.ledger.delivery(key)
    assert found is not None
    assert (found.state, found.provider_id, found.attempt, found.error) == ("sent", "42", 1, None)


@pytest.mark.parametrize("state", ["skipped", "dead", "held"])
def test_what_is_settled_stays_unless_it_did_arrive(store: Store, state: str) -> None:
    key = claimed(store)
    mine = take(store, key, DUE)
    assert mine is not None
    settle(store, mine, state, DUE, error="why")
    settle(store, mine, "pending", DUE, next_at=DUE)
    assert [each.state for each in store.ledger.of(CHAT)] == [state]
    settle(store, mine, "sent", DUE)
    assert [each.state for each in store.ledger.of(CHAT)] == ["sent"]


def test_a_process_that_lost_a_delivery_can_only_say_that_it_arrived(store: Store) -> None:
    key = claimed(store)
    mine = take(store, key, DUE)
    part = store.ledger.part(key)
    assert mine is not None
    assert part is not None
    store.windows.reclaim(part, DUE, timedelta(hours=1), gone=[ME])
    theirs = take(store, key, DUE, "process-2")
    assert theirs is not None
    assert theirs.repeat
    settle(store, mine, "dead", DUE, error="too late to say")
    assert [each.state for each in store.ledger.of(CHAT)] == ["in_flight"]
    settle(store, mine, "sent", DUE, provider_id="1")
    assert [(each.state, each.provider_id) for each in store.ledger.of(CHAT)] == [("sent", "1")]


def test_a_failed_attempt_waits_and_is_counted_unless_it_was_told_to_wait(store: Store) -> None:
    key = claimed(store)
    for charge, attempts in ((True, 1), (False, 1), (True, 2)):
        mine = take(store, key, LATER)
        assert mine is not None
        settle(store, mine, "pending", DUE, next_at=LATER, error="502", charge=charge, repeat=attempts == 2)
        (waiting,) = store.ledger.of(CHAT)
        assert (waiting.attempt, waiting.next_at, waiting.error) == (attempts, LATER, "502")
        assert take(store, key, LATER - timedelta(seconds=1)) is None
    assert waiting.repeat


@pytest.mark.parametrize("hold", [False, True])
def test_what_a_dead_process_left_may_have_arrived(store: Store, hold: bool) -> None:
    key = claimed(store)
    take(store, key, DUE)
    part = store.ledger.part(key)
    assert part is not None
    assert store.windows.reclaim(part, LATER, timedelta(minutes=10), hold=hold) == 0
    assert store.windows.reclaim(part, LATER, timedelta(minutes=5), hold=hold) == 1
    (found,) = store.ledger.of(CHAT)
    assert found.repeat
    assert found.state == ("held" if hold else "pending")
    again = take(store, key, LATER)
    assert (again is None) == hold
    if again is not None:
        settle(store, again, "pending", LATER, next_at=LATER)
        assert [each.repeat for each in store.ledger.of(CHAT)] == [True], "a repeat stays one"


@pytest.mark.parametrize("state", ["dead", "held"])
def test_what_is_stuck_is_listed_and_can_be_sent_after_all(store: Store, state: str) -> None:
    key = claimed(store)
    mine = take(store, key, DUE)
    assert mine is not None
    assert not store.ledger.redeliver(key, LATER), "it is under way"
    settle(store, mine, state, DUE, error="why", repeat=state == "held")
    assert [each.digest.key for each in store.ledger.stuck(state)] == [key]
    assert store.ledger.redeliver(key, LATER)
    assert not store.ledger.redeliver(key, LATER), "once is enough"
    assert store.ledger.stuck(state) == ()
    again = take(store, key, LATER)
    assert again is not None
    assert (again.attempt, again.repeat) == (0, state == "held")


@pytest.mark.parametrize(("state", "more"), [("gone", {}), ("pending", {})])
def test_no_other_state_can_be_written(store: Store, state: str, more: dict[str, object]) -> None:
    mine = take(store, claimed(store), DUE)
    assert mine is not None
    with pytest.raises(ValueError, match="settled as"):
        Outcome(mine, state, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("key", ["telegram:-1/daily/2026-01-01\0", "nothing", "", "a/b/c/d", "///"])
def test_keys_that_nobody_claimed_are_nothing(store: Store, key: str) -> None:
    assert store.ledger.delivery(key) is None
    assert not store.ledger.redeliver(key, DUE)
    assert sum(store.ledger.counts().values()) == 0


def test_what_waits_and_what_flies_is_found_without_reading_the_whole_ledger(store: Store) -> None:
    if not store._database.sqlite:
        pytest.skip("PostgreSQL plans by the size of the table")
    seen: list[str] = []
    store.ledger.claim([digest()])
    event.listen(store._database.engine, "before_cursor_execute", lambda c, cur, sql, *a: seen.append(sql))
    part = Slice(1, 1, 1)
    store.windows.look(part, DUE, ME, 1, platforms=PLATFORMS)
    store.windows.reclaim(part, DUE, timedelta(0))
    store.ledger.stuck("dead")
    wanted = ("FROM delivery JOIN chat", "UPDATE delivery SET state", "'dead'")
    with store._database.reading() as connection:
        for start in wanted:
            sql = next(each for each in seen if start in each)
            values = tuple(1 for _ in range(sql.count("?")))
            plan = [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", values)]
            assert not any(line.startswith("SCAN delivery") for line in plan), plan
            assert any("delivery" in line and "USING" in line for line in plan), plan


def test_slots_are_the_chats_own(store: Store) -> None:
    store.ledger.claim([digest(CHAT), digest(TOPIC), digest(slot=date(2026, 7, 16))])
    assert [each.digest.slot for each in store.ledger.of(TOPIC)] == [DAY]
    assert len(store.ledger.of(CHAT)) == 2
    assert store.ledger.of(WORKSPACE) == ()


def test_what_a_line_carries_is_written_down_and_read_back(store: Store) -> None:
    owed = digest()
    (item,) = owed.items[:1]
    guest = replace(item.milestone, rule="checkin", label="Due", precision=Precision.MONTH)
    host = replace(item.milestone, joined=(guest,))
    owed = replace(owed, items=(replace(item, milestone=host),))
    store.ledger.claim([owed])
    (held,) = store.ledger.of(CHAT)
    assert held.digest == owed


def test_a_delivery_that_an_older_version_wrote_is_read(store: Store) -> None:
    store.ledger.claim([digest()])
    older = (
        packed(Digest, digest()).replace(',"precision":"day","joined":[]', "").replace(',"disputed":[]', "")
    )
    assert older != packed(Digest, digest())
    assert unpacked(Digest, older) == digest()


def test_a_lane_is_shared_and_keeps_its_rate(store: Store) -> None:
    days = [digest(slot=date(2026, 7, 1) + timedelta(days=n), items=1) for n in range(3)]
    others = [replace(digest(), address=replace(CHAT, channel=f"-2{n:03}")) for n in range(60)]
    store.ledger.claim([*days, *others])
    store.lanes.set_rate("telegram", 20.0)
    now, at = DUE, []
    parts = [store.ledger.part(each.key) for each in others]
    for n in range(400):
        for part in parts:
            assert part is not None
            window = store.windows.look(part, now, f"p{n % 3}", 5, platforms=PLATFORMS, anyway=True)
            at += [each.at for each in window.taken]
        if len(at) == len(others):
            break
        now += timedelta(milliseconds=50)
    assert len(at) == len(others)
    at.sort()
    gaps = {round((b - a).total_seconds(), 3) for a, b in itertools.pairwise(at)}
    assert min(gaps) >= 0.05
    assert (at[-1] - at[0]).total_seconds() == pytest.approx((len(at) - 1) / 20, rel=0.02)


def test_places_are_spaced_from_now_on_and_nothing_is_saved_up() -> None:
    ahead = int(AHEAD.total_seconds() * 1e6)
    places, arrival = spaced(1_000_000, 0, 10.0, 50)
    assert list(places) == [1_000_000 + n * 100_000 for n in range(-(-ahead // 100_000))]
    assert arrival == places[-1] + 100_000
    assert spaced(1_000_000, 1_000_000 + ahead, 10.0, 5) == ([], 1_000_000 + ahead)
    assert spaced(0, 0, 10.0, 5, parts=3)[1] == 300_000, "a message of three parts takes three places"
