"""From a source to its documents, and from documents to the JSON that others read."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from briefings.corpus import calendar, shipped
from briefings.extract import extraction
from briefings.reading import read
from briefings.study import study
from evals.labelled import documents
from tests.shared import shared
from tests.unit.briefings.told import page, source

GLUED = next(data.decode() for label, _, data in documents("first") if label["id"] == "glued-page")


def test_an_article_keeps_its_id_and_its_stories_count_on() -> None:
    found = study(source(GLUED), id="lake")
    assert [(d.id, d.kind, d.page) for d in found] == [
        ("lake", "article", None),
        ("lake-2", "story", "lake"),
        ("lake-3", "story", "lake"),
    ]


def test_every_offset_points_at_what_it_names() -> None:
    for document in study(source(GLUED), id="lake"):
        for passage in document.passages:
            quote = document.text[passage.start : passage.end]
            assert " ".join(quote.split()) == " ".join(passage.text.split())
        for fact in document.facts:
            assert " ".join(document.text[fact.start : fact.end].split()) == fact.expression
            assert GLUED[document.offset + fact.start : document.offset + fact.end]


def test_every_fact_is_proved_by_a_passage_of_its_document() -> None:
    for name, data in shipped():
        for each in read(name, data):
            for document in study(each, id=name, origins=calendar()):
                refs = {p.ref: p for p in document.passages}
                for fact in document.facts:
                    proof = fact.evidence[0]
                    assert (proof.start, proof.end) == (refs[proof.ref].start, refs[proof.ref].end)
                    assert proof.sha256 == document.sha256


def test_the_shipped_corpus_knows_when_it_was_written() -> None:
    years = {
        document.clock.year
        for name, data in shipped()
        for each in read(name, data)
        for document in study(each, id=name, origins=calendar())
    }
    assert years == {2023}


@given(st.text(max_size=400))
@settings(max_examples=100, deadline=None)
def test_any_text_is_studied_without_a_fault(text: str) -> None:
    json.dumps(extraction(study(source(text), id="x")))


def test_line_ends_change_no_fact() -> None:
    dos = GLUED.replace("\n", "\r\n")
    for unix_document, dos_document in zip(
        study(source(GLUED), id="x"), study(source(dos), id="x"), strict=True
    ):
        assert unix_document.clock.year == dos_document.clock.year
        assert [f.id for f in unix_document.facts] == [f.id for f in dos_document.facts]


def test_chinese_full_dates_are_read() -> None:
    document = page("浦东引领区\n\n2021年7月15日，意见正式公布。今年，改革继续推进。", on="2023-07-13")
    assert [f.when.edtf for f in document.facts] == ["2021-07-15", "2023"]


def test_the_extract_has_the_promised_shape() -> None:
    found = extraction(study(source("\ufeff" + GLUED), id="lake"))["documents"]
    assert [d["kind"] for d in found] == ["article", "story", "story"]
    for document in found:
        start, end = document["char"]
        for item in document["items"]:
            a, b = item["char"]
            assert start <= a < b <= end
            assert " ".join(("\ufeff" + GLUED)[a:b].split()) == item["text"]
            assert (item["start"] is None) == (item["end"] is None)
            assert set(item) >= {"edtf", "precision", "basis", "kind", "grade", "timex"}
    assert found[0]["reference"]["header"]["verdict"] == "accepted"


def test_the_seed_scores_what_was_promised() -> None:
    seed, truth, scorer = (
        shared("seeds", "000_e19702a037a1de48.txt"),
        shared("truth", "seed_truth.json"),
        shared("truth", "score.py"),
    )
    documents = [
        d
        for each in read(seed.name, seed.read_bytes())
        for d in extraction(study(each, id="seed", origins=calendar()))["documents"]
    ]
    prediction = {
        "items": [item for d in documents for item in d["items"]],
        "reference": documents[0]["reference"],
    }
    scored = _score(scorer, truth, {"seed": prediction})
    assert scored["items"]["F1"] >= 90
    assert scored["reference_year"] == "1/1"


def _score(scorer: object, truth: object, prediction: object) -> dict[str, dict[str, float]]:
    import tempfile
    from pathlib import Path

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "prediction.json"
        path.write_text(json.dumps(prediction), encoding="utf-8")
        done = subprocess.run(
            [sys.executable, str(scorer), str(truth), str(path)], capture_output=True, check=True, text=True
        )
    return json.loads(done.stdout)  # type: ignore[no-any-return]


def test_the_same_source_is_the_same_document_whatever_it_is_called() -> None:
    first, second = page(GLUED), study(replace(source(GLUED), name="other.txt"), id="page")[0]
    assert replace(first, name="") == replace(second, name="")
