"""An amount that can hardly be meant is shown as it stands, with a warning that its sentence proves."""

from __future__ import annotations

from datetime import date

from briefings.compose import compose
from tests.unit.briefings.told import page


def _warned(text: str) -> list[tuple[str, str]]:
    document = page(f"The Shanghai tea park\n\n{text}")
    value = compose("tea park", (document,), (), date(2023, 7, 1))
    texts = {passage.ref: passage.text for passage in document.passages}
    shown = {line.text for line in (*value.points, *value.measures, *value.figures)}
    doubted = [warning for warning in value.warnings if "doubtful" in warning.text]
    assert all(texts[w.evidence[0].ref] in shown for w in doubted)
    return [(warning.text, texts[warning.evidence[0].ref]) for warning in doubted]


def test_an_odd_amount_in_a_shown_sentence_is_doubted_once_with_its_proof() -> None:
    first = "On 5 May 2023 the Shanghai tea park set up a garden that covers 134.48 acres of hills."
    told = _warned(f"{first} The tea park will add 20 acres of gardens next year.")
    assert len(told) == 1
    assert "acres in a Chinese source" in told[0][0]
    assert ("134.48 acres" in told[0][1]) or ("20 acres" in told[0][1])
    assert told[0][0].split("”")[0].removeprefix("“") in told[0][1]


def test_amounts_that_may_be_are_not_doubted() -> None:
    assert (
        _warned("On 5 May 2023 the Shanghai tea park set up a garden that covers 134.48 mu of hills.") == []
    )
