"""What is promised of labelled text, the part that no rule was written on included; only totals are told."""

from __future__ import annotations

import pytest

from evals import expressions, wikiwars
from evals.documents import Score, add
from evals.labelled import documents
from evals.labelled import expressions as labelled
from tests.shared import shared


@pytest.mark.parametrize("file", ["zh-tune", "zh-measured", "en-tune", "en-measured"])
def test_nine_of_ten_expressions_are_read_as_labelled(file: str) -> None:
    rows = list(labelled(file))
    assert len(expressions.wrong(rows)) <= 0.1 * len(rows)


@pytest.mark.parametrize("part", ["first", "tune", "measured"])
def test_no_document_is_given_a_wrong_year_with_confidence(part: str) -> None:
    score = Score()
    for label, name, data in documents(part):
        add(score, label, name, data)
    assert score.pages
    assert score.sure == 0


def test_histories_are_valued_better_than_the_best_tool_known() -> None:
    every = list(wikiwars.histories(shared("evals", "wikiwars", "tml")))
    assert wikiwars.value_f1(every, wikiwars.read) >= 84
