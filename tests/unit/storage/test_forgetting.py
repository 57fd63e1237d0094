"""Who asks to be forgotten is nowhere any more, and is told nothing twice on coming back."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, time, timedelta
from pathlib import Path

from sqlalchemy import inspect, text

from bot.views.kept import KEPT
from briefings.digests import KIND
from briefings.model import Address
from briefings.preferences import Preferences
from storage.engine import Database
from storage.erasing import Leaver
from storage.inbox import Name, Update
from storage.notices import NOTICE
from storage.secrets import Secrets
from storage.store import Store
from tests.unit.storage.made import AT, digest, quick, settle, take

ADA = "7300000017"
HER = Address("telegram", ADA)
GROUP = Address("telegram", "-1007300000018")
TOPIC = Address("telegram", GROUP.channel, thread="12")
OTHERS = Address("telegram", "-1007300000019")
EVERY = Leaver(HER, ADA, private=True)
LATER = AT + timedelta(hours=2)


def furnish(store: Store, address: Address, actor: str) -> None:
    """Something of everything."""
    store.subscriptions.add(address, ["zone"], time(9), "Asia/Shanghai", None, "en", actor, AT)
    store.notes.remember(address, f"search {address.channel} and more", AT)
    store.notes.remember(address, "settings", AT, actor)
    store.notes.set_marks(address, ["zone#1.1"])
    chosen = Preferences(who="listed", listed=(actor, "7300000020"))
    store.preferences.keep(address, chosen, actor, AT)
    store.journal.note(address, "who", store.journal.state(address), actor, AT)
    store.ledger.claim([digest(address)])
    body = json.dumps({"message": {"chat": {"id": int(address.channel)}, "from": {"id": int(actor)}}})
    name = Name("telegram", "", f"{address.channel}{actor}{address.thread}")
    store.inbox.put([Update(name._replace(id=name.id[-3:]), body)], AT, "me")


def told(store: Store, address: Address) -> date:
    """Send a chat its digest of today; the day."""
    owed = replace(digest(address, AT.date()), kind=KIND)
    store.ledger.claim([owed])
    quick(store)
    taken = take(store, owed.key, LATER)
    assert taken is not None
    settle(store, taken, "sent", LATER)
    return owed.slot


def stands(url: str, *names: str) -> list[str]:
    """Every table and column in which one of these names stands."""
    database = Database(url)
    found = []
    with database.reading() as connection:
        tables = inspect(connection).get_table_names()
        for table in (each for each in tables if not each.startswith("chunk_terms")):
            for row in connection.execute(text(f'SELECT * FROM "{table}"')).mappings():
                found += [f"{table}.{key}" for key, told in row.items() if any(n in str(told) for n in names)]
    database.close()
    return found


def in_files(url: str, *names: str) -> list[str]:
    """Every file of an SQLite store in which one of these names stands."""
    if not url.startswith("sqlite"):
        return []
    file = Path(url.removeprefix("sqlite:///"))
    files = [each for each in file.parent.iterdir() if each.name.startswith(file.name)]
    return [each.name for each in files if any(name.encode() in each.read_bytes() for name in names)]


def test_a_person_who_is_forgotten_is_nowhere_any_more(store: Store, store_url: str) -> None:
    furnish(store, HER, ADA)
    furnish(store, GROUP, ADA)
    known = store.forgetting.known(EVERY)
    assert {"subscription", "delivery", "note", "mark"} <= set(known)
    assert store.forgetting.erase(EVERY, AT)
    assert stands(store_url, ADA) == []
    assert in_files(store_url, ADA) == []
    assert store.forgetting.known(EVERY) == {}
    assert [one.topics for one in store.subscriptions.of(GROUP)] == [("zone",)], "the group keeps what it has"
    assert store.preferences.of(GROUP).listed == ("7300000020",)
    assert store.journal.undo(GROUP, 1, "1", AT) is not None
    assert store.notes.marks(GROUP)


def test_a_group_is_forgotten_with_all_its_topics_and_old_numbers(store: Store, store_url: str) -> None:
    old = Address("telegram", "-730000001")
    furnish(store, old, ADA)
    store.subscriptions.move(old, GROUP)
    furnish(store, TOPIC, ADA)
    furnish(store, OTHERS, ADA)
    store.forgetting.erase(Leaver(GROUP, ADA, private=False), AT)
    assert stands(store_url, GROUP.channel, old.channel) == []
    assert in_files(store_url, GROUP.channel, old.channel) == []
    assert store.subscriptions.of(OTHERS)
    assert store.notes.marks(OTHERS)


def test_a_workspace_loses_only_the_person_who_asked(store: Store, store_url: str) -> None:
    """The same ids in another workspace are somebody else's."""
    ada = Address("slack", "D0ADA", tenant="T1")
    there = Address("slack", "D0ADA", tenant="T2")
    for address in (ada, there):
        store.subscriptions.add(address, ["zone"], time(9), "UTC", None, "en", "U0ADA", AT)
        store.inbox.put([Update(Name("slack", address.tenant, "1"), '{"user": "U0ADA"}')], AT, "me")
    store.forgetting.erase(Leaver(ada, "U0ADA", private=True), AT)
    assert store.subscriptions.of(ada) == ()
    assert len(store.subscriptions.of(there)) == 1
    assert set(stands(store_url, "U0ADA")) == {"subscription.actor", "inbox.body"}
    assert store.inbox.waiting() == 1


