"""What any card keeps to as Telegram's messages."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any, get_args

import pytest
import regex
from hypothesis import example, given

from bot.card import Block, Card
from bot.platforms.telegram.buttons import LABEL, PRESS
from bot.platforms.telegram.render import payloads, written
from briefings.model import Address
from tests.fakes.bot_api import alive
from tests.laws.cards import BITES, BLOCKS, CARDS, FEW, LONG, MANY, MONSTERS, everywhere

CHAT = Address("telegram", "-1001")
OURS = {"bold", "italic", "code", "pre", "blockquote", "expandable_blockquote", "date_time"}
NUMBER = re.compile(r"\(\d+/\d+\)\Z")


def sent(card: Card) -> list[dict[str, Any]]:
    return payloads(CHAT, card, lambda command: f"~{len(command)}")


def units(words: str) -> int:
    return len(words.encode("utf-16-le")) // 2


def bare(messages: list[dict[str, Any]]) -> list[str]:
    """The messages' texts without their numbers."""
    texts = [message["text"] for message in messages]
    return [NUMBER.sub("", words) for words in texts] if len(texts) > 1 else texts


def fits(messages: list[dict[str, Any]]) -> None:
    assert messages
    for message in messages:
        words, entities = message["text"], message.get("entities", [])
        assert words.strip()
        assert units(words) <= 4096
        assert len(words.encode("utf-8")) <= 32 * 1024
        assert len(entities) <= 100
        for one in entities:
            assert one["type"] in OURS
            assert one["offset"] >= 0
            assert 0 < one["length"] <= units(words) - one["offset"]


def test_every_block_of_a_card_is_tried() -> None:
    assert set(BLOCKS) == set(get_args(Block))


def test_what_is_alive_is_found_by_telegram_itself() -> None:
    pytest.importorskip("tdjson")
    assert alive("see evil.com, @admin", []) == ["evil.com", "@admin"]


@MANY
@given(CARDS)
def test_every_message_fits(card: Card) -> None:
    fits(sent(card))


@MANY
@given(CARDS)
def test_nothing_is_alive_but_what_is_ours(card: Card) -> None:
    for message in sent(card):
        assert alive(message["text"], message.get("entities", [])) == []


@pytest.mark.parametrize("bite", BITES)
def test_no_words_of_a_document_are_alive_wherever_they_stand(bite: str) -> None:
    for message in sent(everywhere(bite)):
        assert alive(message["text"], message.get("entities", [])) == []


@FEW
@given(LONG)
def test_long_cards_go_out_in_parts_that_join_to_the_whole(card: Card) -> None:
    messages = sent(card)
    fits(messages)
    assert "".join(bare(messages)) == written(card).text


@FEW
@given(LONG)
def test_no_character_is_torn_between_two_parts(card: Card) -> None:
    parts = bare(sent(card))
    for one, other in pairwise(parts):
        tail = one[-64:]
        ends = {match.end() for match in regex.finditer(r"\X", tail + other[:64])}
        assert len(tail) in ends


@pytest.mark.parametrize("monster", MONSTERS, ids=range(len(MONSTERS)))
def test_monsters_fit_too(monster: str) -> None:
    messages = sent(everywhere(monster))
    fits(messages)
    assert "".join(bare(messages)) == written(everywhere(monster)).text


@MANY
@given(CARDS)
@example(everywhere("\u202e" * 90))
def test_buttons_are_short_and_say_something(card: Card) -> None:
    markup = sent(card)[-1].get("reply_markup", {"inline_keyboard": []})
    for button in (one for row in markup["inline_keyboard"] for one in row):
        assert button["text"].strip()
        assert len(button["text"]) <= LABEL
        assert 0 < len(button["callback_data"].encode("utf-8")) <= PRESS
