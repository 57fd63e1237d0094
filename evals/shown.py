"""What each platform shows of a card, as plain text."""

from __future__ import annotations

from collections.abc import Iterator
from io import StringIO
from typing import Any

from rich.console import Console as Screen

from bot.card import Card
from bot.platforms.console.render import render
from bot.platforms.slack.render import payloads as slack
from bot.platforms.telegram.defusing import JOINER
from bot.platforms.telegram.render import payloads as telegram
from briefings.model import Address

WIDE = 400
"""Columns of the screen, so that no word is broken."""
PLATFORMS = ("telegram", "slack", "terminal")


def shown(card: Card, platform: str) -> str:
    """Every word that a reader sees of a card there, its buttons too."""
    if platform == "telegram":
        found = telegram(Address("telegram", "5"), card, lambda command: "~short")
        return "\n".join(_words(found)).replace(JOINER, "")
    if platform == "slack":
        return "\n".join(_words(slack(card, name_for=lambda command: "~short"))).replace(JOINER, "")
    screen = Screen(file=StringIO(), width=WIDE, color_system=None, legacy_windows=False)
    with screen.capture() as seen:
        screen.print(*render(card, WIDE), sep="\n")
    return seen.get()


def _words(value: Any) -> Iterator[str]:
    """Every text of a payload."""
    if isinstance(value, dict):
        for key, each in value.items():
            yield from [each] if key == "text" and isinstance(each, str) else _words(each)
    elif isinstance(value, list):
        for each in value:
            yield from _words(each)
