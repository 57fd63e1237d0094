"""A card that goes to many chats: laid out once, and every chat gets what it would have got alone."""

from __future__ import annotations

import asyncio
import json
import threading
from typing import Any
from urllib.parse import parse_qsl, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.card import Action, Card, Heading, Line, Paragraph, Quote, text
from bot.platforms.memo import ROOM, Memo, Shelf
from bot.platforms.slack.render import payloads as slack
from bot.platforms.slack.render import personal
from bot.platforms.telegram.layout import Layout, Message, laid_out
from bot.platforms.telegram.render import payloads
from bot.platforms.telegram.transport import form
from briefings.model import Address
from tests.unit.bot.test_telegram_render import CARDS, MANY, evidence

SHORT = (Action("Sources", "source 1"), Action("停", "unsubscribe all", "danger"))
LONG = (*SHORT, Action("Again", "subscribe " + "leading zone " * 9))
BODY = Paragraph(Line(text("Five years & 一带一路 = 100% + ", "more"), evidence("d#1.1")))
MADE = [
    Card((Heading("Digest"), BODY)),
    Card((Heading("Digest"), BODY), SHORT),
    Card((Heading("Digest"), BODY, Quote("😀 word for word", evidence("d#1.1"))), LONG),
    Card((Paragraph(Line(text("One sentence more. " * 700))),), LONG),
    Card((Paragraph(Line(text("One sentence more. " * 700))),), SHORT),
    Card(()),
]
CHATS = [
    Address("telegram", "77"),
    Address("telegram", "-1001234"),
    Address("telegram", "-1001234", thread="7"),
    Address("telegram", "@desk"),
]
TEXTS = ("text", "chat_id")


def named(address: Address, command: str) -> str:
    """A short name that is another one in each chat."""
    return f"~{address.channel}-{len(command)}"


def one_by_one(address: Address, card: Card) -> list[dict[str, Any]]:
    return payloads(address, card, lambda command: named(address, command))


def together(address: Address, layout: Layout) -> list[Message]:
    return layout.messages(address, lambda command: named(address, command))


def read(form: bytes) -> dict[str, Any]:
    """A form's parameters, read as the server does."""
    pairs = parse_qsl(form.decode("ascii"), keep_blank_values=True, strict_parsing=True)
    assert len(dict(pairs)) == len(pairs)
    return {name: value if name in TEXTS else json.loads(value) for name, value in pairs}


@pytest.mark.parametrize("card", MADE)
def test_every_chat_gets_what_it_would_have_got_alone(card: Card) -> None:
    layout = laid_out(card)
    for address in CHATS:
        alone, messages = one_by_one(address, card), together(address, layout)
        assert [message.parameters for message in messages] == alone
        for message, expected in zip(messages, alone, strict=True):
            assert read(message.form) == expected | {"chat_id": str(expected["chat_id"])}


@MANY
@given(CARDS)
def test_so_it_is_with_any_card(card: Card) -> None:
    messages = together(CHATS[2], laid_out(card))
    assert [message.parameters for message in messages] == one_by_one(CHATS[2], card)
    assert [read(message.form)["text"] for message in messages] == [m.parameters["text"] for m in messages]


def test_only_buttons_with_short_names_are_made_for_each_chat() -> None:
    asked: list[str] = []
    for card in MADE:
        laid_out(card).messages(CHATS[0], lambda command: asked.append(command) or "")  # type: ignore[func-returns-value]
    assert len(asked) == 2
    assert not laid_out(MADE[1]).actions
    first, second = (together(chat, laid_out(MADE[2]))[0].parameters for chat in CHATS[:2])
    assert first["reply_markup"] != second["reply_markup"]


def test_a_slack_card_is_a_chat_s_own_only_where_a_button_has_a_short_name() -> None:
    own = Card((Heading("A"),), (Action("Go", "x" * 2001),))
    assert [personal(card) for card in (*MADE, own)] == [False] * len(MADE) + [True]
    for card in MADE:
        assert slack(card) == slack(card, name_for=lambda command: "~never")
    assert slack(own) != slack(own, name_for=lambda command: "~7")


class Worker:
    """Lays out nothing, and counts."""

    def __init__(self) -> None:
        self.threads: list[int] = []

    def __call__(self, card: Card) -> Card:
        self.threads.append(threading.get_ident())
        return card


async def test_a_card_is_worked_on_once_and_off_the_loop() -> None:
    worker = Worker()
    memo = Memo(worker)
    assert [await memo.of(MADE[0]) for _ in range(5)] == [MADE[0]] * 5
    assert len(worker.threads) == 1
    assert worker.threads[0] != threading.get_ident()


async def test_who_asks_meanwhile_waits_for_the_same() -> None:
    worker = Worker()
    memo = Memo(worker)
    await asyncio.gather(*(memo.of(MADE[0]) for _ in range(50)))
    assert len(worker.threads) == 1


async def test_cards_that_only_look_the_same_are_told_apart() -> None:
    worker = Worker()
    memo = Memo(worker)
    twins = [Card((Heading("A"),)) for _ in range(2)]
    for twin in twins:
        assert await memo.of(twin) is twin
    assert len(worker.threads) == 2


async def test_only_the_last_few_cards_are_held() -> None:
    worker = Worker()
    memo = Memo(worker)
    cards = [Card((Heading(str(n)),)) for n in range(ROOM + 1)]
    for card in (*cards, *cards[1:], cards[0]):
        assert await memo.of(card) is card
    assert len(worker.threads) == ROOM + 2


async def test_a_card_that_cannot_be_laid_out_says_so_to_everybody() -> None:
    def broken(card: Card) -> Card:
        raise ValueError("broken")

    memo = Memo(broken)
    for _ in range(2):
        with pytest.raises(ValueError, match="broken"):
            await memo.of(MADE[0])


@given(st.text(st.characters(exclude_categories=["Cs"])), st.integers())
def test_a_form_says_what_the_standard_one_says(words: str, number: int) -> None:
    odd = f"{words} +%2B&= {words}"
    said = {"text": odd, "entities": [{"offset": number, "url": odd}], "silent": True}
    plain = {name: value if isinstance(value, str) else _json(value) for name, value in said.items()}
    assert form(said) == urlencode(plain).encode()


def _json(value: object) -> str:
    return json.dumps(value, separators=(",", ":"))


def test_only_lasting_cards_are_kept_and_each_as_itself() -> None:
    shelf: Shelf[object] = Shelf()
    lasting, twin = (Card((Heading("Help"),), lasting=True) for _ in range(2))
    passing = Card((Heading("Digest"),))
    first = shelf.of(lasting, object)
    assert shelf.of(lasting, object) is first
    assert shelf.of(lasting, object, "shared") is not first
    assert shelf.of(twin, object) is not first
    assert shelf.of(passing, object) is not shelf.of(passing, object)
