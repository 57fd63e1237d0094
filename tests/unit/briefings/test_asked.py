"""A question taken apart: what it wants, its names, its time, its words without those that only ask."""

from __future__ import annotations

import pytest

from briefings.answering.asking import Wanted
from briefings.answering.kin import kin
from briefings.answering.question import question


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("How much did it cost?", Wanted.NUMBER),
        ("which year was the zone founded", Wanted.DATE),
        ("fund size harbour zone", Wanted.NUMBER),
        ("AGM date", Wanted.DATE),
        ("who chairs the board", Wanted.NAME),
        ("Where is the plant?", Wanted.PLACE),
        ("why did they stop", Wanted.REASON),
        ("Can ports go on using paper forms once it starts?", Wanted.ANY),
        ("票价多少", Wanted.NUMBER),
        ("什么时候动工？", Wanted.DATE),
        ("谁设计的", Wanted.NAME),
        ("设在哪里", Wanted.PLACE),
        ("为什么停航", Wanted.REASON),
    ],
)
def test_what_a_question_wants_is_heard_from_its_words(query: str, wanted: Wanted) -> None:
    assert question(query).wanted is wanted


def test_words_that_only_ask_are_no_terms() -> None:
    assert question("How many ferries are there?").terms == question("ferries").terms
    assert question("票价是多少？").terms == ("票价",)


def test_names_are_the_capitals_within_a_question() -> None:
    assert question("Where is Lower Tembe?").names == {"lower", "temb"}
    assert question("Which port is it?").names == frozenset()


def test_what_is_too_long_is_cut() -> None:
    assert len(question("fund zone " * 5_000).terms) <= 64


def test_words_stand_for_others_by_meaning_root_and_slip() -> None:
    found = kin(["dredg", "rubbish", "founder"], ["dreg", "garbag", "found", "fund"])
    assert set(found["dredg"]) == {"dreg"}
    assert set(found["rubbish"]) == {"garbag"}
    assert "found" in found["founder"]
