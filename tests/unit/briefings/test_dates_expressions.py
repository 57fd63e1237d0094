"""Every family of expressions, against labels that were written before the grammar ran."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from edtf import parse_edtf

from briefings.dates import FAMILIES, mentions
from briefings.dates.anchor import Anchor
from briefings.dates.mention import Nothing
from briefings.dates.resolving import resolve
from evals.expressions import Read, correct, read
from evals.labelled import expressions

ROWS = list(expressions("first"))
ON = date(2023, 7, 13)
HERE = Anchor(ON, ON, 2023)


@pytest.mark.parametrize("row", ROWS, ids=[row["text"] for row in ROWS])
def test_a_labelled_expression_is_read_as_labelled(row: dict[str, Any]) -> None:
    got = read(row)
    assert correct(row, got), Read(row["value"], (row["start"], row["end"]))


@pytest.mark.parametrize("row", [r for r in ROWS if r["start"]], ids=lambda row: row["find"])
def test_what_edtf_says_is_what_the_interval_says(row: dict[str, Any]) -> None:
    on = date.fromisoformat(row["on"])
    for mention in mentions(row["text"]):
        reading = resolve(mention.spec, Anchor(on, on, on.year))
        if reading and reading.when.start and "~" not in reading.when.edtf:
            oracle = parse_edtf(_known(reading.when.edtf))
            assert date(*oracle.lower_strict()[:3]) == _first(reading.when.start, reading.when.edtf)


def _known(edtf: str) -> str:
    """Quarters and halves are written in level 2 codes that the oracle reads as seasons of no months."""
    return edtf if not edtf[5:7].isdigit() or int(edtf[5:7]) <= 24 else edtf[:4]


def _first(start: date, edtf: str) -> date:
    coarse = edtf[5:7].isdigit() and int(edtf[5:7]) > 24
    return date(start.year, 1, 1) if coarse else start.replace(day=start.day if edtf.count("-") >= 2 else 1)


@pytest.mark.parametrize(
    "text",
    [
        "It began on 31 June 2023.",
        "It began on June 31st.",
        "Signed 2023-02-30 in Paris.",
        "Signed 2023-13-01 in Paris.",
        "In the year 0 nothing was dated.",
        "On ２０２３年７月１５日 and ２０２３-０７-１５ it was quiet.",
        "The number is " + "1" * 10_000 + ".",
        "On 2023\u202e-07-15\u202c the order was reversed.",
        "On 30 February the moon fell.",
        "32月40日",
    ],
)
def test_a_day_that_does_not_exist_dates_nothing(text: str) -> None:
    for mention in mentions(text):
        reading = resolve(mention.spec, HERE)
        assert reading is None or reading.when.start is None


def test_an_impossible_day_keeps_its_place_so_that_no_part_of_it_is_read() -> None:
    found = mentions("It began on 31 June 2023.")
    assert [m.text for m in found] == ["31 June 2023"]
    assert isinstance(found[0].spec, Nothing)


@pytest.mark.parametrize(
    ("text", "unread"),
    [
        ("You may go now, in march step.", "may"),
        ("About 1900 companies came.", "1900"),
        ("It costs 2000 yuan.", "2000"),
        ("The kiln reaches 1400 ℃.", "1400"),
        ("Spending was $2019 a head.", "2019"),
        ("Only 28 years old, he founded a firm.", "28 years old"),
        ("The Spring Festival was lively.", "Spring"),
        ("It ranks third, after Japan.", "third"),
        ("Call 2021-555-0100 today.", "2021"),
    ],
)
def test_what_is_no_time_is_not_read_as_one(text: str, unread: str) -> None:
    dated = [m.text for m in mentions(text) if (r := resolve(m.spec, HERE)) and r.when.start]
    assert unread not in dated


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("the end of last year", "2022-12~"),
        ("the first quarter of 2023", "2023-33"),
        ("the first half of 2023", "2023-40"),
        ("the second half of 2023", "2023-41"),
        ("the summer of 2023", "2023-22"),
        ("the 1990s", "199X"),
        ("in September 2022", "2022-09"),
        ("in the next three years", "2023-07/2026-07"),
        ("30 years ago", "1993~"),
        ("In 499 BC", "-0498"),
    ],
)
def test_edtf_keeps_the_precision_of_the_words(text: str, edtf: str) -> None:
    reading = resolve(mentions(text)[0].spec, HERE)
    assert reading is not None
    assert reading.when.edtf == edtf


def test_without_a_time_of_writing_a_day_has_no_year() -> None:
    reading = resolve(mentions("on July 5")[0].spec, Anchor())
    assert reading is not None
    assert (reading.when.start, reading.when.edtf) == (None, "XXXX-07-05")


def test_the_longest_reading_of_a_stretch_wins() -> None:
    assert [m.text for m in mentions("From 9 to 12 November 2013 they met.")] == ["9 to 12 November 2013"]


def test_the_register_names_every_family_once() -> None:
    assert len(FAMILIES) == len(set(map(id, FAMILIES.values())))
    assert all(cues and rules for cues, rules in FAMILIES.values())
