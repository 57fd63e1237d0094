"""Ladders: different subjects stay apart, one amount told twice is one rung with both sentences."""

from __future__ import annotations

import pytest

from briefings.ladders import Ladder, Rung, ladders, unit_named
from briefings.model import Document, Grade
from briefings.study import study
from tests.shared import shared
from tests.unit.briefings.told import page, source

FUND = (
    "The Harbour Fund at two\n\nThe Harbour Fund was set up in September 2022 with a total investment of "
    "5 billion yuan. The initial scale of the three harbour parent funds exceeds 15 billion yuan, and the "
    "subscribed capital of the harbour funds is 3.3 billion yuan. According to preliminary estimates, the "
    "harbour may attract a sub-fund group of about 100 billion yuan within three years.\n"
)
CHINESE = (
    "浦东引领区两年\n\n2022年9月，浦东设立引领区产业发展基金，基金总规模为50亿元。三只引领区母基金首期规模超过150亿元，认缴总额33亿元。"
    "初步预计，未来三年引领区基金有望带动子基金约1000亿元。\n\n张江科学城规划面积由95平方公里扩大到220平方公里，涉及11个街镇。\n"
)


def read(text: str, id: str = "page", on: str = "2023-07-12") -> Document:
    from datetime import date

    return study(source(text), id=id, reference=date.fromisoformat(on))[0]


def of(found: tuple[Ladder, ...], unit: str) -> list[Rung]:
    return [rung for ladder in found if ladder.unit == unit for rung in ladder.rungs]


def test_four_amounts_of_one_paragraph_are_four_subjects_with_their_reservations() -> None:
    rungs = of(ladders("harbour", [read(FUND)]), "CNY")
    assert [(rung.value, rung.hedge) for rung in rungs] == [
        (1e11, "about"),
        (1.5e10, "exceeds"),
        (5e9, None),
        (3.3e9, None),
    ]
    assert len({rung.subject for rung in rungs}) == 4
    assert [rung.grade for rung in rungs] == [
        Grade.ESTIMATED,
        Grade.IN_FORCE,
        Grade.DECIDED,
        Grade.IN_FORCE,
    ]
    assert [rung.text for rung in rungs][:2] == ["about 100 billion yuan", "exceeds 15 billion yuan"]


def test_a_time_is_told_only_where_the_clause_gives_it() -> None:
    by_value = {rung.value: rung.when for rung in of(ladders("harbour", [read(FUND)]), "CNY")}
    assert (when := by_value[5e9]) is not None
    assert when.edtf == "2022-09"
    assert by_value[3.3e9] is None


def test_chinese_amounts_keep_their_words_units_and_reservations() -> None:
    found = ladders("引领区", [read(CHINESE, "zh")])
    assert [(r.text, r.hedge) for r in of(found, "CNY")] == [
        ("约1000亿元", "约"),
        ("超过150亿元", "超过"),
        ("50亿元", None),
        ("33亿元", None),
    ]
    assert [r.value for r in of(found, "km2")] == [220, 95]


def test_the_same_amount_told_twice_is_one_rung_with_both_sentences() -> None:
    one = read("The quay\n\nThe harbour fund has a size of 2 billion euros.\n", "one")
    two = read("The bank\n\nThe size of the harbour fund is 2 billion euros.\n", "two")
    again = read("A copy\n\nThe harbour fund has a size of 2 billion euros.\n", "again")
    (rung,) = of(ladders("harbour fund", [one, again]), "EUR")
    assert [proof.ref for proof in rung.evidence] == ["one#1.1", "again#1.1"]
    assert len(rung.told) == 2
    every = of(ladders("harbour fund", [one, two, again]), "EUR")
    assert sum(len(rung.evidence) for rung in every) == 3


