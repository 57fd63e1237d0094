"""Dated facts: what kind they are, what licenses an origin, how firm they are."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from briefings.model import Basis, Fact, Grade, Kind, Precision
from evals.documents import Score, items
from evals.labelled import documents
from tests.unit.briefings.told import fact, page, span

DOCUMENTS = [(label, data.decode()) for label, _, data in documents("first")]


@pytest.mark.parametrize(("row", "text"), DOCUMENTS, ids=[row["id"] for row, _ in DOCUMENTS])
def test_the_times_of_a_labelled_document_are_found(row: dict[str, Any], text: str) -> None:
    document = page(text)
    found = [
        (
            f.start + document.offset,
            f.end + document.offset,
            (str(f.when.start), str(f.when.end)) if f.when.start else None,
        )
        for f in document.facts
    ]
    inside = dict(row, items=[i for i in row["items"] if text.index(i["find"]) < len(document.text)])
    score = Score()
    items(score, inside, text, found)
    assert score.right == score.labelled, score.missed


def _ends(found: Fact) -> tuple[str, str] | None:
    start, end = span(found)
    return (start, end) if start and end else None


def test_an_anniversary_in_the_present_gives_its_origin_with_the_reckoning() -> None:
    document = page(
        "Zone\n\nJuly 15th this year marks the second anniversary of the release of the Harbour Rules.",
        on="2023-07-13",
    )
    origin = fact(document, "second anniversary")
    assert (origin.kind, origin.when.edtf, origin.when.basis) == (Kind.ORIGIN, "2021-07-15", Basis.DERIVED)
    assert (origin.number, origin.what) == (2, "release of the Harbour Rules")
    assert "2023-07-15 - 2 years = 2021-07-15" in origin.derivation
    occasion = fact(document, "July 15th")
    assert (occasion.kind, span(occasion)) == (Kind.OCCURRENCE, ("2023-07-15", "2023-07-15"))


@pytest.mark.parametrize(
    ("sentence", "what", "edtf"),
    [
        ("This year marks the 45th anniversary of the harvest law.", "harvest law", "1978"),
        ("The museum celebrates its tenth anniversary this year.", "museum", "2013"),
        ("Next year will mark the 30th anniversary of the canal.", "canal", "1994"),
        ("The tunnel will celebrate its 5th anniversary on Monday.", "tunnel", "2018-07-17"),
        (
            "On 1 October 2024 the republic will celebrate the 75th anniversary of its founding.",
            "its founding",
            "1949-10-01",
        ),
        (
            "The district, which has gone through 33 years of development and opening up, is large.",
            "development and opening up",
            "1990",
        ),
    ],
)
def test_licensed_frames_give_origins_at_their_own_precision(sentence: str, what: str, edtf: str) -> None:
    origins = [f for f in page(f"News\n\n{sentence}", on="2023-07-13").facts if f.kind is Kind.ORIGIN]
    assert [(f.when.edtf, what in f.what) for f in origins] == [(edtf, True)]


@pytest.mark.parametrize(
    "sentence",
    [
        "A gala for the 40th anniversary of the zone was held in November.",
        "In 2018 the city celebrated the fifth anniversary of the port.",
        "He has 33 years of experience in banking.",
        "Prisoners served 10 years of hard labour.",
        "The company was given five years of tax relief.",
    ],
)
def test_other_frames_abstain(sentence: str) -> None:
    assert not [f for f in page(f"News\n\n{sentence}", on="2023-07-13").facts if f.kind is Kind.ORIGIN]


def test_every_anniversary_of_a_list_has_its_own_subject() -> None:
    text = (
        "News\n\nThis year marks the 45th anniversary of the harvest law, "
        "the 10th anniversary of the river plan, and the 5th anniversary of the park."
    )
    origins = [f for f in page(text, on="2023-07-13").facts if f.kind is Kind.ORIGIN]
    assert [(f.what, f.when.edtf) for f in origins] == [
        ("harvest law", "1978"),
        ("river plan", "2013"),
        ("park", "2018"),
    ]


def test_a_leap_day_has_its_anniversary_on_the_last_of_february() -> None:
    text = "News\n\nOn 29 February 2024, the bureau marks the first anniversary of its move."
    assert fact(page(text, on="2024-02-20"), "first anniversary").when.start == date(2023, 2, 28)


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("The Free Port was established on 29 September 2013.", Kind.ORIGIN),
        ("The water law came into force on 1 January 2020.", Kind.ORIGIN),
        ("The opinions were made public on 15 July 2021.", Kind.ORIGIN),
        ("The exhibition was opened on 13 June 2023.", Kind.EVENT),
        ("The mayor visited the dike on 3 May 2021.", Kind.EVENT),
        ("The new law will come into force on 1 January 2030.", Kind.EVENT),
        ("The free port was established in September 2013.", Kind.EVENT),
    ],
)
def test_a_stated_day_of_founding_or_release_is_an_origin(sentence: str, kind: Kind) -> None:
    facts = page(f"News\n\n{sentence}", on="2023-07-13").facts
    assert [f.kind for f in facts] == [kind]


@pytest.mark.parametrize(
    ("sentence", "kind", "interval"),
    [
        ("Firms must apply by 31 August 2023.", Kind.DEADLINE, ("2023-07-13", "2023-08-31")),
        ("The show will last until October 8, 2023.", Kind.DEADLINE, ("2023-07-13", "2023-10-08")),
        ("The first batch should be done within the year.", Kind.DEADLINE, ("2023-07-13", "2023-12-31")),
        ("By 2025, output is to reach 5 billion yuan.", Kind.TARGET, ("2023-07-13", "2025-12-31")),
        ("It may attract 100 firms in the next three years.", Kind.TARGET, ("2023-07-01", "2026-07-31")),
        ("In the past two years, 16 rules were made.", Kind.PERIOD, ("2021-07-01", "2023-07-31")),
        ("The work was finished by the end of 2021.", Kind.EVENT, ("2021-12-01", "2021-12-31")),
        ("The fair is held every year.", Kind.RECURRING, (None, None)),
        ("A base was recently opened.", Kind.VAGUE, (None, None)),
        ("The courses don't start until 1 September 2023.", Kind.EVENT, ("2023-09-01", "2023-09-01")),
        ("Since 2019, the list has grown.", Kind.PERIOD, ("2019-01-01", "2023-07-13")),
        ("Shortly before July 2022, it was sold.", Kind.VAGUE, (None, None)),
    ],
)
def test_kinds_follow_from_the_words_around(
    sentence: str, kind: Kind, interval: tuple[str | None, str | None]
) -> None:
    found = page(f"News\n\n{sentence}", on="2023-07-13").facts[0]
    assert (found.kind, span(found)) == (kind, interval)


def test_a_stretch_of_as_many_years_as_an_anniversary_counts_runs_from_its_origin() -> None:
    text = (
        "News\n\nJuly 15th this year marks the second anniversary of the Harbour Rules. "
        "In the past two years, 16 rules were made. In the past three years, nine ships came."
    )
    document = page(text, on="2023-07-13")
    assert fact(document, "past two years").when.edtf == "2021-07-15/2023-07-15"
    assert fact(document, "past three years").when.edtf == "2020-07/2023-07"


def test_since_an_event_runs_from_the_origin_that_the_text_gives() -> None:
    text = (
        "News\n\nJuly 15th this year marks the second anniversary of the release of the Harbour Zone rules. "
        "Since the construction of the harbour area, nine reforms were made."
    )
    assert fact(page(text, on="2023-07-13"), "Since the construction").when.edtf == "2021-07-15/2023-07-13"


@pytest.mark.parametrize(
    ("sentence", "grade"),
    [
        ("The rules are in force since 2019.", Grade.IN_FORCE),
        ("The council approved the plan in 2019.", Grade.DECIDED),
        ("The council will build a dam in 2030.", Grade.PLANNED),
        ("According to preliminary estimates, it may draw 100 firms in 2030.", Grade.ESTIMATED),
        ("The town hopes for more guests in 2030.", Grade.HOPED),
    ],
)
def test_grades_follow_the_weakest_word(sentence: str, grade: Grade) -> None:
    assert page(f"News\n\n{sentence}", on="2023-07-13").facts[0].grade is grade


def test_facts_keep_their_ids_while_their_words_stay() -> None:
    text = "News\n\nThe free port was established on 29 September 2013. It has nine piers."
    first, second = page(text), page(text + " And a lighthouse.")
    assert [f.id for f in first.facts] == [f.id for f in second.facts]


def test_the_same_statement_twice_is_one_fact_with_two_proofs() -> None:
    text = (
        "News\n\nThe port was opened on 3 May 2021.\n\nNew words here.\n\nThe port was opened on 3 May 2021."
    )
    opened = [f for f in page(text).facts if f.expression == "3 May 2021"]
    assert [len(f.evidence) for f in opened] == [2]


def test_precision_is_never_more_exact_than_the_words() -> None:
    document = page("News\n\nLast September a fund was set up. In 2019 a list was drawn up.", on="2023-07-13")
    assert [f.when.precision for f in document.facts] == [Precision.MONTH, Precision.YEAR]


def test_figures_of_the_sentence_come_with_its_fact() -> None:
    document = page("News\n\nLast September the city set up a fund of 5 billion yuan.", on="2023-07-13")
    assert [f.value for f in fact(document, "September").figures] == [5e9]
