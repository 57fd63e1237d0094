"""Expressions as their sentences and their neighbours mean them, and no more exact than either."""

from __future__ import annotations

from datetime import date

import pytest

from briefings.facts import facts
from briefings.interval import writing
from briefings.model import Clock, Fact, Passage
from briefings.sentences import sentences
from briefings.telling import Told, telling

Days = tuple[str | None, str | None]


def told(text: str) -> tuple[Told, ...]:
    """The expressions of a text of one paragraph."""
    spans = enumerate(sentences(text, 0, len(text)), 1)
    return telling(text, [Passage("page", 1, n, a, b, text[a:b]) for n, (a, b) in spans])


def days(text: str, words: str, first: str = "2022-11-16", last: str | None = None) -> Days:
    """The days of the fact that some words date, in a text written between two days."""
    start, end = date.fromisoformat(first), date.fromisoformat(last or first)
    found: tuple[Fact, ...] = facts("page", "0" * 64, told(text), Clock(start.year, start, end, 1.0))
    when = next(fact.when for fact in found if words in fact.expression)
    return (
        when.start.isoformat() if when.start else None,
        when.end.isoformat() if when.end else None,
    )


def test_no_day_comes_before_a_month_or_year_that_was_told() -> None:
    text = "The mill was sold in May 2019. The day before, the gate was shut."
    assert days(text, "The day before") == (None, None)


def test_that_day_and_that_week_are_those_told_right_before() -> None:
    text = "Bids close on 27 April 2021. They are opened the same day. The same week the bridge is shut."
    assert days(text, "the same day") == ("2021-04-27", "2021-04-27")
    assert days(text, "The same week") == ("2021-04-26", "2021-05-02")


def test_the_same_day_of_a_month_is_that_month() -> None:
    text = "The boiler failed last month. A new one was ordered the same day."
    assert days(text, "the same day") == ("2022-10-01", "2022-10-31")


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("a week later", "2021-03-10"),
        ("a fortnight later", "2021-03-17"),
        ("the following day", "2021-03-04"),
        ("the following Tuesday", "2021-03-09"),
        ("the previous Friday", "2021-02-26"),
    ],
)
def test_days_are_counted_on_from_the_last_day_told(words: str, day: str) -> None:
    text = f"The hearing of the year 2020 was held on 3 March 2021. The order was read {words}."
    assert days(text, words) == (day, day)


def test_three_weeks_later_is_a_week() -> None:
    text = "The hearing was held on 3 March 2021. The order was read three weeks later."
    assert days(text, "three weeks later") == ("2021-03-22", "2021-03-28")


def test_yesterday_is_nothing_where_only_half_a_year_of_writing_is_known() -> None:
    half = Clock(2021, date(2021, 3, 2), date(2021, 9, 30), 1.0)
    assert not facts("page", "0" * 64, told("The pier failed yesterday."), half)


@pytest.mark.parametrize(
    "text",
    [
        "Complaints are answered within six months.",
        "The bank had had to reverse course within six months.",
        "A form may be corrected within six months.",
    ],
)
def test_what_is_a_rule_or_past_sets_no_end(text: str) -> None:
    assert days(text, "six months") == (None, None)


def test_a_promise_sets_its_end() -> None:
    assert days("The pier will be rebuilt within two years.", "two years")[1] == "2024-11-30"


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("In five years the pier will be rebuilt.", ("2027-01-01", "2027-12-31")),
        ("The order lapses in five years.", ("2027-01-01", "2027-12-31")),
        ("Prices rose by a tenth in five years.", (None, None)),
        ("The club will hold its first fair in five years.", (None, None)),
    ],
)
def test_years_that_are_to_pass_give_a_year_only_where_told_as_coming(text: str, when: Days) -> None:
    assert days(text, "five years") == when


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("The works were begun in spring.", ("2022-03-01", "2022-05-31")),
        ("The works will begin in spring.", ("2023-03-01", "2023-05-31")),
        ("The beach is busy in spring.", (None, None)),
    ],
)
def test_a_season_has_a_year_only_where_it_is_told_of_one_time(text: str, when: Days) -> None:
    assert days(text, "spring") == when


def test_a_month_that_is_told_as_a_rule_is_that_of_no_year() -> None:
    assert days("The office usually closes in August.", "August") == (None, None)
    assert days("The office closed in August.", "August") == ("2022-08-01", "2022-08-31")


def test_a_day_from_which_something_holds_is_the_next_one_where_it_went_by_long_ago() -> None:
    assert days("From 1 January, the fine is £500.", "1 January") == ("2023-01-01", "2023-01-01")


def test_a_day_falls_on_the_weekday_beside_it() -> None:
    assert days("A fair on Saturday 13 May will mark it.", "13 May", "2017-10-01", "2017-12-31") == (
        "2017-05-13",
        "2017-05-13",
    )


def test_two_months_that_follow_each_other_are_one_stretch() -> None:
    assert days("In July and August, nine boats came.", "July") == ("2022-07-01", "2022-08-31")


def test_the_year_before_a_quarter_is_a_year() -> None:
    text = "In the third quarter of 2021 it lost 3 million. It had gained in the previous year."
    assert days(text, "previous year") == ("2020-01-01", "2020-12-31")


def test_a_header_of_another_year_has_no_say_in_the_days_of_writing() -> None:
    text = "The Board met on 6 July 2022. Letters must come by noon on Friday 29 July."
    assert writing(2022, told(text), None, date(2024, 11, 14)) == (date(2022, 7, 6), date(2022, 7, 29))


def test_a_month_told_as_past_behind_days_to_come_is_of_the_year_before() -> None:
    text = (
        "On 10 May 2022 the Board met. The meeting will be held on 24 June. The sum will be paid on 8 July. "
        "A first sum was paid in December."
    )
    assert writing(2022, told(text), None, None)[0] == date(2022, 5, 10)


def test_today_told_with_its_day_is_the_day_of_writing() -> None:
    assert writing(2019, told("The council agreed today (July 3)."), None, None)[0] == date(2019, 7, 3)


def test_what_is_estimated_to_come_within_a_time_has_an_end() -> None:
    text = "Preliminary estimates say that two funds may draw 9 billion yuan to the port within three years."
    assert days(text, "three years")[1] is not None
