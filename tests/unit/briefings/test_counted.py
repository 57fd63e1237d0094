"""Lengths counted from deeds that the text dates, and fiscal years that the text explains."""

from __future__ import annotations

import pytest

from briefings.model import Kind
from tests.unit.briefings.told import fact, page, span


@pytest.mark.parametrize(
    ("text", "find", "kind", "days"),
    [
        (
            "The Rule was published on 4 May 2021. Plans are due within 30 days of its publication.",
            "30 days",
            Kind.DEADLINE,
            ("2021-05-04", "2021-06-03"),
        ),
        (
            "The Act entered into force on 1 October 2023. It ends 18 months after its entry into force.",
            "18 months",
            Kind.EVENT,
            ("2025-04-01", "2025-04-01"),
        ),
        (
            "The closing date is 29 July 2022. Replies are sent within 12 weeks of the closing date.",
            "12 weeks",
            Kind.DEADLINE,
            ("2022-07-29", "2022-10-21"),
        ),
        (
            "The deadline for bids is 27 April 2021. Bids are valid for 120 days from the deadline.",
            "120 days",
            Kind.PERIOD,
            ("2021-04-27", "2021-08-25"),
        ),
        (
            "Some begin on 1 July 2020, all by 1 March 2023; paper lasts six months from the former date.",
            "six months",
            Kind.PERIOD,
            ("2020-07-01", "2021-01-01"),
        ),
    ],
)
def test_a_length_counted_from_a_dated_deed_has_its_days(
    text: str, find: str, kind: Kind, days: tuple[str, str]
) -> None:
    found = fact(page(text), find)
    assert (found.kind, span(found)) == (kind, days)
    assert "counted from" in found.derivation


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


def test_publication_of_the_paper_itself_is_the_day_of_writing_where_that_is_given() -> None:
    document = page("File within 30 days of the publication of this Order.", "2021-05-03")
    assert span(fact(document, "30 days")) == ("2021-05-03", "2021-06-02")


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
