"""What any card keeps to as Slack's messages."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from slack_sdk.models.blocks import Block

from bot.card import Card
from bot.platforms.slack.degrading import degraded
from bot.platforms.slack.render import payloads
from tests.fakes.blocks import problems, texts
from tests.laws.cards import BITES, CARDS, FEW, LONG, MANY, MONSTERS, UNSEEN, everywhere

SEQUENCES = ("<!", "<@", "<#", "<http", "<mailto", "://")
DIRECTIONS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f"


def sent(card: Card) -> list[dict[str, Any]]:
    """The messages of a card, and what is sent where Slack refuses their blocks."""
    full = payloads(card, name_for=lambda command: f"~{len(command)}", share="latest")
    return full + [plainer for payload in full for plainer in degraded(payload)]


def said(payload: dict[str, Any]) -> str:
    return "\n".join([payload["text"], *texts(payload.get("blocks", []))])


def fits(payload: dict[str, Any]) -> None:
    assert problems(payload) == []
    assert len(payload.get("blocks", [])) <= 50
    assert payload["text"].strip()
    json.dumps(payload, ensure_ascii=False).encode("utf-8")
    for block in payload.get("blocks", []):
        if (known := Block.parse(block)) is not None:
            known.validate_json()


def inert(payload: dict[str, Any]) -> None:
    words = said(payload)
    assert not [sequence for sequence in SEQUENCES if sequence in words]
    assert "<" not in payload["text"]
    assert ">" not in payload["text"]
    assert not set(DIRECTIONS) & set(words)
    assert not [char for char in words if ord(char) < 32 and char not in "\n\t"]
    assert '"mrkdwn"' not in json.dumps(payload.get("blocks", []))
    assert payload["unfurl_links"] is payload["unfurl_media"] is False


@MANY
@given(CARDS)
def test_every_message_is_one_that_slack_takes(card: Card) -> None:
    for payload in sent(card):
        fits(payload)


@MANY
@given(CARDS)
def test_nothing_in_a_message_is_a_mention_a_link_or_markup(card: Card) -> None:
    for payload in sent(card):
        inert(payload)


@pytest.mark.parametrize("bite", [*BITES, *UNSEEN], ids=repr)
def test_no_words_of_a_document_are_alive_wherever_they_stand(bite: str) -> None:
    for payload in sent(everywhere(f"a{bite}b {bite}")):
        fits(payload)
        inert(payload)


@FEW
@given(LONG)
def test_long_cards_become_messages_that_slack_takes(card: Card) -> None:
    for payload in sent(card):
        fits(payload)
        inert(payload)


@pytest.mark.parametrize("monster", MONSTERS, ids=range(len(MONSTERS)))
def test_monsters_fit_too(monster: str) -> None:
    for payload in sent(everywhere(monster)):
        fits(payload)
        inert(payload)
