"""Words that a store does not have, looked for in other forms, on both databases."""

from __future__ import annotations

import pytest

from briefings.query import Query
from storage.store import Store
from tests.unit.storage.made import document, put

ENGLISH = document(
    "zone",
    "Leading Zone",
    "The Leading Zone in Pudong has an industrial fund.",
    "Policies for manufacturing are made by the government.",
    "The special drawing system is old.",
    "Trial bonded warehouses stand in the harbour, near trial bonded yards.",
    "The Trial Bonded Yards grew.",
)
CHINESE = document("citie", "临港", "临港新片区设立产业基金。", "自贸区扩大开放。", "SDR 也在篮子里。")


@pytest.mark.parametrize(
    ("typed", "better"),
    [
        ("pudnog", "pudong"),
        ("the industral fund", "the industrial fund"),
        ("polcies", "policies"),
        ("manufacturng", "manufacturing"),
        ("goverment fnud", "government fund"),
        ("leading zoen", "leading zone"),
        ("manufacutring", "manufacturing"),
        ("浦东 fund", "Pudong fund"),
        ("浦東基金", "Pudong 基金"),
        ("leading district", "leading zone"),
        ("引领区", "leading zone"),
        ("TBY", "trial bonded yards"),
    ],
)
def test_unknown_words_are_looked_for_as_people_write_them(store: Store, typed: str, better: str) -> None:
    put(store, ENGLISH)
    found = store.library.told(typed)
    assert found.meant.did_you_mean == better
    assert found.hits
    assert found.hits == store.library.told(typed).hits


@pytest.mark.parametrize("typed", ["fund", "Pudong policies", "industrial funds 2023", "", "the of", "政府"])
def test_words_that_the_store_has_stay_as_they_are(store: Store, typed: str) -> None:
    put(store, ENGLISH)
    meant = store.library.understood(typed)
    assert meant.did_you_mean is None
    assert meant.instead == ()


@pytest.mark.parametrize(
    ("typed", "missing"),
    [
        ("quantum fund", ("quantum",)),
        ("pudnog", ("pudnog",)),
        ("浦东", ()),
        ("量子 fund", ("量子",)),
        ("2031", ("2031",)),
        ("fud", ("fud",)),
        ("computing", ("computing",)),
    ],
)
def test_words_that_nothing_has_are_named(store: Store, typed: str, missing: tuple[str, ...]) -> None:
    put(store, ENGLISH)
    assert store.library.understood(typed).missing == missing


def test_numbers_and_short_words_are_never_corrected(store: Store) -> None:
    put(store, document("d", "T", "The tax of 2023 is 220 for cats and the bank."))
    for typed in ("2032", "221", "tex", "cots", "tank"):
        meant = store.library.understood(typed)
        assert (meant.did_you_mean, meant.missing) == (None, (typed,))


def test_names_find_documents_of_the_other_language(store: Store) -> None:
    put(store, ENGLISH, CHINESE)
    for typed, first in (
        ("Lingang", "citie"),
        ("free trade zone", "citie"),
        ("引领区", "zone"),
        ("浦东", "zone"),
    ):
        assert store.library.search(typed)[0].passage.document == first, typed
    put(store, document("pudong", "浦东", "浦东新区开放。"), path="other.md", sha256="2")
    assert {hit.passage.document for hit in store.library.search("Pudong")} == {"zone", "pudong"}
    assert [each.id for each in store.library.topic("引领区")] == ["zone"]


def test_a_lone_character_finds_the_words_with_it(store: Store) -> None:
    put(store, ENGLISH, CHINESE)
    assert {hit.passage.ref for hit in store.library.sentences("区")} == {"citie#1.1", "citie#1.2"}
    asked = Query("开放", must=("區",), must_not=("片",))
    assert [hit.passage.ref for hit in store.library.sentences(asked)] == ["citie#1.2"]
    assert store.library.understood("龘").missing == ("龘",)


def test_what_must_stand_may_stand_in_its_other_forms(store: Store) -> None:
    put(store, ENGLISH)
    for query in (Query("fund", must=("浦东",)), Query(phrases=("industral fund",)), Query(must=("引领区",))):
        assert [hit.passage.ref for hit in store.library.sentences(query)] == ["zone#1.1"]


def test_the_other_forms_narrow_no_topic(store: Store) -> None:
    put(store, document("a", "Pudong", "Pudong grows."), document("b", "浦东", "浦东很大。"))
    assert [each.id for each in store.library.topic("Pudong")] == ["a"]
    assert [each.id for each in store.library.topic("浦东")] == ["b"]
