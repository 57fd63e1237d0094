"""What people are told of themselves: greeting, help, what is kept, and the end of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.card import Card
from bot.commands import COMMANDS
from bot.dispatch import FrontDesk
from bot.grammar import parse
from bot.grammar import typed as as_typed
from bot.ports import Actor, Request
from bot.rights import Staff
from bot.views.keys import GROUPS, KEYS, brief
from briefings.model import Address
from briefings.preferences import Preferences
from storage.store import Store
from tests.unit.bot.harbour import AT, CHAT, DEFAULTS, desk, filled, request
from tests.unit.bot.test_dispatch import words

HOME = Address("telegram", "7300000017")
ADA = Actor("7300000017", "Ada")


@pytest.fixture
def store() -> Iterator[Store]:
    opened = filled()
    yield opened
    opened.close()


def ask(answers: FrontDesk, text: str, later: timedelta = timedelta(0), who: Actor = ADA) -> Card:
    """What somebody is told in their own chat."""
    return answers.answer(Request(HOME, who, text, AT + later))


def button(card: Card, label: str) -> str:
    return next(action.command for action in card.actions if action.label == label)


def test_the_greeting_is_short_and_leads_on(store: Store) -> None:
    answers = desk(store)
    card = ask(answers, "start")
    assert len(words(card).split()) <= 60
    assert [action.command for action in card.actions] == ["brief", "subscribe", "help"]
    ask(answers, "subscribe fund confirm:yes")
    again = ask(answers, "start")
    assert "1 subscription" in words(again)
    assert "subs" in [action.command for action in again.actions]


def test_help_shows_what_one_may_do_there_and_no_more(store: Store) -> None:
    member, admin = (words(desk(store).answer(request("help", chat="group", admin=a))) for a in (False, True))
    assert "/subscribe topic" in admin
    assert "/subscribe topic" not in member
    assert "Only admins of this chat" in member
    assert "/status" not in admin
    staff = replace(DEFAULTS, staff=Staff(operators=frozenset({f"telegram:{ADA.id}"})))
    assert "/status" in words(ask(FrontDesk(store, staff, lambda: AT), "help"))


def test_help_shows_what_anyone_may_do_where_anyone_may(store: Store) -> None:
    store.preferences.keep(CHAT, Preferences(who="anyone"), "1", AT)
    assert "/subscribe topic" in words(desk(store).answer(request("help", chat="group")))


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.verb)
def test_each_command_is_explained_with_its_keys_and_examples(store: Store, command: object) -> None:
    from bot.command import Command

    assert isinstance(command, Command)
    card = ask(desk(store), f"help {command.verb}")
    told = words(card)
    assert command.summary in told
    assert command.usage in told
    assert command.group in GROUPS
    assert brief(command.usage).startswith(command.verb)
    if command.needs in {"reader", "admin"}:
        assert set(command.examples) <= {action.command for action in card.actions}
    named = {key for key in command.told_keys if re.search(rf"\b{key}:", command.usage)}
    assert named <= set(KEYS), "say in KEYS what these mean"


def test_help_knows_other_names_and_slips(store: Store) -> None:
    answers = desk(store)
    assert "search:" in words(ask(answers, "help 搜索"))
    assert "search:" in words(ask(answers, "help find"))
    assert "Did you mean subscribe?" in words(ask(answers, "help subcribe"))


def test_a_confirmation_holds_ten_minutes_and_for_one_person(store: Store) -> None:
    answers = desk(store)
    ask(answers, "subscribe fund confirm:yes")
    confirm = button(ask(answers, "forget"), "Erase now")
    for late in (timedelta(minutes=11), timedelta(minutes=-1), timedelta(days=1)):
        assert "can't be used" in words(ask(answers, confirm, late))
    assert "can't be used" in words(ask(answers, confirm, who=Actor("8")))
    assert "can't be used" in words(answers.answer(Request(CHAT, ADA, confirm, AT)))
    for forged in ("confirm:yes", "confirm:0-0", "confirm:", "confirm:zz-é", f"{confirm[7:-1]}0x"):
        assert "Everything is erased" not in words(ask(answers, f"forget {forged}")), forged
    assert store.subscriptions.of(HOME)
    assert "Everything is erased" in words(ask(answers, confirm, timedelta(minutes=9)))
    assert store.subscriptions.of(HOME) == ()


def test_what_is_kept_is_told_and_what_is_not_is_not(store: Store) -> None:
    answers = desk(store)
    stranger = words(ask(answers, "privacy"))
    assert "Subscriptions" not in stranger
    ask(answers, "subscribe fund confirm:yes")
    told = words(ask(answers, "privacy"))
    assert "Subscriptions: topics, hour, zone" in told
    assert "/forget erases all of it" in told


def test_a_postponed_farewell_is_said_and_can_be_called_off(store: Store) -> None:
    answers = desk(store)
    ask(answers, "subscribe fund confirm:yes")
    ask(answers, button(ask(answers, "forget"), "Erase in 24 hours"))
    again = ask(answers, "forget")
    assert "2026-03-02 08:00 UTC" in words(again)
    assert "Erase in 24 hours" not in [action.label for action in again.actions]
    assert "called it off" in words(ask(answers, button(again, "Keep everything")))
    assert store.forgetting.overdue(AT + timedelta(days=2)) == 0
    assert "Nothing was erased" in words(ask(answers, "forget confirm:no"))


@pytest.mark.parametrize(
    "typed",
    [
        "timeline “harbour charter” kind:origin lang:zh",
        "figures dredging unit:EUR lang:en",
        "milestones state:due “dredging fund” lang:en",
    ],
)
def test_turning_a_page_asks_for_the_same(store: Store, typed: str) -> None:
    """Whatever was asked, its other pages are asked with the same words and keys."""
    told = ask(desk(store), f"{typed} page:9")
    again = next(each.command for each in told.actions if each.style == "primary")
    asked = parse(typed, {command.verb: (*command.keys, "lang") for command in COMMANDS})
    assert again == as_typed(asked)
