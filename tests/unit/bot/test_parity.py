"""Every command answers on all three platforms, in both languages, and shows what it showed before.

`make golden` writes the files anew; look at what changed in them before it is kept.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console as Screen

from bot.card import Card
from bot.commands import COMMANDS
from bot.dispatch import FrontDesk
from bot.platforms import console
from bot.platforms.slack import payloads as slack
from bot.platforms.telegram.render import payloads as telegram
from bot.ports import Actor, Request
from bot.rights import Staff
from briefings.model import Address
from tests.unit.bot.harbour import AT, DEFAULTS, filled

GOLDEN = Path(__file__).parents[2] / "golden"
LANGUAGES = ("en", "zh")
CHATS = {
    "telegram": Address("telegram", "7300000017"),
    "slack": Address("slack", "D0ADA", tenant="T0DESK"),
    "terminal": Address("terminal", "here"),
}
PEOPLE = {"telegram": "7300000017", "slack": "U0ADA", "terminal": "here"}
STAFF = Staff(operators=frozenset({"telegram:7300000017", "slack:T0DESK/U0ADA"}))
CHANGES = re.compile(r"[0-9a-f]{6,9}-[0-9a-f]{16}")
"""Confirmations, which no two installations make alike."""
LONGEST = 4_000
TYPED = [words for one in COMMANDS for words in dict.fromkeys((one.verb, *one.examples[:1]))]


def answers(platform: str, language: str) -> Iterator[tuple[str, Card, FrontDesk]]:
    """What each command says to somebody who may do everything, one after the other in one chat."""
    store = filled()
    desk = FrontDesk(store, replace(DEFAULTS, staff=STAFF), lambda: AT)
    person = Actor(PEOPLE[platform], "Ada", admin=True)
    for words in ("subscribe harbour charter confirm:yes", *TYPED):
        yield words, desk.answer(Request(CHATS[platform], person, words, AT, language=language)), desk
    store.close()


def shown(platform: str, card: Card, desk: FrontDesk) -> Any:
    """A card as the platform would get it."""

    def named(command: str) -> str:
        return desk.remember(CHATS[platform], command)

    if platform == "telegram":
        return telegram(CHATS[platform], card, named)
    if platform == "slack":
        return slack(card, name_for=named)
    with open(os.devnull, "w", encoding="utf-8") as nowhere:
        screen = Screen(file=nowhere, width=88, color_system=None, force_terminal=False, record=True)
        for block in console.render(card, 88):
            screen.print(block)
        return [line.rstrip() for line in screen.export_text().splitlines()]


def steady(told: Any) -> Any:
    """The same without what differs from one run to the next, and without whole pictures."""
    if isinstance(told, dict):
        return {key: steady(value) for key, value in told.items()}
    if isinstance(told, list | tuple):
        return [steady(value) for value in told]
    if isinstance(told, str):
        return CHANGES.sub("SEAL", told) if len(told) <= LONGEST else f"{len(told):,} characters"
    return told if isinstance(told, int | float | bool | None) else f"a {type(told).__name__}"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("platform", CHATS)
def test_every_command_shows_what_it_showed(platform: str, language: str) -> None:
    found = {words: steady(shown(platform, card, desk)) for words, card, desk in answers(platform, language)}
    text = json.dumps(found, ensure_ascii=False, indent=1) + "\n"
    file = GOLDEN / f"{platform}.{language}.json"
    if os.environ.get("GOLDEN"):
        GOLDEN.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
    kept = json.loads(file.read_text(encoding="utf-8"))
    assert list(found) == list(kept), "run: make golden"
    for words, told in found.items():
        assert told == kept[words], f"{words}: if that is meant, run: make golden"


@pytest.mark.parametrize("platform", CHATS)
def test_no_command_is_at_a_loss_anywhere(platform: str) -> None:
    for language in LANGUAGES:
        for words, card, desk in answers(platform, language):
            told = json.dumps(steady(shown(platform, card, desk)), ensure_ascii=False)
            assert "broke inside" not in told, words
            assert card.actions, f"{words}: a reply without a next step"


def test_the_platforms_say_the_same_in_their_own_ways() -> None:
    """Each offers the same buttons below the same heading."""
    cards = {platform: {words: card for words, card, _ in answers(platform, "en")} for platform in CHATS}
    for words in TYPED:
        told = {
            (one.summary, tuple(action.label for action in one.actions))
            for one in (cards[platform][words] for platform in CHATS)
        }
        assert len(told) == 1, words


def test_other_names_mean_one_command_each() -> None:
    names = [name.casefold() for one in COMMANDS for name in (one.verb, *one.also)]
    assert len(names) == len(set(names))
    assert all(any(not name.isascii() for name in one.also) for one in COMMANDS), "a verb without Chinese"
