"""Typed values: whole amounts and times, names that are new, and the clause that gives the reason."""

from __future__ import annotations

import pytest

from briefings.answering import spans, whole
from briefings.answering.kin import kin


@pytest.mark.parametrize(
    ("said", "cut", "all"),
    [
        ("去年貨櫃吞吐量約88萬個標準箱，", "約88萬個標準", "約88萬個標準箱"),
        ("处800元以上2万元以下罚款。", "800元以上", "800元以上2万元以下"),
        ("A grant of 3 million yuan is paid.", "3 million yuan", "3 million yuan"),
        ("共有书店12家，", "12家", "12家"),
    ],
)
def test_an_amount_keeps_its_unit_and_its_range(said: str, cut: str, all: str) -> None:
    assert whole.amount(said, said.find(cut), cut) == all


def test_a_time_keeps_the_part_of_it_that_is_meant() -> None:
    said = "It opens by the end of the second quarter of this year."
    assert whole.time(said, said.find("the second"), "the second quarter") == (
        "the end of the second quarter of this year"
    )
    said = "请于3月4日前缴清。"
    assert whole.time(said, 2, "3月4日") == "3月4日前"


def test_a_name_is_no_month_no_place_and_no_word_of_the_question() -> None:
    asked = frozenset(["who", "built", "the", "ferries", "of", "holm", "harbour"])
    said = "HOLM, Nov. 3 -- Ferries of Holm Harbour were built by Ola Brandt in Tarvik on Monday."
    assert [name for name, _ in spans.names(asked, said)] == ["Ola Brandt"]


def test_where_nobody_is_named_none_is() -> None:
    asked = frozenset(["who", "designed", "the", "pier"])
    assert not list(spans.names(asked, "The pier was opened on Monday, May 3."))
    assert not spans.bodied("The pier was opened on Monday, the company said.")
    assert spans.bodied("It was designed by the harbour company.")


@pytest.mark.parametrize(
    ("said", "cause"),
    [
        ("It stopped because of the frost of May, which came late.", "the frost of May"),
        ("In June, a long strike forced the mill to shut.", "a long strike"),
        ("受台风影响，航线停运。", "台风影响"),
        ("为了保护湿地，区里停止施工。", "保护湿地"),
    ],
)
def test_a_reason_is_the_clause_that_gives_it(said: str, cause: str) -> None:
    assert cause in [text for text, _ in spans.causes(said)]


def test_a_word_stands_for_the_same_done_again() -> None:
    assert "reopen" in kin(["open"], ["reopen", "repeat"])["open"]


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("大桥由海沙建工集团承建，投资3亿元。", "海沙建工集团"),
        ("会上，市水务局局长陈波介绍了情况。", "陈波"),
        ("The head of the yard, Ola Brandt, signed the contract.", "Ola Brandt"),
    ],
)
def test_who_acts_is_named(said: str, name: str) -> None:
    best = max(spans.names(frozenset(), said), key=lambda span: span[1])
    assert best[0] == name


def test_a_site_is_a_name_behind_a_preposition() -> None:
    assert "Tarvik" in [text for text, _ in spans.sites(frozenset(), "The plant stands in Tarvik.")]
    assert "青河县" in [text for text, _ in spans.sites(frozenset(), "公司在青河县设立子公司。")]
