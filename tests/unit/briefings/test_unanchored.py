"""Lengths that no day is told of, fiscal years that the text explains, ranges over the new year."""

from __future__ import annotations

import pytest

from tests.unit.briefings.told import fact, page, span


@pytest.mark.parametrize(
    "text",
    [
        "Operators shall file a plan within 30 days of the signing of the lease.",
        "The Act was published on 4 May 2021. Building begins within 30 days of the signing of the lease.",
        "The Act was published in May 2021. Plans are due within 30 days of its publication.",
        "The Act was published on 31 June 2021. Plans are due within 30 days of its publication.",
        "The Act was published on 4 May 2021. It rang within 30 minutes of its publication.",
    ],
)
def test_a_length_counted_from_what_no_day_is_told_of_stays_a_length(text: str) -> None:
    found = fact(page(text), "30 ")
    assert span(found) == (None, None)


@pytest.mark.parametrize(
    ("text", "find", "days"),
    [
        (
            "The budget is for fiscal year 2024, which runs from July 1, 2023, to June 30, 2024. "
            "In fiscal year 2022 it was smaller.",
            "fiscal year 2022",
            ("2021-07-01", "2022-06-30"),
        ),
        (
            "The State's fiscal year begins on 1 April. In fiscal year 2021/22 nothing was spent.",
            "2021/22",
            ("2021-04-01", "2022-03-31"),
        ),
        (
            "It costs $4 in fiscal year 2019, which begins on July 1, 2018, and $3 in fiscal year 2020.",
            "fiscal year 2020",
            ("2019-07-01", "2020-06-30"),
        ),
    ],
)
def test_a_fiscal_year_has_days_where_the_text_tells_when_it_begins(
    text: str, find: str, days: tuple[str, str]
) -> None:
    assert span(fact(page(text, "2023-04-18"), find)) == days


@pytest.mark.parametrize("words", ["fiscal year 2022", "FY2022", "fiscal 2022", "the 2021/22 financial year"])
def test_a_fiscal_year_that_nobody_explains_has_no_days(words: str) -> None:
    document = page(f"The grant fell in {words} by a tenth.", "2023-04-18")
    assert [span(each) for each in document.facts] == [(None, None)]


def test_a_range_over_the_new_year_ends_in_the_next() -> None:
    document = page("The office was closed from 24 December to 2 January for repairs.")
    assert all(each.when.start is None for each in document.facts)
    given = page("The office will be closed from 24 December to 2 January for repairs.", "2017-12-05")
    assert ("2017-12-24", "2018-01-02") in [span(each) for each in given.facts]


def test_the_time_of_the_day_of_two_mentions_of_one_fact_is_kept_with_both_places() -> None:
    (found,) = page("It closed in May 2019. It closed in May 2019.").facts
    assert [found.start, *(start for start, _ in found.again)] == [13, 36]
