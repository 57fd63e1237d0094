"""Bytes to sources: every format, every encoding, and every file that is no text."""

from __future__ import annotations

import json
import random
import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefings.errors import Refused
from briefings.model import Source
from briefings.reading import FORMATS, form, read
from briefings.reading.decoding import LIMIT
from tests.shared import shared

CHINESE = "临港新片区发布三年行动方案，支持离岸贸易与生物医药产业，总投资约五十亿元。"
TRADITIONAL = "臨港新片區發布三年行動方案，支持離岸貿易與生物醫藥產業，總投資約五十億元。"


def one(name: str, data: bytes) -> Source:
    (source,) = read(name, data)
    assert isinstance(source, Source)
    return source


def why(name: str, data: bytes) -> str:
    with pytest.raises(Refused) as caught:
        list(read(name, data))
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_every_suffix_belongs_to_one_format() -> None:
    suffixes = [suffix for known in FORMATS for suffix in known.suffixes]
    assert len(suffixes) == len(set(suffixes))
    assert {known.name for known in FORMATS} == {"text", "markdown", "jsonl"}


@pytest.mark.parametrize(
    ("name", "format"), [("A.TXT", "text"), ("b.Markdown", "markdown"), ("README", "text"), (".md", "text")]
)
def test_a_name_asks_for_its_format(name: str, format: str) -> None:
    assert form(name).name == format


def test_an_unknown_suffix_is_refused_with_the_known_ones() -> None:
    assert ".jsonl" in why("plan.pdf", b"text")


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "gbk", "gb18030"]
)
def test_chinese_is_read_in_every_usual_encoding(encoding: str) -> None:
    assert one("a.txt", CHINESE.encode(encoding)).text.lstrip("\ufeff") == CHINESE


def test_big5_is_read_and_told_as_a_guess() -> None:
    source = one("a.txt", TRADITIONAL.encode("big5"))
    assert source.text == TRADITIONAL
    assert "guessed" in source.encoding


def test_western_punctuation_of_windows_is_read() -> None:
    text = "The café’s “fund” – five billion yuan, said the naïve façade committee."
    assert one("a.txt", text.encode("cp1252")).text == text


def test_bom_and_carriage_returns_are_counted() -> None:
    data = b"\xef\xbb\xbfTitle\r\n\r\nText here.\r\n"
    assert one("a.txt", data).text == data.decode("utf-8")


def test_nul_and_lone_surrogates_keep_every_offset() -> None:
    source = one("a.txt", b"Har\x00bour and \xed\xa0\x80 ferries")
    assert len(source.text) == len("Har.bour and . ferries")
    assert "\x00" not in source.text
    source.text.encode("utf-8")


def test_a_file_cut_inside_a_character_is_still_read() -> None:
    source = one("a.txt", CHINESE.encode()[:-1])
    assert source.text[:-1] == CHINESE[:-1]
    assert "damaged" in source.encoding


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \r\n\t\n", "nothing to read"),
        (b"x", "nothing to read"),
        (b"\xef\xbb\xbf", "nothing to read"),
        (b"%PDF-1.7 and so on", "a PDF"),
        (b"PK\x03\x04 and so on", "zip"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "picture"),
        (random.Random(7).randbytes(4000), "binary"),
        (CHINESE.encode().decode("latin-1").encode(), "garbled"),
        (CHINESE.encode("gbk").decode("utf-8", "replace").encode(), "garbled"),
        (b"a" * (LIMIT + 1), "more than 50 MB"),
    ],
)
def test_what_is_no_text_is_refused_with_its_reason(data: bytes, reason: str) -> None:
    assert reason in why("a.txt", data)


def test_front_matter_is_read_as_written() -> None:
    text = (
        '---\r\ntitle: "Ferries: a plan"\r\nsource: Harbour office\r\npublished: 2023-05-06\r\n'
        "language: en\r\nlabel: A summary\r\nother: [1, 2]\r\n---\r\n# Ferries\r\n"
    )
    source = one("a.md", text.encode())
    assert (source.title, source.credit, source.published) == (
        "Ferries: a plan",
        "Harbour office",
        "2023-05-06",
    )
    assert (source.language, source.label) == ("en", "A summary")
    assert source.text == text
    assert source.text[source.body :].startswith("# Ferries")


