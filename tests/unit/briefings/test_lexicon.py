"""The table of everyday words in two languages, names read aloud, and Chinese parted by both."""

from __future__ import annotations

from collections import Counter
from importlib.resources import files

import pytest

from briefings.answering.lexicon import chinese, english, words
from briefings.answering.parting import parted
from briefings.pinyin import characters, readings, syllables
from briefings.words import analyse, wide

ROWS = [
    line.split(" | ")
    for line in (files("briefings.answering") / "lexicon.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


def test_every_row_has_words_of_both_languages() -> None:
    for row in ROWS:
        here, there = row
        assert all(all(map(wide, word)) for word in here.split()), row
        assert all(analyse(each) and each.isascii() for each in there.split(", ")), row


def test_no_chinese_word_stands_in_two_rows() -> None:
    counted = Counter(word for here, _ in ROWS for word in here.split())
    assert [word for word, times in counted.items() if times > 1] == []


def test_names_of_the_field_go_before_everyday_words() -> None:
    assert chinese()["产业基金"][0].said == "industrial fund"
    assert ("industri", "fund") in {run for run, _ in english()["industri"]}
    assert analyse("police")[0] in words()


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("浦东", "pudong"),
        ("重庆", "chongqing"),
        ("长沙", "changsha"),
        ("莘庄", "xinzhuang"),
        ("陕西", "shanxi"),
    ],
)
def test_names_are_read_aloud(name: str, said: str) -> None:
    assert said in readings(name)


def test_what_is_no_chinese_is_not_read() -> None:
    assert readings("") == readings("Pudong") == readings("浦x") == ()


def test_latin_letters_are_parted_into_syllables() -> None:
    assert set(syllables("xian")) >= {("xian",), ("xi", "an")}
    assert list(syllables("harbour")) == []
    assert "东" in characters("dong")
    assert characters("xyz") == ""


def test_chinese_is_parted_into_known_words_and_names() -> None:
    assert list(parted("金山招聘会提供岗位")) == [
        ("金山", 0, False),
        ("招聘会", 2, True),
        ("提供", 5, True),
        ("岗位", 7, True),
    ]
    assert [word for word, _, known in parted("东澜区的面积") if known] == ["区", "面积"]