def test_equal_amounts_of_other_subjects_grades_or_reservations_stay_apart() -> None:
    text = (
        "The harbour\n\nThe harbour's dredging budget is 2 billion euros. The harbour's pilot school "
        "budget is 2 billion euros. The harbour's dredging budget will be 2 billion euros. The harbour's "
        "dredging budget is about 2 billion euros.\n"
    )
    assert len(of(ladders("harbour", [read(text)]), "EUR")) == 4


def test_one_amount_of_two_years_is_two_rungs() -> None:
    text = "The harbour\n\nThe harbour made 5 tonnes in 2019. The harbour made 5 tonnes in 2020.\n"
    rungs = of(ladders("harbour", [read(text)]), "tonne")
    assert sorted(rung.when.edtf for rung in rungs if rung.when) == ["2019", "2020"]


def test_a_document_that_names_a_topic_in_passing_gives_that_paragraph_alone() -> None:
    text = (
        "City budget\n\nSchools get 3 million euros.\n\nRoads get 4 million euros.\n\n"
        "The harbour gets 5 million euros.\n\nParks get 6 million euros.\n"
    )
    assert [rung.value for rung in of(ladders("harbour", [read(text)]), "EUR")] == [5e6]


def test_a_story_glued_to_the_page_lends_it_no_amount() -> None:
    documents = [read(FUND), read("A factory\n\nThe factory makes goods of 5 billion yuan.\n", "factory")]
    rungs = of(ladders("harbour", documents), "CNY")
    assert {proof.ref.partition("#")[0] for rung in rungs for proof in rung.evidence} == {"page"}


def test_a_news_page_with_other_stories_gives_its_own_paragraph_s_four_amounts() -> None:
    path = shared("seeds", "000_e19702a037a1de48.txt")
    documents = study(source(path.read_bytes().decode("utf-8")), id="page")
    for topic in ("leading zone", "industrial fund"):
        rungs = of(ladders(topic, documents), "CNY")
        assert [(rung.value, rung.hedge) for rung in rungs] == [
            (1e11, "about"),
            (1.5e10, "exceeds"),
            (5e9, None),
            (3.3e9, None),
        ]
        assert {proof.ref.rpartition("#")[0] for rung in rungs for proof in rung.evidence} == {"page"}


def test_every_rung_is_proved_by_the_sentence_that_holds_it() -> None:
    document = read(FUND)
    for ladder in ladders("harbour", [document]):
        for rung in ladder.rungs:
            for proof in rung.evidence:
                assert proof.sha256 == document.sha256
                assert rung.text in " ".join(document.text[proof.start : proof.end].split())


def test_ranges_keep_both_ends_and_doubts_their_reason() -> None:
    text = (
        "Harbour jobs in Shanghai\n\nHarbour salaries are 7000 yuan to 10000 yuan. The harbour park covers "
        "a total area of 134.48 acres.\n"
    )
    found = ladders("harbour", [page(text, "2023-07-12")])
    (salary,) = of(found, "CNY")
    assert (salary.value, salary.upper, salary.size) == (7000, 10000, 10000)
    (area,) = of(found, "acre")
    assert area.odd is not None
    assert "mu" in area.odd


def test_money_and_measures_come_before_what_is_counted() -> None:
    found = ladders("harbour", [read(FUND)])
    assert [ladder.measured for ladder in found] == sorted(
        (ladder.measured for ladder in found), reverse=True
    )


@pytest.mark.parametrize("topic", ["", "   ", "!?", "the"])
def test_a_topic_without_words_has_no_ladder(topic: str) -> None:
    assert ladders(topic, [read(FUND)]) == ()


@pytest.mark.parametrize(
    ("words", "unit"),
    [("CNY", "CNY"), ("cny", "CNY"), ("yuan", "CNY"), ("元", "CNY"), ("平方公里", "km2"), ("KM2", "km2"),
     ("%", "percent"), ("percentage points", "percentage point"),
     ("fathoms", None), ("yuan or so", None), ("", None)],
)  # fmt: skip
def test_a_unit_may_be_asked_for_as_people_write_it(words: str, unit: str | None) -> None:
    assert unit_named(words) == unit
