"""Bad input: the text is kept, nothing is dated that has no date, and nothing breaks."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefings.almanac import almanac
from briefings.milestones import milestones
from tests.fuzz.__main__ import SEEDS
from tests.fuzz.holding import holds
from tests.unit.briefings.told import page

ENGLISH = "On 31 June |the 45th of May |in the year 0 |this year marks the |10th anniversary of |by 2025, "
AROUND = "2023-02-30 |9999 |last |next |every |since |two years ago |until |5 billion |Time: 2024-13-45"
CHINESE = "今年是|成立10周年|到2025年底|力争|约50亿元|。|2月30日|十四五|第|１２ |２０２３年７月１５日 "
MARKS = [
    "%",
    "-",
    "/",
    "–",
    "“the «rules»” ",
    "‘’''\"\" ",
    "| tag |",
    "(" * 40,
    "9" * 400,
    "亿" * 20,
    "a\u0301" * 60,
]
UNSEEN = ["\u202e", "\u2066", "\x00", "\r\n\r\n", "\ud800", "\n\n"]
PIECES = st.sampled_from([*ENGLISH.split("|"), *AROUND.split("|"), *CHINESE.split("|"), *MARKS, *UNSEEN])


@given(st.lists(PIECES, max_size=25).map("".join))
@settings(max_examples=150, deadline=None)
def test_any_pile_of_pieces_is_read(text: str) -> None:
    holds(text.encode("utf-8", "surrogatepass"))


@given(st.binary(max_size=600))
@settings(max_examples=60, deadline=None)
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    holds(data)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_fuzzers_first_inputs_hold(seed: str) -> None:
    holds(seed.encode())


@pytest.mark.parametrize(
    "expression",
    [
        *("31 June 2023", "2023-02-30", "30 February 2024", "the 45th of May 2023", "29 February 2023"),
        *(
            "the year 0",
            "2月30日",
            "2023年13月5日",
            "2023年2月30日",
            "0000-00-00",
            "32/13/2023",
            "2023-13-05",
        ),
        *("15 July 99999", "July 15, 10000", "2023-07-15-07-2023", "1" * 10_000),
    ],
)
def test_what_no_calendar_holds_is_kept_as_text_and_gives_no_milestone(expression: str) -> None:
    document = page(
        f"Rules\n\nThe harbour rules came into force on {expression} in the town hall.", "2023-07-01"
    )
    assert expression in document.text
    days = milestones(
        almanac((fact, "Rules") for fact in document.facts), date(1900, 1, 1), date(2200, 12, 31)
    )
    assert days == ()


@pytest.mark.parametrize("mark", ["\u202e", "\u200f", "\u2066", "\u2069", "\ufeff", "\u200b"])
def test_invisible_marks_never_turn_a_date_into_another(mark: str) -> None:
    document = page(
        f"Rules\n\nThe rules were released on 2021{mark}-07-{mark}15 by the council.", "2023-07-01"
    )
    assert all(fact.when.start in {None, date(2021, 1, 1), date(2021, 7, 15)} for fact in document.facts)
