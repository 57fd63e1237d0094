"""What editors may: take a document out of every answer and digest in two steps, and put it back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.card import Card, Heading, lines, plain
from bot.command import Defaults
from bot.delivery import materialise
from bot.dispatch import FrontDesk
from bot.ports import Actor, ChatKind, Request
from bot.rights import Staff
from briefings.model import Address
from storage.store import Store
from tests.unit.bot.harbour import AT, DEFAULTS, filled
from tests.unit.bot.test_delivery import CHAT, NINE, SECOND, Outside, put, row, run, subscribe

STAFF = Staff(operators=frozenset({"telegram:1"}), editors=frozenset({"telegram:7", "slack:T1/U7"}))
PLACES = {
    "telegram": (Address("telegram", "7"), "7"),
    "slack": (Address("slack", "D7", tenant="T1"), "U7"),
    "terminal": (Address("terminal", "here"), "here"),
}


@pytest.fixture
def store() -> Iterator[Store]:
    made = filled()
    yield made
    made.close()


@pytest.fixture
def desk(store: Store) -> FrontDesk:
    defaults: Defaults = replace(DEFAULTS, staff=STAFF)
    return FrontDesk(store, defaults, lambda: AT)


def asked(  # noqa: PLR0917
    desk: FrontDesk,
    words: str,
    place: str = "telegram",
    chat: ChatKind = "private",
    actor: str = "",
    language: str = "en",
) -> Card:
    address, person = PLACES[place]
    request = Request(address, Actor(actor or person, "Ada", admin=True), words, AT, chat, language=language)
    return desk.answer(request)


def said(card: Card) -> str:
    heads = [block.text for block in card.blocks if isinstance(block, Heading)]
    return "\n".join((*heads, *(plain(line.text) for block in card.blocks for line in lines(block))))


@pytest.mark.parametrize("place", PLACES)
def test_an_editor_withdraws_in_two_steps_and_restores_everywhere(
    place: str, desk: FrontDesk, store: Store
) -> None:
    first = asked(desk, "withdraw fund the day is wrong", place)
    assert "Withdraw this document?" in said(first)
    assert "Reason: the day is wrong" in said(first)
    assert store.library.document("fund") is not None, "nothing is done yet"
    confirm = next(one for one in first.actions if one.label == "Withdraw")
    done = asked(desk, confirm.command, place)
    assert "Withdrawn" in said(done)
    assert "fund" not in said(asked(desk, "latest", place)).replace("refund", "")
    assert "30 Jun 2026" not in said(asked(desk, "upcoming days:200", place))
    assert "2 billion" not in said(asked(desk, "search dredging", place))
    listed = said(asked(desk, "withdraw", place))
    assert "the day is wrong" in listed
    assert "fund" in listed
    back = next(one for one in done.actions if one.label == "Restore")
    assert "The dredging fund" in said(asked(desk, back.command, place))
    assert "30 Jun 2026" in said(asked(desk, "upcoming days:200", place))


def test_the_number_of_a_mark_names_its_document(desk: FrontDesk, store: Store) -> None:
    marks = asked(desk, "search dredging").numbers
    assert next(iter(marks)).startswith("fund#")
    asked(desk, "withdraw 1 confirm:yes")
    assert store.withdrawals.of("fund") is not None


def test_keeping_it_changes_nothing(desk: FrontDesk, store: Store) -> None:
    keep = next(one for one in asked(desk, "withdraw fund").actions if one.label == "Keep it")
    assert "Nothing was changed" in said(asked(desk, keep.command))
    assert store.withdrawals.every() == ()


@pytest.mark.parametrize("words", ["withdraw", "withdraw fund confirm:yes", "restore fund", "/撤下 fund"])
@pytest.mark.parametrize(
    "where",
    [
        {"actor": "8"},
        {"chat": "group"},
        {"place": "slack", "actor": "U8"},
        {"place": "slack", "chat": "group"},
    ],
)
def test_everybody_else_is_refused_and_told_who_may(
    words: str, where: dict[str, str], desk: FrontDesk, store: Store
) -> None:
    refused = asked(desk, words, **where)  # type: ignore[arg-type]
    assert "only for editors" in said(refused)
    assert store.withdrawals.every() == ()


def test_operators_are_editors_too(desk: FrontDesk) -> None:
    assert "Withdraw this document?" in said(asked(desk, "withdraw fund", actor="1"))


def test_help_shows_it_to_editors_alone(desk: FrontDesk) -> None:
    assert "withdraw" in said(asked(desk, "help"))
    assert "withdraw" not in said(asked(desk, "help", actor="8"))
    assert "only for editors" in said(asked(desk, "help withdraw", actor="8"))


@pytest.mark.parametrize("words", ["withdraw nowhere", "withdraw nowhere confirm:yes", "withdraw 99"])
def test_what_is_not_there_is_said(words: str, desk: FrontDesk) -> None:
    assert "There is no document" in said(asked(desk, words))


def test_in_chinese_all_of_it_is_chinese(desk: FrontDesk) -> None:
    told = said(asked(desk, "撤下 fund 日期有误", language="zh"))
    assert "日期有误" in told
    assert "Withdraw" not in told


def test_a_digest_that_waits_leaves_out_what_was_withdrawn(file_url: str) -> None:
    kept = Store.open(file_url)
    put(kept)
    subscribe(kept, CHAT, SECOND)
    outside = Outside()
    run(kept, NINE - timedelta(minutes=5), outside)
    assert materialise(NINE, kept)
    editor = next(iter(kept.library.latest())).id
    asked(FrontDesk(kept, replace(DEFAULTS, staff=STAFF), lambda: NINE), f"withdraw {editor} confirm:yes")
    assert kept.withdrawals.of(editor) is not None
    assert run(kept, NINE, outside).sent == 0
    assert outside.texts == []
    assert row(kept).state == "skipped"
    kept.close()