def test_notices_about_a_forgotten_group_go_too(store: Store, store_url: str) -> None:
    said = f"Milepost can't reach the chat {GROUP.channel} any more"
    store.ledger.claim([replace(digest(OTHERS), kind=NOTICE, why=said)])
    store.forgetting.erase(Leaver(GROUP, ADA, private=False), AT)
    assert stands(store_url, GROUP.channel) == []
    assert store.ledger.of(OTHERS) == ()


def test_a_page_that_was_moved_about_keeps_no_copy(store: Store, store_url: str) -> None:
    """Rows that grow, shrink and go leave nothing behind in the pages that they were on."""
    for number in range(300):
        address = HER if number % 3 == 0 else Address("telegram", str(8_100_000_000 + number))
        store.notes.remember(address, f"search {'long ' * (number % 40)}{number} {ADA}"[:900], AT)
        store.subscriptions.add(address, [f"topic {number % 9}"], time(9), "UTC", None, "en", "1", AT)
    store.notes.tidy(AT)
    store.forgetting.erase(EVERY, AT)
    others = text(f"DELETE FROM note WHERE command LIKE '%{ADA}%'")
    with store._database.writing() as connection:
        connection.execute(others)
    store.forgetting.erase(EVERY, AT)
    assert stands(store_url, ADA) == []
    assert in_files(store_url, ADA) == []


def test_whoever_comes_back_the_same_day_is_not_told_it_twice(store: Store) -> None:
    zone = ("zone", time(9), "Asia/Shanghai")
    store.subscriptions.add(HER, [zone[0]], zone[1], zone[2], None, "en", ADA, AT)
    day = told(store, HER)
    store.forgetting.erase(EVERY, LATER)
    again = store.subscriptions.add(HER, [zone[0]], zone[1], zone[2], None, "en", ADA, LATER)
    assert again.planned is not None
    assert again.planned.date() >= day
    fresh = store.subscriptions.add(OTHERS, [zone[0]], zone[1], zone[2], None, "en", ADA, LATER)
    assert fresh.planned is not None
    assert fresh.planned < again.planned


def test_a_message_that_was_under_way_brings_nobody_back(store: Store, store_url: str) -> None:
    owed = digest(HER)
    store.ledger.claim([owed])
    quick(store)
    taken = take(store, owed.key, owed.due)
    assert taken is not None
    store.forgetting.erase(EVERY, AT)
    settle(store, taken, "sent", owed.due, marks=("zone#1.1",))
    assert stands(store_url, ADA) == []


def test_whoever_was_told_nothing_leaves_nothing(store: Store, store_url: str) -> None:
    furnish(store, HER, ADA)
    store.forgetting.erase(EVERY, AT)
    database = Database(store_url)
    with database.reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM tombstone")).scalar() == 0
        assert connection.execute(text("SELECT count(*) FROM chat")).scalar() == 0
    database.close()


def test_no_delivery_stays_behind_without_its_chat_or_what_it_tells(store: Store, store_url: str) -> None:
    furnish(store, HER, ADA)
    furnish(store, OTHERS, ADA)
    store.ledger.claim([replace(digest(OTHERS), kind=NOTICE, why=f"Milepost can't reach the chat {ADA}")])
    store.forgetting.erase(EVERY, AT)
    database = Database(store_url)
    with database.reading() as connection:
        kept = connection.execute(text("SELECT kind, chat_id, occurrence_id FROM delivery")).all()
        chats = set(connection.execute(text("SELECT id FROM chat")).scalars())
        occurrences = set(connection.execute(text("SELECT id FROM occurrence")).scalars())
    database.close()
    assert len(kept) == 1
    assert {row.chat_id for row in kept} <= chats
    assert {row.occurrence_id for row in kept} <= occurrences


