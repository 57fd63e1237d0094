"""The shelf of documents: versions, lookups, what stays of what was."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from briefings.errors import Refused
from briefings.model import Dropped, Evidence, Witness
from briefings.reservations import witnessed
from storage.store import Store
from tests.unit.storage.made import AT, document, evidence, fact, put

ZONE = document(
    "zone", "Leading Zone", "The fund has 5 bn yuan.", "It grows to 220 km2.", written=date(2023, 7, 15)
)


def test_a_document_comes_back_as_it_went_in(store: Store) -> None:
    whole = replace(
        ZONE,
        facts=(fact(proof=[evidence(ZONE)]), fact("fact-2")),
        figures=fact().figures,
        headings=((0, "Fund"),),
        dropped=(Dropped(0, 3, "caption"),),
        label="Milepost's summary",
        credit="a newspaper",
        page="elsewhere",
        offset=12,
    )
    put(store, whole)
    assert store.library.document("zone") == whole
    assert store.library.fact("fact-2") == whole.facts[1]
    assert store.library.passage("zone#1.2") == (whole, whole.passages[1])


@pytest.mark.parametrize("odd", ["nothing", "zone#", "#1.1", "zone#9.9", "", "\0", "zone\ud800#1.1", "'--"])
def test_what_is_not_there_is_none(store: Store, odd: str) -> None:
    put(store, ZONE)
    assert store.library.passage(odd) is None
    assert store.library.document(odd) is None
    assert store.library.fact(odd) is None
    assert not store.library.holds(Evidence(odd, "1", 0, 1))


def test_the_same_text_changes_nothing(store: Store) -> None:
    put(store, ZONE)
    revision = store.library.revision
    again = store.library.put([ZONE], name="zone.md", path="zone.md", sha256="2", at=AT)
    assert again.documents == (("zone", "same"),)
    assert again.verdict == "same"
    assert store.library.revision == revision
    assert store.library.known("zone.md", "2")


def test_an_edit_makes_a_new_version_and_keeps_what_old_citations_point_at(store: Store) -> None:
    put(store, ZONE)
    edited = document("zone", "Leading Zone", "The fund has 6 bn yuan.", "New here.", "It grows to 220 km2.")
    outcome = store.library.put([edited], name="zone.md", path="zone.md", sha256="2", at=AT)
    assert outcome.documents == (("zone", "updated"),)
    assert store.library.document("zone") == edited
    assert store.library.holds(evidence(edited, 2))
    assert store.library.holds(evidence(ZONE, 2)), "the sentence only moved"
    assert not store.library.holds(evidence(ZONE, 1)), "the sentence was changed"


def test_a_text_that_comes_back_is_current_again(store: Store) -> None:
    edited = document("zone", "Leading Zone", "Something else.")
    for number, version in enumerate((ZONE, edited, ZONE)):
        put(store, version, sha256=str(number))
    assert store.library.document("zone") == ZONE
    assert store.library.holds(evidence(ZONE, 1))


def test_better_facts_for_the_same_text_replace_the_old_ones(store: Store) -> None:
    put(store, ZONE)
    better = replace(ZONE, facts=(fact(),), label="checked")
    assert store.library.put([better], name="z", path="zone.md", sha256="2", at=AT).verdict == "updated"
    assert store.library.document("zone") == better
    assert [hit.passage.ref for hit in store.library.search("fund")] == ["zone#1.1"]


def test_a_story_that_only_moved_on_its_page_is_the_same(store: Store) -> None:
    put(store, ZONE)
    moved = replace(ZONE, offset=99)
    assert store.library.put([moved], name="z", path="zone.md", sha256="2", at=AT).verdict == "same"
    assert store.library.document("zone") == moved


def test_documents_that_a_page_drops_are_retired_and_can_come_back(store: Store) -> None:
    story = document("zone-story", "Museum", "A ship sails into the museum.", kind="story")
    put(store, ZONE, story)
    outcome = store.library.put([ZONE], name="z", path="zone.md", sha256="2", at=AT)
    assert outcome.retired == ("zone-story",)
    assert store.library.document("zone-story") is None
    assert store.library.search("ship") == ()
    assert not store.library.holds(evidence(story))
    assert store.library.count() == 1
    put(store, ZONE, story, sha256="3")
    assert store.library.document("zone-story") == story
    assert [hit.title for hit in store.library.search("ship")] == ["Museum"]


def test_other_files_are_left_alone(store: Store) -> None:
    put(store, ZONE)
    put(store, document("fund", "Fund", "Money."), path="fund.md")
    put(store, document("fund", "Fund", "More money."), path="fund.md", sha256="2")
    assert store.library.document("zone") == ZONE


def test_the_latest_are_the_last_written_the_undated_at_the_end(store: Store) -> None:
    put(
        store,
        document("old", "Old", "a.", written=date(2020, 1, 1)),
        document("undated", "Undated", "b."),
        document("story", "Story", "c.", written=date(2023, 7, 15), kind="story"),
        document("article", "Article", "d.", written=date(2023, 7, 15)),
        document("calendar", "Calendar", "e.", written=date(2026, 1, 1), kind="calendar"),
    )
    ids = [each.id for each in store.library.latest()]
    assert ids == ["article", "story", "old", "undated"]
    assert [each.id for each in store.library.latest(2, 1)] == ids[1:3]
    assert store.library.count() == 4


def test_a_list_tells_of_documents_what_reading_them_tells(store: Store) -> None:
    told = ("The fund is new.", "On July 15 it was signed.")
    dated = document("dated", "Dated", *told, written=date(2023, 7, 15))
    signed = dated.passages[-1]
    witnesses = (
        Witness(-1, 0, "2023", 5.0, "header"),
        Witness(10_000, 10_004, "2023", 3.0, "today"),
        Witness(signed.start, signed.end, "2023", 2.0, "signature"),
        Witness(0, 1, "2023", 1.0, "this year"),
    )
    dated = replace(dated, clock=replace(dated.clock, witnesses=witnesses))
    empty = document("empty", "Empty", written=date(2021, 1, 1))
    put(store, dated, replace(empty, passages=()), document("undated", "Undated", "b."))
    read, listed = store.library.latest(), store.library.listed()
    assert [(one.id, one.title, one.clock) for one in listed] == [(d.id, d.title, d.clock) for d in read]
    assert [one.dating for one in listed] == [next(iter(witnessed(d)), None) for d in read]
    assert listed[0].dating == Evidence(signed.ref, dated.sha256, signed.start, signed.end)
    assert [one.opening and one.opening.ref for one in listed] == [
        d.passages[0].ref if d.passages else None for d in read
    ]
    assert [one.id for one in store.library.listed(1, 1)] == [read[1].id]


def test_documents_come_in_the_order_asked(store: Store) -> None:
    put(store, ZONE, document("fund", "Fund", "Money."))
    assert [each.id for each in store.library.documents(["fund", "none", "zone", "fund"])] == ["fund", "zone"]


def test_entries_follow_the_library_in_any_process(store: Store, store_url: str) -> None:
    assert store.library.entries() == ()
    other = Store.open(store_url)
    put(other, replace(ZONE, facts=(fact(proof=[evidence(ZONE)]),)))
    (entry,) = store.library.entries()
    assert (entry.fact.id, entry.title) == ("fact-1", "Leading Zone")
    assert store.library.entries() is store.library.entries()
    put(other, document("zone", "Leading Zone", "Nothing dated."), sha256="2")
    assert store.library.entries() == ()
    other.close()


def test_a_number_without_end_is_left_out(store: Store) -> None:
    endless = replace(fact().figures[0], value=float("inf"))
    told = replace(fact(), figures=(endless, *fact().figures))
    put(store, replace(ZONE, figures=(endless,), facts=(told,)))
    found = store.library.document("zone")
    assert found == replace(ZONE, facts=(fact(),))


def test_broken_characters_are_refused_or_replaced_never_a_crash(store: Store) -> None:
    put(store, document("nul", "N\0ul", "A fund\0 here.", "Lone \ud800 half."))
    found = store.library.document("nul")
    assert found is not None
    assert len(found.text) == len("A fund\0 here. Lone \ud800 half. ")
    broken = replace(document("bad", "Bad", "x."), facts=(replace(fact(), what="\ud800"),))
    with pytest.raises(Refused, match="broken characters"):
        put(store, ZONE, broken, path="bad.md")
    assert store.library.document("zone") is None, "nothing of a refused file stays"
