"""A document that contradicts the calendar is flagged and not adopted; nothing else is flagged."""

from __future__ import annotations

from datetime import date

import pytest

from briefings.almanac import almanac
from briefings.compose import compose
from briefings.corpus import calendar, calendar_document, shipped
from briefings.disputes import settled
from briefings.errors import Refused
from briefings.milestones import milestones
from briefings.model import Document, Entry
from briefings.reading import read
from briefings.study import study
from tests.shared import shared
from tests.unit.briefings.told import source

FTZ = "calendar-shanghai-ftz"


def known(*papers: Document) -> tuple[Entry, ...]:
    every = (calendar_document(), *papers)
    return settled(almanac((fact, each.title) for each in every for fact in each.facts), calendar())


def paper(sentence: str) -> Document:
    text = f"Notes on trade\n\nPublished: 2024-03-01\n\n{sentence}\n"
    return study(source(text), id="paper", origins=calendar())[0]


def flagged(*papers: Document) -> list[Entry]:
    return [entry for entry in known(*papers) if entry.disputed]


@pytest.mark.parametrize(
    "sentence",
    [
        "The Shanghai Pilot Free Trade Zone was established on 20 September 2013.",
        "The China (Shanghai) Pilot Free Trade Zone was officially launched on 29 September 2014.",
    ],
)
def test_another_day_of_the_same_origin_is_flagged_and_not_adopted(sentence: str) -> None:
    document = paper(sentence)
    (entry,) = flagged(document)
    assert entry.fact.id == FTZ
    assert [fact.document for fact in entry.disputed] == ["paper"]
    own = {fact.id for fact in document.facts}
    days = milestones(known(document), date(2013, 1, 1), date(2030, 1, 1))
    assert not [one for one in days if one.entry.fact.id in own]
    assert {one.day for one in days if one.entry.fact.id == FTZ and one.rule == "anniversary"} == {
        date(year, 9, 29) for year in range(2014, 2030)
    }


@pytest.mark.parametrize(
    "sentence",
    [
        "The Shanghai Pilot Free Trade Zone was established on 29 September 2013.",
        "The Shanghai Pilot Free Trade Zone was established in September 2013.",
        "The Shanghai Pilot Free Trade Zone was expanded on 28 December 2014.",
        "The Lingang area of the Shanghai Pilot Free Trade Zone was established on 20 August 2019.",
        "The court of the Shanghai Pilot Free Trade Zone was opened on 5 November 2013.",
        "The Leading Zone Opinions were issued on 23 April 2021.",
        "The Regulatory Notes on the Shanghai Free Trade Zone were released on 1 July 2015.",
        "On 3 May 2016 a visitor wrote of the Shanghai FTZ.",
    ],
)
def test_what_agrees_or_is_another_thing_or_another_deed_is_not(sentence: str) -> None:
    assert flagged(paper(sentence)) == []


def test_a_note_of_the_calendar_is_no_contradiction() -> None:
    row = next(origin for origin in calendar() if origin.id == "leading-zone")
    assert "23 April 2021" in row.note


def test_nothing_of_the_shipped_corpus_is_flagged() -> None:
    papers = [
        document
        for name, data in shipped()
        for each in read(name, data)
        if not isinstance(each, Refused)
        for document in study(each, id=name.removesuffix(".md"), origins=calendar())
    ]
    assert flagged(*papers) == []


def test_nothing_of_the_page_that_all_began_with_is_flagged() -> None:
    for file in shared("seeds").iterdir():
        for each in read(file.name, file.read_bytes()):
            assert not isinstance(each, Refused)
            assert flagged(*study(each, id="page", origins=calendar())) == []


def test_a_briefing_warns_of_it_with_both_sentences() -> None:
    document = paper("The Shanghai Pilot Free Trade Zone was established on 20 September 2013.")
    value = compose("free trade zone", (document,), known(document), date(2024, 3, 5))
    (warning,) = [each for each in value.warnings if "calendar" in each.text]
    assert warning.text == (
        "A document gives 20 Sep 2013 for Shanghai Pilot Free Trade Zone; the calendar of known origins "
        "gives 29 Sep 2013, which is the date that is told."
    )
    assert [each.ref.partition("#")[0] for each in warning.evidence] == ["paper", "calendar"]


def test_the_order_of_documents_makes_no_difference() -> None:
    one = paper("The Shanghai Pilot Free Trade Zone was established on 20 September 2013.")
    facts = [(fact, each.title) for each in (calendar_document(), one) for fact in each.facts]
    assert settled(almanac(facts), calendar()) == settled(almanac(reversed(facts)), calendar())
