"""Slips of the keyboard."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.spelling import corrigible, distance, slips

words = st.text("abcdeflmnorstu", min_size=5, max_size=9)


@given(words)
def test_every_slip_is_one_slip_away(word: str) -> None:
    assert {distance(word, each) for each in slips(word)} <= {0, 1}


@given(words, st.integers(0, 8), st.sampled_from("aeiot"))
def test_one_wrong_letter_is_found_again(word: str, at: int, letter: str) -> None:
    at %= len(word)
    wrong = word[:at] + letter + word[at + 1 :]
    assert wrong == word or word in slips(wrong)


@given(words, words)
def test_distance_is_the_same_both_ways(one: str, other: str) -> None:
    assert distance(one, other) == distance(other, one)
    assert (distance(one, other) == 0) is (one == other)


@pytest.mark.parametrize("word", ["tax", "2023", "cptpp7", "浦东", "", "a" * 41, "naïve"])
def test_numbers_and_short_words_are_no_slips(word: str) -> None:
    assert not corrigible(word)


def test_of_short_words_only_swaps_and_gaps_are_mended() -> None:
    assert "zone" in slips("zoen")
    assert "funds" in slips("fnds")
    assert "bank" not in slips("tank")
