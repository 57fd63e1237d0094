"""The terminal: a talk from a pipe, in a prompt, and cards that can do nothing to the screen."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path

import pexpect
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console as Screen

from bot.card import (
    Action,
    Band,
    Bullets,
    Card,
    Column,
    Heading,
    Line,
    Notice,
    Pairs,
    Paragraph,
    Quote,
    Row,
    Sources,
    Table,
    bold,
    text,
)
from bot.platforms.console import Console, picture, render
from briefings.model import Evidence
from tests.unit.bot.harbour import AT, desk, filled

ROOT = Path(__file__).parents[3]
PROOF = Evidence("doc#1.2", "0", 0, 1)


def shown(card: Card, width: int = 80) -> str:
    screen = Screen(file=io.StringIO(), width=width, color_system=None)
    for block in render(card, width):
        screen.print(block)
    assert isinstance(screen.file, io.StringIO)
    return screen.file.getvalue()


def talk(*typed: str) -> str:
    store = filled()
    out = io.StringIO()
    Console(lambda: AT, io.StringIO("\n".join(typed)), out).talk(desk(store))
    store.close()
    return out.getvalue()


def every(words: str) -> Card:
    """A card with the same words in every place where words can stand."""
    line = Line(text(words, bold(words)), (PROOF,))
    return Card(
        (
            Heading(words),
            Paragraph(line),
            Bullets((line, line)),
            Pairs(((words, line),)),
            Table((Column(words), Column(words, "right")), (Band(words), Row((line.text, ()), (PROOF,)))),
            Quote(words, (PROOF,), words, words),
            Notice("warning", line),
            Sources((("doc#1.2", words),)),
        ),
        (Action(words, "help"),),
    )


def test_a_piped_talk_greets_answers_and_says_goodbye() -> None:
    said = talk("search dredging", "", "   ", "quit", "search never")
    assert "Milepost, the policy desk" in said
    assert "brief leading zone" in said
    assert "> search dredging" in said
    assert "— The dredging fund · written 2022" in " ".join(said.split())
    assert said.rstrip().endswith("stays in the store.")
    assert "never" not in said


def test_a_talk_ends_with_its_input() -> None:
    assert talk("help").rstrip().endswith("stays in the store.")


def test_a_number_presses_the_button_of_the_last_reply() -> None:
    said = talk("subscribe harbour charter", "1", "subs")
    assert "Subscribed: harbour charter" in said
    assert "This chat has 1 subscription" in said


def test_a_number_without_a_button_is_typed_as_it_is() -> None:
    assert "“77”" in talk("77")


def test_buttons_are_numbered_choices() -> None:
    card = Card((Heading("Title"),), (Action("First", "help"), Action("Second", "subs")))
    assert "1) First   2) Second" in shown(card)


def test_marks_stand_behind_their_lines_and_in_the_list() -> None:
    said = shown(every("words"))
    assert "wordswords [1]" in said
    assert "[1] doc#1.2 · words" in said
    assert "⚠ Warning: " in said


LADDER = Table(
    (Column("Amount"), Column("Of what")),
    (Band("CNY"), Row((text("5 billion yuan"), text("total investment")), (PROOF,)), Row((text("浦东"), ()))),
)


def test_a_table_has_columns_and_no_trailing_spaces() -> None:
    rows = shown(Card((LADDER,)), 80).splitlines()[1:]
    assert rows == [
        "  Amount          Of what",
        "  CNY",
        "  5 billion yuan  total investment  [1]",
        "  浦东            –",
        "",
    ]


def test_a_table_on_a_narrow_screen_is_lines() -> None:
    rows = shown(Card((LADDER,)), 60).splitlines()[1:]
    assert rows == ["  CNY", "  • 5 billion yuan — total investment [1]", "  • 浦东", ""]


@given(st.text(alphabet="ab 浦东é[", max_size=120), st.integers(64, 90))
def test_tables_fit_the_screen(words: str, width: int) -> None:
    from rich.cells import cell_len

    assert all(cell_len(row) <= width for row in shown(every(words), width).splitlines())


@pytest.mark.parametrize(
    "words",
    [
        "[bold]x[/bold]",
        "[red]",
        "[link=https://evil.example]x[/link]",
        ":smile:",
        "\\[x]",
        "[/]",
        "https://evil.example",
    ],
)
def test_words_of_documents_never_become_markup(words: str) -> None:
    said = shown(every(words), 200)
    assert said.count(words) >= 8
    assert "\x1b" not in said


@given(st.text(alphabet=st.characters(), max_size=60), st.integers(12, 120))
def test_nothing_in_a_card_controls_the_terminal(words: str, width: int) -> None:
    said = shown(every(words), width)
    for char in "\x00\x07\x08\x1b\x7f\x9b\r\u202e\u2066\u200f\ufeff":
        assert char not in said
    said.encode("utf-8")


@given(st.text(alphabet="ab 浦东é", max_size=120), st.integers(20, 60))
def test_rows_fit_the_screen(words: str, width: int) -> None:
    from rich.cells import cell_len

    assert all(cell_len(row) <= width for row in shown(every(words), width).splitlines())


def test_piped_output_has_no_colours_and_no_trailing_spaces() -> None:
    said = talk("brief harbour charter", "upcoming", "latest")
    assert "\x1b" not in said
    assert not [row for row in said.splitlines() if row != row.rstrip()]


def test_output_that_cannot_carry_a_character_says_so_with_a_question_mark() -> None:
    raw = io.BytesIO()
    out = io.TextIOWrapper(raw, encoding="ascii")
    store = filled()
    Console(lambda: AT, io.StringIO("help\n"), out).talk(desk(store))
    store.close()
    out.flush()
    assert b"? brief [topic]" in raw.getvalue()


def test_a_reader_that_goes_away_ends_the_talk() -> None:
    ours, theirs = os.pipe()
    os.close(ours)
    store = filled()
    with os.fdopen(theirs, "w", encoding="utf-8") as out:
        Console(lambda: AT, io.StringIO("help\n"), out).talk(desk(store))
    store.close()


async def test_a_card_that_nobody_asked_for_is_printed() -> None:
    out = io.StringIO()
    await Console(lambda: AT, io.StringIO(), out).send(None, Card((Heading("Today: 5 years"),)))  # type: ignore[arg-type]
    assert "Today: 5 years" in out.getvalue()


def test_the_picture_is_an_svg_of_the_talk() -> None:
    drawn = picture([("brief <script>", Card((Heading("Harbour & Charter"),)))])
    assert drawn.startswith("<svg")
    assert "<script>" not in drawn
    assert "url(http" not in drawn.replace('"', "")
    assert "Harbour" in drawn


SCRIPT = """
import asyncio
from bot.platforms.console import Console
from tests.unit.bot.harbour import AT, desk, filled
asyncio.run(Console(lambda: AT).listen(desk(filled())))
"""


@pytest.mark.parametrize("end", ["quit\r", "\x04", "\x03"], ids=["quit", "ctrl-d", "ctrl-c"])
def test_a_prompt_answers_and_ends_politely(end: str) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm"}
    child = pexpect.spawn(sys.executable, ["-c", SCRIPT], env=environment, encoding="utf-8", timeout=30)  # type: ignore[arg-type]
    child.expect("> ")
    child.send("search dredging\r")
    child.expect("The dredging fund")
    child.expect("\n> ")
    child.send(end)
    child.expect("Goodbye")
    child.expect(pexpect.EOF)
    child.close()
    assert (child.exitstatus, child.signalstatus) == (0, None)
