"""No reading is a shorter stretch than its words: what runs on is read whole, what is open stays open."""

from __future__ import annotations

from datetime import date

import pytest

from briefings.dates import mentions, values
from briefings.dates.anchor import Anchor
from briefings.dates.resolving import resolve
from tests.unit.briefings.told import fact, page, span

ENDS = [
    ("March 2021", "2021-03-01", "2021-03-31"),
    ("early 2020", "2020-01-01", "2020-03-31"),
    ("the end of 2019", "2019-12-01", "2019-12-31"),
    ("the third week of April 2021", "2021-04-15", "2021-04-21"),
    ("the second quarter of 2021", "2021-04-01", "2021-06-30"),
    ("autumn 2020", "2020-09-01", "2020-11-30"),
    ("the 1950s", "1950-01-01", "1959-12-31"),
]


@pytest.mark.parametrize("first", ENDS)
@pytest.mark.parametrize("last", ENDS)
def test_what_runs_from_one_time_to_another_is_read_whole(
    first: tuple[str, str, str], last: tuple[str, str, str]
) -> None:
    if first[1] >= last[1]:
        return
    found = page(f"The mill was shut from {first[0]} until {last[0]} for repairs.")
    assert {span(each) for each in found.facts} == {(first[1], last[2])}


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("the last two months of 2021", ("2021-11-01", "2021-12-31")),
        ("the second and third quarters of 2021", ("2021-04-01", "2021-09-30")),
        ("the fortnight to 3 March 2022", ("2022-02-18", "2022-03-03")),
        ("the decade to 2020", ("2011-01-01", "2020-12-31")),
        ("the weekend of 7 May 2022", ("2022-05-07", "2022-05-08")),
        ("the nine months to the end of September 2022", ("2022-01-01", "2022-09-30")),
    ],
)
def test_a_portion_that_words_count_out_is_no_day_of_it(words: str, days: tuple[str, str]) -> None:
    found = page(f"The accounts of the mill cover {words} in full.")
    assert span(fact(found, words)) == days


def test_no_day_is_that_of_a_feast_held_with_something() -> None:
    found = page("On 20 November 2022 the library will celebrate its 40th birthday with a fair.")
    assert span(fact(found, "40th")) == ("1982-01-01", "1982-12-31")


def test_a_holiday_of_days_has_no_single_day() -> None:
    (mention,) = mentions("Over the Easter holidays the pool was shut.")
    assert resolve(mention.spec, Anchor(year=2022)) is None


def test_weekdays_that_open_and_close_a_week_come_again_and_again() -> None:
    found = page("The office opened on 3 May 2022. It is open from Monday to Friday.")
    assert span(fact(found, "Monday to Friday")) == (None, None)


def test_where_nothing_tells_the_month_of_writing_none_is_made_up() -> None:
    now = values.now(date(2022, 1, 1), date(2022, 11, 30))
    assert (now.start, now.end) == (date(2022, 1, 1), date(2022, 11, 30))


@pytest.mark.parametrize(
    ("words", "last"), [("before 2026", "2025-12-31"), ("before October 2023", "2023-09-30")]
)
def test_what_must_be_over_before_a_time_ends_with_the_one_before(words: str, last: str) -> None:
    found = page(f"Today is 16 November 2022. The road will be finished {words}.")
    assert span(found.facts[-1])[1] == last


def test_what_is_due_in_a_month_is_so_in_that_month() -> None:
    found = page("The vote was on 16 November 2022. A report is due in March.")
    assert span(fact(found, "March")) == ("2023-03-01", "2023-03-31")


def test_an_aside_lends_its_year_to_nothing() -> None:
    found = page("The mill, which opened in May 2021, was shut in August.", "2022-11-16")
    assert span(fact(found, "August")) == ("2022-08-01", "2022-08-31")
