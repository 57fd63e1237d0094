"""What a query asks of a sentence and its document."""

from __future__ import annotations

from datetime import date

import pytest

from briefings.model import Kind
from briefings.query import KINDS, Meant, Query, overlaps, runs, stands, without
from briefings.words import analyse


@pytest.mark.parametrize(
    ("wanted", "said", "there"),
    [
        ("industrial fund", "The industrial funds grew.", True),
        ("industrial fund", "A fund for industrial firms.", False),
        ("reform and opening", "Reform, opening and trade", True),
        ("引领区", "浦东引领区建设", True),
        ("引领区", "引领新区", False),
        ("区", "浦东引领区建设", True),
        ("区", "浦东建设", False),
        ("sub-funds", "The subfunds", False),
    ],
)
def test_a_phrase_stands_side_by_side_or_not_at_all(wanted: str, said: str, there: bool) -> None:
    assert stands(analyse(wanted), analyse(said)) is there


def test_stop_words_alone_ask_nothing() -> None:
    assert runs(("the", "of", "fund")) == (("fund",),)


def test_one_of_the_forms_is_enough_and_what_is_barred_never_is() -> None:
    meant = Meant(("fund",), required=((("lead", "zone"), ("引领", "领区")),), barred=(("tax",),))
    assert meant.fits(analyse("the leading zone has a fund"))
    assert meant.fits(analyse("引领区"))
    assert not meant.fits(analyse("the zone that is leading"))
    assert not meant.fits(analyse("the leading zone has a tax"))


@pytest.mark.parametrize(
    ("since", "until", "fits"),
    [
        (None, None, True),
        (date(2023, 7, 15), None, True),
        (date(2023, 7, 16), None, False),
        (None, date(2023, 7, 11), True),
        (None, date(2023, 7, 10), False),
        (date(2023, 7, 12), date(2023, 7, 13), True),
    ],
)
def test_times_of_writing_that_may_overlap_do(since: date | None, until: date | None, fits: bool) -> None:
    assert overlaps(date(2023, 7, 11), date(2023, 7, 15), since, until) is fits
    assert overlaps(None, None, since, until) is (since is None and until is None)


def test_every_kind_of_fact_makes_something_of_its_sentence() -> None:
    assert set(KINDS) == set(Kind)


def test_each_thing_that_narrows_can_be_left_out_by_itself() -> None:
    query = Query("fund", ("tax",), ("sub funds",), ("leading zone",), date(2023, 1, 1), document="zone")
    fewer = dict(without(query))
    assert set(fewer) == {"+tax", '-"sub funds"', '"leading zone"', "since:2023-01-01", 'document:"zone"'}
    assert fewer["+tax"].words == "fund tax"
    assert fewer["since:2023-01-01"].since is None
    assert not list(without(Query("fund")))
