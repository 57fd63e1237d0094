"""Counts of years give an origin in frames that reach up to an occasion, and in no others."""

from __future__ import annotations

import pytest

from briefings.dates import mentions
from briefings.dates.mention import Jubilee
from briefings.model import Kind
from tests.unit.briefings.told import page

ON = "2023-07-13"  # a Thursday


@pytest.mark.parametrize(
    ("sentence", "what", "edtf"),
    [
        ("A decade has passed since the River Compact was put forward.", "River Compact", "2013"),
        ("It is 35 years this year since Norland became a province.", "Norland became a province", "1988"),
        ("It has been 20 years since the harbour opened.", "harbour opened", "2003"),
        ("On Saturday the league marks 20 years since the treaty.", "treaty", "2003-07-15"),
        ("This month the college marks ten years of evening classes.", "evening classes", "2013-07"),
        ("The agreement has been in force for two years this month.", "agreement", "2021-07"),
        ("The reserve will have existed for 40 years in August.", "reserve", "1983-08"),
        ("This autumn the mill will be a hundred years old.", "mill", "1923-23"),
        ("On August 26th, the zone will be forty years old.", "zone", "1983-08-26"),
        ("The country marks four decades of land reform this year.", "land reform", "1983"),
        ("The shipyard celebrates its half century this year.", "shipyard", "1973"),
        ("The oldest stall will turn 60 next week.", "oldest stall", "1963-07"),
        ("Forty years ago today, the lock was opened.", "lock was opened", "1983-07-13"),
        ("The city ushers in the fiftieth anniversary of the Union, on 2 December.", "Union", "1973-12-02"),
        ("This spring marks the one hundred and fiftieth anniversary of the dam.", "dam", "1873-21"),
        ("The library van hits 50 this year.", "library van", "1973"),
        ("The festival enters its 21st year this summer.", "festival", "2003-22"),
        ("This year the museum is 50.", "museum", "1973"),
        ("The Corps, which was raised in May 1963, will complete 60 years this year.", "Corps", "1963"),
        ("The city marks 20 years since its accession to the league.", "accession to the league", "2003"),
        ("On 20 July, exactly 100 years after the mill burnt down, a plaque goes up.", "mill", "1923-07-20"),
        ("In September, Lowmere Bridge celebrates its 175th.", "Lowmere Bridge", "1848-09"),
        ("A concert on 18 August will mark the 50th anniversary of the hall.", "hall", "1973"),
        ("The club, whose 40th anniversary will come in October, thrives.", "club", "1983-10"),
    ],
)
def test_a_count_up_to_an_occasion_gives_an_origin_as_exact_as_the_occasion(
    sentence: str, what: str, edtf: str
) -> None:
    document = page(f"News\n\n{sentence}", on=ON)
    born = [each for each in document.facts if each.kind is Kind.ORIGIN]
    assert [each.when.edtf for each in born] == [edtf]
    assert what in born[0].what


@pytest.mark.parametrize(
    "sentence",
    [
        "It had been 20 years since the harbour opened.",
        "It has been nearly 20 years since the harbour opened.",
        "It has been three years since the last survey.",
        "It has been six years since she joined the bureau.",
        "He will be 60 years old in May.",
        "Ms. Ada Brink, a retired teacher, will be 70 years old in September.",
        "The bridge is 100 years old.",
        "Last month the college celebrated ten years of evening classes.",
        "The law has been in force for two years.",
        "Prices were higher than ten years ago today.",
        "Exports reached 95 million dollars.",
        "The contract runs for ten years.",
        "Storm death toll hits 50 this week.",
        "The minimum age this year is 18.",
        "The temperature next week will be 30.",
        "She will be 80 next year.",
        "This is the third year of the drought.",
        "The guild's 75th anniversary had been observed in a small way.",
    ],
)
def test_ages_hedges_galas_and_plain_durations_give_no_origin(sentence: str) -> None:
    document = page(f"News\n\n{sentence}", on=ON)
    assert not [each for each in document.facts if each.kind is Kind.ORIGIN]


@pytest.mark.parametrize(
    "text", ["reached 4.2 million yuan", "hits 95,000 cubic metres", "reach 50 per cent"]
)
def test_an_amount_is_no_anniversary(text: str) -> None:
    assert not [each for each in mentions(text) if isinstance(each.spec, Jubilee)]
