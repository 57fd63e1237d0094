"""Answering: quotes or an honest no, the document's own last year, and the same from both databases."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from briefings.answering import Answer
from briefings.model import Source
from briefings.study import study
from storage.store import Store
from tests.unit.storage.test_search import ODD

AT = datetime(2026, 1, 1, tzinfo=UTC)
PAPERS = {
    "fund": (
        "Harbour fund of Larkness",
        "LARKNESS, 12 May 2021 - The port council of Larkness set up a dredging fund of 2 billion euros. "
        "Preliminary estimates say that it may draw another 300 million euros.\n\n"
        "The council's chair, Maren Dolk, said that the work begins on 3 June 2021. "
        "Last year, the port handled 14.6 million tonnes of cargo. "
        "In 2018, it handled 9.1 million tonnes of cargo.\n\n"
        "The old pier was closed because the gale of January had washed out its foundations.",
    ),
    "ferry": (
        "Ferries to the islands",
        "HOLM, 2 March 2019 - Ferries to the islands leave the old quay every hour. "
        "A ticket costs 5 euros. Last year, the ferries carried 220,000 passengers to the islands.",
    ),
    "library": (
        "云溪区图书馆",
        "2020年6月5日，云溪区图书馆新馆开馆。新馆总投资3.2亿元，馆藏图书约92万册。去年，图书馆接待读者41万人次。",
    ),
}


def ask(store: Store, query: str) -> Answer:
    return store.library.answer(query)


@pytest.fixture
def told(store: Store) -> Store:
    for id, (title, text) in PAPERS.items():
        source = Source(f"{id}.txt", "text", id, f"{title}\n\n{text}\n")
        store.library.put(study(source, id=id), name=source.name, sha256=id, path=id, at=AT)
    return store


def test_the_value_that_is_wanted_comes_with_the_sentence_that_gives_it(told: Store) -> None:
    given = ask(told, "How large is the dredging fund of Larkness?")
    assert given.value == "2 billion euros"
    assert given.value in given.sentences[0].passage.text
    assert ask(told, "Who is the chair of the port council?").value == "Maren Dolk"
    assert ask(told, "when does the work begin").value == "3 June 2021"


def test_last_year_is_the_last_year_of_the_document(told: Store) -> None:
    given = ask(told, "How many tonnes of cargo did the port handle in 2020?")
    assert given.sentences[0].passage.text.startswith("Last year, the port handled 14.6 million")
    given = ask(told, "How many passengers did the ferries carry to the islands last year?")
    assert "220,000" in given.sentences[0].passage.text


def test_a_refusal_names_the_words_that_are_missing_and_shows_what_is_near(told: Store) -> None:
    given = ask(told, "How much did the Zanzibar lighthouse cost?")
    assert given.sentences == ()
    assert given.value is None
    assert {"Zanzibar", "lighthouse"} <= set(given.missing)
    assert given.hits


@pytest.mark.parametrize(
    "query",
    [
        "How large is the dredging fund of the port of Northmark Larkness in 1987?",
        "Who designed the old pier?",
        "How many tonnes of cargo did the port handle in 1994?",
    ],
)
def test_another_year_and_an_untold_person_are_refused(told: Store, query: str) -> None:
    assert ask(told, query).sentences == ()


def test_another_thing_of_the_same_kind_is_refused(told: Store) -> None:
    text = "Cedar Moor\n\nThe council of Cedar Moor has a budget of 40 million euros for 2022.\n"
    source = Source("moor.txt", "text", "moor", text)
    told.library.put(study(source, id="moor"), name="moor.txt", sha256="moor", path="moor", at=AT)
    assert ask(told, "How much is the budget of Cedar Moor?").value == "40 million euros"
    assert ask(told, "How much is the budget of Osier Moor?").sentences == ()


def test_a_question_in_chinese_is_answered_by_a_chinese_sentence(told: Store) -> None:
    given = ask(told, "云溪区图书馆新馆总投资多少？")
    assert given.value == "3.2亿元"
    assert "总投资3.2亿元" in given.sentences[0].passage.text
    assert ask(told, "雲溪區圖書館新館總投資多少？").value == "3.2亿元"


def test_every_value_stands_in_the_first_sentence(told: Store) -> None:
    for query in (
        "dredging fund euros",
        "cargo tonnes 2018",
        "ticket cost",
        "图书馆 馆藏 多少",
        "why was the pier closed",
    ):
        given = ask(told, query)
        for words in (given.value, *(rung.text for rung in given.ladder)):
            assert words is None or words in given.sentences[0].passage.text


def test_odd_and_endless_questions_are_answered_or_refused(told: Store) -> None:
    for query in (*ODD, "why " * 2_500, "多少" * 5_000, "When? " * 1_700, "“" * 9_000, "A" * 10_000 + "?"):
        given = ask(told, query)
        assert isinstance(given, Answer)
        assert len(given.sentences) <= 3


def test_an_empty_store_refuses(store: Store) -> None:
    given = ask(store, "How large is the fund?")
    assert given.hits == given.sentences == ()
    assert given.missing == ("fund",)


def test_both_databases_answer_alike(told: Store) -> None:
    other = Store.open("sqlite://")
    for id, (title, text) in PAPERS.items():
        source = Source(f"{id}.txt", "text", id, f"{title}\n\n{text}\n")
        other.library.put(study(source, id=id), name=source.name, sha256=id, path=id, at=AT)
    for query in (
        "How large is the dredging fund?",
        "图书馆去年接待多少读者",
        "port cargo last year",
        "who pays?",
    ):
        assert ask(told, query) == ask(other, query)
    other.close()


def test_the_value_is_the_one_of_the_time_and_the_extreme_that_are_asked_for(told: Store) -> None:
    text = (
        "Mill of Tarvik\n\n"
        "In 2017, 8.5% of the sacks of the Tarvik mill were torn; in 2018, the share fell to 2.1%. "
        "A sack from the Tarvik mill cost $40 last week, down from a record $75 in May.\n"
    )
    source = Source("mill.txt", "text", "mill", text)
    told.library.put(study(source, id="mill"), name="mill.txt", sha256="mill", path="mill", at=AT)
    assert ask(told, "What share of the sacks of the Tarvik mill was torn in 2018?").value == "2.1%"
    assert "$75" in (ask(told, "highest price of a sack from the Tarvik mill").value or "")


def test_a_slip_is_answered_by_what_the_library_writes_and_says_so(told: Store) -> None:
    right, slipped = (ask(told, f"How large is the {word} fund?") for word in ("dredging", "drefging"))
    assert slipped.did_you_mean == "How large is the dredging fund?"
    assert [hit.passage.ref for hit in slipped.hits] == [hit.passage.ref for hit in right.hits]
    assert right.did_you_mean is None


@pytest.mark.parametrize(
    ("query", "missing"),
    [
        ("When does the port council privatise the pier police?", "police"),
        ("Who signed the treaty of Zanzibar?", "Zanzibar"),
        ("How many elephants did the port handle last year?", "elephants"),
    ],
)
def test_a_word_that_nothing_in_the_library_has_is_refused_and_named(
    told: Store, query: str, missing: str
) -> None:
    given = ask(told, query)
    assert given.sentences == ()
    assert missing in given.missing
    assert given.did_you_mean is None


def test_mere_words_are_answered_with_the_amount_that_stands_with_them(told: Store) -> None:
    assert ask(told, "dredging fund Larkness").value == "2 billion euros"
