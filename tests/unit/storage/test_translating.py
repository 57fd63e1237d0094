"""Questions of one language to papers in the other: answered, shown as read, or refused and named."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from briefings.answering import Answer
from briefings.model import Source
from briefings.study import study
from storage.store import Store

AT = datetime(2026, 1, 1, tzinfo=UTC)
PAPERS = {
    "fund": (
        "The industrial fund of Xinzhuang",
        "XINZHUANG, 12 May 2021 - The district set up an industrial fund of 5 billion yuan in "
        "September 2020. "
        "The fund has paid for 14 projects. Its manager is Maren Dolk.\n\n"
        "A job fair in Xinzhuang offered 212 positions on 3 June 2021.",
    ),
    "port": (
        "琼西港区新增航线",
        "琼西，2024年3月5日。去年，琼西港区完成集装箱吞吐量约185万标箱。港区拟投资50亿元建设两个泊位。",
    ),
}


@pytest.fixture
def told(store: Store) -> Store:
    for id, (title, text) in PAPERS.items():
        source = Source(f"{id}.txt", "text", id, f"{title}\n\n{text}\n")
        store.library.put(study(source, id=id), name=source.name, sha256=id, path=id, at=AT)
    return store


def ask(store: Store, query: str) -> Answer:
    return store.library.answer(query)


def test_a_chinese_question_is_answered_by_an_english_sentence(told: Store) -> None:
    given = ask(told, "产业基金有多大？")
    assert given.value == "5 billion yuan"
    assert given.read_as == "industrial fund"
    assert given.did_you_mean is None


def test_a_name_is_found_as_it_is_read_aloud(told: Store) -> None:
    assert ask(told, "莘庄招聘会提供多少个岗位？").value == "212"
    given = ask(told, "container throughput of Qiongxi last year")
    assert "185万标箱" in given.sentences[0].passage.text


def test_what_nobody_can_read_is_refused_and_named(told: Store) -> None:
    given = ask(told, "饕餮号产业基金有多大？")
    assert given.sentences == ()
    assert any("饕餮" in word for word in given.missing)


def test_a_question_of_the_papers_own_language_is_not_translated(told: Store) -> None:
    assert ask(told, "How large is the industrial fund of Xinzhuang?").read_as is None
    assert ask(told, "琼西港区去年集装箱吞吐量是多少？").read_as is None


def test_translated_answers_are_the_same_from_both_databases(told: Store) -> None:
    other = Store.open("sqlite://")
    for id, (title, text) in PAPERS.items():
        source = Source(f"{id}.txt", "text", id, f"{title}\n\n{text}\n")
        other.library.put(study(source, id=id), name=source.name, sha256=id, path=id, at=AT)
    for query in ("产业基金有多大？", "谁是产业基金的经理？", "Qiongxi berths investment"):
        assert ask(told, query) == ask(other, query)
    other.close()
