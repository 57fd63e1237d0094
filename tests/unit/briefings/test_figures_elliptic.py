"""Numbers whose unit stands elsewhere in the sentence, or in the sentence before."""

from __future__ import annotations

import pytest

from tests.unit.briefings.figured import figured, told


@pytest.mark.parametrize(
    ("text", "unit", "values"),
    [
        ("The number of licensed clinics rose from 310 to 420 last year.", "clinic", [310, 420]),
        ("The number of its clinics has exceeded 310.", "clinic", [310]),
        ("The ports handled 14.6 million crates, against 14.9 million in 2018.", "crate", [14.6e6, 14.9e6]),
        ("The museum had 31,500 visitors, compared with 27,900 a year earlier.", "visitor", [31_500, 27_900]),
        ("It has 24 boats, up from 18.", "boat", [24, 18]),
        ("Of the 240 applications, 31 were refused and 12 are pending.", "application", [240, 31, 12]),
        ("The council passed it by 31 votes to 14.", "vote", [31, 14]),
        ("The motion was carried by 31 to 14.", "vote", [31, 14]),
        ("The board voted 5-2 to keep it.", "vote", [5, 2]),
        ("There were 31 votes in favour and 14 against.", "vote", [31, 14]),
        ("The fund signed 44 leases, of which 17 had not been registered.", "lease", [44, 17]),
        ("The nurses, six of whom are new, stay.", "nurse", [6]),
        ("It holds 34 patents and has applied for 11 more.", "patent", [34, 11]),
        ("It runs 12 ferries; another four are on order.", "ferry", [12, 4]),
        ("It planted 5,000 trees. Of these, 31 died. 17 were replaced.", "tree", [5_000, 31, 17]),
        ("Growth was 2.4 percent last year and 2.1 this year.", "percent", [2.4, 2.1]),
        ("The rate rose from 3.75 to 4.25 percent.", "percent", [3.75, 4.25]),
        ("It sold 15, 20 and 30 new buses.", "bus", [15, 20, 30]),
        ("Employment grew from 95 to 220 people.", "person", [95, 220]),
        ("Groups of 10 or more pay less.", "person", [10]),
        ("A crew of 12 came.", "person", [12]),
        ("Visitors: 31,500", "visitor", [31_500]),
        ("Arrivals reached 310.", "arrival", [310]),
    ],
)
def test_a_bare_number_takes_the_unit_that_its_sentence_gives(
    text: str, unit: str, values: list[float]
) -> None:
    assert told(text) == [(value, unit) for value in values]


def test_each_of_two_subjects_keeps_its_own_number() -> None:
    assert told("Arrivals reached 310 and registrations fell to 88.") == [
        (310, "arrival"),
        (88, "registration"),
    ]


def test_what_is_compared_has_the_subject_of_what_it_is_compared_with() -> None:
    first, second = figured("The ports handled 14.6 million crates, against 14.9 million in 2018.")
    assert first.subject == second.subject == "crates"


@pytest.mark.parametrize(
    "text",
    [
        "The Boeing 747 and the other planes landed.",
        "They left on line 9 and came back.",
        "It was told that 310 would do.",
        "They met 12 times in room 7, and 9 in the end.",
        "They won 3-1 at home.",
        "They ended 5-2 and split.",
    ],
)
def test_a_bare_number_that_nothing_explains_is_no_amount(text: str) -> None:
    assert told(text) == []


def test_an_amount_of_money_is_not_what_the_next_number_counts() -> None:
    assert told("It cost 5 million euros. 17 were replaced.") == [(5e6, "EUR")]
