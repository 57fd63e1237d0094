"""Expressions that lie: days that no calendar has, endless digits, hidden marks; no fault and no date."""

from __future__ import annotations

from datetime import date

import pytest

from briefings.dates import mentions
from briefings.dates.anchor import Anchor
from briefings.dates.resolving import resolve
from briefings.study import study
from tests.unit.briefings.told import source

ON = date(2023, 7, 13)
LIES = [
    "It rang at 25:61 and at 99:99 p.m. and at 0 a.m.",
    "It rang at 13 p.m. on the 32nd.",
    "It met on the 0th of this month.",
    "It met on the thirty-first of June 2020.",
    "It met on the fifth Sunday of February 2021.",
    "It met on 31 June every year and every year on February 30.",
    "It met on the 45th of each month.",
    "It met on 13/13/13 and 00/00/00 and 99/99/99.",
    "It met on 31 June '98.",
    "It met on February the thirtieth.",
    "It was the 0th century, and then the 99th century.",
    "It was the 0th decade of the 0th century.",
    "The quarter ended 31 June 2020 was the worst.",
    "The fiscal year ended 31 February 2020 was bad.",
    "Easter 0000 and Christmas 99999 were cold.",
    "He is 99999 years old, aged 999.",
    "It cost '" + "9" * 10_000 + ".",
    "It was " + "19" * 5_000 + "s ago.",
    "It was the " + "end of the " * 2_000 + "year that never was.",
    'He said: "' + '"on “the ‘' * 500 + "32nd of May 2020.",
    "On 2023\u202e-07-15\u202c at 9\u200b:30 it was quiet.",
    "On ３１ ６月 ２０２０ at ９：９９ p.m. nothing met.",
    "Пятница the 13-е in 二〇二三 Mayo.",
]


@pytest.mark.parametrize("text", LIES, ids=[text[:40] for text in LIES])
def test_a_lie_dates_no_day_and_loses_no_text(text: str) -> None:
    for mention in mentions(text):
        assert text[mention.start : mention.end] == mention.text
        reading = resolve(mention.spec, Anchor(ON, ON, ON.year))
        exact = (
            reading is not None and reading.when.start is not None and reading.when.start == reading.when.end
        )
        assert not exact, mention.text


@pytest.mark.parametrize("text", LIES, ids=[text[:40] for text in LIES])
@pytest.mark.parametrize("on", [None, date(1, 1, 1), ON, date(9999, 12, 31)])
def test_a_document_of_lies_is_read_to_its_end_on_any_day(text: str, on: date | None) -> None:
    (document,) = study(source(text), id="lies", reference=on)
    assert document.text == text
    assert all(document.text[fact.start : fact.end] for fact in document.facts)


@pytest.mark.parametrize("on", [date(1, 1, 1), date(1, 12, 31), date(9998, 12, 31), date(9999, 12, 31)])
def test_at_either_end_of_the_calendar_expressions_say_less_and_fail_never(on: date) -> None:
    text = (
        "Last year, last summer, last March, last night, the week before last, a century ago, next weekend, "
        "next winter, tomorrow at noon, in 50 years' time, by the end of the decade, on Thanksgiving, "
        "on the 3rd, over the past 9999 years, the year-earlier quarter, Friday at 9 a.m., the next 999 days."
    )
    for document in study(source(text), id="ends", reference=on):
        assert all((f.when.start is None) == (f.when.end is None) for f in document.facts)
