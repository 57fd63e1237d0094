"""What time does to people: nothing is told twice, nothing is skipped, and no day is made up."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot import app
from bot.card import Card, lines, plain
from bot.ports import Actor, Request
from briefings.model import Address
from config.settings import Settings
from storage.ingest import ingest
from storage.store import Store
from tests.command import Milepost
from tests.fakes.telegram import FakeTelegram

CHAT = Address("telegram", "77")
HALF_HOUR = timedelta(minutes=30)
CHARTERS = """The harbour's papers

The Spring Charter was released on 29 March 2021. The Autumn Charter was released on 25 October 2021.

The Pilot Charter was released on 13 July 2021. The Ferry Charter was released on 14 July 2021.

The Dredging Charter was released on 15 July 2021. The Leap Charter was released on 29 February 2024.
"""
ANNIVERSARY = """The harbour at two

Published: 2024-04-14

July 15th this year marks the second anniversary of the release of the Harbour Zone Opinions. The 2023
Harbour Conference, held on July 8, drew 300 guests. On July 11, 2023 the district opened its data exchange.
"""
LOOSE = """Reform goes on

For two years the port has tried out new rules. A second fund was set up at the end of last year. The
10th anniversary of the Harbour Plenum comes before the port's 18th congress.
"""
IMPOSSIBLE = """Old and odd papers

The Harbour Guild was founded on 3 May 1788. The lease of the Harbour Guild ends on 1 June 2305.

