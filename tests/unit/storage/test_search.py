"""Searching: odd queries never fail, both databases rank alike, the index follows every change."""

from __future__ import annotations

from array import array
from collections import Counter
from itertools import accumulate, pairwise
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefings.model import Document
from storage.engine import Database
from storage.index.entries import ENOUGH, LARGEST, MANY, spans
from storage.store import Store
from storage.tables import CHUNK, COUNTER, TERM
from tests.unit.storage.made import document, put

ODD = (
    *(
        '"',
        "AND",
        "C++",
        "2023-07-15",
        "foo:bar",
        "NEAR(",
        "*",
        "\0",
        "fund\0",
        "x" * 10_000,
        "fund " * 2_000,
    ),
    *(
        "'; DROP TABLE chunk; --",
        "\ud800",
        "(((",
        "a AND NOT",
        "^fund",
        "{fund}",
        "fund*",
        "-fund",
        "NOT fund",
    ),
    *("''", "fund OR", "fund & | !", "<->", "e\u0301" * 3000, "", " ", "the of and", "\u202efund", "½ ², ①"),
)
WORDS = (
    "fund",
    "zone",
    "bonded",
    "licence",
    "colour",
    "引领区",
    "浦东",
    "vehicle",
    "2023",
    "220",
    "the",
    "of",
)

ALIKE = {
    "fund": ("fund", "ＦＵＮＤＳ", "Fünds"),
    "zone": ("industrial fund", "220 km²"),
    "chinese": ("浦东", "浦東", "引领区", "基金规模 fund"),
    "museum": ("organizing colors", "licenses", "MUSÉUM"),
}


def library() -> tuple[Document, ...]:
    """A few documents with words in common."""
    return (
        document("zone", "Leading Zone", "The industrial fund has 5 bn yuan.", "Pudong grows to 220 km2."),
        document(
            "fund", "The fund", "Money is set aside for vehicles.", "It is not much.", "Rules are made."
        ),
        document(
            "chinese",
            "浦东新区",
            "支持浦东新区高水平改革开放、打造社会主义现代化建设引领区。",
            "基金规模为五十亿元。",
        ),
        document("museum", "Maritime museum", "Ships organised by colour.", "A licence is needed."),
    )


def test_no_query_is_an_error(store: Store) -> None:
    put(store, *library())
    for query in ODD:
        for found in (store.library.search(query), store.library.sentences(query)):
            assert all(hit.score > 0 for hit in found), query[:20]
        store.library.topic(query)
    assert store.library.count() == len(library())


def test_spelling_script_and_form_make_no_difference(store: Store) -> None:
    put(store, *library())
    found = {
        query: next((hit.passage.document for hit in store.library.search(query)), None)
        for queries in ALIKE.values()
        for query in queries
    }
    assert found == {query: id for id, queries in ALIKE.items() for query in queries}


def test_a_hit_is_the_best_sentence_of_a_document(store: Store) -> None:
    put(store, *library())
    hits = store.library.search("rules for vehicles in Pudong")
    refs = [hit.passage.ref for hit in hits]
    # the last one writes Pudong in Chinese
    assert sorted(refs[:2]) in (["fund#1.3", "zone#1.2"], ["fund#1.1", "zone#1.2"])
    assert refs[2:] == ["chinese#1.1"]
    for hit in hits:
        whole = store.library.document(hit.passage.document)
        assert whole is not None
        assert whole.text[hit.evidence.start : hit.evidence.end] == hit.passage.text
        assert (hit.title, hit.evidence.sha256) == (whole.title, whole.sha256)
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_sentences_come_in_pages_without_overlap(store: Store) -> None:
    put(
        store,
        *(document(f"d{n}", f"Paper {n}", f"A fund of {n}.", f"The fund again, {n}.") for n in range(5)),
    )
    every = store.library.sentences("fund", 10)
    assert len(every) == 10
    pages = [hit for page in range(5) for hit in store.library.sentences("fund", 2, 2 * page)]
    assert {hit.passage.ref for hit in pages} == {hit.passage.ref for hit in every}


