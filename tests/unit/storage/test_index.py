"""The index by itself: what is looked at stays within a budget, and making it anew changes no answer."""

from __future__ import annotations

import contextlib

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from briefings.words import ANALYSER, analyse
from storage.index.building import TOTALS, current_rules, rebuild, tidy
from storage.index.entries import Changes
from storage.index.finding import find
from storage.index.plan import candidates
from storage.store import Store
from storage.tables import COUNTER
from tests.unit.storage.made import document, put

QUESTIONS = ("fund", "industrial fund", "rules for vehicles", "浦东", "nothing of it")


def filled(store: Store) -> Store:
    """A store with a few documents, one of them gone again."""
    papers = [
        document("zone", "Leading Zone", "The industrial fund has 5 bn yuan.", "Pudong grows to 220 km2."),
        document("fund", "The fund", "Money is set aside for vehicles.", "Rules are made for vehicles."),
        document("chinese", "浦东新区", "支持浦东新区高水平改革开放。"),
    ]
    put(store, *papers, document("gone", "Gone", "An industrial fund for vehicles."))
    put(store, *papers, sha256="2")
    return store


def answers(store: Store) -> list[list[tuple[str, float]]]:
    return [[(hit.passage.ref, hit.score) for hit in store.library.search(query)] for query in QUESTIONS]


def test_an_index_made_anew_answers_the_same(store: Store) -> None:
    before = answers(filled(store))
    told: list[tuple[int, int]] = []
    assert store.reindex(progress=lambda done, total, _: told.append((done, total))) == 3
    assert answers(store) == before
    assert told == [(0, 3), (1, 3), (2, 3), (3, 3)]


def test_an_index_of_older_rules_is_made_anew_when_the_store_is_opened(store_url: str) -> None:
    store = filled(Store.open(store_url))
    before, database = answers(store), store.library._database
    with database.writing() as connection:
        assert current_rules(connection)
        older = COUNTER.update().where(COUNTER.c.name == "analyser").values(value=ANALYSER - 1)
        connection.execute(older)
        connection.execute(text("DELETE FROM chunk"))
    store.close()
    told: list[str] = []
    store = Store.open(store_url, progress=lambda done, total, name: told.append(name))
    assert answers(store) == before
    assert told[:3] == ["zone", "fund", "chinese"]
    assert rebuild(store.library._database, always=False) == 0
    store.close()


def test_an_index_that_is_not_finished_leaves_the_old_one(store: Store) -> None:
    before = answers(filled(store))

    def fall(done: int, total: int, name: str) -> None:
        if done:
            raise KeyboardInterrupt

    with contextlib.suppress(KeyboardInterrupt):
        store.reindex(progress=fall)
    assert answers(store) == before


def test_an_index_needs_no_documents(store: Store) -> None:
    database = store.library._database
    with database.writing() as connection:
        changes = Changes(connection)
        for owner in range(1, 400):
            changes.add(owner, "", [(1, f"passage {owner} on subject {owner % 7}"), (1, "and a fund")])
        changes.apply()
    tidy(database)
    with database.reading() as connection:
        assert find(connection, analyse("passage 77")).versions[0].version == 77
        totals = {row.name: row.value for row in connection.execute(COUNTER.select()) if row.name in TOTALS}
    assert totals["documents"] == totals["rows"] == 399


words = st.dictionaries(st.integers(1, 60), st.integers(1, 5000), max_size=20)


@given(words, st.integers(1, 3000))
def test_what_is_looked_at_stays_within_the_budget(frequencies: dict[int, int], budget: int) -> None:
    asked: list[int] = []

    def match(terms: list[int], every: bool, limit: int) -> list[int]:
        asked.append(limit)
        worst = min(frequencies[t] for t in terms) if every else sum(frequencies[t] for t in terms)
        return list(range(len(asked) * 10_000, len(asked) * 10_000 + min(worst, limit)))

    found = candidates(frequencies, match, budget)
    assert len(found) <= budget
    assert found == sorted(found)
    assert bool(found) == bool(frequencies)
