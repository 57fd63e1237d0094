"""Pressed buttons on Telegram: answered in place, acknowledged in any case, refused over the chat."""

from __future__ import annotations

import asyncio
import threading
from dataclasses import replace

import pytest

from bot.card import Action, Card, Heading, Line, Notice, Paragraph, text
from bot.platforms.telegram import pressing
from bot.platforms.telegram.pressing import toast
from bot.ports import Request
from tests.fakes.telegram_desk import EchoDesk, echo
from tests.integration.telegram_home import GROUP, LONG, Stage, stage

STALE = "Bad Request: query is too old and response timeout expired or query ID is invalid"
SAVED = Card((Heading("Saved"),), (Action("Undo", "undo 1"),), instead=True)
REFUSED = Card(
    (
        Notice("warning", Line(text("This button can't be used: it is too old."))),
        Paragraph(Line(text("Type what you want."))),
    ),
    (Action("Help", "help"),),
)


async def pressed(on: Stage, card: Card, label: str = "Sources", ask: str = "/help") -> None:
    """Somebody asks, and presses a button of the answer, which is answered with a card."""
    on.server.say(77, ask)
    await on.last()
    sent = on.server.sent[-1]
    on.desk.reply = lambda _: card
    on.server.press(sent, label)


async def test_an_answer_takes_the_place_of_the_message_whose_button_was_pressed() -> None:
    async with stage() as on:
        await pressed(on, SAVED)
        await on.server.until(lambda: on.server.edited)
        [message] = on.server.sent
        assert (message.text, message.buttons) == ("Saved", {"Undo": "/undo 1"})
        assert message.marked("bold") == ["Saved"]
        assert len(on.server.answered) == 1


async def test_an_answer_without_buttons_takes_them_away() -> None:
    async with stage() as on:
        await pressed(on, replace(SAVED, actions=()))
        await on.server.until(lambda: on.server.edited)
        assert on.server.sent[0].buttons == {}


async def test_a_long_answer_begins_in_place_and_goes_on_below() -> None:
    async with stage() as on:
        await pressed(on, replace(LONG, instead=True, actions=SAVED.actions))
        await on.last(3)
        assert [m.text[-5:] for m in on.server.sent] == ["(1/3)", "(2/3)", "(3/3)"]
        assert [bool(m.buttons) for m in on.server.sent] == [False, False, True]


async def test_parts_above_the_pressed_message_go_with_it() -> None:
    async with stage(desk=EchoDesk(lambda _: replace(LONG, actions=SAVED.actions))) as on:
        on.server.say(77, "/help")
        await on.last(3)
        on.desk.reply = lambda _: SAVED
        on.server.press(on.server.sent[2], "Undo")
        await on.server.until(lambda: on.server.calls["deleteMessages"])
        assert [m.text for m in on.server.sent] == ["Saved"]


async def test_a_message_that_is_so_already_is_left_so(caplog: pytest.LogCaptureFixture) -> None:
    async with stage() as on:
        await pressed(on, SAVED)
        await on.server.until(lambda: on.server.edited)
        on.server.press(on.server.sent[0], "Undo")
        await on.server.until(lambda: on.server.calls["editMessageText"] == 2)
        on.server.say(78, "/help")
        await on.last(2)
        assert [m.chat for m in on.server.sent] == [77, 78]
    assert caplog.text == ""


@pytest.mark.parametrize(
    "why", ["message to edit not found", "message can't be edited", "there is no text in the message to edit"]
)
async def test_where_it_can_not_be_edited_the_answer_is_a_new_message(why: str) -> None:
    async with stage() as on:
        on.server.fail("editMessageText", 400, f"Bad Request: {why}")
        await pressed(on, SAVED)
        assert await on.last(2) == "Saved"


async def test_an_edit_is_tried_again_where_that_is_safe() -> None:
    async with stage() as on:
        on.server.fail("editMessageText", 429, "Too Many Requests: retry after 3", retry_after=3)
        on.server.cut("editMessageText", "after")
        on.server.fail("editMessageText", 502, html="<html>Bad Gateway</html>")
        await pressed(on, SAVED)
        await on.server.until(lambda: on.server.edited)
        await on.server.until(lambda: on.server.calls["editMessageText"] == 4)
        assert len(on.server.sent) == 1
        assert on.naps.taken[0] == 3


async def test_why_nothing_was_done_is_shown_over_the_chat() -> None:
    async with stage() as on:
        await pressed(on, REFUSED)
        await on.server.until(lambda: on.server.toasts)
        on.server.say(78, "/help")
        await on.last(2)
        assert on.server.toasts == ["This button can't be used: it is too old. Type what you want."]
        assert [m.chat for m in on.server.sent] == [77, 78]


async def test_a_refusal_that_can_not_be_shown_any_more_is_sent() -> None:
    async with stage() as on:
        on.server.fail("answerCallbackQuery", 400, STALE)
        await pressed(on, REFUSED)
        assert "too old" in await on.last(2)


async def test_a_slow_answer_does_not_keep_the_button_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pressing, "PROMPT", 0.02)
    go = threading.Event()

    def slow(request: Request) -> Card:
        assert request.text == "/help" or go.wait(10)
        return echo(request)

    async with stage(desk=EchoDesk(slow)) as on:
        on.server.say(77, "/help")
        await on.last()
        on.server.press(on.server.sent[0], "Sources")
        await on.server.until(lambda: on.server.answered)
        assert len(on.server.sent) == 1
        go.set()
        await on.last(2)


async def test_a_press_on_a_message_that_is_gone_is_acknowledged() -> None:
    async with stage() as on:
        on.server.update(callback_query={"id": "press", "from": {"id": 77}, "chat_instance": "1"})
        await on.server.until(lambda: on.server.answered == ["press"])


async def test_an_answer_to_a_topic_that_was_closed_comes_to_general_and_says_so() -> None:
    async with stage() as on:
        on.server.closed_topics.add((GROUP, 7))
        on.server.say(GROUP, "/help", thread=7, is_forum=True)
        await on.last()
        [message] = on.server.sent
        assert message.thread is None
        assert message.text.startswith("ℹ Note: The topic of this was closed or deleted")
        assert len(message.buttons) == 2


async def test_where_general_is_closed_too_an_answer_is_lost_but_not_the_chat(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async with stage() as on:
        on.server.fail("sendMessage", 400, "Bad Request: TOPIC_CLOSED", times=2)
        on.server.say(GROUP, "/help", thread=7, is_forum=True)
        await on.server.until(lambda: on.server.calls["sendMessage"] == 2)
        on.server.say(77, "/help")
        await on.last()
        assert on.desk.lost == []
    assert "TOPIC_CLOSED" in caplog.text


@pytest.mark.parametrize(
    "card",
    [
        Card((Heading("Saved"),)),
        Card(()),
        Card((Notice("error", Line(text("It broke (reference 12)."))),)),
        Card((Notice("info", Line(text("Nothing in the next 90 days."))),)),
        Card((Notice("warning", Line(text("long " * 41))),)),
    ],
)
def test_what_must_stay_readable_is_a_message(card: Card) -> None:
    assert toast(card) == ""


async def test_an_unexpected_end_leaves_no_answer_running() -> None:
    async with stage() as on:
        gone = asyncio.Event()

        async def answer() -> Card:
            try:
                await asyncio.Event().wait()
            finally:
                gone.set()
            return SAVED

        task = asyncio.create_task(pressing.answered(on.platform._client, "press", answer()))
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        await asyncio.wait_for(gone.wait(), 5)
