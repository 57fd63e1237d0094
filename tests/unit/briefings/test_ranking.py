"""BM25: exact, the same everywhere, never confused by repeats."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.ranking import K1, B, bm25, counted, inverse, judged, packed, unpacked, weights

terms = st.lists(st.sampled_from(["fund", "funds", "un", "zone", "a", "浦东", "1.5"]), max_size=20)


@given(terms)
def test_packing_keeps_every_term_and_its_count(held: list[str]) -> None:
    text = packed(held)
    assert unpacked(text) == tuple(held)
    for term in {*held, "nothing"}:
        assert counted(text, term) == held.count(term)


def test_the_score_is_the_textbooks() -> None:
    known = weights(["fund", "zone", "zone"], {"fund": 2, "zone": 5}, 10, 8.0)
    norm = K1 * (1 - B + B * 4 / 8)
    fund = math.log(1 + 8.5 / 2.5) * 2 * (K1 + 1) / (2 + norm)
    zone = 2 * math.log(1 + 5.5 / 5.5) * 1 * (K1 + 1) / (1 + norm)
    assert bm25(known, packed(["fund", "fund", "zone", "else"]), 4) == pytest.approx(fund + zone)


def test_a_title_counts_twice() -> None:
    known = weights(["fund"], {"fund": 1}, 10, 5.0)
    assert bm25(known, packed(["x"]), 5, packed(["fund"])) == bm25(known, packed(["fund", "fund"]), 5)


@given(st.integers(1, 10**9), st.integers(0, 10**9))
def test_no_term_counts_against_a_text(rows: int, frequency: int) -> None:
    assert inverse(frequency, rows) >= 0


def test_terms_that_nobody_has_lower_the_coverage() -> None:
    whole = weights(["fund"], {"fund": 1}, 10, 5.0)
    half = weights(["fund", "quantum"], {"fund": 1}, 10, 5.0)
    assert judged(whole, packed(["fund"]), 1)[1] == 1
    assert 0 < judged(half, packed(["fund"]), 1)[1] < 0.5
    assert judged(weights([], {}, 10, 5.0), packed(["fund"]), 1) == (0, 0)
    assert bm25(half, packed(["fund"]), 1) == bm25(whole, packed(["fund"]), 1)
