"""The clock becomes one message in each channel on the right day, through the real clients."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot import app
from bot.ports import Actor, Request
from bot.tally import Counts
from briefings.model import Address
from config.settings import Settings
from storage.ingest import ingest, ship
from storage.store import Store
from tests.fakes.slack import FakeSlack
from tests.fakes.slack_front import SECRET
from tests.fakes.telegram import FakeTelegram

CHAT = Address("telegram", "77")
CHANNEL = Address("telegram", "-1002")
SLACK = Address("slack", "C0NEWS", tenant="T0DESK")
JUNE = datetime.fromisoformat("2026-06-01T12:00+08:00")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text + "+08:00")


@dataclass
class Newsroom:
    """A store with the shipped corpus, both platforms, and three chats that want the Leading Zone."""

    settings: Settings
    store: Store
    telegram: FakeTelegram
    slack: FakeSlack

    def type(self, address: Address, text: str) -> str:
        """Somebody who may change things types in a chat."""
        request = Request(address, Actor("6", admin=True), text, JUNE)
        return json.dumps(
            [str(block) for block in app.desk(self.settings, self.store).answer(request).blocks]
        )

    async def tick(self, time: str) -> Counts:
        """One tick at that local time in Shanghai, with the real clients."""
        return await app.once(self.settings, self.store, at(time))

    def texts(self) -> dict[str, list[str]]:
        """All that was accepted, by chat."""
        got: dict[str, list[str]] = {}
        for message in self.telegram.sent:
            got.setdefault(str(message.chat), []).append(message.text)
        for call in self.slack.messages():
            got.setdefault(call.body["channel"], []).append(json.dumps(call.body, ensure_ascii=False))
        return got


@pytest.fixture
async def newsroom(tmp_path: Path) -> AsyncIterator[Newsroom]:
    store = Store.open(f"sqlite:///{tmp_path}/milepost.db")
    ship(store, at=JUNE)
    async with FakeTelegram() as telegram, FakeSlack() as slack:
        settings = Settings(
            telegram_bot_token=SecretStr(telegram.token),
            telegram_api_base_url=telegram.root,
            slack_bot_token=SecretStr("xoxb-1-bot-s3cret"),
            slack_signing_secret=SecretStr(SECRET),
            slack_api_url=slack.api,
        )
        telegram.chat(-1002, "channel")
        telegram.chat(77)
        room = Newsroom(settings, store, telegram, slack)
        for address in (CHAT, CHANNEL, SLACK):
            room.type(address, "subscribe leading zone confirm:yes")
        yield room
        assert telegram.complaints == []
    store.close()


async def test_15_july_comes_once_to_each_and_ten_more_ticks_send_nothing(newsroom: Newsroom) -> None:
    counts = await newsroom.tick("2026-07-15T09:00")
    assert (counts.sent, counts.failed) == (3, 0), counts
    texts = newsroom.texts()
    assert set(texts) == {"77", "-1002", "C0NEWS"}
    for (text,) in texts.values():
        assert "5 years" in text
        assert "15 Jul 2021" in text
        assert "[1]" in text
        assert "late" not in text
    assert all({"Why", "Change", "Stop"} <= set(message.buttons) for message in newsroom.telegram.sent)
    for minute in range(10):
        again = await newsroom.tick(f"2026-07-15T09:{minute:02d}")
        assert (again.sent, again.claimed) == (0, 0)
    assert newsroom.texts() == texts


async def test_nothing_comes_before_the_hour_or_on_a_day_without_a_reason(newsroom: Newsroom) -> None:
    for time in ("2026-07-13T12:00", "2026-07-14T23:59", "2026-07-15T08:59"):
        assert (await newsroom.tick(time)).sent == 0
    assert newsroom.texts() == {}


async def test_leads_of_30_and_7_days_come_once_each(newsroom: Newsroom) -> None:
    for day in ("06-14", "06-15", "06-16", "07-07", "07-08", "07-09"):
        await newsroom.tick(f"2026-{day}T09:00")
    first, second = newsroom.texts()["77"]
    assert "30 days" in first
    assert "7 days" in second


async def test_a_round_year_is_told_ninety_days_ahead_and_the_year_before_was_not(newsroom: Newsroom) -> None:
    for day in ("2025-04-16", "2026-04-15", "2026-04-16", "2026-04-17"):
        await newsroom.tick(f"{day}T09:00")
    (text,) = newsroom.texts()["77"]
    assert "In 90 days (15 Jul 2026): 5 years since the Leading Zone Opinions" in text


async def test_the_anniversary_says_what_was_set_out_and_that_no_figure_was_found(
    newsroom: Newsroom, tmp_path: Path
) -> None:
    await newsroom.tick("2026-07-15T09:00")
    for (text,) in newsroom.texts().values():
        assert "Due this month" in text
        assert "no figure found since" in text
    newsroom.telegram.sent.clear()
    report = tmp_path / "report.txt"
    report.write_text(
        "The Leading Zone funds\n\nPublished: 2026-07-20\n\nOn 18 July 2026 the city said that "
        "the Leading Zone funds have drawn sub-funds of about 104 billion yuan to Pudong.\n"
    )
    ingest(newsroom.store, [report], at=JUNE)
    await newsroom.tick("2026-07-31T09:00")
    (told,) = newsroom.texts()["77"]
    assert "on record: about 104 billion yuan" in told
    assert "no figure found" not in told


async def test_a_clock_that_was_down_says_it_once_and_says_that_it_is_late(newsroom: Newsroom) -> None:
    await newsroom.tick("2026-07-14T09:00")
    counts = await newsroom.tick("2026-07-16T10:00")
    assert counts.sent == 3
    for (text,) in newsroom.texts().values():
        assert "late" in text
        assert "15 Jul 2021" in text
    assert (await newsroom.tick("2026-07-17T10:00")).sent == 0


async def test_an_edit_afterwards_does_not_send_it_again(newsroom: Newsroom, tmp_path: Path) -> None:
    charter = tmp_path / "charter.txt"
    charter.write_text(
        "The Leading Zone at work\n\nThe Leading Zone Opinions were released on 15 July 2021.\n"
    )
    ingest(newsroom.store, [charter], at=JUNE)
    await newsroom.tick("2026-07-15T09:00")
    charter.write_text(
        "The Leading Zone at work\n\nThe Leading Zone Opinions were made public on 15 July 2021.\n"
    )
    assert ingest(newsroom.store, [charter], at=JUNE).counts["updated"] == 1
    assert (await newsroom.tick("2026-07-15T09:05")).sent == 0
    assert all(len(texts) == 1 for texts in newsroom.texts().values())


async def test_a_chat_that_blocked_us_is_left_alone_and_the_others_get_theirs(newsroom: Newsroom) -> None:
    newsroom.telegram.fail("sendMessage", 403, "Forbidden: bot was blocked by the user", chat=77)
    counts = await newsroom.tick("2026-07-15T09:00")
    assert (counts.sent, counts.skipped) == (2, 1)
    assert [str(one.address) for one in newsroom.store.subscriptions.active()] == [
        "telegram:-1002",
        "slack:T0DESK/C0NEWS",
    ]


async def test_stop_on_a_digest_stops_it(newsroom: Newsroom) -> None:
    await newsroom.tick("2026-07-15T09:00")
    stop = newsroom.telegram.sent[0].buttons["Stop"]
    newsroom.type(CHAT, stop)
    assert CHAT not in {one.address for one in newsroom.store.subscriptions.active()}
