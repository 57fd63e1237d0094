"""The store at a glance: it tells the truth on both databases, and reads no whole ledger for it."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import event, insert, update

from storage import survey as rooms
from storage.engine import Database
from storage.inbox import Name, Update
from storage.schema import HEAD
from storage.store import Store
from storage.traffic import CHAT, DELIVERY, LANE, OCCURRENCE
from tests.unit.storage.made import CHAT as ONE
from tests.unit.storage.made import TOPIC, WORKSPACE, digest, quick, settle, take

DUE = digest().due
LATER = DUE + timedelta(minutes=7)


def owed(store: Store) -> None:
    store.ledger.claim([digest(), digest(TOPIC), digest(WORKSPACE)])
    quick(store)


def write(store_url: str, *statements) -> None:  # type: ignore[no-untyped-def]
    database = Database(store_url)
    with database.writing() as connection:
        for statement in statements:
            connection.execute(statement)
    database.close()


def test_an_empty_store_owes_nothing(store: Store) -> None:
    seen = store.survey(DUE)
    assert seen.deliveries == {"pending": 0, "in_flight": 0, "dead": 0, "held": 0}
    assert (seen.opened, seen.oldest, seen.lag, seen.next_at, seen.inbox) == (0, None, timedelta(0), None, 0)
    assert seen.database.split()[0] in {"SQLite", "PostgreSQL"}
    assert seen.revision == HEAD


def test_what_waits_is_counted_and_how_late_it_is(store: Store) -> None:
    owed(store)
    seen = store.survey(LATER)
    assert seen.deliveries["pending"] == 3
    assert {(each.lane.platform, each.count) for each in seen.waiting} == {("telegram", 2), ("slack", 1)}
    assert (seen.oldest, seen.lag) == (DUE, timedelta(minutes=7))
    assert store.survey(DUE - timedelta(hours=1)).lag == timedelta(0)
    assert seen.jobs == {("send", "enqueued"): 3}


def test_a_lane_that_was_told_to_wait_makes_nothing_late(store: Store, store_url: str) -> None:
    owed(store)
    wait = update(LANE).where(LANE.c.platform == "telegram").values(blocked_until=LATER + timedelta(hours=1))
    later = update(DELIVERY).where(DELIVERY.c.lane_id == LANE.c.id).where(LANE.c.platform == "slack")
    write(store_url, wait, later.values(next_at=LATER - timedelta(seconds=30)))
    assert store.survey(LATER).lag == timedelta(seconds=30)


def test_progress_states_and_faults_are_told(store: Store) -> None:
    owed(store)
    for address, state in ((ONE, "sent"), (TOPIC, "dead")):
        taken = take(store, digest(address).key, DUE)
        assert taken is not None
        settle(store, taken, state, DUE, error="chat full" if state == "dead" else None)
    seen = store.survey(LATER)
    assert seen.deliveries == {"pending": 1, "in_flight": 0, "dead": 1, "held": 0}
    assert seen.newest == {"pending": 1, "sent": 1, "dead": 1}
    assert sorted((one.settled, one.owed, one.exact) for one in seen.occurrences) == [
        (0, 1, True),
        (1, 1, True),
        (1, 1, True),
    ]
    assert [(each.state, each.error, each.count, each.last) for each in seen.troubles] == [
        ("dead", "chat full", 1, DUE)
    ]


def test_a_large_occurrence_is_estimated_closely(store: Store, store_url: str) -> None:
    count, sent = 6_000, 1_500
    store.ledger.claim([digest()])
    database = Database(store_url)
    with database.writing() as connection:
        lane = connection.execute(LANE.select()).first().id
        occurrence = {"kind": "digest", "slot": date(2026, 7, 16), "due": DUE, "digest": "{}", "owed": count}
        made = insert(OCCURRENCE).values(state="planned", cursor=0, **occurrence).returning(OCCURRENCE.c.id)
        id = connection.execute(made).scalar_one()
        place = {"platform": "telegram", "tenant": "", "thread": "", "lane_id": lane, "active": True}
        chats = [{"channel": str(n), "name": f"telegram:{n}", **place} for n in range(count)]
        connection.execute(insert(CHAT), chats)
        ids = [row.id for row in connection.execute(CHAT.select().order_by(CHAT.c.id))][-count:]
        what = {"occurrence_id": id, "lane_id": lane, "kind": "digest", "slot": date(2026, 7, 16)}
        rows = [
            # as slices go out: each from its beginning
            {"chat_id": chat, "state": "sent" if n % 2_000 < sent / 3 else "pending", "next_at": DUE, **what}
            for n, chat in enumerate(ids)
        ]
        more = {"attempt": 0, "repeat": False}
        connection.execute(insert(DELIVERY), [{**row, **more} for row in rows])
        reach = update(OCCURRENCE).where(OCCURRENCE.c.id == id)
        connection.execute(reach.values(first=2, last=count + 1))
    database.close()
    one = next(one for one in store.survey(LATER).occurrences if one.owed == count)
    assert not one.exact
    assert abs(one.settled - sent) < count * 0.02


def test_sleeping_chats_are_told_with_their_commonest_reasons(store: Store, store_url: str) -> None:
    owed(store)
    write(store_url, update(CHAT).where(CHAT.c.platform == "slack").values(active=False, why="archived"))
    chats = store.survey(DUE).chats
    assert chats is not None
    assert (chats.active, chats.asleep, chats.reasons) == (2, 1, (("archived", 1),))


def test_processes_lanes_and_the_inbox_are_seen(store: Store) -> None:
    store.executors.join("w", "worker", DUE, timedelta(seconds=20))
    store.executors.join("c", "clock", DUE - timedelta(minutes=5), timedelta(seconds=20))
    store.inbox.put([Update(Name("telegram", "", "7"), "{}")], DUE, "w")
    quick(store)
    seen = store.survey(DUE)
    assert [one.id for one in seen.living()] == ["w"]
    assert seen.living("clock", "all") == ()
    assert len(seen.processes) == 2
    assert seen.inbox == 1
    assert [(lane.platform, lane.rate) for lane in seen.lanes] == [("slack", 1e6), ("telegram", 1e6)]


def test_a_scrape_reads_no_whole_table_of_deliveries_or_chats(tmp_path) -> None:  # type: ignore[no-untyped-def]
    store = Store.open(f"sqlite:///{tmp_path}/milepost.db")
    owed(store)
    asked: list[tuple[str, object]] = []
    engine = store._database.engine
    event.listen(engine, "before_cursor_execute", lambda c, k, sql, values, *_: asked.append((sql, values)))
    store.survey(LATER, whole=False)
    plans = []
    with store._database.reading() as connection:
        for sql, values in [each for each in asked if each[0].startswith("SELECT")]:
            plan = connection.exec_driver_sql("EXPLAIN QUERY PLAN " + sql, values)  # type: ignore[arg-type]
            plans += [row[3] for row in plan]
    store.close()
    assert any("delivery_due" in step for step in plans)
    assert any("delivery_stuck" in step for step in plans)
    assert any("delivery_flying" in step for step in plans)
    bare = [step for step in plans if step.startswith(("SCAN delivery", "SCAN chat")) and "USING" not in step]
    assert not bare, bare


def test_a_spread_is_even_over_a_range_and_over_every_slice_of_it() -> None:
    spread = rooms._spread(1, 1_000_000)
    assert len(spread) == rooms.SAMPLE
    assert spread[0] >= 1
    assert spread[-1] <= 1_000_000
    for period in (2_000, 5_000):
        halves = sum(number % period < period / 2 for number in spread)
        assert abs(halves - rooms.SAMPLE / 2) < rooms.SAMPLE * 0.05
