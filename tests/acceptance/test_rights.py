"""Who may do what, through the real client: groups, anonymous admins, forged presses, operators."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot import clock
from bot.command import Defaults
from bot.dispatch import FrontDesk
from bot.rights import Staff
from briefings.model import Address
from briefings.preferences import Preferences
from storage.store import Store
from tests.fakes.telegram import FakeTelegram, Sent, person
from tests.integration.inbox_home import Counter, listening, platform
from tests.unit.bot.harbour import charter, fund, put

GROUP, ELSEWHERE = -1_007_300_000_018, -1_007_300_000_019
ADA, BOB, OPERATOR = 77, 78, 4_200
HERE = Address("telegram", str(GROUP))


class Room:
    """A group and its people, with the real client between them and the desk."""

    def __init__(self, server: FakeTelegram, store: Store) -> None:
        self.server, self.store = server, store

    async def say(self, words: str, chat: int = GROUP, **more: object) -> Sent:
        """Somebody types; the reply."""
        before = len(self.server.sent)
        self.server.say(chat, words, **more)  # type: ignore[arg-type]
        await self.server.until(lambda: len(self.server.sent) > before)
        return self.server.sent[-1]

    async def press(self, data: str, *, user: int = ADA, chat: int = GROUP) -> str:
        """Somebody presses a button with that data, be it forged; what they are told."""
        sent, toasts = len(self.server.sent), len(self.server.toasts)
        acknowledged = len(self.server.answered)
        shown = {"message_id": 1, "date": self.server.now, "chat": self.server.chat(chat), "text": "…"}
        query = {"id": f"press-{acknowledged}", "from": person(user), "chat_instance": "1"}
        self.server.update(callback_query={**query, "message": shown, "data": data})
        await self.server.until(lambda: len(self.server.answered) > acknowledged)
        await self.server.until(lambda: len(self.server.sent) > sent or len(self.server.toasts) > toasts)
        return self.server.toasts[-1] if len(self.server.toasts) > toasts else self.server.sent[-1].text

    @property
    def topics(self) -> list[tuple[str, ...]]:
        """What the group is subscribed to."""
        return [one.topics for one in self.store.subscriptions.of(HERE)]


class Desk(Counter):
    """The real desk of an installation that names its operator."""

    def __init__(self, store: Store) -> None:
        super().__init__(store)
        staff = Staff(operators=frozenset({f"telegram:{OPERATOR}"}))
        FrontDesk.__init__(self, store, Defaults(staff=staff), clock.now, mail=self.mail)


@pytest.fixture
async def room(file_url: str) -> AsyncIterator[Room]:
    store = Store.open(file_url)
    put(store, charter(), fund())
    async with FakeTelegram(now=int(clock.now().timestamp())) as server:
        server.member(GROUP, ADA, "administrator")
        server.member(GROUP, BOB, "member")
        async with listening(platform("telegram", server.root), Desk(store)):
            yield Room(server, store)
        assert server.complaints == []
    store.close()


async def test_a_member_can_not_subscribe_a_group_and_is_told_who_can(room: Room) -> None:
    refused = (await room.say("/subscribe fund confirm:yes", user=BOB)).text
    assert "Only admins of this group" in refused
    assert "Ask one of them to send subscribe" in refused
    assert room.topics == []
    await room.say("/subscribe fund confirm:yes", user=ADA)
    assert room.topics == [("fund",)]


async def test_an_anonymous_admin_may_what_admins_may(room: Room) -> None:
    await room.say("/subscribe fund confirm:yes", anonymous=True)
    assert room.topics == [("fund",)]


async def test_whom_a_group_lists_may_too(room: Room) -> None:
    chosen = Preferences(who="listed", listed=(str(BOB),))
    room.store.preferences.keep(HERE, chosen, str(ADA), clock.now())
    await room.say("/subscribe fund confirm:yes", user=BOB)
    assert room.topics == [("fund",)]
    refused = await room.say("/unsubscribe fund", user=79)
    assert "people on this chat's list" in refused.text
    assert room.topics == [("fund",)]


async def test_a_menu_answers_only_who_asked_for_it(room: Room) -> None:
    panel = await room.say("/settings", user=ADA)
    assert all(data.startswith("~") and len(data.encode()) <= 64 for data in panel.buttons.values())
    data = panel.buttons["Quiet hours"]
    assert "not your menu" in await room.press(data, user=BOB)
    assert "not your menu" in await room.press(data, user=79)
    assert "In which hours should nothing come" in await room.press(data, user=ADA)


@pytest.mark.parametrize("data", ["~0000000000000000", "~", "~' OR 1=1 --", "~" + "é" * 40, "🙂" * 16])
async def test_a_made_up_press_is_acknowledged_and_does_nothing(room: Room, data: str) -> None:
    assert await room.press(data)
    assert room.topics == []


async def test_another_chats_button_is_none_here(room: Room) -> None:
    there = room.store.notes.remember(Address("telegram", str(ELSEWHERE)), "subscribe fund", clock.now())
    assert "belongs to another chat" in await room.press(there)


async def test_an_old_button_says_how_to_get_on(room: Room) -> None:
    long_ago = clock.now() - timedelta(days=31)
    name = room.store.notes.remember(HERE, "search dredging", long_ago)
    told = await room.press(name)
    assert "too old" in told
    assert "Type what you want instead" in told


async def test_a_forged_press_may_no_more_than_who_sends_it(room: Room) -> None:
    assert "Only admins" in await room.press("/subscribe fund confirm:yes", user=BOB)
    assert room.topics == []
    assert "can't be used" in await room.press("/forget confirm:1b2-0123456789abcdef", user=ADA)
    confirm = (await room.say("/forget", user=ADA)).buttons["Erase now"]
    room.server.member(GROUP, BOB, "administrator")
    assert "not your menu" in await room.press(confirm, user=BOB)


@pytest.mark.parametrize(
    ("how", "told"),
    [
        ({"chat": BOB, "user": BOB}, f"telegram:{BOB}"),
        ({"chat": GROUP, "user": OPERATOR}, "write to me privately"),
        (
            {"chat": OPERATOR, "user": OPERATOR, "forward_origin": {"type": "hidden_user", "date": 1}},
            "Nothing was done",
        ),
    ],
    ids=["a stranger", "in company", "passed on"],
)
async def test_operators_commands_are_refused_to_all_others_and_that_is_written_down(
    room: Room, caplog: pytest.LogCaptureFixture, how: dict[str, object], told: str
) -> None:
    with caplog.at_level(logging.WARNING):
        refused = (await room.say("/status", **how)).text  # type: ignore[arg-type]
    assert "only for those who run this installation" in refused
    assert told in refused
    line = next(record.getMessage() for record in caplog.records if "was refused" in record.getMessage())
    assert line.split("reference ")[1] in refused
    assert str(how["user"]) not in line


async def test_an_operator_is_told_how_the_installation_is(room: Room) -> None:
    told = (await room.say("/status", chat=OPERATOR, user=OPERATOR)).text
    assert "How this installation is" in told
    assert "nobody is subscribed" in told


async def test_words_that_were_passed_on_change_nothing(room: Room) -> None:
    passed_on = {"forward_origin": {"type": "hidden_user", "date": 1, "sender_user_name": "x"}}
    told = await room.say("/subscribe fund confirm:yes", chat=BOB, user=BOB, **passed_on)
    assert "was forwarded" in told.text
    assert room.store.subscriptions.of(Address("telegram", str(BOB))) == ()
