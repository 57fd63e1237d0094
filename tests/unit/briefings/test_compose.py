"""Briefings: the lines that matter, each once, each proved, always the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from briefings.almanac import almanac
from briefings.choosing import Choice
from briefings.compose import compose, related
from briefings.model import Briefing, Clock, Document, Grade
from briefings.themes import spelled, theme
from tests.unit.bot.harbour import charter, ferries, fund, paper

TODAY = date(2026, 3, 1)
DOCUMENTS = (charter(), fund())
ENTRIES = almanac((fact, document.title) for document in DOCUMENTS for fact in document.facts)


def briefing(topic: str = "harbour charter", documents: tuple[Document, ...] = DOCUMENTS) -> Briefing:
    return compose(topic, documents, ENTRIES, TODAY)


def test_the_same_values_give_the_same_briefing() -> None:
    assert briefing() == briefing()
    assert compose("harbour charter", DOCUMENTS, tuple(ENTRIES), TODAY) == briefing()


def test_every_line_is_a_sentence_with_its_own_proof() -> None:
    value = briefing()
    texts = {passage.ref: passage.text for document in DOCUMENTS for passage in document.passages}
    statements = (*value.points, *value.measures, *value.figures)
    assert statements
    for statement in statements:
        assert [texts[evidence.ref] for evidence in statement.evidence] == [statement.text]


def test_nothing_is_said_twice() -> None:
    value = briefing()
    said = [statement.text for statement in (*value.points, *value.measures, *value.figures)]
    assert len(said) == len(set(said))


def test_the_topic_comes_first_and_titles_are_no_lines() -> None:
    value = briefing()
    assert "Harbour Charter" in value.points[0].text
    assert not {document.title for document in DOCUMENTS} & {point.text for point in value.points}


def test_statements_are_graded_by_their_facts_or_their_words() -> None:
    rich = paper(
        "plans",
        "Plans of the port",
        (
            "The port plans to expand its northern quay by two berths.",
            "The port has adopted rules for its pilots.",
        ),
        (
            "Ships wait outside the port for three days on average.",
            "Pilots work in turns of eight hours each.",
        ),
        (
            "The islands have lived from fishing since long ago.",
            "Cranes of the port lift forty tonnes at once.",
        ),
    )
    value = compose("port", (rich,), (), TODAY)
    grades = {statement.text: statement.grade for statement in value.measures}
    assert set(grades.values()) <= set(Grade)
    assert all(
        grade is Grade.PLANNED
        for words, grade in grades.items()
        if words.startswith("The port plans to expand")
    )


def test_the_days_ahead_follow_from_the_entries() -> None:
    value = briefing()
    assert [(one.day, one.rule) for one in value.upcoming] == [(date(2026, 3, 15), "anniversary")]
    other = compose("nothing of the kind", DOCUMENTS, ENTRIES, TODAY)
    assert [(one.day, one.rule) for one in other.upcoming] == [
        (date(2026, 3, 15), "anniversary"),
        (date(2026, 6, 30), "deadline"),
    ]
    assert compose("harbour charter", DOCUMENTS, ENTRIES, TODAY, ()).upcoming == ()


def test_dates_are_in_order_and_told_by_documents() -> None:
    days = [entry.fact.when.start or entry.fact.when.end for entry in briefing().dates]
    assert days == sorted(days, key=lambda day: day or date.min)
    assert date(2020, 3, 15) in days


def test_a_rejected_header_is_warned_of_once_with_its_witness() -> None:
    twin = replace(charter(), id="twin")
    warnings = compose("harbour charter", (charter(), twin), (), date(2022, 3, 20)).warnings
    assert [warning.text for warning in warnings] == [
        "The page header says 2 May 2024; the text was written 10–14 Mar 2022."
    ]
    assert [evidence.ref for evidence in warnings[0].evidence] == ["charter#1.1"]


@pytest.mark.parametrize(("days", "told"), [(90, False), (91, True)])
def test_old_sources_are_called_old_in_exact_days(days: int, told: bool) -> None:
    day = date(2022, 3, 14)
    document = replace(charter(), clock=Clock(2022, day, day, 0.9))
    warnings = compose("charter", (document,), (), day + timedelta(days=days)).warnings
    assert [f"{days} days ago" in warning.text for warning in warnings] == [True] * told


def test_sources_without_a_date_are_said_to_have_none() -> None:
    warnings = compose("ferries", (ferries(),), (), TODAY).warnings
    assert [warning.text for warning in warnings] == ["None of the sources tells when it was written."]


def test_no_documents_give_an_empty_briefing() -> None:
    value = compose("nothing", (), (), TODAY)
    assert (value.points, value.measures, value.figures, value.dates, value.warnings) == ((), (), (), (), ())


def test_related_entries_are_about_the_topic_or_in_its_documents() -> None:
    assert [entry.fact.document for entry in related("harbour charter", (), ENTRIES)] == ["charter"]
    assert [entry.fact.document for entry in related("nothing", (fund(),), ENTRIES)] == ["fund"]


def test_the_theme_is_the_name_that_most_documents_speak_of() -> None:
    papers = [paper(f"p{n}", f"Paper {n}", (f"Rules of the Harbour Zone, part {n}.",)) for n in range(3)]
    odd = paper("odd", "Odd", ("Grand Canal Office, Grand Canal Office and Grand Canal Office.",))
    assert theme([odd, *papers]) == "Harbour Zone"
    assert theme([paper("a", "Only words", ("nothing has a name here.",))]) == "Only words"
    assert theme([]) == ""


def test_a_topic_is_spelled_as_the_documents_spell_it() -> None:
    assert spelled("harbour charter", DOCUMENTS) == "Harbour Charter"
    assert spelled("no such thing", DOCUMENTS) == "no such thing"
    assert spelled("", DOCUMENTS) == ""


def test_lines_differ_from_what_was_said() -> None:
    same = paper(
        "same",
        "Same",
        (
            "The quay will be widened for larger ships soon.",
            "The quay will be widened soon for larger ships.",
        ),
        ("Pilots get higher pay under another agreement.",),
    )
    first, second = Choice((same,), "quay").choose(2)
    assert "quay" in first.passage.text
    assert "Pilots" in second.passage.text


def test_a_great_many_sentences_take_no_great_time() -> None:
    from time import perf_counter

    many = paper(
        "many",
        "Many",
        *([f"Sentence number {n} tells of quay {n % 7} and pilot {n % 11}."] for n in range(5000)),
    )
    started = perf_counter()
    compose("quay", (many,), (), TODAY)
    assert perf_counter() - started < 10
