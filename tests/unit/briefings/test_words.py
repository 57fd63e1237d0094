"""The analyser: forms that mean the same are the same, and nothing makes it stumble."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.words import LONGEST, STOP, analyse


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Regulations", "regulation"),
        ("ＡＢＣ Ｆｕｎｄ", "abc fund"),
        ("浦東新區", "浦东新区"),
        ("organisation labour centre", "organization labor center"),
        ("analysed programme licence", "analyzed program license"),
        ("Müller Élan", "muller elan"),
        ("U.S. G.D.P.", "us gdp"),
        ("1,000.5 km²", "1000.5 km2"),
        ("ﬁrst", "first"),
        ("Pudong's", "Pudong’s"),
        ("high-speed", "high speed"),
        ("①", "1"),
    ],
)
def test_forms_of_one_word_are_one(one: str, other: str) -> None:
    assert analyse(one) == analyse(other) != ()


@pytest.mark.parametrize(
    ("one", "other"), [("fund", "found"), ("5", "50"), ("1.5", "15"), ("浦东", "浦西"), ("general", "gender")]
)
def test_different_words_stay_different(one: str, other: str) -> None:
    assert analyse(one) != analyse(other)


def test_chinese_is_read_in_pairs() -> None:
    assert analyse("引领区，基金") == ("引领", "领区", "基金")
    assert analyse("区") == ("区",)
    assert analyse("浦东fund基金") == ("浦东", "fund", "基金")


def test_repeats_and_order_are_kept_and_stop_words_are_not() -> None:
    assert analyse("The fund of the fund, and a zone") == ("fund", "fund", "zone")
    assert analyse(" ".join(STOP)) == ()


@given(st.text())
def test_any_text_gives_terms_of_letters_and_digits(text: str) -> None:
    for term in analyse(text):
        assert 0 < len(term) <= LONGEST
        # planes of ideographs that are newer than this Python's tables count as letters
        assert all(c.isalnum() or c == "." or ord(c) >= 0x20000 for c in term)
        assert not any(unicodedata.category(character) in {"Cs", "Cc"} for character in term)


@given(st.text())
def test_what_was_analysed_is_found_by_what_was_typed(text: str) -> None:
    assert analyse(text) == analyse(unicodedata.normalize("NFKC", text))


@pytest.mark.parametrize("hostile", ["1", "a.", "1.", "浦", "e\u0301", "'", "a", "1,", ". a", "İ"])
def test_a_million_of_anything_takes_no_time(hostile: str) -> None:
    begun = time.process_time()
    analyse(hostile * 300_000)
    assert time.process_time() - begun < 5
