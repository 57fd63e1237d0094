"""Summaries: the sentences that tell the most, in their order, within a length, the same every time."""

from __future__ import annotations

from time import perf_counter

import pytest

from briefings.coverage import Candidate, greedy, worths
from briefings.reading import read
from briefings.study import study
from briefings.summary import length, lines_of, summary, told_by
from briefings.turns import turns

NEWS = (
    "The port council of Arnsby approved a second quay on Tuesday, 12 votes to 3.",
    "Gulls circled above the hall.",
    "The second quay costs 48 million euros and lets ships of 300 metres berth.",
    "Works on the quay start in May and last for two years.",
    "“It rained all night,” said a councillor.",
    "The council also raised the fees of the port by 4 percent.",
    "Opponents of the quay fear for the mud flats east of Arnsby.",
)
TALK = (
    "Chair: Good morning, shall we start?",
    "Ada: The survey of the roof is done and it has eleven holes.",
    "Boris: Eleven!",
    "Ada: Mending the roof costs nine thousand in all.",
    "Chair: And the garden?",
    "Boris: The garden needs a fence against the deer by April.",
    "Boris: A fence is four hundred.",
    "Chair: Good. Ada, who mends the roof?",
    "Ada: A firm from the next village can do it in March.",
    "Chair: Then we meet again on Monday.",
)


def test_a_summary_stands_in_the_order_of_its_text_and_never_changes() -> None:
    for count in range(1, len(NEWS) + 1):
        chosen = summary(NEWS, count=count)
        assert list(chosen) == sorted(set(chosen))
        assert len(chosen) == count
        assert all(summary(NEWS, count=count) == chosen for _ in range(3))


def test_what_matters_comes_before_what_does_not() -> None:
    chosen = summary(NEWS, count=3)
    assert 0 in chosen
    assert 2 in chosen
    assert not {1, 4} & set(chosen)


@pytest.mark.parametrize("words", [1, 8, 20, 35, 60, 500])
def test_words_are_filled_with_whole_sentences_as_near_as_they_come(words: int) -> None:
    chosen = summary(NEWS, words=words)
    sizes = [length(NEWS[at]) for at in chosen]
    assert sum(sizes) <= words + max(sizes, default=0) / 2
    assert words < min(map(length, NEWS)) or chosen


def test_a_question_gets_its_own_sentences() -> None:
    assert set(summary(NEWS, count=2, topic="fees")) >= {5}
    assert set(summary(NEWS, count=1, topic="mud flats")) == {6}


def test_nothing_is_told_twice_where_something_else_can_be_told() -> None:
    doubled = (NEWS[0], "On Tuesday the port council of Arnsby approved a second quay.", *NEWS[2:])
    assert not {0, 1} <= set(summary(doubled, count=3))


def test_a_question_about_a_speaker_gets_what_they_said() -> None:
    (boris,) = summary(TALK, count=1, topic="What did Boris say about the garden?")
    (ada,) = summary(TALK, count=1, topic="What did Ada say about the roof?")
    assert TALK[boris] == "Boris: The garden needs a fence against the deer by April."
    assert TALK[ada].startswith("Ada: ")


def test_speakers_are_known_by_speaking_often_and_colons_in_prose_are_no_speakers() -> None:
    assert turns(TALK)[1] == ("Ada", "The survey of the roof is done and it has eleven holes.")
    assert turns(["Ada: First.", "Second.", "Ada: Third.", "Ada: Fourth."])[1] == ("Ada", "Second.")
    prose = ["The rule: nobody parks.", "A wish: more trees."]
    assert turns(prose) == [("", line) for line in prose]


def test_titles_headings_bylines_captions_and_doubles_are_no_lines() -> None:
    text = (
        "Arnsby builds a second quay\n\nBy our reporter in Arnsby\n\n"
        f"{NEWS[0]} {NEWS[2]}\n\nArnsby builds a second quay\n\nThe money\n\n{NEWS[3]} {NEWS[2]}\n"
    )
    lines, title = lines_of(text)
    assert title == "Arnsby builds a second quay"
    assert [line.text for line in lines] == [NEWS[0], NEWS[2], NEWS[3]]
    assert all(text[line.start : line.end] == line.text for line in lines)


def test_a_document_gives_the_same_lines_as_its_text() -> None:
    text = f"Arnsby builds a second quay\n\n{NEWS[0]} {NEWS[2]}\n\n{NEWS[3]}\n"
    (source,) = read("quay.txt", text.encode())
    assert not isinstance(source, Exception)
    document = study(source, id="quay")[0]
    assert [one.text for one in told_by(document)] == [line.text for line in lines_of(text)[0]]


def test_chinese_is_summarised_by_the_same_rules() -> None:
    lines = (
        "海门港务局周二批准建设第二码头，投资4.8亿元，可停靠300米长的货轮。",
        "会场外下着小雨。",
        "第二码头将于5月开工，工期两年，建成后港口吞吐量预计增长20%。",
        "“昨晚没睡好。”一位代表说。",
        "港务局还把泊位费上调4%，自7月1日起施行。",
    )
    assert not {1, 3} & set(summary(lines, count=2))
    assert 4 in summary(lines, count=2, topic="泊位费")
    assert length(lines[1]) == 7
    assert summary(lines, words=60)


@pytest.mark.parametrize(
    "text",
    [
        "", " \n\n ", "?", "a", "::::", "A:" * 4000, "“" * 3000, "1." * 5000, "x" * 50_000, "。" * 5000,
        "\x00\ufeff\u202e words \ud800 here stand still and go on.", "Ada: \n" * 3000, "， " * 4000,
        "9,9" * 9000, "A b: " * 8000,
    ],
)  # fmt: skip
def test_any_text_can_be_summarised_in_no_great_time(text: str) -> None:
    started = perf_counter()
    lines, title = lines_of(text)
    chosen = summary([line.text for line in lines], words=50, topic=text[:2000], title=title)
    assert all(0 <= at < len(lines) for at in chosen)
    assert perf_counter() - started < 5


def test_a_long_transcript_takes_no_great_time() -> None:
    talk = [f"Speaker {n % 5}: Point {n % 97} is on quay {n % 13} and costs {n} euros." for n in range(3000)]
    started = perf_counter()
    summary(talk, words=100, topic="What does quay 7 cost?")
    assert perf_counter() - started < 3


def test_no_sentences_and_no_words_give_no_summary() -> None:
    assert summary(()) == ()
    assert summary(("…", "!?"), count=2) == ()
    assert summary(NEWS, count=0) == ()


def test_equal_lines_are_taken_as_they_stand_and_a_group_makes_room() -> None:
    equal = [Candidate((f"word{n}", f"more{n}"), 2) for n in range(4)]
    assert greedy(equal, worths(equal), lambda _: True) == [0, 1, 2, 3]
    grouped = [Candidate((f"word{n}",), 1, group="a" if n < 2 else "b") for n in range(3)]
    assert greedy(grouped, worths(grouped), lambda _: True, most=2) == [0, 2]


def test_the_best_line_after_a_choice_is_never_missed() -> None:
    lines = [
        Candidate(("quay", "port", "fees"), 3),
        Candidate(("quay", "port"), 2),
        Candidate(("gulls", "rain"), 2),
        Candidate(("fees",), 1),
    ]
    worth = {"quay": 3.0, "port": 2.0, "fees": 1.0, "gulls": 1.5, "rain": 1.5}
    assert greedy(lines, worth, lambda _: True, most=3) == [0, 2, 1]
