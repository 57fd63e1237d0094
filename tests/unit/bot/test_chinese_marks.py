"""Chinese replies have Chinese marks: no half-width comma, colon, bracket or the like beside a character."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.card import Card
from bot.commands import COMMANDS
from bot.dispatch import FrontDesk
from bot.platforms.telegram.render import payloads
from bot.ports import Actor, Request
from bot.rights import Staff
from bot.words import LANGUAGES
from docs.words import kept, places
from tests.unit.bot.harbour import AT, CHAT, DEFAULTS, filled

GOLDEN = Path(__file__).parents[2] / "golden"
HAN = r"[\u4e00-\u9fff]"
FAULT = re.compile(rf"{HAN}[,:;()!?]|[,:;()!?]{HAN}|{HAN} \(|[,:;!?)] \d*{HAN}")
"""A half-width mark at a Chinese character, or before one with a space, maybe behind a number."""
TYPED = re.compile(r"[a-z]{2,12}:[^\s，。；：]+|(?<![^\s])\d{1,2}\) |:[a-z_0-9]+:")
"""What is no mark of a sentence: keys as they are typed, the terminal's numbers of buttons, emoji codes."""
UNSEEN = {"callback_data", "value", "action_id", "url"}
ASKED = (
    "subscribe harbour charter, dredging +fund -tax kind:deadline weekly:mon confirm:yes",
    "subscribe fund instant confirm:yes",
    "subscribe dredging",
    "subs",
    "edit 1 at:10:00 must:port",
    "edit 1 at:10:00 must:port confirm:yes",
    "edit 1",
    "preview days:366",
    "preview 9",
    "settings quiet:22:00-08:00 rule:urgent daysoff:after country:CN",
    "settings",
    "settings nothing",
    "settings who:listed listed:1,2",
    "quiet 22:00-08:00 rule:drop",
    "quiet nonsense",
    "snooze 3d",
    "snooze off",
    "silent on",
    "daysoff after country:CN",
    "search dredging",
    "mute 1",
    "mute",
    "unmute all",
    "follow 1",
    "unfollow all",
    "zone Tokyo",
    "zone nowhere",
    "undo",
    "undo",
    "undo 999",
    "unsubscribe fund",
    "brief harbour charter",
    "brief nothing like it",
    "brief harbour hour:9",
    "timeline dredging",
    "figures fund",
    "milestones state:odd",
    "upcoming days:900",
    "onthisday 15 March",
    "why 1",
    "why nothing",
    "source 99",
    "asof",
    "brif fund",
    "latest page:9",
    "export subs",
    "import nonsense",
    "withdraw fund wrong",
    "help nothing",
    *(f"help {one.verb}" for one in COMMANDS),
)


def strings(told: Any) -> Iterator[str]:
    """Every string that somebody may read."""
    if isinstance(told, dict):
        for key, value in told.items():
            yield from () if key in UNSEEN else strings(value)
    elif isinstance(told, list | tuple):
        for value in told:
            yield from strings(value)
    elif isinstance(told, str):
        yield told


def faults(words: str) -> list[str]:
    """The places in some words where a mark is half as wide as it should be."""
    bare = TYPED.sub("", words)
    return [bare[max(0, m.start() - 20) : m.end() + 20] for m in FAULT.finditer(bare)]


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        ("2026年9月2日 09:00, 185天后", True),
        ("已订阅: 1", True),
        ("简报(新)", True),
        ("是吗?", True),
        ("search: 按词搜索句子", True),
        ("2026年9月2日 09:00，185天后", False),
        ("例如 quiet:22:00-08:00，或 rule:drop", False),
        ("共 1,234天", False),
        ("2) 为什么是这个日期？   3) 即将到来", False),
    ],
)
def test_a_half_width_mark_is_seen(words: str, fault: bool) -> None:
    assert bool(faults(words)) is fault


@pytest.mark.parametrize("platform", ["telegram", "slack", "terminal"])
def test_what_every_command_shows_has_chinese_marks(platform: str) -> None:
    told = json.loads((GOLDEN / f"{platform}.zh.json").read_text(encoding="utf-8"))
    found = {typed: list(strings(shown)) for typed, shown in told.items()}
    assert {
        typed: wrong
        for typed, said in found.items()
        if (wrong := [each for one in said for each in faults(one)])
    } == {}


def test_the_catalogue_has_chinese_marks() -> None:
    assert "zh" in LANGUAGES
    for tag, place in places():
        for message in kept(tag, place):
            forms = (message.string,) if isinstance(message.string, str) else message.string or ()
            assert [wrong for words in forms for wrong in faults(re.sub(r"\{[^}]*\}", "any", words))] == []


def test_changes_faults_and_empty_answers_have_chinese_marks_too() -> None:
    store = filled()
    defaults = replace(DEFAULTS, staff=Staff(editors=frozenset({f"telegram:{CHAT.channel}"})))
    desk = FrontDesk(store, defaults, lambda: AT)
    found: dict[str, list[str]] = {}
    for typed in ASKED:
        person = Actor(CHAT.channel, "Ada", admin=True)
        card: Card = desk.answer(Request(CHAT, person, typed, AT, language="zh"))
        stages = [action.command for action in card.actions if action.command.startswith("preview")]
        more = (desk.answer(Request(CHAT, person, each, AT, language="zh")) for each in stages)
        for each in (card, *more):
            said = strings(payloads(CHAT, each, lambda command: command))
            if wrong := [fault for words in said for fault in faults(words)]:
                found[typed] = wrong
    store.close()
    assert found == {}
