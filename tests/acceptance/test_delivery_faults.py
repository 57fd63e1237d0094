"""What goes wrong outside costs no chat its message: real clients, and platforms that refuse and break."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path

import pytest

from bot.delivery import tick
from bot.platforms.slack import Slack
from bot.platforms.telegram import Telegram
from bot.tally import Counts
from briefings.model import Address, Delivery
from storage.store import Store
from tests.fakes.slack import FakeSlack, Fault
from tests.fakes.slack_front import SECRET, clock
from tests.fakes.telegram import FakeTelegram
from tests.made import at
from tests.unit.bot.test_delivery import put

EVE = at("2026-07-14T12:00+08:00")
NINE = at("2026-07-15T09:00+08:00")
REPEAT = "May be a repeat"
SLOW = 20
"""Seconds that a tick may take on a machine that is busy."""
CHATS = tuple(Address("telegram", str(n)) for n in range(11, 16))
GROUP = Address("telegram", "-1001", thread="7")
CHANNELS = tuple(Address("slack", f"C{n}", "T0DESK") for n in range(3))


@dataclass
class Room:
    """A store with one anniversary on 15 July, and both platforms outside."""

    store: Store
    telegram: FakeTelegram
    slack: FakeSlack
    clients: dict[str, Telegram | Slack]

    def subscribe(self, *addresses: Address) -> None:
        for one in addresses:
            if one.platform == "telegram":
                self.telegram.chat(int(one.channel))
            who = "77" if one.platform == "telegram" else "U7"
            self.store.subscriptions.add(
                one, ["leading zone"], time(9), "Asia/Shanghai", (0,), "en", who, EVE
            )

    async def tick(self, now: datetime = NINE, *, hold: bool = False) -> Counts:
        return await tick(now, self.store, self.clients, chance=lambda: 0.5, hold=hold)

    def row(self, address: Address) -> Delivery:
        (found,) = self.store.ledger.of(address)
        return found

    def states(self, addresses: Sequence[Address]) -> list[str]:
        return [self.row(one).state for one in addresses]

    def waits(self, address: Address, since: datetime = NINE) -> float:
        until = self.row(address).next_at
        assert until is not None
        return (until - since).total_seconds()

    def texts(self, address: Address) -> list[str]:
        if address.platform == "slack":
            return [str(c.body) for c in self.slack.messages() if c.body["channel"] == address.channel]
        return [sent.text for sent in self.telegram.sent if sent.chat == int(address.channel)]


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Room]:
    store = Store.open(f"sqlite:///{tmp_path}/milepost.db")
    put(store)
    for platform in ("telegram", "slack"):
        store.lanes.set_rate(platform, 10_000)
    async with FakeTelegram() as telegram, FakeSlack() as slack:
        clients = {
            "telegram": Telegram(telegram.token, telegram.root),
            "slack": Slack("xoxb-1-bot-s3cret", SECRET, clock=clock, base_url=slack.api),
        }
        yield Room(store, telegram, slack, clients)
        for client in clients.values():
            await client.close()
    store.close()


async def test_a_chat_that_is_told_to_wait_waits_and_the_others_do_not(room: Room) -> None:
    room.subscribe(*CHATS)
    room.telegram.fail("sendMessage", 429, "Too Many Requests", chat=11, retry_after=37)
    assert (await room.tick()).sent == 4
    assert 37 <= room.waits(CHATS[0]) < 37 + SLOW
    assert room.row(CHATS[0]).attempt == 0
    assert (await room.tick(NINE + timedelta(seconds=36))).sent == 0
    assert (await room.tick(NINE + timedelta(seconds=37 + SLOW))).sent == 1
    assert [len(room.texts(chat)) for chat in CHATS] == [1] * 5
    assert not any(REPEAT in text for chat in CHATS for text in room.texts(chat))


async def test_a_storm_of_429_closes_the_lane_and_loses_nothing(room: Room) -> None:
    room.subscribe(*CHATS)
    room.telegram.fail("sendMessage", 429, "Too Many Requests", times=5, retry_after=120)
    await room.tick()
    (lane,) = [one for one in room.store.lanes.all() if one.platform == "telegram"]
    assert lane.blocked_until is not None
    asked = room.telegram.calls["sendMessage"]
    await room.tick(NINE + timedelta(seconds=100))
    assert room.telegram.calls["sendMessage"] == asked
    await room.tick(NINE + timedelta(seconds=120 + SLOW))
    assert [len(room.texts(chat)) for chat in CHATS] == [1] * 5
    assert {room.row(chat).attempt for chat in CHATS} == {1}


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [({"Retry-After": "30"}, 30), ({"Retry-After": "45"}, 45), ({"Retry-After": "soon"}, 30), ({}, 30)],
)
async def test_slack_is_given_the_time_that_it_asks_for(
    room: Room, headers: dict[str, str], seconds: int
) -> None:
    room.subscribe(CHANNELS[0])
    room.slack.fail("chat.postMessage", Fault(429, {"ok": False, "error": "ratelimited"}, headers))
    assert (await room.tick()).sent == 0
    assert seconds <= room.waits(CHANNELS[0]) < seconds + SLOW
    await room.tick(NINE + timedelta(seconds=seconds + SLOW))
    (text,) = room.texts(CHANNELS[0])
    assert REPEAT not in text


@pytest.mark.parametrize("status", [500, 502, 503])
async def test_a_gateway_that_fails_is_tried_again_without_a_label(room: Room, status: int) -> None:
    room.subscribe(CHATS[0], CHANNELS[0])
    room.telegram.fail("sendMessage", status, html="<html>Bad Gateway</html>")
    room.slack.fail("chat.postMessage", Fault(status, "<html>Bad Gateway</html>"))
    await room.tick()
    assert room.row(CHATS[0]).state == "pending"
    assert 15 <= room.waits(CHATS[0]) < 30 + SLOW
    await room.tick(NINE + timedelta(seconds=30 + SLOW))
    (text,) = room.texts(CHATS[0])
    assert REPEAT not in text
    assert len(room.texts(CHANNELS[0])) == 1


async def test_an_answer_that_was_cut_off_costs_one_repeat_that_says_so(room: Room) -> None:
    room.subscribe(CHATS[0], CHANNELS[0])
    room.telegram.cut("sendMessage", "after")
    room.slack.fail("chat.postMessage", Fault(cut="after"))
    await room.tick()
    await room.tick(NINE + timedelta(seconds=30 + SLOW))
    await room.tick(NINE + timedelta(minutes=30))
    for address in (CHATS[0], CHANNELS[0]):
        first, second = room.texts(address)
        assert REPEAT not in first
        assert REPEAT in second
        assert room.row(address).state == "sent"


async def test_on_hold_what_may_have_arrived_is_kept_listed_and_sent_when_somebody_says_so(
    room: Room,
) -> None:
    room.subscribe(CHATS[0], CHANNELS[0])
    room.telegram.cut("sendMessage", "after")
    room.slack.fail("chat.postMessage", Fault(cut="after"))
    await room.tick(hold=True)
    await room.tick(NINE + timedelta(hours=2), hold=True)
    held = room.store.ledger.stuck("held")
    assert {one.digest.address for one in held} == {CHATS[0], CHANNELS[0]}
    assert all(one.error for one in held)
    assert [len(room.texts(one)) for one in (CHATS[0], CHANNELS[0])] == [1, 1]
    later = NINE + timedelta(hours=3)
    assert all(room.store.ledger.redeliver(one.digest.key, later) for one in held)
    await room.tick(later, hold=True)
    assert room.store.ledger.stuck("held") == ()
    for address in (CHATS[0], CHANNELS[0]):
        first, second = room.texts(address)
        assert REPEAT not in first
        assert REPEAT in second


@pytest.mark.parametrize(
    ("status", "description"),
    [
        (403, "Forbidden: bot was blocked by the user"),
        (403, "Forbidden: bot was kicked from the supergroup chat"),
        (403, "Forbidden: user is deactivated"),
        (400, "Bad Request: chat not found"),
        (403, "Forbidden: the group chat was deleted"),
    ],
)
async def test_who_can_not_be_reached_any_more_is_asleep_with_the_reason(
    room: Room, status: int, description: str
) -> None:
    room.subscribe(*CHATS[:2])
    room.telegram.fail("sendMessage", status, description, chat=11)
    await room.tick()
    assert room.states(CHATS[:2]) == ["skipped", "sent"]
    assert description.partition(": ")[2] in str(room.row(CHATS[0]).error)
    assert [one.address for one in room.store.subscriptions.active()] == [CHATS[1]]
    room.subscribe(CHATS[0])
    assert len(room.store.subscriptions.active()) == 2


async def test_who_subscribed_a_chat_is_told_once_that_it_can_not_be_reached(room: Room) -> None:
    owner, groups = Address("telegram", "77"), (Address("telegram", "-21"), Address("telegram", "-22"))
    room.telegram.chat(77)
    room.subscribe(*groups)
    for group in groups:
        room.telegram.fail("sendMessage", 403, "Forbidden: bot was kicked", chat=int(group.channel))
    await room.tick()
    await room.tick(NINE + timedelta(minutes=1))
    (told,) = room.texts(owner)
    assert "can't reach the chat -2" in told
    assert "bot was kicked" in told
    assert room.store.subscriptions.active() == ()


async def test_who_blocked_the_bot_is_not_written_to_about_it(room: Room) -> None:
    room.subscribe(Address("telegram", "77"))
    room.telegram.fail("sendMessage", 403, "Forbidden: bot was blocked by the user", chat=77)
    await room.tick()
    await room.tick(NINE + timedelta(minutes=1))
    assert room.telegram.calls["sendMessage"] == 1


@pytest.mark.parametrize(
    ("status", "description"),
    [
        (403, "Forbidden: something that nobody has heard of"),
        (400, "Bad Request: something that nobody has heard of"),
    ],
)
async def test_a_refusal_that_nobody_knows_costs_the_message_and_not_the_subscription(
    room: Room, status: int, description: str
) -> None:
    room.subscribe(*CHATS[:2])
    room.telegram.fail("sendMessage", status, description, chat=11)
    await room.tick()
    assert room.states(CHATS[:2]) == ["dead", "sent"]
    assert len(room.store.subscriptions.active()) == 2
    (dead,) = room.store.ledger.stuck("dead")
    assert room.store.ledger.redeliver(dead.digest.key, NINE)
    assert (await room.tick(NINE + timedelta(seconds=5))).sent == 1
    assert len(room.texts(CHATS[0])) == 1


async def test_a_topic_that_is_closed_hears_it_in_general_once(room: Room) -> None:
    room.subscribe(GROUP)
    room.telegram.closed_topics.add((-1001, 7))
    assert (await room.tick()).sent == 1
    (sent,) = room.telegram.sent
    assert sent.thread is None
    await room.tick(NINE + timedelta(minutes=5))
    assert len(room.telegram.sent) == 1


MUTED = "Bad Request: not enough rights to send text messages to the chat"


@pytest.mark.parametrize("description", [MUTED, "Bad Request: TOPIC_CLOSED"])
async def test_a_topic_where_it_may_not_speak_hears_it_in_general_once(room: Room, description: str) -> None:
    room.subscribe(GROUP)
    room.telegram.fail("sendMessage", 400, description, chat=-1001)
    assert (await room.tick()).sent == 1
    (sent,) = room.telegram.sent
    assert sent.thread is None
    assert len(room.store.subscriptions.active()) == 1
    await room.tick(NINE + timedelta(minutes=5))
    assert len(room.telegram.sent) == 1


@pytest.mark.parametrize("description", [MUTED, "Bad Request: message thread not found", "TOPIC_CLOSED"])
async def test_a_group_where_it_may_speak_nowhere_sleeps_and_its_owner_is_told_once(
    room: Room, description: str
) -> None:
    owner = Address("telegram", "77")
    room.telegram.chat(77)
    room.subscribe(GROUP)
    room.telegram.fail("sendMessage", 400, description, chat=-1001, times=2)
    await room.tick()
    for minutes in (1, 2):
        await room.tick(NINE + timedelta(minutes=minutes))
    assert room.row(GROUP).state == "skipped"
    assert room.store.subscriptions.active() == ()
    (told,) = room.texts(owner)
    assert description.removeprefix("Bad Request: ") in told
    assert [sent.chat for sent in room.telegram.sent] == [77]
    room.subscribe(GROUP)
    assert len(room.store.subscriptions.active()) == 1


async def test_a_group_that_became_a_supergroup_gets_it_once_and_keeps_its_subscription(room: Room) -> None:
    old, new = Address("telegram", "-5"), Address("telegram", "-1005")
    room.subscribe(old)
    room.telegram.chat(-1005)
    why = "Bad Request: group chat was upgraded to a supergroup chat"
    room.telegram.fail("sendMessage", 400, why, chat=-5, migrate_to_chat_id=-1005)
    await room.tick()
    await room.tick(NINE + timedelta(seconds=3))
    assert [sent.chat for sent in room.telegram.sent] == [-1005]
    assert [one.address for one in room.store.subscriptions.active()] == [new]
    assert room.row(new).state == "sent"


@pytest.mark.parametrize("code", ["channel_not_found", "not_in_channel", "is_archived"])
async def test_a_slack_channel_that_is_gone_sleeps_alone(room: Room, code: str) -> None:
    room.subscribe(*CHANNELS)
    room.slack.fail("chat.postMessage", Fault.error(code))
    counts = await room.tick()
    assert (counts.sent, counts.skipped) == (3, 1)
    assert len(room.store.subscriptions.active()) == 2
    (told,) = room.texts(Address("slack", "U7", "T0DESK"))
    assert "can't reach the channel C0" in told


@pytest.mark.parametrize("code", ["account_inactive", "token_revoked", "invalid_auth"])
async def test_a_slack_token_that_is_dead_stops_that_workspace_and_loses_nothing(
    room: Room, code: str
) -> None:
    room.subscribe(*CHANNELS, CHATS[0])
    room.slack.fail("chat.postMessage", *[Fault.error(code)] * 3)
    assert (await room.tick()).sent == 1
    assert room.states(CHANNELS) == ["pending"] * 3
    assert len(room.store.subscriptions.active()) == 4
    (lane,) = [one for one in room.store.lanes.all() if one.platform == "slack" and one.tenant]
    assert lane.off is not None
    await room.clients["slack"].close()
    room.clients["slack"] = Slack("xoxb-2-bot-s3cret", SECRET, clock=clock, base_url=room.slack.api)
    for minutes in (1, 2, 3):
        await room.tick(NINE + timedelta(minutes=minutes))
    assert [len(room.texts(one)) for one in CHANNELS] == [1, 1, 1]
    assert [one.off for one in room.store.lanes.all()] == [None] * len(room.store.lanes.all())
