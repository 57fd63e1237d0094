"""The index by itself: what is looked at stays within a budget, and making it anew changes no answer."""

from __future__ import annotations

import contextlib
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from briefings.rules import ANALYSER
from briefings.words import analyse
from storage.index import texts
from storage.index.building import TOTALS, rebuild, tidy
from storage.index.entries import Changes
from storage.index.finding import find
from storage.index.matching import matcher
from storage.index.plan import Plan, chosen, planned
from storage.index.state import current_rules
from storage.index.terms import frequencies
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


chunks = st.sets(st.integers(0, 60), min_size=1)
words = st.dictionaries(st.integers(1, 9), chunks, max_size=9)


@given(words, st.integers(1, 80))
def test_what_is_looked_at_stays_within_the_budget_and_holds_every_rare_word(
    held: dict[int, set[int]], budget: int
) -> None:
    plan = planned({term: len(ids) for term, ids in held.items()}, 60, budget)
    found = chosen(plan, held)
    assert len(found) <= budget
    assert found == sorted(set(found))
    assert bool(found) == bool(held)
    assert set(found) >= set().union(*(held[term] for term in plan.rare))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words, st.integers(1, 80))
def test_both_databases_choose_what_a_plan_says(
    both: tuple[Store, Store], held: dict[int, set[int]], budget: int
) -> None:
    plan = planned({term: len(ids) for term, ids in held.items()}, 60, budget)
    said = [[term for term, ids in held.items() if owner in ids] for owner in range(61)]
    expected = [said[owner] for owner in chosen(plan, held)]
    for store in both:
        with store.library._database.writing() as connection:
            changes = Changes(connection)
            for owner, terms in enumerate(said):
                changes.add(owner, "", [(1, " ".join(f"word{term}" for term in terms))])
            changes.apply()
            number = {f"word{term}": term for term in held}
            known = {number[t]: n for t, (n, _) in frequencies(connection, list(number)).items()}
            theirs = Plan(
                tuple(known[term] for term in plan.rare),
                tuple(tuple(known[term] for term in group) for group in plan.groups),
                plan.rest,
                None if plan.last is None else known[plan.last],
            )
            found = matcher(connection).chosen(connection, theirs)
            told = sorted(zip(found.owners.tolist(), found.each(), strict=True), key=lambda each: each[0])
            assert [owner for owner, _ in told] == chosen(plan, held)
            back = {n: term for term, n in known.items()}
            assert [[back[int(n)] for n in terms] for _, terms in told] == expected
            connection.rollback()


TEXTS = st.lists(
    st.text(max_size=40) | st.sampled_from(["The fund of funds", "浦东新区 2025", "fund\u3000fund", ""])
)


@given(st.lists(TEXTS, max_size=4), st.sampled_from([0, 3, texts.KEPT]))
def test_texts_taken_apart_together_have_the_terms_that_each_has_alone(
    rounds: list[list[str]], kept: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(texts, "KEPT", kept)
        every = texts.Texts()
        for said in rounds:
            for one in said:
                every.add(one)
            marks, ends = every.taken()
            terms = [list(every.terms)[mark] for mark in marks]
            told = [tuple(terms[start:end]) for start, end in pairwise([0, *ends])]
            assert told == [analyse(one) for one in said]
            assert every.size == 0


@given(st.lists(st.lists(st.integers(0, 2**32 - 1), max_size=9)))
def test_the_different_numbers_of_rows_are_those_of_each(rows: list[list[int]]) -> None:
    found = texts.once([np.asarray(row, "<u4") for row in rows])
    assert [each.tolist() for each in found] == [sorted(set(row)) for row in rows]


def test_what_many_changes_add_and_take_away_is_what_stands(store: Store) -> None:
    database = store.library._database
    with database.writing() as connection:
        changes = Changes(connection)
        changes.add(1, "A fund", [(0, "A fund"), (1, "funds for vehicles"), (1, "vehicles, vehicles")])
        changes.add(2, "", [(1, "vehicles")])
        changes.add(3, "No sentence", [])
        changes.remove(2)
        changes.add(4, "", [(1, "…")])
        changes.apply()
        assert frequencies(connection, analyse("fund vehicles sentence")).keys() == {"fund", "vehicl"}
        assert {times for _, times in frequencies(connection, analyse("fund vehicles")).values()} == {1}
        totals = {row.name: row.value for row in connection.execute(COUNTER.select())}
        assert [totals[name] for name in ("documents", "rows", "length", "whole")] == [2, 2, 5, 5]
        found = matcher(connection).rows(connection, [1, 2, 3])
        assert sorted(zip(found.owners.tolist(), found.lengths.tolist(), strict=True)) == [(1, 5), (4, 0)]
