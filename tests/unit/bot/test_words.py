"""The catalogues: each sentence of the code is in them, whole, and says the same in every language."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from bot.card import bold, plain
from bot.filling import filled
from bot.words import LANGUAGES, catalogue, known, tongue
from briefings.called import CALLED
from briefings.model import Basis, Grade, Kind, Precision
from briefings.query import Holding
from briefings.retelling import WITNESSES
from briefings.standing import State
from briefings.tongue import _, ngettext, run_on, several, speaking, spoken
from docs.words import ROOMS, ROOT, extracted, kept, places, updated

CODE = [path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))]


def forms(words: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return (words,) if isinstance(words, str) else tuple(words)


def sentences(of: Catalog) -> Iterator[Message]:
    return (message for message in of if message.id)


@pytest.fixture(scope="module", params=list(places()), ids=lambda place: str(place[0]))
def told(request: pytest.FixtureRequest) -> Catalog:
    return kept(*request.param)


@pytest.mark.parametrize("place", list(places()), ids=lambda place: str(place[0]))
def test_a_catalogue_holds_every_sentence_of_the_code_and_no_other(place: tuple[str, Path]) -> None:
    assert place[1].read_text(encoding="utf-8") == updated(*place), "make words brings it up to date"


def test_every_sentence_is_translated_and_none_is_only_guessed(told: Catalog) -> None:
    assert [one.id for one in sentences(told) if not all(forms(one.string)) or one.fuzzy] == []


def test_a_translation_has_the_places_of_its_sentence_and_no_others(told: Catalog) -> None:
    def named(words: str) -> set[str]:
        return {name for _words, name, _spec, _conversion in Formatter().parse(words) if name is not None}

    for one in sentences(told):
        wanted = set().union(*map(named, forms(one.id)))
        assert [each for each in forms(one.string) if named(each) != wanted] == [], one.id


def test_a_translation_has_as_many_forms_as_its_language_needs(told: Catalog) -> None:
    assert all(len(one.string) == told.num_plurals for one in sentences(told) if one.pluralizable)


def test_han_and_latin_stand_apart_and_marks_are_wide(told: Catalog) -> None:
    for one in sentences(told):
        for words in forms(one.string):
            bare = re.sub(r"\{[^}]*\}", "", words)
            assert not re.search(r"[\u4e00-\u9fff][A-Za-z`]|[A-Za-z`][\u4e00-\u9fff]", bare), words
            assert not re.search(r"[\u4e00-\u9fff][,;:?!()]|[,;?!()][\u4e00-\u9fff]", words), words
            assert not re.search(r"[\u4e00-\u9fff] \d+ ?[\u4e00-\u9fff]", bare), words
            assert "您" not in words


def test_no_sentence_is_put_together_before_it_is_looked_up() -> None:
    for path in CODE:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                name = node.func.id
                asked = {
                    "_": node.args[:1],
                    "N_": node.args[:1],
                    "ngettext": node.args[:2],
                    "pgettext": node.args[:2],
                }
                assert not [
                    one for one in asked.get(name, ()) if isinstance(one, ast.JoinedStr | ast.BinOp)
                ], path


def test_what_is_called_by_a_word_has_one() -> None:
    values = (one.value for kinds in (Grade, Kind, Basis, Precision, State, Holding) for one in kinds)
    assert {*values} <= {*CALLED}


def test_every_witness_that_a_reader_brings_has_a_name() -> None:
    for path in sorted((ROOT / "briefings").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"_witness", "Witness"}:
                last = node.args[-1]
                if isinstance(last, ast.Constant) and isinstance(last.value, str):
                    assert last.value in WITNESSES, path


@pytest.mark.parametrize(
    ("tag", "language"),
    [
        ("zh", "zh"), ("zh-CN", "zh"), ("zh-hans", "zh"), ("zh_SG", "zh"), ("zh-Hant-TW", "zh"),
        ("cmn", "zh"), ("中文", "zh"),
        ("en", "en"), ("en-GB", "en"), ("EN_us", "en"), ("English", "en"), ("fr", None), ("", None),
    ],
)  # fmt: skip
def test_a_tag_means_a_language_that_is_spoken_or_none(tag: str, language: str | None) -> None:
    assert known(tag) == language
    assert tongue(tag).tag == (language or "en")


def test_every_language_has_its_own_name_and_a_catalogue() -> None:
    assert {tag for tag, _place in places()} == {*LANGUAGES} - {"en"}
    assert all(catalogue(tag).info() for tag in LANGUAGES if tag != "en")


def test_sentences_are_said_in_the_language_that_is_spoken() -> None:
    def both() -> tuple[str, ...]:
        days = ngettext("{number:,} day", "{number:,} days", 3).format(number=3)
        return spoken(), _("Briefing"), days, several(("a", "b")), run_on("x", "", "y")

    assert both() == ("en", "Briefing", "3 days", "a, b", "x y")
    with speaking(tongue("zh-CN")):
        assert both() == ("zh", "简报", "3天", "a、b", "xy")
        with speaking(tongue("fr")):
            assert both()[0] == "en"
    assert spoken() == "en"


def test_places_are_filled_with_styles_where_the_language_wants_them() -> None:
    english = filled("Ask {command} for {number:,} days.", command=bold("/x"), number=1234)
    assert [(span.text, span.style) for span in english] == [
        ("Ask ", "plain"),
        ("/x", "bold"),
        (" for 1,234 days.", "plain"),
    ]
    assert plain(filled("{number} {command}", command="c", number=1)) == "1 c"


def test_a_catalogue_can_be_read_by_what_reads_such_files(told: Catalog) -> None:
    for tag, place in places():
        with place.open("rb") as text:
            assert len(read_po(text, locale=tag, abort_invalid=True)) == len(extracted())