def test_a_topic_is_what_documents_are_about(store: Store) -> None:
    put(store, *library(), document("cal", "Leading Zone", "Leading zone.", kind="calendar"))
    assert [each.id for each in store.library.topic("leading zone")] == ["zone"]
    assert [each.id for each in store.library.topic("fund")] == ["fund", "zone"]
    assert store.library.topic("quantum entanglement fund rules") == ()
    assert store.library.topic("nothing of the kind") == ()


def test_limits_are_kept(store: Store) -> None:
    put(store, *library())
    assert len(store.library.search("fund", 1)) == 1
    assert store.library.search("fund", 0) == () == store.library.search("fund", -3)
    assert store.library.topic("fund", 0) == () == store.library.sentences("fund", -1)


def totals(store: Store) -> tuple[dict[int, int], dict[int, int], dict[str, int]]:
    """The index's running totals, and what they should be by counting its rows."""
    database: Database = store.library._database
    with database.reading() as connection:
        frequencies = {row.id: row.frequency for row in connection.execute(TERM.select()) if row.frequency}
        rows = connection.execute(CHUNK.select()).all()
        kept = {row.name: row.value for row in connection.execute(COUNTER.select())}
    counted = Counter(term for row in rows for term in set(held(row)))
    whole = {row.owner: row.whole for row in rows}
    assert kept.get("rows", 0) == len(rows)
    assert kept.get("length", 0) == sum(len(held(row)) for row in rows)
    assert kept.get("documents", 0) == len(whole)
    assert kept.get("whole", 0) == sum(whole.values())
    return frequencies, dict(counted), kept


def held(row: Any) -> list[int]:
    """The numbers of a chunk's terms."""
    return list(array("I", row.terms))


def test_the_totals_stay_true_through_every_change(store: Store) -> None:
    papers = library()
    put(store, *papers)
    for number, held in enumerate((papers[1:], papers[2:] + papers[:1], papers, papers[:1])):
        put(store, *held, sha256=str(number + 2))
        frequencies, counted, _ = totals(store)
        assert frequencies == counted
    put(store, document("zone", "Renamed", "All is different."), sha256="9")
    frequencies, counted, _ = totals(store)
    assert frequencies == counted
    assert store.library.search("industrial fund") == ()
    assert [hit.title for hit in store.library.search("different")] == ["Renamed"]


texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=12).map(" ".join)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(texts, min_size=1, max_size=8), min_size=1, max_size=8), st.lists(texts, max_size=4))
def test_both_databases_rank_alike(
    both: tuple[Store, Store], papers: list[list[str]], queries: list[str]
) -> None:
    held = [document(f"d{n}", sentences[0], *sentences) for n, sentences in enumerate(papers)]
    for store in both:
        put(store, *held, sha256=str(papers))
    for query in queries:
        ours, theirs = (
            [(hit.passage.ref, hit.score) for hit in store.library.search(query)] for store in both
        )
        assert ours == theirs


def said(paper: Document) -> list[tuple[int, str]]:
    """A document's sentences as the index takes them."""
    return [(passage.paragraph, passage.text) for passage in paper.passages]


@given(st.lists(st.integers(0, 60) | st.integers(0, 3 * LARGEST), max_size=30), st.integers(0, 9))
def test_every_sentence_is_in_exactly_one_chunk_or_cut(lengths: list[int], start: int) -> None:
    found = list(spans(list(accumulate(lengths, initial=start))[1:], start))
    places = [place for span in dict.fromkeys((s.first, s.last) for s in found) for place in range(*span)]
    assert sorted([*places, *{span.last for span in found}]) == list(range(len(lengths)))
    assert [at for span in found for at in range(span.start, span.end)] == list(
        range(start, start + sum(lengths))
    )
    assert all(span.last - span.first < MANY and span.end - span.start <= LARGEST for span in found)
    for one, after in pairwise(found):
        assert after.first == one.last + 1 or one.first == one.last or after[:2] == one[:2]
        assert one.last - one.first == MANY - 1 or one.end - one.start >= ENOUGH or after.end > one.end


def test_a_sentence_without_end_is_cut_into_chunks(store: Store) -> None:
    endless = document("d", "T", " ".join(f"word{n}" for n in range(3 * LARGEST)))
    put(store, endless)
    assert [hit.passage.document for hit in store.library.search(f"word{3 * LARGEST - 1}")] == ["d"]
