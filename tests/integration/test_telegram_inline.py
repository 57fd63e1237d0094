"""Inline mode on Telegram: facts with their sentences for whatever is typed, the newest words alone."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator

import pytest

from bot import clock, counting
from bot.card import Card, Line, Paragraph, Sources, bold, text
from bot.platforms.telegram.inline import article
from bot.ports import Request, Snippet
from storage.store import Store
from tests.fakes.telegram import FakeTelegram
from tests.fakes.telegram_desk import EchoDesk
from tests.integration.inbox_home import Counter, listening, platform
from tests.integration.telegram_home import stage
from tests.unit.bot.harbour import filled

CARD = Card((Paragraph(Line(text(bold("15 Jul 2026"), " An anniversary"))), Sources((("doc#1.1", "Doc"),))))
SNIPPET = Snippet("f" * 32, "An anniversary", "in 12 days", CARD)


async def test_what_is_typed_is_answered_with_results_that_can_be_sent() -> None:
    async with stage() as on:
        on.desk.offered = lambda request: [SNIPPET] if request.text == "zone" else []
        id = on.server.inquire("  zone ")
        await on.server.until(lambda: id in on.server.offered)
        answer = on.server.offered[id]
        assert (answer["is_personal"], int(answer["cache_time"]) <= 60) == ("true", True)
        [result] = answer["results"]
        assert (result["type"], result["id"]) == ("article", SNIPPET.id)
        assert (result["title"], result["description"]) == ("An anniversary", "in 12 days")
        content = result["input_message_content"]
        assert content["message_text"].startswith("15 Jul 2026 An anniversary")
        assert content["entities"][0] == {"type": "bold", "offset": 0, "length": 11}
        assert content["link_preview_options"] == {"is_disabled": True}
        assert on.desk.mail.names == []
        assert on.server.sent == []


async def test_nothing_found_leads_into_the_chat() -> None:
    async with stage() as on:
        id = on.server.inquire("nothing of that")
        await on.server.until(lambda: id in on.server.offered)
        assert on.server.offered[id]["results"] == []
        assert "start_parameter" in on.server.offered[id]["button"]


async def test_of_one_person_only_the_newest_words_are_answered_and_others_do_not_wait() -> None:
    go = threading.Event()

    def slow(request: Request) -> list[Snippet]:
        assert request.actor.id != "77" or go.wait(10)
        return [SNIPPET]

    async with stage() as on:
        on.desk.offered = slow
        first = on.server.inquire("z")
        await on.server.until(lambda: on.desk.requests)
        *skipped, last = [on.server.inquire("zone"[:end]) for end in (2, 3, 4)]
        other = on.server.inquire("z", user=78)
        await on.server.until(lambda: other in on.server.offered)
        assert set(on.server.offered) == {other}
        go.set()
        await on.server.until(lambda: last in on.server.offered)
        assert not set(skipped) & set(on.server.offered)
        assert first in on.server.offered


async def test_a_query_that_is_too_old_or_breaks_the_desk_disturbs_nothing(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async with stage() as on:
        on.server.fail("answerInlineQuery", 400, "Bad Request: query is too old and response timeout expired")
        on.server.inquire("zone")
        await on.server.until(lambda: on.server.calls["answerInlineQuery"])
        assert "inline" not in caplog.text
        on.desk.offered = lambda _: 1 / 0  # type: ignore[assignment, return-value]
        id = on.server.inquire("zone", user=78)
        await on.server.until(lambda: id in on.server.offered)
        on.server.say(77, "/help")
        await on.last()
    assert "ZeroDivisionError" in caplog.text


async def test_an_unreadable_query_is_counted() -> None:
    async with stage() as on:
        on.server.update(inline_query={"id": "1", "from": {"id": "x"}, "query": "zone"})
        on.server.update(inline_query={"id": "1", "from": {"id": 77}, "query": None})
        on.server.say(77, "/help")
        await on.last()
        assert on.desk.counters[counting.MALFORMED] == 2


def test_a_result_is_within_what_telegram_takes_whatever_its_words() -> None:
    odd = Snippet("a", "\u202e" + "x" * 9000, "", CARD)
    made = article(odd)
    assert len(made["title"]) == 200
    assert "description" not in made
    assert article(Snippet("a", " \n", "\u2066", CARD))["title"] == "…"


@pytest.fixture
async def harbour() -> AsyncIterator[Store]:
    opened = filled()
    yield opened
    opened.close()


async def test_the_real_desk_offers_sentences_and_without_words_what_comes_next(harbour: Store) -> None:
    desk = Counter(harbour)
    async with (
        FakeTelegram(now=int(clock.now().timestamp())) as server,
        listening(platform("telegram", server.root), desk),
    ):
        words = server.inquire("dredging fund")
        nothing = server.inquire("", user=78)
        odd = [
            server.inquire(typed, user=100 + at)
            for at, typed in enumerate(('"', "since:never", "-", "*", "浦东", "x" * 10_000, "' OR 1=1"))
        ]
        await server.until(lambda: {words, nothing, *odd} <= set(server.offered))
        again = server.inquire("dredging fund")
        await server.until(lambda: again in server.offered)
    results = server.offered[words]["results"]
    assert "dredging" in results[0]["title"].lower()
    assert "written 2022" not in results[0]["title"]
    assert "The dredging fund" in results[0]["description"]
    assert "Sources" in results[0]["input_message_content"]["message_text"]
    assert [one["id"] for one in server.offered[again]["results"]] == [one["id"] for one in results]
    assert len({one["id"] for one in results}) == len(results)
    assert server.offered[nothing]["results"]
    assert server.complaints == []


async def test_people_who_type_too_much_at_once_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.platforms.telegram.inline.WAITING", 2)
    go = threading.Event()

    def slow(request: Request) -> list[Snippet]:
        assert go.wait(10)
        return []

    async with stage(desk=EchoDesk()) as on:
        on.desk.offered = slow
        for user in (77, 78, 79):
            on.server.inquire("zone", user=user)
        await on.server.until(lambda: on.desk.counters[counting.DROPPED])
        go.set()
        await on.server.until(lambda: len(on.server.offered) == 2)
        await asyncio.sleep(0)
