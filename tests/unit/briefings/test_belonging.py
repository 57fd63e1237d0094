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
        ("In 2019 it made 5 tonnes and in 2020 it made 6 tonnes.", {"2019": [5], "2020": [6]}),
        ("It made 14 tonnes in 2021, against 15 tonnes in 2020.", {"2021": [14], "2020": [15]}),
        ("It rose from 5 tonnes in 2019 to 7 tonnes in 2020.", {"2019": [5], "2020": [7]}),
        ("It was 5 tonnes in 2019 (4 tonnes in 2018).", {"2019": [5], "2018": [4]}),
        ("The port, opened in 2016, handled 3 tonnes in 2022.", {"2016": [], "2022": [3]}),
        ("By 2031 it will build 40 depots, and by 2035 it will build 90.", {"2031": [40], "2035": [90]}),
        ("2019年投资5亿元，2020年投资6亿元。", {"2019年": [5e8], "2020年": [6e8]}),
        ("2019年完成产值50亿元，同比增长5%，2020年达到80亿元。", {"2019年": [5e9, 5], "2020年": [8e9]}),
        ("该港2016年开港，2020年吞吐量达300万吨，同比增长8%。", {"2016年": [], "2020年": [3e6, 8]}),
        ("2019年建成5个码头；2020年建成6个码头。", {"2019年": [5], "2020年": [6]}),
    ],
)
def test_clauses_keep_their_amounts(text: str, told: dict[str, list[float]]) -> None:
    assert _told(text) == told


def test_an_amount_of_a_clause_without_a_date_goes_with_every_date_of_its_sentence() -> None:
    told = _told("In 2019 it was planned; in 2020 it was built; the cost was 7 million euros.")
    assert told == {"2019": [7e6], "2020": [7e6]}
