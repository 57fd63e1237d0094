"""Instant subscriptions: one alert for each new document that matches, proved, and never one twice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from bot.delivery import materialise
from briefings.alerts import MOST
from briefings.model import Address, Clock, Document, Evidence, Fact, Kind, Passage, Subscription
from briefings.preferences import DaysOff, Preferences, Quiet
from storage.store import Store
from tests.made import at, fact, on
from tests.unit.bot.test_delivery import CHAT, SECOND, Outside, run

NOON = at("2026-07-10T12:00+08:00")
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def kept(file_url: str) -> Iterator[Store]:
    store = Store.open(file_url)
    for platform in ("telegram", "slack"):
        store.lanes.set_rate(platform, 10_000)
    put(store, "shipped", date(2026, 9, 1))
    assert run(store, NOON - HOUR, Outside()).sent == 0
    yield store
    store.close()


def subscribe(store: Store, address: Address = CHAT, cadence: str = "instant") -> None:
    one = Subscription(0, address, ("leading zone",), time(9), "Asia/Shanghai", (0,), cadence=cadence)
    store.subscriptions.keep(address, one, "u1", NOON - DAY)


def put(store: Store, id: str, *days: date, what: str = "leading zone", at: datetime = NOON) -> None:
    """A paper that sets a deadline for each of these days."""
    sentences = [f"{what.capitalize()} comments close on {day}." for day in days]
    text = " ".join(sentences)
    sha256 = f"{abs(hash(text)):064d}"[:64]
    passages, facts, start = [], list[Fact](), 0
    for number, (day, sentence) in enumerate(zip(days, sentences, strict=True), 1):
        passages.append(Passage(id, 1, number, start, start + len(sentence), sentence))
        proof = (Evidence(passages[-1].ref, sha256, start, start + len(sentence)),)
        told = fact(f"{what} comments", on(day), kind=Kind.DEADLINE, document=id)
        facts.append(replace(told, evidence=proof))
        start += len(sentence) + 1
    clock = Clock(2026, None, None, 0.9)
    made = Document(
        id, f"Paper {id}", "article", text, 0, sha256, "en", f"{id}.md", tuple(passages), clock, tuple(facts)
    )
    store.library.put([made], name=f"{id}.md", path=f"{id}.md", sha256=sha256, at=at)


def test_a_new_document_is_told_at_once_with_its_proof_and_once(kept: Store) -> None:
    subscribe(kept)
    subscribe(kept, SECOND, "daily")
    outside = Outside()
    assert run(kept, NOON, outside).sent == 0, "what was there before is no news"
    put(kept, "fresh", date(2026, 9, 15))
    assert run(kept, NOON + MINUTE, outside).sent == 1
    assert [address for address, _ in outside.taken] == [CHAT]
    assert "15 Sep 2026" in outside.texts[0]
    card = outside.taken[0][1]
    assert list(card.numbers) == ["fresh#1.1"]
    assert card.actions[0].command.startswith("why fresh-")
    for minutes in (1, 2, 60):
        assert run(kept, NOON + minutes * MINUTE, outside).sent == 0
    assert run(kept, NOON + 5 * DAY, outside).sent == 0


def test_the_day_itself_is_told_all_the_same(kept: Store) -> None:
    subscribe(kept)
    run(kept, NOON, Outside())
    put(kept, "fresh", date(2026, 7, 11))
    outside = Outside()
    assert run(kept, NOON + MINUTE, outside).sent == 1
    assert run(kept, at("2026-07-11T09:00+08:00"), outside).sent == 1
    kinds = [delivery.digest.kind.partition(":")[0] for delivery in kept.ledger.of(CHAT)]
    assert sorted(kinds) == ["alert", "digest"]


def test_an_edited_document_is_told_with_what_is_new_in_it(kept: Store) -> None:
    subscribe(kept)
    put(kept, "fresh", date(2026, 9, 15))
    outside = Outside()
    run(kept, NOON, outside)
    put(kept, "fresh", date(2026, 9, 15), date(2026, 10, 20))
    run(kept, NOON + MINUTE, outside)
    put(kept, "fresh", date(2026, 9, 15), date(2026, 10, 20), date(2026, 11, 25))
    run(kept, NOON + 2 * MINUTE, outside)
    put(kept, "fresh", date(2026, 9, 15))
    run(kept, NOON + 3 * MINUTE, outside)
    days = ("15 Sep", "20 Oct", "25 Nov")
    assert [[day for day in days if day in text] for text in outside.texts] == [[day] for day in days]


def test_only_what_was_asked_for_is_told(kept: Store) -> None:
    subscribe(kept)
    run(kept, NOON, Outside())
    put(kept, "steel", date(2026, 9, 15), what="steel quota")
    outside = Outside()
    assert run(kept, NOON + MINUTE, outside).sent == 0
    kept.preferences.keep(CHAT, Preferences(followed=("iron",)), "u1", NOON)
    put(kept, "iron", date(2026, 9, 16), what="iron quota")
    assert run(kept, NOON + 2 * MINUTE, outside).sent == 1


def test_many_documents_at_once_are_one_alert(kept: Store) -> None:
    subscribe(kept)
    run(kept, NOON, Outside())
    for number in range(MOST + 1):
        put(kept, f"fresh{number}", date(2026, 9, 1) + number * DAY, what=f"leading zone k{number}x")
    outside = Outside()
    assert run(kept, NOON + MINUTE, outside).sent == 1
    assert f"New dates in {MOST + 1} documents" in outside.taken[0][1].summary


def test_quiet_hours_hold_an_alert_but_not_what_is_due_today(kept: Store) -> None:
    subscribe(kept)
    quiet = Quiet(time(22), time(8), "urgent")
    kept.preferences.keep(CHAT, Preferences(quiet=quiet), "u1", NOON)
    night = at("2026-07-10T23:00+08:00")
    run(kept, night - MINUTE, Outside())
    put(kept, "fresh", date(2026, 9, 15))
    outside = Outside()
    assert run(kept, night, outside).sent == 0
    put(kept, "urgent", date(2026, 7, 10))
    assert run(kept, night + MINUTE, outside).sent == 1
    assert run(kept, at("2026-07-11T07:59+08:00"), outside).sent == 0
    assert run(kept, at("2026-07-11T08:00+08:00"), outside).sent == 1
    assert "15 Sep 2026" in outside.texts[1]


def test_who_snoozes_has_it_afterwards_and_who_left_has_it_never(kept: Store) -> None:
    for address in (CHAT, SECOND):
        subscribe(kept, address)
    run(kept, NOON, Outside())
    kept.preferences.keep(CHAT, Preferences(snoozed=NOON + DAY), "u1", NOON)
    put(kept, "fresh", date(2026, 9, 15))
    outside = Outside()
    materialise(NOON + MINUTE, kept)
    (left,) = kept.subscriptions.of(SECOND)
    kept.subscriptions.remove(SECOND, left.id)
    assert run(kept, NOON + 2 * MINUTE, outside).sent == 0
    assert run(kept, NOON + DAY, outside).sent == 1
    assert [address for address, _ in outside.taken] == [CHAT]


def test_two_clocks_tell_it_once(kept: Store) -> None:
    subscribe(kept)
    run(kept, NOON, Outside())
    put(kept, "fresh", date(2026, 9, 15))
    seen, upto, news = kept.news.since()
    assert (upto > seen, [each.document for each in news]) == (True, ["fresh"])
    assert len(materialise(NOON, kept)) == 1
    assert kept.news.tell(seen, upto, []) == ()
    assert materialise(NOON, kept) == ()


def test_a_silent_chat_gets_a_silent_message(kept: Store) -> None:
    subscribe(kept)
    kept.preferences.keep(CHAT, Preferences(silent=True), "u1", NOON)
    run(kept, NOON, Outside())
    put(kept, "fresh", date(2026, 9, 15))
    outside = Outside()
    run(kept, NOON + MINUTE, outside)
    assert outside.taken[0][1].silent


SATURDAY = at("2026-07-11T12:00+08:00")
MONDAY = at("2026-07-13T09:00+08:00")


@pytest.mark.parametrize("rule", ["before", "after", "drop"])
def test_an_alert_on_a_day_off_waits_for_the_hour_of_the_next_working_day(
    rule: DaysOff, store: Store
) -> None:
    store.lanes.set_rate("telegram", 10_000)
    run(store, NOON - HOUR, Outside())
    subscribe(store)
    store.preferences.keep(CHAT, Preferences(days_off=rule), "u1", NOON - DAY)
    outside = Outside()
    run(store, NOON, outside)
    put(store, "fresh", date(2026, 9, 15))
    assert run(store, SATURDAY, outside).sent == 0
    assert run(store, SATURDAY + DAY, outside).sent == 0
    assert run(store, MONDAY - MINUTE, outside).sent == 0
    assert run(store, MONDAY + MINUTE, outside).sent == 1
    assert "15 Sep 2026" in outside.texts[0]
    assert run(store, MONDAY + HOUR, outside).sent == 0


def test_what_is_due_on_the_day_off_itself_is_told_at_once(store: Store) -> None:
    store.lanes.set_rate("telegram", 10_000)
    run(store, NOON - HOUR, Outside())
    subscribe(store)
    store.preferences.keep(CHAT, Preferences(days_off="after"), "u1", NOON - DAY)
    outside = Outside()
    run(store, NOON, outside)
    put(store, "fresh", SATURDAY.date())
    assert run(store, SATURDAY, outside).sent == 1


def test_a_make_up_day_is_no_day_off_for_alerts(store: Store) -> None:
    store.lanes.set_rate("telegram", 10_000)
    made_up = at("2026-10-10T12:00+08:00")
    run(store, made_up - HOUR, Outside())
    subscribe(store)
    store.preferences.keep(CHAT, Preferences(days_off="after", country="CN"), "u1", made_up - DAY)
    outside = Outside()
    run(store, made_up - MINUTE, outside)
    put(store, "fresh", date(2026, 12, 15), at=made_up)
    assert run(store, made_up, outside).sent == 1
