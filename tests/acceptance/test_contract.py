"""The sentence contract: what a reply says stands in its sentences, and without them it is not sent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from bot.card import (
    Action,
    Bullets,
    Card,
    Column,
    Heading,
    Line,
    Notice,
    Paragraph,
    Row,
    Table,
    lines,
    plain,
    proofs,
    text,
)
from bot.command import Call, Command, Context
from bot.commands import COMMANDS
from bot.grammar import parse
from bot.ports import Actor, Request
from bot.proof import proved
from briefings.model import Evidence
from evals.contract import AT, HERE, USUAL, Contract, Lapse, Walk, filled, unsupported
from storage.store import Store

STEP = 23


@pytest.fixture(scope="module")
def shelves(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The shipped corpus and labelled documents."""
    store = Store.open(f"sqlite:///{tmp_path_factory.mktemp('contract')}/milepost.db")
    filled(store, AT)
    yield store
    store.close()


def asked(words: str) -> Request:
    return Request(HERE, Actor("1"), words, AT)


def told(found: Sequence[Lapse]) -> str:
    return "\n".join(f"{one.what!r} in {one.line!r} on {one.asked!r}" for one in found[:20])


def test_no_reply_and_no_digest_says_a_name_or_number_that_its_sentences_do_not(shelves: Store) -> None:
    found, count = unsupported(Walk(shelves, AT, STEP))
    assert count > 1000
    assert not found, told(found)


def test_nor_do_they_in_chinese(shelves: Store) -> None:
    found, count = unsupported(Walk(shelves, AT, STEP * 4, language="zh"))
    assert count > 200
    assert not found, told(found)


@pytest.mark.slow
def test_nor_does_any_other_reply_that_can_be_asked_for(shelves: Store) -> None:
    found, _ = unsupported(Walk(shelves, AT))
    assert not found, told(found)


def proof(store: Store, ref: str) -> tuple[Evidence, ...]:
    stands = store.library.passage(ref)
    assert stands is not None
    document, passage = stands
    return (Evidence(ref, document.sha256, passage.start, passage.end),)


@pytest.mark.parametrize(
    ("said", "lapse"),
    [
        ("The Industrial Development Fund holds 7 billion yuan", "7"),
        ("Pudong's fund was praised by Erewhon Capital", "Erewhon Capital"),
        ("It is one of 7 billion", "7"),
        ("It is the seventh fund of its kind", "7"),
        ("The fund, 《不存在的办法》", "不存在的办法"),
        ("15 Jul 2019 Leading Zone", "2019"),
        ("in 41 days (15 Jul 2021)", "41"),
    ],
)
@pytest.mark.parametrize("proved", [True, False])
def test_a_card_with_an_unsupported_name_or_number_is_found_out(
    shelves: Store, said: str, lapse: str, proved: bool
) -> None:
    evidence = proof(shelves, "fund#1.1") if proved else ()
    column = Column("Of what")
    blocks = (
        Paragraph(Line(text(said), evidence)),
        Bullets((Line(text(f"and {said}"), evidence),)),
        Notice("warning", Line(text(f"but {said}"), evidence)),
        Heading(f"on {said}", evidence),
        Table((column,), (Row((text(f"of {said}"),), evidence),)),
    )
    contract = Contract(shelves, COMMANDS, USUAL)
    for block in blocks:
        assert lapse in [one.what for one in contract.lapses(Card((block,)), asked("latest"))]
    offered = Card((), (Action(f"Why {said}?", "help", evidence=evidence),))
    assert lapse in [one.what for one in contract.lapses(offered, asked("latest"))]


def test_a_command_that_somebody_adds_is_walked_like_the_others(shelves: Store) -> None:
    def boast(context: Context, call: Call) -> Card:
        return Card((Paragraph(Line(text("Our readers are 99,999 and live in Erewhon."))),))

    boasting = Command("boast", "what nobody asked for", "boast [topic]", boast, examples=("boast",))
    walk = Walk(shelves, AT, register=(boasting,))
    contract = Contract(shelves, walk.register, USUAL)
    found = [one for each in walk.asked() for one in contract.lapses(boast(None, None), asked(each))]  # type: ignore[arg-type]
    assert {one.what for one in found} == {"99999", "Erewhon"}


TAKEN = ("fund", "leading-zone", "zhangjiang", "rongrong", "business-reforms")
READING = [command for command in COMMANDS if not command.changes]


@pytest.mark.parametrize("command", READING, ids=lambda command: command.verb)
def test_what_another_process_takes_away_while_a_reply_is_made_is_not_in_it(
    tmp_path: Path, command: Command
) -> None:
    url = f"sqlite:///{tmp_path}/milepost.db"
    store, other = Store.open(url), Store.open(url)
    filled(store, AT, ())
    keys = {each.verb: each.keys for each in COMMANDS}
    typed = [f"{command.verb} {words}" for words in ("leading zone", "fund", "fund#1.1")]
    made = [
        command.run(Context(asked(each), store, USUAL, COMMANDS), parse(each, keys))
        for each in (*command.examples, *typed)
    ]
    for id, owner in other.library.owners(TAKEN).items():
        other.library.put([], name=owner.name, sha256=id, path=owner.path, at=AT)
    for card in made:
        left = proved(card, store)
        gone = [one for one in proofs(card) if one.ref.partition("#")[0] in TAKEN]
        assert all(other.library.holds(one) for one in proofs(left))
        assert not gone or left != card
        dropped = [line for line in cards_lines(card) if set(line.evidence[: line.needs]) & set(gone)]
        assert not set(dropped) & set(cards_lines(left))
        assert not dropped or "left out" in plain(left.blocks[-1].line.text)  # type: ignore[union-attr]
    store.close()
    other.close()


def cards_lines(card: Card) -> list[Line]:
    return [line for block in card.blocks for line in lines(block)]
