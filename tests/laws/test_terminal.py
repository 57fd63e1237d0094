"""What any card keeps to on a terminal, and as a picture."""

from __future__ import annotations

import io
import unicodedata
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console as Screen

from bot import charts
from bot.card import Card
from bot.picture import Picture
from bot.platforms.console import render
from tests.laws.cards import BITES, CARDS, FEW, LONG, MANY, MONSTERS, PICTURES, UNSEEN, everywhere

COMMANDS = {"Cc", "Cs", "Zl", "Zp"}
"""Categories of characters that a terminal may obey."""


def shown(card: Card, width: int = 80) -> str:
    out = io.StringIO()
    screen = Screen(file=out, width=width, color_system=None, force_terminal=False)
    for block in render(card, width):
        screen.print(block)
    return out.getvalue()


def obeyed(words: str) -> list[str]:
    """What in a text a terminal, or a reader's eye, could be turned by."""
    joiners = "\u200c\u200d"
    return [
        char
        for char in words
        if char != "\n"
        and (
            unicodedata.category(char) in COMMANDS
            or (unicodedata.category(char) == "Cf" and char not in joiners)
        )
    ]


@MANY
@given(CARDS, st.integers(12, 120))
def test_nothing_in_a_card_controls_the_terminal(card: Card, width: int) -> None:
    assert obeyed(shown(card, width)) == []


@pytest.mark.parametrize("bite", [*BITES, *UNSEEN], ids=repr)
def test_nor_does_it_wherever_it_stands(bite: str) -> None:
    assert obeyed(shown(everywhere(f"a{bite}b {bite}"))) == []


@FEW
@given(LONG)
def test_nor_in_a_long_card(card: Card) -> None:
    assert obeyed(shown(card)) == []


@pytest.mark.parametrize("monster", MONSTERS, ids=range(len(MONSTERS)))
def test_monsters_are_shown_too(monster: str) -> None:
    assert obeyed(shown(everywhere(monster))) == []


@MANY
@given(PICTURES, st.sampled_from(["narrow", "wide"]))
def test_every_picture_is_well_formed_and_asks_for_nothing(picture: Picture, width: charts.Width) -> None:
    for one in ET.fromstring(charts.svg(picture, width)).iter():
        assert one.tag.rpartition("}")[2] not in {"image", "use", "script", "a", "foreignObject", "style"}
        assert not [name for name, value in one.attrib.items() if "href" in name or "://" in value]


@FEW
@given(PICTURES)
def test_every_picture_can_be_drawn(picture: Picture) -> None:
    assert charts.png(picture).startswith(b"\x89PNG")
