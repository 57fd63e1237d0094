"""Which language a reply speaks: what was asked for, the chat's, the asker's own, the installation's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.card import Card, plain
from bot.command import Defaults
from bot.composing import message
from bot.dispatch import FrontDesk
from bot.ports import Actor, Request
from bot.views.proofs import message as explained
from bot.words import tongue
from briefings.corpus import calendar
from briefings.corpus.paper import derivation
from briefings.digests import preview, why
from briefings.milestones import labelled, milestones
from briefings.model import Address, Delivery, Subscription
from briefings.retelling import retold
from briefings.tongue import speaking
from storage.ingest import ship
from storage.store import Store

AT = datetime(2026, 7, 15, 1, tzinfo=UTC)
HERE = Address("telegram", "-7")
ASKED = Request(HERE, Actor("1", admin=True), "subs", AT, chat="group", language="zh-hans")
ENGLISH, CHINESE = "This chat is not subscribed", "本聊天没有订阅"


@pytest.fixture(scope="module")
def shelves() -> Iterator[Store]:
    store = Store.open("sqlite://")
    ship(store, at=AT)
    yield store
    store.close()


@pytest.fixture
def desk(shelves: Store) -> FrontDesk:
    return FrontDesk(shelves, Defaults(), lambda: AT)


def first(card: Card) -> str:
    return plain(card.blocks[0].line.text)  # type: ignore[union-attr]


def test_a_private_chat_is_spoken_to_in_the_asker_s_language_and_a_group_is_not(desk: FrontDesk) -> None:
    assert first(desk.answer(replace(ASKED, chat="private"))).startswith(CHINESE)
    assert first(desk.answer(ASKED)).startswith(ENGLISH)
    assert first(desk.answer(replace(ASKED, chat="private", language="fr"))).startswith(ENGLISH)


def test_what_a_chat_chose_comes_before_that_and_what_was_asked_for_before_all(shelves: Store) -> None:
    desk = FrontDesk(shelves, Defaults(language="en"), lambda: AT)
    chat = replace(ASKED, address=Address("telegram", "-8"))
    desk.answer(replace(chat, text="language zh"))
    assert first(desk.answer(replace(chat, language="en"))).startswith(CHINESE)
    assert first(desk.answer(replace(chat, wanted="en"))).startswith(ENGLISH)
    assert first(desk.answer(replace(chat, text="subs lang:en"))).startswith(ENGLISH)


def test_an_installation_has_a_language_for_those_who_chose_none(shelves: Store) -> None:
    desk = FrontDesk(shelves, Defaults(language="zh"), lambda: AT)
    assert first(desk.answer(ASKED)).startswith(CHINESE)
    assert first(desk.answer(replace(ASKED, chat="private", language="en-GB"))).startswith(ENGLISH)
    assert desk.menu(language="en")[0].summary != desk.menu()[0].summary == "这是什么，从哪里开始"


def test_a_card_says_which_language_it_speaks(desk: FrontDesk) -> None:
    assert desk.answer(replace(ASKED, wanted="zh-CN")).language == "zh"
    assert desk.answer(ASKED).language == ""


def test_a_language_that_is_not_spoken_is_refused_in_the_one_that_is(desk: FrontDesk) -> None:
    assert "不是支持的语言" in first(desk.answer(replace(ASKED, wanted="zh", text="latest lang:fr")))


def test_a_message_is_kept_in_english_and_told_in_the_chat_s_language(shelves: Store) -> None:
    wants = Subscription(1, HERE, ("leading zone",), Defaults().hour, "Asia/Shanghai")
    digest = preview(wants, shelves.library.entries(), AT)[-1]
    with speaking(tongue("zh")):
        again = preview(wants, shelves.library.entries(), AT)[-1]
        assert [item.milestone for item in again.items] == [item.milestone for item in digest.items]
        told = first(message(shelves, Delivery(digest, "sent"), digest.slot, ()))
        said = plain(explained(Delivery(digest, "sent")).blocks[1].line.text)  # type: ignore[union-attr]
    assert told.startswith("今天：Leading Zone Opinions 5周年（2021年7月15日）")
    assert said.startswith("本聊天订阅了“leading zone”")
    assert why(digest.items) == digest.why


def test_labels_are_ordered_alike_whoever_asks(shelves: Store) -> None:
    entries = shelves.library.entries()
    english = milestones(entries, AT.date(), AT.date().replace(year=2027))
    with speaking(tongue("zh")):
        assert milestones(entries, AT.date(), AT.date().replace(year=2027)) == english
        assert all("since" not in labelled(one) for one in english if one.rule == "anniversary")
    assert [labelled(one) for one in english] == [one.label for one in english]


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("the year of writing, 2023", "写作年份2023"),
        ("2023 - 2 = 2021 (told as past)", "2023 - 2 = 2021（叙述为过去）"),
        (
            "anniversary 2 falls on 2023-07-15; 2023-07-15 - 2 years = 2021-07-15",
            "第2个周年在2023-07-15；2023-07-15−2年＝2021-07-15",
        ),
        (
            "the text was written 2023-07-08 to 2023-07-31 (2023 by: today; newest year), not on 2024-04-14",
            "正文写于2023-07-08至2023-07-31（2023的依据：今天；最新的年份），不是2024-04-14",
        ),
        ("since 2013-09 (the zone opened)", "自2013-09（the zone opened）"),
        ("the 3 years up to 2023", "至2023的3年"),
        ("2023-07 + 1 month = 2023-08", "2023-07＋1个月＝2023-08"),
        ("bot was blocked by the user", "bot was blocked by the user"),
        ("", ""),
    ],
)
def test_what_was_written_down_is_told_again(written: str, told: str) -> None:
    assert retold(written) == written
    with speaking(tongue("zh")):
        assert retold(written) == told


def test_every_derivation_of_the_shipped_papers_is_told_again(shelves: Store) -> None:
    facts = (fact for entry in shelves.library.entries() for fact in (entry.fact, *entry.also))
    every = {fact.derivation for fact in facts if fact.derivation} | {derivation(row) for row in calendar()}
    with speaking(tongue("zh")):
        same = [one for one in every if retold(one) == one and any(char.isalpha() for char in one)]
    assert len(every) > 20
    assert not same
