"""`search` in a chat: what its lines tell, what narrows it, and what it says where nothing is found."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.card import Notice, lines, plain
from bot.dispatch import FrontDesk
from storage.store import Store
from tests.unit.bot.harbour import desk, filled, paper, put, request
from tests.unit.bot.test_commands import commands
from tests.unit.bot.test_dispatch import words
from tests.unit.storage.test_search import ODD


@pytest.fixture
def store() -> Iterator[Store]:
    opened = filled()
    yield opened
    opened.close()


@pytest.fixture
def answers(store: Store) -> FrontDesk:
    return desk(store)


def found(answers: FrontDesk, typed: str) -> list[str]:
    """The sentences of a result, as lines of text."""
    card = answers.answer(request(typed))
    return [plain(line.text) for block in card.blocks for line in lines(block) if line.evidence]


def test_a_line_tells_its_document_the_time_of_writing_and_what_the_sentence_dates(
    answers: FrontDesk,
) -> None:
    (first, *_) = found(answers, "search spent dredging")
    assert first == (
        "The dredging fund is to be spent by 30 June 2026. — The dredging fund · written 2022 · "
        "30 Jun 2026 (deadline) · decided"
    )


@pytest.mark.parametrize(
    ("typed", "has"),
    [
        ("search dredging type:deadline", "to be spent"),
        ("search dredging type:figures", "2 billion euros"),
        ("search charter type:anniversaries", "second anniversary"),
        ("search council document:charter", "fees"),
        ('search council document:"The Harbour Charter at"', "12 rules"),
        ("search port topic:dredging", "set up a dredging fund"),
        ("search type:deadline", "to be spent"),
        ('search fund -"billion euros"', "to be spent"),
        ("search 2022 doc:fund euros", "2 billion euros"),
    ],
)
def test_a_search_can_be_narrowed_by_what_sentences_hold_and_where_they_stand(
    answers: FrontDesk, typed: str, has: str
) -> None:
    if "doc:" in typed:
        typed = commands(answers.answer(request(typed)))[0]
        assert "document:fund" in typed
    said = found(answers, typed)
    assert any(has in line for line in said)
    assert len(said) <= 3


@pytest.mark.parametrize(
    ("typed", "better"),
    [
        ("search fund type:deadlin", "search fund type:deadline"),
        ("search fund type:figure,tagret", "search fund type:figure,target"),
        ("search fund tipe:figure", "search fund type:figure"),
        ("search fund topc:charter", "search fund topic:charter"),
    ],
)
def test_an_unknown_key_or_type_gets_the_nearest_one(answers: FrontDesk, typed: str, better: str) -> None:
    card = answers.answer(request(typed))
    assert "Did you mean" in words(card)
    assert commands(card)[0] == better
    assert found(answers, better) or "No sentence here" in words(answers.answer(request(better)))


def test_a_type_that_is_like_none_gets_the_list(answers: FrontDesk) -> None:
    said = words(answers.answer(request("search fund type:xyz")))
    assert "figure, date, deadline, target, anniversary, event, period, recurring" in said


def test_nothing_found_says_what_narrowed_it(answers: FrontDesk) -> None:
    card = answers.answer(request("search dredging +fund since:2030 type:deadline"))
    said = words(card)
    assert "No sentence here tells of “dredging” with +fund since:2030-01-01 type:deadline." in said
    assert "Without since:2030-01-01 there is 1 sentence." in said
    assert "Without type:deadline" not in said
    assert commands(card)[0] == "search dredging +fund type:deadline"
    assert any("to be spent" in line for line in found(answers, commands(card)[0]))


def test_every_way_out_of_an_empty_result_leads_to_one(answers: FrontDesk) -> None:
    for typed in ('search fund "harbour charter" -council', "search council +euros -rules until:2022"):
        card = answers.answer(request(typed))
        if not card.numbers:
            ways = [each for each in commands(card) if each.startswith("search")]
            assert ways
            assert all(found(answers, way) for way in ways)


def test_a_document_or_topic_that_is_not_here_is_said_to_be_missing(answers: FrontDesk) -> None:
    said = words(answers.answer(request("search euros document:dredgng")))
    assert "No document here is called “dredgng”." in said
    assert "The nearest is “The dredging fund”: document:fund." in said
    assert "No document here is about “volcanoes”." in words(
        answers.answer(request("search euros topic:volcanoes"))
    )


def test_what_stands_in_for_an_unknown_word_is_told(answers: FrontDesk) -> None:
    card = answers.answer(request("search dreging quantum"))
    assert "Nothing here has “dreging”. Did you mean “dredging”? That is shown." in words(card)
    assert "Nothing here has “quantum”." in words(card)
    assert any("dredging fund" in line for line in found(answers, "search dreging quantum"))
    none = answers.answer(request("search quantum"))
    assert any(isinstance(block, Notice) for block in none.blocks)
    assert "Nothing here has “quantum”." in words(none)


def test_pages_keep_what_narrows_them(store: Store, answers: FrontDesk) -> None:
    put(store, paper("long", "Long", [f"Buoy number {n} marks the fairway." for n in range(30)]))
    typed, seen = 'search buoy "marks the fairway" -7 document:long', set()
    for _ in range(10):
        card = answers.answer(request(typed))
        assert not seen & set(card.numbers)
        seen |= set(card.numbers)
        following = [each for each in commands(card) if "page:" in each]
        if not following:
            break
        (typed,) = following
    assert len(seen) == 29


typed = st.one_of(
    st.sampled_from(ODD),
    st.text(max_size=40),
    st.lists(
        st.sampled_from(
            [
                "+fund",
                "-",
                '-"',
                '"',
                "type:",
                "type:figure",
                "since:2022",
                "until:x",
                "topic:",
                'document:"',
                "浦东",
                "*",
            ]
        ),
        max_size=6,
    ).map(" ".join),
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed)
def test_whatever_is_typed_gets_an_answer(answers: FrontDesk, typed: str) -> None:
    card = answers.answer(request(f"search {typed}"))
    assert card.blocks
    assert "broke inside" not in words(card)
