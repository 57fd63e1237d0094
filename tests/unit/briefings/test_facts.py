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


def origins(sentence: str) -> list[tuple[str, str]]:
    """The origins that one sentence of a piece of news gives: what they are, and when."""
    found = page(f"A short piece of news\n\n{sentence} The hall was full.", on="2023-07-13").facts
    return [(f.what, f.when.edtf) for f in found if f.kind is Kind.ORIGIN]


@pytest.mark.parametrize(
    ("sentence", "what", "edtf"),
    [
        ("The port will next year celebrate its 40th anniversary.", "port", "1984"),
        ("The university, which is marking its 120th anniversary this year, is large.", "university", "1903"),
        (
            "July 20 is the 10th anniversary of the opening of the tunnel.",
            "opening of the tunnel",
            "2013-07-20",
        ),
        ("To mark the 60th anniversary of the treaty, both sides will issue a stamp.", "treaty", "1963"),
        (
            "On the occasion of the 20th anniversary of the branch, a band will play on 15 June.",
            "branch",
            "2003",
        ),
        (
            "Ahead of its 50th anniversary in September, the airline is painting its planes.",
            "airline",
            "1973-09",
        ),
        (
            "Ahead of the fifth anniversary of the garden on 3 August, benches are painted.",
            "garden",
            "2018-08-03",
        ),
        ("As the 10th anniversary of the Bay Plan approaches, trade is growing.", "Bay Plan", "2013"),
        ("The two will take the 50th anniversary of their ties as an opportunity.", "their ties", "1973"),
        ("The 75th anniversary of the law, which falls on 10 December, is near.", "law", "1948-12-10"),
        ("The congress will meet in 2024, the 160th anniversary of the convention.", "convention", "1864"),
        ("The silver jubilee of the club will be celebrated on 5 August.", "club", "1998-08-05"),
        ("The bank turns 75 in November.", "bank", "1948-11"),
        ("The museum will be 100 years old next year.", "museum", "1924"),
        ("This month marks ten years of distance teaching.", "distance teaching", "2013-07"),
        ("Founded in 1990, the firm celebrates its 33rd birthday this year.", "firm", "1990"),
        ("We welcome the 50th anniversary of the Union, which we celebrate this year.", "Union", "1973"),
    ],
)
def test_every_way_of_telling_an_anniversary_gives_its_origin(sentence: str, what: str, edtf: str) -> None:
    assert [(what in said, when) for said, when in origins(sentence)] == [(True, edtf)]


@pytest.mark.parametrize(
    "sentence",
    [
        "To mark the 60th anniversary of the treaty, both sides issued a stamp on Monday.",
        "Last month the zone celebrated its tenth anniversary.",
        "The book was published on the 10th anniversary of his death.",
        "She has worked there since its 10th anniversary.",
        "The mayor turns 60 on Sunday.",
        "He will be 60 years old next year.",
        "The wheel turned 180 degrees.",
    ],
)
def test_what_is_past_or_personal_gives_no_origin(sentence: str) -> None:
    assert origins(sentence) == []


def test_a_past_gala_has_its_origin_where_the_text_dates_it() -> None:
    text = (
        "A gala\n\nThe Data Harbour was established on 18 November 2000. On November 18th, 2020, a gala for "
        "the 20th anniversary of the Data Harbour was held in the theatre."
    )
    found = fact(page(text, on="2020-11-20"), "20th anniversary")
    assert (found.kind, found.when.edtf) == (Kind.ORIGIN, "2000-11-18")
    assert "the text itself dates it" in found.derivation


def test_the_founding_before_an_anniversary_is_not_its_occasion() -> None:
    text = "News\n\nThe library, which opened on 2 May 1925, will mark its 100th anniversary next year."
    document = page(text, on="2024-03-11")
    assert fact(document, "100th anniversary").when.edtf == "1925"
    assert fact(document, "2 May 1925").kind is Kind.ORIGIN


@pytest.mark.parametrize(
    ("sentence", "grade"),
    [
        ("The plan was approved in May 2019, but the second berth may open in 2030.", Grade.DECIDED),
        ("The town hopes for guests; the council approved the plan in May 2019.", Grade.DECIDED),
        ("The rule that an error may be mended came into force in May 2019.", Grade.IN_FORCE),
        ("The cellar opens its doors on 10 August 2030.", Grade.DECIDED),
    ],
)
def test_grades_are_those_of_the_clause(sentence: str, grade: Grade) -> None:
    assert page(f"News\n\n{sentence}", on="2023-07-13").facts[0].grade is grade


@pytest.mark.parametrize(
    ("sentence", "place"),
    [
        ("On 9 June 2018, a forum was held in Ningbo.", "Ningbo"),
        ("On June 10th, in Beijing, a fair came to an end.", "Beijing"),
        ("A memorandum was signed at the Harbour Hall on 8 June 2018.", "the Harbour Hall"),
        ("The auction opened at the county hall on 9 April 2018.", "the county hall"),
        (
            "The institute was founded in Sant Orel on 14 March 2009, and a branch opens in Hamburg.",
            "Sant Orel",
        ),
        ("The list was adopted in May 2018.", None),
        ("In 2016, the district became the first in the province.", None),
        ("At the 2021 Shipping Forum on June 10th, firms met.", None),
        ("The minister said on 9 June 2018 that a yard in Ningbo was large.", None),
    ],
)
def test_a_fact_has_the_place_that_its_clause_names(sentence: str, place: str | None) -> None:
    assert page(f"News\n\n{sentence}", on="2021-07-13").facts[0].place == place


def test_a_year_told_as_coming_though_it_is_over_is_flagged_and_never_scheduled() -> None:
    found = page("News\n\nIn 2021, the county will build 120 kilometres of paths.", on="2022-08-18").facts[0]
    assert found.kind is Kind.EVENT
    assert "fault of translation" in found.derivation
    assert not found.when.start or found.when.start.year == 2021


def test_a_step_from_a_date_that_nothing_told_dates_nothing() -> None:
    document = page("Two years on, the corridor counts its harvest\n\nIt is large.", on="2022-05-26")
    assert all(f.when.start is None for f in document.facts)
