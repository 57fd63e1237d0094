"""Where sentences end, what folding takes out, and how long both take."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefings.sentences import LONGEST, MARKS, fold, sentences
from tests.shared import shared


def cut(text: str) -> list[str]:
    return [text[a:b] for a, b in sentences(text, 0, len(text))]


@pytest.mark.parametrize(
    "expected",
    [
        ["The pier opened.", "It cost 3.5 billion yuan.", "Was it worth it?", "Yes!"],
        ["Mr. Li and Dr. Chen met J. K. Wong at Harbour Co., Ltd. in the U.S. market.", "They agreed."],
        ["The firm is Harbour Inc.", "It was founded in 1998.", "See No. 5 of vol. 2."],
        ["He works for Harbour Inc. Chief officers praise him.", "She left."],
        ["The ferry leaves at 5 p.m. on Sundays.", "It returns at 9 p.m.", "The last one waits."],
        ["Space is short... and land is dear.", "Capital is shy...", "It will come."],
        ['"Is it open?" he asked.', '"It is."', "They went."],
        ['Good work "will find its place.".', "They went on."],
        ["(It rained.)", "They stayed."],
        ["It grew 5.2% e.g. in rail, i.e. on land, etc. and at sea.", "It fell later."],
        ["1. The first thing is done.", "The second is not."],
        ["港口已经开通。", "票价是3.5元！", "谁来付？", "“由市里付。”", "就这样。"],
        ["他说：“开通了。”，然后离开。", "我们等着——", "等了很久……也没有来。"][:1],
        ["The so-called “zone” covers A.I. and 5G.", "两年来，成效明显。", "More follows."],
        ["the pier opened .", "it was late ."],
    ],
)
def test_a_text_is_cut_where_sentences_end(expected: list[str]) -> None:
    joint = "" if not expected[0].isascii() and "“zone”" not in expected[0] else " "
    assert cut(joint.join(expected)) == expected


def test_a_lost_space_between_sentences_is_seen() -> None:
    assert cut("The ferry opened.The pier did not.") == ["The ferry opened.", "The pier did not."]


@pytest.mark.parametrize(
    "text", ["Visit harbour.example.com today", "Use Node.js or ASP.Net now", "v1.2.3 is out"]
)
def test_names_with_points_are_whole(text: str) -> None:
    assert cut(text) == [text]


def test_a_blank_line_ends_a_sentence_and_a_line_break_does_not() -> None:
    assert cut("conditions——\n\nThe port is\r\nthe start") == ["conditions——", "The port is\r\nthe start"]


def test_spans_stay_inside_what_was_asked_for() -> None:
    text = "Before. Inside one. Inside two. After."
    assert [text[a:b] for a, b in sentences(text, 8, 31)] == ["Inside one.", "Inside two."]


def test_what_shows_nothing_is_no_sentence() -> None:
    assert cut("\x00\x00 \u202e\u200b  \n") == []


def test_a_run_without_an_end_is_cut_at_a_space() -> None:
    parts = cut("word " * 3000)
    assert max(map(len, parts)) <= LONGEST
    assert " ".join(parts).split() == ["word"] * 3000


@given(st.text(alphabet='abA. \n\r。！?"”“…1,中U.S.\x00\u0301', max_size=120))
@settings(max_examples=400, deadline=None)
def test_sentences_lose_nothing_that_can_be_read(text: str) -> None:
    spans = sentences(text, 0, len(text))
    assert spans == sorted(spans)
    assert all(a < b for a, b in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    kept = "".join(fold(text[a:b]).replace(" ", "") for a, b in spans)
    assert kept.replace("\u0301", "") == fold(text).replace(" ", "").replace("\u0301", "")


@given(st.text(alphabet='abA. \n。!?"”中1', max_size=120))
@settings(max_examples=300, deadline=None)
def test_carriage_returns_change_no_sentence(text: str) -> None:
    assert list(map(fold, cut(text))) == list(map(fold, cut(text.replace("\n", "\r\n"))))


def test_folding_takes_out_what_must_not_be_shown() -> None:
    dirty = "\ufeffa\u202eb\u2066c\x00d\x07 \t\r\n e\u00ad\ud800f\u2028g\u00a0h"
    assert fold(dirty) == "abcd ef g h"


def test_folding_keeps_accents_scripts_and_emoji() -> None:
    for text in ("café", "e\u0301", "हिन्दी", "👩\u200d🚢", "浦东、引领区", "שָׁלוֹם"):
        assert fold(text) == text


def test_a_flood_of_marks_is_bounded() -> None:
    assert fold("a" + "\u0301" * 50_000 + "b") == "a" + "\u0301" * MARKS + "b"


@pytest.mark.parametrize("unit", ["a.", "Mr. ", "1. ", '."', "。", "word ", "\n \n", "\u0301", "“", "U.S. "])
def test_time_grows_with_the_text_and_no_faster(unit: str) -> None:
    def seconds(size: int) -> float:
        text = unit * (size // len(unit))
        begin = time.process_time()
        sentences(text, 0, len(text))
        return time.process_time() - begin

    seconds(20_000)
    assert seconds(400_000) < 12 * max(seconds(100_000), 0.02)


def test_the_seed_has_whole_sentences() -> None:
    text = next(shared("seeds").glob("*.txt")).read_text(encoding="utf-8")
    found = cut(text)
    assert 120 < len(found) < 260
    assert sum(s[0].islower() for s in found) == 0