The Sand Charter was released on 2023-02-30. The Gravel Charter was released on 31/06/2021.
"""


def at(text: str) -> datetime:
    """An instant, written with its offset."""
    return datetime.fromisoformat(text)


def words_of(card: Card) -> str:
    """What a reader of a card sees, a line each."""
    return "\n".join(plain(line.text) for block in card.blocks for line in lines(block))


@dataclass
class Room:
    """A store, a chat in Telegram, and a clock that is set by hand."""

    settings: Settings
    store: Store
    telegram: FakeTelegram
    folder: Path

    def read(self, text: str) -> None:
        """Put a document into the store."""
        file = self.folder / f"paper{self.store.library.count()}.txt"
        file.write_text(text, encoding="utf-8")
        assert not ingest(self.store, [file], at=at("2026-01-01T00:00+00:00")).refused

    def type(self, text: str, now: datetime) -> Card:
        """Somebody who may change things types in the chat."""
        return app.desk(self.settings, self.store).answer(Request(CHAT, Actor("6", admin=True), text, now))

    def said(self, text: str, now: datetime) -> str:
        """The words of the answer."""
        return words_of(self.type(text, now))

    async def tick(self, now: datetime) -> list[str]:
        """One tick, and what came into the chat by it."""
        before = len(self.telegram.sent)
        counts = await app.once(self.settings, self.store, now)
        assert counts.clean, counts.troubles
        return [message.text for message in self.telegram.sent[before:]]

    async def through(self, start: datetime, end: datetime) -> list[tuple[datetime, str]]:
        """What came by ticks every half hour."""
        got = []
        for n in range((end - start) // HALF_HOUR + 1):
            now = start + n * HALF_HOUR
            got += [(now, text) for text in await self.tick(now)]
        return got


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Room]:
    store = Store.open(f"sqlite:///{tmp_path}/milepost.db")
    async with FakeTelegram() as telegram:
        settings = Settings(telegram_bot_token=SecretStr(telegram.token), telegram_api_base_url=telegram.root)
        telegram.chat(77)
        yield Room(settings, store, telegram, tmp_path)
        assert telegram.complaints == []
    store.close()


async def test_an_hour_that_spring_skips_or_autumn_repeats_brings_one_message(room: Room) -> None:
    """A digest for 02:30 in Berlin comes once at 03:30 in spring, and once in autumn, at the first 02:30."""
    room.read(CHARTERS)
    words = "subscribe spring charter, autumn charter at:02:30 tz:Europe/Berlin leads:0d confirm:yes"
    room.type(words, at("2026-03-28T12:00+01:00"))
    spring = await room.through(at("2026-03-29T00:00+01:00"), at("2026-03-30T06:00+02:00"))
    assert [when for when, _ in spring] == [at("2026-03-29T03:30+02:00")]
    assert "5 years since The Spring Charter" in spring[0][1]
    await room.tick(at("2026-10-24T12:00+02:00"))
    autumn = await room.through(at("2026-10-25T00:00+02:00"), at("2026-10-26T06:00+01:00"))
    assert [when for when, _ in autumn] == [at("2026-10-25T02:30+02:00")]
    assert "5 years since The Autumn Charter" in autumn[0][1]
    assert all("late" not in text for _, text in (*spring, *autumn))


async def test_three_days_of_downtime_are_caught_up_in_one_message_that_says_so(room: Room) -> None:
    """Three days that each had something due make one message, late by three days, with all of it."""
    room.read(CHARTERS)
    words = "subscribe pilot charter, ferry charter, dredging charter at:09:00 tz:Asia/Shanghai leads:0d"
    room.type(f"{words} confirm:yes", at("2026-07-12T08:00+08:00"))
    assert await room.tick(at("2026-07-12T10:00+08:00")) == []
    (text,) = await room.tick(at("2026-07-16T08:00+08:00"))
    assert "3 days late: Milepost was not running." in text
    for charter in ("Pilot", "Ferry", "Dredging"):
        assert f"5 years since The {charter} Charter" in text
    assert await room.through(at("2026-07-16T08:30+08:00"), at("2026-07-17T10:00+08:00")) == []


async def test_notices_that_downtime_made_stale_are_dropped_and_counted(room: Room) -> None:
    """Of four notices for one day, downtime leaves the newest, and the message says how many it dropped."""
    room.read(CHARTERS)
    words = "subscribe dredging charter at:09:00 tz:Asia/Shanghai leads:4d,3d,1d,0d confirm:yes"
    room.type(words, at("2026-07-10T08:00+08:00"))
    await room.tick(at("2026-07-10T10:00+08:00"))
    (text,) = await room.tick(at("2026-07-15T09:00+08:00"))
    assert "3 earlier notices dropped" in text
    assert text.count("Dredging Charter") >= 1
    assert "late" not in text


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Asia/Calcutta", "Asia/Kolkata"),
        ("US/Pacific-New", "America/Los_Angeles"),
        ("上海", "Asia/Shanghai"),
        ("柏林", "Europe/Berlin"),
        ("Berlin", "Europe/Berlin"),
        ('"New York"', "America/New_York"),
    ],
)
async def test_a_zone_is_taken_by_an_old_name_or_a_city(room: Room, typed: str, meant: str) -> None:
    """Old names of zones and cities are taken, and the answer shows the zone by its name of today."""
    said = room.said(f"subscribe harbour tz:{typed} confirm:yes", at("2026-07-01T08:00+08:00"))
    assert f"09:00 {meant}" in said
    assert [one.zone for one in room.store.subscriptions.of(CHAT)] == [meant]


@pytest.mark.parametrize(
    ("typed", "way", "suggested"),
    [
        ("GMT+8", "8 hours ahead of UTC", "Asia/Shanghai"),
        ("UTC-08:00", "8 hours behind UTC", "America/Anchorage"),
        ("Europe/Berlni", "", "Europe/Berlin"),
    ],
)
async def test_what_is_no_zone_is_refused_with_the_one_that_was_meant(
    room: Room, typed: str, way: str, suggested: str
) -> None:
    """An offset is no zone: which way it is read is said, with a place that has it on that day."""
    card = room.type(f"subscribe harbour tz:{typed} confirm:yes", at("2026-07-01T08:00+08:00"))
    said = words_of(card)
    assert way in said
    assert suggested in said
    assert room.store.subscriptions.of(CHAT) == ()
    room.type(card.actions[0].command, at("2026-07-01T08:00+08:00"))
    assert [one.zone for one in room.store.subscriptions.of(CHAT)] == [suggested]


@pytest.mark.parametrize(("setting", "day"), [("02-28", "28"), ("03-01", "1")])
async def test_29_february_is_remembered_in_every_year_and_the_message_says_when(
    room: Room, setting: str, day: str
) -> None:
    """In a common year it is told on the 28th, or on 1 March where that is set; in a leap year on its day."""
    room.settings = room.settings.model_copy(update={"milepost_leap_day": setting})
    room.read(CHARTERS)
    words = "subscribe leap charter at:09:00 tz:Asia/Shanghai leads:0d confirm:yes"
    room.type(words, at("2026-02-27T08:00+08:00"))
    got = await room.through(at("2026-02-27T09:00+08:00"), at("2026-03-02T10:00+08:00"))
    ((when, text),) = got
    assert str(when.day) == day
    assert "2026 has no 29 Feb" in text
    await room.tick(at("2028-02-27T10:00+08:00"))
    leap = await room.through(at("2028-02-28T09:00+08:00"), at("2028-03-02T10:00+08:00"))
    assert [when.day for when, _ in leap] == [29]
    assert "has no 29 Feb" not in leap[0][1]


@pytest.mark.parametrize(
    ("change", "until"),
    [
        ("at:18:00 tz:Asia/Shanghai", "2026-07-16T20:00+08:00"),
        ("at:09:00 tz:America/New_York", "2026-07-16T20:00+08:00"),
        ("at:09:00 tz:Pacific/Honolulu", "2026-07-17T08:00+08:00"),
    ],
)
async def test_another_hour_or_zone_after_todays_message_brings_no_second_one(
    room: Room, change: str, until: str
) -> None:
    """Who was told of a day is not told of it again when the chat's hour or zone changes."""
    room.read(CHARTERS)
    words = "subscribe ferry charter, dredging charter leads:0d confirm:yes"
    room.type(f"{words} at:09:00 tz:Asia/Shanghai", at("2026-07-14T08:00+08:00"))
    first = await room.through(at("2026-07-14T08:30+08:00"), at("2026-07-15T09:30+08:00"))
    assert [when.day for when, _ in first] == [14, 15]
    room.type(f"{words} {change}", at("2026-07-15T10:00+08:00"))
    assert await room.through(at("2026-07-15T10:00+08:00"), at(until)) == []


