"""Stretches with ends told in two ways, and what comes again on several days."""

from datetime import date

import pytest

from briefings.dates import mentions
from briefings.dates.anchor import Anchor
from briefings.dates.mention import Length, Repeat
from briefings.dates.resolving import resolve

_ON = date(2021, 9, 14)
_WRITTEN = Anchor(_ON, _ON, 2021)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Roads close between now and May 20.", ("2021-09-14", "2022-05-20")),
        ("From last November to March this year, 80 boats came.", ("2020-11-01", "2021-03-31")),
        ("Built between June 2015 and the end of last year.", ("2015-06-01", "2020-12-31")),
        ("It grew in the four years to 2018.", ("2015-01-01", "2018-12-31")),
        ("The course was held in the week of 10 March 2021.", ("2021-03-08", "2021-03-14")),
        ("Ferries stop for the rest of the year.", ("2021-09-14", "2021-12-31")),
        ("It sold 40 so far this quarter.", ("2021-07-01", "2021-09-14")),
        ("Pools were full last summer.", ("2021-06-01", "2021-08-31")),
        ("Pools were full in the summer before last.", ("2020-06-01", "2020-08-31")),
    ],
)
def test_a_stretch_runs_from_one_end_to_the_other(text: str, days: tuple[str, str]) -> None:
    (found,) = mentions(text)
    reading = resolve(found.spec, _WRITTEN)
    assert reading is not None
    assert (str(reading.when.start), str(reading.when.end)) == days


@pytest.mark.parametrize(
    "text", ["every weekday", "each evening", "every Monday and Friday", "Mondays and Fridays"]
)
def test_what_comes_again_on_several_days_is_one_set(text: str) -> None:
    (found,) = mentions(f"It opens {text}.")
    assert isinstance(found.spec, Repeat)


@pytest.mark.parametrize("text", ["two weeks earlier than planned", "the following two years"])
def test_what_is_only_compared_or_follows_has_no_days(text: str) -> None:
    (found,) = mentions(f"It took {text}.")
    assert isinstance(found.spec, Length)
