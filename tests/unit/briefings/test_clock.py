"""The document clock: what the text says of its own time beats its header, and nothing beats honesty."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from briefings.header import stamp
from briefings.model import Basis, Origin, Precision, When
from briefings.study import study
from evals.labelled import documents
from tests.shared import shared
from tests.unit.briefings.told import page, source

DOCUMENTS = [(label, data.decode()) for label, _, data in documents("first")]


@pytest.mark.parametrize(("row", "text"), DOCUMENTS, ids=[row["id"] for row, _ in DOCUMENTS])
def test_the_year_of_a_labelled_document_is_found(row: dict[str, Any], text: str) -> None:
    assert page(text).clock.year == row["year"]


@pytest.mark.parametrize(("row", "text"), DOCUMENTS, ids=[row["id"] for row, _ in DOCUMENTS])
def test_the_header_of_a_labelled_document_gets_its_verdict(row: dict[str, Any], text: str) -> None:
    header = page(text).clock.header
    assert (header.verdict if header else None) == row["verdict"]


@pytest.mark.parametrize(("row", "text"), DOCUMENTS, ids=[row["id"] for row, _ in DOCUMENTS])
def test_the_labelled_days_lie_around_the_days_found(row: dict[str, Any], text: str) -> None:
    clock = page(text).clock
    first, last = (date.fromisoformat(d) if d else None for d in row["interval"])
    assert first is None or (clock.start and clock.end and clock.start >= first)
    assert last is None or (clock.end and clock.end <= last)


def test_the_seed_was_written_between_the_plenum_and_the_anniversary() -> None:
    text = shared("seeds", "000_e19702a037a1de48.txt").read_bytes().decode()
    clock = page(text).clock
    assert (clock.year, clock.start, clock.end) == (2023, date(2023, 7, 11), date(2023, 7, 15))
    assert clock.header
    assert (clock.header.verdict, clock.header.value) == ("rejected", date(2024, 4, 14))
    assert "2023-07-11" in clock.header.why


def test_without_evidence_there_is_no_year() -> None:
    clock = page(
        "A walk\n\nThe wall was mended on July 5. Then it rained for days, and everybody went home."
    ).clock
    assert (clock.year, clock.start, clock.end, clock.confidence) == (None, None, None, 0.0)


def test_a_given_reference_is_the_time_of_writing() -> None:
    document = page("A note\n\nThe bridge was opened yesterday.", on="2019-03-01")
    assert (document.clock.start, document.clock.confidence) == (date(2019, 3, 1), 1.0)


def test_a_known_anniversary_dates_a_text_that_names_no_year() -> None:
    when = When(date(1990, 4, 18), date(1990, 4, 18), Precision.DAY, Basis.OUTSIDE, "1990-04-18")
    known = Origin(
        "east", "The East Bank plan began.", ("East Bank plan",), when, "Council", "Plan", "1990", False
    )
    text = "The bank\n\nThis year marks the 30th anniversary of the East Bank plan, and the city is proud."
    assert page(text).clock.year is None
    assert study(source(text), id="a", origins=[known])[0].clock.year == 2020


def test_a_target_year_never_votes() -> None:
    text = "A plan\n\nThe port was rebuilt in May 2017. By 2035, the port will handle ten million boxes."
    assert page(text).clock.year == 2017


def test_a_weekday_beside_a_day_picks_the_year_in_which_they_agree() -> None:
    text = "A vote\n\nThe board met on Monday, 11 March. It was founded in 2017 and has nine members."
    assert page(text).clock.year == 2019


def test_a_year_in_the_name_of_an_event_outweighs_a_header_years_later() -> None:
    text = (
        "Robots on show\n\nRelease time: 2024-06-01\n\n"
        "At the 2021 Robot Congress on May 3rd, nine firms showed their arms. Visitors were many."
    )
    clock = page(text).clock
    assert clock.year == 2021
    assert clock.header
    assert clock.header.verdict == "rejected"


@pytest.mark.parametrize(
    ("raw", "day", "fault"),
    [
        ("Release time:Apr 14, 2024 05:32 AM", date(2024, 4, 14), ""),
        ("2024-04-14 17:05", date(2024, 4, 14), ""),
        ("April 14, 2024 20:46 PM", date(2024, 4, 14), "its time 20:46 PM does not exist"),
        ("2018-13-45", None, "it names no day that exists"),
        ("Time: soon", None, "it names no day that exists"),
        ("2024-04-14 25:10", date(2024, 4, 14), "its time 25:10 does not exist"),
    ],
)
def test_a_header_is_read_or_faulted(raw: str, day: date | None, fault: str) -> None:
    line = stamp(raw)
    assert (line.day, line.fault) == (day, fault)


def test_a_header_that_names_a_month_narrows_the_days() -> None:
    clock = page("Trams\n\nThe tram line was opened on 3 May 2022.", published="2022-05").clock
    assert (clock.start, clock.end) == (date(2022, 5, 3), date(2022, 5, 31))
    assert clock.header
    assert clock.header.verdict == "accepted"


def test_a_story_leans_on_its_page_only_where_it_says_nothing_itself() -> None:
    text = next(text for row, text in DOCUMENTS if row["id"] == "glued-page")
    first, *stories = study(source(text), id="p")
    assert [story.clock.year for story in stories] == [first.clock.year] * len(stories)
    assert all("the page it came on" in {w.kind for w in story.clock.witnesses} for story in stories)


def test_every_witness_stands_where_it_says() -> None:
    for _, text in DOCUMENTS:
        document = page(text)
        for witness in document.clock.witnesses:
            assert 0 <= witness.start <= witness.end <= len(document.text) or witness.kind == "header"