async def test_a_zone_where_tomorrow_has_begun_does_not_lose_today(room: Room) -> None:
    """What a chat has not been told yet comes although its new zone is a day ahead."""
    room.read(CHARTERS)
    words = "subscribe dredging charter at:09:00 leads:0d confirm:yes"
    room.type(f"{words} tz:Pacific/Honolulu", at("2026-07-13T12:00-10:00"))
    await room.tick(at("2026-07-15T08:00-10:00"))
    room.type(f"{words} tz:Pacific/Kiritimati", at("2026-07-15T08:00-10:00"))
    got = await room.through(at("2026-07-15T08:00-10:00"), at("2026-07-16T12:00-10:00"))
    assert [when for when, _ in got] == [at("2026-07-15T08:00-10:00")]
    assert "5 years since The Dredging Charter" in got[0][1]


async def test_a_clock_that_jumps_an_hour_brings_nothing_twice(room: Room) -> None:
    """A clock that is put an hour ahead or back around the hour of a digest changes nothing of it."""
    room.read(CHARTERS)
    words = "subscribe ferry charter, dredging charter at:00:15 tz:Asia/Shanghai leads:0d confirm:yes"
    room.type(words, at("2026-07-13T08:00+08:00"))
    await room.tick(at("2026-07-13T10:00+08:00"))
    (text,) = await room.tick(at("2026-07-15T00:20+08:00"))
    assert "Ferry Charter" in text
    assert "Dredging Charter" in text
    for now in ("2026-07-14T23:20+08:00", "2026-07-15T00:20+08:00", "2026-07-15T01:20+08:00"):
        assert await room.tick(at(now)) == []


async def test_the_texts_own_evidence_dates_an_anniversary_and_the_date_line_is_flagged(room: Room) -> None:
    """“July 15th this year … second anniversary” under a wrong date line: 2021, and 2023, and why."""
    room.read(ANNIVERSARY)
    now = at("2026-07-01T08:00+08:00")
    timeline = room.said("timeline harbour zone opinions", now)
    assert "15 Jul 2021" in timeline
    assert "15 Jul 2023" in timeline
    assert "derived" in timeline
    assert "2022" not in timeline
    assert "2024" not in timeline.replace("14 Apr 2024", "")
    assert "The page header says 14 Apr 2024; the text was written 11–15 Jul 2023." in room.said(
        "brief harbour zone opinions", now
    )
    (entry,) = [
        each for each in room.store.library.entries() if each.fact.kind == "origin" and each.fact.number == 2
    ]
    assert str(entry.fact.when.start) == "2021-07-15"
    assert "2023" in entry.fact.derivation


def test_extract_shows_what_an_anniversary_is_counted_from_and_that_the_date_line_is_wrong(
    tmp_path: Path,
) -> None:
    """Read from a file: the day told, the day counted from, their basis, and the header's verdict."""
    (tmp_path / "page.txt").write_text(ANNIVERSARY, encoding="utf-8")
    (document,) = Milepost(tmp_path)("extract", "page.txt", "--json").data["documents"]
    found = {item["text"]: (item["start"], item["basis"]) for item in document["items"]}
    assert found["July 15th this year"] == ("2023-07-15", "derived")
    assert found["second anniversary"] == ("2021-07-15", "derived")
    header = document["reference"]["header"]
    assert (header["value"], header["verdict"]) == ("2024-04-14", "rejected")
    assert document["reference"]["year"] == 2023


async def test_words_that_hang_on_nothing_earn_no_day(room: Room) -> None:
    """“Two years”, “the 10th anniversary”, “the end of last year” in a text without a time earn nothing."""
    room.read(LOOSE)
    dated = [entry for entry in room.store.library.entries() if entry.fact.when.start]
    assert dated == []
    said = room.said("upcoming days:36500", at("2026-07-01T08:00+08:00"))
    assert "anniversary" not in said.casefold().replace("anniversaries", "")
    room.type("subscribe port, harbour confirm:yes", at("2026-07-01T08:00+08:00"))
    assert await room.through(at("2026-07-01T08:00+08:00"), at("2026-07-03T08:00+08:00")) == []


async def test_days_out_of_range_or_of_no_calendar_earn_nothing_and_their_words_stay(room: Room) -> None:
    """Days before 1900, after 2200 or that do not exist give no milestone; the sentences can be found."""
    room.read(IMPOSSIBLE)
    now = at("2026-05-01T08:00+08:00")
    upcoming = room.said("upcoming days:36500", now)
    for name in ("Guild", "Sand", "Gravel"):
        assert name not in upcoming
    for words in ("harbour guild founded", "lease", "2023-02-30", "gravel charter"):
        assert "The " in room.said(f"search {words}", now)
    assert "3 May 1788" in room.said("search guild founded", now)
    assert "The Sand Charter was released on 2023-02-30." in room.said("search sand charter", now)
    assert "The Gravel Charter was released on 31/06/2021." in room.said("search gravel charter", now)
    room.type("subscribe guild, sand, gravel confirm:yes", now)
    assert await room.tick(at("2026-05-03T09:00+08:00")) == []
