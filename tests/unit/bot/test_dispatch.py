"""The front desk: whatever comes in, a card goes out, and its lines are proved."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.card import Bullets, Card, Heading, Line, Pairs, Paragraph, Quote, Sources, cited, lines, plain, text
from bot.commands import COMMANDS
from bot.dispatch import FrontDesk
from bot.platforms.console import render
from bot.platforms.slack.render import payloads as slack
from bot.platforms.telegram.render import payloads as telegram
from bot.proof import proved
from storage.store import Store
from tests.unit.bot.harbour import CHAT, OTHER, charter, desk, ferries, filled, paper, proof, put, request


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    opened = filled()
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def answers(store: Store) -> FrontDesk:
    return desk(store)


def words(card: Card) -> str:
    """Everything that a card says, without its marks."""
    said = [block.text for block in card.blocks if isinstance(block, Heading | Quote)]
    return "\n".join([*said, *(plain(line.text) for block in card.blocks for line in lines(block))])


EVERY = [command.verb for command in COMMANDS] + [
    example for command in COMMANDS for example in command.examples
]


@pytest.mark.parametrize("typed", EVERY)
def test_every_command_answers_on_every_platform(answers: FrontDesk, typed: str) -> None:
    card = answers.answer(request(typed, admin=True))
    assert "broke inside" not in words(card)
    assert render(card, 80)
    assert telegram(CHAT, card, lambda command: answers.remember(CHAT, command))
    assert slack(card, name_for=lambda command: answers.remember(CHAT, command))
    assert card.actions, "a reply without a next step"


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.verb)
def test_every_command_has_what_menus_and_help_need(command: object) -> None:
    from bot.command import Command

    assert isinstance(command, Command)
    assert command.verb.isascii()
    assert command.verb.islower()
    assert len(command.verb) <= 32
    assert 1 <= len(command.summary) <= 256
    assert command.usage.startswith(command.verb)


def test_menus_show_what_may_be_done_there(answers: FrontDesk) -> None:
    every = [command.verb for command in COMMANDS if command.needs in {"reader", "admin"}]
    asking = [command.verb for command in COMMANDS if command.needs == "reader"]
    assert [item.verb for item in answers.menu("private")] == every
    assert [item.verb for item in answers.menu("admins")] == every
    assert [item.verb for item in answers.menu("group")] == asking
    assert "subscribe" in every
    assert "subscribe" not in asking


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    verb=st.sampled_from(["", *(command.verb for command in COMMANDS)]),
    rest=st.text(max_size=60)
    | st.sampled_from(["NEAR(", "'; DROP TABLE x", "C++", "\0", "foo:bar", "AND", "*", '"']),
)
def test_nothing_that_can_be_typed_breaks_the_desk(answers: FrontDesk, verb: str, rest: str) -> None:
    card = answers.answer(request(f"{verb} {rest}", admin=True))
    assert card.blocks
    assert "broke inside" not in words(card)
    assert render(card, 60)


@pytest.mark.parametrize("typed", ["search " + "a" * 10_000, "brief " + "浦东" * 5_000, '"' * 10_000])
def test_a_very_long_request_is_answered(answers: FrontDesk, typed: str) -> None:
    assert "broke inside" not in words(answers.answer(request(typed)))


def test_every_button_leads_to_an_answer(answers: FrontDesk) -> None:
    for typed in EVERY:
        for action in answers.answer(request(typed, admin=True)).actions:
            said = words(answers.answer(request(action.command, admin=True)))
            assert "There is no" not in said, (typed, action.command)
            assert "does not know" not in said, (typed, action.command)


def test_a_short_name_is_the_command_of_its_chat_and_of_no_other(answers: FrontDesk) -> None:
    name = answers.remember(CHAT, "search dredging")
    assert len(name) <= 24
    assert "dredging fund" in words(answers.answer(request(name)))
    assert "can't be used" in words(answers.answer(request(name, OTHER)))
    assert "can't be used" in words(answers.answer(request("~made-up")))


def test_members_of_a_group_may_ask_but_not_change(answers: FrontDesk, store: Store) -> None:
    refused = answers.answer(request("subscribe fund confirm:yes", chat="group"))
    assert "Only admins of this group" in words(refused)
    assert store.subscriptions.of(CHAT) == ()
    assert "dredging" in words(answers.answer(request("search dredging", chat="group")))
    refused = answers.answer(request("unsubscribe all", chat="channel"))
    assert "Only admins of this channel" in words(refused)


def test_a_remembered_change_is_refused_to_members_too(answers: FrontDesk, store: Store) -> None:
    name = answers.remember(CHAT, "subscribe fund confirm:yes")
    assert "Only admins" in words(answers.answer(request(name, chat="group")))
    assert store.subscriptions.of(CHAT) == ()


def test_the_platform_is_asked_for_rights_only_where_they_matter(answers: FrontDesk) -> None:
    assert answers.changes("subscribe fund")
    assert answers.changes("/UNSUBSCRIBE 1")
    assert answers.changes("~0123")
    assert answers.changes("help")
    assert not answers.changes("search fund")
    assert not answers.changes("what is subscribe")


def test_a_mistyped_command_gets_both_readings(answers: FrontDesk) -> None:
    card = answers.answer(request("/serach dredging fund"))
    assert "Did you mean search?" in words(card)
    assert [action.command for action in card.actions] == [
        "search dredging fund",
        "brief serach dredging fund",
    ]


def test_a_mistyped_key_gets_the_nearest_one(answers: FrontDesk) -> None:
    card = answers.answer(request("search fund sinc:2023"))
    assert "Did you mean since:?" in words(card)
    assert card.actions[0].command == "search fund since:2023"


def test_a_change_with_a_key_that_means_nothing_is_not_made(answers: FrontDesk, store: Store) -> None:
    card = answers.answer(request("subscribe fund colour:red confirm:yes"))
    assert "Nothing was done" in words(card)
    assert store.subscriptions.of(CHAT) == ()


def test_marks_of_the_last_reply_are_kept_through_looking_at_sources(answers: FrontDesk) -> None:
    refs = list(answers.answer(request("search harbour charter")).numbers)
    assert len(refs) > 1
    for number in (2, 1, 2):
        shown = answers.answer(request(f"source {number}"))
        assert next(iter(shown.numbers)) == refs[number - 1]
    answers.answer(request("help"))
    assert next(iter(answers.answer(request("source 2")).numbers)) == refs[1]


def test_marks_belong_to_their_chat(answers: FrontDesk) -> None:
    answers.answer(request("search harbour charter"))
    assert "no reply here has had marks" in words(answers.answer(request("source 1", OTHER))).lower()


def test_a_fault_of_ours_is_told_with_a_reference_that_the_log_has(caplog: pytest.LogCaptureFixture) -> None:
    store = filled()
    answers = desk(store)
    store.library._database = None  # type: ignore[assignment]
    with caplog.at_level(logging.ERROR):
        card = answers.answer(request("latest"))
    store.close()
    said = words(card)
    assert "broke inside Milepost" in said
    reference = said.split("the reference ")[1].rstrip(".")
    assert reference in caplog.text


def test_a_chat_that_moves_keeps_what_it_has() -> None:
    store = filled()
    answers = desk(store)
    answers.answer(request("subscribe fund confirm:yes"))
    answers.moved(CHAT, OTHER)
    assert store.subscriptions.of(CHAT) == ()
    assert [one.topics for one in store.subscriptions.of(OTHER)] == [("fund",)]
    answers.gone(OTHER, "blocked")
    assert store.subscriptions.of(OTHER) == ()
    store.close()


def test_a_line_whose_sentence_was_edited_away_does_not_leave() -> None:
    store = filled()
    old = ferries()
    gone, stays = proof(old, "1.1"), proof(charter(), "1.1")
    card = Card(
        (
            Heading("Two lines"),
            Bullets(
                (Line(text("Ferries leave every hour"), (gone,)), Line(text("A charter"), (stays, gone), 1))
            ),
            Heading("Only gone"),
            Paragraph(Line(text("Every hour"), (gone,))),
            Pairs((("Ours", Line(text("kept"))), ("Theirs", Line(text("dropped"), (gone,))))),
            Quote("Ferries", (gone,)),
            Sources(((gone.ref, "Ferries"), (stays.ref, "Charter"))),
        )
    )
    assert proved(card, store) == card
    put(
        store,
        replace(paper("ferries", "Ferries", ("Ferries no longer leave at all these days.",)), name=old.name),
    )
    left = proved(card, store)
    assert {evidence.ref for evidence in cited(left)} == {stays.ref}
    said = words(left)
    assert "every hour" not in said.lower()
    assert "A charter" in said
    assert "kept" in said
    assert "dropped" not in said
    assert "4 lines were left out" in said
    assert Sources(((stays.ref, "Charter"),)) in left.blocks
    store.close()


def test_every_statement_of_a_document_in_a_reply_has_its_proof(answers: FrontDesk, store: Store) -> None:
    """A word that only documents use never stands in a line without a mark."""
    for typed in ("brief harbour charter", "search dredging", "latest", "upcoming", "why 1", "source"):
        for block in answers.answer(request(typed)).blocks:
            for line in lines(block):
                if any(word in plain(line.text) for word in ("dredging", "fees", "berths", "pilots")):
                    assert line.evidence, (typed, plain(line.text))
                    assert all(store.library.holds(evidence) for evidence in line.evidence)
