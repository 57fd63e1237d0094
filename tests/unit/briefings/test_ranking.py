"""BM25: exact, the same everywhere, never confused by repeats."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.ranking import K1, B, bm25, inverse, judged, weights


def test_the_score_is_the_textbooks() -> None:
    known = weights(["fund", "zone", "zone"], {"fund": 2, "zone": 5}, 10, 8.0)
    norm = K1 * (1 - B + B * 4 / 8)
    fund = math.log(1 + 8.5 / 2.5) * 2 * (K1 + 1) / (2 + norm)
    zone = 2 * math.log(1 + 5.5 / 5.5) * 1 * (K1 + 1) / (1 + norm)
    assert bm25(known, ["fund", "fund", "zone", "else"]) == pytest.approx(fund + zone)


@given(st.integers(1, 10**9), st.integers(0, 10**9))
def test_no_term_counts_against_a_text(rows: int, frequency: int) -> None:
    assert inverse(frequency, rows) >= 0


def test_terms_that_nobody_has_lower_the_coverage() -> None:
    whole = weights(["fund"], {"fund": 1}, 10, 5.0)
    half = weights(["fund", "quantum"], {"fund": 1}, 10, 5.0)
    assert judged(whole, ["fund"])[1] == 1
    assert 0 < judged(half, ["fund"])[1] < 0.5
    assert judged(weights([], {}, 10, 5.0), ["fund"]) == (0, 0)
    assert bm25(half, ["fund"]) == bm25(whole, ["fund"])
