"""An amount belongs to the date of its own clause."""

from __future__ import annotations

import pytest

from tests.unit.briefings.told import page


def _told(text: str) -> dict[str, list[float]]:
    facts = page(f"Depots of the harbour\n\n{text}").facts
    return {fact.expression: [figure.value for figure in fact.figures] for fact in facts}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("In 2019 the yard made 5 tonnes; in 2020 it made 6 tonnes.", {"2019": [5], "2020": [6]}),
        ("In 2019 it opened 5 depots, while in 2020 it opened 6 depots.", {"2019": [5], "2020": [6]}),
        ("By 2031, 5 depots will open, and 300 people will work there.", {"2031": [5, 300]}),
        ("2019年建成5个码头；2020年建成6个码头。", {"2019年": [5], "2020年": [6]}),
    ],
)
def test_clauses_keep_their_amounts(text: str, told: dict[str, list[float]]) -> None:
    assert _told(text) == told


def test_an_amount_of_a_clause_without_a_date_goes_with_every_date_of_its_sentence() -> None:
    told = _told("In 2019 it was planned; in 2020 it was built; the cost was 7 million euros.")
    assert told == {"2019": [7e6], "2020": [7e6]}
