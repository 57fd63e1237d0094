"""The command line keeps its word: formats, exit codes, and errors of one line."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from tests.command import Milepost, Ran

NOTICE = """Harbour pilot widened

Published: 2023-07-12

On 11 July 2023 the harbour district released its plan for data. The plan covers 12 square kilometres.

July 15th this year marks the third anniversary of the release of the Harbour Charter.
"""


@pytest.fixture
def milepost(tmp_path: Path) -> Milepost:
    return Milepost(tmp_path)


def one_line(ran: Ran) -> str:
    assert ran.err.count("\n") == 1, ran.err
    assert "Traceback" not in ran.err
    return ran.err


def test_ingest_tells_what_became_of_each_file(milepost: Milepost) -> None:
    docs = milepost.folder / "docs"
    docs.mkdir()
    (docs / "harbour.txt").write_text(NOTICE, encoding="utf-8")
    (docs / "empty.txt").write_bytes(b"")
    (docs / "image.txt").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00")
    first = milepost("ingest", "docs", "--json")
    assert first.code == 1
    outcomes = {row["name"].rpartition("/")[2]: row["outcome"] for row in first.data["files"]}
    assert outcomes == {"harbour.txt": "added", "empty.txt": "refused", "image.txt": "refused"}
    assert all(row["why"] for row in first.data["files"] if row["outcome"] == "refused")
    (docs / "empty.txt").unlink()
    (docs / "image.txt").unlink()
    again = milepost("ingest", "docs", "--json")
    assert (again.code, again.data["counts"]["same"]) == (0, 1)
    (docs / "harbour.txt").write_text(NOTICE.replace("12 square", "14 square"), encoding="utf-8")
    assert milepost("ingest", "docs", "--json").data["counts"]["updated"] == 1


def test_a_store_that_only_ingested_holds_nothing_else(milepost: Milepost) -> None:
    (milepost.folder / "harbour.txt").write_text(NOTICE, encoding="utf-8")
    assert milepost("ingest", "harbour.txt").code == 0
    found = milepost("search", "plan", "--json").data
    assert {hit["document"] for hit in found["hits"]} == {"harbour"}


def test_extract_prints_the_reading_and_stores_nothing(milepost: Milepost) -> None:
    (milepost.folder / "harbour.txt").write_text(NOTICE, encoding="utf-8")
    ran = milepost("extract", "harbour.txt", "--json")
    assert ran.code == 0, ran.err
    (document,) = ran.data["documents"]
    assert document["reference"]["year"] == 2023
    origin = next(item for item in document["items"] if item["text"] == "third anniversary")
    assert (origin["kind"], origin["start"], origin["precision"], origin["basis"]) == (
        "origin",
        "2020-07-15",
        "day",
        "derived",
    )
    for item in document["items"] + document["figures"]:
        start, end = item["char"]
        assert NOTICE[start:end].strip()
    assert not (milepost.folder / "milepost.db").exists()


def test_say_on_an_empty_store_loads_what_is_shipped(milepost: Milepost) -> None:
    calls = milepost("say", "/brief leading zone", "--as", "telegram", "--json").data
    assert {call["method"] for call in calls} == {"sendMessage"}
    text = "".join(call["payload"]["text"] for call in calls)
    assert "Leading Zone" in text
    assert "[1]" in text


def test_a_topic_s_dates_and_amounts_are_data_with_their_evidence(milepost: Milepost) -> None:
    told = milepost("timeline", "leading", "zone", "--at", "2023-07-12T09:00+08:00", "--json").data
    assert (told["topic"], told["today"]) == ("leading zone", "2023-07-12")
    ats = [moment["at"] for moment in told["moments"]]
    assert ats == sorted(ats)
    assert ats[told["behind"]] > "2023-07-12" > ats[told["behind"] - 1]
    found = milepost("figures", "leading", "zone", "--json").data
    yuan = next(ladder for ladder in found["ladders"] if ladder["unit"] == "CNY")
    assert [rung["value"] for rung in yuan["rungs"]] == [1e11, 1.5e10, 5e9, 3.3e9]
    for row in (*told["moments"], *yuan["rungs"]):
        assert row["evidence"]
        assert all(len(proof["sha256"]) == 64 for proof in row["evidence"])
    assert "3.3 billion yuan" in milepost("figures", "leading", "zone").out


def test_batch_search_answers_a_line_for_a_line(milepost: Milepost) -> None:
    rows = [
        {"id": f"d{n}", "title": f"T{n}", "text": f"The {word} was opened."}
        for n, word in enumerate(("dock", "park"))
    ]
    (milepost.folder / "set.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    assert milepost("ingest", "set.jsonl").code == 0
    asked = [{"id": "q1", "query": "park"}, {"id": "q2", "query": "\"'; DROP TABLE ("}]
    (milepost.folder / "asked.jsonl").write_text("\n".join(map(json.dumps, asked)), encoding="utf-8")
    ran = milepost("search", "--batch", "asked.jsonl", "--json", "--limit", "5")
    first, second = map(json.loads, ran.out.splitlines())
    assert (first["id"], first["hits"][0]["document"]) == ("q1", "d1")
    start, end = first["hits"][0]["char"]
    assert rows[1]["text"][start:end] == first["hits"][0]["text"]
    assert (second["id"], second["hits"]) == ("q2", [])


def test_brief_summarises_a_line_for_a_line_and_stores_nothing(milepost: Milepost) -> None:
    text = "A quay for Arnsby\n\nGulls cried. The council of Arnsby approved a quay for 4 million euros.\n"
    rows = [
        {"id": "s1", "text": text, "sentences": 1},
        {"id": "s2", "text": text, "query": "gulls", "words": 2},
        {"id": 3, "text": ""},
    ]
    (milepost.folder / "set.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    ran = milepost("brief", "--batch", "set.jsonl", "--json")
    first, second, third = map(json.loads, ran.out.splitlines())
    assert first["id"] == "s1"
    assert first["summary"] == "The council of Arnsby approved a quay for 4 million euros."
    (line,) = first["sentences"]
    assert text[slice(*line["char"])] == line["text"] == first["summary"]
    assert second["summary"] == "Gulls cried."
    assert third == {"id": 3, "summary": "", "sentences": []}
    assert not (milepost.folder / "milepost.db").exists()


def test_brief_takes_a_file_or_a_stored_document_without_its_stories(milepost: Milepost) -> None:
    (milepost.folder / "harbour.txt").write_text(NOTICE, encoding="utf-8")
    of_file = milepost("brief", "harbour.txt", "--json", "--sentences", "2").data
    assert len(of_file["sentences"]) <= 2
    assert all(line["text"] in " ".join(NOTICE.split()) for line in of_file["sentences"])
    assert milepost("ingest", "harbour.txt").code == 0
    assert milepost("brief", "harbour", "--json", "--sentences", "2").data == of_file


@pytest.mark.parametrize(
    "row",
    ['{"id": "x"}', "[1]", '{"id": "x", "text": 7}', '{"id": "x", "text": "y", "words": 0}', "{", '"x"'],
)
def test_a_batch_line_that_is_none_is_named(milepost: Milepost, row: str) -> None:
    (milepost.folder / "set.jsonl").write_text(
        f'{{"id": "fine", "text": "It is."}}\n{row}\n', encoding="utf-8"
    )
    ran = milepost("brief", "--batch", "set.jsonl")
    assert (ran.code, "line 2" in one_line(ran)) == (1, True)
    assert json.loads(ran.out)["id"] == "fine"


def test_search_prints_documents_with_their_best_sentence_and_what_was_meant(milepost: Milepost) -> None:
    text = "The guidance fund grew. {word} was opened. Nothing else is told."
    rows = [
        {"id": f"d{n}", "title": f"T{n}", "text": text.format(word=word)}
        for n, word in enumerate(("Pudong harbour", "A park", "A road"))
    ]
    (milepost.folder / "set.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    assert milepost("ingest", "set.jsonl").code == 0
    found = milepost("search", "guidance", "fund", "--json", "--limit", "2").data
    assert set(found) == {"id", "hits", "answer", "missing", "did_you_mean"}
    assert len({hit["document"] for hit in found["hits"]}) == len(found["hits"]) == 2
    assert (found["answer"], found["missing"], found["did_you_mean"]) == (None, [], None)
    for hit in found["hits"]:
        start, end = hit["char"]
        (text,) = (row["text"] for row in rows if row["id"] == hit["document"])
        assert text[start:end] == hit["text"] == "The guidance fund grew."
        assert hit["ref"].startswith(hit["document"] + "#")
    odd = milepost("search", "pudnog", "quantum", "--json").data
    assert odd["did_you_mean"] == "pudong quantum"
    assert odd["missing"] == ["pudnog", "quantum"]
    assert [hit["document"] for hit in odd["hits"]] == ["d0"]
    said = milepost("search", "浦东").out
    assert "Did you mean “Pudong”?" in said
    assert milepost("search", "guidance", "+quantum", "--json").data["hits"] == []
    refused = milepost("search", "fund", "type:figurs")
    assert refused.code == 2
    assert "Did you mean figure?" in one_line(refused)


def test_the_index_can_be_made_anew(milepost: Milepost) -> None:
    rows = [{"id": f"d{n}", "title": f"T{n}", "text": "The park was opened."} for n in range(3)]
    (milepost.folder / "set.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    assert milepost("ingest", "set.jsonl").code == 0
    before = milepost("index", "--json").data
    assert before == {"documents": 3, "chunks": 3, "terms": 5}
    with sqlite3.connect(milepost.folder / "milepost.db") as connection:
        connection.execute("INSERT INTO chunk_terms (chunk_terms) VALUES ('delete-all')")
    connection.close()
    assert milepost("search", "park", "--json").data["hits"] == []
    assert "3 documents, 3 passages and 5 terms, made anew" in milepost("index", "--rebuild").out
    assert len(milepost("search", "park", "--json").data["hits"]) == 3
    assert milepost("index", "--json").data == before


def test_an_index_of_older_rules_is_made_anew_at_the_start(milepost: Milepost) -> None:
    (milepost.folder / "harbour.txt").write_text(NOTICE, encoding="utf-8")
    assert milepost("ingest", "harbour.txt").code == 0
    with sqlite3.connect(milepost.folder / "milepost.db") as connection:
        connection.execute("UPDATE counter SET value = 0 WHERE name = 'analyser'")
        connection.execute("DELETE FROM chunk")
    connection.close()
    assert milepost("search", "anniversary", "--json").data["hits"]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("tick", "--at", "the 45th of May"), "not a date"),
        (("tick", "--at", "9999-12-31"), "not a date"),
        (("digest", "--at", "0001-01-01"), "not a date"),
        (("extract", "missing.txt"), "missing.txt"),
        (("search",), "--batch"),
        (("brief",), "--batch"),
        (("brief", "no-such-thing"), "neither a file nor a document"),
        (("fly",), "fly"),
        (("say", "hello", "--as", "pigeon"), "pigeon"),
    ],
)
def test_wrong_usage_gets_one_line(milepost: Milepost, words: tuple[str, ...], says: str) -> None:
    ran = milepost(*words)
    assert ran.code in {1, 2}
    assert says in one_line(ran)


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://me:correct-horse@127.0.0.1:1/x",
        "sqlite:////nowhere/at/all.db",
        "mongodb://x",
        "sqlite:///.",
    ],
)
def test_a_store_that_can_not_be_opened_gets_one_line_and_2(milepost: Milepost, url: str) -> None:
    ran = Milepost(milepost.folder, (("DATABASE_URL", url),))("subs")
    assert ran.code == 2
    assert "correct-horse" not in one_line(ran)


def test_a_wrong_environment_gets_one_line_and_2(milepost: Milepost) -> None:
    ran = Milepost(milepost.folder, (("PORT", "many"), ("MILEPOST_ZONE", "Mars/Base")))("subs")
    assert ran.code == 2
    assert "PORT" in one_line(ran)
    assert "MILEPOST_ZONE" in ran.err


def test_run_reads_its_input_to_the_end_and_ends_with_0(milepost: Milepost) -> None:
    ran = milepost("run", stdin="start\nbrief leading zone\nsource 1\n")
    assert ran.code == 0, ran.err
    assert "15 Jul 2021" in ran.out
    assert "Milepost's summary" in ran.out


def test_migrate_reads_again_what_older_rules_read(milepost: Milepost) -> None:
    (milepost.folder / "harbour.txt").write_text(NOTICE, encoding="utf-8")
    assert milepost("ingest", "harbour.txt").code == 0
    before = milepost("say", "/why harbour").out
    with sqlite3.connect(milepost.folder / "milepost.db") as connection:
        connection.execute("UPDATE version SET reading = 0, fingerprint = 'older'")
        connection.execute("DELETE FROM fact")
    connection.close()
    first = milepost("migrate")
    assert "Studied again by better rules: 1 page, of which 1 changed." in first.out
    assert "Studied again" not in milepost("migrate").out
    assert milepost("say", "/why harbour").out == before