def test_a_rule_at_the_top_is_no_front_matter() -> None:
    source = one("a.md", b"---\n\nSome text.\n")
    assert (source.title, source.body) == (None, 0)


@pytest.mark.parametrize(
    "front",
    [
        "title: [open\n---\n",
        "title: a\nno end",
        "title: a\n title: b\n  - c\n---\n",
        "a: &x 1\ntitle: *x\n---\n",
        "title: [a, b]\n---\n",
        "title: {a: b}\n---\n",
        "language: Chinese language\n---\n",
        "- a\n- b\n---\n",
        "title: !!python/object/apply:os.system [ls]\n---\n",
        "[" * 50_000 + "\n---\n",
    ],
)
def test_a_broken_front_matter_is_refused(front: str) -> None:
    assert "front matter cannot be read" in why("a.md", f"---\n{front}text".encode())


def test_each_line_of_a_collection_is_a_source() -> None:
    rows = [{"id": "d-1", "title": "One", "text": "First text."}, {"id": 2, "text": "文本 two"}]
    sources = list(read("c.jsonl", "\r\n".join(map(json.dumps, rows)).encode()))
    assert [(s.id, s.title, s.text) for s in sources if isinstance(s, Source)] == [
        ("d-1", "One", "First text."),
        ("2", None, "文本 two"),
    ]


def test_a_bad_line_is_refused_by_itself() -> None:
    lines = [
        b'{"id": "a", "text": "good"}',
        b"{broken",
        b'{"id": "a", "text": "again"}',
        b'{"title": "no id", "text": "t"}',
        b'{"id": "b"}',
        b'{"id": "c", "text": "  "}',
        b"[1, 2]",
        b"[" * 200_000,
        b'\xff{"id": "d"}',
        b'{"id": "e", "title": 5, "text": "t"}',
        b"",
        b'{"id": "f", "text": "lone \\ud800 surrogate"}',
    ]
    found = list(read("c.jsonl", b"\n".join(lines)))
    good = [s.id for s in found if isinstance(s, Source)]
    bad = [str(r) for r in found if isinstance(r, Refused)]
    assert good == ["a", "f"]
    assert [b.split(":")[0] for b in bad] == [f"c.jsonl line {n}" for n in range(2, 11)]
    assert all("\n" not in b for b in bad)


def test_a_collection_is_read_line_by_line() -> None:
    lines = b'{"id": "a", "text": "good"}\n' + b"not json\n" * 100_000
    assert isinstance(next(read("c.jsonl", lines)), Source)


def test_an_id_is_kept_unchanged() -> None:
    (source,) = read("c.jsonl", json.dumps({"id": " Aé/1 ", "text": "some text"}).encode())
    assert isinstance(source, Source)
    assert source.id == " Aé/1 "


def test_a_name_with_control_characters_is_shown_clean() -> None:
    assert "\u202e" not in why("a\u202e\n.txt", b"")


@given(st.binary(max_size=400), st.sampled_from(["a.txt", "a.md", "a.jsonl", "a"]))
@settings(max_examples=200, deadline=None)
def test_no_bytes_raise_anything_but_refused(data: bytes, name: str) -> None:
    try:
        found = list(read(name, data))
    except Refused:
        return
    for source in found:
        if isinstance(source, Source):
            source.text.encode("utf-8")
            assert "\x00" not in source.text


@given(st.text(alphabet=string.printable + "浦东—“”\ufeff\x00", min_size=1, max_size=200))
@settings(max_examples=200, deadline=None)
def test_utf8_keeps_its_length(text: str) -> None:
    try:
        source = one("a.txt", text.encode())
    except Refused:
        return
    if source.encoding == "utf-8":
        assert len(source.text) == len(text)


def test_the_seed_is_read_character_by_character() -> None:
    path = next(shared("seeds").glob("*.txt"))
    assert one(path.name, path.read_bytes()).text == path.read_bytes().decode("utf-8")
