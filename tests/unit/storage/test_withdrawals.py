"""Withdrawn documents: out of every answer at once, kept and read anew, and back as they are by then."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from briefings.model import Document
from storage.erasing import Leaver
from storage.store import Store
from storage.withdrawals import Editor
from tests.unit.storage.made import AT, CHAT, document, evidence, fact, put

EDITOR = Editor("telegram", "", "77")
LATER = AT + timedelta(hours=1)


def made(*sentences: str) -> Document:
    """A document of which a fact is told."""
    plain = document("zone", "Leading Zone", *(sentences or ("The dredging fund has 5 bn yuan.",)))
    return replace(plain, facts=(fact(proof=[evidence(plain)]),))


@pytest.fixture
def shelf(store: Store) -> Store:
    put(store, made())
    put(store, document("port", "Port", "The quay is new."), path="port.md")
    assert store.library.entries()
    return store


def findable(store: Store) -> bool:
    """Whether anything at all still shows the document or what it tells."""
    library = store.library
    ways = {
        "id": library.document("zone") is not None,
        "latest": "zone" in [one.id for one in library.latest()],
        "count": library.count() == 2,
        "fact": library.fact("fact-1") is not None,
        "entries": bool(library.entries()),
        "sentence": library.holds(evidence(made())),
        "title": "zone" in library.titles(["zone"]),
        "search": bool(library.search("dredging", 5)),
    }
    assert len(set(ways.values())) == 1, ways
    return ways["id"]


def test_a_withdrawn_document_is_nowhere_and_comes_back_whole(shelf: Store) -> None:
    before = shelf.indexed()
    assert findable(shelf)
    assert shelf.withdrawals.withdraw("zone", EDITOR, "its date is wrong", AT)
    assert not findable(shelf)
    told = shelf.withdrawals.of("zone")
    assert told is not None
    assert (told.title, str(told.by), told.why, told.at) == (
        "Leading Zone",
        "telegram:77",
        "its date is wrong",
        AT,
    )
    assert shelf.withdrawals.restore("zone", LATER)
    assert findable(shelf)
    assert shelf.indexed() == before
    assert shelf.withdrawals.every() == ()


def test_reading_the_same_file_again_brings_nothing_back(shelf: Store) -> None:
    shelf.withdrawals.withdraw("zone", EDITOR, "", AT)
    put(shelf, made())
    assert not findable(shelf)
    put(shelf, made("The dredging fund has 6 bn yuan."), sha256="2")
    assert shelf.library.document("zone") is None
    assert not shelf.library.search("dredging", 5)
    assert shelf.withdrawals.restore("zone", LATER)
    again = shelf.library.document("zone")
    assert again is not None
    assert again.passages[0].text == "The dredging fund has 6 bn yuan."
    assert shelf.library.search("dredging", 5)


def test_an_index_made_anew_leaves_it_out_too(shelf: Store) -> None:
    shelf.withdrawals.withdraw("zone", EDITOR, "", AT)
    shelf.reindex()
    assert not findable(shelf)
    shelf.withdrawals.restore("zone", LATER)
    assert findable(shelf)


def test_what_its_source_dropped_meanwhile_does_not_come_back(shelf: Store) -> None:
    shelf.withdrawals.withdraw("zone", EDITOR, "", AT)
    put(shelf, document("other", "Other", "Nothing."), sha256="2")
    assert not shelf.withdrawals.restore("zone", LATER)
    assert shelf.withdrawals.of("zone") is None
    assert shelf.library.document("zone") is None


@pytest.mark.parametrize("odd", ["nothing", "", "\0", "zone\ud800"])
def test_what_is_not_there_can_not_be_withdrawn_or_restored(shelf: Store, odd: str) -> None:
    assert not shelf.withdrawals.withdraw(odd, EDITOR, "", AT)
    assert not shelf.withdrawals.restore(odd, AT)
    assert shelf.withdrawals.every() == ()


def test_twice_is_once(shelf: Store) -> None:
    assert shelf.withdrawals.withdraw("zone", EDITOR, "first", AT)
    assert not shelf.withdrawals.withdraw("zone", Editor("slack", "T1", "U1"), "second", LATER)
    assert [one.why for one in shelf.withdrawals.every()] == ["first"]
    assert shelf.withdrawals.restore("zone", LATER)
    assert not shelf.withdrawals.restore("zone", LATER)


def test_a_document_withdrawn_before_anybody_heard_of_it_is_no_news(store: Store) -> None:
    store.news.since()
    put(store, made())
    store.withdrawals.withdraw("zone", EDITOR, "", AT)
    assert store.news.since()[2] == ()


def test_a_forgotten_editor_leaves_the_withdrawal_without_a_name(shelf: Store) -> None:
    shelf.withdrawals.withdraw("zone", EDITOR, "its date is wrong", AT)
    who = Leaver(replace(CHAT, channel="77"), "77", private=True)
    assert shelf.forgetting.known(who)["withdrawal"] == 1
    shelf.forgetting.erase(who, LATER)
    told = shelf.withdrawals.of("zone")
    assert told is not None
    assert (str(told.by), told.why) == ("", "its date is wrong")
    assert not findable(shelf)
