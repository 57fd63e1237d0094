"""Searches that are narrowed: over the whole result, on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefings.model import Basis, Document, Fact, Figure, Kind, Precision, When
from briefings.query import Holding, Query
from storage import narrowing
from storage.store import Store
from tests.unit.storage.made import document, evidence, fact, put
from tests.unit.storage.test_search import ODD, WORDS

FUND, CHARTER, LATER = "The industrial fund has 5 bn yuan.", "The charter is in force.", "By 2025 it doubles."


def told(paper: Document, sentence: int, kind: Kind) -> Fact:
    """A fact of this kind in the nth sentence of a document."""
    passage = paper.passages[sentence - 1]
    proof = evidence(paper, sentence)
    day = When(date(2025, 1, 1), date(2025, 12, 31), Precision.YEAR, Basis.STATED, "2025")
    made = fact(f"{paper.id}-{sentence}", paper.id, [proof])
    return replace(made, kind=kind, when=day, start=passage.start + 1, end=passage.start + 5, again=())


def library() -> tuple[Document, ...]:
    """Three documents of three years, with facts and figures in known sentences."""
    old = document("old", "The harbour fund", FUND, CHARTER, LATER, written=date(2021, 5, 1))
    new = document("new", "A new fund", "The fund for the industrial park.", LATER, written=date(2024, 5, 1))
    bare = document("bare", "Ferries", "No fund of any kind.", "Ferries run.")
    start = old.text.index("5 bn")
    figure = Figure(5e9, "CNY", None, "fund", start, start + 4, "5 bn", "old#1.1")
    facts = (told(old, 2, Kind.ORIGIN), told(old, 3, Kind.TARGET))
    return (
        replace(old, figures=(figure,), facts=facts),
        replace(new, facts=(told(new, 2, Kind.DEADLINE),)),
        replace(bare, clock=replace(bare.clock, year=None, start=None, end=None)),
    )


def refs(store: Store, query: Query | str, limit: int = 50) -> list[str]:
    """The sentences found, best first."""
    return [hit.passage.ref for hit in store.library.sentences(query, limit)]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        (Query("fund", since=date(2023, 1, 1)), {"new#1.1"}),
        (Query("fund", until=date(2021, 5, 1)), {"old#1.1"}),
        (Query("fund", since=date(2021, 5, 2), until=date(2024, 4, 30)), set()),
        (Query(phrases=("industrial fund",)), {"old#1.1"}),
        (Query("fund", must=("park",)), {"new#1.1"}),
        (Query("fund", must_not=("industrial",)), {"bare#1.1"}),
        (Query("fund", document="new"), {"new#1.1"}),
        (Query("fund", document="the HARB"), {"old#1.1"}),
        (Query("fund", document="nowhere"), set()),
        (Query("fund", topic="ferries"), {"bare#1.1"}),
        (Query("fund", topic="quantum"), set()),
        (Query("fund", types=frozenset({Holding.FIGURE})), {"old#1.1"}),
        (Query("charter", types=frozenset({Holding.ANNIVERSARY})), {"old#1.2"}),
        (Query("doubles", types=frozenset({Holding.TARGET})), {"old#1.3"}),
        (Query("doubles", types=frozenset({Holding.DATE})), {"old#1.3", "new#1.2"}),
        (Query(types=frozenset({Holding.DEADLINE, Holding.TARGET})), {"old#1.3", "new#1.2"}),
        (Query(types=frozenset({Holding.DATE}), since=date(2024, 1, 1)), {"new#1.2"}),
        (Query(document="bare"), {"bare#1.1", "bare#1.2"}),
        (Query(must_not=("fund",)), set()),
    ],
)
def test_a_search_leaves_what_fits_and_only_that(store: Store, query: Query, found: set[str]) -> None:
    put(store, *library())
    assert set(refs(store, query)) == found
    by_document = {hit.passage.ref for hit in store.library.search(query)}
    assert by_document <= found
    assert {ref.partition("#")[0] for ref in by_document} == {ref.partition("#")[0] for ref in found}


def test_what_fits_is_found_however_common_its_words(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    papers = [
        document(f"d{n}", f"Paper {n}", f"The fund of town number {n}.", written=date(2000 + n % 20, 1, 1))
        for n in range(60)
    ]
    put(store, *papers)
    for few in (narrowing.FEW, 1):
        monkeypatch.setattr(narrowing, "FEW", few)
        for looked in (narrowing.LOOKED, 2):
            monkeypatch.setattr(narrowing, "LOOKED", looked)
            assert refs(store, Query("fund town", must=("17",))) == ["d17#1.1"]
            assert refs(store, Query("fund", phrases=("town number 42",))) == ["d42#1.1"]
            assert refs(store, Query("fund town number", document="d33")) == ["d33#1.1"]
    monkeypatch.undo()
    late = {f"d{n}#1.1" for n in range(60) if n % 20 >= 18}
    assert set(refs(store, Query("fund", since=date(2018, 1, 1)))) == late


def test_what_holds_a_type_is_found_however_common_its_words(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    papers = [document(f"d{n}", f"Paper {n}", f"The fund of town number {n}.", LATER) for n in range(40)]
    start = papers[31].text.index("31")
    figure = Figure(31, None, None, "town", start, start + 2, "31", "d31#1.1")
    papers[31] = replace(papers[31], figures=(figure,))
    papers[27] = replace(papers[27], facts=(told(papers[27], 2, Kind.TARGET),))
    put(store, *papers)
    monkeypatch.setattr(narrowing, "LOOKED", 2)
    for query in ("fund", "fund town", "fund doubles"):
        assert refs(store, Query(query, types=frozenset({Holding.FIGURE}))) == ["d31#1.1"]
    assert refs(store, Query("doubles", types=frozenset({Holding.TARGET}))) == ["d27#1.2"]
    both = frozenset({Holding.TARGET, Holding.FIGURE})
    assert {ref.partition("#")[0] for ref in refs(store, Query("fund doubles", types=both))} == {"d27", "d31"}


def test_pages_neither_overlap_nor_leave_anything_out(store: Store) -> None:
    papers = [
        document(f"d{n}", f"Paper {n}", *(f"The fund of {n} for {m} towns." for m in range(n % 5 + 1)))
        for n in range(40)
    ]
    put(store, *papers)
    for query in (Query("fund"), Query("fund towns", must_not=("3",)), Query(document="paper 1")):
        every = refs(store, query, 1000)
        pages = [hit.passage.ref for page in range(20) for hit in store.library.sentences(query, 7, 7 * page)]
        assert pages == every
        assert len(set(every)) == len(every)


queries = st.builds(
    Query,
    words=st.one_of(st.sampled_from(ODD), st.text(max_size=30), st.sampled_from(WORDS)),
    must=st.lists(st.one_of(st.text(max_size=8), st.sampled_from(WORDS)), max_size=2).map(tuple),
    must_not=st.lists(st.one_of(st.text(max_size=8), st.sampled_from(WORDS)), max_size=2).map(tuple),
    phrases=st.lists(st.one_of(st.text(max_size=12), st.sampled_from(WORDS)), max_size=2).map(tuple),
    since=st.none() | st.dates(),
    until=st.none() | st.dates(),
    types=st.frozensets(st.sampled_from(Holding), max_size=2),
    topic=st.sampled_from(["", "", "fund", "\0", "%_", "浦东"]),
    document=st.sampled_from(["", "", "old", "\0", "%", "\ud800"]),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(queries)
def test_no_narrowed_query_is_an_error_and_both_databases_answer_alike(
    both: tuple[Store, Store], query: Query
) -> None:
    answers = []
    for store in both:
        put(store, *library())
        results = (store.library.told(query), store.library.searched(query))
        answers.append([([(hit.passage.ref, hit.score) for hit in r.hits], r.meant) for r in results])
    assert answers[0] == answers[1]