def test_tombstones_tell_nobody_who_lies_there(store: Store, store_url: str) -> None:
    """They differ in each installation, and weather away."""
    store.subscriptions.add(HER, ["zone"], time(9), "UTC", None, "en", ADA, AT)
    told(store, HER)
    store.forgetting.erase(EVERY, AT)
    database = Database(store_url)
    asked = text("SELECT mark FROM tombstone")
    with database.reading() as connection:
        marks = connection.execute(asked).scalars().all()
    assert len(marks) == 1
    assert len(marks[0]) == 64
    store.forgetting.tidy(AT + timedelta(days=41))
    with database.reading() as connection:
        assert connection.execute(asked).scalars().all() == []
    database.close()


def test_a_farewell_may_be_put_off_and_called_off(store: Store) -> None:
    furnish(store, HER, ADA)
    assert store.forgetting.postponed(HER) is None
    due = store.forgetting.postpone(EVERY, AT)
    assert due == AT + timedelta(hours=24)
    assert store.forgetting.postponed(HER) == due
    assert store.forgetting.overdue(due - timedelta(seconds=1)) == 0
    assert store.forgetting.call_off(HER)
    assert not store.forgetting.call_off(HER)
    assert store.forgetting.overdue(due) == 0
    assert store.subscriptions.of(HER)
    store.forgetting.postpone(EVERY, AT)
    assert store.forgetting.overdue(due) == 1
    assert store.subscriptions.of(HER) == ()
    assert store.forgetting.postponed(HER) is None


def test_a_seal_is_this_installations_alone(both: tuple[Store, Store]) -> None:
    one, other = both
    assert one.secrets.seal("forget") == one.secrets.seal("forget")
    assert one.secrets.seal("forget") != one.secrets.seal("forget ")
    assert one.secrets.seal("forget") != other.secrets.seal("forget")
    assert Secrets(one._database).seal("forget") == one.secrets.seal("forget")
    assert ADA not in one.secrets.alias(ADA)


def test_the_file_is_cleaned_later_where_a_reader_stood_in_the_way(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/milepost.db"
    store = Store.open(url)
    furnish(store, HER, ADA)
    with store._database.reading() as connection:
        connection.execute(text("SELECT count(*) FROM note")).scalar()
        store._database.engine.pool._timeout = 1  # type: ignore[attr-defined]
        assert not store.forgetting.erase(EVERY, AT)
    assert in_files(url, ADA)
    store.forgetting.tidy(AT)
    assert in_files(url, ADA) == []
    store.close()


PERSONAL = {"platform", "channel", "chat_id", "actor", "body", "listed"}


def test_every_table_that_can_hold_somebodys_number_is_named_to_them(store: Store, store_url: str) -> None:
    database = Database(store_url)
    named = (Path(__file__).parents[3] / "docs/privacy.md").read_text(encoding="utf-8")
    with database.reading() as connection:
        tables = inspect(connection)
        holding = {
            table
            for table in tables.get_table_names()
            if PERSONAL & {column["name"] for column in tables.get_columns(table)}
        }
    database.close()
    assert {"chat", "subscription", "delivery", "note", "inbox"} <= holding
    assert holding - set(KEPT) <= {"lane"}, "say in KEPT what it is kept for"
    assert [name for name in sorted(holding | {"tombstone"}) if f"`{name}`" not in named] == []


def test_a_day_is_only_counted_as_told_where_something_went(store: Store) -> None:
    """What waited when somebody left was never told."""
    store.subscriptions.add(HER, ["zone"], time(9), "Asia/Shanghai", None, "en", ADA, AT)
    store.ledger.claim([replace(digest(HER, date(2026, 7, 2)), kind=KIND)])
    store.forgetting.erase(EVERY, AT)
    again = store.subscriptions.add(HER, ["zone"], time(9), "Asia/Shanghai", None, "en", ADA, AT)
    assert again.planned is not None
    assert again.planned.date() < date(2026, 7, 2)
