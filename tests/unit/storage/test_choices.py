"""What a chat chose is kept whole, brought back by an undo, and goes with it wherever it moves."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from alembic import command
from sqlalchemy import text

from briefings.choices import State
from briefings.digests import KIND
from briefings.model import Address, Subscription
from briefings.preferences import USUAL, Preferences, Quiet
from briefings.schedules import Want
from storage import schema
from storage.engine import Database
from storage.journal import KEPT, NEWEST
from storage.store import Store
from tests.unit.storage.made import AT, CHAT, TOPIC, WORKSPACE, digest, quick, settle, take
from tests.unit.storage.test_subscriptions import TODAY, days, turn

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
ELSEWHERE = Address("telegram", "-2002")
NARROW = Subscription(
    0, CHAT, ("zone", "fund"), time(8, 15), "Asia/Shanghai", (7, 0), "zh-Hans", None,
    ("yuan", "亿元"), ("steel",), ("deadline",), ("decided", "in force"), "weekly:mon",
)  # fmt: skip
CHOSEN = Preferences(
    language="zh-Hans",
    quiet=Quiet(time(22), time(8), "urgent"),
    snoozed=datetime(2026, 7, 9, tzinfo=UTC),
    muted=("a-1", "b-2"),
    followed=("c-3",),
    silent=True,
    days_off="after",
    country="CN",
    who="listed",
    listed=("U1", "U2"),
    well=True,
)


def plain(*topics: str, id: int = 0, address: Address = CHAT) -> Subscription:
    return Subscription(id, address, topics, time(9), "Asia/Shanghai", (30, 0))


def keep(store: Store, wanted: Subscription, at: datetime = AT) -> Subscription:
    return store.subscriptions.keep(wanted.address, wanted, "U1", at)


def owe(store: Store, address: Address, slot: date = TODAY) -> str:
    """A digest that waits to be sent; its key."""
    (key,) = store.ledger.claim([replace(digest(address, slot), kind=KIND)])
    return key


def test_a_narrow_subscription_comes_back_as_it_was_made(store: Store) -> None:
    made = keep(store, NARROW)
    assert made.begins == date(2026, 7, 6), "the Monday after, until which every day is told"
    assert replace(made, id=0, planned=None, begins=None) == NARROW
    assert store.subscriptions.of(CHAT) == (made,) == store.subscriptions.active()


def test_what_older_rows_leave_open_has_its_default(store: Store, store_url: str) -> None:
    made = keep(store, plain("zone"))
    database = Database(store_url)
    columns = "id, chat_id, wanted, topics, hour, zone, leads, language, actor, at"
    with database.writing() as connection:
        connection.execute(text(f"CREATE TABLE old AS SELECT {columns} FROM subscription"))
        connection.execute(text("DELETE FROM subscription"))
        connection.execute(text(f"INSERT INTO subscription ({columns}) SELECT {columns} FROM old"))
        connection.execute(text("DROP TABLE old"))
    database.close()
    assert store.subscriptions.of(CHAT) == (made,)


def test_the_same_topics_again_change_all_that_was_narrow(store: Store) -> None:
    first = keep(store, NARROW)
    wider = keep(store, replace(plain("fund", "ZONE"), must=("yuan",)))
    assert wider.id == first.id
    assert (wider.must, wider.without, wider.kinds, wider.cadence) == (("yuan",), (), (), "daily")


def test_an_edit_keeps_its_id_and_takes_the_place_of_the_same_topics(store: Store) -> None:
    first, second = keep(store, plain("zone")), keep(store, plain("fund"))
    edited = keep(store, plain("steel", id=first.id))
    assert (edited.id, edited.topics) == (first.id, ("steel",))
    last = keep(store, plain("fund", id=first.id))
    assert store.subscriptions.of(CHAT) == (last,)
    assert second.id != last.id == first.id


def test_an_id_of_another_chat_is_not_touched(store: Store) -> None:
    theirs = keep(store, plain("zone", address=WORKSPACE))
    mine = keep(store, plain("fund", id=theirs.id))
    assert mine.id != theirs.id
    assert store.subscriptions.of(WORKSPACE) == (theirs,)


def test_chats_that_want_the_same_share_a_schedule_and_others_do_not() -> None:
    one = Want.of(NARROW)
    assert Want.of(replace(NARROW, id=7, address=WORKSPACE)) == one
    same = replace(USUAL, snoozed=AT, who="anyone", listed=("U1",))
    assert Want.of(replace(NARROW, preferences=same)) == one
    for other in (Preferences(silent=True), Preferences(muted=("a",)), Preferences(language="en")):
        assert Want.of(replace(NARROW, preferences=other)) != one
    muted = [replace(NARROW, preferences=Preferences(muted=ids)) for ids in (("a", "b"), ("b", "a", "a"))]
    assert Want.of(muted[0]) == Want.of(muted[1])


def test_a_schedule_of_older_times_is_found_by_what_it_wants(store: Store, store_url: str) -> None:
    keep(store, plain("zone"))
    wants = '[{"topics":["zone"],"hour":"09:00:00","zone":"Asia/Shanghai","leads":[30,0],"language":"en"}]'
    database = Database(store_url)
    with database.reading() as connection:
        assert connection.execute(text("SELECT wants FROM schedule")).scalars().all() == [wants]
    database.close()


def test_preferences_come_back_as_they_were_chosen(store: Store) -> None:
    assert store.preferences.of(CHAT) == USUAL
    assert store.preferences.keep(CHAT, CHOSEN, "U1", AT) == CHOSEN == store.preferences.of(CHAT)
    assert store.preferences.of(TOPIC) == USUAL
    assert keep(store, plain("zone")).preferences == CHOSEN


def test_preferences_change_no_day_that_was_told(store: Store) -> None:
    keep(store, plain("zone"))
    turn(store, AT)
    store.preferences.keep(CHAT, Preferences(silent=True), "U1", AT)
    assert days(store) == [TODAY]
    store.preferences.keep(CHAT, Preferences(silent=True, followed=("c",)), "U1", AT)
    assert days(store) == [TODAY - DAY], "who follows something is told of it today"


def test_nothing_is_planned_for_a_chat_that_snoozes_until_it_is_over(store: Store) -> None:
    for address in (CHAT, TOPIC):
        keep(store, plain("zone", address=address))
    turn(store, AT)
    until = AT + 3 * DAY
    store.preferences.keep(CHAT, Preferences(snoozed=until), "U1", AT)
    turn(store, AT + DAY)
    store.schedules.wake(AT + DAY)
    assert (days(store), days(store, TOPIC)) == ([TODAY], [TODAY + DAY])
    assert store.schedules.next_at(AT + 2.9 * DAY) == until
    store.schedules.wake(until)
    turn(store, until)
    assert days(store) == [TODAY + 3 * DAY]


def test_a_chat_that_snoozes_alone_holds_no_schedule_up(store: Store) -> None:
    keep(store, plain("zone"))
    turn(store, AT)
    store.preferences.keep(CHAT, Preferences(snoozed=AT + 2 * DAY), "U1", AT)
    assert store.schedules.ripe(AT + DAY) == ()
    store.preferences.keep(CHAT, USUAL, "U1", AT + DAY)
    assert [group.since for group, _ in store.schedules.ripe(AT + DAY)] == [TODAY]


def test_what_waits_when_a_snooze_begins_goes_out_when_it_is_over(store: Store) -> None:
    quick(store)
    keep(store, plain("zone"))
    key = owe(store, CHAT)
    store.preferences.keep(CHAT, Preferences(snoozed=AT + 40 * DAY), "U1", AT)
    part = store.ledger.part(key)
    assert part is not None
    look = store.windows.look(part, AT + 20 * DAY, "p", 1, platforms=("telegram",))
    assert (look.taken, look.skipped, look.again) == ([], 0, AT + 40 * DAY)
    assert take(store, key, AT + 40 * DAY) is not None


def test_a_snooze_that_is_ended_early_lets_what_waits_go(store: Store) -> None:
    quick(store)
    keep(store, plain("zone"))
    key = owe(store, CHAT)
    store.preferences.keep(CHAT, Preferences(snoozed=AT + 40 * DAY), "U1", AT)
    assert take(store, key, AT + 20 * DAY) is None
    store.preferences.keep(CHAT, USUAL, "U1", AT + 20 * DAY)
    assert take(store, key, AT + 20 * DAY) is not None


def test_a_change_is_undone_and_done_again(store: Store) -> None:
    kept, gone = keep(store, plain("zone")), keep(store, NARROW)
    before = store.journal.state(CHAT)
    store.subscriptions.remove(CHAT, gone.id)
    store.preferences.keep(CHAT, CHOSEN, "U1", AT)
    keep(store, replace(kept, hour=time(20)))
    number = store.journal.note(CHAT, "Stopped", before, "U1", AT)
    after = store.journal.state(CHAT)
    assert [one.id for one in before.subscriptions] == [kept.id, gone.id]
    assert store.journal.undo(CHAT, number, "U2", AT + HOUR) == before == store.journal.state(CHAT)
    assert store.journal.undo(CHAT, number, "U2", AT + HOUR) == after == store.journal.state(CHAT)
    assert store.journal.undo(CHAT, number, "U2", AT + HOUR) == before


def test_an_undo_tells_no_day_twice(store: Store) -> None:
    keep(store, plain("zone"))
    turn(store, AT)
    quick(store)
    taken = take(store, owe(store, CHAT), AT)
    assert taken is not None
    settle(store, taken, "sent", AT)
    before = store.journal.state(CHAT)
    store.subscriptions.remove(CHAT, before.subscriptions[0].id)
    number = store.journal.note(CHAT, "Stopped", before, "U1", AT)
    store.journal.undo(CHAT, number, "U1", AT)
    assert days(store) == [TODAY]


def test_numbers_count_on_in_each_chat_and_others_are_refused(store: Store) -> None:
    first = [store.journal.note(CHAT, "one", State(), "U1", AT) for _ in range(3)]
    assert (first, store.journal.note(TOPIC, "one", State(), "U1", AT)) == ([1, 2, 3], 1)
    for number in (0, -1, 4, 2**31, 10**30):
        assert store.journal.undo(CHAT, number, "U1", AT) is None
    assert store.journal.undo(TOPIC, 2, "U1", AT) is None
    assert store.journal.undo(ELSEWHERE, 1, "U1", AT) is None


def test_the_newest_changes_are_kept_for_thirty_days(store: Store) -> None:
    for _ in range(NEWEST + 2):
        last = store.journal.note(CHAT, "one", State(), "U1", AT)
    assert store.journal.undo(CHAT, last - NEWEST, "U1", AT) is None
    assert store.journal.undo(CHAT, last - NEWEST + 1, "U1", AT) is not None
    late = AT + KEPT + HOUR
    assert store.journal.undo(CHAT, last, "U1", late) is None
    assert store.journal.note(CHAT, "one", State(), "U1", late) == last + 1


def test_a_state_is_restored_under_new_ids_where_the_old_ones_are_not_free(store: Store) -> None:
    mine = keep(store, plain("zone"))
    theirs = keep(store, plain("fund", address=WORKSPACE))
    foreign = State((plain("zone", id=theirs.id), plain("steel", id=10**6)), Preferences(silent=True))
    there = store.journal.restore(CHAT, foreign, "U1", AT)
    assert {one.topics for one in there.subscriptions} == {("zone",), ("steel",)}
    assert not {one.id for one in there.subscriptions} & {mine.id, theirs.id, 10**6}
    assert store.subscriptions.of(WORKSPACE) == (theirs,)
    assert keep(store, plain("gold")).id > max(one.id for one in there.subscriptions)


def test_a_chat_out_of_reach_keeps_its_preferences(store: Store) -> None:
    keep(store, NARROW)
    store.preferences.keep(CHAT, CHOSEN, "U1", AT)
    before = store.journal.state(CHAT)
    store.subscriptions.deactivate(CHAT, "kicked")
    assert store.journal.state(CHAT) == before
    assert keep(store, NARROW).preferences == CHOSEN


def test_everything_goes_with_a_chat_that_moves(store: Store) -> None:
    keep(store, NARROW)
    store.preferences.keep(CHAT, CHOSEN, "U1", AT)
    before = store.journal.state(CHAT)
    number = store.journal.note(CHAT, "one", State(), "U1", AT)
    store.subscriptions.move(CHAT, ELSEWHERE)
    assert store.preferences.of(ELSEWHERE) == CHOSEN
    assert store.preferences.of(CHAT) == USUAL
    assert store.journal.undo(CHAT, number, "U1", AT) is None
    assert store.journal.undo(ELSEWHERE, number, "U1", AT) == State()
    again = store.journal.undo(ELSEWHERE, number, "U1", AT)
    assert again is not None
    assert again.preferences == before.preferences
    assert [one.id for one in again.subscriptions] == [one.id for one in before.subscriptions]


@pytest.mark.parametrize("own", [USUAL, Preferences(language="en")])
def test_of_two_chats_that_become_one_the_new_ones_choice_stays(store: Store, own: Preferences) -> None:
    keep(store, plain("zone"))
    keep(store, plain("fund", address=ELSEWHERE))
    store.preferences.keep(CHAT, CHOSEN, "U1", AT)
    if own != USUAL:
        store.preferences.keep(ELSEWHERE, own, "U1", AT)
    store.subscriptions.move(CHAT, ELSEWHERE)
    assert store.preferences.of(ELSEWHERE) == (CHOSEN if own == USUAL else own)


OLDER = (
    "INSERT INTO lane (id, platform, tenant, rate, arrival) VALUES (1, 'telegram', '', 27, 0)",
    "INSERT INTO chat (id, platform, tenant, channel, thread, name, lane_id, active) "
    "VALUES (1, 'telegram', '', '-1001', '', 'telegram:-1001', 1, TRUE)",
    "INSERT INTO subscription (id, chat_id, wanted, topics, hour, zone, leads, language, actor, at) VALUES "
    """(7, 1, '["zone"]','["zone"]','09:00', 'Asia/Shanghai', '[30,0]', 'en', 'U', '2026-07-01 08:00:00')""",
)


def test_a_store_of_older_steps_reads_as_it_was(empty_url: str) -> None:
    database = Database(empty_url)
    with database.writing() as connection:
        command.upgrade(schema.configuration(connection), "0006")
        for statement in OLDER:
            connection.exec_driver_sql(statement)
    schema.migrate(database)
    database.close()
    store = Store.open(empty_url)
    (found,) = store.subscriptions.of(CHAT)
    assert replace(found, planned=None) == plain("zone", id=7)
    assert (store.preferences.of(CHAT), days(store)) == (USUAL, [TODAY - DAY])
    store.close()


def test_a_weekly_cadence_begins_with_its_first_weekday_and_edits_leave_that(store: Store) -> None:
    made = keep(store, plain("zone"))
    assert made.begins is None
    weekly = keep(store, replace(made, cadence="weekly:mon"))
    assert weekly.begins == date(2026, 7, 6)
    edited = keep(store, replace(weekly, must=("yuan",)), AT + 9 * DAY)
    assert edited.begins == date(2026, 7, 6)
    friday = keep(store, replace(edited, cadence="weekly:fri"), AT + 9 * DAY)
    assert friday.begins == date(2026, 7, 10)
    daily = keep(store, replace(friday, cadence="daily"), AT + 9 * DAY)
    assert daily.former == (("weekly:mon", date(2026, 7, 6)),), "Friday never came"
    assert daily.begins == date(2026, 7, 10)
