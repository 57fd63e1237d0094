"""Sentences of wire news, each expression with the value that an annotator of TimeML would give it."""

from __future__ import annotations

from datetime import date
from itertools import zip_longest
from pathlib import Path
from typing import Any

import pytest

from briefings.extract import extraction
from briefings.study import study
from tests.unit.briefings.told import source

ROWS = [
    [part.strip() for part in line.split("|")]
    for line in (Path(__file__).parent / "news.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


def _items(text: str, on: str) -> list[dict[str, Any]]:
    found = extraction(study(source(text), id="news", reference=date.fromisoformat(on)))
    return [item for document in found["documents"] for item in document["items"] if item["timex"]]


@pytest.mark.parametrize(("on", "text", "labels"), ROWS, ids=[row[1] for row in ROWS])
def test_every_expression_of_news_has_its_value(on: str, text: str, labels: str) -> None:
    wanted = [tuple(each.strip() for each in label.split(" = ")) for label in labels.split(";") if label]
    sure = [(words, value) for words, value in wanted if value != "*"]
    maybe = [words for words, value in wanted if value == "*"]
    items = [i for i in _items(text, on) if not any(words in i["text"] for words in maybe)]
    for item, label in zip_longest(items, sure):
        assert item is not None, label
        assert label is not None, item
        words, value = label
        assert words in item["text"] or item["text"] in words
        assert item["timex"]["value"] == value, words


def test_every_mention_is_an_item_of_its_own_with_its_own_place() -> None:
    text = "The plant closed on Friday.\n\nThe plant closed on Friday.\n\nThe plant closed on Friday."
    places = [item["char"] for item in _items(text, "2013-03-22")]
    assert [text[a:b] for a, b in places] == ["Friday"] * 3
    assert len({tuple(place) for place in places}) == 3


def test_the_ends_of_a_range_are_two_expressions_only_where_the_time_of_writing_is_given() -> None:
    text = "The fair ran from 5 March 2012 to 9 April 2012 in the old port."
    given = _items(text, "2013-03-22")
    assert [(i["text"], i["timex"]["value"]) for i in given] == [
        ("5 March 2012", "2012-03-05"),
        ("9 April 2012", "2012-04-09"),
    ]
    assert [(i["start"], i["end"]) for i in given] == [("2012-03-05", "2012-04-09"), (None, None)]
    (alone,) = study(source(text), id="news")[0].facts
    assert alone.expression == "5 March 2012 to 9 April 2012"


def test_a_time_of_the_day_keeps_the_day_as_its_interval() -> None:
    (item,) = _items("The vote is set for 9 a.m. Tuesday.", "1998-02-27")
    assert item["timex"] == {"type": "TIME", "value": "1998-03-03T09:00"}
    assert (item["start"], item["end"], item["precision"]) == ("1998-03-03", "1998-03-03", "day")


@pytest.mark.parametrize("turn", ["\r\n", "\n"])
def test_line_ends_and_wraps_change_no_value(turn: str) -> None:
    text = f"The talks broke down late{turn}Wednesday afternoon, two{turn}days before the{turn}third quarter."
    values = [item["timex"]["value"] for item in _items(text, "1998-10-02")]
    assert values == ["1998-09-30TAF", "P2D", "1998-Q3"]


TALE = (
    "He was born in 1919. In 1940 he left school. He married in 1946. In June 1964 he won his case. "
    "He sailed to Norway in 1977. In 1979 he came home. "
)


def test_a_tale_counts_from_its_own_years_and_news_of_a_life_from_its_day() -> None:
    tale = _items(TALE + "In October he was elected.", "1998-06-18")
    assert tale[-1]["timex"]["value"] == "1979-10"
    news = _items(
        TALE + "He died on Tuesday. He worked until last month. The service is Monday.", "1998-06-18"
    )
    assert [item["timex"]["value"] for item in news[-3:]] == ["1998-06-16", "1998-05", "1998-06-22"]


def test_a_year_in_passing_moves_no_tale() -> None:
    text = TALE + "On 10 March 1981 the siege began. Papers found in 2005 say why. On 11 March it ended."
    assert _items(text, "2009-12-19")[-1]["timex"]["value"] == "1981-03-11"


def test_a_month_joined_to_one_with_a_year_has_that_year() -> None:
    text = "Losses between March and April 1918, and in the spring and summer of 1919, were heavy."
    found = _items(text, "2009-12-19")
    assert [i["timex"]["value"] for i in found] == ["1918-03", "1918-04", "1919-SP", "1919-SU"]
